"""Reads one workbook in a process of its own, with little memory and time, and says in JSON what it found.

Run as a script by ``queries.reading`` with the file on standard input. It stands alone on purpose: it imports
nothing of Veien, gets no settings and no secrets, may write no file, and if a hostile file kills it, nothing
else is hurt. The sheet is walked once as a stream, which finds formulas, merged and hidden cells and how far
the content reaches; only when that is within bounds are the values read.
"""

from __future__ import annotations

import io
import json
import posixpath
import resource
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.parsers import expat

MEMORY_BYTES = 512 * 1024 * 1024
CPU_SECONDS = 20
MOST_COLUMNS = 200
MOST_AREA = 4_000_000
MOST_LISTED = 200
LONGEST_TEXT = 33_000
_CHUNK = 1 << 16


class Stop(Exception):
    """The file cannot be read further; the code says why."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def limit_this_process() -> None:
    """Take away what a hostile file would use: memory, time and the right to write."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):  # A system that knows no such limit still has the others.
            continue


def walk(
    archive: zipfile.ZipFile, name: str, start: Callable[..., None], **handlers: Callable[..., None]
) -> None:
    """Walk one XML part, element by element; names come without their prefix."""
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise Stop("damaged")

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda tag, marks: start(tag.rpartition(":")[2], marks)
    if "end" in handlers:
        parser.EndElementHandler = lambda tag: handlers["end"](tag.rpartition(":")[2])
    if "text" in handlers:
        parser.CharacterDataHandler = handlers["text"]
    try:
        with archive.open(name) as part:
            while chunk := part.read(_CHUNK):
                parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except KeyError:
        raise Stop("damaged") from None


def sheets_of(archive: zipfile.ZipFile) -> list[dict[str, str]]:
    """List the sheets of a workbook with their part and whether they are hidden."""
    targets: dict[str, str] = {}
    found: list[dict[str, str]] = []

    def relation(tag: str, marks: dict[str, str]) -> None:
        if tag == "Relationship" and marks.get("TargetMode") != "External":
            target = marks.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            targets[marks.get("Id", "")] = path

    def sheet(tag: str, marks: dict[str, str]) -> None:
        if tag == "sheet":
            relation_id = next((value for key, value in marks.items() if key.endswith(":id")), "")
            part = targets.get(relation_id, "")
            found.append(
                {"name": marks.get("name", ""), "state": marks.get("state", "visible"), "part": part}
            )

    walk(archive, "xl/_rels/workbook.xml.rels", relation)
    walk(archive, "xl/workbook.xml", sheet)
    return found


class Outline:
    """What stands where on one sheet, found in one pass without keeping the values."""

    def __init__(self, most_rows: int) -> None:
        self.most_rows = most_rows
        self.row = self.column = self.last_row = self.last_column = 0
        self.rows_with_content: list[int] = []
        self.columns_with_content: set[int] = set()
        self.hidden_rows: list[int] = []
        self.hidden_columns: list[tuple[int, int]] = []
        self.formulas: list[list[int]] = []
        self.errors: list[list[int]] = []
        self.merged: list[str] = []
        self.all_rows_hidden = self.row_hidden = self.in_cell = False

    def start(self, tag: str, marks: dict[str, str]) -> None:
        """Take note of one element."""
        if tag == "row":
            self.row = int(marks.get("r") or self.row + 1)
            self.column = 0
            self.row_hidden = is_true(marks, "hidden", self.all_rows_hidden) or number(marks, "ht", 1.0) < 1
        elif tag == "c":
            self.row, self.column = place_of(marks.get("r"), self.row, self.column + 1)
            self.in_cell = True
            if marks.get("t") == "e":
                note(self.errors, [self.row, self.column])
        elif tag == "f":
            self._content()
            note(self.formulas, [self.row, self.column])
        elif tag in ("v", "is"):
            self._content()
        elif tag == "col" and (is_true(marks, "hidden") or number(marks, "width", 1.0) < 0.5):
            self.hidden_columns.append((int(marks.get("min", 1)), min(int(marks.get("max", 1)), 20_000)))
        elif tag == "sheetFormatPr":
            self.all_rows_hidden = is_true(marks, "zeroHeight")
        elif tag == "mergeCell":
            note(self.merged, marks.get("ref", ""))

    def _content(self) -> None:
        if not self.rows_with_content or self.rows_with_content[-1] != self.row:
            self.rows_with_content.append(self.row)
            if self.row_hidden:
                note(self.hidden_rows, self.row)
        self.columns_with_content.add(self.column)
        self.last_row, self.last_column = max(self.last_row, self.row), max(self.last_column, self.column)
        if len(self.rows_with_content) > self.most_rows:
            raise Stop("too_many_rows")
        if self.last_column > MOST_COLUMNS:
            raise Stop("too_many_columns", most=MOST_COLUMNS)
        if self.last_row * self.last_column > MOST_AREA:
            raise Stop("too_spread")

    def found(self) -> dict[str, Any]:
        """Give what was found, as JSON can hold it."""
        hidden = [
            column
            for column in sorted(self.columns_with_content)
            if any(first <= column <= last for first, last in self.hidden_columns)
        ]
        return {
            "formulas": self.formulas,
            "errors": self.errors,
            "merged": self.merged,
            "hidden_rows": self.hidden_rows,
            "hidden_columns": hidden,
        }


