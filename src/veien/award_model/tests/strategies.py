"""Cases for property tests: small figures, so that ties and edges come up."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

Document = dict[str, Any]

MODELS: list[Document] = [
    {"name": "proportional"},
    {"name": "linear_above_lowest"},
    {"name": "linear_above_lowest", "slope": "0.5"},
    {"name": "linear_above_lowest", "slope": "2", "floor": "0"},
    {"name": "linear_between"},
    {"name": "linear_to_threshold", "ceiling": "40", "threshold": "12.5"},
    {"name": "linear_to_threshold", "ceiling": "40", "threshold": "12.5", "floor": "-1"},
    {"name": "discount_power", "base": "70", "alpha": "1"},
    {"name": "discount_power", "base": "70", "alpha": "2"},
    {"name": "around_mean"},
    {"name": "around_mean", "floor": "0"},
    {"name": "piecewise", "knots": [["1", "10"], ["1.5", "5"], ["2", "0"]]},
]
WITHOUT_MONEY = [model for model in MODELS if "ceiling" not in model and "base" not in model]
METHODS = [
    "priced_quality",
    "percent_markup",
    "percent_addition",
    "percent_deduction",
    "value_per_price",
    "utility_index",
    "lowest_price",
]
NORMALISATIONS = ["none", "shift", "proportional"]

prices = st.one_of(
    st.integers(10, 60).map(str), st.decimals("5", "60", places=2).map(lambda price: format(price, "f"))
)
scores = st.integers(0, 20).map(lambda halves: str(Decimal(halves) / 2))


def _shares(draw: st.DrawFn, count: int) -> list[str]:
    cuts = sorted(draw(st.lists(st.integers(0, 20), min_size=count - 1, max_size=count - 1)))
    return [str(Decimal(b - a) / 20) for a, b in zip([0, *cuts], [*cuts, 20], strict=True)]


@st.composite
def cases(
    draw: st.DrawFn,
    *,
    methods: list[str] | None = None,
    models: list[Document] | None = None,
    normalisations: list[str] | None = None,
    fewest: int = 1,
    rounded: bool = True,
) -> Document:
    """A case that can be evaluated: a price, one to three quality leaves, some of them in a parent."""
    method = draw(st.sampled_from(methods or ["points"]))
    names = ["use", "help", "care"][: draw(st.integers(1, 3))]
    quality: list[Document] = [
        {"id": name, "kind": "quality", "normalise": draw(st.sampled_from(normalisations or NORMALISATIONS))}
        for name in names
    ]
    for leaf in quality:
        if method == "priced_quality":
            leaf["money_per_point"] = draw(st.sampled_from(["0", "1.5", "3"]))
    if len(quality) > 1 and draw(st.booleans()):
        inside = _shares(draw, len(quality) - 1)
        for leaf, weight in zip(quality[1:], inside, strict=True):
            leaf["weight"] = weight
        quality = [quality[0], {"id": "parent", "children": quality[1:]}]
    price: Document = {"id": "price", "kind": "price", "weight": "0.25"}
    if method == "points":
        price["model"] = draw(st.sampled_from(models or MODELS))
    for node, weight in zip(quality, _shares(draw, len(quality)), strict=True):
        node["weight"] = str(Decimal(weight) * 3 / 4)
    tenders = [
        {"id": name, "price": draw(prices), "points": {leaf: draw(scores) for leaf in names}}
        for name in "ABCDE"[: draw(st.integers(fewest, 5))]
    ]
    document = {
        "format": "veien-evaluation/1",
        "currency": "SEK",
        "method": method,
        "scale": "10",
        "criteria": [price, *quality],
        "tenders": tenders,
    }
    if method in ("percent_addition", "percent_deduction"):
        document["percent"] = "60"
    if rounded and draw(st.booleans()):
        document["rounding"] = {
            "step": draw(st.sampled_from(["0.01", "0.5", "1"])),
            "at": draw(st.sampled_from(["points", "total"])),
        }
    return document
