"""Trying an award model on made-up tenders before it binds: the chosen one beside others. Pure."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from veien.award_model.rules import check_case, evaluate, written
from veien.criteria.rules.document import EXTRA_KEYS, criterion_key, scored_keys
from veien.criteria.rules.tree import Tree
from veien.foundation.faults import BadDocument, Fault

FEWEST, MOST = 3, 6
NAMES = "ABCDEF"
COMPARED = ("proportional", "linear_above_lowest", "linear_between", "around_mean", "piecewise")
"""The price models that can stand beside the chosen one: they need no figure that only the buyer knows."""

_ENGINE = "veien, a trial"
# A, B and C are a known paradox: the cheap and poor C cannot win, yet decides between A and B.
_SPREAD = (("1", "0.6"), ("1.25", "0.79"), ("0.7", "0.2"), ("0.9", "0.5"), ("1.4", "0.9"), ("1.1", "0.7"))
_USUAL_PRICE = Decimal(1_000_000)


@dataclass(frozen=True)
class MadeUp:
    """One made-up tender: a price where there is a price criterion, and points for each quality leaf, by key."""

    id: str
    price: Decimal | None
    points: Mapping[str, Decimal]


def example_spread(tree: Tree, scale: Decimal, count: int) -> list[MadeUp]:
    """Make up tenders that differ as real ones do: cheap and poor, dear and good, and between.

    Units: prices near one million, or as far below the base or ceiling of the price model as it needs.
    """
    price = tree.price()
    around = _price_around(price.model if price else {})
    return [
        MadeUp(
            id=NAMES[index],
            price=(around * Decimal(factor)).quantize(Decimal(1)) if price else None,
            points={
                leaf.key: _points(scale, Decimal(share), place, index)
                for place, leaf in enumerate(tree.quality())
            },
        )
        for index, (factor, share) in enumerate(_SPREAD[:count])
    ]


def _points(scale: Decimal, share: Decimal, leaf: int, tender: int) -> Decimal:
    # No tender is equally good at everything; the first leaf keeps the figures of the paradox.
    shift = Decimal((leaf * (tender + 2)) % 3 - 1) / 20 if leaf else Decimal(0)
    return (scale * min(share + shift, Decimal(1))).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def _price_around(model: Mapping[str, Any]) -> Decimal:
    limit = model.get("base") or model.get("ceiling")
    try:
        found = Decimal(str(limit)) / 2 if limit else _USUAL_PRICE
    except ArithmeticError:
        return _USUAL_PRICE
    return found if found > 0 else _USUAL_PRICE


@dataclass(frozen=True)
class Outcome:
    """What one model makes of the made-up tenders.

    Shape: ``result`` in the format ``veien-evaluation-result/1``, or None with the ``faults`` that kept it away.
    """

    name: str
    result: Mapping[str, Any] | None
    faults: Sequence[Fault] = field(default_factory=tuple)

    @property
    def winner(self) -> str:
        """Give who is first, or nothing where two are level or nothing could be computed."""
        if self.result is None or not self.result["order"]:
            return ""
        first = self.result["order"][0]
        return "" if any(first in tie for tie in self.result["ties"]) else str(first)


def try_out(document: Mapping[str, Any], tenders: Sequence[MadeUp], *, name: str) -> Outcome:
    """Evaluate made-up tenders by one model; nothing is kept.

    Where requirements get points of their own, each of them gets the points made up for its criterion.
    """
    scored = scored_keys(document["criteria"])
    try:
        case = check_case({**document, "tenders": [_entry(each, scored) for each in tenders]})
    except BadDocument as bad:
        return Outcome(name, None, tuple(bad.faults))
    return Outcome(name, evaluate(case, engine=_ENGINE))


def _entry(tender: MadeUp, scored: Sequence[str]) -> dict[str, Any]:
    entry: dict[str, Any] = {"id": tender.id}
    if tender.price is not None:
        entry["price"] = written(tender.price)
    known = [key for key in scored if criterion_key(key) in tender.points]
    if known:
        entry["points"] = {key: written(tender.points[criterion_key(key)]) for key in known}
    return entry


def with_price_model(document: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Give the same case with weighted points and another price model, with its usual figures.

    Shape: what only other methods know is left out.
    """
    changed: dict[str, Any] = copy.deepcopy(dict(document))
    for key in [key for keys in EXTRA_KEYS.values() for key in keys]:
        changed.pop(key, None)
    changed["method"] = "points"
    model: dict[str, Any] = {"name": name}
    if name == "piecewise":
        most = Decimal(str(changed.get("scale", "10")))
        model["knots"] = [["1", written(most)], ["1.5", written(most / 2)], ["2", "0"]]
    _put_model(changed["criteria"], model)
    return changed


def _put_model(entries: list[dict[str, Any]], model: Mapping[str, Any]) -> None:
    for entry in entries:
        entry.pop("money_per_point", None)
        if entry.get("kind") == "price":
            entry["model"] = dict(model)
        _put_model(entry.get("children", []), model)


def others_for(document_model: str, wished: Sequence[str]) -> list[str]:
    """Choose two price models to stand beside the chosen one: those wished for, else the best known."""
    found = list(dict.fromkeys(each for each in wished if each in COMPARED and each != document_model))
    found += [each for each in COMPARED if each != document_model and each not in found]
    return found[:2]
