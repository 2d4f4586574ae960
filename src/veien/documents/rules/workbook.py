"""How sheets become an Excel workbook. Pure: the same sheets, words and time give the same bytes."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from veien.documents.rules.formulas import Formula
from veien.documents.rules.numbers import MOST_DIGITS, digits_of
from veien.documents.rules.packing import repacked
from veien.documents.rules.sheets import (
    MEMORY_SHEET,
    CannotBuild,
    Column,
    Sheet,
    address,
    check_sheets,
    column_letters,
)
from veien.documents.rules.text import LONGEST_CELL, clean_text, length_in_excel

_FJORD, _INK, _SOFT_INK, _LINE = "#0b4f5c", "#1b2830", "#52626c", "#c9d0cd"
_INPUT, _LOCKED = "#fff8e5", "#eef1ef"
_FIRST_DAY_IN_EXCEL = date(1900, 3, 1)  # Excel believes in a 29 February 1900; earlier dates are off by one.
_DEEPEST_FROZEN_HEADER = 10
_ROW_HEIGHT, _MOST_HEIGHT = 15, 400
_LONGEST_MESSAGE = 255
_LONGEST_CHECKED = 30_000


@dataclass(frozen=True)
class Words:
    """What Excel says to the person who fills the form in, in her language."""

    wrong_title: str = "Not possible"
    wrong_choice: str = "Choose from the list."
    wrong_number: str = "Write a number."
    wrong_date: str = "Write a date as 2026-03-01."
    too_long: str = "The text is too long."


@dataclass(frozen=True)
class _Looks:
    """The formats of one workbook, made once."""

    title: Format
    note: Format
    header: Format
    locked: Mapping[str, Format]
    entered: Mapping[str, Format]


def write_workbook(
    sheets: Sequence[Sheet], *, at: datetime, title: str, author: str, words: Words | None = None
) -> bytes:
    """Write sheets as one ``.xlsx`` file.

    Shape: header frozen and filtered, input cells unlocked and coloured, a last, very hidden sheet with what
        the file remembers. Text stays text, whatever it begins with.
    Raises: CannotBuild if a value does not fit its column or a cell.
    """
    check_sheets(sheets)
    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    created = at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    book.set_properties({"title": title, "author": author, "created": created})
    looks = _looks(book)
    pages = [book.add_worksheet(sheet.name, worksheet_class=_Page) for sheet in sheets]
    memory = book.add_worksheet(MEMORY_SHEET)
    memory.very_hidden()
    memory.protect()
    keeper = _Memory(memory)
    for page, sheet in zip(pages, sheets, strict=True):
        _write_sheet(page, sheet, looks, keeper, words or Words())
    book.close()
    return repacked(target.getvalue(), _with_growing_rows)


def _with_growing_rows(name: str, content: bytes) -> bytes:
    # A row height that counts as set by hand would stay when someone types more text into the row.
    return content.replace(b' customHeight="1"', b"") if name.startswith("xl/worksheets/") else content


class _Page(Worksheet):  # type: ignore[misc]
    """A sheet that takes a formula as it stands.

    The library looks through every formula for thirty functions of new spreadsheets, which ``Formula`` lets none call:
    two thirds of the time it takes to write a workbook of formulas.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")


class _Memory:
    """Writes the hidden sheet: what each sheet is, and the lists that its cells choose from."""

    def __init__(self, page: Worksheet) -> None:
        self.page = page
        self.row = 0
        self.list_column = 4

    def keep(self, sheet: str, key: str, value: str) -> None:
        for place, text in enumerate((sheet, key, value)):
            if length_in_excel(text) > LONGEST_CELL:
                raise CannotBuild(f"What the sheet {sheet} shall remember as {key} is too long.")
            self.page.write_string(self.row, place, text)
        self.row += 1

    def list_of(self, labels: Sequence[str]) -> str:
        """Write a list down and give the reference to it."""
        for row, label in enumerate(labels):
            self.page.write_string(row, self.list_column, label)
        letters = column_letters(self.list_column + 1)
        self.list_column += 1
        return f"='{MEMORY_SHEET}'!${letters}$1:${letters}${len(labels)}"


def _looks(book: xlsxwriter.Workbook) -> _Looks:
    cell = {"valign": "top", "text_wrap": True, "border": 1, "border_color": _LINE, "font_color": _INK}
    numbers = {"text": "@", "number": "General", "date": "yyyy-mm-dd", "readonly": "@", "choice": "@"}
    numbers["formula"] = "#,##0.00"
    numbers |= {f"number{count}": "#,##0" + ("." + "0" * count if count else "") for count in range(7)}

    def made(kind: str, **more: object) -> Format:
        return book.add_format({**cell, "num_format": numbers[kind], **more})

    return _Looks(
        title=book.add_format({"bold": True, "font_size": 16, "font_color": _FJORD, "valign": "vcenter"}),
        note=book.add_format({"text_wrap": True, "valign": "top", "font_color": _SOFT_INK}),
        header=book.add_format(
            {**cell, "bold": True, "font_color": "#ffffff", "bg_color": _FJORD, "valign": "vcenter"}
        ),
        locked={kind: made(kind, bg_color=_LOCKED, locked=True) for kind in numbers},
        entered={kind: made(kind, bg_color=_INPUT, locked=False) for kind in numbers},
    )


