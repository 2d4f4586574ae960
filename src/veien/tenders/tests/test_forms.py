"""The two forms, out and back: filled in with another program, as a supplier does, and read cell by cell."""

from __future__ import annotations

import io
import time
from decimal import Decimal

import openpyxl
import pytest
from django.utils import translation

from veien.criteria.models import PriceLine
from veien.requirements.models import Requirement
from veien.tenders import queries
from veien.tenders.queries import NotPublished, read_answer_form, read_price_form
from veien.tenders.tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def competition(procurement, leader):
    return cast.open_competition(procurement, leader)


def test_there_are_no_forms_before_publication(procurement):
    with pytest.raises(NotPublished):
        queries.price_form(procurement)
    with pytest.raises(NotPublished):
        queries.answer_form(procurement)


def test_a_form_is_the_same_file_each_time_and_for_each_reader(procurement, competition):
    with translation.override("en"):
        price, answer = queries.price_form(procurement), queries.answer_form(procurement)
    with translation.override("da"):
        assert queries.price_form(procurement) == price
        assert queries.answer_form(procurement) == answer


def test_a_filled_price_form_gives_each_line_its_price(procurement, competition):
    read = read_price_form(procurement, competition, cast.price_data(procurement))
    lines = {line.pk: line.key for line in PriceLine.objects.filter(procurement=procurement)}
    assert read.faults == ()
    assert {lines[pk]: price for pk, price in read.prices.items()} == {
        "alarm": Decimal(1200),
        "service": Decimal("99.5"),
    }


def test_a_filled_answer_form_gives_each_requirement_its_answer_in_its_own_way(procurement, competition):
    form = cast.answer_data(procurement)
    form = cast.filled(form, {"A-2": "Measured at 20 degrees."}, column=cast.COMMENT_COLUMN)
    read = read_answer_form(procurement, competition, form)
    refs = dict(Requirement.objects.filter(procurement=procurement).values_list("pk", "ref"))
    assert read.faults == ()
    assert {refs[pk]: answer for pk, answer in read.answers.items()} == {
        "A-1": ("yes", ""),
        "A-2": ("72.5", "Measured at 20 degrees."),
        "A-3": ("A cord and a plate.", ""),
        "A-4": ("Certificate.pdf", ""),
    }


@pytest.mark.parametrize("language", ["nb", "sv", "da", "en"])
def test_a_form_in_any_language_is_read_by_a_reader_of_any_other(procurement, leader, language):
    procurement.language = language
    procurement.save()
    competition = cast.open_competition(procurement, leader)
    with translation.override(language):
        yes = translation.gettext("Yes")
    forms = cast.price_data(procurement), cast.answer_data(procurement, {"A-1": yes})
    for reader in ("nb", "en"):
        with translation.override(reader):
            assert read_price_form(procurement, competition, forms[0]).faults == ()
            assert read_answer_form(procurement, competition, forms[1]).faults == ()


def test_the_form_offers_the_choices_in_the_procurements_language(procurement, competition):
    book = openpyxl.load_workbook(io.BytesIO(queries.answer_form(procurement)))
    kinds = {each.type for each in book.worksheets[0].data_validations.dataValidation}
    assert {"list", "decimal", "textLength"} <= kinds
    with translation.override("nb"):
        words = {translation.gettext("Yes"), translation.gettext("No")}
    listed = {cell.value for row in book["_veien"].iter_rows() for cell in row}
    assert words <= listed


