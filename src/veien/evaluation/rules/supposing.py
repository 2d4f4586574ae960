"""A case as it would be under suppositions: other weights, prices, points, another model, one tender less. Pure.

What is supposed is written into a copy; the case itself is never touched.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from veien.award_model.rules import written
from veien.evaluation.rules.models import leaf_entries, own_model, remodelled, suggested_figures

EVERY = ""
"""Stands for every quality criterion."""


@dataclass(frozen=True)
class Step:
    """Points up or down for one tender, on one item or (``EVERY``) on all of them."""

    tender: str
    item: str
    by: Decimal


@dataclass(frozen=True)
class Supposition:
    """What is supposed; empty where all is as it was.

    Units: ``weights`` are shares of one by the criteria at the top; ``money`` is a factor on every money value of a
    point; ``figures`` as the format writes numbers.
    """

    weights: Mapping[str, Decimal] = field(default_factory=dict)
    money: Decimal | None = None
    model: str = ""
    figures: Mapping[str, str] = field(default_factory=dict)
    prices: Mapping[str, Decimal] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    without: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is supposed."""
        return not (
            self.weights or self.money is not None or self.model or self.prices or self.steps or self.without
        )


def supposed(document: Mapping[str, Any], supposition: Supposition) -> tuple[dict[str, Any], dict[str, str]]:
    """Write the case as it would be, and give the figures that a supposed model works with.

    Shape: points stay between zero and the scale; the model is changed last, so that what it derives is derived from
    the weights and prices that are supposed.
    Raises: CannotCompare where the case says too little for the model.
    """
    changed = {key: value for key, value in document.items() if key != "evidence"}
    changed["tenders"] = [
        _tender(each, document, supposition)
        for each in document["tenders"]
        if each["id"] not in supposition.without
    ]
    changed["criteria"] = [_criterion(each, supposition) for each in document["criteria"]]
    model = supposition.model
    if not model or (model == own_model(document) and not supposition.figures):
        return changed, {}
    figures = {**suggested_figures(changed, model), **supposition.figures}
    return remodelled(changed, model, figures), figures


def _criterion(entry: dict[str, Any], supposition: Supposition) -> dict[str, Any]:
    weight = supposition.weights.get(entry["id"])
    changed = entry if weight is None else {**entry, "weight": written(weight)}
    return changed if supposition.money is None else _dearer(changed, supposition.money)


def _dearer(entry: dict[str, Any], factor: Decimal) -> dict[str, Any]:
    if "children" in entry:
        return {**entry, "children": [_dearer(each, factor) for each in entry["children"]]}
    if "money_per_point" not in entry:
        return entry
    return {**entry, "money_per_point": written(Decimal(entry["money_per_point"]) * factor)}


def _tender(
    entry: Mapping[str, Any], document: Mapping[str, Any], supposition: Supposition
) -> dict[str, Any]:
    changed = dict(entry)
    if entry["id"] in supposition.prices:
        changed["price"] = written(supposition.prices[entry["id"]])
    for step in supposition.steps:
        if step.tender == entry["id"] and "points" in entry:
            changed["points"] = _stepped(changed["points"], step, Decimal(document["scale"]))
    return changed


def _stepped(points: Mapping[str, str], step: Step, scale: Decimal) -> dict[str, str]:
    return {
        item: written(min(max(Decimal(given) + step.by, Decimal(0)), scale))
        if step.item in (EVERY, item)
        else given
        for item, given in points.items()
    }


def quality_ids(document: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Give id and title of everything that has points."""
    leaves = leaf_entries(document["criteria"])
    return [(leaf["id"], leaf.get("title") or leaf["id"]) for leaf in leaves if leaf["kind"] == "quality"]
