"""Needs in Excel: the form that is filled in, and what a filled-in form says."""

from __future__ import annotations

from typing import cast

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from veien.documents import actions as documents
from veien.documents.queries import CannotRead, CellFault, read_table, sheet_names
from veien.documents.rules import Column, Sheet
from veien.foundation import clock
from veien.needs.models import Need, UserStory
from veien.needs.queries import NeedRow
from veien.needs.queries.connections import connections_of
from veien.needs.queries.inquiries import grounds_of
from veien.needs.queries.personas import stories_of
from veien.needs.rules import FIELDS, NeedWords, cleaned
from veien.road.queries import Procurement

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

COLUMNS = (
    Column("title", gettext_lazy("The need in short"), width=36, required=True, longest=120),
    Column("statement", gettext_lazy("The need in full"), width=60, longest=4000),
    Column("holder", gettext_lazy("Who has the need"), width=26, longest=120),
    Column("area", gettext_lazy("Area"), width=18, longest=60),
    Column(
        "horizon",
        gettext_lazy("Horizon"),
        kind="choice",
        width=14,
        choices=tuple((str(value), label) for value, label in Need.Horizon.choices),
    ),
    Column(
        "evidence_kind",
        gettext_lazy("What it rests on"),
        kind="choice",
        width=18,
        choices=tuple((str(value), label) for value, label in Need.EvidenceKind.choices),
    ),
    Column("evidence", gettext_lazy("Which interview, workshop or source"), width=36, longest=300),
    Column("quote", gettext_lazy("In somebody's own words"), width=44, longest=1000),
)


def empty_form() -> bytes:
    """Make the workbook that is filled in and brought back, in the reader's language."""
    sheet = Sheet(
        name=_("Needs"),
        title=_("Needs to import"),
        columns=COLUMNS,
        notes=(
            _("One need on each row. Only the first column must be filled in."),
            _("Nothing is kept before you have seen and approved what was read."),
        ),
        spare_rows=200,
    )
    return documents.build_workbook([sheet], at=clock.now())


def list_as_workbook(procurement: Procurement, rows: list[NeedRow]) -> bytes:
    """Write a list of needs as a workbook: what each rests and hangs on, and the stories. Three queries."""
    number = Column("number", _("Number"), kind="readonly", width=10)
    needs = [{"number": each.ref, **{key: getattr(each, key) for key in FIELDS}} for each in rows]
    sheets = [Sheet(name=_("Needs"), title=_("Needs"), columns=(number, *COLUMNS), rows=needs)]
    held = _held_sheet(procurement, rows)
    if held.rows:
        sheets.append(held)
    stories = stories_of(procurement)
    if stories:
        sheets.append(_stories_sheet(stories))
    return documents.build_workbook(sheets, at=clock.now())


def _held_sheet(procurement: Procurement, rows: list[NeedRow]) -> Sheet:
    grounds = grounds_of(procurement, [each.pk for each in rows])
    hangs: dict[int, list[str]] = {}
    for each in connections_of(procurement):
        hangs.setdefault(each.need_id, []).append(str(each.on) if each.on else each.outside)
    columns = (
        Column("need", _("Need"), kind="readonly", width=36),
        Column("inquiries", _("Conversations and observations it rests on"), kind="readonly", width=44),
        Column("hangs_on", _("Hangs on"), kind="readonly", width=44),
    )
    words = [
        {
            "need": f"{row.ref} {row.title}",
            "inquiries": ", ".join(f"{each.ref} {each.title}" for each in grounds.get(row.pk, [])),
            "hangs_on": ", ".join(hangs.get(row.pk, [])),
        }
        for row in rows
        if row.pk in grounds or row.pk in hangs
    ]
    return Sheet(name=_("Connections"), title=_("Horizon and connections"), columns=columns, rows=words)


def _stories_sheet(stories: list[UserStory]) -> Sheet:
    heads = (("who", _("As"), 24), ("wants", _("I want"), 44), ("so_that", _("so that"), 44))
    columns = [Column(key, title, kind="readonly", width=width) for key, title, width in heads]
    columns += [Column("persona", _("Persona"), kind="readonly", width=24)]
    columns += [Column("need", _("Need"), kind="readonly", width=36)]
    rows = [
        {
            "who": each.as_who,
            "wants": each.wants,
            "so_that": each.so_that,
            "persona": each.persona.name if each.persona else "",
            "need": str(each.need) if each.need else "",
        }
        for each in stories
    ]
    return Sheet(name=_("User stories"), title=_("User stories"), columns=tuple(columns), rows=rows)


def read_form(data: bytes, *, most_rows: int) -> tuple[list[NeedWords], tuple[CellFault, ...]]:
    """Read a filled-in form: the needs in it, and what is wrong in single cells.

    Raises: CannotRead if the file as a whole cannot be read.
    """
    names = sheet_names(data)
    wanted = _("Needs")
    sheet = wanted if wanted in names or not names else names[0]
    table = read_table(data, sheet=sheet, columns=COLUMNS, most_rows=most_rows)
    if not table.rows and not table.faults:
        raise CannotRead(
            [table.fault("", _("There is no need in the sheet."), _("Fill in at least one row."))]
        )
    rows = [cast(NeedWords, cleaned({key: row.values[key] or "" for key in FIELDS})) for row in table.rows]
    return rows, table.faults
