"""What a result page draws and lists: weights in the whole, parts of a total, figures that tell tenders apart. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import Any

from veien.award_model.rules import Case, Criterion, leaf_weights

MOST_PLACES = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion in the order of the tree: how deep it stands and what it weighs in the whole.

    Units: ``weight`` is a share of one; None where the method does without weights.
    """

    id: str
    title: str
    depth: int
    is_group: bool
    is_price: bool
    weight: Fraction | None


def lines_of(case: Case) -> list[Line]:
    """Give every criterion, parents before their children, with its weight in the whole."""
    return list(_lines(case.criteria, 1, Fraction(1)))


def _lines(criteria: Iterable[Criterion], depth: int, above: Fraction | None) -> Iterable[Line]:
    for each in criteria:
        weight = None if above is None or each.weight is None else above * Fraction(each.weight)
        yield Line(each.id, each.title or each.id, depth, bool(each.children), each.kind == "price", weight)
        yield from _lines(each.children, depth + 1, weight)


def parts_of(case: Case, points: Mapping[str, str | None]) -> list[tuple[Line, Decimal]]:
    """Give what each criterion at the top adds to a tender's total: weight times points.

    Shape: one pair a criterion at the top, in their order; only for the method ``points``.
    """
    return [
        (line, decimal_of((line.weight or 0) * Fraction(points[line.id] or 0)))
        for line in lines_of(case)
        if line.depth == 1
    ]


def quality_of(case: Case, points: Mapping[str, str | None]) -> Fraction | None:
    """Give a tender's weighted quality points, the weights of the quality leaves scaled to add up to one."""
    weights = leaf_weights(case.criteria)
    known = [leaf.id for leaf in case.quality_leaves if leaf.id in weights]
    whole = sum((weights[leaf] for leaf in known), Fraction(0))
    if not whole:
        return None
    total = sum((weights[leaf] * Fraction(points[leaf] or 0) for leaf in known), Fraction(0))
    return total / whole


def decimal_of(value: Fraction | Decimal | int | str, places: int = MOST_PLACES) -> Decimal:
    """Give a figure as a decimal, rounded half up to some places, without zeros at its end."""
    exact = Fraction(value)
    with localcontext() as context:
        context.prec = 200
        found = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(
            Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP
        )
        found = found.normalize()
        return found.quantize(Decimal(1)) if found == found.to_integral_value() else found


def shortened(value: Fraction | Decimal | int | str) -> Decimal:
    """Give a figure with the decimals that a sum is read with: four, or four digits where it is below one."""
    exact = Fraction(value)
    if not exact or abs(exact) >= 1:
        return decimal_of(exact, 4)
    places = -decimal_of(exact, 40).adjusted() + 3
    return decimal_of(exact, max(4, min(places, 40)))


def places_that_tell(figures: Iterable[Decimal], *, least: int = 2) -> int:
    """Give the fewest decimals at which figures that differ also look different."""
    different = set(figures)
    for places in range(least, MOST_PLACES):
        if len({decimal_of(each, places) for each in different}) == len(different):
            return places
    return MOST_PLACES


def turned_pair(before: Sequence[str], after: Sequence[str], gone: str) -> tuple[str, str] | None:
    """Name the first two whose order turns when one has gone: who leads then, and who led before."""
    stayed = [key for key in before if key != gone]
    for was, now in zip(stayed, after, strict=False):
        if was != now:
            return now, was
    return None


def ranked(result: Mapping[str, Any]) -> list[str]:
    """Give the tenders of a result, best first; those that did not qualify last."""
    order = [str(each) for each in result["order"]]
    return order + [str(each) for each in result["tenders"] if each not in order]
