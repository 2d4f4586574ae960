"""The pages on which many are changed, one is moved, sections are arranged, and figures and locks are shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from veien.audit.queries import entries_of
from veien.requirements import actions
from veien.requirements.models import Requirement, RequirementSet, Section
from veien.requirements.tests.conftest import order_in
from veien.requirements.tests.test_actions import lock
from veien.requirements.tests.test_pages import GET_PAGES, PART, at, many, typed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"do": "change", "change": "kind:standard"}, "2 requirements are changed."),
        ({"do": "change", "change": "section:{operation}"}, "2 requirements are changed."),
        ({"do": "change", "change": "move:last"}, "2 requirements are changed."),
        ({"do": "add_need", "need": "{need}"}, "2 requirements are changed."),
        ({"do": "remove_need", "need": "{need}"}, "Nothing changed: it stood like that already."),
    ],
)
def test_the_chosen_are_changed_together_and_stay_chosen(
    asked: dict[str, str],
    said: str,
    three: list[Requirement],
    operation: Section,
    needs: list[Any],
    procurement: Any,
    leader: Any,
    client_of: Callable[..., Any],
) -> None:
    asked = {key: value.format(operation=operation.pk, need=needs[2].pk) for key, value in asked.items()}
    ids = [str(three[0].public_id), str(three[1].public_id)]
    client = client_of(leader)
    answer = client.post(at(procurement, "selected"), {**asked, "ids": ids, "filters": "q=a"}, headers=PART)
    page = answer.content.decode()
    assert said in page
    assert page.count(" checked") == 2
    again = client.post(at(procurement, "selected"), {**asked, "ids": ids, "filters": "q=a&x=y"})
    assert again.url == f"{at(procurement)}?q=a"


@pytest.mark.parametrize(
    "asked",
    [
        {"do": "change", "change": ""},
        {"do": "change", "change": "kind:song"},
        {"do": "change", "change": "section:999999"},
        {"do": "change", "change": "revision:3"},
        {"do": "add_need", "need": ""},
        {"do": "add_need", "need": "999999"},
        {"do": "song"},
    ],
)
def test_what_cannot_be_done_to_the_chosen_is_refused_in_words(
    asked: dict[str, str],
    three: list[Requirement],
    procurement: Any,
    leader: Any,
    client_of: Callable[..., Any],
) -> None:
    client = client_of(leader)
    before = len(entries_of(procurement.public_id))
    for headers in ({}, PART):
        answer = client.post(
            at(procurement, "selected"),
            {**asked, "ids": [str(three[0].public_id), "rubbish"]},
            headers=headers,
        )
        assert answer.status_code == 422
        assert 'role="alert"' in answer.content.decode()
    assert len(entries_of(procurement.public_id)) == before


def test_nothing_chosen_is_said_in_words(
    three: list[Requirement], procurement: Any, leader: Any, client_of: Callable[..., Any]
) -> None:
    for change in ("kind:detail", "remove", "move:up"):
        answer = client_of(leader).post(at(procurement, "selected"), {"do": "change", "change": change})
        assert answer.status_code == 422
        assert "Choose at least one requirement first." in answer.content.decode()


def test_removing_the_chosen_is_asked_first(
    three: list[Requirement], procurement: Any, leader: Any, client_of: Callable[..., Any]
) -> None:
    client = client_of(leader)
    ids = [str(three[0].public_id), str(three[1].public_id)]
    for headers in ({}, PART):
        asked = client.post(
            at(procurement, "selected"), {"do": "change", "change": "remove", "ids": ids}, headers=headers
        )
        assert "Remove these 2 requirements?" in asked.content.decode()
    assert Requirement.objects.count() == 3
    client.post(at(procurement, "selected"), {"do": "remove", "ids": ids})
    assert list(Requirement.objects.values_list("ref", flat=True)) == ["F-03"]


def test_a_requirement_moves_from_its_own_page(
    three: list[Requirement],
    section: Section,
    operation: Section,
    procurement: Any,
    leader: Any,
    client_of: Callable[..., Any],
) -> None:
    client = client_of(leader)
    address = at(procurement, "move", three[2].public_id)
    client.post(address, {"direction": "first"})
    assert order_in(section)[0] == "Battery type"
    assert client.post(address, {"direction": "down"}, headers=PART).status_code == 204
    client.post(address, {"section": operation.pk, "position": ""})
    assert order_in(operation) == ["Battery type"]
    answer = client.post(address, {"section": operation.pk, "position": "0"})
    assert answer.status_code == 422
    answer = client.post(address, {"section": "999999"})
    assert answer.status_code == 422


def test_a_requirement_is_removed_after_a_question(
    three: list[Requirement], procurement: Any, leader: Any, client_of: Callable[..., Any]
) -> None:
    client = client_of(leader)
    address = at(procurement, "remove", three[0].public_id)
    assert "Yes, remove it" in client.get(address).content.decode()
    assert Requirement.objects.count() == 3
    assert client.post(address).url == at(procurement)
    assert Requirement.objects.count() == 2


def test_the_history_tells_of_changes_alone_and_among_many(
    three: list[Requirement],
    needs: list[Any],
    operation: Section,
    procurement: Any,
    leader: Any,
    client_of: Callable[..., Any],
) -> None:
    one = three[0]
    actions.change_requirement(
        procurement, by=leader, requirement=one, revision=1, changes={"title": "Alarm arrives"}
    )
    ids = [each.public_id for each in three]
    actions.change_many(procurement, by=leader, requirements=ids, field="kind", value="standard")
    actions.change_many(procurement, by=leader, requirements=ids, field="remove_need", value=needs[0].pk)
    actions.place_requirements(procurement, by=leader, requirements=ids, section=operation)
    page = client_of(leader).get(at(procurement, "requirement", one.public_id)).content.decode()
    for text in (
        "Title: <del>Alarm reaches the centre</del> <ins>Alarm arrives</ins>",
        "Kind of requirement: <del>Performance</del> <ins>Standard</ins>",
        "Need: <del>B-01</del> taken away",
        "Section: <del>Alarm</del> <ins>Operation</ins>",
        "Added a requirement",
    ):
        assert text in page


def test_the_page_of_a_requirement_leads_along_the_thread(
    three: list[Requirement], needs: list[Any], procurement: Any, reader: Any, client_of: Callable[..., Any]
) -> None:
    page = client_of(reader).get(at(procurement, "requirement", three[1].public_id)).content.decode()
    assert (
        reverse("road:thread_object", args=[procurement.public_id, "requirement", three[1].public_id]) in page
    )
    assert f"{needs[0].public_id}/" in page
    assert "F-01 Alarm reaches the centre" in page
    assert "/change/" not in page


def test_sections_are_arranged_on_their_page(
    section: Section,
    operation: Section,
    three: Any,
    procurement: Any,
    leader: Any,
    client_of: Callable[..., Any],
) -> None:
    client = client_of(leader)
    client.post(at(procurement, "move_section", operation.public_id), {"direction": "up"})
    client.post(at(procurement, "rename_section", operation.public_id), {"title": "Running it"})
    assert list(Section.objects.order_by("position").values_list("title", flat=True)) == [
        "Running it",
        "Alarm",
    ]
    taken = client.post(at(procurement, "rename_section", operation.public_id), {"title": "alarm"})
    assert taken.status_code == 422
    assert 'value="alarm"' in taken.content.decode()
    refused = client.post(at(procurement, "remove_section", section.public_id))
    assert refused.status_code == 422
    assert "The section has 3 requirements." in refused.content.decode()
    client.post(at(procurement, "remove_section", operation.public_id))
    assert Section.objects.count() == 1
    assert client.post(at(procurement, "move_section", section.public_id), {}).status_code == 422
    assert client.post(at(procurement, "sections"), {"title": ""}).status_code == 422


def test_the_figures_say_how_open_it_is_and_what_hangs_loose(
    three: list[Requirement], procurement: Any, reader: Any, client_of: Callable[..., Any]
) -> None:
    page = client_of(reader).get(at(procurement, "figures")).content.decode()
    for text in ("Mostly open", "67 %", "F-03 Battery type", "B-03 Know that the alarm works"):
        assert text in page
    assert "Write one" not in page


def test_too_many_musts_are_warned_of(
    procurement: Any, leader: Any, section: Section, needs: list[Any], client_of: Callable[..., Any]
) -> None:
    many(procurement, leader, section, needs, 10)
    client = client_of(leader)
    assert "are must-requirements." not in client.get(at(procurement)).content.decode()
    Requirement.objects.update(obligation="must")
    assert "10 of 10 requirements are must-requirements." in client.get(at(procurement)).content.decode()


def test_a_locked_specification_shows_no_way_to_change_it(
    three: list[Requirement], section: Section, procurement: Any, leader: Any, client_of: Callable[..., Any]
) -> None:
    lock(procurement, leader)
    client = client_of(leader)
    for address in (at(procurement), at(procurement, "requirement", three[0].public_id)):
        page = client.get(address).content.decode()
        assert "The requirements are locked" in page
        for gone in ("/change/", 'id="selected"', "new/", 'type="checkbox"'):
            assert gone not in page
    one = three[0].public_id
    answers = [
        client.post(at(procurement, "change", one), typed(three[0], title="x")),
        client.post(at(procurement, "add"), typed(three[0], title="x", ref="")),
        client.post(
            at(procurement, "selected"), {"do": "change", "change": "kind:detail", "ids": [str(one)]}
        ),
        client.post(at(procurement, "remove", one)),
        client.post(at(procurement, "move", one), {"direction": "last"}),
        client.post(at(procurement, "sections"), {"title": "x"}),
        client.post(at(procurement, "rename_section", section.public_id), {"title": "x"}),
        client.post(at(procurement, "move_section", section.public_id), {"direction": "last"}),
        client.post(at(procurement, "remove_section", section.public_id)),
    ]
    for answer in answers:
        assert answer.status_code == 422
        assert "locked when the competition was published" in answer.content.decode()
    assert RequirementSet.objects.get().locked_at
    assert Requirement.objects.get(pk=three[0].pk).title == "Alarm reaches the centre"


@pytest.mark.parametrize("language", ["nb", "sv", "da", "en"])
def test_the_pages_are_there_in_every_language(
    language: str, three: list[Requirement], procurement: Any, leader: Any, client_of: Callable[..., Any]
) -> None:
    client = client_of(leader, language=language)
    for name in GET_PAGES:
        assert client.get(at(procurement, name)).status_code == 200
    assert client.get(at(procurement, "requirement", three[0].public_id)).status_code == 200
