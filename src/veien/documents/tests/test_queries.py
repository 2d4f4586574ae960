import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from itertools import permutations

import pytest
import xlsxwriter
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font

from veien.documents import queries, rules
from veien.documents.queries import faults, probe, reading
from veien.documents.tests.examples import COLUMNS, FIRST, ROWS, SHEET, edited, form, repacked


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


def spoil_merged(book):
    book["Krav"].merge_cells(f"C{FIRST}:C{FIRST + 1}")


def spoil_hidden_row(book):
    book["Krav"].row_dimensions[FIRST + 1].hidden = True


def spoil_flat_row(book):
    book["Krav"].row_dimensions[FIRST + 1].height = 0.2


def spoil_hidden_column(book):
    book["Krav"].column_dimensions["D"].hidden = True


def spoil_all_rows(book):
    book["Krav"].sheet_format.zeroHeight = True


def spoil_twice(book):
    book["Krav"].cell(FIRST - 1, 6).value = "Text"


def spoil_unknown(book):
    book["Krav"].cell(FIRST - 1, 6).value = "Comment"


def spoil_beside(book):
    book["Krav"].cell(FIRST, 8).value = "see also"


def spoil_missing(book):
    book["Krav"].cell(FIRST - 1, 4).value = None


def spoil_header(book):
    for at in range(1, 6):
        book["Krav"].cell(FIRST - 1, at).value = "x"


@pytest.mark.parametrize(
    ("spoil", "code", "cell"),
    [
        (spoil_merged, "merged_cells", f"C{FIRST}:C{FIRST + 1}"),
        (spoil_hidden_row, "hidden_rows", f"{FIRST + 1}:{FIRST + 1}"),
        (spoil_flat_row, "hidden_rows", f"{FIRST + 1}:{FIRST + 1}"),
        (spoil_hidden_column, "hidden_columns", "D:D"),
        (spoil_twice, "column_twice", f"F{FIRST - 1}"),
        (spoil_unknown, "unknown_column", f"F{FIRST - 1}"),
        (spoil_beside, "beside_table", f"H{FIRST}"),
        (spoil_missing, "missing_column", f"{FIRST - 1}:{FIRST - 1}"),
        (spoil_header, "no_header", ""),
    ],
)
def test_a_table_that_hides_or_lacks_something_is_refused(spoil, code, cell):
    assert (code, cell) in codes(refused(edited(spoil)))


def test_rows_hidden_by_default_are_hidden_rows():
    assert "hidden_rows" in [code for code, _ in codes(refused(edited(spoil_all_rows)))]


def test_what_the_form_does_not_have_can_be_left_out_on_request():
    assert len(read(edited(spoil_unknown), extra="ignore").rows) == len(ROWS)
    assert len(read(edited(spoil_beside), extra="ignore").rows) == len(ROWS)


def test_merged_notes_above_the_table_do_no_harm():
    assert read(edited(lambda book: book["Krav"].merge_cells("A1:C1"))).faults == ()


def test_a_formula_without_a_value_is_still_found():
    data = edited(lambda book: book["Krav"].cell(FIRST + 4, 2, "=A1"))
    assert ("formula", f"B{FIRST + 4}") in codes(read(data).faults)


def test_a_wrong_sheet_name_is_said_with_the_names_there_are():
    (found,) = refused(form(), sheet="Pris")
    assert found.code == "wrong_sheet"
    assert "Krav" in found.what
    assert "_veien" not in found.what


def test_a_hidden_sheet_with_content_is_refused_and_an_empty_one_is_not():
    def hide(book, value):
        page = book.create_sheet("Secret")
        page["A1"] = value
        page.sheet_state = "hidden"

    assert codes(refused(edited(lambda book: hide(book, 1)))) == [("hidden_sheet", "")]
    assert read(edited(lambda book: hide(book, None))).faults == ()


def test_a_hidden_form_is_refused():
    def hide(book):
        book.create_sheet("Other")
        book["Krav"].sheet_state = "hidden"

    assert codes(refused(edited(hide))) == [("sheet_hidden", "")]


def test_a_hundred_thousand_rows_are_refused_with_the_limit():
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"constant_memory": True})
    page = book.add_worksheet("Krav")
    for row in range(100_000):
        page.write_number(row, 0, row)
    book.close()
    (found,) = refused(target.getvalue(), most_rows=1000)
    assert found.code == "too_many_rows"
    assert "1000" in found.what


