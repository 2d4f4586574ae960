"""From unit prices to the cost that is evaluated. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

from veien.criteria.rules.prices import PriceRow, converted, line_total

MOST_DECIMALS = 4
"""The decimals that a unit price may have."""

MOST_UNIT_PRICE = Decimal("99999999999.9999")
"""The highest unit price. With its decimals it has 15 digits, which every database and Excel keep exactly."""

_DIGITS = 60


@dataclass(frozen=True, slots=True)
class PricedLine:
    """One line of the price form with one tender's figure.

    Shape: ``unit_price`` is the figure that counts, a quantity where the line asks for one; ``came`` is the figure as
        it was received, another one only where the tenderer has confirmed a correction. ``stated`` is the sum that the
        form said.
    Units: ``own`` = figure x volume x years (x the buyer's cost of one), exact, in ``currency``; ``amount`` is the same
        in the procurement's currency, by the rate that was frozen, without VAT.
    """

    line: PriceRow
    unit_price: Decimal
    amount: Decimal
    currency: str = ""
    rate: Decimal = Decimal(1)
    stated: Decimal | None = None
    came: Decimal | None = None

    @property
    def own(self) -> Decimal:
        """Give what the line comes to in the currency that the tenderer priced in."""
        return line_total(self.line, self.unit_price)

    @property
    def received(self) -> Decimal:
        """Give the figure as it was received."""
        return self.unit_price if self.came is None else self.came

    @property
    def is_corrected(self) -> bool:
        """Tell whether the tenderer has confirmed another figure than came."""
        return self.came is not None and self.came != self.unit_price


def priced(
    line: PriceRow,
    unit_price: Decimal,
    *,
    currency: str = "",
    rate: Decimal = Decimal(1),
    stated: Decimal | None = None,
    corrected: Decimal | None = None,
) -> PricedLine:
    """Put a tender's figure on a line of the price form; ``corrected`` takes its place where it is given."""
    counting = unit_price if corrected is None else corrected
    return PricedLine(
        line=line,
        unit_price=counting,
        amount=converted(line_total(line, counting), rate),
        currency=currency,
        rate=rate,
        stated=stated,
        came=None if corrected is None else unit_price,
    )


def evaluated_price(lines: Iterable[PricedLine]) -> Decimal:
    """Give the cost that is evaluated: the sum of all lines that count, exact.

    Units: the procurement's currency, without VAT; zeros after the last decimal are left out, two decimals kept.
    """
    return _sum(each.amount for each in lines if each.line.counts)


def own_cost(lines: Iterable[PricedLine]) -> Decimal:
    """Give how much of the cost that is evaluated the buyer pays to others than the tenderer."""
    return _sum(each.amount for each in lines if each.line.counts and each.line.is_cost)


def options_outside(lines: Iterable[PricedLine]) -> Decimal:
    """Give the sum of the options that stay outside the cost that is evaluated."""
    return _sum(each.amount for each in lines if not each.line.counts)


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    with localcontext() as context:
        context.prec = _DIGITS
        return shortened(sum(amounts, Decimal(0)))


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
