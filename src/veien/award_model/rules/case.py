"""What a case is once it has been checked: criteria, tenders and the declared way to evaluate them.

Named tuples, not dataclasses: those would make ``veien evaluate`` start a tenth slower.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

METHODS = (
    "points",
    "priced_quality",
    "percent_markup",
    "percent_addition",
    "percent_deduction",
    "value_per_price",
    "utility_index",
    "qualified_lowest_price",
    "lowest_price",
)
PRICED_METHODS = frozenset(METHODS) - {"points", "value_per_price", "utility_index"}
NORMALISATIONS = ("none", "proportional", "shift")
_NONE: Mapping[str, Decimal] = MappingProxyType({})


class PriceModel(NamedTuple):
    """How a price becomes points: a name, its numbers, and for ``piecewise`` its knots."""

    name: str
    numbers: Mapping[str, Decimal] = _NONE
    knots: tuple[tuple[Decimal, Decimal], ...] = ()


class Criterion(NamedTuple):
    """One criterion: a leaf of kind ``price`` or ``quality``, or a parent (kind None) with children."""

    id: str
    title: str = ""
    weight: Decimal | None = None
    kind: str | None = None
    children: tuple[Criterion, ...] = ()
    model: PriceModel | None = None
    normalise: str = "none"
    money_per_point: Decimal | None = None


class Tender(NamedTuple):
    """One tender: its price, its points per quality leaf, and why it is rejected, if it is."""

    id: str
    name: str = ""
    price: Decimal | None = None
    points: Mapping[str, Decimal] = _NONE
    rejected: str | None = None


class Rounding(NamedTuple):
    """To which step, and where: ``points`` (each leaf) or ``total``."""

    step: Decimal
    at: str


class Case(NamedTuple):
    """A checked case: everything ``evaluate`` needs, nothing left to doubt."""

    method: str
    currency: str
    scale: Decimal
    criteria: tuple[Criterion, ...]
    tenders: tuple[Tender, ...]
    input_sha256: str
    title: str = ""
    rounding: Rounding | None = None
    percent: Decimal | None = None
    corridor_percent: Decimal | None = None
    decide_by: str | None = None
    least_points: Mapping[str, Decimal] = _NONE

    @property
    def competing(self) -> tuple[Tender, ...]:
        """The tenders that are not rejected."""
        return tuple(tender for tender in self.tenders if tender.rejected is None)

    @property
    def price_leaf(self) -> Criterion | None:
        """The price criterion, where there is one."""
        return next((leaf for leaf in leaves_of(self.criteria) if leaf.kind == "price"), None)

    @property
    def quality_leaves(self) -> tuple[Criterion, ...]:
        """The criteria that carry points, in their order in the tree."""
        return tuple(leaf for leaf in leaves_of(self.criteria) if leaf.kind == "quality")

    def step_at(self, place: str) -> Decimal | None:
        """Give the declared rounding step at ``points`` or ``total``, or None."""
        return self.rounding.step if self.rounding and self.rounding.at == place else None


def nodes_of(criteria: Sequence[Criterion]) -> Iterator[Criterion]:
    """Give every criterion of a tree, parents before their children."""
    for criterion in criteria:
        yield criterion
        yield from nodes_of(criterion.children)


def leaves_of(criteria: Sequence[Criterion]) -> Iterator[Criterion]:
    """Give the criteria that have no children, in their order in the tree."""
    return (criterion for criterion in nodes_of(criteria) if not criterion.children)


def leaf_weights(criteria: Sequence[Criterion]) -> dict[str, Fraction]:
    """Give each leaf its weight in the whole: the product of the weights on its way from the top.

    A leaf with no weight of its own, or beneath a parent with none, is left out.
    """
    weights: dict[str, Fraction] = {}
    for criterion in criteria:
        if criterion.weight is None:
            continue
        own = Fraction(criterion.weight)
        if criterion.children:
            weights.update((leaf, own * part) for leaf, part in leaf_weights(criterion.children).items())
        else:
            weights[criterion.id] = own
    return weights


def scaled_to_one(weights: Mapping[str, Fraction]) -> dict[str, Fraction] | None:
    """Scale weights so that they add up to one; None where they add up to nothing."""
    whole = sum(weights.values())
    return {leaf: weight / whole for leaf, weight in weights.items()} if whole else None


def weights_of_price_and_quality(case: Case) -> tuple[Fraction, Fraction]:
    """Give the weight of the price and of all quality leaves together, in the whole."""
    weights = leaf_weights(case.criteria)
    price = weights.get(case.price_leaf.id, Fraction(0)) if case.price_leaf else Fraction(0)
    quality = sum((weights.get(leaf.id, Fraction(0)) for leaf in case.quality_leaves), Fraction(0))
    return price, quality
