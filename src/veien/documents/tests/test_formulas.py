"""A column that Excel computes: written as a formula, read back as a number that nobody vouches for."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from decimal import Decimal

import openpyxl
import pytest

from veien.documents import actions, queries
from veien.documents.rules import CannotBuild, Column, Sheet

AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def twice(cells, values):
    return f'=IF({cells["price"]}="","",{cells["price"]}*2)'


COLUMNS = (
    Column("key", "Line", kind="readonly"),
    Column("price", "Price", kind="number"),
    Column("sum", "Sum", kind="formula", formula=twice),
)
SHEET = Sheet(name="Prices", title="Prices", columns=COLUMNS, rows=({"key": "a", "price": Decimal(3)},))


def built():
    return actions.build_workbook([SHEET], at=AT, title="Prices")


def changed(data, change):
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book.worksheets[0])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def read(data):
    return queries.read_table(data, sheet="Prices", columns=COLUMNS)


def test_the_formula_names_the_cells_of_its_own_row():
    sheet = openpyxl.load_workbook(io.BytesIO(built()))["Prices"]
    assert sheet.cell(row=4, column=3).value == '=IF(B4="","",B4*2)'
    assert sheet.cell(row=4, column=3).protection.locked


def test_what_no_program_has_computed_is_nothing():
    table = read(built())
    assert table.faults == ()
    assert table.rows[0].values["sum"] is None


@pytest.mark.parametrize(
    ("typed", "found"), [(6.5, Decimal("6.5")), ("7,25", Decimal("7.25")), ("much", None)]
)
def test_what_stands_there_is_read_as_a_number_or_nothing(typed, found):
    data = changed(built(), lambda sheet: setattr(sheet.cell(row=4, column=3), "value", typed))
    table = read(data)
    assert table.faults == ()
    assert table.rows[0].values["sum"] == found


def test_a_formula_in_any_other_column_is_still_refused():
    data = changed(built(), lambda sheet: setattr(sheet.cell(row=4, column=2), "value", "=1+1"))
    assert [each.code for each in read(data).faults] == ["formula"]


def test_a_column_of_formulas_without_one_cannot_be_built():
    sheet = Sheet(name="Prices", title="Prices", columns=(Column("sum", "Sum", kind="formula"),))
    with pytest.raises(CannotBuild):
        actions.build_workbook([sheet], at=AT, title="Prices")
