"""The price form: how its lines add up to the price that is evaluated. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, localcontext
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PriceRow:
    """One line of the price form.

    Units: ``volume`` in ``unit``; ``years`` is 1 for what is paid once.
    """

    pk: int
    public_id: UUID
    key: str
    title: str
    unit: str
    volume: Decimal
    period: str
    years: int
    note: str
    revision: int = 1

    @property
    def times(self) -> Decimal:
        """Give what a unit price is multiplied by: volume x years."""
        with localcontext() as context:
            context.prec = 60
            return self.volume * self.years


def line_total(row: PriceRow, unit_price: Decimal) -> Decimal:
    """Give what a line adds to the evaluated price: ``volume x unit price x years``, exact."""
    with localcontext() as context:
        context.prec = 60
        return row.times * unit_price
