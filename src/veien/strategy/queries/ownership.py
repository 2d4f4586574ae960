"""What owning, renting and leasing cost over the years of the business case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from veien.business_case.queries import BusinessCase, case_of
from veien.strategy.models import OwnershipLine
from veien.strategy.queries.pack import pack
from veien.strategy.queries.strategy import Strategy
from veien.strategy.rules import WAYS, Consequence, Cost, NetCost, Terms, cheapest, net_cost, rounded
from veien.web.rules.charts import BarRow, bar
from veien.web.rules.numbers import written_money, written_number

if TYPE_CHECKING:
    from veien.road.queries import Procurement


def reckoned(case: BusinessCase, costs: Iterable[OwnershipLine]) -> dict[str, NetCost]:
    """Reckon every way that has a cost, in the order own, rent, lease."""
    terms = Terms(
        case.years, case.discount_rate, case.discounting == BusinessCase.Discounting.FIRST_DISCOUNTED
    )
    kept = list(costs)
    found = {}
    for way in WAYS:
        own = [
            Cost(each.title, each.amount, each.first_year, each.last_year) for each in kept if each.way == way
        ]
        if own:
            found[way] = net_cost(own, terms)
    return found


def reckoned_for(procurement: Procurement, costs: Iterable[OwnershipLine]) -> dict[str, NetCost]:
    """Reckon every way by the business case of a procurement; nothing where none is begun. One query."""
    case = case_of(procurement)
    return {} if case is None else reckoned(case, costs)


@dataclass(frozen=True)
class ShownWay:
    """A way of having the equipment as the page shows it.

    Units: money in the currency of the case, to two decimals; ``present`` is worth today.
    """

    key: str
    title: str
    consequence: Consequence
    costs: tuple[tuple[OwnershipLine, Decimal | None], ...]
    present: Decimal | None
    paid: Decimal | None
    years: tuple[tuple[int, Decimal, str, Decimal], ...]
    is_cheapest: bool


def shown_ways(found: Strategy, ways: dict[str, NetCost], case: BusinessCase | None) -> list[ShownWay]:
    """Give every way with its costs and how its net present cost comes about, year by year. No queries."""
    least = cheapest(ways) if len(ways) > 1 else ()
    shown = []
    for key, label in OwnershipLine.Way.choices:
        net = ways.get(key)
        own = [each for each in found.costs if each.way == key]
        worths = [rounded(worth) for _cost, worth in net.lines] if net else [None] * len(own)
        years = [
            (_calendar(case, year.number), rounded(year.paid), _factor(year.factor), rounded(year.worth))
            for year in (net.years if net else ())
        ]
        shown.append(
            ShownWay(
                key=key,
                title=str(label),
                consequence=pack().ownership[key],
                costs=tuple(zip(own, worths, strict=True)),
                present=rounded(net.present) if net else None,
                paid=rounded(net.paid) if net else None,
                years=tuple(years),
                is_cheapest=key in least,
            )
        )
    return shown


def _calendar(case: BusinessCase | None, year: int) -> int:
    return year + (case.start_year if case is not None else 0)


def _factor(value: Fraction) -> str:
    """Write what one unit of money is worth today, to six decimals."""
    return written_number(Decimal(round(value * 10**6)).scaleb(-6), get_language() or "nb", places=6)


def bars_of(ways: dict[str, NetCost], currency: str, language: str) -> str:
    """Draw the net present cost of every way that has costs."""
    if not ways:
        return ""
    names = dict(OwnershipLine.Way.choices)
    rows = [
        BarRow(
            str(names[key]),
            float(each.present),
            written_money(round(rounded(each.present)), currency, language),
        )
        for key, each in ways.items()
    ]
    said = "; ".join(f"{row.label}: {row.text}" for row in rows)
    return bar(rows, title=_("Net present cost"), desc=said, key="strategy-ownership")
