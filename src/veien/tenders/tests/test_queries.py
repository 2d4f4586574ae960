"""Reads: side by side, on the thread, in a fixed number of queries, and quick at a thousand requirements."""

from __future__ import annotations

import time

import pytest
from django.utils import translation

from veien.competition.models import Competition
from veien.criteria.models import PriceLine
from veien.files.models import StoredFile
from veien.requirements.models import Requirement
from veien.road.rules.registry import log_title, thread_providers, tool_by_id
from veien.tenders import queries
from veien.tenders.models import Answer, PriceAnswer, Tender
from veien.tenders.tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def competition(procurement, leader):
    return cast.open_competition(procurement, leader)


def test_answers_stand_side_by_side_in_the_readers_words(procurement, competition, leader):
    a = cast.receive(procurement, leader, "Firm A")
    b = cast.receive(
        procurement, leader, "Firm B", answer_data=cast.answer_data(procurement, {"A-1": None, "A-2": 48})
    )
    first, second = Requirement.objects.filter(ref__in=("A-1", "A-2")).order_by("ref")
    with translation.override("en"):
        found = queries.answers_of_requirements(procurement)
        assert found[first.pk][a.pk].shown == "Yes"
        assert found[second.pk][a.pk].shown == "72.5\u00a0hours"
    assert found[first.pk][b.pk].is_open
    assert queries.answers_of_requirement(procurement, second.pk)[b.pk].value == "48"
    rows = queries.tenders_of(procurement)
    assert [(row.answered, row.asked, row.must_open) for row in rows] == [(4, 4, 0), (3, 4, 1)]


def test_the_tool_says_what_has_come_and_that_all_is_read(procurement, competition, leader):
    tool = tool_by_id("tenders")
    assert tool is not None
    assert tool.may == "view_tenders"
    assert tool.report(procurement).facts == {"tenders.received": False, "tenders.all_checked": False}
    cast.put(procurement, leader)
    assert tool.report(procurement).facts == {"tenders.received": True, "tenders.all_checked": True}


def test_each_tender_is_one_object_on_the_thread(procurement, competition, leader):
    tender = cast.put(procurement, leader)
    part = dict(thread_providers())["answer"](procurement)
    assert [(node.id, node.label) for node in part.nodes] == [(f"answer:{tender.public_id}", "A Firm A")]
    assert part.nodes[0].url.endswith(f"/tenders/{tender.public_id}/")
    assert part.may == "view_tenders"


@pytest.mark.parametrize("action", ["tender_received", "tender_changed", "forms_replaced"])
def test_every_entry_has_words(action):
    assert log_title(f"tenders.{action}") != f"tenders.{action}"


def test_reads_ask_the_database_a_fixed_number_of_times(
    procurement, competition, leader, django_assert_num_queries
):
    lines = list(PriceLine.objects.filter(procurement=procurement))
    asked = list(Requirement.objects.filter(procurement=procurement))
    cast.put(procurement, leader)
    for count in (1, 20):
        tenders = [
            Tender(
                procurement=procurement,
                key=f"T{count}-{at}",
                name=f"Firm {count} {at}",
                received_at=cast.IN_TIME,
                registered_at=cast.OPENED,
                registered_by=leader,
                price_file=StoredFile.objects.first(),
                answer_file=StoredFile.objects.first(),
            )
            for at in range(count)
        ]
        Tender.objects.bulk_create(tenders)
        PriceAnswer.objects.bulk_create(
            PriceAnswer(tender=each, line=line, unit_price=1) for each in tenders for line in lines
        )
        Answer.objects.bulk_create(
            Answer(tender=each, requirement=one, value="yes") for each in tenders for one in asked
        )
        with django_assert_num_queries(6):
            assert len(queries.tenders_of(procurement)) >= count
        with django_assert_num_queries(3):
            queries.evaluated_prices(procurement)
        with django_assert_num_queries(1):
            queries.answers_of_requirements(procurement)


def test_a_thousand_answers_are_received_in_a_few_seconds(procurement, leader):
    cast.open_competition(procurement, leader, more=1000)
    data = cast.answer_data(
        procurement, {f"B-{at}": ("Ja", "Told.", at, "A.pdf")[at % 4] for at in range(1000)}
    )
    price = cast.price_data(procurement)
    began = time.monotonic()
    tender = cast.receive(procurement, leader, price_data=price, answer_data=data)
    assert time.monotonic() - began < 15  # 3 s on a free machine; the bench shows the figure
    assert tender.answers.count() == 1004


def test_the_competition_is_never_changed_by_receiving(procurement, competition, leader):
    before = Competition.objects.values().get()
    cast.receive(procurement, leader)
    assert Competition.objects.values().get() == before
