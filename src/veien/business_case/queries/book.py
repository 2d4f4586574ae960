"""The assumption book as a list, as a workbook, and read from one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from veien.business_case.models import Assumption, BusinessCase, Line, Quantity
from veien.business_case.queries.things import assumptions_of
from veien.business_case.rules.words import AssumptionWords
from veien.documents import actions as documents
from veien.documents.queries import CellFault, read_table
from veien.documents.rules import Column, Sheet
from veien.foundation import clock

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_READ = 1000
SPARE = 30
COLUMNS = (
    Column("title", gettext_lazy("What is assumed"), width=44, required=True, longest=160, unique=True),
    Column("figure", gettext_lazy("Figure"), kind="number", decimals=4, required=True, width=16),
    Column("unit", gettext_lazy("Unit"), width=18, longest=60),
    Column("source", gettext_lazy("Source"), width=50, longest=300),
    Column("checked_on", gettext_lazy("Checked on"), kind="date", width=14),
    Column("note", gettext_lazy("Remark"), width=40, longest=2000),
)


@dataclass
class BookRow:
    """A figure of the book with what takes its figure from there."""

    assumption: Assumption
    used_by: list[str] = field(default_factory=list)


def rows_of(case: BusinessCase) -> list[BookRow]:
    """Give the book with what rests on each figure. Three queries."""
    rows = {each.pk: BookRow(each) for each in assumptions_of(case)}
    drivers = Quantity.objects.filter(case=case).exclude(assumption=None)
    for pk, key in drivers.order_by("position").values_list("assumption_id", "key"):
        rows[pk].used_by.append(key)
    lines = Line.objects.filter(alternative__case=case).exclude(assumption=None)
    for pk, title in lines.order_by("position").values_list("assumption_id", "title"):
        if title not in rows[pk].used_by:
            rows[pk].used_by.append(title)
    return list(rows.values())


def as_workbook(case: BusinessCase) -> bytes:
    """Give the book as a workbook with blank rows to fill in."""
    rows = tuple(
        {
            "title": each.title,
            "figure": each.figure,
            "unit": each.unit,
            "source": each.source,
            "checked_on": each.checked_on,
            "note": each.note,
        }
        for each in assumptions_of(case)
    )
    sheet = Sheet(
        name=sheet_name(),
        title=_("Assumptions: %(title)s") % {"title": case.procurement.title},
        notes=(_("Fill in one figure on each row, and read the file back in Veien under Assumptions."),),
        columns=COLUMNS,
        rows=rows,
        spare_rows=SPARE,
    )
    title = _("Assumptions")
    return documents.build_workbook(
        [sheet], at=clock.now(), title=title, language=(get_language() or "nb")[:2]
    )


def sheet_name() -> str:
    """Give the name of the sheet that the book stands on."""
    return str(_("Assumptions"))


def read_workbook(data: bytes) -> tuple[list[AssumptionWords], tuple[CellFault, ...]]:
    """Read figures from a workbook: the sheet of the book, or the first one that there is.

    Raises: CannotRead for a file that is no workbook, or has no such table.
    """
    from veien.documents.queries import sheet_names

    names = sheet_names(data)
    name = next((each for each in names if each == sheet_name()), names[0] if names else sheet_name())
    table = read_table(data, sheet=name, columns=COLUMNS, most_rows=MOST_READ, extra="ignore")
    if table.faults:
        return [], tuple(table.faults)
    return [_words(row.values) for row in table.rows], ()


def _words(values: Any) -> AssumptionWords:
    names = ("title", "figure", "unit", "source", "checked_on", "note")
    return {name: values[name] for name in names}  # type: ignore[return-value]


def words_from(other: BusinessCase) -> list[AssumptionWords]:
    """Give the book of another procurement as it is taken over: with its sources, and where it was taken from."""
    return [
        {
            "title": each.title,
            "figure": each.figure,
            "unit": each.unit,
            "source": each.source,
            "checked_on": each.checked_on,
            "note": each.note,
            "origin": each.origin or other.procurement.title[:200],
        }
        for each in assumptions_of(other)
    ]
