"""The price form: how its lines add up to the cost that is evaluated. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Any
from uuid import UUID

from veien.foundation.exact import written

CENT = Decimal("0.01")
_DIGITS = 60


@dataclass(frozen=True, slots=True)
class OwnCost:
    """What one of a quantity that the tenderers state costs the buyer, and where that figure comes from."""

    unit_cost: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class PriceRow:
    """One line of the price form.

    Units: ``volume`` in ``unit``; ``years`` is 1 for what is paid once; ``unit_cost`` is what one of the quantity that
        the tenderer states costs the buyer, in the procurement's currency, and None where the tenderer gives a price.
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
    kind: str = "price"
    unit_cost: Decimal | None = None
    cost_source: str = ""
    is_option: bool = False
    counts: bool = True

    @property
    def times(self) -> Decimal:
        """Give what a unit price is multiplied by: volume x years."""
        with localcontext() as context:
            context.prec = _DIGITS
            return self.volume * self.years

    @property
    def is_cost(self) -> bool:
        """Tell whether the tenderer states a quantity, and the buyer has said what one costs."""
        return self.kind == "cost"


@dataclass(frozen=True, slots=True)
class Rate:
    """Another currency in which tenderers may price: one unit of it counts as ``rate`` of the procurement's own."""

    public_id: UUID
    currency: str
    rate: Decimal
    rate_on: date
    source: str
    revision: int = 1


@dataclass(frozen=True, slots=True)
class Assumption:
    """A figure that volumes and own costs rest on."""

    public_id: UUID
    title: str
    figure: Decimal
    unit: str
    source: str
    revision: int = 1


@dataclass(frozen=True)
class PriceRules:
    """All that is said before publication of how prices become the cost that is evaluated.

    Shape: ``sums`` is ``none``, ``computed`` (by the form) or ``filled`` (by the tenderer); ``rates`` by currency.
    """

    currency: str
    lines: tuple[PriceRow, ...]
    sums: str = "none"
    rates: Mapping[str, Rate] | None = None
    assumptions: tuple[Assumption, ...] = ()

    def rate_of(self, currency: str) -> Decimal:
        """Give what one unit of a currency counts as.

        Raises: KeyError for a currency that is not allowed.
        """
        if not currency or currency == self.currency:
            return Decimal(1)
        return (self.rates or {})[currency].rate

    @property
    def has_costs(self) -> bool:
        """Tell whether the tenderers state quantities somewhere."""
        return any(line.is_cost for line in self.lines)

    @property
    def has_options(self) -> bool:
        """Tell whether there are options."""
        return any(line.is_option for line in self.lines)


def line_total(row: PriceRow, figure: Decimal) -> Decimal:
    """Give what a line comes to, exact, in the currency that the figure is given in.

    ``volume x unit price x years``; a line of the buyer's own cost ``volume x quantity x years x the cost of one``.
    """
    with localcontext() as context:
        context.prec = _DIGITS
        return row.times * figure * (Decimal(1) if row.unit_cost is None else row.unit_cost)


def converted(amount: Decimal, rate: Decimal) -> Decimal:
    """Give an amount in the procurement's own currency.

    Units: exact at a rate of one, else rounded to two decimals, halves upwards.
    """
    if rate == 1:
        return amount
    with localcontext() as context:
        context.prec = _DIGITS
        return (amount * rate).quantize(CENT, rounding=ROUND_HALF_UP)


def line_content(row: PriceRow) -> dict[str, Any]:
    """Give a line as publication fixes it; what a line does not use is not written, so that old digests stand."""
    content: dict[str, Any] = {
        "key": row.key,
        "title": row.title,
        "unit": row.unit,
        "volume": written(row.volume),
        "period": row.period,
        "years": row.years,
        "note": row.note,
    }
    if row.unit_cost is not None:
        content |= {"kind": row.kind, "unit_cost": written(row.unit_cost), "cost_source": row.cost_source}
    if row.is_option:
        content["option"] = "counts" if row.counts else "outside"
    return content


def rules_content(rules: PriceRules) -> dict[str, Any]:
    """Give all that is fixed beside the lines; empty where the form only asks for unit prices."""
    content: dict[str, Any] = {}
    if rules.sums != "none":
        content["sums"] = rules.sums
    if rules.rates:
        content["currencies"] = [
            {
                "currency": each.currency,
                "rate": written(each.rate),
                "rate_on": each.rate_on,
                "source": each.source,
            }
            for _key, each in sorted(rules.rates.items())
        ]
    if rules.assumptions:
        content["assumptions"] = [
            {"title": each.title, "figure": written(each.figure), "unit": each.unit, "source": each.source}
            for each in rules.assumptions
        ]
    return content
