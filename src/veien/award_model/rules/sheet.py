"""The sheet of awarded points: a column per leaf, sums of them, and what changes when one tender leaves."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from fractions import Fraction

from veien.award_model.rules.case import (
    Case,
    Criterion,
    leaf_weights,
    nodes_of,
    scaled_to_one,
    weights_of_price_and_quality,
)
from veien.award_model.rules.numbers import DECIMALS_WRITTEN, Column, column_of, rounded_column, weighted_sum
from veien.award_model.rules.price_points import price_anchor, price_points
from veien.award_model.rules.quality_points import normalised

Name = tuple[str, str]

TOTAL: Name = ("total", "")
QUALITY: Name = ("quality", "")


def points_of(criterion: str) -> Name:
    """Name the points of one criterion, leaf or parent."""
    return ("criterion", criterion)


class Sheet:
    """The awarded points of the tenders that compete, in their order.

    A weighted sum is asked for by name: ``TOTAL`` (what the method adds up), ``QUALITY`` (the quality leaves
    with their weights in the whole) or ``points_of`` a criterion.
    """

    def __init__(self, case: Case) -> None:
        self.case = case
        self.ids = [tender.id for tender in case.competing]
        self.prices: list[Decimal] = [tender.price for tender in case.competing if tender.price is not None]
        self._amounts = column_of(self.prices).values
        self.columns: dict[str, Column] = {}
        self.weights = leaf_weights(case.criteria)
        self.price_weight, self.quality_weight = weights_of_price_and_quality(case)
        self._last_left: int | None = None
        self._last_changed: dict[str, Column] = {}
        self._instead: dict[int, dict[str, Column]] = {}
        self._sums: dict[Name, Column | None] = {}
        self._weights: dict[Name, Mapping[str, Fraction] | None] = {}
        self._nodes = {node.id: node for node in nodes_of(case.criteria)}
        for leaf in case.quality_leaves:
            self._award(leaf)
        if case.method == "points" and case.price_leaf:
            self.columns[case.price_leaf.id] = self._price_column(case.price_leaf, range(len(self.ids)))

    @property
    def most_decimals(self) -> int | None:
        """The decimals to write, where a fractional exponent makes the figures approximations."""
        model = self.case.price_leaf.model if self.case.price_leaf else None
        alpha = model.numbers.get("alpha") if model else None
        return None if alpha is None or alpha == int(alpha) else DECIMALS_WRITTEN

    def sum_of(self, name: Name, *, without: int | None = None) -> Column | None:
        """Give a weighted sum of the leaves; with ``without``, as it is when that tender has left.

        None where the criterion has no weights to add up by. The figure of the one who left means nothing.

        Raises: CannotScore where the prices that are left cannot be scored.
        """
        if name not in self._sums:
            weights = self._weights[name] = self._weights_of(name)
            self._sums[name] = None if weights is None else self._add_up(weights)
        base, weights = self._sums[name], self._weights[name]
        changed = {} if without is None else self.changed_by_leaving(without)
        if base is None or weights is None or not changed:
            return base
        parts: list[tuple[Fraction, Column]] = [(Fraction(1), base)]
        for leaf, column in changed.items():
            if leaf in weights:
                parts += [(weights[leaf], column), (-weights[leaf], self.columns[leaf])]
        return weighted_sum(parts, length=len(self.ids))

    def changed_by_leaving(self, index: int) -> dict[str, Column]:
        """Give the columns that change for the others when one tender leaves.

        Raises: CannotScore where the prices that are left cannot be scored.
        """
        if self._last_left != index:
            self._last_changed = {**self._instead.get(index, {}), **self._price_changed(index)}
            self._last_left = index
        return self._last_changed

    def _price_changed(self, index: int) -> dict[str, Column]:
        leaf = self.case.price_leaf
        if leaf is None or leaf.model is None:
            return {}
        amounts = self._amounts
        others = amounts[:index] + amounts[index + 1 :]
        if price_anchor(leaf.model, others) == price_anchor(leaf.model, amounts):
            return {}
        stay = [place for place in range(len(self.ids)) if place != index]
        return {leaf.id: self._price_column(leaf, stay)}

    def prices_of(self, who: Collection[int]) -> dict[str, Decimal]:
        """Give the prices of some of the tenders, by id."""
        return {self.ids[index]: self.prices[index] for index in who}

    def _add_up(self, weights: Mapping[str, Fraction]) -> Column:
        parts = [(weight, self.columns[leaf]) for leaf, weight in weights.items()]
        return weighted_sum(parts, length=len(self.ids))

    def _award(self, leaf: Criterion) -> None:
        given = column_of(tender.points[leaf.id] for tender in self.case.competing)
        self.columns[leaf.id] = self._awarded(given, leaf.normalise)
        if leaf.normalise == "none" or len(self.ids) < 2:
            return
        second, best = sorted(given.values)[-2:]
        if second != best:
            holder = given.values.index(best)
            self._instead.setdefault(holder, {})[leaf.id] = self._awarded(given, leaf.normalise, best=second)

    def _awarded(self, given: Column, how: str, *, best: int | None = None) -> Column:
        return self._rounded(normalised(given, how, most_points=self.case.scale, best=best))

    def _rounded(self, column: Column) -> Column:
        step = self.case.step_at("points")
        return column if step is None else rounded_column(column, step)

    def _price_column(self, leaf: Criterion, who: Collection[int]) -> Column:
        if leaf.model is None:
            raise ValueError(f"{leaf.id} has no price model.")
        points = price_points(leaf.model, self.prices_of(who), most_points=self.case.scale)
        nothing = Fraction(0)
        return self._rounded(column_of([points.get(tender, nothing) for tender in self.ids]))

    def _weights_of(self, name: Name) -> Mapping[str, Fraction] | None:
        if name == TOTAL:
            return self._weights_of_total()
        if name == QUALITY:
            return self._only_quality(self.weights)
        node = self._nodes[name[1]]
        if not node.children:
            return {node.id: Fraction(1)} if node.id in self.columns else None
        beneath = leaf_weights(node.children)
        if self.case.method == "points":
            return beneath
        return scaled_to_one(self._only_quality(beneath))

    def _weights_of_total(self) -> Mapping[str, Fraction] | None:
        if self.case.method == "points":
            return self.weights
        if self.case.method == "priced_quality":
            return {leaf.id: Fraction(leaf.money_per_point or 0) for leaf in self.case.quality_leaves}
        return scaled_to_one(self._only_quality(self.weights))

    def _only_quality(self, weights: Mapping[str, Fraction]) -> dict[str, Fraction]:
        quality = {leaf.id for leaf in self.case.quality_leaves}
        return {leaf: weight for leaf, weight in weights.items() if leaf in quality}
