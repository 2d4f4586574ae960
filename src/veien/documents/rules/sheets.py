"""What a sheet of a workbook is: its columns, its rows and what the file remembers about itself. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Kind = Literal["text", "number", "date", "choice", "readonly", "formula"]

MEMORY_SHEET = "_veien"
"""The very hidden sheet in which a workbook remembers what it is."""

MOST_SHEET_NAME = 31
_NOT_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


class CannotBuild(ValueError):
    """What was handed in cannot become a document; the message says why."""


@dataclass(frozen=True)
class Column:
    """One column: how it is headed, what may stand in it and how it is checked.

    Texts may be lazy translations; they become text when the workbook is built. Where the kind of a cell depends on
    what stands before it in the row, ``vary`` gives the column for that row, with the same key and title.
    ``formula`` of a column of that kind writes what Excel computes in a row, from the addresses of the row's cells by
    column key and the row's values; it is the program's own text, never anybody's. Where the formulas of a column
    differ, the rows hold them as ``Formula``. Read back, it is a number or None.
    """

    key: str
    title: object
    kind: Kind = "text"
    choices: tuple[tuple[str, object], ...] = ()
    width: int = 20
    help: object = ""
    required: bool = False
    unique: bool = False
    decimals: int | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    longest: int = 10_000
    aliases: tuple[object, ...] = ()
    vary: Callable[[Mapping[str, object]], Column] | None = None
    formula: Callable[[Mapping[str, str], Mapping[str, object]], str] | None = None

    def for_row(self, values: Mapping[str, object]) -> Column:
        """Give the column as it is in one row, by the values of the columns before it."""
        return self if self.vary is None else self.vary(values)

    @property
    def is_input(self) -> bool:
        """Tell whether a person fills this column in."""
        return self.kind not in ("readonly", "formula")


@dataclass(frozen=True)
class Sheet:
    """One sheet: a title, lines of instruction, a table, and what the file shall remember (``meta``)."""

    name: str
    title: object
    columns: tuple[Column, ...]
    rows: Sequence[Mapping[str, object]] = ()
    notes: tuple[object, ...] = ()
    protected: bool = False
    spare_rows: int = 0
    meta: Mapping[str, str] = field(default_factory=dict)

    @property
    def header_row(self) -> int:
        """Give the number of the header row, counted from 1 as Excel does."""
        return 3 + len(self.notes)

    @property
    def last_row(self) -> int:
        """Give the number of the last row that is made ready, written or spare."""
        return self.header_row + len(self.rows) + self.spare_rows


def check_sheets(sheets: Sequence[Sheet]) -> None:
    """See that sheets can become a workbook.

    Raises: CannotBuild naming the sheet and what is wrong.
    """
    if not sheets:
        raise CannotBuild("A workbook needs at least one sheet.")
    names = [sheet.name.casefold() for sheet in sheets]
    if len(set(names)) < len(names) or MEMORY_SHEET in names:
        raise CannotBuild(f"Sheet names must differ, and {MEMORY_SHEET} is taken.")
    for sheet in sheets:
        _check_sheet(sheet)


def _check_sheet(sheet: Sheet) -> None:
    name = sheet.name
    if (
        not name.strip()
        or len(name) > MOST_SHEET_NAME
        or _NOT_IN_SHEET_NAME.search(name)
        or name.startswith("'")
        or name.endswith("'")
    ):
        raise CannotBuild(f"{name!r} cannot be the name of a sheet.")
    if not sheet.columns:
        raise CannotBuild(f"The sheet {name} has no columns.")
    keys = [column.key for column in sheet.columns]
    if len(set(keys)) < len(keys):
        raise CannotBuild(f"The sheet {name} has two columns with the same key.")
    for column in sheet.columns:
        if column.kind == "choice" and not column.choices:
            raise CannotBuild(f"The column {column.key} in {name} has nothing to choose.")
        if column.kind == "formula" and column.formula is None and not sheet.rows:
            raise CannotBuild(f"The column {column.key} in {name} has nothing to compute.")
    unknown = {key for row in sheet.rows for key in row} - set(keys)
    if unknown:
        raise CannotBuild(f"The sheet {name} has values for unknown columns: {', '.join(sorted(unknown))}.")


def column_letters(number: int) -> str:
    """Write a column number as Excel does: 1 is A, 27 is AA."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """Write a place as Excel does, both counted from 1: ``C14``."""
    return f"{column_letters(column)}{row}"
