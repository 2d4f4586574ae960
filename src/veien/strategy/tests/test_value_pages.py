"""The value estimate, as people use it."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from veien.audit.queries import LogEntry
from veien.business_case import actions as cases
from veien.business_case.tests.stage import staged
from veien.collaboration import actions as collaboration
from veien.collaboration.models import Member
from veien.documents.actions import build_report_docx
from veien.documents.rules import Report
from veien.foundation import clock
from veien.organisations.models import Organisation
from veien.people.models import User
from veien.road.models import Procurement
from veien.strategy.actions import value as actions
from veien.strategy.models import ValueEstimate, ValueRow
from veien.strategy.queries.value import value_of
from veien.strategy.queries.value_report import value_section

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]
TERMS = {
    "category": "goods-services",
    "buyer": "municipal",
    "placed_on": "2026-05-01",
    "term": "fixed",
    "months": "48",
    "extension_months": "24",
}
ROW = {"title": "Alarms", "member": "", "amount": "100 000,50", "per": "year", "source": "A quote, 2026"}


def url(procurement: Procurement, name: str = "value", *more: object) -> str:
    return reverse(f"strategy:{name}", args=[procurement.public_id, *more])


@pytest.fixture
def estimate(procurement: Procurement, leader: User) -> ValueEstimate:
    return actions.write_terms(
        procurement, by=leader, placed_on=date(2026, 5, 1), months=48, extension_months=24
    )


@pytest.fixture
def row(procurement: Procurement, estimate: ValueEstimate, leader: User) -> ValueRow:
    return actions.add_row(
        procurement, by=leader, title="Alarms", amount=Decimal(240000), per="year", source="A quote"
    )


def member(procurement: Procurement, leader: User, name: str, standing: str = "member") -> Member:
    made = Organisation.objects.create(name=name, kind="municipality", country="NO", created_at=clock.now())
    return collaboration.add_member(procurement, organisation=made, by=leader, standing=standing)


def test_an_empty_page_says_what_to_do_first(
    procurement: Procurement, leader: User, client_of: ClientOf
) -> None:
    page = client_of(leader).get(url(procurement)).content.decode()
    assert url(procurement, "value_terms") in page


@pytest.mark.parametrize("language", ["nb", "sv", "da", "en"])
def test_every_page_opens_in_every_language(
    language: str, procurement: Procurement, row: ValueRow, leader: User, client_of: ClientOf
) -> None:
    staged(procurement, leader)
    client = client_of(leader, language=language)
    names = ("value", "value_terms", "value_add", "value_members", "value_take_over", "value_export")
    pages = [url(procurement, name) for name in names]
    for page in [*pages, url(procurement, "value_row", row.public_id)]:
        assert client.get(page).status_code == 200, page


def test_the_estimate_is_begun_and_a_row_is_written(
    procurement: Procurement, leader: User, client_of: ClientOf
) -> None:
    client = client_of(leader)
    assert client.post(url(procurement, "value_terms"), TERMS)["Location"] == url(procurement)
    assert client.post(url(procurement, "value_add"), ROW)["Location"] == url(procurement)
    value = value_of(procurement)
    assert value is not None
    assert value.total == Decimal("600003.00")
    assert value.placement is not None
    assert value.placement.regime.id == "I"


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"amount": "-1"}, "amount"),
        ({"amount": "1.234"}, "amount"),
        ({"amount": "many"}, "amount"),
        ({"amount": "1" * 20}, "amount"),
        ({"title": ""}, "title"),
        ({"source": "  "}, "source"),
        ({"member": "99999"}, "member"),
        ({"per": "decade"}, "per"),
    ],
)
def test_bad_input_is_told_at_its_field_and_nothing_is_lost(
    words: dict[str, str],
    field: str,
    procurement: Procurement,
    estimate: ValueEstimate,
    leader: User,
    client_of: ClientOf,
) -> None:
    answer = client_of(leader).post(url(procurement, "value_add"), ROW | words)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert "A quote" in answer.content.decode() or field == "source"
    assert not ValueRow.objects.exists()


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"months": "0"}, "months"),
        ({"months": ""}, "months"),
        ({"extension_months": "900"}, "extension_months"),
        ({"placed_on": "soon"}, "placed_on"),
        ({"category": "weapons"}, "category"),
    ],
)
def test_a_time_that_cannot_be_right_is_told_at_its_field(
    words: dict[str, str], field: str, procurement: Procurement, leader: User, client_of: ClientOf
) -> None:
    answer = client_of(leader).post(url(procurement, "value_terms"), TERMS | words)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert value_of(procurement) is None


def test_the_page_shows_source_days_and_certainty_of_every_threshold(
    procurement: Procurement, row: ValueRow, leader: User, client_of: ClientOf
) -> None:
    answer = client_of(leader, language="en").get(url(procurement))
    page = answer.content.decode()
    shown = {each.title: each for each in answer.context["thresholds"]}
    eea = shown["EEA threshold for municipalities"]
    assert (eea.value, eea.rests.confidence, eea.rests.ref) == (
        Decimal(2500000), "verified at second hand", "forskriften § 5-3 (1) b",
    )  # fmt: skip
    assert "2026" in eea.span
    assert "Anskaffelsessjekk" in page
    assert "<svg" in page
    assert shown["Entry value of the procurement act"].value == 100000


def test_the_old_entry_value_is_not_used_after_its_last_day(
    procurement: Procurement, row: ValueRow, estimate: ValueEstimate, leader: User
) -> None:
    actions.write_terms(procurement, by=leader, revision=estimate.revision, placed_on=date(2026, 7, 1))
    value = value_of(procurement)
    assert value is not None
    assert [each.value for each in value.thresholds if each.level == "entry"] == [Decimal(500000)]


def test_a_figure_that_is_missing_is_named_and_nothing_is_placed(
    procurement: Procurement, row: ValueRow, estimate: ValueEstimate, leader: User, client_of: ClientOf
) -> None:
    actions.write_terms(procurement, by=leader, revision=estimate.revision, placed_on=date(2014, 6, 1))
    answer = client_of(leader, language="en").get(url(procurement))
    assert answer.context["regime"] is None
    assert "Entry value of the procurement act" in answer.context["sentence"]
    assert "<svg" not in answer.content.decode().split("which-rules", 1)[1].split("made-of", 1)[0]


def test_a_purchase_split_under_a_threshold_is_warned_about_with_its_paragraph(
    procurement: Procurement, estimate: ValueEstimate, leader: User, client_of: ClientOf
) -> None:
    for name in ("Alarms", "Sensors"):
        words = {"title": name, "contract": name, "source": "A quote"}
        actions.add_row(procurement, by=leader, amount=Decimal(900000), **words)  # type: ignore[arg-type]
    notes = client_of(leader, language="en").get(url(procurement)).context["notes"]
    (warned,) = [each for each in notes if each.kind == "warning"]
    assert "1,300,000" in warned.text
    assert warned.rests.ref == "forskriften § 5-4 (4)"


def test_a_value_just_below_a_threshold_is_warned_about(
    procurement: Procurement, estimate: ValueEstimate, leader: User, client_of: ClientOf
) -> None:
    actions.add_row(procurement, by=leader, title="All", amount=Decimal(2450000), source="A quote")
    notes = client_of(leader, language="en").get(url(procurement)).context["notes"]
    assert ["2,500,000" in each.text for each in notes if each.kind == "warning"] == [True]


def test_members_get_an_amount_each_and_those_who_may_join_count_as_options(
    procurement: Procurement, estimate: ValueEstimate, leader: User, client_of: ClientOf
) -> None:
    one, other = member(procurement, leader, "Aa"), member(procurement, leader, "Bb", "option")
    words = {"title": "Response", "per": "year", "source": "Accounts"}
    amounts = {f"amount-{one.pk}": "10000", f"amount-{other.pk}": "5000"}
    answer = client_of(leader).post(url(procurement, "value_members"), words | amounts)
    assert answer["Location"] == url(procurement)
    value = value_of(procurement)
    assert value is not None
    assert value.sums == (Decimal(40000), Decimal(20000), Decimal(30000))
    assert LogEntry.objects.filter(action="strategy.value_rows_added").count() == 1
    listed = client_of(leader).get(url(procurement), {"member": one.pk}).context["rows"]
    assert [each["row"].member for each in listed] == ["Aa"]


def test_amounts_of_members_are_kept_all_or_none(
    procurement: Procurement, estimate: ValueEstimate, leader: User, client_of: ClientOf
) -> None:
    one, other = member(procurement, leader, "Aa"), member(procurement, leader, "Bb")
    words = {"title": "Response", "per": "year", "source": "Accounts"}
    typed = {f"amount-{one.pk}": "10000", f"amount-{other.pk}": "-5"}
    answer = client_of(leader).post(url(procurement, "value_members"), words | typed)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [f"amount-{other.pk}"])
    assert client_of(leader).post(url(procurement, "value_members"), words).status_code == 422
    assert not ValueRow.objects.exists()


def test_costs_are_taken_over_with_their_link_and_told_when_the_case_changes(
    procurement: Procurement, row: ValueRow, leader: User, client_of: ClientOf
) -> None:
    stage = staged(procurement, leader)
    client = client_of(leader)
    shown = client.get(url(procurement, "value_take_over")).context["form"]
    key = stage.lines["project"].key
    assert key in dict(shown.fields["lines"].choices)
    typed = {"alternative": str(stage.cameras.public_id), "first_year": "0", "last_year": "5", "lines": [key]}
    assert client.post(url(procurement, "value_take_over"), typed)["Location"] == url(procurement)
    value = value_of(procurement)
    assert value is not None
    assert [each.amount for each in value.rows if each.is_taken_over] == [Decimal(600000)]
    line = stage.lines["project"]
    line.refresh_from_db()
    cases.change_line(line, by=leader, revision=line.revision, amount=Decimal(700000))
    told = client.get(url(procurement)).context["rows"]
    assert [each["now"] for each in told if each["differs"]] == [Decimal(700000)]
    client.post(url(procurement, "value_take_over"), typed)
    again = value_of(procurement)
    assert again is not None
    assert [(each.title, each.amount) for each in again.rows] == [
        ("Alarms", Decimal(240000)), ("Project", Decimal(700000)),
    ]  # fmt: skip


@pytest.mark.parametrize("words", [{"first_year": "3", "last_year": "2"}, {"last_year": "40"}, {"lines": []}])
def test_years_outside_the_case_and_no_cost_at_all_are_refused(
    words: dict[str, Any],
    procurement: Procurement,
    estimate: ValueEstimate,
    leader: User,
    client_of: ClientOf,
) -> None:
    stage = staged(procurement, leader)
    typed = {
        "alternative": str(stage.cameras.public_id),
        "first_year": "0",
        "last_year": "5",
        "lines": [stage.lines["project"].key],
    }
    answer = client_of(leader).post(url(procurement, "value_take_over"), typed | words)
    assert answer.status_code == 422
    assert not ValueRow.objects.exists()


def test_a_late_writer_sees_both_texts(
    procurement: Procurement, row: ValueRow, leader: User, client_of: ClientOf
) -> None:
    actions.change_row(row, by=leader, revision=1, amount=Decimal(250000))
    answer = client_of(leader).post(
        url(procurement, "value_row", row.public_id), ROW | {"amount": "260000", "revision": "1"}
    )
    assert answer.status_code == 409
    assert ("250000", "260000") in [(theirs, mine) for _label, theirs, mine in answer.context["both"]]
    answer = client_of(leader).post(
        url(procurement, "value_terms"), TERMS | {"revision": "7", "months": "36"}
    )
    assert answer.status_code == 409
    assert ("48", "36") in [(theirs, mine) for _label, theirs, mine in answer.context["both"]]


def test_writing_the_same_again_is_not_logged(
    procurement: Procurement, row: ValueRow, estimate: ValueEstimate, leader: User
) -> None:
    before = LogEntry.objects.count()
    actions.change_row(row, by=leader, revision=row.revision, title="Alarms")
    actions.write_terms(procurement, by=leader, revision=estimate.revision, months=48)
    assert LogEntry.objects.count() == before


def test_a_row_is_removed_and_what_stood_in_it_stays_in_the_log(
    procurement: Procurement, row: ValueRow, leader: User, client_of: ClientOf
) -> None:
    client_of(leader).post(url(procurement, "value_remove", row.public_id))
    assert not ValueRow.objects.exists()
    entry = LogEntry.objects.get(action="strategy.value_row_removed")
    assert entry.content["title"] == "Alarms"


def test_the_workbook_holds_the_rows_their_sum_and_the_thresholds(
    procurement: Procurement, row: ValueRow, leader: User, client_of: ClientOf
) -> None:
    data = client_of(leader, language="en").get(url(procurement, "value_export")).content
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for line in book["Value"].iter_rows(values_only=True) for cell in line]
    assert cells.count(1440000) == 2
    assert 1300000 in [cell for line in book["Thresholds"].iter_rows(values_only=True) for cell in line]


def test_the_document_gets_the_value_with_the_thresholds_in_its_own_language(
    procurement: Procurement, row: ValueRow
) -> None:
    section = value_section(procurement, "en")
    assert section is not None
    report = Report(title="Strategy", subtitle="Value", language="en", sections=(section,))
    assert build_report_docx(report, at=clock.now()).startswith(b"PK")
    told = repr(section)
    assert "NOK\\xa01,440,000" in told
    assert "Parts I and II: national rules" in told


def test_nothing_is_written_in_the_document_where_nothing_is_estimated(
    procurement: Procurement, estimate: ValueEstimate
) -> None:
    assert value_section(procurement, "nb") is None


def test_a_reader_reads_and_a_stranger_finds_nothing(
    procurement: Procurement, row: ValueRow, reader: User, stranger: User, client_of: ClientOf
) -> None:
    page = client_of(reader).get(url(procurement)).content.decode()
    assert url(procurement, "value_add") not in page
    assert client_of(reader).get(url(procurement, "value_add")).status_code == 404
    assert client_of(stranger).get(url(procurement)).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_rows(
    procurement: Procurement,
    row: ValueRow,
    leader: User,
    client_of: ClientOf,
    django_assert_max_num_queries: Any,
) -> None:
    client = client_of(leader)
    client.get(url(procurement))
    for number in range(12):
        words = {"title": f"Part {number}", "source": "A quote"}
        actions.add_row(procurement, by=leader, amount=Decimal(1), **words)  # type: ignore[arg-type]
    with django_assert_max_num_queries(3):
        value_of(Procurement.objects.select_related("buyer").get(pk=procurement.pk))
    with django_assert_max_num_queries(20):
        client.get(url(procurement))
