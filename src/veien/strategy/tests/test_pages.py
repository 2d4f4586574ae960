"""The pages of the strategy, as people with and without rights meet them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from veien.documents.queries import sheet_names
from veien.strategy import actions
from veien.strategy.models import Demand, OwnershipLine, StrategyQuestion
from veien.strategy.queries import strategy_of
from veien.strategy.tests.stage import agreed, linked, whole, with_case

ClientOf = Callable[..., Client]
pytestmark = pytest.mark.django_db

READ = ("page", "together", "delivery", "agreement", "ownership", "qualification", "questions", "mandate")
WRITE = ("link", "cost_add", "demand_add")


def url(name: str, procurement: Any, *args: Any) -> str:
    return reverse(f"strategy:{name}", args=[procurement.public_id, *args])


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.mark.parametrize("language", ["nb", "sv", "da", "en"])
def test_every_page_opens_empty_and_filled_in_every_language(
    language: str, procurement: Any, leader: Any, client_of: ClientOf
) -> None:
    client = client_of(leader, language=language)
    for name in READ + WRITE:
        assert client.get(url(name, procurement)).status_code == 200
    whole(procurement, leader)
    for name in READ + WRITE:
        assert client.get(url(name, procurement)).status_code == 200


def test_a_reader_reads_everything_and_is_offered_no_form(
    procurement: Any, leader: Any, reader: Any, stranger: Any, client_of: ClientOf
) -> None:
    whole(procurement, leader)
    for name in READ:
        said = client_of(reader).get(url(name, procurement))
        assert said.status_code == 200
        assert 'method="post" novalidate' not in text_of(said)
        assert client_of(stranger).get(url(name, procurement)).status_code == 404
    for name in WRITE:
        assert client_of(reader).get(url(name, procurement)).status_code == 404


def test_a_choice_without_a_link_is_refused_with_a_way_to_make_one(
    procurement: Any, leader: Any, client_of: ClientOf
) -> None:
    with_case(procurement, leader)
    typed = {"chosen": "together", "reason": "Written with care.", "revision": "0"}
    said = client_of(leader).post(url("together", procurement), typed)
    assert said.status_code == 422
    assert "Written with care." in text_of(said)
    assert url("link", procurement) in text_of(said)
    assert not strategy_of(procurement).together


def test_one_links_and_then_chooses(procurement: Any, leader: Any, client_of: ClientOf) -> None:
    chosen = with_case(procurement, leader)
    client = client_of(leader)
    sent = client.post(url("link", procurement), {"alternative": chosen.key, "why": "Best.", "revision": "0"})
    assert sent.status_code == 302
    typed = {"chosen": "own", "reason": "It lasts.", "revision": "0"}
    assert client.post(url("ownership", procurement), typed).status_code == 302
    assert strategy_of(procurement).ownership == "own"


def test_two_who_choose_at_once_see_both(procurement: Any, leader: Any, client_of: ClientOf) -> None:
    linked(procurement, leader)
    actions.choose_together(procurement, by=leader, chosen="alone", reason="Ours is quicker.")
    typed = {"chosen": "together", "reason": "Theirs is cheaper.", "revision": "0"}
    said = client_of(leader).post(url("together", procurement), typed)
    assert said.status_code == 409
    assert "Ours is quicker." in text_of(said)
    assert "Theirs is cheaper." in text_of(said)
    assert 'name="revision" value="1"' in text_of(said)


def test_the_delivery_model_is_kept_service_by_service(
    procurement: Any, leader: Any, client_of: ClientOf
) -> None:
    linked(procurement, leader)
    client = client_of(leader)
    typed = {"storage-how": "self", "storage-reason": "", "training-how": "self", "training-reason": "Ours."}
    said = client.post(url("delivery", procurement), typed | {"revision": "0"})
    assert said.status_code == 422
    assert "Ours." in text_of(said)
    done = client.post(url("delivery", procurement), typed | {"storage-reason": "Room.", "revision": "0"})
    assert done.status_code == 302
    assert set(strategy_of(procurement).services) == {"storage", "training"}
    assert "NOK 1,000" in text_of(client.get(url("delivery", procurement))).replace("\xa0", " ")


def test_points_left_unconsidered_stay_unconsidered(
    procurement: Any, leader: Any, client_of: ClientOf
) -> None:
    typed = {"cost-strength": "3", "cost-reason": "One platform.", "revision": "0"}
    client = client_of(leader)
    assert client.post(url("points", procurement), typed).status_code == 302
    assert set(strategy_of(procurement).points) == {"cost"}
    faulty = client.post(url("points", procurement), {"competence-strength": "2", "revision": "1"})
    assert faulty.status_code == 422
    assert "Write why it holds here." in text_of(faulty)


def test_a_framework_beyond_the_limit_is_asked_why(
    procurement: Any, leader: Any, client_of: ClientOf
) -> None:
    typed = {key: str(value) for key, value in agreed(years=Decimal(4)).items()} | {"revision": "0"}
    said = client_of(leader).post(url("agreement", procurement), typed)
    assert said.status_code == 422
    assert 'id="id_why_long_error"' in text_of(said)
    kept = client_of(leader).post(url("agreement", procurement), typed | {"why_long": "Written off slowly."})
    assert kept.status_code == 302
    page = text_of(client_of(leader).get(url("agreement", procurement)))
    assert "26-1" in page
    assert "verified" in page


def test_a_cost_is_added_changed_and_taken_away(procurement: Any, leader: Any, client_of: ClientOf) -> None:
    with_case(procurement, leader)
    client = client_of(leader)
    typed = {
        "way": "rent",
        "title": "Rent",
        "amount": "1 000,50",
        "first_year": "0",
        "last_year": "9",
        "source": "A",
    }
    said = client.post(url("cost_add", procurement), typed)
    assert said.status_code == 422
    assert "ends with year 4" in text_of(said)
    assert client.post(url("cost_add", procurement), typed | {"last_year": "1"}).status_code == 302
    kept = OwnershipLine.objects.get()
    assert kept.amount == Decimal("1000.50")
    page = text_of(client.get(url("ownership", procurement))).replace("\xa0", " ")
    assert "1,962.52" in page  # 1000.50 + 1000.50 / 1.04
    changed = typed | {"last_year": "1", "title": "Rent of units", "revision": "1"}
    assert client.post(url("cost", procurement, kept.public_id), changed).status_code == 302
    late = client.post(url("cost", procurement, kept.public_id), changed | {"title": "Other"})
    assert late.status_code == 409
    assert client.post(url("cost_remove", procurement, kept.public_id)).status_code == 302
    assert not OwnershipLine.objects.exists()


def test_findings_stand_at_the_demand_with_where_they_come_from(
    procurement: Any, leader: Any, client_of: ClientOf
) -> None:
    client = client_of(leader)
    typed = {
        "area": "economy",
        "kind": "certificate",
        "text": "ISO 9001",
        "reason": "Quality.",
        "relying": "on",
    }
    assert client.post(url("demand_add", procurement), typed).status_code == 302
    page = text_of(client.get(url("qualification", procurement)))
    assert "Directive 2014/24/EU art. 62" in page
    assert "Not read in a source" in page
    assert "ISO 9001" not in text_of(client.get(url("qualification", procurement) + "?state=clear"))
    assert "ISO 9001" in text_of(client.get(url("qualification", procurement) + "?area=economy&state=found"))
    found = Demand.objects.get()
    changed = typed | {"equivalent": "on", "revision": "1"}
    assert client.post(url("demand", procurement, found.public_id), changed).status_code == 302
    assert "no finding" in text_of(client.get(url("qualification", procurement)))


def test_questions_and_mandate_are_written(procurement: Any, leader: Any, client_of: ClientOf) -> None:
    client = client_of(leader)
    asked = {"about": "delivery", "text": "Who keeps the stock?", "revision": "0"}
    assert client.post(url("questions", procurement), asked).status_code == 302
    found = StrategyQuestion.objects.get()
    answered = asked | {"answer": "They do.", "revision": "1"}
    assert client.post(url("question", procurement, found.public_id), answered).status_code == 302
    assert not strategy_of(procurement).open_questions
    mandate = {"may_buy": "Alarms.", "decides": "The owner.", "budget": "5 000 000", "revision": "0"}
    said = client.post(url("mandate", procurement), mandate)
    assert said.status_code == 422
    assert "Say where the money comes from" in text_of(said)
    kept = client.post(url("mandate", procurement), mandate | {"budget_source": "The plan"})
    assert kept.status_code == 302


def test_the_workbook_has_a_sheet_for_every_part(procurement: Any, leader: Any, client_of: ClientOf) -> None:
    whole(procurement, leader)
    data = client_of(leader).get(url("export", procurement)).content
    assert len(sheet_names(data)) == 7


@pytest.mark.parametrize("ending", ["pdf", "docx"])
@pytest.mark.parametrize("deliverable", ["procurement-strategy", "procurement-mandate"])
def test_the_documents_are_made(deliverable: str, ending: str, procurement: Any, leader: Any) -> None:
    from veien.road.actions import make_deliverable

    whole(procurement, leader)
    made = make_deliverable(procurement, by=leader, deliverable_id=deliverable, ending=ending)
    assert made.file.size > 5000


def test_the_pages_ask_as_often_whatever_the_number_of_rows(
    procurement: Any, leader: Any, client_of: ClientOf
) -> None:
    whole(procurement, leader)
    client = client_of(leader)

    def asked() -> dict[str, int]:
        found = {}
        for name in READ:
            with CaptureQueriesContext(connection) as queries:
                client.get(url(name, procurement))
            found[name] = len(queries)
        return found

    asked()  # what is kept between two pages is kept now
    before = asked()
    for number in range(12):
        actions.add_demand(procurement, by=leader, area="experience", kind="staff", text=f"Demand {number}")
        actions.add_question(procurement, by=leader, about="value", text=f"Question {number}")
    assert asked() == before
    assert max(before.values()) <= 36
