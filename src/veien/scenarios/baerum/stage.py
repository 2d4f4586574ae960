"""What all scenes of the play share: who plays, where, and the calendar that moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from veien.foundation import clock
from veien.people.queries import User
from veien.road.queries import Procurement


@dataclass(frozen=True)
class Stage:
    """The procurement, its people by their key, and what earlier scenes left behind by the key in the data."""

    procurement: Procurement
    people: Mapping[str, User]
    needs: dict[str, Any] = field(default_factory=dict)
    inquiries: dict[str, Any] = field(default_factory=dict)
    steps: dict[str, Any] = field(default_factory=dict)
    figures: dict[str, Any] = field(default_factory=dict)
    goals: dict[str, Any] = field(default_factory=dict)
    questions: dict[str, Any] = field(default_factory=dict)
    alternatives: dict[str, Any] = field(default_factory=dict)

    @property
    def leader(self) -> User:
        """Give the project leader."""
        return self.people["leader"]

    @property
    def owner(self) -> User:
        """Give the project owner."""
        return self.people["owner"]

    @property
    def purchaser(self) -> User:
        """Give the one who buys."""
        return self.people["purchaser"]


def until(day: date, *, hour: int = 8) -> None:
    """Let the calendar come to a day and hour in Oslo; a moment that has been is left as it is."""
    moment = datetime.combine(day, time(hour), tzinfo=clock.OSLO)
    if moment > clock.now():
        clock.move_on(moment - clock.now())


def moment(text: str) -> datetime:
    """Read a local moment of the data."""
    return datetime.fromisoformat(text).replace(tzinfo=clock.OSLO)


def day_of(text: str) -> date:
    """Give the day of a local moment of the data."""
    return moment(text).date()