def test_only_the_cells_to_fill_in_are_open(procurement, competition):
    for data in (queries.price_form(procurement), queries.answer_form(procurement)):
        sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
        assert sheet.protection.sheet
        unlocked = {cell.column for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
        assert unlocked == ({7} if sheet.max_column == 7 else {7, 8})


def price_faults(procurement, competition, data):
    return [(each.cell, each.code) for each in read_price_form(procurement, competition, data).faults]


def answer_faults(procurement, competition, data):
    return [(each.cell, each.code) for each in read_answer_form(procurement, competition, data).faults]


@pytest.mark.parametrize(
    ("price", "code"),
    [
        ("=600*2", "formula"),
        ("cheap", "not_number"),
        ("1.200", "ambiguous_number"),
        (-1, "number_below"),
        (None, "empty_cell"),
        (0.12345, "too_many_decimals"),
        (1e12, "number_above"),
        (True, "not_number"),
    ],
)
def test_what_is_no_price_is_a_fault_in_its_cell(procurement, competition, price, code):
    data = cast.price_data(procurement, alarm=price)
    assert price_faults(procurement, competition, data) == [("G10", code)]


def test_a_price_typed_as_text_is_read_exactly(procurement, competition):
    read = read_price_form(procurement, competition, cast.price_data(procurement, alarm="1 200,50"))
    assert Decimal("1200.5") in read.prices.values()


def test_a_price_of_zero_is_told_apart(procurement, competition):
    read = read_price_form(procurement, competition, cast.price_data(procurement, alarm=0))
    assert read.faults == ()
    assert [each.cell for each in read.zeros] == ["G10"]


@pytest.mark.parametrize(
    ("ref", "value", "code"),
    [
        ("A-1", "Kanskje", "wrong_choice"),
        ("A-2", "three days", "not_number"),
        ("A-2", "=1+1", "formula"),
        ("A-4", "x" * 301, "too_long"),
    ],
)
def test_an_answer_given_in_another_way_than_asked_is_a_fault_in_its_cell(
    procurement, competition, ref, value, code
):
    data = cast.answer_data(procurement, {ref: value})
    row = 10 + ["A-1", "A-2", "A-3", "A-4"].index(ref)
    assert answer_faults(procurement, competition, data) == [(f"G{row}", code)]


def test_an_answer_may_be_left_open_must_or_not(procurement, competition):
    data = cast.answer_data(procurement, {"A-1": None, "A-3": None})
    read = read_answer_form(procurement, competition, data)
    assert read.faults == ()
    assert sorted(value for value, _comment in read.answers.values()) == ["", "", "72.5", "Certificate.pdf"]


def test_the_empty_form_is_no_answer(procurement, competition):
    assert answer_faults(procurement, competition, queries.answer_form(procurement)) == [("", "empty_form")]


def test_words_of_the_buyer_that_were_changed_are_named_with_what_stood_there(procurement, competition):
    def double(sheet):
        cast.cell_of(sheet, "alarm", 5).value = "8 400"

    read = read_price_form(procurement, competition, cast.edited(cast.price_data(procurement), double))
    assert [(each.cell, each.code) for each in read.faults] == [("E10", "words_changed")]
    assert "4\u00a0200" in read.faults[0].mend


def test_words_of_the_program_may_be_bettered_while_a_form_is_out(procurement, competition):
    def older(sheet):
        cast.cell_of(sheet, "alarm", 6).value = "One time"

    assert price_faults(procurement, competition, cast.edited(cast.price_data(procurement), older)) == []


def test_a_row_that_was_deleted_is_missing(procurement, competition):
    data = cast.edited(cast.price_data(procurement), lambda sheet: sheet.delete_rows(11))
    read = read_price_form(procurement, competition, data)
    assert [each.code for each in read.faults] == ["row_missing"]
    assert "service" in read.faults[0].what


def test_a_row_of_the_suppliers_own_is_refused(procurement, competition):
    def add(sheet):
        sheet["A12"], sheet["G12"] = "extra", 10

    data = cast.edited(cast.price_data(procurement), add)
    assert price_faults(procurement, competition, data) == [("A12", "row_unknown")]


def test_a_line_offered_twice_is_refused(procurement, competition):
    def again(sheet):
        for column in range(1, 8):
            sheet.cell(12, column).value = sheet.cell(10, column).value

    data = cast.edited(cast.price_data(procurement), again)
    assert price_faults(procurement, competition, data) == [("A12", "row_twice")]


def test_merged_and_hidden_cells_are_refused(procurement, competition):
    merged = cast.edited(cast.price_data(procurement), lambda sheet: sheet.merge_cells("G10:G11"))
    assert ("G10:G11", "merged_cells") in price_faults(procurement, competition, merged)

    def hide(sheet):
        sheet.row_dimensions[10].hidden = True

    hidden = cast.edited(cast.price_data(procurement), hide)
    assert price_faults(procurement, competition, hidden) == [("10:10", "hidden_rows")]


def test_a_sheet_of_the_suppliers_own_is_refused(procurement, competition):
    data = cast.edited(cast.price_data(procurement), lambda sheet: sheet.parent.create_sheet("Discounts"))
    read = read_price_form(procurement, competition, data)
    assert [(each.sheet, each.code) for each in read.faults] == [("Discounts", "sheet_of_its_own")]


def test_a_sheet_that_was_renamed_is_refused(procurement, competition):
    def rename(sheet):
        sheet.title = "My prices"

    assert price_faults(procurement, competition, cast.edited(cast.price_data(procurement), rename)) == [
        ("", "sheet_renamed")
    ]


def test_the_two_forms_changed_around_are_told_apart(procurement, competition):
    price, answer = queries.price_form(procurement), queries.answer_form(procurement)
    assert price_faults(procurement, competition, answer) == [("", "other_form")]
    assert answer_faults(procurement, competition, price) == [("", "other_form")]


def test_a_workbook_of_someone_elses_is_refused(procurement, competition):
    target = io.BytesIO()
    openpyxl.Workbook().save(target)
    assert price_faults(procurement, competition, target.getvalue()) == [("", "not_our_form")]


def test_a_form_of_another_procurement_is_refused(procurement, competition, make_user, buyer_org):
    from veien.road.actions import start_procurement

    other = start_procurement(
        by=competition.published_by,
        title="Sensors",
        buyer=buyer_org,
        pack_id=procurement.pack_id,
        pack_version=procurement.pack_version,
    )
    theirs = cast.open_competition(other, competition.published_by)
    assert price_faults(other, theirs, queries.price_form(procurement)) == [("", "other_procurement")]


def test_a_form_of_another_version_is_refused(procurement, competition):
    data = cast.price_data(procurement)
    competition.criteria_digest = "0" * 64
    assert price_faults(procurement, competition, data) == [("", "other_version")]


def test_a_hundred_thousand_rows_are_refused_at_once(procurement, competition):
    book = openpyxl.load_workbook(io.BytesIO(cast.price_data(procurement)))
    for number in range(100_000):
        book.worksheets[0].append([f"row-{number}"])
    target = io.BytesIO()
    book.save(target)
    began = time.monotonic()
    assert [code for _cell, code in price_faults(procurement, competition, target.getvalue())] == [
        "too_many_rows"
    ]
    assert time.monotonic() - began < 20


@pytest.mark.parametrize("data", [b"", b"not a workbook", b"PK\x03\x04 torn"])
def test_what_is_no_workbook_is_one_fault_of_the_whole_file(procurement, competition, data):
    assert len(price_faults(procurement, competition, data)) == 1


def test_a_form_of_a_thousand_requirements_is_read_whole(procurement, leader):
    competition = cast.open_competition(procurement, leader, more=1000)
    answers: dict[str, object] = {}
    for at in range(1000):
        answers[f"B-{at}"] = ("Ja", "As described.", at, "Annex.pdf")[at % 4]
    data = cast.answer_data(procurement, answers)
    read = read_answer_form(procurement, competition, data)
    assert read.faults == ()
    assert len(read.answers) == 1004
    assert all(value for value, _comment in read.answers.values())
