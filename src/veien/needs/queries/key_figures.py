"""Reading key figures: the list, what they become in later years, and their drawing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from uuid import UUID

from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from veien.documents import actions as documents
from veien.documents.rules import Column, Sheet
from veien.foundation import clock
from veien.needs.models import KeyFigure
from veien.needs.rules.figures import Growth, projected_value, years_ahead
from veien.needs.rules.mapping import plain_number
from veien.road.queries import Procurement
from veien.web.rules.charts import Axis, LineSeries, Twin, line, line_twin
from veien.web.rules.numbers import written_number

__all__ = ["KeyFigure"]


def key_figures_of(procurement: Procurement) -> list[KeyFigure]:
    """Give a procurement's key figures in their order. One query."""
    rows = list(KeyFigure.objects.filter(procurement=procurement).order_by("position", "pk"))
    for each in rows:
        each.procurement = procurement
    return rows


def figure_for(procurement: Procurement, public_id: UUID) -> KeyFigure:
    """Give one key figure of a procurement that the caller has already been let into.

    Raises: Http404 if the procurement has no such figure.
    """
    found = KeyFigure.objects.filter(procurement=procurement, public_id=public_id).first()
    if found is None:
        raise Http404
    found.procurement = procurement
    return found


def growth_of(figure: KeyFigure) -> Growth:
    """Give how a key figure moves."""
    years = figure.table.get("years", {})
    return Growth(
        value=figure.value,
        year=figure.year,
        percent=figure.growth_percent,
        table={int(year): Decimal(people) for year, people in years.items()},
    )


def projected(figure: KeyFigure, year: int) -> Decimal | None:
    """Give what a key figure is projected to be in a year; None where nothing tells."""
    return projected_value(growth_of(figure), year)


@dataclass(frozen=True)
class Outlook:
    """A key figure year by year, as figures and as people read them."""

    years: tuple[tuple[int, Decimal], ...]
    texts: tuple[str, ...]

    @property
    def last(self) -> tuple[int, Decimal] | None:
        """Give the last year and its figure, where it is not the first."""
        return self.years[-1] if len(self.years) > 1 else None


def outlook_of(figure: KeyFigure) -> Outlook:
    """Carry a key figure forward, year by year."""
    growth = growth_of(figure)
    found = [(year, projected_value(growth, year)) for year in years_ahead(growth, figure.until)]
    years = tuple((year, value) for year, value in found if value is not None)
    return Outlook(years, tuple(shown(value, figure) for _year, value in years))


def shown(value: Decimal, figure: KeyFigure) -> str:
    """Write a figure as people read it: with as many decimals as it was given with."""
    exponent = (plain_number(figure.value) or Decimal(0)).as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    return written_number(value, get_language() or "nb", places=places)


def chart_of(figure: KeyFigure, outlook: Outlook) -> tuple[str, Twin]:
    """Draw a key figure as a line, with the table that says the same."""
    texts = tuple(str(year) for year, _value in outlook.years)
    one = LineSeries(figure.title, outlook.years, outlook.texts)
    step = max(1, len(texts) // 8)
    ticks = tuple((year, str(year)) for year, _value in outlook.years[::step])
    drawn = line(
        [one],
        x_axis=Axis(_("Year"), ticks),
        y_axis=Axis(figure.unit or figure.title, _ticks(outlook)),
        title=figure.title,
        desc="; ".join(f"{year} {text}" for year, text in zip(texts, outlook.texts, strict=True)),
        key=f"figure-{figure.pk}",
    )
    return drawn, line_twin([one], x_title=_("Year"), x_texts=texts)


def _ticks(outlook: Outlook) -> tuple[tuple[Decimal, str], ...]:
    most = max(value for _year, value in outlook.years)
    if not most:
        return ((Decimal(0), "0"), (Decimal(1), "1"))
    magnitude = Decimal(10) ** most.adjusted()
    step = next(magnitude * part for part in _STEPS if magnitude * part * 5 >= most)
    count = int((most / step).to_integral_value(ROUND_HALF_EVEN)) + (1 if most % step else 0)
    language = get_language() or "nb"
    marks = [step * number for number in range(max(count, 1) + 1)]
    return tuple((mark, written_number(plain_number(mark), language)) for mark in marks)


_STEPS = (Decimal("0.2"), Decimal("0.5"), Decimal(1), Decimal(2))


def as_workbook(figures: list[KeyFigure]) -> bytes:
    """Write key figures and their projections as a workbook, in the reader's language."""
    number = {"kind": "number", "width": 16}
    columns = (
        Column("title", _("What is counted"), width=40),
        Column("unit", _("Unit"), width=16),
        Column("value", _("Figure"), **number),  # type: ignore[arg-type]
        Column("year", _("Year"), kind="number", decimals=0, width=8),
        Column("source", _("Source"), width=50),
        Column("growth", _("Growth in percent a year"), **number),  # type: ignore[arg-type]
        Column("table_source", _("Source of the table"), width=50),
    )
    ahead = (columns[0], columns[3], columns[2])
    rows = [
        {
            "title": each.title,
            "unit": each.unit,
            "value": plain_number(each.value),
            "year": each.year,
            "source": each.source,
            "growth": plain_number(each.growth_percent),
            "table_source": each.table_source,
        }
        for each in figures
    ]
    later = [
        {"title": each.title, "year": year, "value": value.quantize(Decimal("0.0001"), ROUND_HALF_EVEN)}
        for each in figures
        for year, value in outlook_of(each).years
    ]
    title, projection = _("Key figures"), _("Projection")
    sheets = [
        Sheet(name=title, title=title, columns=columns, rows=rows),
        Sheet(name=projection, title=projection, columns=ahead, rows=later),
    ]
    return documents.build_workbook(sheets, at=clock.now())
