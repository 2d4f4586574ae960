"""The same tenders under other award models: what each would make of them, and who would change places. Pure.

What a model needs and the case does not say is derived from the case and told: the money value of a point from the
weights and the mean price, or the weights from the money values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from veien.award_model.rules import Case, check_case, evaluate, written
from veien.evaluation.rules.figures import decimal_of

Entry = dict[str, Any]

LINEAR, PROPORTIONAL, PRICED = "linear_above_lowest", "proportional", "priced_quality"
COMMON = (LINEAR, PROPORTIONAL, PRICED)
"""The three models most used: straight line above the lowest price, in proportion to it, and quality in money."""

PRICE_MODELS = (
    LINEAR,
    PROPORTIONAL,
    "linear_between",
    "around_mean",
    "linear_to_threshold",
    "discount_power",
)
METHODS = (
    PRICED,
    "percent_markup",
    "percent_addition",
    "percent_deduction",
    "value_per_price",
    "utility_index",
    "lowest_price",
)
CHOICES = (*PRICE_MODELS, *METHODS)
"""Every model that a case can be tried with."""

MONEY = "money_per_point"
"""What one point more on every quality criterion is worth."""

FIGURE_KEYS: dict[str, tuple[str, ...]] = {
    LINEAR: ("slope",),
    "linear_to_threshold": ("threshold", "ceiling"),
    "discount_power": ("base", "alpha"),
    PRICED: (MONEY,),
    "percent_addition": ("percent",),
    "percent_deduction": ("percent",),
}
"""The figures that a model needs besides weights and prices."""

_WEIGHT_PLACES = 6
_OF_ONE_METHOD = ("percent", "corridor_percent", "decide_by", "least_points", "rounding")


class CannotCompare(ValueError):
    """The case says too little to be tried with other models; ``code`` says what is missing: price or weights."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Tried:
    """A case under one model: the document as changed, its result, and the figures the model was given.

    Shape: ``figures`` as the format writes numbers; ``is_own`` where the document is the case as it was declared.
    """

    name: str
    document: Mapping[str, Any]
    case: Case
    result: Mapping[str, Any]
    figures: Mapping[str, str]
    is_own: bool = False

    @property
    def order(self) -> tuple[str, ...]:
        """Give the tenders, best first."""
        return tuple(str(each) for each in self.result["order"])

    @property
    def first(self) -> tuple[str, ...]:
        """Give those on the first place: several where they are level."""
        return tuple(key for key in self.order if self.rank(key) == 1)

    def rank(self, key: str) -> int | None:
        """Give a tender's place; None where it is not ranked."""
        found: int | None = self.result["tenders"][key]["rank"]
        return found

    def figure(self, key: str) -> Decimal:
        """Give the figure that decides."""
        held = self.result["tenders"][key]
        return Decimal(held["total"] if held["total"] is not None else held["evaluated_price"])


def three_models(document: Mapping[str, Any], *, money: str = "") -> tuple[Tried, Tried, Tried]:
    """Compute a case under the three common models.

    Shape: linear above the lowest price, proportional, quality in money, in this order; the one that the case itself
    declares is computed as declared. ``money`` is what one point more on every quality criterion is worth, shared
    among the criteria by their weights; left out, it is derived from weights and mean price.
    Raises: CannotCompare where there is no price, or neither weights nor money values; BadDocument for a faulty case.
    """
    is_asked = money and own_model(document) != PRICED
    return (
        tried(document, LINEAR),
        tried(document, PROPORTIONAL),
        tried(document, PRICED, {MONEY: money} if is_asked else None),
    )


def tried(document: Mapping[str, Any], name: str, figures: Mapping[str, str] | None = None) -> Tried:
    """Compute a case under one model; ``figures`` replace those that are suggested.

    Raises: CannotCompare; BadDocument where the model cannot score these tenders.
    """
    own = name == own_model(document)
    if own and not figures:
        return _computed(name, {key: value for key, value in document.items() if key != "evidence"}, {}, own)
    given = {**suggested_figures(document, name), **(figures or {})}
    return _computed(name, remodelled(document, name, given), given, False)


