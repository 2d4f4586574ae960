import io
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veien.documents import rules
from veien.documents.rules.matching import _runs
from veien.documents.rules.numbers import (
    NotExact,
    date_from_text,
    decimals_of,
    digits_of,
    number_from_cell,
    number_from_text,
    with_decimals,
)
from veien.documents.rules.sheets import address, column_letters
from veien.documents.rules.text import clean_text, forbidden_letters
from veien.documents.tests.examples import AT, REPORT, SHEET, form, repacked


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1 234,50", "1234.50"),
        ("1\u00a0234\u00a0567,5", "1234567.5"),
        ("1\u202f234,50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1.234.567", "1234567"),
        ("1'234'567.25", "1234567.25"),
        ("12,5", "12.5"),
        ("12.50", "12.50"),
        ("1234,567", "1234.567"),
        ("0,125", "0.125"),
        ("\u22125", "-5"),
        ("-0", "0"),
        (" 007 ", "7"),
        ("12345678901234567,89", "12345678901234567.89"),
    ],
)
def test_a_typed_number_is_read_exactly(typed, read):
    assert number_from_text(typed) == Decimal(read)


@pytest.mark.parametrize("typed", ["1.234", "1,234", "-12,345", "999.999"])
def test_a_number_that_can_be_read_in_two_ways_is_refused(typed):
    with pytest.raises(NotExact) as refused:
        number_from_text(typed)
    assert refused.value.code == "ambiguous_number"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "kr 100",
        "100 kr",
        "5 %",
        "1e5",
        "1,2,3",
        "1 23",
        "12 34,5",
        "1.234.56",
        "NaN",
        "Infinity",
        "٣",
        "--1",
        "1_000",
    ],
)
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(NotExact) as refused:
        number_from_text(typed)
    assert refused.value.code == "not_number"


@given(
    st.decimals(min_value=-(10**14), max_value=10**14, places=2), st.sampled_from([" ", "\u00a0", ".", "'"])
)
def test_a_grouped_number_with_two_decimals_comes_back_as_it_was(number, mark):
    written = f"{number:,.2f}".replace(",", "_").replace(".", ",").replace("_", mark)
    assert number_from_text(written) == number


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=6))
def test_a_number_of_at_most_fifteen_digits_survives_the_binary_form_of_excel(number):
    assert number_from_cell(float(number)) == number


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_what_is_not_finite_is_no_number(value):
    with pytest.raises(NotExact):
        number_from_cell(value)


def test_binary_dust_is_not_taken_for_decimals():
    assert number_from_cell(0.1 + 0.2) == Decimal("0.3")


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_digits_and_decimals_are_counted_without_rounding(number):
    written = f"{number.copy_abs():f}"
    whole, _, decimals = written.partition(".")
    assert decimals_of(number) == len(decimals.rstrip("0"))
    assert digits_of(number) == max(1, len((whole + decimals).strip("0")))


def test_decimals_are_filled_up_but_never_cut():
    assert (
        str(with_decimals(Decimal("12345678901234567890123456789.5"), 2))
        == "12345678901234567890123456789.50"
    )


@pytest.mark.parametrize(
    ("typed", "read"),
    [("2026-03-01", "2026-03-01"), ("1.3.2026", "2026-03-01"), ("29. 2. 2028", "2028-02-29")],
)
def test_a_typed_date_is_read(typed, read):
    assert date_from_text(typed).isoformat() == read


@pytest.mark.parametrize("typed", ["01/03/2026", "2027-02-29", "1.3.26", "i morgen", "2026-3", ""])
def test_a_date_that_is_none_or_can_be_two_is_refused(typed):
    with pytest.raises(NotExact):
        date_from_text(typed)


@given(st.text())
def test_cleaning_a_clean_text_changes_nothing(text):
    once = clean_text(text)
    assert clean_text(once) == once
    assert forbidden_letters(once) == []


