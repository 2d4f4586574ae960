"""Whether evaluation has begun. The evaluation stands further along the road, so it tells this room how to ask."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_checks: list[Callable[[Any], bool]] = []


def register_evaluation_check(check: Callable[[Any], bool]) -> None:
    """Add the question whether a procurement's evaluation has begun; asked before forms are replaced.

    Shape: ``check(procurement)`` asks the database at most once.
    """
    if check not in _checks:
        _checks.append(check)


def evaluation_has_begun(procurement: Any) -> bool:
    """Tell whether anybody has judged anything in the procurement's tenders."""
    return any(check(procurement) for check in _checks)
