"""Cases the tests begin from."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from veien.award_model.rules import check_case, evaluate

Document = dict[str, Any]

# The case printed in the formats page, and what it must give.
PRINTED: Document = {
    "format": "veien-evaluation/1",
    "title": "Safety alarms, final tenders",
    "currency": "NOK",
    "method": "points",
    "scale": "10",
    "criteria": [
        {
            "id": "price",
            "title": "Price",
            "weight": "0.5",
            "kind": "price",
            "model": {"name": "proportional"},
        },
        {
            "id": "quality",
            "weight": "0.5",
            "children": [{"id": "use", "weight": "1", "kind": "quality", "normalise": "none"}],
        },
    ],
    "tenders": [
        {"id": "A", "name": "Firm A", "price": "1000000", "points": {"use": "6"}},
        {"id": "B", "name": "Firm B", "price": "1250000", "points": {"use": "7.9"}},
        {"id": "C", "name": "Firm C", "price": "700000", "points": {"use": "2"}},
        {
            "id": "D",
            "name": "Firm D",
            "price": "900000",
            "points": {"use": "9"},
            "rejected": "must-requirement 12 not met",
        },
    ],
    "evidence": {"reasons": {"A": {"use": "Works offline."}}, "digests": {}},
}


def printed() -> Document:
    """A copy of the printed case, free to be changed."""
    return copy.deepcopy(PRINTED)


def small_case(
    method: str,
    tenders: Mapping[str, tuple[str, str]],
    *,
    scale: str = "10",
    weights: tuple[str, str] = ("0.5", "0.5"),
    price: Mapping[str, Any] | None = None,
    use: Mapping[str, Any] | None = None,
    **extra: Any,
) -> Document:
    """One price criterion, one quality criterion ``use``; tenders by id as (price, points)."""
    return {
        "format": "veien-evaluation/1",
        "currency": "NOK",
        "method": method,
        "scale": scale,
        "criteria": [
            {"id": "price", "weight": weights[0], "kind": "price", **(price or {})},
            {"id": "use", "weight": weights[1], "kind": "quality", "normalise": "none", **(use or {})},
        ],
        "tenders": [
            {"id": tender, "price": amount, "points": {"use": points}}
            for tender, (amount, points) in tenders.items()
        ],
        **extra,
    }


def modelled(model: Mapping[str, Any], tenders: Mapping[str, tuple[str, str]], **extra: Any) -> Document:
    """A case of the method points with this price model."""
    return small_case("points", tenders, price={"model": model}, **extra)


def result_of(document: Document) -> Document:
    """Check and evaluate."""
    return evaluate(check_case(document), engine="veien test")


def totals(result: Document) -> dict[str, str]:
    """The figure of each tender: the total, or the evaluated price."""
    return {
        tender: held["total"] if held["total"] is not None else held["evaluated_price"]
        for tender, held in result["tenders"].items()
    }


def points_of(result: Document, criterion: str) -> dict[str, str]:
    """The points of each tender on one criterion."""
    return {tender: held["points"][criterion] for tender, held in result["tenders"].items()}
