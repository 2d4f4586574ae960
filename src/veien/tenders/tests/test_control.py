"""Price control: what is odd is shown to those who control prices, answered by a person, and kept out of the log."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse

from veien.audit.queries import entries_of
from veien.criteria.models import PriceLine
from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.tenders import actions, queries
from veien.tenders.models import FindingAnswer, PriceAnswer, PriceOpening
from veien.tenders.queries.control import control_of, control_record, digest_of_answer
from veien.tenders.tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_day_after_the_deadline():
    with clock.standing_at(cast.OPENED):
        yield


@pytest.fixture
def tenders(procurement, leader):
    """Three tenders, of which C asks a tenth for an alarm, and whose form states another sum for the service."""
    cast.open_competition(procurement, leader)
    made = [cast.put(procurement, leader, f"Firm {key}") for key in "ABC"]
    PriceAnswer.objects.filter(tender=made[2], line__key="alarm").update(unit_price=Decimal(120))
    PriceAnswer.objects.filter(tender=made[2], line__key="service").update(stated_sum=Decimal(100))
    return made


@pytest.fixture
def alarm(procurement, tenders):
    return PriceLine.objects.get(procurement=procurement, key="alarm")


def url(procurement, name, *more):
    return reverse(f"tenders:{name}", args=[procurement.public_id, *more])


def answer(tender, by, line, kind="low", **more):
    said = {"outcome": "kept", "note": "The firm explained it.", **more}
    return actions.answer_finding(tender, by=by, line_pk=line.pk, kind=kind, **said)


def open_prices(procurement, one, other):
    PriceOpening.objects.create(
        procurement=procurement, asked_by=one, asked_at=clock.now(), opened_by=other, opened_at=clock.now()
    )


def test_an_answer_holds_for_the_version_it_was_given_in(procurement, tenders, leader, alarm):
    assert control_of(procurement).left == 2
    answer(tenders[2], leader, alarm)
    assert control_of(procurement).left == 1
    tenders[2].version = 2
    tenders[2].save()
    assert control_of(procurement).left == 2


def test_the_log_has_nothing_but_a_digest_until_the_prices_are_open(procurement, tenders, leader, alarm):
    given = answer(tenders[2], leader, alarm, note="They wrote 120 instead of 1200.")
    entry = entries_of(procurement.public_id, most=1)[0]
    assert entry.action == "tenders.finding_answered"
    assert entry.content == {"version": 1, "digest": digest_of_answer(given)}
    assert "120" not in f"{entry.why}{entry.subject.split(':')[0]}"
    record = control_record(procurement)
    assert record["control"][0]["note"] == "They wrote 120 instead of 1200."
    assert record["control"][0]["salt"] == given.salt


def test_a_correction_counts_and_can_be_taken_back(procurement, tenders, leader, alarm):
    before = queries.evaluated_prices(procurement)
    answer(tenders[2], leader, alarm, outcome="corrected", unit_price=Decimal(1200))
    assert queries.evaluated_prices(procurement)["C"] == before["A"]
    assert control_record(procurement)["corrected"] == {
        "C": {"alarm": {"came": Decimal(120), "counts": Decimal(1200)}}
    }
    answer(tenders[2], leader, alarm, revision=1)
    assert queries.evaluated_prices(procurement) == before


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"note": " . "}, "note"),
        ({"note": "x" * 2001}, "note"),
        ({"outcome": "guessed"}, "outcome"),
        ({"outcome": "corrected"}, "unit_price"),
        ({"outcome": "corrected", "unit_price": Decimal(-1)}, "unit_price"),
        ({"outcome": "corrected", "unit_price": Decimal("NaN")}, "unit_price"),
        ({"outcome": "corrected", "unit_price": Decimal("1.00001")}, "unit_price"),
        ({"outcome": "corrected", "unit_price": Decimal(10) ** 12}, "unit_price"),
        ({"kind": "high"}, ""),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(procurement, tenders, leader, alarm, said, field):
    with pytest.raises(Refused) as refused:
        answer(tenders[2], leader, alarm, **said)
    assert refused.value.field == field
    assert not FindingAnswer.objects.exists()
    assert not PriceAnswer.objects.filter(corrected__isnull=False).exists()


def test_the_second_of_two_who_answer_at_once_sees_the_first(procurement, tenders, leader, buyer, alarm):
    answer(tenders[2], leader, alarm)
    with pytest.raises(actions.AnsweredMeanwhile):
        answer(tenders[2], buyer, alarm, outcome="asked")
    assert FindingAnswer.objects.get().outcome == "kept"


def test_once_prices_are_open_no_figure_is_corrected(procurement, tenders, leader, buyer, alarm):
    answer(tenders[2], leader, alarm, outcome="corrected", unit_price=Decimal(1200))
    open_prices(procurement, leader, buyer)
    with pytest.raises(actions.CannotAnswer):
        answer(tenders[2], leader, alarm, revision=1)
    line = PriceLine.objects.get(procurement=procurement, key="service")
    with pytest.raises(actions.CannotAnswer):
        answer(tenders[2], leader, line, kind="sum", outcome="corrected", unit_price=Decimal(1))
    assert answer(tenders[2], leader, line, kind="sum").outcome == "kept"


def test_those_who_give_points_see_no_control_before_the_opening(
    procurement, tenders, nurse, buyer, client_of
):
    for name, more in (("control", ()), ("control_tender", (tenders[2].public_id,))):
        shut = client_of(nurse).get(url(procurement, name, *more)).content.decode()
        assert 'id="asked-about"' not in shut
        assert "120" not in shut.split("<main")[1]
        seen = client_of(buyer).get(url(procurement, name, *more)).content.decode()
        assert 'id="asked-about"' in seen
    assert client_of(nurse).get(url(procurement, "control_export")).status_code == 302
    assert client_of(nurse).post(url(procurement, "control_tender", tenders[2].public_id)).status_code == 404


def test_a_banner_names_those_who_do_not_see_what_the_reader_sees(
    procurement, tenders, nurse, buyer, client_of
):
    for name in ("page", "prices", "control"):
        assert "The nurse" in client_of(buyer).get(url(procurement, name)).content.decode()


def test_a_finding_is_answered_on_the_page(procurement, tenders, buyer, alarm, client_of):
    here = url(procurement, "control_tender", tenders[2].public_id)
    said = {"line": alarm.public_id, "kind": "low", "revision": 0, "outcome": "asked", "note": ""}
    again = client_of(buyer).post(here, said)
    assert again.status_code == 422
    assert 'id="alarm-low_note"' in again.content.decode()
    assert client_of(buyer).post(here, {**said, "note": "Asked by letter."}).status_code == 302
    assert FindingAnswer.objects.get().note == "Asked by letter."
    late = client_of(buyer).post(here, {**said, "note": "Mine."})
    assert late.status_code == 422
    assert "Asked by letter." in late.content.decode()
    assert "Mine." in late.content.decode()


@pytest.mark.parametrize("typed", ["1,234", "many", "-5"])
def test_a_figure_that_cannot_be_read_is_refused_at_its_field(
    procurement, tenders, buyer, alarm, client_of, typed
):
    here = url(procurement, "control_tender", tenders[2].public_id)
    said = {
        "line": alarm.public_id,
        "kind": "low",
        "outcome": "corrected",
        "note": "By letter.",
        "unit_price": typed,
    }
    found = client_of(buyer).post(here, said)
    assert found.status_code == 422
    assert typed in found.content.decode()
    assert not FindingAnswer.objects.exists()


def test_the_workbook_has_questions_answers_and_every_line(procurement, tenders, buyer, alarm, client_of):
    answer(tenders[2], buyer, alarm)
    found = client_of(buyer).get(url(procurement, "control_export"))
    book = openpyxl.load_workbook(io.BytesIO(found.content))
    texts = {str(cell.value) for sheet in book.worksheets[:3] for row in sheet.iter_rows() for cell in row}
    assert {"The firm explained it.", "C Firm C"} <= texts


def test_the_number_of_queries_does_not_grow_with_the_tenders(
    procurement, tenders, leader, django_assert_max_num_queries
):
    with django_assert_max_num_queries(4):
        control_of(procurement)
    for key in "DEFGH":
        cast.put(procurement, leader, f"Firm {key}")
    with django_assert_max_num_queries(4):
        control_of(procurement)
