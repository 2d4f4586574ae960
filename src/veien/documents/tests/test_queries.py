import io
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from itertools import permutations

import pytest
import xlsxwriter
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from veien.documents import queries, rules
from veien.documents.queries import faults
from veien.documents.tests.examples import COLUMNS, FIRST, ROWS, SHEET, edited, form


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def read(data, **asked):
    return queries.read_table(data, **{"sheet": "Krav", "columns": COLUMNS, **asked})


def refused(data, **asked):
    with pytest.raises(queries.CannotRead) as cannot:
        read(data, **asked)
    return cannot.value.faults


def codes(found):
    return [(fault.code, fault.cell) for fault in found]


def changed(cell, value):
    return edited(lambda book: book["Krav"].__setitem__(cell, value))


def test_a_form_comes_back_as_it_was_written():
    table = read(form())
    assert [row.values for row in table.rows] == list(ROWS)
    assert table.faults == ()
    assert table.meta == {"form": "7d1f", "version": "3"}
    assert table.rows[0].number == FIRST
    assert table.rows[1].cells["price"] == f"D{FIRST + 1}"


def test_a_form_comes_back_after_another_program_has_saved_it():
    assert [row.values for row in read(edited(lambda book: None)).rows] == list(ROWS)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "text": st.one_of(
                    st.text(max_size=200),
                    st.sampled_from(
                        [
                            "=1+1",
                            "'=1",
                            "+47",
                            "-5",
                            "@x",
                            "_x0041_",
                            "a\r\nb",
                            "\u00e6\u0301",
                            "1,5",
                            "\ttab",
                        ]
                    ),
                    st.text("abc \n", min_size=1, max_size=9).map(lambda text: text * 1100),
                ),
                "level": st.sampled_from(["", "must", "should"]),
                "price": st.none() | st.decimals(0, 10**9, places=2),
                "due_on": st.none() | st.dates(date(1800, 1, 1), date(2200, 12, 31)),
            }
        ),
        min_size=1,
        max_size=25,
    )
)
def test_any_rows_come_back_exactly(rows):
    wanted = [{**row, "ref": f"K-{at}", "text": rules.clean_text(row["text"])} for at, row in enumerate(rows)]
    columns = tuple(replace(column, required=False) for column in COLUMNS)
    written = form(
        replace(SHEET, columns=columns, rows=[{**row, "ref": f"K-{at}"} for at, row in enumerate(rows)])
    )
    table = read(written, columns=columns)
    early = [fault for fault in table.faults if fault.code == "not_date"]
    assert len(early) == sum(bool(row["due_on"] and row["due_on"].year < 1950) for row in rows)
    for row in wanted:
        if row["due_on"] and row["due_on"].year < 1950:
            row["due_on"] = None
    assert [row.values for row in table.rows] == wanted


def test_a_number_with_more_digits_than_excel_keeps_is_not_cut():
    columns = (rules.Column("price", "Price", kind="number"),)
    exact = Decimal("123456789012345.123456789")
    sheet = rules.Sheet("Krav", "Prices", columns, ({"price": exact},))
    assert read(form(sheet), columns=columns).rows[0].values["price"] == exact


@pytest.mark.parametrize("order", list(permutations(range(3)))[1:])
def test_columns_may_stand_in_any_order(order):
    columns = COLUMNS[:3]
    sheet = replace(
        SHEET,
        columns=tuple(columns[at] for at in order),
        rows=({"ref": "K-1", "text": "x", "level": "must"},),
    )
    assert read(form(sheet), columns=columns).rows[0].values == {"ref": "K-1", "text": "x", "level": "must"}


def test_a_form_written_in_one_language_is_read_in_another():
    swedish = tuple(
        replace(
            column,
            title=f"{column.title} sv",
            choices=tuple((value, f"{value} sv") for value, _ in column.choices),
        )
        for column in COLUMNS
    )
    assert [row.values for row in read(form(), columns=swedish).rows] == list(ROWS)


def test_headings_are_compared_without_regard_to_case_and_spaces():
    assert len(read(changed(f"B{FIRST - 1}", "  TEXT * ")).rows) == len(ROWS)


def test_a_sheet_from_elsewhere_is_read_by_its_headings():
    book_columns = (rules.Column("name", "Name"), rules.Column("price", "Price", kind="number"))
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    page = book.add_worksheet("Krav")
    for row, values in enumerate([("Price", "Name"), (12, "Bed"), ("", ""), (13.5, "Lamp")]):
        for at, value in enumerate(values):
            page.write(row, at, value)
    book.close()
    table = read(target.getvalue(), columns=book_columns)
    assert [row.values for row in table.rows] == [
        {"name": "Bed", "price": Decimal(12)},
        {"name": "Lamp", "price": Decimal("13.5")},
    ]
    assert [row.number for row in table.rows] == [2, 4]
    assert table.meta == {}


