"""Receiving, changing and replacing: all or nothing, one entry each, and never once evaluation has begun."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import translation

from veien.audit.queries import entries_of, verify_chain
from veien.files.models import StoredFile
from veien.files.queries import content_of
from veien.foundation import clock
from veien.tenders import actions, queries
from veien.tenders.models import Answer, FormsVersion, PriceAnswer, Tender
from veien.tenders.rules import stage
from veien.tenders.tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def competition(procurement, leader):
    return cast.open_competition(procurement, leader)


@pytest.fixture
def begun(monkeypatch):
    monkeypatch.setattr(stage, "_checks", [lambda procurement: True])


def last_entry(procurement):
    return entries_of(procurement.public_id, most=1)[0]


def nothing_kept(procurement):
    return not (
        Tender.objects.exists()
        or StoredFile.objects.exists()
        or PriceAnswer.objects.exists()
        or Answer.objects.exists()
    )


def test_a_tender_is_kept_whole_with_one_entry(procurement, competition, leader):
    price, answer = cast.price_data(procurement), cast.answer_data(procurement)
    tender = cast.receive(
        procurement,
        leader,
        "  Firm   A ",
        price_data=price,
        answer_data=answer,
        organisation_number="974 760 673",
        file_names=("priser.xlsx", "svar.xlsx"),
    )
    assert (tender.key, tender.name, tender.organisation_number) == ("A", "Firm A", "974760673")
    assert tender.organisation_country == "NO"
    assert content_of(tender.price_file) == price
    assert content_of(tender.answer_file) == answer
    assert (tender.price_file.name, tender.answer_file.name) == ("priser.xlsx", "svar.xlsx")
    assert (tender.prices.count(), tender.answers.count(), tender.versions.count()) == (2, 4, 1)
    entry = last_entry(procurement)
    assert entry.action == "tenders.tender_received"
    assert entry.subject == f"tender:{tender.public_id}"
    assert not {"evaluated_price", "free_lines"} & set(entry.content)
    assert (entry.content["answered"], entry.content["asked"]) == (4, 4)
    assert entry.content["price_form"] == tender.price_file.sha256
    assert verify_chain(procurement.public_id).intact


def test_short_names_follow_each_other_and_can_be_given(procurement, competition, leader):
    assert cast.receive(procurement, leader, "Firm A").key == "A"
    assert cast.receive(procurement, leader, "Firm X", key="X2").key == "X2"
    assert cast.receive(procurement, leader, "Firm B").key == "B"


@pytest.mark.parametrize("key", ["A", "a b", ""])
def test_a_short_name_that_is_taken_or_odd_is_refused(procurement, competition, leader, key):
    cast.receive(procurement, leader, "Firm A")
    with pytest.raises(actions.CannotReceive) as refused:
        cast.receive(procurement, leader, "Firm B", key=key)
    assert refused.value.field == "key"
    assert Tender.objects.count() == 1


def test_nothing_is_received_before_publication(procurement, leader):
    with pytest.raises(queries.NotPublished):
        actions.receive_tender(
            procurement, by=leader, name="Firm A", received_at=cast.IN_TIME, price_data=b"", answer_data=b""
        )


def test_faults_of_both_forms_are_told_together_and_nothing_is_kept(procurement, competition, leader):
    before = last_entry(procurement).number
    with pytest.raises(actions.CannotReceive) as refused:
        cast.receive(
            procurement,
            leader,
            price_data=cast.price_data(procurement, alarm="=1+1", service=-5),
            answer_data=cast.answer_data(procurement, {"A-1": "Kanskje"}),
        )
    assert cast.codes(refused.value.faults) == [
        ("price", "G10", "formula"),
        ("price", "G11", "number_below"),
        ("answer", "G10", "wrong_choice"),
    ]
    assert all(each.what and each.mend and each.sheet for each in refused.value.faults)
    assert nothing_kept(procurement)
    assert last_entry(procurement).number == before


def test_faults_are_told_in_the_readers_language(procurement, competition, leader):
    data = cast.price_data(procurement, alarm="cheap")
    with pytest.raises(actions.CannotReceive) as refused:
        cast.receive(procurement, leader, price_data=data)
    with translation.override("en"):
        assert refused.value.faults[0].what == "“cheap” cannot be read as a number."


def test_a_price_of_zero_is_refused_unless_it_is_meant(procurement, competition, leader):
    data = cast.price_data(procurement, service=0)
    with pytest.raises(actions.CannotReceive) as refused:
        cast.receive(procurement, leader, price_data=data)
    assert cast.codes(refused.value.faults) == [("price", "G11", "zero_price")]
    tender = cast.receive(procurement, leader, price_data=data, zero_is_meant=True)
    assert queries.evaluated_prices(procurement) == {"A": Decimal(5040000)}
    assert "service" not in str(last_entry(procurement).content)
    assert tender.zero_is_meant


def with_macros(data):
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as packed:
        for name in source.namelist():
            packed.writestr(name, source.read(name))
        packed.writestr("xl/vbaProject.bin", b"macro")
    return target.getvalue()


def bomb(_data):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", b"spreadsheetml.sheet.main+xml")
        packed.writestr("xl/workbook.xml", b" " * (120 * 1024 * 1024))
    return target.getvalue()


@pytest.mark.parametrize(
    ("spoil", "code"), [(with_macros, "macros"), (bomb, "bomb"), (lambda data: b"", "empty_file")]
)
def test_hostile_files_are_refused_and_nothing_is_kept(procurement, competition, leader, spoil, code):
    with pytest.raises(actions.CannotReceive) as refused:
        cast.receive(procurement, leader, answer_data=spoil(cast.answer_data(procurement)))
    assert cast.codes(refused.value.faults) == [("answer", "", code)]
    assert nothing_kept(procurement)


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("name", {"name": "  "}),
        ("name", {"name": "x" * 161}),
        ("organisation_number", {"organisation_number": "974760674"}),
        ("organisation_number", {"organisation_number": "12345"}),
        ("organisation_number", {"organisation_number": "5567037484", "country": "SE"}),
        ("organisation_number", {"organisation_number": "9" * 41, "country": ""}),
        ("received_at", {"received_at": cast.OPENED + timedelta(seconds=1)}),
        ("received_at", {"received_at": cast.PUBLISHED - timedelta(seconds=1)}),
        ("received_at", {"received_at": datetime(2026, 4, 1, 9, 0)}),  # noqa: DTZ001
    ],
)
def test_what_cannot_be_is_refused_at_its_field(procurement, competition, leader, field, more):
    with pytest.raises(actions.CannotReceive) as refused:
        cast.receive(procurement, leader, **{"name": "Firm A", **more})
    assert refused.value.field == field
    assert str(refused.value)
    assert nothing_kept(procurement)


@pytest.mark.parametrize(
    ("country", "number", "kept"),
    [
        ("SE", "556703-7485", "5567037485"),
        ("DK", "13 58 56 28", "13585628"),
        ("", "HRB 1234", "HRB 1234"),
        (None, "", ""),
    ],
)
def test_a_number_is_checked_by_its_country_and_kept_bare(
    procurement, competition, leader, country, number, kept
):
    tender = cast.receive(procurement, leader, organisation_number=number, country=country)
    assert tender.organisation_number == kept
    assert tender.organisation_country == (country or "")


def test_a_tenderer_is_registered_once(procurement, competition, leader):
    cast.receive(procurement, leader, "Firm A")
    with pytest.raises(actions.CannotReceive) as refused:
        cast.receive(procurement, leader, "firm a")
    assert refused.value.field == "name"
    assert Tender.objects.count() == 1


def test_a_late_tender_is_kept_and_marked(procurement, competition, leader):
    cast.receive(procurement, leader, "Firm A", received_at=cast.DUE)
    cast.receive(procurement, leader, "Firm B", received_at=cast.DUE + timedelta(seconds=61))
    rows = queries.tenders_of(procurement)
    assert [(row.key, row.is_late, row.late_by) for row in rows] == [
        ("A", False, timedelta()),
        ("B", True, timedelta(seconds=61)),
    ]
    assert last_entry(procurement).content["is_late"] is True


def test_an_invented_tender_says_so(procurement, competition, leader):
    cast.receive(procurement, leader, is_invented=True)
    assert queries.tenders_of(procurement)[0].is_invented


def test_the_name_changes_and_the_short_name_stays(procurement, competition, leader):
    tender = cast.put(procurement, leader)
    changed = actions.change_tender(
        tender, by=leader, revision=1, name="Firm A AS", organisation_number="974760673", country="NO"
    )
    assert (changed.key, changed.name, changed.revision) == ("A", "Firm A AS", 2)
    entry = last_entry(procurement)
    assert entry.action == "tenders.tender_changed"
    assert entry.content["before"]["name"] == "Firm A"
    assert entry.content["after"]["name"] == "Firm A AS"


def test_the_second_of_two_who_change_sees_the_first(procurement, competition, leader):
    tender = cast.put(procurement, leader)
    actions.change_tender(tender, by=leader, revision=1, name="Firm One")
    with pytest.raises(actions.ChangedMeanwhile) as late:
        actions.change_tender(tender, by=leader, revision=1, name="Firm Two")
    assert late.value.current.name == "Firm One"
    assert Tender.objects.get().name == "Firm One"


def replace(tender, by, **more):
    more.setdefault("reason", "The wrong file was uploaded.")
    more.setdefault("received_at", cast.IN_TIME + timedelta(minutes=5))
    more.setdefault("revision", tender.revision)
    with clock.standing_at(cast.OPENED + timedelta(hours=1)):
        return actions.replace_forms(tender, by=by, **more)


def test_replaced_forms_are_a_new_version_and_the_old_stay(procurement, competition, leader, buyer):
    first = cast.price_data(procurement)
    tender = cast.receive(procurement, leader, price_data=first)
    old = tender.price_file
    changed = replace(tender, buyer, price_data=cast.price_data(procurement, alarm=1000))
    assert (changed.version, changed.revision) == (2, 2)
    assert changed.answer_file == tender.answer_file
    assert queries.evaluated_prices(procurement) == {"A": Decimal("5871600")}
    versions = queries.versions_of(changed)
    assert [each.number for each in versions] == [2, 1]
    assert versions[1].price_file == old
    assert content_of(versions[1].price_file) == first
    assert versions[1].registered_by == leader
    assert versions[0].registered_by == buyer
    entry = last_entry(procurement)
    assert (entry.action, entry.why) == ("tenders.forms_replaced", "The wrong file was uploaded.")
    assert Answer.objects.filter(tender=tender).count() == 4


def test_answers_can_be_replaced_alone(procurement, competition, leader):
    tender = cast.receive(procurement, leader)
    replace(tender, leader, answer_data=cast.answer_data(procurement, {"A-3": "Better."}))
    assert Answer.objects.get(tender=tender, requirement__ref="A-3").value == "Better."
    assert queries.evaluated_prices(procurement) == {"A": Decimal("6711600")}


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("reason", {"reason": " ", "price_data": b"x"}),
        ("price_file", {}),
        ("received_at", {"received_at": datetime(2030, 1, 1, tzinfo=UTC), "price_data": b"x"}),
        ("", {"price_data": b"x"}),
    ],
)
def test_a_replacement_that_cannot_be_changes_nothing(procurement, competition, leader, field, more):
    tender = cast.put(procurement, leader)
    with pytest.raises(actions.CannotReceive) as refused:
        replace(tender, leader, **more)
    assert refused.value.field == field
    assert FormsVersion.objects.count() == 1


def test_forms_are_not_replaced_once_evaluation_has_begun(procurement, competition, leader, begun):
    tender = cast.put(procurement, leader)
    with pytest.raises(actions.CannotReceive):
        replace(tender, leader, price_data=cast.price_data(procurement, alarm=1))
    assert queries.evaluated_prices(procurement) == {"A": Decimal("6711600")}


def test_the_second_of_two_who_replace_is_told(procurement, competition, leader):
    tender = cast.receive(procurement, leader)
    replace(tender, leader, price_data=cast.price_data(procurement, alarm=1000))
    with pytest.raises(actions.ChangedMeanwhile):
        replace(tender, leader, revision=1, price_data=cast.price_data(procurement, alarm=900))
    assert FormsVersion.objects.count() == 2


def test_a_tender_of_another_procurement_is_not_found(procurement, competition, leader, buyer_org):
    from veien.road.actions import start_procurement

    other = start_procurement(
        by=leader,
        title="Other",
        buyer=buyer_org,
        pack_id=procurement.pack_id,
        pack_version=procurement.pack_version,
    )
    tender = cast.put(procurement, leader)
    with pytest.raises(Http404):
        queries.tender_for(other, tender.public_id)


@pytest.mark.parametrize("price", [Decimal("-0.0001")])
def test_the_database_itself_refuses_a_price_below_zero(procurement, competition, leader, price):
    tender = cast.put(procurement, leader)
    with pytest.raises(IntegrityError), transaction.atomic():
        PriceAnswer.objects.filter(tender=tender).update(unit_price=price)


def test_the_highest_price_is_kept_to_its_last_decimal(procurement, competition, leader):
    highest = "99999999999,9999"
    tender = cast.receive(procurement, leader, price_data=cast.price_data(procurement, alarm=highest))
    kept = PriceAnswer.objects.get(tender=tender, line__key="alarm").unit_price
    assert kept == Decimal("99999999999.9999")
