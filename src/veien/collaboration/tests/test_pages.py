"""The pages of the room, as people use them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from veien.collaboration import actions
from veien.collaboration.models import Member
from veien.foundation import clock
from veien.organisations.models import Organisation
from veien.people.models import User
from veien.road.models import Procurement
from veien.road.rules import registry

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]


def url(procurement: Procurement, name: str = "page", *more: object) -> str:
    return reverse(f"collaboration:{name}", args=[procurement.public_id, *more])


def municipality(name: str) -> Organisation:
    return Organisation.objects.create(
        name=name, kind="municipality", country="NO", population=1200, created_at=clock.now()
    )


@pytest.fixture
def member(procurement: Procurement, leader: User) -> Member:
    return actions.add_member(procurement, by=leader, organisation=municipality("Havn"), standing="option")


def test_an_empty_room_offers_to_name_the_one_that_leads(
    procurement: Procurement, leader: User, client_of: ClientOf
) -> None:
    answer = client_of(leader).get(url(procurement))
    assert f"chosen={procurement.buyer.public_id}" in answer.content.decode()
    first = client_of(leader).get(answer.context["buyer_url"])
    assert [row["organisation"] for row in first.context["rows"] if row["is_chosen"]] == [procurement.buyer]
    assert first.context["form"]["standing"].value() == "lead"


def test_several_are_chosen_and_added_at_once(
    procurement: Procurement, leader: User, client_of: ClientOf
) -> None:
    chosen = [str(municipality(name).public_id) for name in ("Havn", "Fjell")]
    typed = {"organisations": chosen, "standing": "member", "joined_on": "2026-02-01", "keep": "1"}
    answer = client_of(leader).post(url(procurement, "add"), typed)
    assert answer["Location"] == url(procurement)
    assert set(Member.objects.values_list("organisation__name", "joined_on")) == {
        ("Havn", date(2026, 2, 1)),
        ("Fjell", date(2026, 2, 1)),
    }


@pytest.mark.parametrize("pressed", [{"search": "1"}, {"enter": "1", "found": ""}])
def test_a_search_keeps_what_was_typed_and_ticked(
    procurement: Procurement, leader: User, client_of: ClientOf, pressed: dict[str, str]
) -> None:
    havn, _fjell, dal = municipality("Havn"), municipality("Fjell"), municipality("Dal")
    typed = {"find": "dal", "organisations": [str(havn.public_id)], "note": "Signed by the mayor", **pressed}
    answer = client_of(leader).post(url(procurement, "add"), typed)
    assert answer.status_code == 200
    assert [(row["organisation"], row["is_chosen"]) for row in answer.context["rows"]] == [
        (havn, True),
        (dal, False),
    ]
    assert "Signed by the mayor" in answer.content.decode()
    assert not Member.objects.exists()


@pytest.mark.parametrize("typed", [{}, {"organisations": ["no-such"]}, {"joined_on": "soon"}])
def test_a_refused_choice_keeps_nothing(
    procurement: Procurement, leader: User, client_of: ClientOf, typed: dict[str, Any]
) -> None:
    municipality("Havn")
    answer = client_of(leader).post(url(procurement, "add"), {"standing": "member", "keep": "1", **typed})
    assert answer.status_code == 422
    assert not Member.objects.exists()


def test_a_new_municipality_is_written_in_on_the_spot(
    procurement: Procurement, leader: User, client_of: ClientOf
) -> None:
    typed = {"name": "Vik", "country": "NO", "population": "4200", "standing": "member"}
    wrong = client_of(leader).post(url(procurement, "new"), typed | {"number": "123456789"})
    assert wrong.status_code == 422
    assert wrong.context["new_form"].errors["number"]
    assert 'value="Vik"' in wrong.content.decode()
    client_of(leader).post(url(procurement, "new"), typed | {"population": "4 200"})
    assert Member.objects.get().organisation.population == 4200


@pytest.mark.parametrize("population", ["many", "-3", "42,5", "4,2,0", "999999999999"])
def test_a_population_that_is_no_whole_number_is_refused(
    procurement: Procurement, leader: User, client_of: ClientOf, population: str
) -> None:
    typed = {"name": "Vik", "country": "NO", "population": population, "standing": "member"}
    answer = client_of(leader).post(url(procurement, "new"), typed)
    assert answer.status_code == 422
    assert answer.context["new_form"].errors["population"]
    assert not Member.objects.exists()


def test_one_with_an_option_joins_from_its_row(
    procurement: Procurement, member: Member, leader: User, client_of: ClientOf
) -> None:
    client, place = client_of(leader), url(procurement, "change", member.public_id)
    form = client.get(f"{place}?joins=1").context["form"]
    assert (form["standing"].value(), form["joined_on"].value()) == ("member", clock.today())
    client.post(place, {"standing": "member", "joined_on": "2027-02-01", "revision": "1"})
    assert Member.objects.get().joined_on == date(2027, 2, 1)
    late = client.post(place, {"standing": "option", "revision": "1"})
    assert late.status_code == 409
    assert (
        client.post(place, {"standing": "option", "joined_on": "2027-02-01", "revision": "2"}).status_code
        == 422
    )


def test_taking_out_asks_first(
    procurement: Procurement, member: Member, leader: User, client_of: ClientOf
) -> None:
    client, place = client_of(leader), url(procurement, "remove", member.public_id)
    assert client.get(place).status_code == 200
    assert Member.objects.exists()
    assert client.post(place)["Location"] == url(procurement)
    assert not Member.objects.exists()


def test_the_list_is_narrowed_and_sorted(
    procurement: Procurement, member: Member, leader: User, client_of: ClientOf
) -> None:
    actions.add_member(procurement, by=leader, organisation=municipality("Fjell"), standing="member")
    client = client_of(leader)
    names = [
        row["member"].name for row in client.get(url(procurement), {"standing": "option"}).context["rows"]
    ]
    assert names == ["Havn"]
    names = [row["member"].name for row in client.get(url(procurement), {"sort": "-name"}).context["rows"]]
    assert names == ["Havn", "Fjell"]
    assert client.get(url(procurement) + "?standing=x&sort=y&page=z").status_code == 200


def test_the_list_asks_the_database_as_often_for_many_as_for_few(
    procurement: Procurement,
    leader: User,
    client_of: ClientOf,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    client = client_of(leader)
    for count in (2, 150):
        some = [municipality(f"Town {count} {each}") for each in range(count)]
        actions.add_members(procurement, by=leader, organisations=some, standing="member")
        client.get(url(procurement))
        with django_assert_num_queries(PAGE_QUERIES):
            client.get(url(procurement))


PAGE_QUERIES = 6 + len(registry._headlines)  # session, person, procurement, roles, sums, rows

ROUTES = [
    ("get", "page", "view"),
    ("get", "add", "manage"),
    ("post", "add", "manage"),
    ("post", "new", "manage"),
]
ROUTES_OF_ONE = [(method, name, "manage") for name in ("change", "remove") for method in ("get", "post")]


@pytest.mark.parametrize(("method", "name", "may"), ROUTES + ROUTES_OF_ONE)
def test_strangers_find_nothing_and_only_managers_change(
    procurement: Procurement,
    member: Member,
    reader: User,
    stranger: User,
    make_user: Callable[..., User],
    client_of: ClientOf,
    method: str,
    name: str,
    may: str,
) -> None:
    place = url(procurement, name, *((member.public_id,) if (method, name, may) in ROUTES_OF_ONE else ()))
    expected = 200 if may == "view" else 404
    worker = make_user(role="procurement-group", procurement=procurement)
    assert getattr(client_of(stranger), method)(place).status_code == 404
    assert getattr(client_of(reader), method)(place).status_code == expected
    assert getattr(client_of(worker), method)(place).status_code == expected
    assert getattr(Client(), method)(place).status_code == 302
    assert Member.objects.count() == 1