def test_one_row_more_than_the_most_is_refused():
    assert len(read(form(), most_rows=3).rows) == 3
    assert codes(refused(form(), most_rows=2)) == [("too_many_rows", "")]


@pytest.mark.parametrize(
    ("row", "column", "code"), [(1_048_576, 16_384, "too_many_columns"), (1_048_576, 30, "too_spread")]
)
def test_a_cell_at_the_end_of_the_world_costs_no_memory(row, column, code):
    data = edited(lambda book: book["Krav"].cell(row, column, "x"))
    assert [fault.code for fault in refused(data)] == [code]


def test_formatting_far_down_without_content_is_no_content():
    def far(book):
        book["Krav"].cell(1_048_576, 100).font = Font(bold=True)

    assert len(read(edited(far)).rows) == len(ROWS)


def in_sheet(before, after):
    def change(name, content):
        return content.replace(before, after, 1) if name == "xl/worksheets/sheet1.xml" else content

    return repacked(form(), change)


LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><worksheet'


@pytest.mark.parametrize(
    "data",
    [
        in_sheet(b"<worksheet", LAUGHS),
        in_sheet(b"</sheetData>", b""),
        in_sheet(b'r="A1"', b'r="1A"'),
        in_sheet(b'<row r="1"', b'<row r="x"'),
        repacked(form(), lambda name, content: b"" if name == "xl/workbook.xml" else content),
        repacked(form(), lambda name, content: b"<" * 9 if name == "xl/_rels/workbook.xml.rels" else content),
        repacked(form(), lambda name, content: b"\xff\xfe<" if name == "xl/sharedStrings.xml" else content),
    ],
)
def test_broken_or_hostile_xml_is_refused_as_damaged(data):
    assert [fault.code for fault in refused(data)] == ["damaged"]


def test_a_part_whose_content_is_not_what_its_directory_says_is_damaged():
    data = form()
    place = data.index(b"xl/worksheets/sheet1.xml") + len(b"xl/worksheets/sheet1.xml") + 40
    spoilt = data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]
    assert [fault.code for fault in refused(spoilt)] == ["damaged"]


def test_elements_nested_without_end_do_no_harm():
    deep = b"<sheetData>" + b"<x>" * 200_000 + b"</x>" * 200_000
    assert len(read(in_sheet(b"<sheetData>", deep)).rows) == len(ROWS)


def test_a_text_of_many_megabytes_is_cut_before_it_reaches_the_program():
    letters = os.urandom(1_500_000).hex().encode()
    cell = b'<row r="1"><c r="A1" t="inlineStr"><is><t>' + letters + b"</t></is></c></row>"
    found = probe.probe(in_sheet(b"<sheetData>", b"<sheetData>" + cell), {"read": {"Krav": 50}})
    texts = [
        value for _, row in found["read"]["Krav"]["rows"] for value in row.values() if isinstance(value, str)
    ]
    assert max(map(len, texts)) <= probe.LONGEST_TEXT


def test_a_reader_that_dies_is_a_file_that_is_too_heavy(monkeypatch, tmp_path):
    for script in ("import os; os.abort()", "import time; time.sleep(9)", "x = bytearray(10**12)"):
        (tmp_path / "probe.py").write_text(script)
        monkeypatch.setattr(reading, "_PROBE", tmp_path / "probe.py")
        monkeypatch.setattr(reading, "_LONGEST_WAIT", 0.5)
        assert [fault.code for fault in refused(form())] == ["too_heavy"]


def test_the_reader_runs_with_little_memory_no_right_to_write_and_no_secrets(monkeypatch):
    monkeypatch.setenv("VEIEN_SECRET_KEY", "secret")
    script = (
        "import json, os, resource, runpy, sys\n"
        f"probe = runpy.run_path({probe.__file__!r})\n"
        "probe['limit_this_process']()\n"
        "limits = [resource.getrlimit(each)[0] for each in"
        " (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE)]\n"
        "print(json.dumps(limits))\n"
    )
    done = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, check=True)
    assert json.loads(done.stdout) == [probe.MEMORY_BYTES, probe.CPU_SECONDS, 0]
    seen = {}
    monkeypatch.setattr(reading.subprocess, "run", lambda *_, env, **__: seen.update(env) or _Done())
    refused(form())
    assert not any("VEIEN" in name for name in seen)


class _Done:
    returncode = 0
    stdout = b'{"stop": "damaged", "params": {}}'


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
