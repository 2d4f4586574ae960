"""Who judges what: by hand, by competence, what it leaves open, and what it may not touch."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from veien.audit.models import LogEntry
from veien.criteria.queries import items_of
from veien.criteria.rules import Node
from veien.criteria.rules.items import Item
from veien.evaluation import actions, queries
from veien.evaluation.models import Assignment, Competence, HandIn, Moderation
from veien.evaluation.queries.assigning import fields_of_items, known_fields
from veien.evaluation.queries.judges import judges_over
from veien.evaluation.queries.progress import progress_of
from veien.evaluation.rules.assigning import by_competence, gaps_in, loads, turns
from veien.evaluation.rules.judges import Evaluator, judges_of
from veien.evaluation.tests.cast import make_case
from veien.foundation import clock

LEAVES = tuple(Node(pk, UUID(int=pk), f"c{pk}", f"Criterion {pk}", "quality") for pk in (1, 2))
ITEMS = (
    Item(LEAVES[0], title="Criterion 1"),
    Item(LEAVES[1], "F-1", 11, UUID(int=11), "One"),
    Item(LEAVES[1], "F-2", 12, UUID(int=12), "Two"),
)
PEOPLE = tuple(Evaluator(pk, f"Person {pk}") for pk in (1, 2, 3))
PLACES = [(1, ""), (2, ""), (2, "F-1"), (2, "F-2")]
ASSIGNED = st.sets(st.tuples(st.sampled_from(PLACES), st.integers(1, 4))).map(
    lambda rows: {(*place, person) for place, person in rows}
)
KINDS = ["privacy", "function", "service"]
FIELDS = st.dictionaries(
    st.sampled_from([each.place for each in ITEMS]), st.lists(st.sampled_from(KINDS), unique=True)
)
KNOWN = st.dictionaries(st.integers(1, 3), st.frozensets(st.sampled_from(KINDS)))


@given(FIELDS, KNOWN)
def test_by_competence_nobody_is_put_to_what_they_do_not_know(fields: Any, known: Any) -> None:
    found = by_competence(ITEMS, PEOPLE, fields, known)
    for criterion, ref, person in found:
        assert set(fields[criterion, ref]) & known[person]
    for item in ITEMS:
        for each in PEOPLE:
            knows = set(fields.get(item.place, ())) & set(known.get(each.pk, ()))
            assert bool(knows) == ((*item.place, each.pk) in found)


@given(ASSIGNED, FIELDS, KNOWN)
def test_a_gap_is_a_field_that_none_of_those_who_judge_knows(assigned: Any, fields: Any, known: Any) -> None:
    judges = judges_of(ITEMS, PEOPLE, assigned)
    gaps = {(gap.item.place, field) for gap in gaps_in(ITEMS, judges, fields, known) for field in gap.fields}
    for item in ITEMS:
        for field in fields.get(item.place, ()):
            is_known = any(field in known.get(each.pk, ()) for each in judges[item.place])
            assert ((item.place, field) in gaps) == (not is_known)


@given(ASSIGNED, st.integers(0, 20))
def test_loads_count_every_item_and_tender_for_everybody_who_judges_it(assigned: Any, tenders: int) -> None:
    judges = judges_of(ITEMS, PEOPLE, assigned)
    found = loads(PEOPLE, judges, tenders)
    assert sum(found.values()) == tenders * sum(len(each) for each in judges.values())
    assert set(found) == {1, 2, 3}


@given(ASSIGNED, ASSIGNED)
def test_a_change_and_its_opposite_turn_the_same_items(before: Any, after: Any) -> None:
    there = {(each.criterion_pk, each.evaluator.pk): each for each in turns(ITEMS, PEOPLE, before, after)}
    back = {(each.criterion_pk, each.evaluator.pk): each for each in turns(ITEMS, PEOPLE, after, before)}
    assert set(there) == set(back)
    assert all((there[key].lost, there[key].gained) == (back[key].gained, back[key].lost) for key in there)
    assert all(each.lost + each.gained for each in there.values())


pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def case(procurement: Any, leader: Any, nurse: Any, make_user: Any) -> Any:
    made = make_case(procurement, leader, keys="AB")
    engineer = make_user("The engineer", role="evaluation-group", procurement=procurement)
    return SimpleNamespace(**vars(made), nurse=nurse, engineer=engineer, leader=leader)


def judging(case: Any, criterion: Any, item: str = "") -> list[str]:
    judges = judges_over(case.procurement, items_of(case.procurement))
    return [each.name for each in judges[criterion.pk, item]]


def assign(case: Any, evaluator: Any, criterion: Any, item: str = "") -> None:
    actions.assign(case.procurement, by=case.leader, evaluator=evaluator, criterion=criterion, item=item)


def by_requirement(case: Any) -> None:
    type(case.environment).objects.filter(pk=case.environment.pk).update(judging="each")
    for requirement, category in zip(case.shoulds, ("privacy", "service", "service"), strict=True):
        requirement.category = category
        requirement.save()


def hand_in(case: Any, by: Any) -> None:
    HandIn.objects.create(criterion=case.environment, evaluator=by, handed_in_at=clock.now())


def test_who_is_assigned_judges_and_the_others_do_not(case: Any) -> None:
    assert judging(case, case.environment) == ["The engineer", "The nurse"]
    assign(case, case.nurse, case.environment)
    assert judging(case, case.environment) == ["The nurse"]
    entry = LogEntry.objects.order_by("-pk")[0]
    assert entry.content == {
        "assigned": [{"evaluator": "The nurse", "criterion": "Environment", "requirements": []}],
        "taken_off": [],
    }
    count = LogEntry.objects.count()
    assign(case, case.nurse, case.environment)
    assert LogEntry.objects.count() == count
    actions.unassign(case.procurement, by=case.leader, evaluator=case.nurse, criterion=case.environment)
    assert judging(case, case.environment) == ["The engineer", "The nurse"]


def test_nobody_outside_the_group_is_assigned(case: Any) -> None:
    with pytest.raises(actions.CannotAssign, match="not in the evaluation group"):
        assign(case, case.leader, case.environment)
    assert not Assignment.objects.exists()


def test_a_requirement_that_is_not_judged_by_itself_is_not_assigned(case: Any) -> None:
    with pytest.raises(actions.CannotAssign, match="takes no points"):
        assign(case, case.nurse, case.environment, "S-1")
    by_requirement(case)
    assign(case, case.nurse, case.environment, "S-1")
    assert Assignment.objects.get().requirement == case.shoulds[0]
    assert judging(case, case.environment, "S-1") == ["The nurse"]
    assert judging(case, case.environment, "S-2") == ["The engineer", "The nurse"]


def test_what_somebody_handed_in_is_not_dropped_by_an_assignment(case: Any) -> None:
    hand_in(case, case.engineer)
    with pytest.raises(
        actions.CannotAssign, match="The engineer has handed in points on Environment that would"
    ):
        assign(case, case.nurse, case.environment)
    assert not Assignment.objects.exists()
    assign(case, case.nurse, case.competence)
    assert judging(case, case.competence) == ["The nurse"]


def test_nobody_who_handed_in_gets_more_to_judge_there(case: Any) -> None:
    by_requirement(case)
    assign(case, case.nurse, case.environment, "S-1")
    hand_in(case, case.engineer)
    with pytest.raises(actions.CannotAssign, match="would get more to judge"):
        assign(case, case.engineer, case.environment, "S-1")


def test_who_judges_stands_still_once_the_meeting_is_opened(case: Any) -> None:
    Moderation.objects.create(criterion=case.environment, opened_at=clock.now(), opened_by=case.nurse)
    with pytest.raises(actions.CannotAssign, match="is opened"):
        assign(case, case.nurse, case.environment)


def test_assignments_are_set_within_what_is_shown_and_nowhere_else(case: Any) -> None:
    assign(case, case.nurse, case.competence)
    chosen = {(case.environment.pk, "", case.engineer.pk), (case.competence.pk, "", case.engineer.pk)}
    within = {(case.environment.pk, "")}
    actions.set_assignments(case.procurement, by=case.leader, chosen=chosen, within=within)
    assert judging(case, case.environment) == ["The engineer"]
    assert judging(case, case.competence) == ["The nurse"]
    actions.set_assignments(case.procurement, by=case.leader, chosen=set(), within=within)
    assert judging(case, case.environment) == ["The engineer", "The nurse"]


def test_everybody_is_put_to_what_they_know(case: Any) -> None:
    by_requirement(case)
    known = {case.nurse.pk: ["service"], case.engineer.pk: ["privacy", "security"]}
    actions.set_competences(case.procurement, by=case.leader, known=known)
    actions.assign_by_competence(case.procurement, by=case.leader)
    assert judging(case, case.environment, "S-1") == ["The engineer"]
    assert judging(case, case.environment, "S-2") == ["The nurse"]
    assert judging(case, case.competence) == ["The engineer", "The nurse"]
    items = items_of(case.procurement)
    assert not gaps_in(
        items,
        judges_over(case.procurement, items),
        fields_of_items(case.procurement, items),
        known_fields(case.procurement),
    )
    with pytest.raises(actions.CannotAssign, match="Nothing would change"):
        actions.assign_by_competence(case.procurement, by=case.leader)


def test_by_competence_over_all_keeps_who_judges_what_nobody_knows(case: Any) -> None:
    by_requirement(case)
    assign(case, case.nurse, case.environment)
    actions.set_competences(case.procurement, by=case.leader, known={case.engineer.pk: ["privacy"]})
    with pytest.raises(actions.CannotAssign, match="Nothing would change"):
        actions.assign_by_competence(case.procurement, by=case.leader)
    actions.assign_by_competence(case.procurement, by=case.leader, only_empty=False)
    assert judging(case, case.environment, "S-1") == ["The engineer"]
    assert judging(case, case.environment, "S-2") == ["The nurse"]
    assert judging(case, case.environment, "S-3") == ["The nurse"]


def test_only_fields_that_requirements_have_are_known(case: Any) -> None:
    with pytest.raises(actions.CannotAssign, match="Choose among"):
        actions.set_competences(case.procurement, by=case.leader, known={case.nurse.pk: ["astrology"]})
    with pytest.raises(actions.CannotAssign, match="not in the evaluation group"):
        actions.set_competences(case.procurement, by=case.leader, known={case.leader.pk: ["privacy"]})
    assert not Competence.objects.exists()


def test_assignments_wait_for_the_criteria_to_stand(procurement: Any, leader: Any, nurse: Any) -> None:
    from veien.evaluation.tests.cast import make_model

    made = make_model(procurement, leader)
    with pytest.raises(actions.CannotAssign, match="published"):
        actions.assign(procurement, by=leader, evaluator=nurse, criterion=made.environment)


def test_progress_counts_what_is_whole_and_asked_for(case: Any) -> None:
    assign(case, case.nurse, case.competence)
    scores = [
        actions.Own(case.tenders["A"], points="5", reason="It is so."),
        actions.Own(case.tenders["B"], points="5"),
    ]
    actions.keep_own_scores(case.procurement, by=case.nurse, criterion=case.competence, scores=scores)
    engineer, nurse = progress_of(case.procurement, queries.standing_of(case.procurement))
    assert (engineer.evaluator.name, engineer.given, engineer.asked) == ("The engineer", 0, 2)
    assert [(row.criterion.title, row.given, row.left) for row in nurse.rows] == [
        ("Environment", 0, 2),
        ("Competence", 1, 1),
    ]
