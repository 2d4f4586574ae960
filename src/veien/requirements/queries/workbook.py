"""The specification as a workbook, and a workbook read back: the same columns both ways."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from veien.documents.actions import build_workbook
from veien.documents.queries import CellFault, ReadTable, read_meta, read_table, sheet_names
from veien.documents.rules import Column, ReadRow, Sheet
from veien.foundation import clock
from veien.needs.queries import need_choices
from veien.requirements.models import Requirement
from veien.requirements.queries.content import FORMAT, written_rows
from veien.requirements.rules import COMPARED, LONGEST, Written
from veien.road.queries import Procurement

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 5000
SPARE_ROWS = 100
_LANGUAGES = ("nb", "sv", "da", "en")
_NEED = re.compile(r"B\s*[-–]?\s*0*(\d{1,9})", re.IGNORECASE)


def columns() -> tuple[Column, ...]:
    """Give the columns of the workbook, in the language that is active when it is built or read."""
    return (*_naming(), *_choosing(), *_answering())


def _naming() -> tuple[Column, ...]:
    return (
        Column(
            "ref",
            _("Reference"),
            width=11,
            unique=True,
            longest=LONGEST["ref"],
            help=_("Names the requirement. Leave it empty in a new row to get the next free one."),
        ),
        Column(
            "section",
            _("Section"),
            width=22,
            required=True,
            longest=120,
            help=_("A title that is not there yet makes a new section."),
        ),
        Column("title", _("Title"), width=34, required=True, longest=LONGEST["title"]),
        Column("text", _("Text"), width=60, longest=LONGEST["text"]),
    )


def _choosing() -> tuple[Column, ...]:
    obligations, kinds = _choices(Requirement.Obligation.choices), _choices(Requirement.Kind.choices)
    categories, answers = _choices(Requirement.Category.choices), _choices(Requirement.Answer.choices)
    kind = _("Kind of requirement")
    return (
        Column("obligation", _("Obligation"), kind="choice", width=12, required=True, choices=obligations),
        Column("kind", kind, kind="choice", width=13, required=True, choices=kinds),
        Column("category", _("Category"), kind="choice", width=17, required=True, choices=categories),
        Column("answer", _("How to answer"), kind="choice", width=14, choices=answers),
    )


def _answering() -> tuple[Column, ...]:
    return (
        Column("unit", _("Unit"), width=12, longest=LONGEST["unit"]),
        Column("evidence", _("Evidence asked for"), width=36, longest=LONGEST["evidence"]),
        Column(
            "needs",
            _("Needs"),
            width=18,
            longest=2000,
            help=_("Numbers of the needs that the requirement answers, such as B-01, B-07."),
        ),
    )


def _choices(pairs: Iterable[tuple[Any, Any]]) -> tuple[tuple[str, object], ...]:
    return tuple((str(value), label) for value, label in pairs)


def sheet_name() -> str:
    """Give the name of the sheet in the active language."""
    return gettext("Requirements")


def build_requirements_workbook(procurement: Procurement) -> bytes:
    """Write the whole specification as a workbook that can be changed and taken in again."""
    rows = [{**each.as_mapping(), "needs": ", ".join(each.needs)} for each in written_rows(procurement)]
    sheet = Sheet(
        name=sheet_name(),
        title=gettext("Requirements: %(procurement)s") % {"procurement": procurement.title},
        notes=(
            gettext(
                "Change the rows, or add new ones below. Rows deleted here stay in Veien unless you choose otherwise."
            ),
            gettext(
                "Upload the file again under Requirements, Excel. You see every change before it is made."
            ),
        ),
        columns=columns(),
        rows=rows,
        spare_rows=SPARE_ROWS,
        meta={"form": FORMAT, "procurement": str(procurement.public_id)},
    )
    return build_workbook([sheet], at=clock.now(), title=str(sheet.title))


@dataclass(frozen=True)
class ReadWorkbook:
    """What a workbook says: its rows, the faults in it, and the procurement that it was written from, if any."""

    rows: tuple[Written, ...]
    faults: tuple[CellFault, ...]
    made_from: str


def read_requirements_workbook(procurement: Procurement, data: bytes) -> ReadWorkbook:
    """Read a workbook cell by cell.

    Raises: CannotRead if the file as a whole cannot be read.
    """
    table = read_table(data, sheet=_sheet_in(data), columns=columns(), most_rows=MOST_ROWS)
    known = {each.ref for each in need_choices(procurement)}
    faults = list(table.faults)
    rows: list[Written] = []
    seen: dict[str, str] = {}
    for row in table.rows:
        faults += _faults_in(table, row, seen)
        needs, wrong = _needs_in(str(row.values["needs"] or ""), known)
        if wrong:
            faults.append(
                table.fault(
                    row.cells["needs"],
                    gettext("There is no need called %(names)s in this procurement.")
                    % {"names": ", ".join(wrong)},
                    gettext("Write numbers of needs, such as B-01, B-07, or leave the cell empty."),
                )
            )
        values = {field: _tidy(field, row.values[field]) for field in COMPARED if field != "needs"}
        rows.append(Written.from_mapping({**values, "needs": needs}))
    if not table.rows and not faults:
        faults.append(
            table.fault("", gettext("The sheet has no requirements."), gettext("Fill in at least one row."))
        )
    return ReadWorkbook(tuple(rows), tuple(faults), table.meta.get("procurement", ""))


def _sheet_in(data: bytes) -> str:
    """Find the sheet with the requirements: the one Veien wrote, the one that is called so, or the only one."""
    for name, meta in read_meta(data).items():
        if meta.get("form") == FORMAT:
            return name
    names = sheet_names(data)
    wanted = []
    for language in _LANGUAGES:
        with override(language):
            wanted.append(sheet_name().casefold())
    called = [name for name in names if name.casefold() in wanted]
    if called:
        return called[0]
    return names[0] if len(names) == 1 else sheet_name()


def _faults_in(table: ReadTable, row: ReadRow, seen: dict[str, str]) -> list[CellFault]:
    """Find references that differ only in small and capital letters; equal ones the reader has found itself."""
    ref = _tidy("ref", row.values["ref"])
    if not ref:
        return []
    first = seen.setdefault(ref.casefold(), ref)
    if first == ref:
        return []
    return [
        table.fault(
            row.cells["ref"],
            gettext("“%(ref)s” and “%(other)s” differ only in small and capital letters.")
            % {"ref": ref, "other": first},
            gettext("Change one of them."),
        )
    ]


def _tidy(field: str, value: object) -> str:
    text = str(value or "")
    return text if field in ("text", "evidence") else " ".join(text.split())


def _needs_in(text: str, known: set[str]) -> tuple[tuple[str, ...], list[str]]:
    """Read the numbers of needs in a cell; give those that are known, in order, and the words that are not."""
    found: set[int] = set()
    wrong: list[str] = []
    for word in re.split(r"[,;\n]+|\s+(?=[Bb])", text):
        if not word.strip():
            continue
        number = _NEED.fullmatch(word.strip())
        if number and f"B-{int(number[1]):02d}" in known:
            found.add(int(number[1]))
        else:
            wrong.append(word.strip())
    return tuple(f"B-{number:02d}" for number in sorted(found)), wrong
