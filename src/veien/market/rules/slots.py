"""Times for one supplier after another: equally long, none over another. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class SlotTime:
    """One time: when it begins and how many minutes it lasts."""

    starts_at: datetime
    minutes: int

    @property
    def ends_at(self) -> datetime:
        """Give when it ends."""
        return self.starts_at + timedelta(minutes=self.minutes)


class Overlap(ValueError):
    """A time would lie over one that is there already; ``at`` is when it begins."""

    def __init__(self, at: datetime) -> None:
        super().__init__(at.isoformat())
        self.at = at


def times_of(
    first: datetime, *, minutes: int, pause: int, count: int, taken: Iterable[SlotTime] = ()
) -> list[SlotTime]:
    """Give ``count`` times of the same length after each other with a pause between them.

    Units: minutes > 0, pause >= 0, count > 0; every supplier gets equally long.
    Raises: Overlap if one would lie over a time that is taken already.
    """
    step = timedelta(minutes=minutes + pause)
    times = [SlotTime(first + step * each, minutes) for each in range(count)]
    there = list(taken)
    for time in times:
        if any(time.starts_at < other.ends_at and other.starts_at < time.ends_at for other in there):
            raise Overlap(time.starts_at)
    return times
