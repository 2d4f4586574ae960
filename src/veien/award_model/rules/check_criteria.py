"""Checks the criteria of a case: the tree, the weights, the price model, the normalisation."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from veien.award_model.rules.case import NORMALISATIONS, Criterion, PriceModel
from veien.award_model.rules.numbers import written
from veien.foundation.faults import path_of
from veien.foundation.findings import Findings, Steps

# Whose weights a method cannot do without: everyone's, the quality criteria's, or nobody's.
WEIGHTS_NEEDED = {
    "points": "all",
    "percent_markup": "all",
    "utility_index": "all",
    "percent_addition": "quality",
    "percent_deduction": "quality",
    "value_per_price": "quality",
    "qualified_lowest_price": "quality",
    "priced_quality": "none",
    "lowest_price": "none",
}
# The numbers of each price model: what is required, what may be left out.
MODEL_KEYS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "proportional": ((), ()),
    "linear_above_lowest": ((), ("slope", "floor")),
    "linear_between": ((), ()),
    "linear_to_threshold": (("ceiling", "threshold"), ("floor",)),
    "discount_power": (("base", "alpha"), ()),
    "around_mean": ((), ("floor",)),
    "piecewise": (("knots",), ()),
}
MOST_ALPHA = 10


class CriteriaCheck:
    """Turns the criteria of a document into a tree, noting what is wrong on the way."""

    def __init__(self, findings: Findings, method: str | None, scale: Decimal | None) -> None:
        self.places: dict[str, Steps] = {}
        self._findings = findings
        self._method = method
        self._scale = scale
        self._price_places: list[Steps] = []

    def tree(self, value: Any) -> tuple[Criterion, ...]:
        """Read the whole tree."""
        criteria = self._siblings(value, ("criteria",))
        for place in self._price_places[1:]:
            what = f"This is a second price criterion; the first is {path_of(self._price_places[0])}."
            self._findings.note(place, what, "Keep one price criterion.")
        if self._method not in (None, "points") and not self._price_places:
            what = f"The method {self._method} needs a price criterion."
            self._findings.note(("criteria",), what, "Add a criterion of kind price.")
        return criteria

    def _siblings(self, value: Any, steps: Steps) -> tuple[Criterion, ...]:
        entries = self._findings.listing(value, steps)
        read = [self._criterion(entry, (*steps, index)) for index, entry in enumerate(entries)]
        found = tuple(criterion for criterion in read if criterion is not None)
        if len(found) == len(entries):
            self._weights(found, entries, steps)
        return found

    def _criterion(self, value: Any, steps: Steps) -> Criterion | None:
        held = self._findings.mapping(value, steps)
        if held is None:
            return None
        if "children" in held and "kind" in held:
            what = "The criterion has both children and a kind."
            self._findings.note(steps, what, "Keep one of them: a parent has children, a leaf has a kind.")
        elif "children" not in held and "kind" not in held:
            what = "The criterion has neither children nor a kind."
            self._findings.note(steps, what, "Write kind: price or kind: quality, or give it children.")
        kind = self._findings.choice(held, "kind", steps, ("price", "quality"))
        is_parent = "children" in held
        self._keys(held, steps, "parent" if is_parent else kind)
        weight = self._weight(held, steps)
        return Criterion(
            id=self._id(held, steps),
            title=self._findings.text(held, "title", steps),
            weight=weight,
            kind=None if is_parent else kind,
            children=self._siblings(held["children"], (*steps, "children")) if is_parent else (),
            model=self._price(held, steps) if kind == "price" and not is_parent else None,
            normalise=self._findings.choice(held, "normalise", steps, NORMALISATIONS) or "none",
            money_per_point=self._money(held, steps),
        )

    def _keys(self, held: dict[str, Any], steps: Steps, sort: str | None) -> None:
        required, optional = ["id"], ["title", "weight", "kind"]
        if sort == "parent":
            optional += ["children"]
        if sort == "price" and self._method in ("points", None):
            required += ["model"] if self._method else []
            optional += [] if self._method else ["model"]
        if sort in ("quality", None):
            optional += ["normalise"]
            if self._method == "priced_quality":
                required += ["money_per_point"] if sort else []
        if sort is None or self._method is None:
            optional += ["model", "normalise", "money_per_point"]  # which belong here is not known
        self._findings.keys(held, steps, required=required, optional=optional)

    def _id(self, held: dict[str, Any], steps: Steps) -> str:
        name = self._findings.text(held, "id", steps, filled=True)
        if name in self.places:
            what = f"The id {name} is taken by {path_of(self.places[name])}."
            self._findings.note((*steps, "id"), what, "Give each criterion its own id.")
        elif name:
            self.places[name] = steps
        return name

    def _weight(self, held: dict[str, Any], steps: Steps) -> Decimal | None:
        if "weight" not in held:
            return None
        return self._findings.number_between(held["weight"], (*steps, "weight"), most=Decimal(1))

    def _money(self, held: dict[str, Any], steps: Steps) -> Decimal | None:
        if "money_per_point" not in held:
            return None
        return self._findings.number_between(held["money_per_point"], (*steps, "money_per_point"))

    def _weights(self, found: Sequence[Criterion], entries: Sequence[Any], steps: Steps) -> None:
        need = WEIGHTS_NEEDED.get(self._method or "", "none")
        given = ["weight" in entry for entry in entries]
        missing = False
        for criterion, has, index in zip(found, given, range(len(found)), strict=True):
            spared = criterion.kind == "price" and need != "all"
            if not has and not spared and (need != "none" or any(given)):
                self._findings.note((*steps, index, "weight"), "The key is missing.", "Write the weight.")
                missing = True
        known = [Fraction(criterion.weight) for criterion in found if criterion.weight is not None]
        if not missing and len(known) == sum(given) and known and sum(known) != 1:
            what = f"The weights add up to {written(sum(known, Fraction(0)))}, not to 1."
            self._findings.note(steps, what, "Change them so that they add up to exactly 1.")

    def _price(self, held: dict[str, Any], steps: Steps) -> PriceModel | None:
        self._price_places.append(steps)
        if "model" not in held or self._method not in ("points", None):
            return None
        place = (*steps, "model")
        model = self._findings.mapping(held["model"], place)
        if model is None:
            return None
        if "name" not in model:
            self._findings.note((*place, "name"), "The key is missing.", "Write the name of the price model.")
        name = self._findings.choice(model, "name", place, MODEL_KEYS)
        return self._model(name, model, place) if name else None

    def _model(self, name: str, model: dict[str, Any], place: Steps) -> PriceModel:
        required, optional = MODEL_KEYS[name]
        self._findings.keys(model, place, required=["name", *required], optional=optional)
        if name == "piecewise":
            return PriceModel(name, knots=self._knots(model.get("knots"), place) if "knots" in model else ())
        numbers: dict[str, Decimal] = {}
        for key in (*required, *optional):
            if key not in model:
                continue
            if key in ("slope", "alpha", "base", "ceiling"):
                number = self._findings.number_above_zero(model[key], (*place, key))
            else:
                number = self._findings.number(model[key], (*place, key))
            if number is not None:
                numbers[key] = number
        self._bounds(numbers, place)
        return PriceModel(name, numbers)

    def _bounds(self, numbers: dict[str, Decimal], place: Steps) -> None:
        ceiling, threshold = numbers.get("ceiling"), numbers.get("threshold")
        if ceiling is not None and threshold is not None and threshold >= ceiling:
            what = "The threshold is not below the ceiling."
            self._findings.note((*place, "threshold"), what, "Write a threshold below the ceiling.")
        if threshold is not None and threshold < 0:
            self._findings.note((*place, "threshold"), "The threshold is below zero.", "Write at least 0.")
        if numbers.get("alpha", 0) > MOST_ALPHA:
            what = f"The exponent is above {MOST_ALPHA}."
            self._findings.note((*place, "alpha"), what, f"Write an exponent up to {MOST_ALPHA}.")
        floor = numbers.get("floor")
        if floor is not None and self._scale is not None and floor > self._scale:
            self._findings.note((*place, "floor"), "The floor is above the scale.", "Write a lower floor.")

    def _knots(self, value: Any, place: Steps) -> tuple[tuple[Decimal, Decimal], ...]:
        place = (*place, "knots")
        knots: list[tuple[Decimal, Decimal]] = []
        for index, pair in enumerate(self._findings.listing(value, place)):
            here = (*place, index)
            if not isinstance(pair, list) or len(pair) != 2:
                self._findings.note(here, "This is no pair.", 'Write [ratio, points], such as ["1.5", "5"].')
                continue
            ratio = self._findings.number_above_zero(pair[0], (*here, 0))
            points = self._findings.number(pair[1], (*here, 1))
            if ratio is None or points is None:
                continue
            if knots and ratio <= knots[-1][0]:
                what = "The ratio is not above the one before it."
                self._findings.note((*here, 0), what, "Write the knots in rising order.")
            knots.append((ratio, points))
        return tuple(knots)
