"""The way of an evaluation in six steps, and which of them is walked now. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from veien.evaluation.rules.standing import NO_PRICES, OPENED, Standing

MUSTS, ALONE, MEETING, LOCK, PRICES, RESULT = "musts", "own", "moderation", "lock", "prices", "result"
DONE, NOW, LATER = "done", "now", "later"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: done, walked now, or later."""

    key: str
    state: str


def steps_of(standing: Standing, *, handed: int, wanted: int) -> tuple[Step, ...]:
    """Say where an evaluation is: the first step that is not done is walked now.

    Shape: ``handed`` of ``wanted`` hand-ins have come, counted for each criterion and each who judges it; a criterion
    whose meeting is open waits for nobody. There is no step of prices where none are judged.
    """
    has_work = bool(standing.competing)
    done = {
        MUSTS: standing.is_judged,
        ALONE: has_work and (handed >= wanted or standing.is_scored),
        MEETING: standing.is_scored,
        LOCK: standing.is_locked,
        PRICES: standing.prices == OPENED,
        RESULT: False,
    }
    keys = [key for key in done if key != PRICES or standing.prices != NO_PRICES]
    if standing.is_locked:
        done |= {MUSTS: True, ALONE: True, MEETING: True}
    first = next(key for key in keys if not done[key])
    return tuple(Step(key, _state(done[key], is_first=key == first)) for key in keys)


def _state(is_done: bool, *, is_first: bool) -> str:
    if is_first:
        return NOW
    return DONE if is_done else LATER


def current(steps: Sequence[Step]) -> str:
    """Name the step that is walked now."""
    return next(each.key for each in steps if each.state == NOW)
