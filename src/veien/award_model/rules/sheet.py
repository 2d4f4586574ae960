"""The sheet of awarded points: a column per leaf, sums of them, and what changes when one tender leaves."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from veien.award_model.rules.case import Case, Criterion
from veien.award_model.rules.frame import QUALITY, TOTAL, Frame, Name, points_of
from veien.award_model.rules.numbers import (
    DECIMALS_WRITTEN,
    Column,
    column_of,
    reduced,
    rounded_column,
    weighted_sum,
)
from veien.award_model.rules.price_points import price_anchor, price_points
from veien.award_model.rules.quality_points import normalised

__all__ = ["QUALITY", "TOTAL", "Awarded", "Known", "Sheet", "points_of"]


class Awarded(NamedTuple):
    """What became of the points given on one leaf.

    ``holder`` alone has the most; ``instead`` is the column when that tender has left.
    """

    given: tuple[Decimal, ...]
    column: Column
    holder: int | None = None
    instead: Column | None = None


class Known:
    """What was reckoned before, to be taken over where it is asked for the same again.

    Nothing is believed: what is kept of a leaf is used only where the points given on it are those of before, one by
    one, and what is kept of the criteria only where they are the very same.
    """

    def __init__(self) -> None:
        self.frame: Frame | None = None
        self.awarded: dict[str, Awarded] = {}
        self.written: dict[str, tuple[Column, list[str]]] = {}
        self.sums: dict[Name, tuple[list[Column], Column]] = {}
        self._rules: tuple[object, ...] = ()

    def of(self, case: Case) -> Frame:
        """Give the frame of a case; what was kept of other rules is forgotten."""
        rules = (case.scale, case.step_at("points"))
        if self.frame is None or not self.frame.fits(case) or self._rules != rules:
            self.frame, self._rules = Frame(case), rules
            self.awarded, self.written, self.sums = {}, {}, {}
        return self.frame


class Sheet:
    """The awarded points of the tenders that compete, in their order.

    A weighted sum is asked for by name: ``TOTAL`` (what the method adds up), ``QUALITY`` (the quality leaves
    with their weights in the whole) or ``points_of`` a criterion.
    """

    def __init__(self, case: Case, known: Known | None = None) -> None:
        self.case = case
        self.known = known or Known()
        self.frame = self.known.of(case)
        competing = case.competing
        self.ids = [tender.id for tender in competing]
        self.prices: list[Decimal] = [tender.price for tender in competing if tender.price is not None]
        self._amounts = column_of(self.prices).values
        self.columns: dict[str, Column] = {}
        self.weights = self.frame.weights
        self.price_weight, self.quality_weight = self.frame.price_weight, self.frame.quality_weight
        self._last_left: int | None = None
        self._last_changed: dict[str, Column] = {}
        self._instead: dict[int, dict[str, Column]] = {}
        self._sums: dict[Name, Column | None] = {}
        given = [tender.points for tender in competing]
        for leaf in self.frame.quality:
            self._award(leaf, tuple([points[leaf.id] for points in given]))
        if case.method == "points" and self.frame.price:
            self.columns[self.frame.price.id] = self._price_column(self.frame.price, range(len(self.ids)))

    @property
    def most_decimals(self) -> int | None:
        """The decimals to write, where a fractional exponent makes the figures approximations."""
        model = self.frame.price.model if self.frame.price else None
        alpha = model.numbers.get("alpha") if model else None
        return None if alpha is None or alpha == int(alpha) else DECIMALS_WRITTEN

    def sum_of(self, name: Name, *, without: int | None = None) -> Column | None:
        """Give a weighted sum of the leaves; with ``without``, as it is when that tender has left.

        None where the criterion has no weights to add up by. The figure of the one who left means nothing.

        Raises: CannotScore where the prices that are left cannot be scored.
        """
        weights = self.frame.weights_of(name)
        if weights is None:
            return None
        if name not in self._sums:
            self._sums[name] = self._add_up(name, weights)
        base = self._sums[name]
        changed = {} if without is None else self.changed_by_leaving(without)
        if base is None or not changed:
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
        leaf = self.frame.price
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

    def _add_up(self, name: Name, weights: Mapping[str, Fraction]) -> Column:
        if name[0] == "criterion" and name[1] in self.columns:
            return self.columns[name[1]]
        columns = [self.columns[leaf] for leaf in weights]
        found = self._caught_up(name, weights, columns)
        if found is None:
            found = weighted_sum(list(zip(weights.values(), columns, strict=True)), length=len(self.ids))
        self.known.sums[name] = (columns, found)
        return found

    def _caught_up(
        self, name: Name, weights: Mapping[str, Fraction], columns: Sequence[Column]
    ) -> Column | None:
        """Bring a sum of before up to date with the few columns that are others now; None where they are many."""
        before, base = self.known.sums.get(name, ([], None))
        if base is None or len(before) != len(columns) or len(base.values) != len(self.ids):
            return None
        parts: list[tuple[Fraction, Column]] = [(Fraction(1), base)]
        for weight, then, now in zip(weights.values(), before, columns, strict=True):
            if then is not now:
                parts += [(weight, now), (-weight, then)]
        if len(parts) == 1:
            return base
        return reduced(weighted_sum(parts, length=len(self.ids))) if len(parts) * 2 < len(columns) else None

    def _award(self, leaf: Criterion, given: tuple[Decimal, ...]) -> None:
        found = self.known.awarded.get(leaf.id)
        if found is None or found.given != given:
            found = self.known.awarded[leaf.id] = self._awarded(leaf, given)
        self.columns[leaf.id] = found.column
        if found.holder is not None and found.instead is not None:
            self._instead.setdefault(found.holder, {})[leaf.id] = found.instead

    def _awarded(self, leaf: Criterion, given: tuple[Decimal, ...]) -> Awarded:
        points = column_of(given)
        column = self._normalised(points, leaf.normalise)
        if leaf.normalise == "none" or len(self.ids) < 2:
            return Awarded(given, column)
        second, best = sorted(points.values)[-2:]
        if second == best:
            return Awarded(given, column)
        holder = points.values.index(best)
        return Awarded(given, column, holder, self._normalised(points, leaf.normalise, best=second))

    def _normalised(self, given: Column, how: str, *, best: int | None = None) -> Column:
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
