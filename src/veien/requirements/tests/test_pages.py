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
from veien.requirements.models import Requirement, RequirementNeed, Section
from veien.requirements.tests.conftest import order_in

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


def test_more_than_a_page_holds_is_turned_page_by_page(
    procurement: Any,
    leader: Any,
    section: Section,
    operation: Section,
    needs: list[Any],
    client_of: Callable[..., Any],
) -> None:
    many(procurement, leader, section, needs, 1001)
    Requirement.objects.filter(ref="X-1001").update(section=operation)
    client = client_of(leader)
    first = client.get(at(procurement)).content.decode()
    assert first.count('class="req"') == 1000
    assert f'href="?page=2#s-{operation.pk}"' in first
    second = client.get(f"{at(procurement)}?page=2").content.decode()
    assert second.count('class="req"') == 1
    assert f'id="s-{section.pk}"' not in second