def as_declared(document: Mapping[str, Any]) -> Tried:
    """Compute a case under the model that it declares."""
    return tried(document, own_model(document))


def own_model(document: Mapping[str, Any]) -> str:
    """Name the model that a case declares: the price model for weighted points, else the method."""
    price = price_entry(document)
    if document["method"] == "points" and price is not None:
        return str(price["model"]["name"])
    return str(document["method"])


def moved(base: Tried, other: Tried) -> dict[str, tuple[int | None, int | None]]:
    """Give the tenders whose place differs between two models: the place in the first, and in the second."""
    places = {key: (base.rank(key), other.rank(key)) for key in base.result["tenders"]}
    return {key: pair for key, pair in places.items() if pair[0] != pair[1]}


def suggested_figures(document: Mapping[str, Any], name: str) -> dict[str, str]:
    """Give the figures a model needs: those the case declares, else figures taken from the prices, or plain ones.

    Shape: the lowest price and twice the lowest as the ends of a line; a point is worth so much money that full points
    weigh against the mean price as the weights say.
    """
    keys = FIGURE_KEYS.get(name, ())
    if not keys:
        return {}
    prices = prices_of(document)
    if not prices:
        raise CannotCompare("price")
    plain = {
        "slope": "1",
        "threshold": written(min(prices)),
        "ceiling": written(2 * min(prices)),
        "base": written(2 * min(prices)),
        "alpha": "1",
        "percent": "50" if name == "percent_deduction" else "100",
    }
    if MONEY in keys:
        plain[MONEY] = written(_worth_of_a_point(document))
    return {key: plain[key] for key in keys} | _declared_figures(document, name)


def _worth_of_a_point(document: Mapping[str, Any]) -> Decimal:
    """Derive what a point is worth: weight of quality / weight of price x mean price / scale, in whole money."""
    criteria = _weighed(document)
    weights = leaf_shares(criteria)
    price = sum(
        (weights[leaf["id"]] for leaf in leaf_entries(criteria) if leaf["kind"] == "price"), Fraction(0)
    )
    if not price:
        raise CannotCompare("weights")
    return _whole((1 - price) / price * mean_price(document) / Fraction(document["scale"]))


def mean_price(document: Mapping[str, Any]) -> Fraction:
    """Give the mean of the prices of the tenders that compete.

    Raises: CannotCompare where there is none.
    """
    prices = prices_of(document)
    if not prices:
        raise CannotCompare("price")
    return sum(map(Fraction, prices), Fraction(0)) / len(prices)


def _declared_figures(document: Mapping[str, Any], name: str) -> dict[str, str]:
    price = price_entry(document)
    if name != own_model(document) or price is None:
        return {}
    held = price.get("model", {}) if document["method"] == "points" else document
    return {key: str(held[key]) for key in FIGURE_KEYS.get(name, ()) if key in held}


def remodelled(document: Mapping[str, Any], name: str, figures: Mapping[str, str]) -> dict[str, Any]:
    """Write a case anew for another model: same tenders, same points, same weights.

    Shape: weights are derived from the money values where the case has none, and the other way round. A declared
    rounding stays only between models that give points, since it is made for their figures.
    Raises: CannotCompare.
    """
    price = price_entry(document)
    if price is None:
        raise CannotCompare("price")
    points = name in PRICE_MODELS
    changed = {key: value for key, value in document.items() if key not in (*_OF_ONE_METHOD, "evidence")}
    if points and document["method"] == "points" and "rounding" in document:
        changed["rounding"] = document["rounding"]
    changed["method"] = "points" if points else name
    if name in ("percent_addition", "percent_deduction"):
        changed["percent"] = figures["percent"]
    changed["criteria"] = _weighed(document)
    weights = leaf_shares(changed["criteria"])
    for leaf in leaf_entries(changed["criteria"]):
        leaf.pop("model", None)
        leaf.pop("money_per_point", None)
        if leaf["kind"] == "price" and points:
            leaf["model"] = {"name": name, **{key: figures[key] for key in FIGURE_KEYS.get(name, ())}}
        if leaf["kind"] == "quality" and name == PRICED:
            leaf["money_per_point"] = written(_money(weights, leaf["id"], price["id"], figures))
    return changed


