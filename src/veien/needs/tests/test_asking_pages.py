"""The pages on which people ask why, guess, say what is meant, and say how new the answer may be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from veien.needs import actions
from veien.needs.actions.asking import add_why, guess_solution
from veien.needs.actions.innovation import settle_innovation
from veien.needs.models import Guess, Innovation, MeantWord, Need, Why
from veien.people.models import User
from veien.road.models import Procurement

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
EN = {"accept-language": "en"}


def url(procurement: Procurement, name: str, *more: object) -> str:
    return reverse(f"needs:{name}", args=[procurement.public_id, *more])


@pytest.fixture
def need(procurement: Procurement, leader: User) -> Need:
    return actions.add_need(procurement, by=leader, title="Vi trenger en vekter om natten")


def test_words_are_noticed_while_one_types(
    procurement: Procurement, leader: User, client_of: ClientOf
) -> None:
    client = client_of(leader)
    answer = client.post(
        url(procurement, "wording"), {"title": "En vekter", "statement": "Vekter."}, headers=EN
    )
    assert [each.text for each in answer.context["findings"]] == ["vekter"]
    assert "Write it as security." in answer.content.decode()
    clean = client.post(url(procurement, "wording"), {"title": "Sove trygt"}, headers=EN).content.decode()
    assert "No word here looks like a solution." in clean
    assert not Need.objects.exists()


def test_the_page_of_a_need_explains_and_a_reason_settles_it(
    procurement: Procurement, need: Need, leader: User, client_of: ClientOf
) -> None:
    client, place = client_of(leader), url(procurement, "need", need.public_id)
    assert "<mark>vekter</mark>" in client.get(place).content.decode()
    meant = url(procurement, "meant", need.public_id)
    refused = client.post(meant, {"word": "vekter", "reason": ""})
    assert (refused.status_code, MeantWord.objects.count()) == (422, 0)
    client.post(meant, {"word": "vekter", "reason": "Loven krever det."})
    assert client.get(place).context["wording"].open == ()
    kept = MeantWord.objects.get()
    client.post(url(procurement, "meant_remove", need.public_id, kept.pk))
    assert not MeantWord.objects.exists()


def test_the_list_can_be_narrowed_to_needs_that_name_a_solution(
    procurement: Procurement, need: Need, leader: User, client_of: ClientOf
) -> None:
    actions.add_need(procurement, by=leader, title="Sove trygt om natten")
    answer = client_of(leader).get(url(procurement, "page"), {"missing": "wording"})
    assert [(row["need"].title, row["names"]) for row in answer.context["rows"]] == [
        (need.title, ("vekter",))
    ]


def test_asking_why_leaves_the_next_why_open(
    procurement: Procurement, leader: User, client_of: ClientOf
) -> None:
    client, place = client_of(leader), url(procurement, "why_add")
    client.post(place, {"text": "Dårlig luft"})
    root = Why.objects.get()
    answer = client.post(place, {"under": str(root.public_id), f"{root.public_id}-text": "For liten vifte"})
    box = Why.objects.get(parent=root)
    assert answer["Location"] == f"{url(procurement, 'whys')}?open={box.public_id}#why-{box.pk}"
    page = client.get(answer["Location"].partition("#")[0])
    assert [row["is_open"] for row in page.context["trees"][0]["rows"]] == [False, True]
    refused = client.post(place, {"under": str(root.public_id), f"{root.public_id}-text": ""})
    assert (refused.status_code, Why.objects.count()) == (422, 2)
    client.post(url(procurement, "why_need", box.public_id))
    assert Need.objects.get().title == "For liten vifte"


def test_a_box_changed_meanwhile_shows_both(
    procurement: Procurement, leader: User, client_of: ClientOf
) -> None:
    box = add_why(procurement, by=leader, text="Luft")
    client, place = client_of(leader), url(procurement, "why", box.public_id)
    assert client.post(place, {"text": "Dårlig luft", "revision": "1"}).status_code == 302
    late = client.post(place, {"text": "Tung luft", "revision": "1"})
    assert late.status_code == 409
    assert "Dårlig luft" in late.content.decode()
    assert "Tung luft" in late.content.decode()
    assert client.post(place, {"text": "", "revision": "2"}).status_code == 422
    client.post(url(procurement, "why_remove", box.public_id))
    assert not Why.objects.exists()


def test_a_reader_guesses_from_the_wording_and_a_writer_judges(
    procurement: Procurement, need: Need, leader: User, reader: User, client_of: ClientOf
) -> None:
    place = url(procurement, "guess", need.public_id)
    assert client_of(reader).post(place, {"guess": ""}).status_code == 422
    assert client_of(reader).post(place, {"guess": "En vekter"}).status_code == 302
    assert "En vekter" in client_of(reader).get(place).content.decode()
    guess = Guess.objects.get()
    judge = url(procurement, "guess_judge", need.public_id, guess.public_id)
    assert client_of(reader).post(judge, {"gives_away": "no"}).status_code == 404
    client_of(leader).post(judge, {"gives_away": "yes"})
    page = client_of(reader).get(url(procurement, "need", need.public_id))
    assert page.context["guesses"].outcome == "gives_away"


def test_how_new_it_is_leads_somewhere_and_says_why(
    procurement: Procurement, leader: User, reader: User, client_of: ClientOf
) -> None:
    place = url(procurement, "innovation")
    assert "Nothing says yet" in client_of(reader).get(place, headers=EN).content.decode()
    typed = {
        "height": "world",
        "need_class": "1b",
        "check-effect": "yes",
        "reason": "We asked.",
        "revision": "0",
    }
    client = client_of(leader)
    assert client.post(place, typed).status_code == 302
    assert Innovation.objects.get().branch == "adapted"
    page = client.get(place, headers=EN).content.decode()
    assert "But how new the answer may be leads to: Not on the market." in page
    late = client.post(place, typed | {"reason": "We asked twice."})
    assert late.status_code == 409
    assert "We asked twice." in late.content.decode()
    assert client.post(place, typed | {"height": "huge", "revision": "1"}).status_code == 422
    assert "We asked." in client_of(reader).get(place, headers=EN).content.decode()


def test_pages_ask_the_database_as_often_for_many_as_for_few(
    procurement: Procurement,
    need: Need,
    leader: User,
    reader: User,
    client_of: ClientOf,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    client = client_of(leader)
    pages = ["whys", "innovation"]
    box = add_why(procurement, by=leader, text="Root")
    settle_innovation(procurement, by=leader, revision=0, height="here")
    few = [_queries(client, url(procurement, each)) for each in pages]
    few.append(_queries(client, url(procurement, "guess", need.public_id)))
    for number in range(30):
        box = add_why(procurement, by=leader, text=f"Box {number}", under_box=box if number % 6 else None)
    guess_solution(need, by=reader, guess="A guard")
    many = [_queries(client, url(procurement, each)) for each in pages]
    many.append(_queries(client, url(procurement, "guess", need.public_id)))
    assert few == many


def _queries(client: Client, place: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(place)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(place).status_code == 200
    return len(seen)


def test_a_box_of_the_tree_becomes_a_need_without_unfolding_anything(
    procurement: Procurement, leader: User, client_of: ClientOf
) -> None:
    why = add_why(procurement, by=leader, text="The night nurse comes too late")
    page = client_of(leader).get(url(procurement, "whys")).content.decode()
    folded = page.split("<details")[1].split("</details>")[0] if "<details" in page else ""
    address = url(procurement, "why_need", why.public_id)
    assert address in page
    assert address not in folded


def test_nobody_is_asked_to_judge_the_own_guess(
    procurement: Procurement, need: Need, leader: User, client_of: ClientOf
) -> None:
    guess_solution(need, by=leader, guess="A guard")
    page = client_of(leader).get(url(procurement, "need", need.public_id), headers=EN).content.decode()
    assert "waits for another than you to judge it" in page
    assert "That is it" not in page
