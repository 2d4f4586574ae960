"""How far one weight may go, the others scaled in proportion, before another tender is ahead."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from veien.award_model.rules.stability.field import Field

Interval = tuple[Fraction, Fraction]


def weight_intervals(field: Field) -> dict[str, Interval | None]:
    """Give for each leaf the weights at which those who lead today still do, ends included.

    None for a leaf that has all the weight: the others have no proportion to share it by.

    Source: Triantaphyllou & Sanchez 1997 ask the same question; the straight lines are derived here.
    """
    sums = field.sums()
    return {leaf: _interval(field, sums, place) for place, leaf in enumerate(field.leaves)}


def _interval(field: Field, sums: Sequence[int], leaf: int) -> Interval | None:
    whole, weight = field.whole, field.parts[leaf]
    if weight == whole:
        return None
    low, high, best = Fraction(0), Fraction(1), max(sums)
    for leader in (index for index, own in enumerate(sums) if own == best):
        for other, points in enumerate(field.points):
            # The leader's lead is a straight line in the weight: where it rises, its root is a lower end.
            lead = best - sums[other]
            on_leaf = field.points[leader][leaf] - points[leaf]
            rise = on_leaf * whole - lead
            if rise > 0:
                low = max(low, Fraction(on_leaf * weight - lead, rise))
            elif rise < 0:
                high = min(high, Fraction(on_leaf * weight - lead, rise))
    return low, high
