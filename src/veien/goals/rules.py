"""What can be said of goals without a database: their words, and how far the target is from today. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TypedDict

from veien.documents.rules import clean_text


class GoalWords(TypedDict, total=False):
    """What people write about a goal, the needs it answers left out."""

    title: str
    kind: str
    unit: str
    baseline: Decimal | None
    baseline_source: str
    target: Decimal | None
    owner: str
    due_on: date | None
    measure: str
    horizon: str


FIELDS = tuple(GoalWords.__annotations__)
FIGURES = frozenset({"baseline", "target"})
_SEVERAL_LINES = frozenset({"measure"})


def cleaned(words: Mapping[str, object]) -> dict[str, object]:
    """Tidy what was written: texts trimmed, figures without empty decimals.

    Raises: KeyError for a word that a goal does not have.
    """
    unknown = set(words) - set(FIELDS)
    if unknown:
        raise KeyError(", ".join(sorted(unknown)))
    return {key: _tidy(key, value) for key, value in words.items()}


def _tidy(key: str, value: object) -> object:
    if isinstance(value, Decimal):
        return bare(value)
    if not isinstance(value, str):
        return value
    text = clean_text(value)
    return text if key in _SEVERAL_LINES else " ".join(text.split())


def bare(value: Decimal | None) -> Decimal | None:
    """Give a figure without empty decimals: 640.0000 becomes 640, 0.5000 becomes 0.5."""
    if value is None or not value.is_finite():
        return value
    short = value.normalize()
    return short.quantize(Decimal(1)) if short.as_tuple().exponent > 0 else short  # type: ignore[operator]


@dataclass(frozen=True)
class Step:
    """How far it is from today to the target.

    Units: ``difference`` in the goal's own unit, below zero when the figure is to fall; ``percent`` of today's
    figure, to one decimal, or None when today's figure is zero.
    """

    difference: Decimal
    percent: Decimal | None


def step(baseline: Decimal | None, target: Decimal | None) -> Step | None:
    """Give the way from today to the target, or nothing while one of them is missing.

    Units: rounded half to even, for show only.
    """
    if baseline is None or target is None:
        return None
    difference = target - baseline
    percent = None
    if baseline:
        share = difference / abs(baseline) * 100
        percent = bare(share.quantize(Decimal("0.1"), rounding=ROUND_HALF_EVEN))
    return Step(bare(difference) or Decimal(0), percent)
