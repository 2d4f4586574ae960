"""The road's pages, as the people of a procurement meet them."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def at(name: str, procurement: Any, *args: Any) -> str:
    return reverse(f"road:{name}", args=[procurement.public_id, *args])


def test_my_procurements_are_listed_and_a_strangers_are_not(
    client_of: Any, leader: Any, stranger: Any, procurement: Any
) -> None:
    assert procurement.title in client_of(leader).get("/").content.decode()
    assert procurement.title not in client_of(stranger).get("/").content.decode()


def test_a_new_procurement_opens_on_its_road(client_of: Any, leader: Any) -> None:
    client = client_of(leader)
    answer = client.post(
        reverse("road:start"),
        {"title": "Medicine dispensers", "pack": "no-kvikkguide 1.1.0", "currency": "NOK", "language": "nb"},
    )
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    assert "Medicine dispensers" in page
    assert "<svg" in page


def test_a_procurement_without_a_title_is_refused_and_keeps_what_was_typed(
    client_of: Any, leader: Any
) -> None:
    answer = client_of(leader).post(
        reverse("road:start"),
        {
            "title": "",
            "summary": "For people at home",
            "pack": "no-kvikkguide 1.1.0",
            "currency": "NOK",
            "language": "nb",
        },
    )
    assert answer.status_code == 422
    assert "For people at home" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("road", []),
        ("station", ["map-needs"]),
        ("station", ["documents"]),
        ("lane", ["anchoring"]),
        ("decision", ["decision-1"]),
        ("decision", ["decision-3a"]),
        ("deliverables", []),
        ("deliverable", ["needs-summary"]),
        ("charter", []),
        ("roles", []),
        ("thread", []),
    ],
)
def test_whoever_has_a_role_reads_the_page_and_a_stranger_finds_nothing(
    client_of: Any, reader: Any, stranger: Any, procurement: Any, name: str, args: list[str]
) -> None:
    address = at(name, procurement, *args)
    assert client_of(reader).get(address).status_code == 200
    assert client_of(stranger).get(address).status_code == 404


def test_a_tick_is_kept_with_its_person_and_can_be_taken_back(
    client_of: Any, leader: Any, procurement: Any
) -> None:
    client = client_of(leader)
    address = at("tick", procurement, "map-needs-charter")
    assert client.post(address, {"done": "yes"}).status_code == 302
    assert procurement.activity_states.get().ticked_by_id == leader.pk
    client.post(address, {"done": "no"})
    assert procurement.activity_states.get().ticked_at is None


def test_a_reader_cannot_tick(client_of: Any, reader: Any, procurement: Any) -> None:
    from veien.road.queries import pack_of

    first = pack_of(procurement).stations[0].activities[3].id
    assert client_of(reader).post(at("tick", procurement, first), {"done": "yes"}).status_code == 404
    assert procurement.activity_states.count() == 0


def test_the_number_of_queries_on_the_road_page_is_fixed(
    client_of: Any, leader: Any, procurement: Any, django_assert_max_num_queries: Any
) -> None:
    client = client_of(leader)
    client.get(at("road", procurement))
    with django_assert_max_num_queries(100):
        client.get(at("road", procurement))


def test_days_that_are_no_number_are_refused_at_the_field_and_stay(
    client_of: Any, leader: Any, procurement: Any
) -> None:
    answer = client_of(leader).post(
        at("effort", procurement, "map-needs"), {"planned_days": "many", "spent_days": "3"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="many"' in page
    assert 'id="id_planned_days_error"' in page
