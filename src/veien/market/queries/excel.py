"""Lists as workbooks. What is confidential, and addresses that open somebody's own page, are never in them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from veien.documents import actions as documents
from veien.documents.rules import Column, Sheet
from veien.foundation import clock
from veien.market.models import Registration
from veien.market.queries.kinds import Kind, label_of, shown

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def rows_as_workbook(kind: Kind, rows: list[Any]) -> bytes:
    """Write the rows of a kind as a workbook, in the reader's language."""
    columns = (
        Column("ref", _("Number"), kind="readonly", width=10),
        *(Column(each, label_of(kind.model, each), width=34) for each in kind.fields),
    )
    lines = [
        {"ref": row.ref, **{each: shown(row, each) for each in kind.fields}}
        for row in rows
        if not getattr(row, "is_confidential", False)
    ]
    sheet = Sheet(name=_sheet_name(str(kind.title)), title=str(kind.title), columns=columns, rows=lines)
    return documents.build_workbook([sheet], at=clock.now())


def people_as_workbook(rows: list[Registration]) -> bytes:
    """Write who is registered as a workbook."""
    words = ("firm", "org_number", "name", "email", "note")
    columns = (
        Column("ref", _("Number"), kind="readonly", width=10),
        *(Column(each, label_of(Registration, each), width=30) for each in words),
        Column("activities", _("Takes part in"), width=40),
    )
    lines = [
        {
            "ref": row.ref,
            **{each: shown(row, each) for each in words},
            "activities": ", ".join(str(each) for each in row.activities.all()),
        }
        for row in rows
        if row.cancelled_at is None
    ]
    title = _("Participants")
    return documents.build_workbook(
        [Sheet(name=_sheet_name(title), title=title, columns=columns, rows=lines)], at=clock.now()
    )


def _sheet_name(title: str) -> str:
    return title[:31]
