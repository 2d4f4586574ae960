"""The room's pages: who sees them, what they say, what they keep, and how often they ask the database."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import translation

from veien.foundation import clock
from veien.requirements.models import Requirement
from veien.tenders.models import Answer, PriceAnswer, Tender
from veien.tenders.tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def competition(procurement, leader):
    return cast.open_competition(procurement, leader)


@pytest.fixture
def tender(procurement, competition, leader):
    return cast.put(procurement, leader)


@pytest.fixture(autouse=True)
def the_day_after_the_deadline():
    with clock.standing_at(cast.OPENED):
        yield


def url(procurement, name, *more):
    return reverse(f"tenders:{name}", args=[procurement.public_id, *more])


def text_of(response):
    return response.content.decode()


ROUTES = [
    ("page", ()),
    ("prices", ()),
    ("prices_export", ()),
    ("answers", ()),
    ("requirement", ("requirement",)),
    ("tender", ("tender",)),
    ("file", ("tender", "file")),
]
WRITING = [("receive", ()), ("change", ("tender",)), ("replace", ("tender",))]


def address(procurement, tender, route):
    name, parts = route
    ids = {
        "tender": tender.public_id,
        "requirement": Requirement.objects.filter(procurement=procurement)[0].public_id,
        "file": tender.price_file.public_id,
    }
    return url(procurement, name, *(ids[part] for part in parts))


@pytest.mark.parametrize("route", [*ROUTES, *WRITING], ids=lambda route: route[0])
def test_a_stranger_and_a_reader_without_tenders_see_nothing(
    procurement, tender, stranger, reader, client_of, route
):
    for user in (stranger, reader):
        assert client_of(user).get(address(procurement, tender, route)).status_code == 404


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route[0])
def test_evaluators_see_tenders(procurement, tender, nurse, client_of, route):
    shut = route[0] in ("prices_export", "file")
    assert client_of(nurse).get(address(procurement, tender, route)).status_code == (302 if shut else 200)


@pytest.mark.parametrize("route", WRITING, ids=lambda route: route[0])
def test_only_those_who_receive_tenders_may_write(procurement, tender, nurse, buyer, client_of, route):
    assert client_of(nurse).get(address(procurement, tender, route)).status_code == 404
    assert client_of(nurse).post(address(procurement, tender, route)).status_code == 404
    assert client_of(buyer).get(address(procurement, tender, route)).status_code == 200


def test_the_empty_forms_are_for_everybody_in_the_procurement(
    procurement, competition, reader, stranger, client_of
):
    for form in ("price", "answer"):
        found = client_of(reader).get(url(procurement, "form_file", form))
        assert found.status_code == 200
        assert found["Content-Disposition"].startswith("attachment")
        assert client_of(stranger).get(url(procurement, "form_file", form)).status_code == 404
    assert client_of(reader).get(url(procurement, "form_file", "other")).status_code == 404


def test_there_is_no_form_before_publication(procurement, leader, client_of):
    assert client_of(leader).get(url(procurement, "form_file", "price")).status_code == 404


def test_before_publication_the_page_says_what_to_do_first(procurement, leader, client_of):
    found = client_of(leader).get(url(procurement, "page"))
    assert found.status_code == 200
    assert found.context["steps"][0].is_now
    assert url(procurement, "receive") not in text_of(found)
    sent_back = client_of(leader).get(url(procurement, "receive"))
    assert sent_back.status_code == 302


def test_after_publication_the_page_gives_the_forms_and_asks_for_tenders(
    procurement, competition, leader, client_of
):
    found = client_of(leader).get(url(procurement, "page"))
    for form in ("price", "answer"):
        assert url(procurement, "form_file", form) in text_of(found)
    assert url(procurement, "receive") in text_of(found)
    assert found.context["steps"][2].is_now


def test_the_list_shows_price_lateness_and_what_is_left_open(
    procurement, competition, leader, buyer, client_of
):
    cast.receive(
        procurement,
        leader,
        "Firm Late",
        received_at=cast.DUE + timedelta(minutes=12),
        answer_data=cast.answer_data(procurement, {"A-1": None}),
        is_invented=True,
    )
    with translation.override("en"):
        page = text_of(client_of(buyer).get(url(procurement, "page"), headers={"Accept-Language": "en"}))
    assert "12 minutes late" in page
    assert "1 must-requirement left open" in page
    assert "6,711,600" in page
    assert "3 of 4" in page
    assert "Example data" in page


def test_a_tender_shows_prices_and_how_they_are_computed(procurement, tender, buyer, client_of):
    page = text_of(
        client_of(buyer).get(url(procurement, "tender", tender.public_id), headers={"Accept-Language": "en"})
    )
    assert "99.50 × 4,200 × 4 = 1,671,600" in page
    assert "6,711,600" in page
    assert "72.5\u00a0hours" in page


@pytest.mark.parametrize(
    ("wish", "refs"),
    [
        ("q=bathroom", ["A-3"]),
        ("q=plate+cord", ["A-3"]),
        ("obligation=must", ["A-1", "A-4"]),
        ("state=open", ["A-2"]),
        ("state=answered&obligation=should", ["A-3"]),
        ("section=unknown", ["A-1", "A-2", "A-3", "A-4"]),
        ("q=nowhere", []),
    ],
)
def test_answers_can_be_narrowed(procurement, competition, leader, nurse, client_of, wish, refs):
    tender = cast.put(procurement, leader, answers={"A-2": ""})
    found = client_of(nurse).get(f"{url(procurement, 'tender', tender.public_id)}?{wish}")
    shown = [row["requirement"].ref for group in found.context["groups"] for row in group["rows"]]
    assert shown == refs


def test_the_received_file_comes_back_as_it_was(procurement, competition, leader, buyer, client_of):
    data = cast.price_data(procurement)
    tender = cast.receive(procurement, leader, price_data=data, file_names=("../priser.xlsx", ""))
    found = client_of(buyer).get(url(procurement, "file", tender.public_id, tender.price_file.public_id))
    assert found.content == data
    assert 'filename="priser.xlsx"' in found["Content-Disposition"]


def test_a_file_that_is_not_the_tenders_is_not_found(procurement, tender, leader, nurse, client_of):
    other = cast.put(procurement, leader, "Firm B")
    client = client_of(nurse)
    wrong = url(procurement, "file", tender.public_id, other.price_file.public_id)
    assert client.get(wrong).status_code == 404
    assert client.get(url(procurement, "file", tender.public_id, uuid4())).status_code == 404


def test_prices_stand_side_by_side_with_the_lowest_marked_in_words(
    procurement, tender, leader, buyer, client_of
):
    cast.receive(procurement, leader, "Firm B", price_data=cast.price_data(procurement, alarm=1100))
    found = client_of(buyer).get(url(procurement, "prices"), headers={"Accept-Language": "en"})
    marks = [[cell.is_lowest for cell in row.cells] for row in found.context["rows"]]
    assert marks == [[False, True], [False, False]]
    assert [cell.is_lowest for cell in found.context["total"]] == [False, True]
    page = text_of(found)
    assert page.count(">lowest<") == 2
    assert "6.7 % above the lowest" in page
    assert "<svg" in page


def test_one_requirement_shows_all_answers_and_the_way_to_the_next(
    procurement, tender, leader, nurse, client_of
):
    cast.put(procurement, leader, "Firm B", {"A-3": ""})
    third = Requirement.objects.get(ref="A-3")
    found = client_of(nurse).get(url(procurement, "requirement", third.public_id))
    assert [bool(each["answer"].shown) for each in found.context["answers"]] == [True, False]
    assert (found.context["before"].ref, found.context["after"].ref) == ("A-2", "A-4")
    assert client_of(nurse).get(url(procurement, "requirement", uuid4())).status_code == 404


def test_pages_ask_the_database_as_often_for_one_tender_as_for_twenty(procurement, leader, nurse, client_of):
    cast.open_competition(procurement, leader, more=400)
    tender = cast.put(procurement, leader)
    client = client_of(nurse)
    pages = [url(procurement, name) for name in ("page", "prices", "answers")]
    pages.append(url(procurement, "tender", tender.public_id))
    pages.append(url(procurement, "requirement", Requirement.objects.get(ref="A-1").public_id))
    counts = [count_queries(client, page) for page in pages]
    many(procurement, tender, 19)
    assert [count_queries(client, page) for page in pages] == counts
    assert max(counts) <= 22


def count_queries(client, page):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200
    return len(asked)


def many(procurement, like, count):
    prices = list(PriceAnswer.objects.filter(tender=like))
    answers = list(Answer.objects.filter(tender=like))
    for at in range(count):
        tender = Tender.objects.get(pk=like.pk)
        tender.pk, tender.public_id, tender.key, tender.name = None, uuid4(), f"T{at}", f"Firm {at}"
        tender.save()
        PriceAnswer.objects.bulk_create(
            PriceAnswer(tender=tender, line_id=each.line_id, unit_price=each.unit_price) for each in prices
        )
        Answer.objects.bulk_create(
            Answer(tender=tender, requirement_id=each.requirement_id, value=each.value) for each in answers
        )