def note(places: list[Any], place: object) -> None:
    """Add to a list that does not grow without end."""
    if len(places) < MOST_LISTED:
        places.append(place)


def is_true(marks: dict[str, str], name: str, otherwise: bool = False) -> bool:
    """Read a yes or no from an XML attribute."""
    return marks[name] in ("1", "true", "on") if name in marks else otherwise


def number(marks: dict[str, str], name: str, otherwise: float) -> float:
    """Read a number from an XML attribute."""
    return float(marks.get(name, otherwise))


def place_of(written: str | None, row: int, column: int) -> tuple[int, int]:
    """Read ``C14`` as row 14, column 3; a cell without an address stands after the one before."""
    if not written:
        return row, column
    letters = written.rstrip("0123456789")
    if not 0 < len(letters) <= 3 or not (letters.isascii() and letters.isalpha()):
        raise Stop("damaged")
    at = 0
    for letter in letters.upper():
        at = at * 26 + ord(letter) - 64
    return int(written[len(letters) :] or row), at


def plain(value: Any) -> Any:
    """Write one value as JSON can hold it without loss: text as it is, all else with its kind."""
    if isinstance(value, str):
        return value[:LONGEST_TEXT]
    if isinstance(value, bool):
        return {"kind": "bool", "value": value}
    if isinstance(value, int | float):
        return {"kind": "number", "value": repr(float(value))}
    if isinstance(value, datetime) and (value.hour or value.minute or value.second):
        return {"kind": "moment", "value": value.isoformat()}
    if isinstance(value, date):
        return {"kind": "date", "value": value.isoformat()[:10]}
    if isinstance(value, time | timedelta):
        return {"kind": "moment", "value": str(value)}
    return {"kind": "other", "value": ""}


def rows_of(data: bytes, sheet: str) -> Iterator[list[Any]]:
    """Give the rows of a sheet that hold anything, each as its number and its values by column number."""
    from python_calamine import load_workbook

    page = load_workbook(io.BytesIO(data)).get_sheet_by_name(sheet)
    for at, values in enumerate(page.to_python(skip_empty_area=False), start=1):
        filled = {
            place: plain(value) for place, value in enumerate(values, start=1) if value not in ("", None)
        }
        if filled:
            yield [at, filled]


def has_content(archive: zipfile.ZipFile, part: str) -> bool:
    """Tell whether anything stands on a sheet."""
    outline = Outline(most_rows=0)
    try:
        walk(archive, part, outline.start)
    except Stop as stop:
        return stop.code != "damaged"
    return False


def probe(data: bytes, asked: dict[str, Any]) -> dict[str, Any]:
    """Read what was asked for: the list of sheets, and the rows of some of them."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if archive.testzip() is not None:
            raise Stop("damaged")
        sheets = sheets_of(archive)
        parts = {sheet["name"]: sheet["part"] for sheet in sheets}
        found: dict[str, Any] = {
            "sheets": [{"name": s["name"], "state": s["state"]} for s in sheets],
            "read": {},
        }
        outlines = {}
        for name, most_rows in asked["read"].items():
            if name in parts:
                outlines[name] = Outline(most_rows)
                walk(archive, parts[name], outlines[name].start)
        if asked.get("hidden_sheets"):
            found["hidden_sheets"] = [
                sheet["name"]
                for sheet in sheets
                if sheet["state"] != "visible" and sheet["name"] not in parts.keys() & asked["read"].keys()
                if has_content(archive, sheet["part"])
            ][:MOST_LISTED]
    for name, outline in outlines.items():
        found["read"][name] = {**outline.found(), "rows": list(rows_of(data, name))}
    return found


def main() -> int:
    """Read the file on standard input and write what was found on standard output."""
    limit_this_process()
    asked = json.loads(sys.argv[1])
    try:
        answer = probe(sys.stdin.buffer.read(), asked)
    except Stop as stop:
        answer = {"stop": stop.code, "params": stop.params}
    except MemoryError:
        answer = {"stop": "too_heavy", "params": {}}
    except BaseException:  # A panic of the reader in Rust is no Exception. Whatever it was, the file is bad.
        answer = {"stop": "damaged", "params": {}}
    sys.stdout.write(json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main())
