"""What is wrong with a workbook, said in the reader's language with the cell and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from veien.documents.rules import Problem

_SAVE_AS_XLSX = _("Save it as an Excel workbook (.xlsx) and upload that.")
_DOWNLOAD_AGAIN = _("Download the form again, and copy your answers into it as values.")
_WRITE_VALUE = _("Write the value itself in the cell.")
_ONLY_NUMBER = _("Write only the number, such as 1250000 or 1250000,50, without unit or currency.")

_SENTENCES: Mapping[str, tuple[object, object]] = {
    "empty_file": (_("The file is empty."), _("Choose the file again, and see that it is saved first.")),
    "file_too_large": (
        _("The file is larger than %(megabytes)s MB, which is the most that is read."),
        _("Remove pictures and other sheets, or split the file."),
    ),
    "not_excel": (_("This is not an Excel workbook of the kind .xlsx."), _SAVE_AS_XLSX),
    "old_excel": (_("This is a workbook of the old kind .xls."), _SAVE_AS_XLSX),
    "password": (
        _("The workbook is locked with a password, so it cannot be read."),
        _("Save it without a password."),
    ),
    "macros": (_("The workbook holds macros, and those are not let in."), _SAVE_AS_XLSX),
    "active_content": (
        _("The workbook holds embedded objects or controls, and those are not let in."),
        _("Remove the objects, or copy the values into a form downloaded afresh."),
    ),
    "external_links": (_("The workbook fetches values from other files or from the net."), _DOWNLOAD_AGAIN),
    "damaged": (
        _("The workbook is damaged and cannot be read."),
        _("Open it in Excel, save it anew and upload that."),
    ),
    "bomb": (
        _("The file unpacks to far more than a form can hold, and was therefore not opened."),
        _DOWNLOAD_AGAIN,
    ),
    "too_heavy": (
        _("The workbook takes too much memory or time to read, and was therefore put away."),
        _DOWNLOAD_AGAIN,
    ),
    "wrong_sheet": (
        _("The workbook has no sheet named “%(wanted)s”. It has: %(names)s."),
        _("Give the sheet its name back, or download the form again."),
    ),
    "sheet_hidden": (_("The sheet is hidden."), _("Show the sheet, and check what is in it.")),
    "hidden_sheet": (
        _("The workbook has a hidden sheet with content, “%(name)s”."),
        _("Show the sheet and delete it, so that everyone sees all that is handed in."),
    ),
    "too_many_rows": (
        _("The sheet has more than %(most)s rows, which is the most that is read."),
        _("Split it into several files, or delete the rows that are not part of the form."),
    ),
    "too_many_columns": (
        _("The sheet has content in more than %(most)s columns."),
        _("Delete the columns that are not part of the form."),
    ),
    "too_spread": (
        _("The sheet has content very far down or far to the right."),
        _("Delete what stands outside the form."),
    ),
    "no_header": (
        _("The row with the column headings was not found. These headings are looked for: %(columns)s."),
        _("Put the headings back as they were in the form."),
    ),
    "missing_column": (
        _("The column “%(column)s” is missing."),
        _("Put the column back with this heading. The order of columns does not matter."),
    ),
    "column_twice": (_("The column “%(column)s” is there twice."), _("Keep one of them.")),
    "unknown_column": (
        _("The column “%(column)s” is not part of the form."),
        _("Delete the column, or move what it says to a column of the form."),
    ),
    "beside_table": (
        _("Something is written beside the table, under no heading."),
        _("Delete it, or move it to a column of the form."),
    ),
    "merged_cells": (_("Cells are merged."), _("Split the cells, so that each holds its own value.")),
    "hidden_rows": (
        _("Rows with content are hidden."),
        _("Clear filters and show all rows, and check them."),
    ),
    "hidden_columns": (_("Columns with content are hidden."), _("Show all columns, and check them.")),
    "formula": (_("The cell holds a formula; only values are read."), _WRITE_VALUE),
    "error_value": (_("The cell shows an error instead of a value."), _WRITE_VALUE),
    "empty_cell": (_("“%(column)s” is not filled in."), _("Fill in the cell.")),
    "not_number": (_("“%(value)s” cannot be read as a number."), _ONLY_NUMBER),
    "ambiguous_number": (
        _("“%(value)s” can be read in two ways: as thousands, or as a number with three decimals."),
        _("Write a thousand without a separator, such as 1250."),
    ),
    "number_too_large": (_("The number %(value)s is too large."), _ONLY_NUMBER),
    "too_many_decimals": (
        _("The number %(value)s has more decimals than the %(decimals)s that “%(column)s” can have."),
        _("Round the number yourself; it is not rounded for you."),
    ),
    "number_below": (
        _("The number %(value)s is below the lowest that is possible, %(least)s."),
        _("Correct it."),
    ),
    "number_above": (
        _("The number %(value)s is above the highest that is possible, %(most)s."),
        _("Correct it."),
    ),
    "not_date": (_("“%(value)s” cannot be read as a date."), _("Write the date as 2026-03-31 or 31.3.2026.")),
    "date_in_text": (
        _("The cell holds a date where text is asked for; Excel may have made it one by itself."),
        _("Set the format of the cell to Text, and write the text again."),
    ),
    "not_text": (
        _("The cell holds something else than text."),
        _("Set the format of the cell to Text, and write it."),
    ),
    "unseen_letters": (
        _("The text holds characters that cannot be seen (%(letters)s)."),
        _("Write the text again, or paste it without formatting."),
    ),
    "too_long": (
        _("The text has %(length)s characters; “%(column)s” has room for %(longest)s."),
        _("Shorten it, or hand the rest in as an attachment."),
    ),
    "wrong_choice": (
        _("“%(value)s” is not one of the choices: %(choices)s."),
        _("Choose from the list in the cell."),
    ),
    "same_twice": (
        _("“%(value)s” also stands in cell %(other)s, and may stand only once in “%(column)s”."),
        _("Change one of them."),
    ),
}


@dataclass(frozen=True)
class CellFault:
    """One fault: where it is, what is wrong and how to mend it, in the language that is active."""

    sheet: str
    cell: str
    code: str
    said: object = ""
    advised: object = ""
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def what(self) -> str:
        """Say what is wrong."""
        if not self.params:
            return str(self.said)
        return str(self.said) % {name: _spelled(value) for name, value in self.params.items()}

    @property
    def mend(self) -> str:
        """Say how to mend it."""
        return str(self.advised)

    @property
    def where(self) -> str:
        """Say where it is: ``Prices, C14``."""
        return ", ".join(part for part in (self.sheet, self.cell) if part)

    def __str__(self) -> str:
        return " ".join(f"{f'{self.where}: ' if self.where else ''}{self.what} {self.mend}".split())


def _spelled(value: object) -> object:
    # A number is shown with the decimal sign of the reader's language, as Excel shows it.
    return number_format(value, use_l10n=True) if isinstance(value, Decimal) else value


class CannotRead(ValueError):
    """The workbook cannot be used as it stands; ``faults`` lists everything found wrong."""

    def __init__(self, faults: Iterable[CellFault]) -> None:
        self.faults = tuple(faults)
        super().__init__()

    def __str__(self) -> str:
        return "\n".join(map(str, self.faults))


def fault_of(problem: Problem) -> CellFault:
    """Give the sentences for a problem that the rules found."""
    said, advised = _SENTENCES[problem.code]
    return CellFault(problem.sheet, problem.cell, problem.code, said, advised, problem.params)


def codes() -> frozenset[str]:
    """Give every code that has its sentences."""
    return frozenset(_SENTENCES)
