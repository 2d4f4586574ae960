"""From figures to an order: which figure counts in each method, what is better, and who is level."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from veien.award_model.rules.case import Case
from veien.award_model.rules.evaluated_prices import (
    deducted_share,
    price_less_quality,
    price_marked_up,
    price_with_addition,
    price_with_deduction,
    utility_indices,
    value_for_price,
)
from veien.award_model.rules.numbers import Column, column_of, rounded_column, written
from veien.award_model.rules.price_points import CannotScore
from veien.award_model.rules.sheet import TOTAL, Sheet, points_of

_HIGHEST_WINS = ("points", "value_per_price", "utility_index")
_NOTHING = Column([], 1)


class Standing(NamedTuple):
    """Each tender's figure, the groups best first (several in one are level), and who did not qualify."""

    figures: Column
    groups: list[list[int]]
    short_of: Mapping[int, str]


def standing(sheet: Sheet, *, without: int | None = None) -> Standing:
    """Put the tenders in order by the method of the case; with ``without``, as if that one had not come.

    Raises: CannotScore where those who are left lie outside the rules of the method.
    """
    case = sheet.case
    who = [index for index in range(len(sheet.ids)) if index != without]
    figures = _rounded(case, _figures(sheet, who, without))
    short_of = _short_of_least(sheet, who, without)
    key = _key(sheet, figures, who, without)
    return Standing(figures, _grouped(sheet.ids, [i for i in who if i not in short_of], key), short_of)


def _figures(sheet: Sheet, who: Sequence[int], without: int | None) -> Column:
    method = sheet.case.method
    merit = sheet.sum_of(TOTAL, without=without)
    if method == "points":
        return merit or _NOTHING
    if method in ("qualified_lowest_price", "lowest_price"):
        return column_of(sheet.prices)
    if merit is None:
        raise CannotScore("The weights of the quality criteria add up to nothing.")
    if method == "utility_index":
        return _utility(sheet, merit, who)
    formula = _FORMULAS[method]
    nothing = Fraction(0)
    gone = {without}
    return column_of(
        nothing if index in gone else formula(sheet, Fraction(price), merit.fraction(index))
        for index, price in enumerate(sheet.prices)
    )


def _rounded(case: Case, figures: Column) -> Column:
    step = case.step_at("total")
    return figures if step is None else rounded_column(figures, step)


def _marked_up(sheet: Sheet, price: Fraction, quality: Fraction) -> Fraction:
    return price_marked_up(
        price,
        quality,
        scale=sheet.case.scale,
        quality_weight=sheet.quality_weight,
        price_weight=sheet.price_weight,
    )


def _added(sheet: Sheet, price: Fraction, quality: Fraction) -> Fraction:
    return price_with_addition(price, quality, scale=sheet.case.scale, percent=sheet.case.percent or 0)


def _deducted(sheet: Sheet, price: Fraction, quality: Fraction) -> Fraction:
    case, percent = sheet.case, sheet.case.percent or 0
    if deducted_share(quality, scale=case.scale, percent=percent) >= 1:
        raise CannotScore("The deduction takes the whole price.")
    return price_with_deduction(price, quality, scale=case.scale, percent=percent)


_FORMULAS: dict[str, Callable[[Sheet, Fraction, Fraction], Fraction]] = {
    "priced_quality": lambda sheet, price, money: price_less_quality(price, money),
    "percent_markup": _marked_up,
    "percent_addition": _added,
    "percent_deduction": _deducted,
    "value_per_price": lambda sheet, price, quality: value_for_price(quality, price),
}


def _utility(sheet: Sheet, merit: Column, who: Sequence[int]) -> Column:
    indices = utility_indices(
        sheet.prices_of(who),
        {sheet.ids[index]: merit.fraction(index) for index in who},
        scale=sheet.case.scale,
        quality_weight=sheet.quality_weight,
        price_weight=sheet.price_weight,
    )
    nothing = Fraction(0)
    return column_of(indices.get(tender, nothing) for tender in sheet.ids)


def _key(
    sheet: Sheet, figures: Column, who: Sequence[int], without: int | None
) -> Callable[[int], tuple[int, ...]]:
    if sheet.case.method == "value_per_price":
        return _value_key(sheet, figures, who, without)
    sign = -1 if sheet.case.method in _HIGHEST_WINS else 1
    return lambda index: (sign * figures.values[index],)


def _value_key(
    sheet: Sheet, figures: Column, who: Sequence[int], without: int | None
) -> Callable[[int], tuple[int, ...]]:
    """Rank by value per price, within the corridor by the deciding criterion; no quality comes last."""
    merit = sheet.sum_of(TOTAL, without=without) or _NOTHING
    corridor, decide_by = sheet.case.corridor_percent, sheet.case.decide_by
    best = max(figures.values[index] for index in who)
    deciding: Column | None = None
    sign = -1
    if decide_by is not None and corridor is not None:
        deciding = sheet.sum_of(points_of(decide_by), without=without)
        if deciding is None:  # the price criterion: here it has no points, and the lowest price is best
            deciding, sign = column_of(sheet.prices), 1
    least = best * (1 - Fraction(corridor or 0) / 100)

    def key(index: int) -> tuple[int, ...]:
        if merit.values[index] == 0:
            return (2,)
        if deciding is not None and figures.values[index] >= least:
            return (0, sign * deciding.values[index])
        return (1, -figures.values[index])

    return key


def _short_of_least(sheet: Sheet, who: Sequence[int], without: int | None) -> dict[int, str]:
    """Say of each tender that does not qualify which least points it does not reach."""
    short: dict[int, list[str]] = {}
    for name, least in sheet.case.least_points.items():
        column = sheet.sum_of(TOTAL if name == "total" else points_of(name), without=without)
        if column is None:
            continue
        for index in who:
            reached = column.fraction(index)
            if reached < Fraction(least):
                short.setdefault(index, []).append(f"{name} {written(reached)} of {written(least)}")
    return {index: f"below the least points: {', '.join(parts)}" for index, parts in sorted(short.items())}


def _grouped(ids: Sequence[str], who: Sequence[int], key: Callable[[int], Any]) -> list[list[int]]:
    """Sort by the key; those with the same key stand together, by id, so that their order says nothing."""
    groups: list[list[int]] = []
    last: Any = None
    for index in sorted(who, key=lambda index: (key(index), ids[index])):
        if groups and key(index) == last:
            groups[-1].append(index)
        else:
            groups.append([index])
            last = key(index)
    return groups
