"""The small forms of the price page, and the example that shows how the cost is computed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django import forms as django_forms
from django.utils.translation import get_language

from veien.criteria.forms.prices import ChooseSums, WriteAssumption, WriteRate
from veien.criteria.models import CostAssumption, ExchangeRate
from veien.criteria.rules.prices import PriceRules, converted, line_total
from veien.road.queries import Procurement
from veien.web.rules.numbers import written_number

EXAMPLE_PRICE, EXAMPLE_QUANTITY = Decimal(100), Decimal(2)


@dataclass
class BasisForms:
    """The forms for sums, currencies and assumptions; the one that was sent or opened is given, the others are new."""

    sums: ChooseSums | None = None
    rate: WriteRate | None = None
    assumption: WriteAssumption | None = None
    opened: ExchangeRate | CostAssumption | None = None
    theirs: ExchangeRate | CostAssumption | None = None

    @property
    def has_failed(self) -> bool:
        """Tell whether a form that was sent has faults."""
        given: list[django_forms.Form | None] = [self.sums, self.rate, self.assumption]
        return any(each is not None and each.errors for each in given)

    @property
    def opens_rate(self) -> bool:
        """Tell whether a currency is being changed."""
        return isinstance(self.opened, ExchangeRate)

    @property
    def opens_assumption(self) -> bool:
        """Tell whether an assumption is being changed."""
        return isinstance(self.opened, CostAssumption)

    def whole(self, procurement: Procurement, rules: PriceRules) -> BasisForms:
        """Fill in the forms that nobody sent."""
        self.sums = self.sums or ChooseSums(initial={"sums": rules.sums}, auto_id="sums_%s")
        self.rate = self.rate or WriteRate(own=procurement.currency, auto_id="rate_%s")
        self.assumption = self.assumption or WriteAssumption(auto_id="assumption_%s")
        return self


@dataclass(frozen=True)
class ExampleLine:
    """One line of the example: how it is computed, and what it comes to."""

    title: str
    working: str
    amount: str
    counts: bool
    is_option: bool


@dataclass(frozen=True)
class Example:
    """A made-up tender that shows how the evaluated cost is computed."""

    lines: tuple[ExampleLine, ...]
    total: Decimal
    other: str


def example_of(rules: PriceRules) -> Example | None:
    """Compute a made-up tender: 100 for each unit, 2 of each quantity, the second line in another currency."""
    if not rules.lines:
        return None
    other = next(iter(sorted(rules.rates or {})), "")
    priced = [line for line in rules.lines if not line.is_cost]
    foreign = priced[min(1, len(priced) - 1)].pk if other and priced else None
    lines, total = [], Decimal(0)
    for line in rules.lines:
        rate = rules.rate_of(other) if line.pk == foreign else Decimal(1)
        figure = EXAMPLE_QUANTITY if line.is_cost else EXAMPLE_PRICE
        amount = converted(line_total(line, figure), rate)
        factors = [_said(line.volume), _said(figure) + (f" {other}" if rate != 1 else ""), str(line.years)]
        if line.unit_cost is not None:
            factors.append(_said(line.unit_cost))
        if rate != 1:
            factors.append(_said(rate))
        lines.append(ExampleLine(line.title, " × ".join(factors), _said(amount), line.counts, line.is_option))
        total += amount if line.counts else 0
    return Example(tuple(lines), total, other)


def _said(figure: Decimal) -> str:
    whole = figure.to_integral_value()
    return written_number(whole if whole == figure else figure.normalize(), get_language() or "nb")
