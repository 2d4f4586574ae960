"""What a ranking hangs on: one tender more or less, money for a quality point, the weights that act."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import lcm
from typing import Any

from veien.award_model.rules.numbers import Column, column_of, written, written_ratio
from veien.award_model.rules.price_points import CannotScore
from veien.award_model.rules.price_slopes import price_slopes
from veien.award_model.rules.sheet import TOTAL, Sheet
from veien.award_model.rules.standing import Standing, standing

_FEWEST_TO_LEAVE = 3


def leave_one_out(sheet: Sheet, whole: Standing) -> list[dict[str, Any]]:
    """List the tenders whose leaving changes a figure or the order of the others, with the order then.

    ``reversal`` says that the others stand in another order, or are level where they were not.

    Source: Bergman & Lundberg, Lunander, on relative scoring; the reckoning is plain repetition.
    """
    if len(sheet.ids) < _FEWEST_TO_LEAVE:
        return []
    entries = []
    marks = _marks_of_the_field(sheet, whole)
    for index, tender in enumerate(sheet.ids):
        then = _standing_without(sheet, index, sets_a_mark=index in marks)
        if then is None:
            continue
        before = [[one for one in group if one != index] for group in whole.groups]
        reversal = [group for group in before if group] != then.groups
        if reversal or _figures_differ(whole.figures, then.figures, index):
            order = [sheet.ids[one] for group in then.groups for one in group]
            entries.append({"removed": tender, "order": order, "reversal": reversal})
    return entries


def _marks_of_the_field(sheet: Sheet, whole: Standing) -> set[int]:
    """Find those who alone set what a method compares with, besides points: lowest price, best figure."""
    marks: list[tuple[list[int], int]] = []
    if sheet.case.method == "utility_index":
        quality, prices = sheet.sum_of(TOTAL), column_of(sheet.prices)
        marks = [(prices.values, min(prices.values))]
        marks += [(quality.values, max(quality.values))] if quality else []
    if sheet.case.decide_by is not None:
        marks = [(whole.figures.values, max(whole.figures.values))]
    return {values.index(mark) for values, mark in marks if values.count(mark) == 1}


def _standing_without(sheet: Sheet, index: int, *, sets_a_mark: bool) -> Standing | None:
    """Give the order without one tender; None where nothing changes or the others cannot be scored."""
    try:
        if sets_a_mark or sheet.changed_by_leaving(index):
            return standing(sheet, without=index)
    except CannotScore:
        return None
    return None


def _figures_differ(before: Column, then: Column, index: int) -> bool:
    return any(
        old * then.over != new * before.over
        for place, (old, new) in enumerate(zip(before.values, then.values, strict=True))
        if place != index
    )


def effective_weights(
    weights: Mapping[str, Fraction], spreads: Mapping[str, Fraction]
) -> dict[str, Fraction] | None:
    """Give the weight each leaf really has: ``weight * spread``, scaled to add up to one.

    Shape: weights and spreads (largest minus smallest awarded points) by leaf; None where nothing differs.
    Source: derived here; score compression, see the docs page on effective weights.
    """
    acting = {leaf: weight * spreads[leaf] for leaf, weight in weights.items()}
    whole = sum(acting.values(), Fraction(0))
    return {leaf: part / whole for leaf, part in acting.items()} if whole else None


def effective_weights_of(sheet: Sheet) -> dict[str, str] | None:
    """Write the effective weights of a case; None for other methods than points."""
    if sheet.case.method != "points":
        return None
    spreads = {
        leaf: (max(column.values) - min(column.values), column.over) for leaf, column in sheet.columns.items()
    }
    acting = _acting(sheet.weights, spreads)
    whole = sum(acting.values())
    if not whole:
        return None
    most = sheet.most_decimals
    return {leaf: written_ratio(part, whole, most) for leaf, part in acting.items()}


def _acting(weights: Mapping[str, Fraction], spreads: Mapping[str, tuple[int, int]]) -> dict[str, int]:
    """Give ``weight * spread`` as whole numbers over a common denominator, as ``effective_weights`` has them."""
    over = lcm(*{weight.denominator * spreads[leaf][1] for leaf, weight in weights.items()})
    return {
        leaf: weight.numerator * spreads[leaf][0] * (over // (weight.denominator * spreads[leaf][1]))
        for leaf, weight in weights.items()
    }


def money_per_quality_point(
    slopes: Mapping[str, Fraction | None], *, price_weight: Fraction, quality_weight: Fraction
) -> dict[str, Fraction | None]:
    """Give what one quality point is worth in money: ``w_quality / (w_price * slope)``.

    Shape: points per unit of money by tender, as ``price_slopes`` gives them; None stays None.
    Source: derived here; for the linear rule with a threshold as Dini, Pacini & Valletti, MVP.
    """
    return {
        tender: None if slope is None else quality_weight / (price_weight * slope)
        for tender, slope in slopes.items()
    }


def money_per_quality_point_of(sheet: Sheet) -> dict[str, str | None] | None:
    """Write what one point more on every quality leaf is worth to each tender; None where nothing says it."""
    case = sheet.case
    quality, leaf = sheet.frame.quality, sheet.frame.price
    if not quality:
        return None
    if case.method == "priced_quality":
        money = sum((Fraction(each.money_per_point or 0) for each in quality), Fraction(0))
        return dict.fromkeys(sheet.ids, written(money))
    if case.method != "points" or leaf is None or leaf.model is None or sheet.price_weight == 0:
        return None
    prices = sheet.prices_of(range(len(sheet.ids)))
    worth = money_per_quality_point(
        price_slopes(leaf.model, prices, most_points=case.scale),
        price_weight=sheet.price_weight,
        quality_weight=sheet.quality_weight,
    )
    return {
        tender: None if money is None else written(money, most_decimals=sheet.most_decimals)
        for tender, money in worth.items()
    }
