"""Population tables from outside: the form that is filled in, and what a filled-in form or a CSV file says."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from veien.documents import actions as documents
from veien.documents.queries import CannotRead, CellFault, read_table, sheet_names
from veien.documents.rules import Column, Sheet
from veien.documents.rules.numbers import NotExact, number_from_text
from veien.foundation import clock
from veien.needs.rules.figures import (
    FIRST_YEAR,
    LAST_YEAR,
    MOST_PEOPLE,
    OLDEST,
    PeopleRow,
    ages_lacking,
    counted_twice,
    cuts_across,
    summed,
)

MOST_ROWS = 5000
LETTERS = ("A", "B", "C", "D")
COLUMNS = (
    Column(
        "year", gettext_lazy("Year"), kind="number", decimals=0, width=10, required=True,
        least=Decimal(FIRST_YEAR), most=Decimal(LAST_YEAR),
    ),
    Column(
        "age_from", gettext_lazy("From age"), kind="number", decimals=0, width=12, required=True,
        least=Decimal(0), most=Decimal(OLDEST),
    ),
    Column(
        "age_to", gettext_lazy("To age"), kind="number", decimals=0, width=12, required=True,
        least=Decimal(0), most=Decimal(OLDEST),
    ),
    Column(
        "people", gettext_lazy("People"), kind="number", decimals=0, width=16, required=True,
        least=Decimal(0), most=Decimal(MOST_PEOPLE),
    ),
)  # fmt: skip


def empty_form() -> bytes:
    """Make the workbook that is filled in with a population table, in the reader's language."""
    sheet = Sheet(
        name=_("Population"),
        title=_("Population table"),
        columns=COLUMNS,
        notes=(
            _("One row for every year and age group. The last age of the oldest group is 120."),
            _("A statistics office gives such tables out: choose years, ages and your own municipality."),
        ),
        spare_rows=400,
    )
    return documents.build_workbook([sheet], at=clock.now())


def read_population(
    data: bytes, *, name: str, age_from: int, age_to: int
) -> tuple[list[PeopleRow], tuple[CellFault, ...]]:
    """Read a population table from a workbook or a CSV file: its rows, and what is wrong in single cells.

    Raises: CannotRead if the file as a whole cannot be read.
    """
    rows, faults = _from_csv(data) if name.casefold().endswith((".csv", ".txt")) else _from_workbook(data)
    for place, row in rows:
        if row.age_to < row.age_from:
            faults.append(_fault(f"C{place}", _("The last age is below the first."), _("Turn them round.")))
        elif cuts_across(row, age_from, age_to):
            faults.append(
                _fault(
                    f"B{place}",
                    _("%(low)s to %(high)s years lies half inside the ages you chose.")
                    % {"low": row.age_from, "high": row.age_to},
                    _("Choose other ages, or a table with finer age groups."),
                )
            )
    if not faults:
        faults = _sums_astray(rows, age_from, age_to)
    return [row for _place, row in rows], tuple(faults[:50])


def _sums_astray(rows: list[tuple[int, PeopleRow]], low: int, high: int) -> list[CellFault]:
    """Find what makes the sums of the years wrong though every row by itself is right."""
    people = [row for _place, row in rows]
    said = _("The ages %(low)s to %(high)s of %(year)s stand in another row too.")
    faults = [
        _fault(
            f"B{rows[at][0]}",
            said % {"low": people[at].age_from, "high": people[at].age_to, "year": people[at].year},
            _("Take one of the two rows out, so that nobody is counted twice."),
        )
        for at in counted_twice(people)
    ]
    lacks = _("%(year)s lacks the ages %(low)s to %(high)s, which other years have.")
    faults += [
        _fault(
            "", lacks % {"year": year, "low": ages[0], "high": ages[1]}, _("Give every year the same ages.")
        )
        for year, ages in ages_lacking(people, low, high).items()
    ]
    if not people:
        return [_fault("", _("There is no row in the table."), _("Fill in at least one row."))]
    if not summed(people, low, high):
        none = _("No row lies within %(low)s to %(high)s years.") % {"low": low, "high": high}
        faults.append(_fault("", none, _("Choose other ages, or another table.")))
    return faults


def _fault(cell: str, what: str, mend: str) -> CellFault:
    return CellFault("", cell, "content", what, mend)


def _from_workbook(data: bytes) -> tuple[list[tuple[int, PeopleRow]], list[CellFault]]:
    names = sheet_names(data)
    wanted = _("Population")
    sheet = wanted if wanted in names or not names else names[0]
    table = read_table(data, sheet=sheet, columns=COLUMNS, most_rows=MOST_ROWS)
    if table.faults:
        return [], list(table.faults)
    rows = []
    for each in table.rows:
        year, low, high, people = (Decimal(str(each.values[column.key])) for column in COLUMNS)
        rows.append((each.number, PeopleRow(int(year), int(low), int(high), people)))
    return rows, []


def _from_csv(data: bytes) -> tuple[list[tuple[int, PeopleRow]], list[CellFault]]:
    lines = _lines(data)
    rows: list[tuple[int, PeopleRow]] = []
    faults: list[CellFault] = []
    order = _order_of(lines[0]) if lines else ()
    for place, line in enumerate(lines, start=1):
        if place == 1 or not any(cell.strip() for cell in line):
            continue
        if place > MOST_ROWS:
            raise CannotRead([_fault("", _("The file has too many rows."), _("Leave out years or ages."))])
        if len(line) != len(COLUMNS):
            mend = _("Year, from age, to age, people, in this order.")
            faults.append(_fault(f"A{place}", _("The row has not four cells."), mend))
            continue
        figures = [
            _cell(column, line[at], f"{LETTERS[at]}{place}", faults)
            for at, column in zip(order, COLUMNS, strict=True)
        ]
        if None not in figures:
            year, low, high, people = (figure or Decimal(0) for figure in figures)
            rows.append((place, PeopleRow(int(year), int(low), int(high), people)))
    return rows, faults


def _order_of(headings: list[str]) -> tuple[int, ...]:
    """Give where each column stands: by its heading where all four are there, else in the order of the form."""
    said = [" ".join(each.split()).casefold() for each in headings]
    wanted = [str(column.title).casefold() for column in COLUMNS]
    return (
        tuple(said.index(each) for each in wanted)
        if sorted(said) == sorted(wanted)
        else tuple(range(len(COLUMNS)))
    )


def _lines(data: bytes) -> list[list[str]]:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        first = text.partition("\n")[0]
        mark = max(";,\t", key=first.count)
        try:
            return list(csv.reader(io.StringIO(text), delimiter=mark))
        except csv.Error:
            break
    raise CannotRead(
        [_fault("", _("This is neither a workbook nor a CSV file."), _("Fill in the form instead."))]
    )


def _cell(column: Column, text: str, cell: str, faults: list[CellFault]) -> Decimal | None:
    least, most = column.least or Decimal(0), column.most or Decimal(0)
    try:
        figure = number_from_text(text)
    except NotExact:
        figure = None
    if figure is not None and figure == figure.to_integral_value() and least <= figure <= most:
        return figure
    said = _("%(column)s must be a whole number between %(least)s and %(most)s.")
    words = {"column": column.title, "least": least, "most": most}
    faults.append(_fault(cell, _("“%(text)s” cannot be right.") % {"text": text[:40]}, said % words))
    return None
