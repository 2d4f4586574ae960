"""Reading a workbook that someone sends in: the archive is checked, read apart, and matched to columns."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from veien.documents.queries.faults import CannotRead, CellFault, fault_of
from veien.documents.rules import (
    MEMORY_SHEET,
    MOST_PROBLEMS,
    Asked,
    Column,
    Problem,
    ReadRow,
    UnfitWorkbook,
    check_archive,
    match_rows,
)

_PROBE = Path(__file__).with_name("probe.py")
_LONGEST_WAIT = 40
_MOST_REMEMBERED = 20_000
_ROOM_ABOVE_TABLE = 100
_KEPT_ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH", "LANG", "TZDIR")

Meta = dict[str, str]


@dataclass(frozen=True)
class ReadTable:
    """The rows of a sheet, what the file says it is, and the faults in single cells."""

    sheet: str
    rows: tuple[ReadRow, ...]
    faults: tuple[CellFault, ...]
    meta: Mapping[str, str]

    def fault(self, cell: str, what: object, mend: object = "", *, code: str = "content") -> CellFault:
        """Make a fault of the caller's own, to stand in the same list."""
        return CellFault(self.sheet, cell, code, what, mend)


def read_table(
    data: bytes,
    *,
    sheet: str,
    columns: Sequence[Column],
    most_rows: int = 5000,
    header_row: int | None = None,
    extra: Literal["refuse", "ignore"] = "refuse",
    strict: bool = False,
) -> ReadTable:
    """Read one sheet of a workbook from outside, cell by cell.

    Shape: rows in file order, empty rows left out; a faulty cell has the value None and stands in ``faults``.
    Raises: CannotRead if the file, the sheet or the table is not fit to be read at all; with ``strict`` also
        for faults in single cells.
    """
    found = _probed(data, {sheet: most_rows + _ROOM_ABOVE_TABLE}, most_rows=most_rows, sheet=sheet)
    wrong = _wrong_with_sheets(found, sheet)
    if wrong:
        raise CannotRead(map(fault_of, wrong))
    meta = _remembered(found).get(sheet, {})
    asked = Asked(sheet, tuple(columns), most_rows, header_row, extra)
    outcome = match_rows(found["read"][sheet], asked, meta)
    faults = _listed([*outcome.in_table, *outcome.in_cells])
    if outcome.in_table or (strict and faults):
        raise CannotRead(faults)
    plain = {key: value for key, value in meta.items() if not key.startswith(("column:", "choice:"))}
    return ReadTable(sheet, tuple(outcome.rows), faults, plain)


def read_meta(data: bytes) -> dict[str, Meta]:
    """Read what a workbook that Veien made says of its sheets; empty for any other workbook.

    Raises: CannotRead if the file cannot be read at all.
    """
    kept = _remembered(_probed(data, {}))
    return {
        sheet: {key: value for key, value in meta.items() if not key.startswith(("column:", "choice:"))}
        for sheet, meta in kept.items()
    }


def sheet_names(data: bytes) -> tuple[str, ...]:
    """List the visible sheets of a workbook.

    Raises: CannotRead if the file cannot be read at all.
    """
    return tuple(sheet["name"] for sheet in _probed(data, {})["sheets"] if sheet["state"] == "visible")


def _listed(problems: Iterable[Problem]) -> tuple[CellFault, ...]:
    return tuple(fault_of(problem) for problem in list(problems)[:MOST_PROBLEMS])


def _probed(data: bytes, wanted: Mapping[str, int], *, most_rows: int = 0, sheet: str = "") -> dict[str, Any]:
    try:
        check_archive(data)
    except UnfitWorkbook as unfit:
        raise CannotRead(map(fault_of, unfit.problems)) from None
    asked = {"read": {**wanted, MEMORY_SHEET: _MOST_REMEMBERED}, "hidden_sheets": bool(wanted)}
    answer = _answer_of_probe(data, asked)
    if "stop" in answer:
        params = {"most": most_rows} if answer["stop"] == "too_many_rows" else answer["params"]
        raise CannotRead([fault_of(Problem(answer["stop"], sheet, "", params))])
    return answer


def _answer_of_probe(data: bytes, asked: Mapping[str, object]) -> dict[str, Any]:
    environment = {name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ}
    too_heavy: dict[str, Any] = {"stop": "too_heavy", "params": {}}
    try:
        # Our own interpreter and our own script; the file goes in as bytes and never becomes an argument.
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-I", str(_PROBE), json.dumps(asked)],
            input=data,
            capture_output=True,
            timeout=_LONGEST_WAIT,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return too_heavy
    if done.returncode != 0:
        return too_heavy
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _wrong_with_sheets(found: Mapping[str, Any], sheet: str) -> list[Problem]:
    states = {each["name"]: each["state"] for each in found["sheets"]}
    if sheet not in states:
        names = ", ".join(name for name, state in states.items() if state == "visible")
        return [Problem("wrong_sheet", params={"wanted": sheet, "names": names[:300]})]
    wrong = [Problem("sheet_hidden", sheet)] if states[sheet] != "visible" else []
    return wrong + [Problem("hidden_sheet", name, "", {"name": name}) for name in found["hidden_sheets"]]


def _remembered(found: Mapping[str, Any]) -> dict[str, Meta]:
    kept: dict[str, Meta] = {}
    for _, row in found["read"].get(MEMORY_SHEET, {}).get("rows", []):
        sheet, key, value = (row.get(place) for place in ("1", "2", "3"))
        if isinstance(sheet, str) and isinstance(key, str):
            kept.setdefault(sheet, {})[key] = value if isinstance(value, str) else ""
    return kept