def _money(weights: Mapping[str, Fraction], leaf: str, price: str, figures: Mapping[str, str]) -> Decimal:
    """Give what a point on one criterion is worth: its share, by weight, of what a point on all of them is."""
    quality = sum((weight for each, weight in weights.items() if each != price), Fraction(0))
    if not quality:
        raise CannotCompare("weights")
    return decimal_of(weights[leaf] / quality * Fraction(figures[MONEY]), 2)


def _weighed(document: Mapping[str, Any]) -> list[Entry]:
    """Copy the criteria, all with weights: those declared, else such as the money values stand for."""
    criteria = _copied(document["criteria"])
    if all("weight" in entry for entry in _entries(criteria)):
        return criteria
    leaves = list(leaf_entries(criteria))
    if not all("money_per_point" in leaf for leaf in leaves if leaf["kind"] == "quality"):
        raise CannotCompare("weights")
    mean = mean_price(document)
    worth = {
        leaf["id"]: mean
        if leaf["kind"] == "price"
        else Fraction(leaf["money_per_point"]) * Fraction(document["scale"])
        for leaf in leaves
    }
    _give_weights(criteria, worth)
    return criteria


def _give_weights(siblings: list[Entry], worth: Mapping[str, Fraction]) -> None:
    sums = [sum((worth[leaf["id"]] for leaf in leaf_entries([entry])), Fraction(0)) for entry in siblings]
    for entry, weight in zip(siblings, _shares(sums), strict=True):
        entry["weight"] = written(weight)
        if "children" in entry:
            _give_weights(entry["children"], worth)


def _shares(sums: list[Fraction]) -> list[Decimal]:
    """Share one by what each is worth, in six decimals that add up to exactly one: the largest takes what is left."""
    whole = sum(sums, Fraction(0))
    if not whole:
        return [Decimal(1), *[Decimal(0)] * (len(sums) - 1)]
    shares = [decimal_of(each / whole, _WEIGHT_PLACES) for each in sums]
    largest = max(range(len(shares)), key=lambda index: shares[index])
    shares[largest] += 1 - sum(shares)
    return shares


def _computed(name: str, document: Mapping[str, Any], figures: Mapping[str, str], is_own: bool) -> Tried:
    case = check_case(document)
    return Tried(name, document, case, evaluate(case, engine=""), figures, is_own)


def price_entry(document: Mapping[str, Any]) -> Entry | None:
    """Give the price criterion of a document, or None."""
    return next((leaf for leaf in leaf_entries(document["criteria"]) if leaf["kind"] == "price"), None)


def prices_of(document: Mapping[str, Any]) -> list[Decimal]:
    """Give the prices of the tenders that compete."""
    return [
        Decimal(each["price"]) for each in document["tenders"] if "rejected" not in each and "price" in each
    ]


def leaf_entries(criteria: list[Entry]) -> Iterator[Entry]:
    """Give the criteria without children, in their order."""
    return (entry for entry in _entries(criteria) if "children" not in entry)


def leaf_shares(criteria: list[Entry], above: Fraction = Fraction(1)) -> dict[str, Fraction]:
    """Give each leaf its weight in the whole."""
    found: dict[str, Fraction] = {}
    for entry in criteria:
        share = above * Fraction(entry["weight"])
        if "children" in entry:
            found |= leaf_shares(entry["children"], share)
        else:
            found[entry["id"]] = share
    return found


def _entries(criteria: list[Entry]) -> Iterator[Entry]:
    for entry in criteria:
        yield entry
        yield from _entries(entry.get("children", []))


def _copied(criteria: list[Entry]) -> list[Entry]:
    return [
        {**entry, "children": _copied(entry["children"])} if "children" in entry else dict(entry)
        for entry in criteria
    ]


def _whole(value: Fraction) -> Decimal:
    return decimal_of(value, 6).quantize(Decimal(1), rounding=ROUND_HALF_UP)
