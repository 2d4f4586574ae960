"""Small worked examples, computed by the engine itself so that they are always right."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from veien.award_model.rules import FORMAT, check_case, evaluate, price_points
from veien.criteria.queries.words import PRICE_MODELS, PriceModelWords
from veien.criteria.rules import cut

PRICES = (Decimal(100), Decimal(125), Decimal(200))
_FIGURES: dict[str, dict[str, Any]] = {
    "percent_addition": {"percent": "50"},
    "percent_deduction": {"percent": "50"},
    "qualified_lowest_price": {"least_points": {"total": "7"}},
}
_TENDERS = (("A", "100", "6"), ("B", "125", "9"))


@dataclass(frozen=True)
class Step:
    """One price of an example and the points it gets."""

    price: Decimal
    points: Decimal


@dataclass(frozen=True)
class Compared:
    """One tender of an example: price, quality points, the figure that counts, and its place."""

    name: str
    price: Decimal
    quality: Decimal
    figure: Decimal | None
    rank: int | None


@cache
def steps_of(name: str) -> tuple[Step, ...]:
    """Give the points of three prices by a price model, on a scale of ten.

    Shape: prices 100, 125 and 200 in rising order; the model's figures are those of its example.
    """
    words: PriceModelWords = next(each for each in PRICE_MODELS if each.id == name)
    criterion = {"id": "p", "weight": "1", "kind": "price", "model": {"name": name, **words.example}}
    case = check_case(
        {
            "format": FORMAT,
            "currency": "NOK",
            "method": "points",
            "scale": "10",
            "criteria": [criterion],
            "tenders": [{"id": "A", "price": "100"}],
        }
    )
    leaf = case.price_leaf
    if leaf is None or leaf.model is None:
        return ()
    prices = {str(price): price for price in PRICES}
    points = price_points(leaf.model, prices, most_points=case.scale)
    return tuple(
        Step(price, cut(Decimal(points[str(price)].numerator) / points[str(price)].denominator, 2))
        for price in PRICES
    )


@cache
def compared_by(method: str) -> tuple[Compared, ...]:
    """Give two tenders by a method: A is cheaper, B is better, price and quality weigh the same."""
    price: dict[str, Any] = {"id": "p", "weight": "0.5", "kind": "price"}
    quality: dict[str, Any] = {"id": "q", "weight": "0.5", "kind": "quality"}
    if method == "points":
        price["model"] = {"name": "linear_above_lowest"}
    if method == "priced_quality":
        quality["money_per_point"] = "10"
    result = evaluate(
        check_case(
            {
                "format": FORMAT,
                "currency": "NOK",
                "method": method,
                "scale": "10",
                "criteria": [price, quality],
                "tenders": [{"id": name, "price": cost, "points": {"q": q}} for name, cost, q in _TENDERS],
                **_FIGURES.get(method, {}),
            }
        ),
        engine="veien, an example",
    )
    return tuple(_compared(name, cost, q, result["tenders"][name]) for name, cost, q in _TENDERS)


def _compared(name: str, cost: str, quality: str, row: dict[str, Any]) -> Compared:
    figure = row["evaluated_price"] or row["total"]
    return Compared(
        name=name,
        price=Decimal(cost),
        quality=Decimal(quality),
        figure=None if figure is None else cut(Decimal(figure), 4),
        rank=row["rank"],
    )
