"""What people do with vision and goals, what is refused, and what the log keeps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from veien.audit.queries import entries_of, verify_chain
from veien.goals import actions, queries
from veien.goals.models import Goal, GoalNeed
from veien.goals.tool import make_document, report, thread_part
from veien.needs import actions as needs
from veien.needs.models import Need
from veien.people.models import User
from veien.road.actions import start_procurement
from veien.road.models import Procurement

pytestmark = pytest.mark.django_db
FULL = {
    "title": "Less driving at night",
    "kind": "saved_time",
    "unit": "hours a week",
    "baseline": Decimal("640"),
    "baseline_source": "Two weeks counted",
    "target": Decimal("400"),
    "owner": "Head of home care",
    "due_on": date(2027, 12, 31),
    "measure": "The same two weeks each year",
    "horizon": "short",
}


@pytest.fixture
def need(procurement: Procurement, leader: User) -> Need:
    return needs.add_need(procurement, by=leader, title="Sleep in peace")


def test_the_vision_is_one_text_that_can_be_written_anew(procurement: Procurement, leader: User) -> None:
    actions.write_vision(procurement, by=leader, text="Safe at home.", revision=0)
    vision = actions.write_vision(procurement, by=leader, text="Safe where you live.", revision=1)
    line = entries_of(procurement.public_id)[0]
    assert vision.revision == 2
    assert line.content == {"before": {"text": "Safe at home."}, "after": {"text": "Safe where you live."}}
    actions.write_vision(procurement, by=leader, text=" Safe where you live. ", revision=2)
    assert entries_of(procurement.public_id)[0].number == line.number


def test_the_second_writer_of_the_vision_is_shown_the_first(procurement: Procurement, leader: User) -> None:
    actions.write_vision(procurement, by=leader, text="Safe at home.", revision=0)
    with pytest.raises(actions.ChangedMeanwhile):
        actions.write_vision(procurement, by=leader, text="Safe everywhere.", revision=0)
    assert queries.vision_of(procurement).text == "Safe at home."  # type: ignore[union-attr]


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 2001])
def test_an_empty_or_endless_vision_is_refused(procurement: Procurement, leader: User, text: str) -> None:
    with pytest.raises(actions.CannotWrite):
        actions.write_vision(procurement, by=leader, text=text)
    assert queries.vision_of(procurement) is None


def test_a_goal_is_numbered_tied_to_needs_and_logged(
    procurement: Procurement, leader: User, need: Need
) -> None:
    goal = actions.add_goal(procurement, by=leader, needs=[need.pk], **FULL)  # type: ignore[arg-type]
    (row,) = queries.goals_of(procurement)
    assert (goal.ref, row.ref, [each.ref for each in row.needs]) == ("M-1", "M-1", ["B-01"])
    assert row.step is not None
    assert row.step.percent == Decimal("-37.5")
    line = entries_of(procurement.public_id)[0]
    assert (line.action, line.content["target"], line.content["needs"]) == (
        "goals.goal_added",
        "400",
        ["B-01"],
    )
    assert verify_chain(procurement.public_id).intact


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"title": " ", "kind": "quality"}, "title"),
        ({"title": "A", "kind": "luck"}, "kind"),
        ({"title": "A"}, "kind"),
        ({"title": "A", "kind": "quality", "target": Decimal("1.00001")}, "target"),
        ({"title": "A", "kind": "quality", "target": Decimal("NaN")}, "target"),
        ({"title": "A", "kind": "quality", "owner": "x" * 121}, "owner"),
    ],
)
def test_what_cannot_be_kept_is_refused_beside_its_field(
    procurement: Procurement, leader: User, words: dict[str, Any], field: str
) -> None:
    with pytest.raises(actions.CannotWrite) as refused:
        actions.add_goal(procurement, by=leader, **words)
    assert refused.value.field == field
    assert not Goal.objects.exists()


def test_a_need_of_another_procurement_cannot_be_answered(procurement: Procurement, leader: User) -> None:
    other = start_procurement(
        by=leader, title="Another", buyer=procurement.buyer, pack_id="no-kvikkguide", pack_version="1.0.0"
    )
    elsewhere = needs.add_need(other, by=leader, title="Elsewhere")
    with pytest.raises(actions.CannotWrite) as refused:
        actions.add_goal(procurement, by=leader, needs=[elsewhere.pk], **FULL)  # type: ignore[arg-type]
    assert refused.value.field == "needs"
    assert not Goal.objects.exists()


def test_a_change_logs_what_differs_needs_included(
    procurement: Procurement, leader: User, need: Need
) -> None:
    goal = actions.add_goal(procurement, by=leader, **FULL)  # type: ignore[arg-type]
    same = actions.change_goal(goal, by=leader, revision=1, needs=[], **FULL)  # type: ignore[arg-type]
    assert same.revision == 1
    actions.change_goal(goal, by=leader, revision=1, needs=[need.pk], target=Decimal("380"))
    line = entries_of(procurement.public_id)[0]
    assert line.content["before"] == {"target": "400", "needs": []}
    assert line.content["after"] == {"target": "380", "needs": ["B-01"]}


def test_the_second_of_two_writers_changes_nothing(procurement: Procurement, leader: User) -> None:
    goal = actions.add_goal(procurement, by=leader, **FULL)  # type: ignore[arg-type]
    actions.change_goal(queries.goal_for(procurement, goal.public_id), by=leader, revision=1, owner="IT")
    with pytest.raises(actions.ChangedMeanwhile):
        actions.change_goal(goal, by=leader, revision=1, owner="Nobody")
    assert Goal.objects.get().owner == "IT"


def test_a_need_that_a_goal_answers_stays_until_the_goal_lets_go(
    procurement: Procurement, leader: User, need: Need
) -> None:
    goal = actions.add_goal(procurement, by=leader, needs=[need.pk], **FULL)  # type: ignore[arg-type]
    with pytest.raises(needs.CannotRemove, match="M-1"):
        needs.remove_need(need, by=leader)
    actions.remove_goal(goal, by=leader)
    needs.remove_need(need, by=leader)
    assert not GoalNeed.objects.exists()


def test_a_number_is_never_used_again(procurement: Procurement, leader: User) -> None:
    actions.remove_goal(actions.add_goal(procurement, by=leader, **FULL), by=leader)  # type: ignore[arg-type]
    assert actions.add_goal(procurement, by=leader, **FULL).ref == "M-2"  # type: ignore[arg-type]


def test_goals_move(procurement: Procurement, leader: User) -> None:
    first = actions.add_goal(procurement, by=leader, title="First", kind="quality")
    actions.add_goal(procurement, by=leader, title="Second", kind="quality")
    actions.move_goal(first, by=leader, where="down")
    assert [each.title for each in queries.goals_of(procurement)] == ["Second", "First"]
    entries = len(entries_of(procurement.public_id))
    actions.move_goal(first, by=leader, where="down")
    assert len(entries_of(procurement.public_id)) == entries


def test_the_road_hears_what_goals_still_lack(procurement: Procurement, leader: User, need: Need) -> None:
    assert not any(report(procurement).facts.values())
    actions.write_vision(procurement, by=leader, text="Safe at home.")
    goal = actions.add_goal(procurement, by=leader, needs=[need.pk], **FULL)  # type: ignore[arg-type]
    facts = report(procurement).facts
    about_goals = {"goals.all_linked_to_needs", "goals.all_have_measure", "goals.all_have_owner"}
    assert {name for name, holds in facts.items() if holds} == about_goals | {
        "goals.has_vision",
        "goals.exist",
    }
    actions.change_goal(goal, by=leader, revision=1, needs=[], unit="", owner="")
    assert not {name for name, holds in report(procurement).facts.items() if holds} & about_goals


def test_the_thread_ties_goals_to_needs(procurement: Procurement, leader: User, need: Need) -> None:
    goal = actions.add_goal(procurement, by=leader, needs=[need.pk], **FULL)  # type: ignore[arg-type]
    part = thread_part(procurement)
    assert part.links == [(f"need:{need.public_id}", f"goal:{goal.public_id}")]
    assert [each.label for each in part.nodes] == ["M-1 Less driving at night"]


def test_report_and_thread_ask_the_database_as_often_for_many_as_for_few(
    procurement: Procurement, leader: User, need: Need, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for count in (2, 30):
        for each in range(count):
            actions.add_goal(procurement, by=leader, needs=[need.pk], title=f"Goal {each}", kind="quality")
        with django_assert_num_queries(8):
            report(procurement)
        with django_assert_num_queries(2):
            thread_part(procurement)


@pytest.mark.parametrize("language", ["nb", "sv", "da", "en"])
def test_the_goals_are_a_document_in_every_language(
    procurement: Procurement, leader: User, need: Need, language: str
) -> None:
    actions.write_vision(procurement, by=leader, text="Safe at home.")
    actions.add_goal(procurement, by=leader, **FULL)  # type: ignore[arg-type]
    actions.add_goal(procurement, by=leader, title="Feel safe", kind="quality", needs=[need.pk])
    assert make_document(procurement, language, "pdf").data.startswith(b"%PDF")
    assert make_document(procurement, language, "docx").data.startswith(b"PK")


def test_there_is_no_document_of_nothing(procurement: Procurement) -> None:
    with pytest.raises(ValueError, match=r".+"):
        make_document(procurement, "nb", "pdf")
