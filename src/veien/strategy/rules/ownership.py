"""What owning, renting and leasing cost, brought to today's money. Pure and exact.

The sums are those of the business case: its years, its rate and the way it discounts year 0.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from veien.business_case.rules import discount_factors

WAYS = ("own", "rent", "lease")


@dataclass(frozen=True, slots=True)
class Cost:
    """One cost: the same amount in every year from the first to the last. Below zero is money back."""

    title: str
    amount: Decimal
    first_year: int
    last_year: int


@dataclass(frozen=True, slots=True)
class Year:
    """One year of the reckoning: what is paid, the factor it is worth today, and the product."""

    number: int
    paid: Fraction
    factor: Fraction
    worth: Fraction


@dataclass(frozen=True, slots=True)
class NetCost:
    """A way reckoned: year by year, line by line, and in all."""

    years: tuple[Year, ...]
    lines: tuple[tuple[Cost, Fraction], ...]

    @property
    def paid(self) -> Fraction:
        """Give what is paid in all, without discounting."""
        return sum((year.paid for year in self.years), Fraction(0))

    @property
    def present(self) -> Fraction:
        """Give the net present cost."""
        return sum((year.worth for year in self.years), Fraction(0))


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for all ways: the last year of the case, its rate, and whether year 0 is discounted too."""

    years: int
    rate: Decimal
    first_flow_discounted: bool = False


def net_cost(costs: Iterable[Cost], terms: Terms) -> NetCost:
    """Reckon one way: the sum over the years of what is paid times what a unit of money in that year is worth today.

    A cost counts in the years of the case; what lies beyond its last year is not counted.
    Source: net present value as in ``business_case.rules``.
    """
    series = discount_factors(terms.rate, terms.years, first_flow_discounted=terms.first_flow_discounted)
    factors = series.fractions()
    paid = [Fraction(0)] * (terms.years + 1)
    lines = []
    for cost in costs:
        worth = Fraction(0)
        for year in range(cost.first_year, min(cost.last_year, terms.years) + 1):
            paid[year] += Fraction(cost.amount)
            worth += Fraction(cost.amount) * factors[year]
        lines.append((cost, worth))
    years = tuple(
        Year(number, amount, factor, amount * factor)
        for number, (amount, factor) in enumerate(zip(paid, factors, strict=True))
    )
    return NetCost(years, tuple(lines))


def cheapest(found: dict[str, NetCost]) -> tuple[str, ...]:
    """Give the ways that cost least; more than one where they cost the same, none where none is reckoned."""
    if not found:
        return ()
    least = min(each.present for each in found.values())
    return tuple(way for way, each in found.items() if each.present == least)


def rounded(value: Fraction) -> Decimal:
    """Give an exact figure as money with two decimals, half away from zero."""
    cents = abs(value) * 100
    whole, rest = divmod(cents.numerator, cents.denominator)
    if 2 * rest >= cents.denominator:
        whole += 1
    return Decimal(whole if value >= 0 else -whole).scaleb(-2)
