"""The smallest change of the weights at which a tender draws level with the winner."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import isqrt
from typing import NamedTuple

from veien.award_model.rules.numbers import DECIMALS_WRITTEN, column_of, written
from veien.award_model.rules.stability.field import Field, smallest

_NOTHING = Fraction(0)


class Change(NamedTuple):
    """The smallest sum of all changes, and the smallest sum of their squares."""

    sum_of_changes: Fraction
    sum_of_squares: Fraction


def nearest_changes(field: Field) -> dict[str, Change | None]:
    """Give for each tender but the winner the smallest change of weights at which it is level with it.

    Weights stay at least zero and add up to one. None where no weights make them level. Where several lead,
    each of them is level already, and the others are measured against the nearest of them.
    """
    leaders = field.leaders()
    found: dict[str, Change | None] = {}
    for index, tender in enumerate(field.tenders):
        if [index] == leaders:
            continue
        changes = [_between(field, leader, index) for leader in leaders]
        known = [change for change in changes if change is not None]
        found[tender] = (
            Change(min(each.sum_of_changes for each in known), min(each.sum_of_squares for each in known))
            if known
            else None
        )
    return found


def _between(field: Field, leader: int, other: int) -> Change | None:
    lead = smallest(
        [own - theirs for own, theirs in zip(field.points[leader], field.points[other], strict=True)]
    )
    weights = field.weights
    moved, squares = least_weight_moved(lead, weights), least_squares(lead, weights)
    return None if moved is None or squares is None else Change(2 * moved, squares)


def least_weight_moved(lead: Sequence[int], weights: Sequence[Fraction]) -> Fraction | None:
    """Give the least weight that has to move from leaf to leaf until the lead is nil; None where it never is.

    Shape: the lead per leaf, and the weights, at which the lead is not negative.
    Source: it goes to the leaf where the lead is smallest, from those where it is largest: an exchange argument.
    """
    gap = sum((weight * part for weight, part in zip(weights, lead, strict=True)), _NOTHING)
    least, moved = min(lead), _NOTHING
    for part, weight in sorted(zip(lead, weights, strict=True), reverse=True):
        if gap == 0 or part == least:
            break
        share = min(weight, gap / (part - least))
        moved, gap = moved + share, gap - share * (part - least)
    return moved if gap == 0 else None


def least_squares(lead: Sequence[int], weights: Sequence[Fraction]) -> Fraction | None:
    """Give the least sum of squared changes at which the lead is nil; None where it never is.

    The weights walk straight against the lead, those at zero waiting there; at each turn of the way the walk
    is reckoned anew, exactly.

    Shape: the lead per leaf, and the weights, at which the lead is not negative.
    Source: projection onto the simplex by its optimality (KKT) conditions; derived here.
    """
    if min(lead) > 0:
        return None
    start, whole = column_of(weights)
    heights, unit = start, whole  # a leaf's weight where above zero; below zero, what it lacks to get one
    while gap := sum(max(high, 0) * part for high, part in zip(heights, lead, strict=True)):
        drift = _drift(lead, heights)
        drop = -sum(
            own * part for high, own, part in zip(heights, drift, lead, strict=True) if _moves(high, own)
        )
        steps = [Fraction(-high, own) for high, own in zip(heights, drift, strict=True) if high * own < 0]
        if drop:
            steps.append(Fraction(gap, drop))
        far, per = min(steps).as_integer_ratio()
        unit, *heights = smallest(
            [unit * per, *(high * per + own * far for high, own in zip(heights, drift, strict=True))]
        )
    off = (max(high, 0) * whole - own * unit for high, own in zip(heights, start, strict=True))
    return Fraction(sum(each * each for each in off), (unit * whole) ** 2)


def _drift(lead: Sequence[int], heights: Sequence[int]) -> list[int]:
    """Give how the heights change along the walk, in proportion: those in play keep their sum."""
    in_play = [part for part, high in zip(lead, heights, strict=True) if high > 0]
    total, count = sum(in_play), len(in_play)
    for part in sorted(part for part, high in zip(lead, heights, strict=True) if high == 0):
        if part * count >= total:
            break
        total, count = total + part, count + 1
    return [total - part * count for part in lead]


def _moves(high: int, own: int) -> bool:
    return high > 0 or (high == 0 and own > 0)


def root_written(value: Fraction, *, most_decimals: int | None = None) -> str:
    """Write the square root of a number: in full where it is a finite decimal, else half up to 12 decimals."""
    top, bottom = isqrt(value.numerator), isqrt(value.denominator)
    if top * top == value.numerator and bottom * bottom == value.denominator:
        return written(Fraction(top, bottom), most_decimals=most_decimals)
    scale = 10**DECIMALS_WRITTEN
    twice = isqrt(4 * value.numerator * scale * scale // value.denominator)
    digits = str((twice + 1) // 2).rjust(DECIMALS_WRITTEN + 1, "0")  # never long: no change is above two
    return f"{digits[:-DECIMALS_WRITTEN]}.{digits[-DECIMALS_WRITTEN:]}"
