"""A result with the names and the words that belong to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from veien.award_model.rules import PRICED_METHODS, Case
from veien.evaluation.queries.words import money, said
from veien.evaluation.rules import Standing, decimal_of, places_that_tell, ranked

_MILLION = Decimal(1_000_000)


@dataclass(frozen=True)
class Reading:
    """A computed case; every figure in it can be said in the active language."""

    case: Case
    result: Mapping[str, Any]
    standing: Standing

    @property
    def tenders(self) -> Mapping[str, Mapping[str, Any]]:
        """Give what the result says of each tender that competes."""
        found: Mapping[str, Mapping[str, Any]] = self.result["tenders"]
        return found

    @property
    def is_priced(self) -> bool:
        """Tell whether a price decides: the lowest figure wins."""
        return self.case.method in PRICED_METHODS

    @property
    def is_price_alone(self) -> bool:
        """Tell whether the figure that decides is the price itself."""
        return self.case.method in ("lowest_price", "qualified_lowest_price")

    @cached_property
    def order(self) -> list[str]:
        """Give the tenders, best first; those that do not qualify last."""
        return ranked(self.result)

    @property
    def placed(self) -> list[str]:
        """Give the tenders that have a place, best first."""
        return [str(each) for each in self.result["order"]]

    def label(self, key: str) -> str:
        """Name a tender: its short name and the firm."""
        return self.standing.by_key(key).label

    def price(self, key: str) -> Decimal | None:
        """Give a tender's price."""
        return next(each.price for each in self.case.competing if each.id == key)

    def rank(self, key: str) -> int | None:
        """Give a tender's place."""
        rank: int | None = self.tenders[key]["rank"]
        return rank

    def figure(self, key: str) -> Decimal:
        """Give the figure that decides, as it is shown: value per price is per million."""
        held = self.tenders[key]
        found = Decimal(held["total"] if held["total"] is not None else held["evaluated_price"])
        return found * _MILLION if self.case.method == "value_per_price" else found

    @cached_property
    def places(self) -> int:
        """Give the decimals at which tenders that differ also look different."""
        return places_that_tell(self.figure(key) for key in self.tenders)

    def say_figure(self, value: Decimal) -> str:
        """Write a figure that decides."""
        if not self.is_priced:
            return said(value, self.places)
        if value == value.to_integral_value() or self.places > 2:
            return f"{said(value)}\u00a0{self.case.currency}"
        return money(value, self.case.currency)

    def say_difference(self, value: Decimal) -> str:
        """Write how far two figures are apart: exactly where few decimals do, so that no rounding shows."""
        if self.is_priced or value != decimal_of(value, self.places + 2):
            return self.say_figure(value)
        return said(value)

    @property
    def figure_title(self) -> str:
        """Name the figure that decides."""
        if self.is_price_alone:
            return _("Price")
        if self.is_priced:
            return _("Evaluated price")
        if self.case.method == "value_per_price":
            return _("Quality points per million %(currency)s") % {"currency": self.case.currency}
        return _("Utility index") if self.case.method == "utility_index" else _("Total")

    def money(self, value: Decimal | str) -> str:
        """Write an amount in the case's currency."""
        return money(value, self.case.currency)

    def named(self, keys: list[str]) -> str:
        """Name several tenders in one line."""
        labels = [self.label(key) for key in keys]
        if len(labels) < 2:
            return "".join(labels)
        return _("%(some)s and %(last)s") % {"some": ", ".join(labels[:-1]), "last": labels[-1]}
