"""How far evaluators agree on one criterion, sorted into what a person can act on. Pure.

Points are held against each other at the level interval: a criterion adds points up with fixed weights, so the step
from 2 to 3 is worth as much as that from 8 to 9, and points have no meaning beyond their distance.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from veien.award_model.rules.agreement import kendall_w, krippendorff_alpha

RELIABLE, TENTATIVE = Fraction(4, 5), Fraction(2, 3)
"""From where on alpha is taken for reliable, and for good enough to conclude from with care.

Source: Krippendorff, Content Analysis: rely on data from 0.800, draw tentative conclusions from 0.667.
"""

SAME, MIXED = Fraction(7, 10), Fraction(3, 10)
"""From where on W is said to be one order, and a mixed one. A rule of thumb; no source is claimed for it."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Alpha and W on one criterion, each with a word for what it says.

    Shape: ``alpha_word`` is reliable, tentative, low, none (no better than chance), same (all points are equal) or
    alone (too few points to compare); ``w_word`` is same, mixed, none, flat (nobody put one before another), alone
    (one evaluator) or few (not two tenders with points from everyone).
    """

    alpha: Fraction | None
    alpha_word: str
    w: Fraction | None
    w_word: str
    raters: int


def agreement_on(given: Mapping[str, Mapping[str, Decimal]]) -> Agreement:
    """Say how far evaluators agree: ``given`` is points by evaluator and then by what was given points."""
    alpha, concordance = krippendorff_alpha(given, level="interval"), kendall_w(given)
    return Agreement(
        alpha.value,
        _alpha_word(alpha.value, alpha.values),
        concordance.value,
        _w_word(concordance.value, concordance.raters, concordance.units),
        concordance.raters,
    )


def _alpha_word(value: Fraction | None, values: int) -> str:
    if value is None:
        return "same" if values else "alone"
    if value >= RELIABLE:
        return "reliable"
    if value >= TENTATIVE:
        return "tentative"
    return "low" if value > 0 else "none"


def _w_word(value: Fraction | None, raters: int, units: int) -> str:
    if value is None:
        if raters < 2:
            return "alone"
        return "few" if units < 2 else "flat"
    if value >= SAME:
        return "same"
    return "mixed" if value >= MIXED else "none"
