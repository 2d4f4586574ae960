"""A column whose kind depends on what stands before it in the row."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import openpyxl

from veien.documents import actions, queries, rules
from veien.documents.tests.examples import AT

ANSWER = rules.Column("answer", "Answer")
YES_NO = (("yes", "Ja"), ("no", "Nei"))


def by_way(values: Mapping[str, object]) -> rules.Column:
    way = values.get("way")
    if way == "number":
        return replace(ANSWER, kind="number", least=Decimal(0))
    return replace(ANSWER, kind="choice", choices=YES_NO) if way == "yes_no" else ANSWER


COLUMNS = (rules.Column("way", "Way", kind="readonly"), replace(ANSWER, vary=by_way))
WAYS = ("yes_no", "yes_no", "number", "text", "yes_no")
SHEET = rules.Sheet("Svar", "Svar", COLUMNS, tuple({"way": way} for way in WAYS), protected=True)
FIRST = SHEET.header_row + 1


def filled(*answers: object) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(actions.build_workbook([SHEET], at=AT, language="nb")))
    for row, answer in enumerate(answers, start=FIRST):
        book["Svar"].cell(row, 2).value = answer
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_each_row_is_read_as_its_own_kind() -> None:
    table = queries.read_table(filled("Ja", "nei", 12.5, "Ja", None), sheet="Svar", columns=COLUMNS)
    assert [row.values["answer"] for row in table.rows] == ["yes", "no", Decimal("12.5"), "Ja", ""]
    assert table.faults == ()


def test_a_value_of_another_rows_kind_is_a_fault_that_names_the_cell() -> None:
    table = queries.read_table(filled("Kanskje", "Ja", "Ja", 3, None), sheet="Svar", columns=COLUMNS)
    assert [(fault.cell, fault.code) for fault in table.faults] == [
        (f"B{FIRST}", "wrong_choice"),
        (f"B{FIRST + 2}", "not_number"),
    ]


def test_excel_is_told_what_each_stretch_of_rows_can_hold() -> None:
    book = openpyxl.load_workbook(io.BytesIO(filled()))
    told = {(str(each.sqref), each.type) for each in book["Svar"].data_validations.dataValidation}
    assert told == {
        (f"B{FIRST}:B{FIRST + 1}", "list"),
        (f"B{FIRST + 2}", "decimal"),
        (f"B{FIRST + 3}", "textLength"),
        (f"B{FIRST + 4}", "list"),
    }


def test_a_varying_sheet_gives_the_same_bytes_twice() -> None:
    once = actions.build_workbook([SHEET], at=AT, language="nb")
    assert once == actions.build_workbook([SHEET], at=AT, language="nb")
