"""The head of an evaluation document, made from the tree and the choices; and where its faults belong. Pure.

The document is in the format ``veien-evaluation/1``; only keys that the chosen method knows are written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from veien.award_model.rules import FORMAT, check_case, written
from veien.award_model.rules.check_criteria import WEIGHTS_NEEDED
from veien.criteria.rules.items import Item
from veien.criteria.rules.tree import Node, Tree, is_spared
from veien.foundation.faults import BadDocument, Fault

EXTRA_KEYS: dict[str, tuple[str, ...]] = {
    "percent_addition": ("percent",),
    "percent_deduction": ("percent",),
    "value_per_price": ("corridor_percent", "decide_by"),
    "qualified_lowest_price": ("least_points",),
}
"""The keys at the top of the document that only some methods know."""

_STEP = re.compile(r'\.?([\w-]+)|\[(\d+)\]|\["(.*?)"\]')


@dataclass(frozen=True)
class Head:
    """What is chosen for the whole: the method and its numbers.

    Units: ``scale`` and ``rounding_step`` in points; ``extra`` as the format writes it, numbers as strings.
    """

    title: str
    currency: str
    method: str = "points"
    scale: Decimal = Decimal(10)
    rounding_at: str = "none"
    rounding_step: Decimal | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def weights_needed(self) -> str:
        """Say whose weights the method needs: all, quality or none."""
        return WEIGHTS_NEEDED[self.method]


def document_of(head: Head, tree: Tree, items: Sequence[Item] = ()) -> dict[str, Any]:
    """Write the head of the evaluation document: everything but the tenders.

    ``items`` are the requirements that get points of their own; they stand as children of their criterion.

    Shape: the format ``veien-evaluation/1``; criteria are named by their keys.
    """
    document: dict[str, Any] = {
        "format": FORMAT,
        "title": head.title,
        "currency": head.currency,
        "method": head.method,
        "scale": written(head.scale),
    }
    if head.rounding_at != "none" and head.rounding_step is not None:
        document["rounding"] = {"step": written(head.rounding_step), "at": head.rounding_at}
    for key in EXTRA_KEYS.get(head.method, ()):
        if head.extra.get(key):
            document[key] = head.extra[key]
    under: dict[int, list[Item]] = {}
    for item in items:
        if item.ref:
            under.setdefault(item.criterion.pk, []).append(item)
    document["criteria"] = _entries(tree.roots, head, under)
    return document


def _entries(
    siblings: Sequence[Node], head: Head, under: Mapping[int, Sequence[Item]]
) -> list[dict[str, Any]]:
    weighed = _weighs(siblings, head.weights_needed)
    return [_entry(node, head, under, weighed=weighed) for node in siblings]


def _weighs(siblings: Sequence[Node], need: str) -> bool:
    """Say whether weights are written: always where the method needs them, else only a set that is complete."""
    if need != "none":
        return True
    return all(node.weight is not None or is_spared(node, need) for node in siblings)


def _entry(node: Node, head: Head, under: Mapping[int, Sequence[Item]], *, weighed: bool) -> dict[str, Any]:
    entry: dict[str, Any] = {"id": node.key, "title": node.title}
    if weighed and node.weight is not None:
        entry["weight"] = written(node.weight)
    if node.is_group:
        entry["children"] = _entries(node.children, head, under)
        return entry
    if node.pk in under:
        entry["children"] = [_item_entry(item, head) for item in under[node.pk]]
        return entry
    entry["kind"] = node.kind
    if node.kind == "price" and head.method == "points" and node.model:
        entry["model"] = dict(node.model)
    if node.kind == "quality":
        entry["normalise"] = node.normalise
        if head.method == "priced_quality" and node.money_per_point is not None:
            entry["money_per_point"] = written(node.money_per_point)
    return entry


def _item_entry(item: Item, head: Head) -> dict[str, Any]:
    """Write a requirement that gets points of its own: its criterion's money value is shared by the weights."""
    entry: dict[str, Any] = {
        "id": item.key,
        "title": item.label,
        "weight": written(item.weight),
        "kind": "quality",
        "normalise": item.criterion.normalise,
    }
    money = item.criterion.money_per_point
    if head.method == "priced_quality" and money is not None:
        entry["money_per_point"] = written(money * item.weight)
    return entry


def made_up_tenders(document: Mapping[str, Any], tree: Tree) -> list[dict[str, Any]]:
    """Make two tenders that stand for all: one with full points everywhere, one with none, both with a fair price."""
    price = tree.price()
    cost = "1000000"
    if price is not None and price.model.get("name") == "discount_power":
        base = _number(price.model.get("base"))
        cost = written(base / 2) if base is not None and base > 0 else cost
    most = document.get("scale", "10")
    scored = scored_keys(document["criteria"])
    tenders: list[dict[str, Any]] = []
    for name, points in (("A", most), ("B", "0")):
        tender: dict[str, Any] = {"id": name, "points": dict.fromkeys(scored, points)}
        if price is not None:
            tender["price"] = cost
        tenders.append(tender)
    return tenders


def scored_keys(entries: Sequence[Mapping[str, Any]]) -> list[str]:
    """Give the ids that get points in some criteria of a document: quality criteria, or the requirements in them."""
    found: list[str] = []
    for entry in entries:
        if entry.get("kind") == "quality":
            found.append(str(entry["id"]))
        found += scored_keys(entry.get("children", ()))
    return found


def criterion_key(scored: str) -> str:
    """Give the key of the criterion to which an id that gets points belongs; keys of criteria hold no stroke."""
    return scored.partition("/")[0]


def _number(value: object) -> Decimal | None:
    try:
        return Decimal(str(value))
    except ArithmeticError:
        return None


@dataclass(frozen=True)
class Placed:
    """A fault, and whose it is: the key of a criterion (or nothing: the whole), and the name of the field.

    ``field`` is the last key on the way: ``weight``, ``model``, ``threshold``, ``scale``, ``percent`` ...;
    ``children`` for a fault of siblings among each other.
    """

    criterion: str
    field: str
    fault: Fault


def faults_of(document: Mapping[str, Any], tree: Tree) -> list[Placed]:
    """Check the document with made-up tenders and place every fault.

    Shape: empty where real tenders could be evaluated as it stands. What is wrong with a criterion is said once, not
    once for each requirement in it.
    """
    try:
        check_case({**document, "tenders": made_up_tenders(document, tree)})
    except BadDocument as bad:
        found = [placed(document, fault) for fault in bad.faults]
        return list({(each.criterion, each.field, each.fault.what): each for each in found}.values())
    return []


def placed(document: Mapping[str, Any], fault: Fault) -> Placed:
    """Find out whose a fault is by walking its path through the document."""
    criterion, name = "", ""
    here: Any = document
    for key, index, quoted in _STEP.findall(fault.where):
        if index:
            here = here[int(index)] if isinstance(here, list) and int(index) < len(here) else None
            if isinstance(here, dict) and "id" in here and name in ("criteria", "children"):
                criterion, name = criterion_key(str(here["id"])), ""
            continue
        name = key or quoted
        here = here.get(name) if isinstance(here, dict) else None
    if name == "criteria":
        name = "children"
    return Placed(criterion, name, fault)
