"""Publishing: what must be there, what it locks, and who may."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from veien.audit.queries import entries_of, verify_chain
from veien.competition import actions, queries, tool
from veien.competition.models import Competition
from veien.criteria import actions as criteria
from veien.criteria.tests.cast import make_model, make_requirements
from veien.foundation import clock
from veien.requirements import actions as requirements
from veien.requirements.queries import set_of

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DUE = NOW + timedelta(days=40)


@pytest.fixture
def ready(procurement, leader):
    made = make_model(procurement, leader)
    made.rows = make_requirements(procurement, 2)
    criteria.assign_requirements(
        procurement, by=leader, criterion=made.use, requirements=[row.public_id for row in made.rows]
    )
    return made


def publish(procurement, by, **more):
    with clock.standing_at(NOW):
        return actions.publish(
            procurement, by=by, **{"notice_reference": "2026-100123", "tenders_due_at": DUE, **more}
        )


def test_publishing_locks_both_and_writes_one_entry(procurement, leader, ready):
    before = entries_of(procurement.public_id, most=1)[0].number
    competition = publish(procurement, leader)
    entry = entries_of(procurement.public_id, most=1)[0]
    assert (entry.number, entry.action) == (before + 1, "competition.published")
    assert entry.content["criteria_digest"] == competition.criteria_digest
    assert set_of(procurement).locked_digest == competition.requirements_digest
    with pytest.raises(criteria.Locked):
        criteria.change_criterion(procurement, by=leader, criterion=ready.use, title="Other")
    with pytest.raises(requirements.Locked):
        requirements.add_section(procurement, by=leader, title="More")
    assert verify_chain(procurement.public_id).intact


def test_an_unfinished_competition_is_refused_with_all_that_is_missing(procurement, leader):
    with pytest.raises(actions.CannotPublish) as refused:
        publish(procurement, leader)
    assert len(refused.value.lacks) >= 4
    assert not Competition.objects.exists()
    assert not queries.is_published(procurement)


def test_a_should_requirement_without_a_criterion_stops_publication(procurement, leader, ready):
    make_requirements(procurement, 1, start=9)
    with pytest.raises(actions.CannotPublish) as refused:
        publish(procurement, leader)
    assert [lack.url for lack in refused.value.lacks] == [
        reverse("criteria:requirements", args=[procurement.public_id])
    ]


def test_a_price_criterion_needs_a_price_form(procurement, leader, ready):
    for line in (ready.alarm, ready.service):
        criteria.remove_price_line(procurement, by=leader, line=line)
    with pytest.raises(actions.CannotPublish) as refused:
        publish(procurement, leader)
    assert len(refused.value.lacks) == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [({"tenders_due_at": NOW}, "tenders_due_at"), ({"notice_reference": "  "}, "notice_reference")],
)
def test_a_faulty_publication_is_refused_at_its_field_and_locks_nothing(
    procurement, leader, ready, change, field
):
    with pytest.raises(actions.CannotPublish) as refused:
        publish(procurement, leader, **change)
    assert refused.value.field == field
    assert set_of(procurement).locked_at is None


def test_nothing_is_published_twice(procurement, leader, ready):
    publish(procurement, leader)
    with pytest.raises(actions.CannotPublish):
        publish(procurement, leader)
    assert Competition.objects.count() == 1


def test_the_road_is_told(procurement, leader, ready, django_assert_num_queries):
    assert tool.report(procurement).facts == {"competition.published": False}
    publish(procurement, leader)
    with django_assert_num_queries(1):
        report = tool.report(procurement)
    assert report.facts == {"competition.published": True}
    assert "2026" in str(report.status) or "26" in str(report.status)


def page(procurement) -> str:
    return reverse("competition:page", args=[procurement.public_id])


def form(procurement) -> str:
    return reverse("competition:publish", args=[procurement.public_id])


def test_a_stranger_finds_no_competition(procurement, stranger, client_of):
    client = client_of(stranger)
    assert client.get(page(procurement)).status_code == 404
    assert client.get(form(procurement)).status_code == 404
    assert client.post(form(procurement)).status_code == 404


def test_readers_and_the_nurse_see_the_checklist_but_cannot_publish(
    procurement, reader, nurse, ready, client_of
):
    for person in (reader, nurse):
        client = client_of(person)
        text = client.get(page(procurement)).content.decode()
        assert "The project leader or purchasing can publish the competition now." in text
        assert client.get(form(procurement)).status_code == 404
        assert client.post(form(procurement), {"confirming": "yes"}).status_code == 404


def test_an_empty_procurement_shows_every_point_as_open(procurement, leader, client_of):
    answer = client_of(leader).get(page(procurement))
    assert [check.is_done for check in answer.context["checks"]] == [False] * 6


def test_the_purchaser_publishes_after_being_asked_once_more(procurement, buyer, ready, client_of):
    client = client_of(buyer)
    said = {"notice_reference": "2026-100123", "tenders_due_at": "2099-04-01T12:00"}
    asked = client.post(form(procurement), said)
    assert asked.status_code == 200
    assert not queries.is_published(procurement)
    hidden = {name: asked.context["form"][name].value() for name in said}
    assert client.post(form(procurement), {**hidden, "confirming": "yes"}).status_code == 422
    assert not queries.is_published(procurement)
    done = client.post(form(procurement), {**said, "confirming": "yes", "confirmed": "on"})
    assert done.status_code == 302
    competition = queries.competition_of(procurement)
    assert competition is not None
    assert competition.tenders_due_at == datetime(2099, 4, 1, 10, 0, tzinfo=UTC)
    text = client.get(page(procurement)).content.decode()
    assert "2026-100123" in text
    assert competition.criteria_digest in text
    assert client.get(form(procurement)).status_code == 302


def test_a_deadline_in_the_past_comes_back_with_the_form(procurement, leader, ready, client_of):
    said = {"notice_reference": "My reference", "tenders_due_at": "2020-01-01T12:00"}
    answer = client_of(leader).post(form(procurement), said)
    assert answer.status_code == 422
    assert "My reference" in answer.content.decode()
    confirmed = client_of(leader).post(form(procurement), {**said, "confirming": "yes", "confirmed": "on"})
    assert confirmed.status_code == 422
    assert not queries.is_published(procurement)


def test_the_checklist_takes_the_same_queries_for_ten_and_a_thousand(procurement, leader, ready):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        queries.checklist_of(procurement)
    make_requirements(procurement, 990, start=20)
    with CaptureQueriesContext(connection) as many:
        queries.checklist_of(procurement)
    assert len(few) == len(many) <= 8
