"""What people do with the specification, and what they are refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from veien.audit.queries import entries_of, verify_chain
from veien.needs.actions import add_need
from veien.requirements import actions
from veien.requirements.models import Requirement, RequirementNeed, RequirementSet, Section
from veien.requirements.queries import must_rows, requirements_of, set_of, should_rows
from veien.requirements.rules import RequirementFilter
from veien.requirements.tests.conftest import order_in

pytestmark = pytest.mark.django_db
Add = Callable[..., Requirement]


def last_entry(procurement: Any) -> Any:
    """Give the newest entry of the log."""
    return entries_of(procurement.public_id)[0]


def lock(procurement: Any, leader: Any) -> str:
    """Lock the specification as publishing does."""
    from veien.audit.actions import recorded

    with recorded(procurement.public_id, "competition.published", by=leader):
        return actions.lock(procurement)


def test_a_requirement_gets_the_next_reference_of_its_category(add: Add) -> None:
    assert [add("a").ref, add("b").ref, add("c", category="security").ref] == ["F-01", "F-02", "S-01"]


def test_a_requirement_is_logged_with_all_that_it_says(add: Add, procurement: Any, needs: list[Any]) -> None:
    requirement = add("  Alarm\nreaches ", text="One\r\ntwo \x07", needs=[needs[1].pk])
    entry = last_entry(procurement)
    assert entry.action == "requirements.added"
    assert entry.subject == f"requirement:{requirement.public_id}"
    assert entry.content["title"] == "Alarm reaches"
    assert entry.content["text"] == "One\ntwo"
    assert entry.content["needs"] == ["B-02"]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 161}, "title"),
        ({"title": "x", "obligation": "maybe"}, "obligation"),
        ({"title": "x", "answer": "song"}, "answer"),
        ({"title": "x", "needs": [99999]}, "needs"),
        ({"title": "x", "ref": "f-01"}, "ref"),
    ],
)
def test_a_requirement_that_is_not_fit_is_refused_at_its_field(
    add: Add, procurement: Any, fields: dict[str, Any], field: str
) -> None:
    add("First")
    before = len(entries_of(procurement.public_id))
    with pytest.raises(actions.CannotWrite) as refused:
        add(**fields)
    assert refused.value.field == field
    assert Requirement.objects.count() == 1
    assert len(entries_of(procurement.public_id)) == before


def test_a_need_of_another_procurement_cannot_be_answered(add: Add, leader: Any, buyer_org: Any) -> None:
    from veien.road.actions import start_procurement

    other = start_procurement(
        by=leader, title="Other", buyer=buyer_org, pack_id="no-kvikkguide", pack_version="1.0.0"
    )
    foreign = add_need(other, by=leader, title="Foreign")
    with pytest.raises(actions.CannotWrite):
        add("x", needs=[foreign.pk])


def test_a_change_keeps_old_and_new_in_the_log(
    three: list[Requirement], procurement: Any, leader: Any, needs: list[Any], operation: Section
) -> None:
    changed = actions.change_requirement(
        procurement,
        by=leader,
        requirement=three[1],
        revision=1,
        changes={"title": "Speech both ways", "needs": [needs[2].pk], "section": operation},
    )
    assert changed.revision == 2
    assert changed.section == operation
    entry = last_entry(procurement)
    assert entry.content["before"] == {
        "title": "Two-way speech",
        "section": "Alarm",
        "needs": ["B-01", "B-02"],
    }
    assert entry.content["after"] == {"title": "Speech both ways", "section": "Operation", "needs": ["B-03"]}


def test_a_change_that_changes_nothing_is_not_logged(
    three: list[Requirement], procurement: Any, leader: Any
) -> None:
    before = len(entries_of(procurement.public_id))
    kept = actions.change_requirement(
        procurement, by=leader, requirement=three[0], revision=1, changes={"title": three[0].title}
    )
    assert kept.revision == 1
    assert len(entries_of(procurement.public_id)) == before


def test_a_change_on_an_old_revision_is_refused(
    three: list[Requirement], procurement: Any, leader: Any, nurse: Any
) -> None:
    actions.change_requirement(
        procurement, by=nurse, requirement=three[0], revision=1, changes={"text": "From the nurse"}
    )
    with pytest.raises(actions.Stale):
        actions.change_requirement(
            procurement, by=leader, requirement=three[0], revision=1, changes={"text": "From the leader"}
        )
    assert Requirement.objects.get(pk=three[0].pk).text == "From the nurse"


def test_a_requirement_that_was_removed_meanwhile_cannot_be_changed(
    three: list[Requirement], procurement: Any, leader: Any
) -> None:
    actions.remove_requirements(procurement, by=leader, requirements=[three[0].public_id])
    with pytest.raises(actions.CannotWrite):
        actions.change_requirement(
            procurement, by=leader, requirement=three[0], revision=1, changes={"text": "x"}
        )


def test_many_get_the_same_obligation_in_one_entry(
    three: list[Requirement], procurement: Any, leader: Any
) -> None:
    ids = [each.public_id for each in three]
    assert (
        actions.change_many(procurement, by=leader, requirements=ids, field="obligation", value="must") == 2
    )
    entry = last_entry(procurement)
    assert entry.action == "requirements.many_changed"
    assert entry.content["old"] == {"F-02": "should", "F-03": "should"}
    assert Requirement.objects.get(pk=three[1].pk).revision == 2
    assert Requirement.objects.get(pk=three[0].pk).revision == 1
    assert len(must_rows(procurement)) == 3
    assert should_rows(procurement) == []


def test_a_need_is_added_to_many_and_taken_away_again(
    three: list[Requirement], procurement: Any, leader: Any, needs: list[Any]
) -> None:
    ids = [each.public_id for each in three]
    key = needs[0].pk
    assert actions.change_many(procurement, by=leader, requirements=ids, field="add_need", value=key) == 1
    assert all(key in row.need_ids for row in requirements_of(procurement))
    assert actions.change_many(procurement, by=leader, requirements=ids, field="remove_need", value=key) == 3
    assert not any(key in row.need_ids for row in requirements_of(procurement))
    assert actions.change_many(procurement, by=leader, requirements=ids, field="remove_need", value=key) == 0


def test_an_unknown_change_of_many_is_refused(
    three: list[Requirement], procurement: Any, leader: Any
) -> None:
    for field, value in (("revision", "7"), ("kind", "song")):
        with pytest.raises(actions.CannotWrite):
            actions.change_many(
                procurement, by=leader, requirements=[three[0].public_id], field=field, value=value
            )
    with pytest.raises(actions.CannotWrite):
        actions.change_many(procurement, by=leader, requirements=[uuid4()], field="kind", value="detail")


def test_requirements_move_within_their_section(
    three: list[Requirement], procurement: Any, leader: Any, section: Section
) -> None:
    ids = [three[2].public_id]
    actions.move_requirements(procurement, by=leader, requirements=ids, direction="up")
    assert order_in(section) == ["Alarm reaches the centre", "Battery type", "Two-way speech"]
    actions.move_requirements(procurement, by=leader, requirements=ids, direction="first")
    assert order_in(section)[0] == "Battery type"
    assert actions.move_requirements(procurement, by=leader, requirements=ids, direction="up") == 0
    assert Requirement.objects.get(pk=three[2].pk).revision == 1


def test_requirements_are_placed_together_in_another_section(
    three: list[Requirement], add: Add, procurement: Any, leader: Any, section: Section, operation: Section
) -> None:
    add("Uptime", section=operation)
    add("Faults", section=operation)
    ids = [three[0].public_id, three[2].public_id]
    moved = actions.place_requirements(
        procurement, by=leader, requirements=ids, section=operation, position=2
    )
    assert moved == 2
    assert order_in(operation) == ["Uptime", "Alarm reaches the centre", "Battery type", "Faults"]
    assert order_in(section) == ["Two-way speech"]
    assert last_entry(procurement).content["old"] == {"F-01": "Alarm", "F-03": "Alarm"}


def test_placing_where_it_stands_does_nothing(
    three: list[Requirement], procurement: Any, leader: Any, section: Section
) -> None:
    before = len(entries_of(procurement.public_id))
    for position in (None, 1):
        ids = [three[0].public_id]
        assert (
            actions.place_requirements(
                procurement, by=leader, requirements=ids, section=section, position=position
            )
            == 0
        )
    assert len(entries_of(procurement.public_id)) == before


def test_removed_requirements_stay_readable_in_the_log(
    three: list[Requirement], procurement: Any, leader: Any
) -> None:
    ids = [three[1].public_id, three[2].public_id]
    assert actions.remove_requirements(procurement, by=leader, requirements=ids) == 2
    removed = last_entry(procurement).content["removed"]
    assert [each["title"] for each in removed] == ["Two-way speech", "Battery type"]
    assert removed[0]["needs"] == ["B-01", "B-02"]
    assert RequirementNeed.objects.count() == 1


def test_sections_are_renamed_moved_and_removed(
    section: Section, operation: Section, procurement: Any, leader: Any
) -> None:
    actions.rename_section(procurement, by=leader, section=section, title=" The  alarm ")
    actions.move_section(procurement, by=leader, section=operation, direction="first")
    titles = Section.objects.order_by("position").values_list("title", flat=True)
    assert list(titles) == ["Operation", "The alarm"]
    actions.remove_section(procurement, by=leader, section=operation)
    assert Section.objects.count() == 1


@pytest.mark.parametrize("title", ["", "operation", "x" * 121])
def test_a_section_needs_a_title_of_its_own(
    section: Section, operation: Section, procurement: Any, leader: Any, title: str
) -> None:
    with pytest.raises(actions.CannotWrite) as refused:
        actions.rename_section(procurement, by=leader, section=section, title=title)
    assert refused.value.field == "title"


def test_a_section_with_requirements_is_not_removed(
    three: list[Requirement], section: Section, procurement: Any, leader: Any
) -> None:
    with pytest.raises(actions.CannotWrite, match="3 requirements"):
        actions.remove_section(procurement, by=leader, section=section)


def test_a_locked_specification_refuses_every_change(
    three: list[Requirement], section: Section, procurement: Any, leader: Any
) -> None:
    digest = lock(procurement, leader)
    assert set_of(procurement).locked_digest == digest
    ids = [three[0].public_id]
    attempts: list[Callable[[], object]] = [
        lambda: actions.add_section(procurement, by=leader, title="New"),
        lambda: actions.rename_section(procurement, by=leader, section=section, title="New"),
        lambda: actions.move_section(procurement, by=leader, section=section, direction="last"),
        lambda: actions.remove_section(procurement, by=leader, section=section),
        lambda: actions.add_requirement(procurement, by=leader, section=section, title="New"),
        lambda: actions.change_requirement(
            procurement, by=leader, requirement=three[0], revision=1, changes={"text": "x"}
        ),
        lambda: actions.change_many(procurement, by=leader, requirements=ids, field="kind", value="detail"),
        lambda: actions.move_requirements(procurement, by=leader, requirements=ids, direction="down"),
        lambda: actions.place_requirements(procurement, by=leader, requirements=ids, section=section),
        lambda: actions.remove_requirements(procurement, by=leader, requirements=ids),
        lambda: actions.stage_import(procurement, by=leader, data=b"x", name="x.xlsx"),
        lambda: lock(procurement, leader),
    ]
    before = len(entries_of(procurement.public_id))
    for attempt in attempts:
        with pytest.raises(actions.Locked):
            attempt()
    assert len(entries_of(procurement.public_id)) == before
    assert RequirementSet.objects.get().locked_digest == digest


def test_the_digest_follows_what_the_market_is_asked_for(
    three: list[Requirement], procurement: Any, leader: Any, needs: list[Any]
) -> None:
    from veien.requirements.queries.content import content_digest

    before = content_digest(procurement)
    ids = [three[2].public_id]
    actions.change_many(procurement, by=leader, requirements=ids, field="add_need", value=needs[0].pk)
    assert content_digest(procurement) == before
    actions.change_many(procurement, by=leader, requirements=ids, field="kind", value="standard")
    assert content_digest(procurement) != before


def test_filters_find_what_hangs_loose(three: list[Requirement], procurement: Any, needs: list[Any]) -> None:
    found = requirements_of(procurement, RequirementFilter(without_need=True))
    assert [row.title for row in found] == ["Battery type"]
    found = requirements_of(procurement, RequirementFilter(need=needs[1].pk))
    assert [row.title for row in found] == ["Two-way speech"]


def test_the_log_of_all_this_holds_together(three: list[Requirement], procurement: Any, leader: Any) -> None:
    actions.remove_requirements(procurement, by=leader, requirements=[three[0].public_id])
    assert verify_chain(procurement.public_id).intact