@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [
        ("B", "=1+1", "formula"),
        ("D", "=SUM(A1:A2)", "formula"),
        ("B", "#N/A", "error_value"),
        ("B", "   ", "empty_cell"),
        ("B", True, "not_text"),
        ("B", date(2026, 1, 1), "date_in_text"),
        ("B", "a\u202eb", "unseen_letters"),
        ("B", "x" * 20_001, "too_long"),
        ("C", "Perhaps", "wrong_choice"),
        ("D", "1,234", "ambiguous_number"),
        ("D", "100 kr", "not_number"),
        ("D", date(2026, 1, 1), "not_number"),
        ("D", 1.005, "too_many_decimals"),
        ("D", -1, "number_below"),
        ("D", 1e9 + 1, "number_above"),
        ("D", 1e15, "number_too_large"),
        ("D", "NaN", "not_number"),
        ("E", "01/02/2026", "not_date"),
        ("E", 12, "not_date"),
        ("E", datetime.fromisoformat("2026-01-01T12:30"), "not_date"),
    ],
)
def test_a_faulty_cell_is_named_and_the_others_are_read(cell, value, code):
    place = f"{cell}{FIRST}"
    table = read(changed(place, value))
    assert codes(table.faults) == [(code, place)]
    assert [row.values for row in table.rows[1:]] == list(ROWS[1:])
    key = COLUMNS["ABCDE".index(cell)].key
    assert table.rows[0].values == {**ROWS[0], key: None}
    assert refused(changed(place, value), strict=True) == table.faults


@pytest.mark.parametrize(
    ("cell", "value", "key", "expected"),
    [
        ("D", "1 234,50", "price", Decimal("1234.50")),
        ("D", 0.1 + 0.2, "price", Decimal("0.30")),
        ("E", "31.12.2026", "due_on", date(2026, 12, 31)),
        ("E", date(2026, 12, 31), "due_on", date(2026, 12, 31)),
        ("C", " MUST ", "level", "must"),
        ("C", "should", "level", "should"),
        ("B", 12.0, "text", "12"),
        ("B", 1e15, "text", "1000000000000000"),
        ("B", " around ", "text", "around"),
        ("A", 7, "ref", "7"),
    ],
)
def test_what_people_type_is_understood(cell, value, key, expected):
    table = read(changed(f"{cell}{FIRST}", value))
    assert table.faults == ()
    assert table.rows[0].values[key] == expected


def test_a_value_that_may_stand_once_is_named_where_it_stands_again():
    columns = tuple(replace(column, unique=column.key == "ref") for column in COLUMNS)
    found = read(changed(f"A{FIRST + 2}", "K-001"), columns=columns).faults
    assert codes(found) == [("same_twice", f"A{FIRST + 2}")]
    assert f"A{FIRST}" in found[0].what


def test_what_a_file_says_of_itself_is_read_without_reading_the_form():
    assert queries.read_meta(form()) == {"Krav": {"form": "7d1f", "version": "3"}}
    assert queries.sheet_names(form()) == ("Krav",)
    assert queries.read_meta(edited(lambda book: book.remove(book["_veien"]))) == {}


def test_a_room_can_put_faults_of_its_own_in_the_same_list():
    table = read(form())
    fault = table.fault("D6", "The price is missing.", "Fill it in.")
    assert str(fault) == "Krav, D6: The price is missing. Fill it in."


def test_a_fault_is_said_in_the_language_of_the_reader_with_its_decimal_sign():
    (fault,) = read(changed(f"D{FIRST}", 1.005)).faults
    with translation.override("en"):
        assert "1.005" in fault.what
    with translation.override("nb"):
        assert "1,005" in fault.what


PARAMS = (
    "megabytes",
    "wanted",
    "names",
    "name",
    "most",
    "columns",
    "column",
    "value",
    "decimals",
    "least",
) + ("letters", "length", "longest", "choices", "other")


@pytest.mark.parametrize("code", sorted(faults.codes()))
def test_every_sentence_can_be_said_in_every_language(code):
    params = dict.fromkeys(PARAMS, "x")
    for language in ("nb", "sv", "da", "en"):
        with translation.override(language):
            fault = faults.fault_of(rules.Problem(code, "Krav", "C3", params))
            assert fault.what.endswith(".")
            assert fault.mend.endswith(".")
            assert "%(" not in fault.what


def test_more_problems_than_anyone_reads_are_cut():
    sheet = replace(SHEET, rows=[{"ref": f"K-{at}"} for at in range(400)])
    assert len(read(form(sheet)).faults) == rules.MOST_PROBLEMS