def _write_sheet(page: Worksheet, sheet: Sheet, looks: _Looks, memory: _Memory, words: Words) -> None:
    for key, value in sheet.meta.items():
        memory.keep(sheet.name, key, str(value))
    _write_head(page, sheet, looks)
    header = sheet.header_row - 1
    page.set_row(header, 32)
    for place, column in enumerate(sheet.columns):
        title = clean_text(str(column.title))
        memory.keep(sheet.name, f"column:{column.key}", title)
        page.set_column(place, place, column.width)
        page.write_string(header, place, title, looks.header)
        _write_column(page, sheet, place, looks)
        _write_rules(page, sheet, place, memory, words)
    _set_heights(page, sheet)
    _set_up(page, sheet)


def _write_rules(page: Worksheet, sheet: Sheet, place: int, memory: _Memory, words: Words) -> None:
    """Write what Excel shall check in a column, once for each stretch of rows that ask for the same."""
    lists: dict[tuple[tuple[str, object], ...], str] = {}
    for first, last, column in _stretches(sheet, place):
        labels = [clean_text(str(label)) for _, label in column.choices]
        if labels and column.choices not in lists:
            for (value, _), label in zip(column.choices, labels, strict=True):
                memory.keep(sheet.name, f"choice:{column.key}:{value}", label)
            lists[column.choices] = memory.list_of(labels)
        rule = _rule_of(column, lists.get(column.choices, ""), words)
        if rule and last >= first:
            page.data_validation(first, place, last, place, rule)


def _stretches(sheet: Sheet, place: int) -> list[tuple[int, int, Column]]:
    """Give the stretches of rows, counted from 0, in which a column is one and the same."""
    column, first, last = sheet.columns[place], sheet.header_row, sheet.last_row - 1
    if column.vary is None:
        return [(first, last, column)]
    found: list[tuple[int, int, Column]] = []
    for row in range(first, last + 1):
        here = column.for_row(_values_at(sheet, row))
        if found and found[-1][2] == here:
            found[-1] = (found[-1][0], row, here)
        else:
            found.append((row, row, here))
    return found


def _values_at(sheet: Sheet, row: int) -> Mapping[str, object]:
    at = row - sheet.header_row
    return sheet.rows[at] if at < len(sheet.rows) else {}


def _write_head(page: Worksheet, sheet: Sheet, looks: _Looks) -> None:
    last = len(sheet.columns) - 1
    width = sum(column.width for column in sheet.columns)
    page.set_row(0, 26)
    page.write_string(0, 0, clean_text(str(sheet.title)), looks.title)
    for row, note in enumerate(sheet.notes, start=1):
        text = clean_text(str(note))
        page.set_row(row, _height_of(text, width))
        if last:
            page.merge_range(row, 0, row, last, "", looks.note)
        page.write_string(row, 0, text, looks.note)


