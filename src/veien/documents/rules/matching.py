"""How what was found on a sheet becomes rows under the columns that were asked for. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Literal

from veien.documents.rules.cells import Raw, Value, empty_value, labels_of, read_cell
from veien.documents.rules.problems import BadCell, Problem
from veien.documents.rules.sheets import Column, address, column_letters
from veien.documents.rules.text import compared

HEADER_WITHIN = 60
"""How far down the header row is looked for."""


@dataclass(frozen=True)
class ReadRow:
    """One row as read: its number in the file, its values by column key, and the address of each."""

    number: int
    values: Mapping[str, Value]
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Asked:
    """What the caller wants to read."""

    sheet: str
    columns: tuple[Column, ...]
    most_rows: int
    header_row: int | None = None
    extra: Literal["refuse", "ignore"] = "refuse"


@dataclass
class Outcome:
    """What came of reading: rows, problems with single cells, and problems with the table itself."""

    rows: list[ReadRow] = field(default_factory=list)
    in_cells: list[Problem] = field(default_factory=list)
    in_table: list[Problem] = field(default_factory=list)


Cells = dict[int, dict[int, Raw]]


def match_rows(found: Mapping[str, Any], asked: Asked, remembered: Mapping[str, str]) -> Outcome:
    """Turn what the probe found on a sheet into rows.

    ``remembered`` is what the file says of its own columns and choices, so that a form written in one
    language is read in another. A column may stand anywhere; it is found by its heading.
    """
    cells: Cells = {int(number): {int(at): raw for at, raw in row.items()} for number, row in found["rows"]}
    outcome = Outcome()
    names = _names_of(asked.columns, remembered)
    header = asked.header_row or _header_of(cells, names)
    if header is None:
        outcome.in_table.append(Problem("no_header", asked.sheet, "", {"columns": _titles(asked.columns)}))
        return outcome
    places = _places_of(cells.get(header, {}), header, asked, names, outcome)
    _check_shape(found, header, asked, outcome)
    below = {number: row for number, row in sorted(cells.items()) if number > header}
    if len(below) > asked.most_rows:
        outcome.in_table.append(_too_many(asked))
        return outcome
    _check_beside(below, cells.get(header, {}), places, asked, outcome)
    reader = _Reader(found, asked, remembered)
    for number in reader.marked(header, set(places.values())):
        below.setdefault(number, {})
    _read_rows(below, places, asked, outcome, reader)
    _check_unique(asked, outcome)
    return outcome


def _too_many(asked: Asked) -> Problem:
    return Problem("too_many_rows", asked.sheet, "", {"most": asked.most_rows})


def _titles(columns: Sequence[Column]) -> str:
    return ", ".join(str(column.title) for column in columns[:12])


def _names_of(columns: Sequence[Column], remembered: Mapping[str, str]) -> dict[str, str]:
    # What the file itself remembers comes first: it is what was written, in the language it was written in.
    names: dict[str, str] = {}
    for column in columns:
        names.setdefault(compared(remembered.get(f"column:{column.key}", "")), column.key)
    for column in columns:
        names.setdefault(compared(str(column.title)), column.key)
    for column in columns:
        for alias in column.aliases:
            names.setdefault(compared(str(alias)), column.key)
    names.pop("", None)
    return names


def _heading(raw: Raw) -> str:
    return compared(raw) if isinstance(raw, str) else ""


def _header_of(cells: Cells, names: Mapping[str, str]) -> int | None:
    hits = {
        number: len({names[_heading(raw)] for raw in row.values() if _heading(raw) in names})
        for number, row in cells.items()
        if number <= HEADER_WITHIN
    }
    best = max(hits, key=lambda number: (hits[number], -number), default=None)
    needed = (len(set(names.values())) + 1) // 2
    return best if best is not None and hits[best] >= needed else None


def _places_of(
    header_cells: Mapping[int, Raw], header: int, asked: Asked, names: Mapping[str, str], outcome: Outcome
) -> dict[str, int]:
    places: dict[str, int] = {}
    for at, raw in sorted(header_cells.items()):
        cell, key = address(header, at), names.get(_heading(raw))
        heading = raw if isinstance(raw, str) else ""
        said = {"column": heading.strip()[:60]}
        if key is None:
            if asked.extra == "refuse":
                outcome.in_table.append(Problem("unknown_column", asked.sheet, cell, said))
        elif key in places:
            outcome.in_table.append(Problem("column_twice", asked.sheet, cell, said))
        else:
            places[key] = at
    for column in asked.columns:
        if column.key not in places:
            said = {"column": str(column.title)}
            outcome.in_table.append(Problem("missing_column", asked.sheet, f"{header}:{header}", said))
    return places


def _check_shape(found: Mapping[str, Any], header: int, asked: Asked, outcome: Outcome) -> None:
    for merged in found["merged"]:
        if _last_row_of(merged) >= header:
            outcome.in_table.append(Problem("merged_cells", asked.sheet, merged))
    for first, last in _runs([row for row in found["hidden_rows"] if row >= header]):
        outcome.in_table.append(Problem("hidden_rows", asked.sheet, f"{first}:{last}"))
    for first, last in _runs(found["hidden_columns"]):
        where = f"{column_letters(first)}:{column_letters(last)}"
        outcome.in_table.append(Problem("hidden_columns", asked.sheet, where))


def _last_row_of(merged: str) -> int:
    digits = "".join(letter for letter in merged.rpartition(":")[2] if letter.isdigit())
    return int(digits or 0)


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    if not numbers:
        return []
    breaks = [(before, after) for before, after in pairwise(numbers) if after != before + 1]
    starts = [numbers[0], *(after for _, after in breaks)]
    ends = [*(before for before, _ in breaks), numbers[-1]]
    return list(zip(starts, ends, strict=True))


def _check_beside(
    below: Cells, header_cells: Mapping[int, Raw], places: Mapping[str, int], asked: Asked, outcome: Outcome
) -> None:
    if asked.extra == "ignore":
        return
    known = set(places.values()) | set(header_cells)
    for number, row in below.items():
        for at in sorted(row.keys() - known):
            outcome.in_table.append(Problem("beside_table", asked.sheet, address(number, at)))


class _Reader:
    """Knows which cells hold formulas and errors, and how each choice may be spelled."""

    def __init__(self, found: Mapping[str, Any], asked: Asked, remembered: Mapping[str, str]) -> None:
        self.formulas = {(row, at) for row, at in found["formulas"]}
        self.errors = {(row, at) for row, at in found["errors"]}
        self.remembered = remembered
        self.known: dict[Column, Mapping[str, str]] = {}

    def marked(self, header: int, columns: set[int]) -> set[int]:
        """Give the rows in which a formula or an error stands; they may show no value at all."""
        return {row for row, at in self.formulas | self.errors if row > header and at in columns}

    def read(self, place: tuple[int, int], raw: Raw, column: Column) -> Value:
        if column.kind == "formula":
            return None if place in self.errors else read_cell(raw, column, {})
        if place in self.formulas:
            raise BadCell("formula")
        if place in self.errors:
            raise BadCell("error_value")
        return read_cell(raw, column, self.labels_for(column) if column.kind == "choice" else {})

    def labels_for(self, column: Column) -> Mapping[str, str]:
        """Give the spellings of a column's choices; a column of one row has its own."""
        if column not in self.known:
            self.known[column] = labels_of(column, self.remembered)
        return self.known[column]


