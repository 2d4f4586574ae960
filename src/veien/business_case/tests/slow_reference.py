"""The format's sentences word for word, in fractions, year by year and line by line: slow, and easy to believe."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

Document = Mapping[str, Any]


def quantity_of(document: Document, name: str) -> Fraction:
    """A number, or a product of others."""
    held = document.get("quantities", {}).get(name, name)
    if not isinstance(held, dict):
        return Fraction(held)
    value = Fraction(1)
    for factor in held["product"]:
        value *= quantity_of(document, factor)
    return value / quantity_of(document, held.get("divide", "1"))


def amount_in(document: Document, line: Document, year: int) -> Fraction:
    """amount (or quantity x unit_amount) x share x ramp x realised x (1 + growth)^(year - first year)."""
    if line.get("benefit") == "quality" or not int(line["years"][0]) <= year <= int(line["years"][1]):
        return Fraction(0)
    amount = (
        Fraction(line["amount"])
        if "amount" in line
        else quantity_of(document, line["quantity"]) * Fraction(line["unit_amount"])
    )
    for key in ("share", "realised"):
        amount *= Fraction(line.get(key, "1"))
    amount *= Fraction(line.get("ramp", {}).get(str(year), "1"))
    amount *= (1 + Fraction(line.get("growth", "0"))) ** (year - int(line["years"][0]))
    return amount if line["kind"] == "benefit" else -amount


def flows_of(
    document: Document, alternative: Document, factors: Mapping[str, Fraction] | None = None
) -> list[Fraction]:
    """Year by year, each line times its factor (left out: 1)."""
    return [
        sum(
            (
                amount_in(document, line, year) * (factors or {}).get(line["id"], 1)
                for line in alternative["lines"]
            ),
            Fraction(0),
        )
        for year in range(document["years"] + 1)
    ]


def npv_of(document: Document, flows: list[Fraction]) -> Fraction:
    """In today's money, with the first flow in year 0 discounted or not."""
    yearly = 1 + Fraction(Decimal(document["discount_rate"]))
    more = 1 if document["discounting"] == "first_flow_discounted" else 0
    return sum((flow / yearly ** (year + more) for year, flow in enumerate(flows)), Fraction(0))


def difference_of(
    document: Document, alternative: Document, factors: Mapping[str, Fraction] | None = None
) -> list[Fraction]:
    """An alternative's flows, less today's."""
    null = next(each for each in document["alternatives"] if each.get("null_alternative"))
    mine, todays = flows_of(document, alternative, factors), flows_of(document, null)
    return [flow - today for flow, today in zip(mine, todays, strict=True)]
