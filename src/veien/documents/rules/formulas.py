"""Formulas that a workbook works out by itself. Pure.

A formula is written by the program and holds cells, figures and its own words; nothing that a person wrote ever
becomes a part of one. What it may call is a short list, so that no workbook of ours reaches out of itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from veien.documents.rules.sheets import CannotBuild, address
from veien.documents.rules.text import forbidden_letters

FUNCTIONS = frozenset(
    {
        "ABS",
        "AND",
        "AVERAGE",
        "IF",
        "IFERROR",
        "INDEX",
        "IRR",
        "MATCH",
        "MAX",
        "MIN",
        "OR",
        "ROUND",
        "SUM",
        "SUMPRODUCT",
    }
)
"""All that a formula may call: sums and comparisons, which every spreadsheet program knows."""

LONGEST_FORMULA = 8192
_LITERAL = re.compile(r'"(?:[^"]|"")*"|\'(?:[^\']|\'\')*\'!')
_CALL = re.compile(r"([A-Za-z_.][\w.]*)\s*\(")
_OUTSIDE = re.compile(r"[\[\]|@{}#!]")


@dataclass(frozen=True)
class Formula:
    """A formula, and the figure to show where no program has worked it out; None leaves that empty.

    Raises: CannotBuild for one that calls anything but ``FUNCTIONS`` or reaches out of the workbook.
    """

    text: str
    shown: Decimal | int | str | None = None

    def __post_init__(self) -> None:
        bare = _LITERAL.sub("", self.text)
        if not self.text.startswith("=") or len(self.text) > LONGEST_FORMULA or forbidden_letters(self.text):
            raise CannotBuild(f"{self.text[:60]!r} is no formula.")
        called = {name.upper() for name in _CALL.findall(bare)}
        if called - FUNCTIONS or _OUTSIDE.search(bare) or '"' in bare or "'" in bare:
            raise CannotBuild(f"{self.text[:60]!r} calls what a formula here may not call.")


def quoted(sheet: str) -> str:
    """Write the name of a sheet as a formula names it: ``'Points'!``."""
    return "'" + sheet.replace("'", "''") + "'!"


def text_literal(text: str) -> str:
    """Write words of the program as a formula says them."""
    return '"' + text.replace('"', '""') + '"'


def cells(sheet: str, first: tuple[int, int], last: tuple[int, int] | None = None) -> str:
    """Name a cell, or all cells between two, by rows and columns counted from 1: ``'Points'!$B$4:$F$4``."""
    places = [first] if last is None or last == first else [first, last]
    return quoted(sheet) + ":".join(_fixed(*place) for place in places)


def _fixed(row: int, column: int) -> str:
    plain = address(row, column)
    letters = plain.rstrip("0123456789")
    return f"${letters}${plain[len(letters) :]}"