def _read_rows(
    below: Cells, places: Mapping[str, int], asked: Asked, outcome: Outcome, reader: _Reader
) -> None:
    for number, row in sorted(below.items()):
        values: dict[str, Value] = {}
        for column in asked.columns:
            at = places.get(column.key)
            here = column.for_row(values)
            values[column.key] = empty_value(here)
            if at is None:
                continue
            try:
                values[column.key] = reader.read((number, at), row.get(at), here)
            except BadCell as bad:
                params = {"column": str(column.title), **bad.params}
                outcome.in_cells.append(Problem(bad.code, asked.sheet, address(number, at), params))
                values[column.key] = None
        cells = {key: address(number, at) for key, at in places.items()}
        outcome.rows.append(ReadRow(number, values, cells))


def _check_unique(asked: Asked, outcome: Outcome) -> None:
    for column in asked.columns:
        if not column.unique:
            continue
        seen: dict[Value, str] = {}
        for row in outcome.rows:
            value, cell = row.values[column.key], row.cells.get(column.key, "")
            if value in ("", None):
                continue
            if value in seen:
                params = {"column": str(column.title), "value": str(value)[:60], "other": seen[value]}
                outcome.in_cells.append(Problem("same_twice", asked.sheet, cell, params))
            else:
                seen[value] = cell
