"""The formats page once more, straight from its tables: fractions, no cleverness, nothing shared with the rules.

Tests hold the engine against it. It takes a document that has been checked.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from typing import Any

Document = dict[str, Any]
F = Fraction


def competing(document: Document) -> list[Document]:
    return [tender for tender in document["tenders"] if "rejected" not in tender]


def leaves(criteria: list[Document], weight: Fraction = F(1)) -> list[tuple[Document, Fraction]]:
    found = []
    for criterion in criteria:
        own = weight * F(str(criterion.get("weight", 0)))
        found += leaves(criterion["children"], own) if "children" in criterion else [(criterion, own)]
    return found


def price_points(model: Document, price: Fraction, prices: list[Fraction], most: Fraction) -> Fraction:
    low, high, mean = min(prices), max(prices), sum(prices, F(0)) / len(prices)
    name = model["name"]
    if name == "proportional":
        points = most * low / price
    elif name == "linear_above_lowest":
        points = most * (1 - (price - low) / (F(str(model.get("slope", "1"))) * low))
    elif name == "linear_between":
        points = most if high == low else most * (high - price) / (high - low)
    elif name == "linear_to_threshold":
        ceiling, threshold = F(model["ceiling"]), F(model["threshold"])
        points = min(most, most * (ceiling - price) / (ceiling - threshold))
    elif name == "discount_power":
        cut, largest = F(model["base"]) - price, F(model["base"]) - low
        points = most * (cut / largest) ** int(model["alpha"]) if cut > 0 else F(0)
    elif name == "around_mean":
        points = most / 2 - most * (price - mean) / mean
    else:
        knots = [(F(ratio), F(value)) for ratio, value in model["knots"]]
        ratio = price / low
        points = knots[0][1] if ratio <= knots[0][0] else knots[-1][1]
        for (left, a), (right, b) in zip(knots, knots[1:], strict=False):
            if left <= ratio <= right:
                points = a + (b - a) * (ratio - left) / (right - left)
    return max(points, F(model["floor"])) if "floor" in model else points


def half_up(value: Fraction, step: str) -> Fraction:
    steps = value / F(step)
    exact = Context(prec=400).divide(Decimal(steps.numerator), Decimal(steps.denominator))
    return F(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP, context=Context(prec=400))) * F(step)


def awarded(document: Document) -> dict[str, dict[str, Fraction]]:
    """Points by leaf and tender, rounded where the case rounds points."""
    offers, most = competing(document), F(str(document["scale"]))
    prices = [F(tender["price"]) for tender in offers]
    found: dict[str, dict[str, Fraction]] = {}
    for leaf, _ in leaves(document["criteria"]):
        if leaf["kind"] == "price" and "model" not in leaf:
            continue
        column = {}
        for tender in offers:
            if leaf["kind"] == "price":
                points = price_points(leaf["model"], F(tender["price"]), prices, most)
            else:
                best = max(F(other["points"][leaf["id"]]) for other in offers)
                points = F(tender["points"][leaf["id"]])
                if leaf.get("normalise") == "proportional":
                    points = points * most / best if best else F(0)
                elif leaf.get("normalise") == "shift":
                    points += most - best
            rounding = document.get("rounding", {})
            column[tender["id"]] = (
                half_up(points, rounding["step"]) if rounding.get("at") == "points" else points
            )
        found[leaf["id"]] = column
    return found


def figures(document: Document) -> dict[str, Fraction]:
    """Each tender's total or evaluated price, rounded where the case rounds totals."""
    offers, points, most = competing(document), awarded(document), F(str(document["scale"]))
    weights = {leaf["id"]: weight for leaf, weight in leaves(document["criteria"])}
    quality = [leaf for leaf, _ in leaves(document["criteria"]) if leaf["kind"] == "quality"]
    w_quality = sum((weights[leaf["id"]] for leaf in quality), F(0))
    w_price = 1 - w_quality
    share = F(str(document.get("percent", 0))) / 100
    q = {
        tender["id"]: sum((weights[leaf["id"]] * points[leaf["id"]][tender["id"]] for leaf in quality), F(0))
        / (w_quality or 1)
        for tender in offers
    }
    low = min(F(tender["price"]) for tender in offers)
    found = {}
    for tender in offers:
        name, price = tender["id"], F(tender["price"])
        money = sum((F(leaf.get("money_per_point", 0)) * points[leaf["id"]][name] for leaf in quality), F(0))
        g, best = q[name] / most, max(q.values()) / most
        found[name] = {
            "points": lambda n=name: sum((weights[leaf] * points[leaf][n] for leaf in points), F(0)),
            "priced_quality": lambda p=price, m=money: p - m,
            "percent_markup": lambda p=price, g=g: p * (1 + (1 - g) * w_quality / w_price),
            "percent_addition": lambda p=price, g=g: p * (1 + share * (1 - g)),
            "percent_deduction": lambda p=price, g=g: p * (1 - share * g),
            "value_per_price": lambda p=price, n=name: q[n] / p,
            "utility_index": lambda p=price, g=g, b=best: (1 - (b - g) * w_quality / w_price) / p * low,
            "lowest_price": lambda p=price: p,
        }[document["method"]]()
    rounding = document.get("rounding", {})
    if rounding.get("at") == "total":
        return {tender: half_up(figure, rounding["step"]) for tender, figure in found.items()}
    return found


def groups(document: Document) -> list[list[str]]:
    """The tenders best first; those who are level stand together."""
    found = figures(document)
    highest = document["method"] in ("points", "value_per_price", "utility_index")
    return [
        sorted(tender for tender, figure in found.items() if figure == value)
        for value in sorted(set(found.values()), reverse=highest)
    ]


def less(document: Document, tender: str) -> Document:
    """The same case as if one tender had not come."""
    return {**document, "tenders": [one for one in document["tenders"] if one["id"] != tender]}
