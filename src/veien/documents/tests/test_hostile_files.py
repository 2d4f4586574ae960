import io
import json
import os
import subprocess
import sys

import pytest
import xlsxwriter
from django.utils import translation
from openpyxl.styles import Font

from veien.documents import queries
from veien.documents.queries import probe, reading
from veien.documents.tests.examples import COLUMNS, FIRST, ROWS, edited, form, repacked


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
