"""A driver that is taken from a key figure: where it came from, and what happens when that one moves."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation

from veien.business_case.models import Quantity
from veien.business_case.queries.key_figures import behind
from veien.business_case.tests.stage import begun
from veien.needs.actions.key_figures import add_figure, change_figure

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Any:
    """Let the pages speak English."""
    with translation.override("en"):
        yield


@pytest.fixture
def figure(procurement: Any, leader: Any) -> Any:
    """Two hundred users in 2025, ten percent more each year."""
    begun(procurement, leader)
    return add_figure(
        procurement,
        by=leader,
        title="Users with alarm / at home",
        unit="users",
        value=Decimal(200),
        year=2025,
        source="The service register",
        growth_percent=Decimal(10),
    )


def at(name: str, procurement: Any, *args: Any) -> str:
    return reverse(f"business_case:{name}", args=[procurement.public_id, *args])


def taken(client: Any, procurement: Any, made_of: Any, **words: Any) -> Any:
    form = {"figure": str(made_of.public_id), "year": "2027", "key": ""} | words
    return client.post(at("driver_from_figure", procurement), form)


def test_a_driver_is_made_of_a_key_figure_as_it_is_in_a_year_with_its_source(
    client_of: Any, leader: Any, procurement: Any, figure: Any
) -> None:
    client = client_of(leader)
    page = client.get(at("driver_from_figure", procurement)).content.decode()
    assert "390" in page  # 200 × 1.1 ** 7, in the last year of the case
    assert taken(client, procurement, figure)["Location"] == at("drivers", procurement)
    made = Quantity.objects.get()
    assert (made.key, made.number, made.unit) == ("Users with alarm at home", Decimal(242), "users")
    assert made.source == "The service register (2025); carried to 2027 by 10 percent a year"
    page = client.get(at("drivers", procurement)).content.decode()
    assert "as it is in 2027" in page
    assert "Take it over" not in page


def test_a_key_figure_that_moves_is_told_of_and_taken_over_when_somebody_says_so(
    client_of: Any, leader: Any, procurement: Any, figure: Any
) -> None:
    client = client_of(leader)
    taken(client, procurement, figure, key="users")
    change_figure(figure, by=leader, revision=1, value=Decimal(300))
    made = Quantity.objects.select_related("key_figure").get()
    told = behind(made)
    assert told is not None
    assert (told.now, told.differs, made.number) == (Decimal(363), True, Decimal(242))
    page = client.get(at("drivers", procurement)).content.decode()
    assert "The key figure says 363 now." in page
    follow = at("driver_follow", procurement, made.public_id)
    client.post(follow, {"revision": "9"})
    assert Quantity.objects.get().number == Decimal(242)
    client.post(follow, {"revision": "1"})
    assert Quantity.objects.get().number == Decimal(363)
    assert "Take it over" not in client.get(at("drivers", procurement)).content.decode()


@pytest.mark.parametrize(
    ("words", "place"),
    [({"figure": ""}, "figure"), ({"year": "1850"}, "year"), ({"key": "1 × 2"}, "key")],
)
def test_what_cannot_become_a_driver_is_refused_at_its_field(
    client_of: Any, leader: Any, procurement: Any, figure: Any, words: dict[str, str], place: str
) -> None:
    answer = taken(client_of(leader), procurement, figure, **words)
    assert answer.status_code == 422
    assert f'id="id_{place}_error"' in answer.content.decode()
    assert not Quantity.objects.exists()


def test_a_figure_that_nothing_carries_forward_is_taken_only_for_its_own_year(
    client_of: Any, leader: Any, procurement: Any, figure: Any
) -> None:
    change_figure(figure, by=leader, revision=1, growth_percent=None)
    client = client_of(leader)
    answer = taken(client, procurement, figure)
    assert answer.status_code == 422
    assert "Nothing tells what the figure is in 2027." in answer.content.decode()
    assert taken(client, procurement, figure, year="2025").status_code == 302
    assert Quantity.objects.get().source == "The service register (2025)"
