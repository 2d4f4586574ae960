"""How a figure was reckoned, written out with its numbers. Pure; the caller says how a number is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from veien.award_model.rules import Case, PriceModel, Tender, leaf_weights, leaves_of
from veien.evaluation.rules.figures import decimal_of, quality_of

Say = Callable[[Decimal], str]
Number = Callable[[Any], str]
Held = Mapping[str, Mapping[str, Any]]

METHOD_PAGES = {
    "points": "points.md",
    "priced_quality": "priced-quality.md",
    "percent_markup": "percent-markup.md",
    "percent_addition": "percent-addition-and-deduction.md",
    "percent_deduction": "percent-addition-and-deduction.md",
    "value_per_price": "value-per-price.md",
    "utility_index": "utility-index.md",
    "qualified_lowest_price": "qualified-lowest-price.md",
    "lowest_price": "lowest-price.md",
}
MODEL_PAGES = {
    "proportional": "proportional.md",
    "linear_above_lowest": "linear-above-lowest.md",
    "linear_between": "linear-between.md",
    "linear_to_threshold": "linear-to-threshold.md",
    "discount_power": "discount-power.md",
    "around_mean": "around-mean.md",
    "piecewise": "piecewise.md",
}
"""The page in ``docs/reference/formulas`` of each method and price model."""


def figure_working(case: Case, result: Mapping[str, Any], key: str, say: Say) -> str:
    """Write out how a tender's total or evaluated price comes about.

    Shape: one line such as ``0.5 × 7 + 0.5 × 6 = 6.5``.
    """
    tender = next(each for each in case.competing if each.id == key)
    held = result["tenders"][key]
    figure = held["total"] if held["total"] is not None else held["evaluated_price"]
    expression = _EXPRESSIONS[case.method](case, tender, result["tenders"], _exact(say))
    end = say(Decimal(figure))
    return end if expression == end else f"{expression} = {end}"


def _exact(say: Say) -> Number:
    return lambda value: say(decimal_of(value))


def _of_points(case: Case, tender: Tender, all_points: Held, n: Number) -> str:
    weights, points = leaf_weights(case.criteria), all_points[tender.id]["points"]
    titles = {leaf.id: leaf.title or leaf.id for leaf in leaves_of(case.criteria)}
    return " + ".join(
        f"{titles[leaf]} {n(weight)} × {n(points[leaf] or 0)}" for leaf, weight in weights.items()
    )


def _of_priced(case: Case, tender: Tender, all_points: Held, n: Number) -> str:
    points = all_points[tender.id]["points"]
    money = [f"{n(leaf.money_per_point or 0)} × {n(points[leaf.id] or 0)}" for leaf in case.quality_leaves]
    return " − ".join([n(tender.price or 0), *money])


def _of_markup(case: Case, tender: Tender, all_points: Held, n: Number) -> str:
    price, quality = _weights(case)
    reached, scale = n(_reached(case, all_points, tender)), n(case.scale)
    return f"{n(tender.price or 0)} × (1 + ({scale} − {reached}) / {scale} × {n(quality)} / {n(price)})"


def _of_addition(case: Case, tender: Tender, all_points: Held, n: Number) -> str:
    reached, share = (
        n(_reached(case, all_points, tender)),
        n(Fraction(case.percent or 0) / 100),
    )
    return f"{n(tender.price or 0)} × (1 + {share} × (1 − {reached} / {n(case.scale)}))"


def _of_deduction(case: Case, tender: Tender, all_points: Held, n: Number) -> str:
    reached, share = (
        n(_reached(case, all_points, tender)),
        n(Fraction(case.percent or 0) / 100),
    )
    return f"{n(tender.price or 0)} × (1 − {share} × {reached} / {n(case.scale)})"


def _reached(case: Case, all_points: Held, tender: Tender) -> Fraction:
    return quality_of(case, all_points[tender.id]["points"]) or Fraction(0)


def _of_value(case: Case, tender: Tender, all_points: Held, n: Number) -> str:
    return f"{n(quality_of(case, all_points[tender.id]['points']) or 0)} / {n(tender.price or 0)}"


def _of_utility(case: Case, tender: Tender, all_points: Held, n: Number) -> str:
    price, quality = _weights(case)
    reached = n(_reached(case, all_points, tender))
    best = n(max(quality_of(case, held["points"]) or Fraction(0) for held in all_points.values()))
    lowest = n(min(each.price or Decimal(0) for each in case.competing))
    lack = f"({best} − {reached}) / {n(case.scale)} × {n(quality)} / {n(price)}"
    return f"(1 − {lack}) / {n(tender.price or 0)} × {lowest}"


def _of_price(case: Case, tender: Tender, all_points: Held, n: Number) -> str:
    return n(tender.price or 0)


_EXPRESSIONS: dict[str, Callable[[Case, Tender, Held, Number], str]] = {
    "points": _of_points,
    "priced_quality": _of_priced,
    "percent_markup": _of_markup,
    "percent_addition": _of_addition,
    "percent_deduction": _of_deduction,
    "value_per_price": _of_value,
    "utility_index": _of_utility,
    "qualified_lowest_price": _of_price,
    "lowest_price": _of_price,
}


def _weights(case: Case) -> tuple[Fraction, Fraction]:
    weights = leaf_weights(case.criteria)
    price = weights.get(case.price_leaf.id, Fraction(0)) if case.price_leaf else Fraction(0)
    return price, sum((weights.get(leaf.id, Fraction(0)) for leaf in case.quality_leaves), Fraction(0))


def price_working(case: Case, result: Mapping[str, Any], key: str, say: Say) -> str:
    """Write out how a price became points; nothing where no model turns prices into points."""
    leaf = case.price_leaf
    if case.method != "points" or leaf is None or leaf.model is None:
        return ""
    tender = next(each for each in case.competing if each.id == key)
    prices = [each.price for each in case.competing if each.price is not None]
    n = _exact(say)
    expression = _price_expression(leaf.model, tender.price or Decimal(0), prices, scale=case.scale, n=n)
    floor = leaf.model.numbers.get("floor")
    if floor is not None:
        expression = f"max({n(floor)}; {expression})"
    return f"{expression} = {n(result['tenders'][key]['points'][leaf.id] or 0)}"


def _price_expression(
    model: PriceModel, price: Decimal, prices: list[Decimal], *, scale: Decimal, n: Number
) -> str:
    name, numbers = model.name, model.numbers
    own, lowest, highest, most = n(price), n(min(prices)), n(max(prices)), n(scale)
    if name == "proportional":
        return f"{most} × {lowest} / {own}"
    if name == "linear_above_lowest":
        return f"{most} × (1 − ({own} − {lowest}) / ({n(numbers.get('slope', 1))} × {lowest}))"
    if name == "linear_between":
        same = len(set(prices)) == 1
        return most if same else f"{most} × ({highest} − {own}) / ({highest} − {lowest})"
    if name == "linear_to_threshold":
        ceiling, threshold = n(numbers["ceiling"]), n(numbers["threshold"])
        return f"min({most}; {most} × ({ceiling} − {own}) / ({ceiling} − {threshold}))"
    if name == "discount_power":
        base = n(numbers["base"])
        return f"{most} × (({base} − {own}) / ({base} − {lowest}))^{n(numbers['alpha'])}"
    if name == "around_mean":
        mean = n(sum(map(Fraction, prices), Fraction(0)) / len(prices))
        return f"{most} / 2 − {most} × ({own} − {mean}) / {mean}"
    return f"f({own} / {lowest}) = f({n(Fraction(price) / Fraction(min(prices)))})"


def quality_working(case: Case, key: str, leaf_id: str, say: Say) -> str:
    """Write out how a tender's points on a leaf were lifted; nothing where they stand as they were given."""
    leaf = next(each for each in case.quality_leaves if each.id == leaf_id)
    if leaf.normalise == "none":
        return ""
    n = _exact(say)
    given = {each.id: each.points[leaf_id] for each in case.competing}
    best, own, scale = n(max(given.values())), n(given[key]), n(case.scale)
    return f"{own} × {scale} / {best}" if leaf.normalise == "proportional" else f"{own} + ({scale} − {best})"