@pytest.mark.parametrize("letter", ["\x00", "\x07", "\x1b", "\x85", "\ud800", "\u202e", "\uffff"])
def test_letters_that_hide_something_are_named(letter):
    assert forbidden_letters(f"a{letter}b") == [f"U+{ord(letter):04X}"]


@pytest.mark.parametrize(("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA")])
def test_columns_are_lettered_as_excel_does(number, letters):
    assert column_letters(number) == letters
    assert address(14, number) == f"{letters}14"


def test_numbers_that_follow_each_other_are_said_as_one_run():
    assert _runs([2, 3, 4, 7, 9, 10]) == [(2, 4), (7, 7), (9, 10)]
    assert _runs([]) == []


def code_of(data):
    with pytest.raises(rules.UnfitWorkbook) as unfit:
        rules.check_archive(data)
    return unfit.value.problems[0].code


def test_a_form_of_our_own_is_fit():
    rules.check_archive(form())


@pytest.mark.parametrize(
    ("part", "code"),
    [
        ("xl/vbaProject.bin", "macros"),
        ("xl/macrosheets/sheet1.xml", "macros"),
        ("XL/ExternalLinks/externalLink1.xml", "external_links"),
        ("xl/connections.xml", "external_links"),
        ("xl/embeddings/oleObject1.bin", "active_content"),
        ("xl/activeX/activeX1.xml", "active_content"),
        ("xl/media/../../../etc/passwd", "damaged"),
        ("/etc/passwd", "damaged"),
        ("C:/x", "damaged"),
        ("XL/Workbook.xml", "damaged"),
    ],
)
def test_a_part_that_does_not_belong_in_a_form_is_refused(part, code):
    assert code_of(repacked(form(), more={part: b"x"})) == code


def test_an_archive_that_unpacks_to_far_too_much_is_not_unpacked():
    assert code_of(repacked(form(), more={"xl/media/a": b"\0" * 30_000_000})) == "bomb"


def test_an_archive_with_too_many_parts_is_not_listed():
    assert code_of(repacked(form(), more={f"xl/media/{at}": b"" for at in range(600)})) == "bomb"


def test_parts_that_lie_over_each_other_are_refused():
    data = form()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        first, second = archive.infolist()[:2]
    directory = data.rindex(second.filename.encode())
    place = directory - 46 + 42
    spoilt = data[:place] + first.header_offset.to_bytes(4, "little") + data[place + 4 :]
    assert code_of(spoilt) == "damaged"


def test_a_locked_part_is_refused():
    data = bytearray(form())
    directory = data.rindex(b"PK\x01\x02")
    data[directory + 8] |= 1
    assert code_of(bytes(data)) == "password"


@pytest.mark.parametrize("ending", [b"", b"\x00", form()[:100]])
def test_a_cut_archive_is_damaged(ending):
    assert code_of(form()[:-40] + ending) == "damaged"


def test_a_macro_workbook_under_a_plain_name_is_found_by_its_type():
    def change(name, content):
        kind = b"ms-excel.sheet.macroEnabled.main+xml"
        plain = b"openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
        return content.replace(plain, kind) if name == "[Content_Types].xml" else content

    assert code_of(repacked(form(), change)) == "macros"


def test_other_kinds_of_files_are_told_apart():
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    assert code_of(b"") == "empty_file"
    assert code_of(b"%PDF-1.7") == "not_excel"
    assert code_of(b"a;b;c\n1;2;3\n") == "not_excel"
    assert code_of(old + b"\0" * 600) == "old_excel"
    assert code_of(old + "EncryptedPackage".encode("utf-16-le")) == "password"
    assert code_of(b"PK\x03\x04" + b"\0" * rules.MOST_BYTES) == "file_too_large"


