"""The one clock of the program. Everything that asks what time it is asks here, so that a scenario can let
years pass in a second and a test can stand at a deadline."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")

_standing: ContextVar[datetime | None] = ContextVar("veien_clock", default=None)


def now() -> datetime:
    """Give the time, aware, in UTC.

    Units: UTC, with microseconds cut away so that a stored time equals the one that was hashed.
    """
    moment = _standing.get() or datetime.now(UTC)
    return moment.replace(microsecond=0)


def today() -> date:
    """Give the date where the buyers are (Oslo, Stockholm and Copenhagen keep the same clock)."""
    return now().astimezone(OSLO).date()


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Let the clock stand at a moment inside the block.

    Raises: ValueError if the moment carries no time zone.
    """
    if moment.tzinfo is None:
        raise ValueError("A moment needs a time zone.")
    token = _standing.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _standing.reset(token)


def move_on(by: timedelta) -> None:
    """Move a standing clock forward.

    Raises: RuntimeError if the clock is not standing: real time is not ours to move.
    """
    moment = _standing.get()
    if moment is None:
        raise RuntimeError("Only a standing clock can be moved.")
    _standing.set(moment + by)