def _height_of(text: str, width: int) -> int:
    lines = sum(-(-max(len(line), 1) // max(width, 1)) for line in text.split("\n"))
    return min(_ROW_HEIGHT * lines + 3, _MOST_HEIGHT)


def _set_heights(page: Worksheet, sheet: Sheet) -> None:
    for row, values in enumerate(sheet.rows, start=sheet.header_row):
        heights = [_height_of(_seen(values.get(column.key)), column.width) for column in sheet.columns]
        page.set_row(row, max(heights))
    for row in range(sheet.header_row + len(sheet.rows), sheet.last_row):
        page.set_row(row, _ROW_HEIGHT + 3)


def _seen(value: object) -> str:
    """Give about what a cell shows, to tell how high its row must be: a formula shows a figure."""
    return "" if value is None or isinstance(value, Formula) else str(value)


def _write_column(page: Worksheet, sheet: Sheet, place: int, looks: _Looks) -> None:
    column = sheet.columns[place]
    first = sheet.header_row
    for row, values in enumerate(sheet.rows, start=first):
        here = column.for_row(values)
        look = (looks.entered if here.is_input else looks.locked)[_look_of(here)]
        if here.kind == "formula" and here.formula is not None:
            cells = {each.key: address(row + 1, at) for at, each in enumerate(sheet.columns, start=1)}
            # Nothing is kept as its value, so a program that does not compute hands in an empty cell, not a nought.
            page.write_formula(row, place, Formula(here.formula(cells, values)).text, look, "")
            continue
        try:
            _write_cell(page, (row, place), here, values.get(column.key), look)
        except CannotBuild as refused:
            where = address(row + 1, place + 1)
            raise CannotBuild(f"{sheet.name} {where}, column {column.key}: {refused}") from None
    empty = column.for_row({})
    look = (looks.entered if empty.is_input else looks.locked)[_look_of(empty)]
    for row in range(first + len(sheet.rows), sheet.last_row):
        page.write_blank(row, place, None, look)


def _look_of(column: Column) -> str:
    if column.kind in ("number", "formula") and column.decimals is not None and column.decimals < 7:
        return f"number{column.decimals}"
    return "number" if column.kind == "formula" and column.formula is None else column.kind


def _write_cell(page: Worksheet, place: tuple[int, int], column: Column, value: object, look: Format) -> None:
    row, at = place
    if value is None or value == "":
        page.write_blank(row, at, None, look)
    elif isinstance(value, Formula):
        _write_formula(page, place, column, value, look)
    elif column.kind == "date":
        if not isinstance(value, date):
            raise CannotBuild(f"{value!r} is not a date.")
        if value < _FIRST_DAY_IN_EXCEL:
            page.write_string(row, at, value.isoformat()[:10], look)
        else:
            page.write_datetime(row, at, datetime(value.year, value.month, value.day), look)  # noqa: DTZ001
    elif column.kind == "number" or (column.kind == "formula" and not isinstance(value, str)):
        _write_number(page, place, value, look)
    else:
        _write_text(page, place, _text_of(column, value), look)


def _write_formula(
    page: Worksheet, place: tuple[int, int], column: Column, value: Formula, look: Format
) -> None:
    """Write a formula with the figure that is shown until somebody's program works it out."""
    if column.kind != "formula":
        raise CannotBuild("a formula stands only in a column of formulas.")
    shown = value.shown if value.shown is None or isinstance(value.shown, str) else float(value.shown)
    page.write_formula(*place, value.text, look, "" if shown is None else shown)


def _write_number(page: Worksheet, place: tuple[int, int], value: object, look: Format) -> None:
    if not isinstance(value, Decimal | int) or isinstance(value, bool):
        raise CannotBuild(f"{value!r} is not an exact number.")
    number = Decimal(value)
    if not number.is_finite():
        raise CannotBuild(f"{value!r} is not a number.")
    if digits_of(number) > MOST_DIGITS:
        # Excel would drop the rest; as text it is kept and read back exactly.
        page.write_string(*place, format(number, "f"), look)
    else:
        page.write_number(*place, float(number), look)


def _text_of(column: Column, value: object) -> str:
    if column.kind == "choice":
        for chosen, label in column.choices:
            if chosen == value:
                return str(label)
        raise CannotBuild(f"{value!r} cannot be chosen.")
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _write_text(page: Worksheet, place: tuple[int, int], value: str, look: Format) -> None:
    text = clean_text(value)
    if length_in_excel(text) > LONGEST_CELL:
        raise CannotBuild(f"the text is longer than the {LONGEST_CELL} characters a cell holds.")
    if text:
        page.write_string(*place, text, look)
    else:
        page.write_blank(*place, None, look)


def _rule_of(column: Column, choices: str, words: Words) -> dict[str, object] | None:
    if not column.is_input:
        return None
    rule: dict[str, object] = {"validate": "any"}
    if column.kind == "choice":
        rule = {"validate": "list", "source": choices, "error_message": words.wrong_choice}
    elif column.kind == "date":
        rule = {
            "validate": "date",
            "criteria": ">=",
            "value": date(1900, 1, 1),
            "error_message": words.wrong_date,
        }
    elif column.kind == "number":
        rule = {**_number_rule(column), "error_message": words.wrong_number}
    elif column.longest <= _LONGEST_CHECKED:
        rule = {
            "validate": "length",
            "criteria": "<=",
            "value": column.longest,
            "error_message": words.too_long,
        }
    if "error_message" in rule:
        rule["error_title"] = words.wrong_title[:32]
    help_text = clean_text(str(column.help))
    if help_text:
        rule["input_message"] = help_text[:_LONGEST_MESSAGE]
    return rule


def _number_rule(column: Column) -> dict[str, object]:
    least = float(column.least) if column.least is not None else -1e15
    most = float(column.most) if column.most is not None else 1e15
    kind = "integer" if column.decimals == 0 and abs(least) < 2**31 and abs(most) < 2**31 else "decimal"
    if kind == "integer":
        return {"validate": kind, "criteria": "between", "minimum": int(least), "maximum": int(most)}
    return {"validate": kind, "criteria": "between", "minimum": least, "maximum": most}


def _set_up(page: Worksheet, sheet: Sheet) -> None:
    header, last = sheet.header_row - 1, len(sheet.columns) - 1
    if header < _DEEPEST_FROZEN_HEADER:
        page.freeze_panes(header + 1, 0)
    if sheet.last_row > sheet.header_row:
        page.autofilter(header, 0, sheet.last_row - 1, last)
    if sheet.protected:
        page.protect(options={"format_columns": True, "format_rows": True, "autofilter": True})
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(header)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    page.hide_gridlines(2)
    page.set_footer("&L" + clean_text(str(sheet.title)).replace("&", "&&")[:200] + "&R&P / &N")
