"""From unit prices to the price that is evaluated. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

from veien.criteria.rules import PriceRow, line_total

MOST_DECIMALS = 4
"""The decimals that a unit price may have."""

MOST_UNIT_PRICE = Decimal("99999999999.9999")
"""The highest unit price. With its decimals it has 15 digits, which every database and Excel keep exactly."""

_DIGITS = 60


@dataclass(frozen=True, slots=True)
class PricedLine:
    """One line of the price form with one tender's unit price.

    Units: ``amount`` = ``unit_price`` x ``volume`` x ``years``, exact, in the procurement's currency without VAT.
    """

    line: PriceRow
    unit_price: Decimal
    amount: Decimal


def priced(line: PriceRow, unit_price: Decimal) -> PricedLine:
    """Put a unit price on a line of the price form."""
    return PricedLine(line=line, unit_price=unit_price, amount=line_total(line, unit_price))


def evaluated_price(lines: Iterable[PricedLine]) -> Decimal:
    """Give the price that is evaluated: the sum of unit price x volume x years over all lines, exact.

    Units: the procurement's currency, without VAT; zeros after the last decimal are left out, two decimals kept.
    """
    with localcontext() as context:
        context.prec = _DIGITS
        return shortened(sum((each.amount for each in lines), Decimal(0)))


def shortened(amount: Decimal) -> Decimal:
    """Leave out the zeros that an exact product trails behind it, down to two decimals."""
    with localcontext() as context:
        context.prec = _DIGITS
        cents = amount.quantize(Decimal("0.01"))
        return cents if cents == amount else amount.normalize()


def lowest_of(prices: Mapping[int, Decimal]) -> frozenset[int]:
    """Name those who give the lowest price; nobody where there is nothing to compare or all ask the same."""
    if len(set(prices.values())) < 2:
        return frozenset()
    lowest = min(prices.values())
    return frozenset(key for key, price in prices.items() if price == lowest)
