"""What something costs over its whole life, in one figure and as an equal sum a year."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from veien.business_case.rules.flows import discount_factors
from veien.foundation.exact import Exact


class CannotReckon(ValueError):
    """The sum cannot be done with these figures; the message says why."""


def annuity_factor(rate: Decimal | Fraction, years: int) -> Fraction:
    """Give what one unit of money at the end of each year is worth today: ``(1 - (1 + r)^-n) / r``.

    Units: a rate of 0 gives the number of years.
    Raises: CannotReckon for a rate of -1 or less, or no years.
    Source: textbooks; KS's and DFØ's tables print the same figures.
    """
    if rate <= -1 or years < 1:
        raise CannotReckon("A rate above -1 and at least one year are needed.")
    factors = discount_factors(rate, years)
    return Fraction(sum(factors.values[1:]), factors.over)


def equivalent_annual_cost(present_cost: Exact, *, rate: Decimal | Fraction, years: int) -> Fraction:
    """Give the equal sum a year that is worth the same today: the cost over the annuity factor."""
    return Fraction(present_cost) / annuity_factor(rate, years)


def life_cycle_cost(
    investment: Exact,
    *,
    running: Sequence[tuple[Exact, Exact]],
    residual: Exact,
    rate: Decimal | Fraction,
    years: int,
) -> Fraction:
    """Give purchase, running costs and residual value in today's money.

    ``investment + sum over years 1..n of cost * (1 + growth)^year / (1 + rate)^year - residual / (1 + rate)^n``

    Shape: ``running`` holds pairs of the cost in today's prices and its growth a year.
    Raises: CannotReckon for a rate of -1 or less, or no years.
    Source: Upphandlingsmyndigheten's LCC parameters (investment, service, energy, residual value).
    """
    if rate <= -1 or years < 1:
        raise CannotReckon("A rate above -1 and at least one year are needed.")
    total = Fraction(investment) - Fraction(residual) / (1 + Fraction(rate)) ** years
    for cost, growth in running:
        yearly = (1 + Fraction(growth)) / (1 + Fraction(rate))
        total += Fraction(cost) * sum((yearly**year for year in range(1, years + 1)), Fraction(0))
    return total


def real_rate(nominal: Exact, inflation: Exact) -> Fraction:
    """Give the rate without inflation: ``(1 + nominal) / (1 + inflation) - 1``.

    Raises: CannotReckon for an inflation of -1 or less.
    Source: Fisher 1930.
    """
    if inflation <= -1:
        raise CannotReckon("An inflation above -1 is needed.")
    return (1 + Fraction(nominal)) / (1 + Fraction(inflation)) - 1
