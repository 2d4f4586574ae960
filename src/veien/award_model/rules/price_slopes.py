"""How many points one unit of money costs at a price: the slope of each price model just above it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from veien.award_model.rules.case import PriceModel
from veien.award_model.rules.numbers import Exact
from veien.award_model.rules.price_points import Prices, power, price_points

Slopes = dict[str, Fraction | None]


def price_slopes(model: PriceModel, prices: Prices, *, most_points: Exact) -> Slopes:
    """Give the points a tender loses per unit of money at its own price; None where the model is flat there.

    Where two lines meet at a price, the line above it counts.
    """
    exact = {tender: Fraction(price) for tender, price in prices.items()}
    if model.name == "piecewise":
        return _piecewise(model, exact)
    slopes = _BY_NAME[model.name](model, exact, Fraction(most_points))
    floor = model.numbers.get("floor")
    if floor is None:
        return slopes
    points = price_points(model, prices, most_points=most_points)
    return {tender: None if points[tender] <= floor else slope for tender, slope in slopes.items()}


def _proportional(model: PriceModel, prices: Mapping[str, Fraction], most: Fraction) -> Slopes:
    lowest = min(prices.values())
    return {tender: most * lowest / price**2 for tender, price in prices.items()}


def _above_lowest(model: PriceModel, prices: Mapping[str, Fraction], most: Fraction) -> Slopes:
    span = Fraction(model.numbers.get("slope", 1)) * min(prices.values())
    return dict.fromkeys(prices, most / span)


def _between(model: PriceModel, prices: Mapping[str, Fraction], most: Fraction) -> Slopes:
    span = max(prices.values()) - min(prices.values())
    return dict.fromkeys(prices, most / span if span else None)


def _to_threshold(model: PriceModel, prices: Mapping[str, Fraction], most: Fraction) -> Slopes:
    threshold = Fraction(model.numbers["threshold"])
    slope = most / (Fraction(model.numbers["ceiling"]) - threshold)
    return {tender: slope if price >= threshold else None for tender, price in prices.items()}


def _discount(model: PriceModel, prices: Mapping[str, Fraction], most: Fraction) -> Slopes:
    base, alpha = Fraction(model.numbers["base"]), Fraction(model.numbers["alpha"])
    largest = base - min(prices.values())
    return {
        tender: most * alpha * power((base - price) / largest, alpha) / (base - price)
        if price < base
        else None
        for tender, price in prices.items()
    }


def _around_mean(model: PriceModel, prices: Mapping[str, Fraction], most: Fraction) -> Slopes:
    return dict.fromkeys(prices, most * len(prices) / sum(prices.values(), Fraction(0)))


def _piecewise(model: PriceModel, prices: Mapping[str, Fraction]) -> Slopes:
    lowest = min(prices.values())
    slopes: Slopes = dict.fromkeys(prices)
    for (left, high), (right, low) in zip(model.knots, model.knots[1:], strict=False):
        fall = (Fraction(high) - Fraction(low)) / (Fraction(right) - Fraction(left)) / lowest
        for tender, price in prices.items():
            if Fraction(left) <= price / lowest < Fraction(right) and fall > 0:
                slopes[tender] = fall
    return slopes


_BY_NAME: dict[str, Callable[[PriceModel, Mapping[str, Fraction], Fraction], Slopes]] = {
    "proportional": _proportional,
    "linear_above_lowest": _above_lowest,
    "linear_between": _between,
    "linear_to_threshold": _to_threshold,
    "discount_power": _discount,
    "around_mean": _around_mean,
}
