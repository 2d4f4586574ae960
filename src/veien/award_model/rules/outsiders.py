"""The lowest price at which a pair of tenders changes places, though neither of them is the lowest."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import Any

from veien.award_model.rules.case import PriceModel
from veien.award_model.rules.numbers import column_of, written
from veien.award_model.rules.sheet import QUALITY, Sheet

_TURNED_BY_LOWEST = ("proportional", "linear_above_lowest")


def critical_lowest_price_proportional(
    cheaper: Fraction, dearer: Fraction, *, lead: Fraction, most_points: Fraction, price_weight: Fraction
) -> Fraction:
    """Give the lowest price under which the dearer, better tender leads: ``lead / (S w (1/P_A - 1/P_B))``.

    ``lead`` is the weighted quality lead of the dearer one, above zero.

    Source: derived from the proportional price model; see the docs page on pairs.
    """
    return lead * cheaper * dearer / (most_points * price_weight * (dearer - cheaper))


def critical_lowest_price_linear(
    cheaper: Fraction,
    dearer: Fraction,
    *,
    lead: Fraction,
    most_points: Fraction,
    price_weight: Fraction,
    slope: Fraction,
) -> Fraction:
    """Give the lowest price under which the cheaper tender leads: ``S w (P_B - P_A) / (s lead)``.

    ``lead`` is the weighted quality lead of the dearer one, above zero.

    Source: derived from the linear price model; see the docs page on pairs.
    """
    return most_points * price_weight * (dearer - cheaper) / (slope * lead)


def pairs_of(sheet: Sheet) -> list[dict[str, Any]]:
    """List the pairs whose order a low outsider can turn, by id, with the lowest price that turns it."""
    case = sheet.case
    model = sheet.frame.price.model if sheet.frame.price else None
    if model is None or model.name not in _TURNED_BY_LOWEST or "floor" in model.numbers:
        return []
    if case.rounding is not None or sheet.price_weight == 0:
        return []
    found = []
    for first, second, critical in _turning_points(sheet, model):
        below = second if model.name == "proportional" else first
        found.append((sheet.ids[first], sheet.ids[second], critical, sheet.ids[below]))
    return [
        {"first": first, "second": second, "critical_lowest_price": written(critical), "below_it": below}
        for first, second, critical, below in sorted(found)
    ]


def _turning_points(sheet: Sheet, model: PriceModel) -> list[tuple[int, int, Fraction]]:
    """Find the pairs, cheaper first, with a turning point that is not above the cheaper price."""
    quality = sheet.sum_of(QUALITY)
    if quality is None:
        return []
    prices, qualities = column_of(sheet.prices), quality.values
    most, weight = Fraction(sheet.case.scale), sheet.price_weight
    found = []
    for first, second in combinations(sorted(range(len(sheet.ids)), key=prices.values.__getitem__), 2):
        ahead = qualities[second] - qualities[first]
        if ahead <= 0 or prices.values[first] == prices.values[second]:
            continue
        cheaper, dearer, lead = prices.fraction(first), prices.fraction(second), Fraction(ahead, quality.over)
        if model.name == "proportional":
            critical = critical_lowest_price_proportional(
                cheaper, dearer, lead=lead, most_points=most, price_weight=weight
            )
        else:
            slope = Fraction(model.numbers.get("slope", 1))
            critical = critical_lowest_price_linear(
                cheaper, dearer, lead=lead, most_points=most, price_weight=weight, slope=slope
            )
        if critical <= cheaper:
            found.append((first, second, critical))
    return found