@given(st.binary(max_size=300))
def test_no_bytes_at_all_make_the_check_fall_over(data):
    for begun in (data, b"PK\x03\x04" + data, b"PK\x03\x04" + data + b"PK\x05\x06" + data):
        with pytest.raises(rules.UnfitWorkbook):
            rules.check_archive(begun)


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"name": "x" * 32},
        {"name": "a/b"},
        {"name": "_veien"},
        {"columns": ()},
        {"columns": SHEET.columns + SHEET.columns[:1]},
        {"columns": (*SHEET.columns, rules.Column("x", "X", kind="choice"))},
        {"rows": ({"unknown": "x"},)},
        {"rows": ({"text": "x" * 32_768},)},
        {"rows": ({"text": "\U0001f600" * 16_384},)},
        {"rows": ({"price": 1.5},)},
        {"rows": ({"price": True},)},
        {"rows": ({"price": Decimal("NaN")},)},
        {"rows": ({"due_on": "2026-03-01"},)},
        {"rows": ({"level": "perhaps"},)},
        {"meta": {"form": "x" * 32_768}},
    ],
)
def test_a_sheet_that_excel_could_not_hold_is_refused(change):
    with pytest.raises(rules.CannotBuild):
        form(replace(SHEET, **change))


def test_a_workbook_needs_sheets_with_different_names():
    for sheets in ([], [SHEET, replace(SHEET, name="KRAV")]):
        with pytest.raises(rules.CannotBuild):
            rules.write_workbook(sheets, at=AT, title="", author="")


def with_block(block):
    return replace(REPORT, sections=(rules.Section("One", (block,)),))


@pytest.mark.parametrize(
    "report",
    [
        replace(REPORT, title=" "),
        replace(REPORT, sections=(rules.Section(""),)),
        replace(REPORT, sections=(rules.Section("One", level=2),)),
        replace(REPORT, sections=(rules.Section("One"), rules.Section("Two", level=3))),
        with_block(rules.Table(("A", "B"), (("1",),))),
        with_block(rules.Table((), ())),
        with_block(rules.Table(("A",), (("1",),), numeric=(1,))),
        with_block(rules.Table(("A",), (("1",),), widths=(1, 2))),
        with_block(rules.Bars((rules.Bar("A", (Decimal(1),), "1"),), "Points", alt=" ")),
        with_block(rules.Bars((), "Points", alt="x")),
        with_block(rules.Bars((rules.Bar("A", (Decimal(-1),), "1"),), "Points", alt="x")),
        with_block(rules.Bars((rules.Bar("A", (), "1"),), "Points", alt="x")),
        with_block(
            rules.Bars(
                (rules.Bar("A", (Decimal(1),), ""), rules.Bar("B", (Decimal(1), Decimal(2)), "")), "", alt="x"
            )
        ),
    ],
)
def test_a_report_that_not_everyone_could_read_is_refused(report):
    with pytest.raises(rules.CannotBuild):
        rules.check_report(report)


def test_a_report_may_stand_as_it_is():
    rules.check_report(REPORT)


def test_equal_content_has_an_equal_digest_and_any_change_another():
    digest = rules.digest_of(REPORT)
    assert digest == rules.digest_of(replace(REPORT))
    assert len(digest) == 64
    for changed in (
        replace(REPORT, title="Other"),
        replace(REPORT, is_example=False),
        replace(REPORT, sections=REPORT.sections[:1]),
        replace(REPORT, meta=(("Buyer", "Other"),)),
    ):
        assert rules.digest_of(changed) != digest


@given(st.lists(st.lists(st.decimals(0, 10**12, places=4), min_size=3, max_size=3), min_size=1, max_size=6))
def test_no_bar_is_longer_than_the_whole_and_the_longest_fills_it(parts):
    bars = rules.Bars(tuple(rules.Bar("A", tuple(each), "") for each in parts), "", alt="x")
    lengths = [sum(each) for each in rules.shares_of(bars)]
    assert all(length <= 100.02 for length in lengths)
    assert max(lengths) == (pytest.approx(100, abs=0.02) if any(map(any, parts)) else 0)
