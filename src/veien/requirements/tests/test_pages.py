"""The pages of the specification: who sees what, what is kept when something is refused, how often is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from veien.audit.queries import entries_of
from veien.requirements import actions
from veien.requirements.models import Requirement, RequirementNeed, RequirementSet, Section
from veien.requirements.tests.conftest import order_in
from veien.requirements.tests.test_actions import lock

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true"}


def at(procurement: Any, name: str = "page", *more: Any) -> str:
    """Give the address of a page of the room."""
    return reverse(f"requirements:{name}", args=[procurement.public_id, *more])


def typed(requirement: Requirement, **changes: Any) -> dict[str, Any]:
    """Give what the form posts for a requirement, with changes."""
    fields = ("title", "text", "ref", "obligation", "kind", "category", "answer", "unit", "evidence")
    needs = RequirementNeed.objects.filter(requirement=requirement).values_list("need_id", flat=True)
    values = {field: getattr(requirement, field) for field in fields}
    return {
        **values,
        "section": str(requirement.section_id),
        "needs": [str(each) for each in needs],
        "revision": str(requirement.revision),
        **changes,
    }


def many(procurement: Any, leader: Any, section: Section, needs: list[Any], count: int) -> None:
    """Put many requirements straight into the table."""
    from veien.foundation import clock

    rows = [
        Requirement(
            procurement=procurement,
            section=section,
            position=number,
            ref=f"X-{number}",
            title=f"Requirement {number}",
            text="Text",
            added_at=clock.now(),
        )
        for number in range(1, count + 1)
    ]
    made = Requirement.objects.bulk_create(rows)
    RequirementNeed.objects.bulk_create(RequirementNeed(requirement=each, need=needs[0]) for each in made)


GET_PAGES = ("page", "add", "figures", "sections", "export", "import")


@pytest.mark.parametrize("name", GET_PAGES)
def test_a_stranger_finds_nothing(
    name: str, procurement: Any, stranger: Any, client_of: Callable[..., Any]
) -> None:
    assert client_of(stranger).get(at(procurement, name)).status_code == 404


@pytest.mark.parametrize(
    ("name", "status"),
    [("page", 200), ("figures", 200), ("export", 200), ("import", 200), ("add", 404), ("sections", 404)],
)
def test_a_reader_reads_and_changes_nothing(
    name: str, status: int, three: Any, procurement: Any, reader: Any, client_of: Callable[..., Any]
) -> None:
    assert client_of(reader).get(at(procurement, name)).status_code == status


def test_a_reader_cannot_post_anywhere(
    three: list[Requirement],
    section: Section,
    procurement: Any,
    reader: Any,
    client_of: Callable[..., Any],
) -> None:
    client = client_of(reader)
    one = three[0].public_id
    before = len(entries_of(procurement.public_id))
    addresses = [
        at(procurement, "add"),
        at(procurement, "selected"),
        at(procurement, "sections"),
        at(procurement, "import"),
        at(procurement, "rename_section", section.public_id),
        at(procurement, "move_section", section.public_id),
        at(procurement, "remove_section", section.public_id),
        at(procurement, "change", one),
        at(procurement, "move", one),
        at(procurement, "remove", one),
    ]
    for address in addresses:
        assert client.post(address, typed(three[0])).status_code == 404, address
    assert len(entries_of(procurement.public_id)) == before


def test_a_requirement_of_another_procurement_is_not_found_here(
    three: list[Requirement], procurement: Any, leader: Any, buyer_org: Any, client_of: Callable[..., Any]
) -> None:
    from veien.road.actions import start_procurement

    other = start_procurement(
        by=leader, title="Other", buyer=buyer_org, pack_id="no-kvikkguide", pack_version="1.0.0"
    )
    client = client_of(leader)
    assert client.get(at(other, "requirement", three[0].public_id)).status_code == 404
    assert client.post(at(other, "change", three[0].public_id), typed(three[0])).status_code == 404


def test_the_editor_shows_every_requirement_in_its_section(
    three: list[Requirement], operation: Section, procurement: Any, leader: Any, client_of: Callable[..., Any]
) -> None:
    page = client_of(leader).get(at(procurement)).content.decode()
    for text in (
        "Alarm reaches the centre",
        "F-03",
        "Operation",
        "B-01",
        "No need",
        "1 requirement answers no need",
    ):
        assert text in page
    assert page.count('class="req"') == 3


def test_an_empty_specification_says_what_to_do(
    procurement: Any, leader: Any, client_of: Callable[..., Any]
) -> None:
    client = client_of(leader)
    assert "Title of the first section" in client.get(at(procurement)).content.decode()
    answer = client.post(at(procurement, "sections"), {"title": "Alarm", "then": "editor"})
    assert answer.url == at(procurement)
    assert "New requirement in Alarm" in client.get(at(procurement)).content.decode()


def test_texts_from_people_never_become_markup(
    add: Callable[..., Requirement], procurement: Any, leader: Any, client_of: Callable[..., Any]
) -> None:
    bad = '<script>alert("x")</script>'
    requirement = add(bad, text=bad, unit=bad[:20], ref='"><i>', evidence=bad)
    client = client_of(leader)
    for address in (
        at(procurement),
        at(procurement, "requirement", requirement.public_id),
        at(procurement, "figures"),
    ):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert '"><i>' not in page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=speech", {"F-02"}),
        ("obligation=must", {"F-01"}),
        ("kind=detail", {"F-03"}),
        ("need=none", {"F-03"}),
        ("answer=document&category=function", {"F-03"}),
        ("kind=song", {"F-01", "F-02", "F-03"}),
        ("q=nothing+like+it", set()),
    ],
)
def test_filters_narrow_the_list(
    query: str,
    expected: set[str],
    three: list[Requirement],
    procurement: Any,
    leader: Any,
    client_of: Callable[..., Any],
) -> None:
    page = client_of(leader).get(f"{at(procurement)}?{query}").content.decode()
    assert {ref for ref in ("F-01", "F-02", "F-03") if f">{ref}</a>" in page} == expected


def test_the_number_of_queries_does_not_grow_with_rows(
    procurement: Any, leader: Any, section: Section, needs: list[Any], client_of: Callable[..., Any]
) -> None:
    client = client_of(leader)
    counts = {}
    for count in (10, 1000):
        Requirement.objects.all().delete()
        many(procurement, leader, section, needs, count)
        for name in ("page", "figures"):
            client.get(at(procurement, name))
            with CaptureQueriesContext(
                connection,
            ) as asked:
                answer = client.get(at(procurement, name))
            counts[name, count] = len(asked)
            if name == "page":
                assert answer.content.decode().count('class="req"') == count
    assert counts["page", 10] == counts["page", 1000] <= 12
    assert counts["figures", 10] == counts["figures", 1000] <= 12


def test_a_row_turns_into_a_form_and_back(
    three: list[Requirement], procurement: Any, leader: Any, client_of: Callable[..., Any]
) -> None:
    client = client_of(leader)
    one = three[1]
    form = client.get(at(procurement, "change", one.public_id), headers=PART).content.decode()
    assert form.startswith("<tr") or form.lstrip().startswith("<tr")
    assert "<html" not in form
    answer = client.post(at(procurement, "change", one.public_id), typed(one, title="Speech"), headers=PART)
    row = answer.content.decode()
    assert "Speech" in row
    assert f'id="r-{one.public_id}"' in row
    assert "F-02 is saved." in row
    assert client.get(at(procurement, "row", one.public_id), headers=PART).status_code == 200
    assert client.get(at(procurement, "row", one.public_id)).status_code == 302


def test_a_changed_section_reads_the_list_anew(
    three: list[Requirement], operation: Section, procurement: Any, leader: Any, client_of: Callable[..., Any]
) -> None:
    answer = client_of(leader).post(
        at(procurement, "change", three[0].public_id),
        typed(three[0], section=str(operation.pk)),
        headers=PART,
    )
    assert answer.headers["HX-Refresh"] == "true"


def test_without_a_script_the_same_form_is_a_page(
    three: list[Requirement], procurement: Any, leader: Any, client_of: Callable[..., Any]
) -> None:
    client = client_of(leader)
    address = at(procurement, "change", three[0].public_id)
    assert "<h1>Change F-01</h1>" in client.get(address).content.decode()
    answer = client.post(address, typed(three[0], title="New title", needs=[]))
    assert answer.url == at(procurement, "requirement", three[0].public_id)
    changed = Requirement.objects.get(pk=three[0].pk)
    assert changed.title == "New title"
    assert not changed.need_links.exists()


@pytest.mark.parametrize("headers", [{}, PART])
def test_a_refused_change_keeps_what_was_typed(
    headers: dict[str, str],
    three: list[Requirement],
    procurement: Any,
    leader: Any,
    client_of: Callable[..., Any],
) -> None:
    answer = client_of(leader).post(
        at(procurement, "change", three[0].public_id),
        typed(three[0], ref="f-02", text="All that I typed"),
        headers=headers,
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "All that I typed" in page
    assert "Another requirement has the reference f-02" in page
    assert Requirement.objects.get(pk=three[0].pk).text == ""


@pytest.mark.parametrize("headers", [{}, PART])
def test_the_second_of_two_writers_sees_both_texts_and_chooses(
    headers: dict[str, str],
    three: list[Requirement],
    procurement: Any,
    leader: Any,
    nurse: Any,
    client_of: Callable[..., Any],
) -> None:
    one = three[1]
    address = at(procurement, "change", one.public_id)
    client = client_of(leader)
    opened = client.get(address).context["form"]
    actions.change_requirement(
        procurement,
        by=nurse,
        requirement=one,
        revision=1,
        changes={"text": "The nurse's text", "unit": "seconds"},
    )
    sent = typed(one, text="The leader's text", was=opened["was"].value())
    answer = client.post(address, sent, headers=headers)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "The nurse has changed this requirement" in page
    assert "The nurse&#x27;s text" in page
    form = answer.context["form"]
    assert form["text"].value() == "The leader's text"
    assert form["unit"].value() == "seconds"
    assert form["revision"].value() == 2
    assert Requirement.objects.get(pk=one.pk).text == "The nurse's text"

    again = {**sent, "revision": 2, "unit": "seconds", "was": form["was"].value()}
    assert client.post(address, again).status_code == 302
    kept = Requirement.objects.get(pk=one.pk)
    assert (kept.text, kept.unit, kept.revision) == ("The leader's text", "seconds", 3)


def test_the_add_form_stays_for_the_next_one(
    section: Section, operation: Section, procurement: Any, leader: Any, client_of: Callable[..., Any]
) -> None:
    client = client_of(leader)
    written = {
        "title": "Uptime",
        "section": str(operation.pk),
        "obligation": "must",
        "kind": "performance",
        "category": "operation",
        "answer": "number",
    }
    part = client.post(at(procurement, "add"), written, headers=PART)
    page = part.content.decode()
    assert 'class="req"' in page
    assert part.context["add_form"]["category"].value() == "operation"
    assert not part.context["add_form"]["title"].value()
    answer = client.post(at(procurement, "add"), {**written, "title": "Faults"})
    assert "obligation=must" in answer.url
    again = client.get(answer.url).context["form"]
    assert again["section"].value() == str(operation.pk)
    assert order_in(operation) == ["Uptime", "Faults"]
    assert [each.ref for each in Requirement.objects.order_by("pk")] == ["D-01", "D-02"]


def test_a_refused_addition_keeps_what_was_typed(
    section: Section, procurement: Any, leader: Any, client_of: Callable[..., Any]
) -> None:
    sent = {"title": "", "text": "Half a thought", "section": str(section.pk), "kind": "song"}
    answer = client_of(leader).post(at(procurement, "add"), sent)
    assert answer.status_code == 422
    assert "Half a thought" in answer.content.decode()
    assert not Requirement.objects.exists()


def test_a_need_without_requirement_leads_to_a_form_that_has_it(
    three: list[Requirement], needs: list[Any], procurement: Any, leader: Any, client_of: Callable[..., Any]
) -> None:
    client = client_of(leader)
    page = client.get(at(procurement, "figures")).content.decode()
    assert f"new/?need={needs[2].pk}" in page
    form = client.get(f"{at(procurement, 'add')}?need={needs[2].pk}").context["form"]
    assert form["needs"].value() == [str(needs[2].pk)]


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
