"""Formulas in workbooks: what they may be, how they are written, and that no text ever becomes one."""

import io
from decimal import Decimal

import openpyxl
import pytest

from veien.documents import actions, queries, rules
from veien.documents.tests.examples import AT

COLUMNS = (
    rules.Column("name", "Name", kind="text"),
    rules.Column("given", "Given", kind="number"),
    rules.Column("made", "Made", kind="formula", decimals=2),
)


def built(*rows: dict[str, object]) -> bytes:
    return actions.build_workbook([rules.Sheet(name="It's", title="It", columns=COLUMNS, rows=rows)], at=AT)


def opened(data: bytes, *, values: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def test_a_formula_is_written_with_the_figure_that_is_shown_until_it_is_worked_out() -> None:
    formula = rules.Formula("=" + rules.cells("It's", (4, 2)) + "*2", Decimal("3"))
    data = built({"name": "A", "given": Decimal("1.5"), "made": formula})
    assert opened(data)["It's"]["C4"].value == "='It''s'!$B$4*2"
    assert opened(data, values=True)["It's"]["C4"].value == 3
    assert opened(data)["It's"]["C4"].protection.locked


def test_figures_and_words_may_stand_among_formulas() -> None:
    data = built({"name": "A", "made": Decimal("2.5")}, {"name": "B", "made": "=1+1"})
    sheet = opened(data)["It's"]
    assert (sheet["C4"].value, sheet["C5"].value, sheet["C5"].data_type) == (2.5, "=1+1", "s")


@pytest.mark.parametrize("text", ["=1+1", "=cmd|' /C calc'!A0", "@SUM(A1)", "+1", "-1", "=HYPERLINK(1)"])
def test_text_never_becomes_a_formula(text: str) -> None:
    cell = opened(built({"name": text}))["It's"]["A4"]
    assert (cell.value, cell.data_type) == (text, "s")


@pytest.mark.parametrize(
    "text",
    [
        "1+1",
        "",
        "=HYPERLINK(1)",
        "=webservice (1)",
        "=INDIRECT(A1)",
        "=A1|B1",
        "=[other.xlsx]S!A1",
        "=S!A1",
        '="open',
        "='open",
        "=_xlfn.WEBSERVICE(A1)",
        "=SUM(A1:A3)" + "+0" * 5000,
    ],
)
def test_what_reaches_out_or_is_no_formula_is_refused(text: str) -> None:
    with pytest.raises(rules.CannotBuild):
        rules.Formula(text)


def test_words_in_a_formula_may_hold_anything() -> None:
    said = rules.text_literal('He said "HYPERLINK(1)" | [yes]')
    assert rules.Formula(f"=IF(A1>1,{said},1)").text.endswith('[yes]",1)')


def test_a_formula_stands_only_in_a_column_of_formulas() -> None:
    with pytest.raises(rules.CannotBuild, match="column of formulas"):
        built({"name": rules.Formula("=1+1")})


def test_a_sheet_with_formulas_is_read_back_without_a_fault() -> None:
    formula = rules.Formula("=" + rules.cells("It's", (4, 2)) + "*2", 3)
    data = built({"name": "A", "given": Decimal(1), "made": formula})
    table = queries.read_table(data, sheet="It's", columns=COLUMNS)
    assert not table.faults
    assert table.rows[0].values["given"] == 1
