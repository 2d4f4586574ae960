"""Key figures of the needs as drivers: what they become in the years of the case, and whether they have moved since."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from veien.business_case.models import BusinessCase, Quantity
from veien.needs.queries.key_figures import KeyFigure, key_figures_of, projected
from veien.needs.rules.mapping import plain_number
from veien.web.rules.numbers import written_number

LONGEST_SOURCE = 300


@dataclass(frozen=True)
class FigureRow:
    """A key figure beside the years of a case: what it is in the first and in the last, None where nothing tells.

    Units: ``growth`` is percent a year on average from the first to the last year, to two decimals.
    """

    figure: KeyFigure
    first: Decimal | None
    last: Decimal | None
    growth: Decimal | None


@dataclass(frozen=True)
class Behind:
    """The key figure that a driver was taken from, and what it says now of the same year."""

    figure: KeyFigure
    year: int
    now: Decimal | None
    differs: bool


def figures_for(case: BusinessCase) -> list[FigureRow]:
    """Give the key figures of the procurement, with what they become in the years of the case. One query."""
    first, last = case.start_year, case.start_year + case.years
    return [_row(each, first, last) for each in key_figures_of(case.procurement)]


def _row(figure: KeyFigure, first: int, last: int) -> FigureRow:
    start, end = value_in(figure, first), value_in(figure, last)
    growth = None
    if start and end and start > 0 and end > 0 and last > first:
        share = (end / start) ** (Decimal(1) / (last - first)) - 1
        growth = round(share * 100, 2)
    return FigureRow(figure, start, end, growth)


def value_in(figure: KeyFigure, year: int) -> Decimal | None:
    """Give what a key figure is in a year, with as many decimals as it was written with; None where nothing tells."""
    value = projected(figure, year)
    if value is None:
        return None
    exponent = (plain_number(figure.value) or Decimal(0)).as_tuple().exponent
    return round(value, max(0, -exponent) if isinstance(exponent, int) else 0)


def words_of(figure: KeyFigure, year: int) -> dict[str, Any]:
    """Give what a driver says that is taken from a key figure.

    Raises: ValueError if nothing tells what the figure is in that year.
    """
    value = value_in(figure, year)
    if value is None:
        raise ValueError(f"Nothing tells what {figure} is in {year}.")
    return {
        "number": value,
        "key_figure": figure,
        "key_figure_year": year,
        "unit": figure.unit,
        "source": _source(figure, year)[:LONGEST_SOURCE],
    }


def _source(figure: KeyFigure, year: int) -> str:
    source = f"{figure.source} ({figure.year})"
    if year == figure.year:
        return source
    if figure.table:
        return _("%(source)s; carried to %(year)s by %(table)s") % {
            "source": source,
            "year": year,
            "table": figure.table_source,
        }
    growth = written_number(plain_number(figure.growth_percent), (get_language() or "nb")[:2])
    return _("%(source)s; carried to %(year)s by %(growth)s percent a year") % {
        "source": source,
        "year": year,
        "growth": growth,
    }


def behind(quantity: Quantity) -> Behind | None:
    """Say which key figure a driver was taken from, and whether it says the same now; None for any other driver."""
    figure, year = quantity.key_figure, quantity.key_figure_year
    if figure is None or year is None or quantity.number is None:
        return None
    now = value_in(figure, year)
    return Behind(figure, year, now, now != quantity.number)
