"""The pages of the room, as people use them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from veien.foundation import clock
from veien.goals import actions, queries
from veien.goals.models import Goal, Vision
from veien.needs import actions as needs
from veien.needs.models import Need
from veien.people.models import User
from veien.road.models import Procurement
from veien.road.rules import registry

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
TYPED = {"title": "Feel safe", "kind": "quality", "unit": "percent", "baseline": "58,5", "target": "80"}


def url(procurement: Procurement, name: str = "page", *more: object) -> str:
    return reverse(f"goals:{name}", args=[procurement.public_id, *more])


@pytest.fixture
def some_needs(procurement: Procurement, leader: User) -> list[Need]:
    return [
        needs.add_need(procurement, by=leader, title=title)
        for title in ("Be found", "Be heard", "Sleep well")
    ]


@pytest.fixture
def goal(procurement: Procurement, leader: User) -> Goal:
    return actions.add_goal(procurement, by=leader, title="Less driving", kind="saved_time")


def test_an_empty_room_says_what_to_do_first(
    procurement: Procurement, leader: User, client_of: ClientOf
) -> None:
    page = client_of(leader).get(url(procurement), headers={"accept-language": "en"}).content.decode()
    assert "Write the vision" in page
    assert "Set the first goal" in page


def test_the_page_names_the_needs_that_no_goal_answers(
    procurement: Procurement, some_needs: list[Need], leader: User, client_of: ClientOf
) -> None:
    actions.add_goal(procurement, by=leader, title="Be safe", kind="quality", needs=[some_needs[0].pk])
    answer = client_of(leader).get(url(procurement))
    assert [each.title for each in answer.context["without"]] == ["Be heard", "Sleep well"]


def test_a_goal_is_set_with_the_needs_that_were_ticked(
    procurement: Procurement, some_needs: list[Need], leader: User, client_of: ClientOf
) -> None:
    ticked = [str(some_needs[0].pk), str(some_needs[2].pk)]
    answer = client_of(leader).post(url(procurement, "add"), TYPED | {"needs": ticked, "keep": "1"})
    assert answer["Location"] == url(procurement)
    (row,) = queries.goals_of(procurement)
    assert [each.title for each in row.needs] == ["Be found", "Sleep well"]
    assert str(row.baseline) == "58.5"


@pytest.mark.parametrize("pressed", [{"search": "1"}, {"enter": "1", "found": ""}])
def test_a_search_in_the_needs_keeps_what_was_typed_and_ticked(
    procurement: Procurement,
    some_needs: list[Need],
    leader: User,
    client_of: ClientOf,
    pressed: dict[str, str],
) -> None:
    typed = {"title": "Feel safe", "kind": "", "find": "heard", "needs": [str(some_needs[0].pk)], **pressed}
    answer = client_of(leader).post(url(procurement, "add"), typed)
    assert answer.status_code == 200
    assert [(row["need"].title, row["is_chosen"]) for row in answer.context["rows"]] == [
        ("Be found", True),
        ("Be heard", False),
    ]
    assert 'value="Feel safe"' in answer.content.decode()
    assert not Goal.objects.exists()


def test_the_enter_key_keeps_the_goal_when_nothing_new_is_sought(
    procurement: Procurement, leader: User, client_of: ClientOf
) -> None:
    client_of(leader).post(url(procurement, "add"), TYPED | {"enter": "1", "find": "x", "found": "x"})
    assert Goal.objects.get().title == "Feel safe"


def test_a_refused_goal_keeps_what_was_typed(
    procurement: Procurement, some_needs: list[Need], leader: User, client_of: ClientOf
) -> None:
    typed = TYPED | {"target": "many", "needs": [str(some_needs[1].pk)], "keep": "1"}
    answer = client_of(leader).post(url(procurement, "add"), typed)
    assert answer.status_code == 422
    assert 'value="many"' in answer.content.decode()
    assert [row["need"].title for row in answer.context["rows"] if row["is_chosen"]] == ["Be heard"]


@pytest.mark.parametrize(("typed", "kept"), [("1 234,5", "1234.5"), ("1,234.50", "1234.5"), ("0.25", "0.25")])
def test_a_figure_is_read_exactly_whatever_the_language_of_the_page(
    procurement: Procurement, leader: User, client_of: ClientOf, typed: str, kept: str
) -> None:
    client_of(leader).post(url(procurement, "add"), TYPED | {"target": typed, "keep": "1"})
    (row,) = queries.goals_of(procurement)
    assert str(row.target) == kept


def test_a_figure_that_can_be_read_in_two_ways_is_asked_back(
    procurement: Procurement, leader: User, client_of: ClientOf
) -> None:
    answer = client_of(leader).post(url(procurement, "add"), TYPED | {"target": "1.234", "keep": "1"})
    assert answer.status_code == 422
    assert "1.234" in str(answer.context["form"].errors["target"])


def test_the_form_writes_a_figure_so_that_it_is_read_back_the_same(
    procurement: Procurement, leader: User, client_of: ClientOf
) -> None:
    goal = actions.add_goal(procurement, by=leader, title="A", kind="quality", target=Decimal("1.234"))
    form = client_of(leader).get(url(procurement, "change", goal.public_id)).context["form"]
    assert form.fields["target"].clean(form["target"].value()) == Decimal("1.234")


def test_a_need_that_is_not_there_is_refused(
    procurement: Procurement, leader: User, client_of: ClientOf
) -> None:
    answer = client_of(leader).post(url(procurement, "add"), TYPED | {"needs": ["999999"], "keep": "1"})
    assert answer.status_code == 422
    assert not Goal.objects.exists()


def test_the_page_asks_the_database_as_often_for_many_as_for_few(
    procurement: Procurement,
    some_needs: list[Need],
    leader: User,
    client_of: ClientOf,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    client = client_of(leader)
    for count in (2, 40):
        for each in range(count):
            actions.add_goal(
                procurement, by=leader, title=f"Goal {each}", kind="quality", needs=[some_needs[0].pk]
            )
        client.get(url(procurement))
        with django_assert_num_queries(PAGE_QUERIES):
            client.get(url(procurement))


PAGE_QUERIES = 8 + len(
    registry._headlines
)  # session, person, procurement, roles, goals, links, needs, vision


def test_two_writers_are_shown_both_texts_and_nothing_is_lost(
    procurement: Procurement, some_needs: list[Need], goal: Goal, leader: User, client_of: ClientOf
) -> None:
    client, place = client_of(leader), url(procurement, "change", goal.public_id)
    actions.change_goal(goal, by=leader, revision=1, title="Less driving at night", needs=[some_needs[0].pk])
    typed = TYPED | {"revision": "1", "keep": "1", "needs": [str(some_needs[1].pk)]}
    answer = client.post(place, typed)
    assert answer.status_code == 409
    both = {each.label: (each.theirs, each.mine) for each in answer.context["both"]}
    assert ("Less driving at night", "Feel safe") in both.values()
    assert ("B-01", "B-02") in both.values()
    again = client.post(place, typed | {"revision": str(answer.context["form"]["revision"].value())})
    assert again["Location"] == url(procurement, "goal", goal.public_id)
    assert Goal.objects.get().title == "Feel safe"


def test_the_vision_is_written_and_a_late_writer_sees_both(
    procurement: Procurement, leader: User, client_of: ClientOf
) -> None:
    client = client_of(leader)
    client.post(url(procurement, "vision"), {"text": "Safe at home.", "revision": "0"})
    late = client.post(url(procurement, "vision"), {"text": "Safe everywhere.", "revision": "0"})
    assert late.status_code == 409
    assert "Safe at home." in late.content.decode()
    assert "Safe everywhere." in late.content.decode()
    assert client.post(url(procurement, "vision"), {"text": " "}).status_code == 422
    assert Vision.objects.get().text == "Safe at home."


def test_a_goal_has_a_page_with_its_history(
    procurement: Procurement, goal: Goal, leader: User, reader: User, client_of: ClientOf
) -> None:
    actions.change_goal(goal, by=leader, revision=1, kind="quality")
    answer = client_of(reader).get(url(procurement, "goal", goal.public_id))
    assert len(answer.context["history"]) == 2
    assert answer.context["history"][0].alterations[0].after != "quality"
    assert url(procurement, "change", goal.public_id) not in answer.content.decode()


def test_arrows_move_a_goal_without_script(
    procurement: Procurement, goal: Goal, leader: User, client_of: ClientOf
) -> None:
    actions.add_goal(procurement, by=leader, title="Second", kind="quality")
    client_of(leader).post(url(procurement, "move"), {"down": str(goal.public_id)})
    assert [each.title for each in queries.goals_of(procurement)] == ["Second", "Less driving"]
    assert client_of(leader).post(url(procurement, "move"), {"up": "no-uuid"}).status_code == 404


def test_removing_asks_first(procurement: Procurement, goal: Goal, leader: User, client_of: ClientOf) -> None:
    client, place = client_of(leader), url(procurement, "remove", goal.public_id)
    assert client.get(place).status_code == 200
    assert Goal.objects.exists()
    assert client.post(place)["Location"] == url(procurement)
    assert not Goal.objects.exists()


ROUTES = [("get", "page", "view"), ("get", "vision", "edit"), ("post", "vision", "edit")]
ROUTES += [("post", "move", "edit"), ("get", "add", "edit"), ("post", "add", "edit")]
ROUTES_OF_ONE = [("get", "goal", "view"), ("get", "change", "edit"), ("post", "change", "edit")]
ROUTES_OF_ONE += [("get", "remove", "edit"), ("post", "remove", "edit")]


@pytest.mark.parametrize(("method", "name", "may"), ROUTES + ROUTES_OF_ONE)
def test_strangers_find_nothing_and_readers_only_read(
    procurement: Procurement,
    goal: Goal,
    reader: User,
    stranger: User,
    client_of: ClientOf,
    method: str,
    name: str,
    may: str,
) -> None:
    more = (goal.public_id,) if (method, name, may) in ROUTES_OF_ONE else ()
    place = url(procurement, name, *more)
    assert getattr(client_of(stranger), method)(place).status_code == 404
    assert getattr(client_of(reader), method)(place).status_code == (200 if may == "view" else 404)
    assert getattr(Client(), method)(place).status_code == 302
    assert Goal.objects.count() == 1


def test_a_reservation_is_not_told_as_plain_agreement(
    procurement: Procurement, leader: User, client_of: ClientOf
) -> None:
    asked = {"name": "Kari", "role": "Head of care", "answered_on": clock.today()}
    actions.add_line(procurement, "sign-off", by=leader, words=asked | {"answer": "agreed"})
    page = url(procurement, "lines", "sign-off")
    client = client_of(leader)
    whole = "All who were asked agree to the goals as they stand."
    assert whole in client.get(page, headers={"accept-language": "en"}).content.decode()
    doubt = asked | {"name": "Per", "answer": "reserved", "note": "What does it cost?"}
    actions.add_line(procurement, "sign-off", by=leader, words=doubt)
    said = client.get(page, headers={"accept-language": "en"}).content.decode()
    assert "agree to the goals as they stand, 1 of them with a reservation." in said
    assert whole not in said
