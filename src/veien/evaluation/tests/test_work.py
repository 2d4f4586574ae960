"""Private notes and meetings with tenderers, as actions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils.translation import override

from veien.audit.models import LogEntry
from veien.evaluation import actions
from veien.evaluation.models import Meeting, PrivateNote
from veien.evaluation.tests.cast import make_case

pytestmark = pytest.mark.django_db
SECRET = "Zwetschgenknoedel"
AT = datetime(2026, 4, 20, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def case(procurement: Any, leader: Any) -> Any:
    return make_case(procurement, leader, keys="AB")


def note(case: Any, by: Any, text: str, **rest: Any) -> bool:
    return actions.keep_note(case.procurement, by=by, tender=case.tenders["A"], text=text, **rest)


def plan(case: Any, by: Any, **rest: Any) -> Meeting:
    said = {"tender": case.tenders["A"], "kind": "interview", "held_at": AT, "criteria": [case.competence]}
    return actions.plan_meeting(case.procurement, by=by, **{**said, **rest})


def test_a_private_note_is_kept_changed_and_removed_and_the_log_has_no_word_of_it(
    case: Any, nurse: Any
) -> None:
    before = LogEntry.objects.count()
    assert note(case, nurse, SECRET)
    assert not note(case, nurse, SECRET)
    assert note(case, nurse, f"{SECRET} twice", revision=1)
    assert note(case, nurse, " ")
    assert not PrivateNote.objects.exists()
    entries = LogEntry.objects.order_by("-pk")[:3]
    assert LogEntry.objects.count() == before + 3
    for entry in entries:
        assert (entry.action, entry.content, entry.subject) == ("evaluation.note_kept", {}, "")


def test_notes_stand_apart_per_tender_criterion_and_writer(case: Any, nurse: Any, make_user: Any) -> None:
    other = make_user("The engineer", role="evaluation-group", procurement=case.procurement)
    note(case, nurse, "Of the tender.")
    note(case, nurse, "Of the criterion.", criterion=case.environment)
    note(case, other, "The engineer's.")
    assert PrivateNote.objects.filter(author=nurse).count() == 2
    assert PrivateNote.objects.get(author=other).text == "The engineer's."


def test_a_second_window_is_shown_the_note_of_the_first(case: Any, nurse: Any) -> None:
    note(case, nurse, "First.", revision=0)
    with pytest.raises(actions.NotedElsewhere) as late:
        note(case, nurse, "Second.", revision=0)
    assert late.value.current.text == "First."


def test_a_note_stands_only_where_points_are_given(case: Any, nurse: Any) -> None:
    for place in ({"criterion": case.price}, {"criterion": case.environment, "item": "S-1"}, {"item": "S-1"}):
        with pytest.raises(actions.CannotNote):
            note(case, nurse, SECRET, **place)
    with pytest.raises(actions.CannotNote, match="longer than"):
        note(case, nurse, "x" * 4001)
    assert not PrivateNote.objects.exists()


def test_nobody_removes_somebody_elses_note(case: Any, nurse: Any, leader: Any) -> None:
    note(case, nurse, SECRET)
    with pytest.raises(actions.CannotNote):
        actions.remove_note(case.procurement, by=leader, note=PrivateNote.objects.get())
    actions.remove_note(case.procurement, by=nurse, note=PrivateNote.objects.get())
    assert not PrivateNote.objects.exists()


def test_a_meeting_is_planned_changed_and_removed(case: Any, nurse: Any) -> None:
    meeting = plan(case, nurse, place="The town hall")
    said = {"tender": case.tenders["B"], "kind": "visit", "held_at": AT, "criteria": [case.environment]}
    actions.change_meeting(case.procurement, by=nurse, meeting=meeting, revision=1, **said)
    kept = Meeting.objects.get()
    assert (kept.tender.key, kept.kind, kept.place, kept.revision) == ("B", "visit", "", 2)
    assert list(kept.criteria.all()) == [case.environment]
    entry = LogEntry.objects.order_by("-pk")[0]
    assert entry.content["before"]["criteria"] == ["Competence"]
    with pytest.raises(actions.ChangedMeanwhile):
        actions.change_meeting(case.procurement, by=nurse, meeting=meeting, revision=1, **said)
    actions.remove_meeting(case.procurement, by=nurse, meeting=meeting)
    with pytest.raises(actions.CannotPlan, match="removed"):
        actions.remove_meeting(case.procurement, by=nurse, meeting=meeting)


def test_a_meeting_has_a_known_kind_and_a_criterion_that_takes_points(case: Any, nurse: Any) -> None:
    for wrong, field in (
        ({"kind": "party"}, "kind"),
        ({"criteria": []}, "criteria"),
        ({"criteria": [case.price]}, "criteria"),
    ):
        with pytest.raises(actions.CannotPlan) as refused:
            plan(case, nurse, **wrong)
        assert refused.value.field == field
    assert not Meeting.objects.exists()


def test_a_meeting_with_minutes_stays(case: Any, nurse: Any) -> None:
    meeting = plan(case, nurse)
    actions.write_minutes(case.procurement, by=nurse, meeting=meeting, text="They showed it.", revision=1)
    meeting.refresh_from_db()
    with pytest.raises(actions.ChangedMeanwhile):
        actions.write_minutes(case.procurement, by=nurse, meeting=meeting, text="Otherwise.", revision=1)
    with pytest.raises(actions.CannotPlan, match="stays"):
        actions.remove_meeting(case.procurement, by=nurse, meeting=meeting)
    with pytest.raises(actions.CannotPlan, match="longer"):
        actions.write_minutes(case.procurement, by=nurse, meeting=meeting, text="x" * 20_001)
    assert "They showed it." in json.dumps(LogEntry.objects.order_by("-pk")[0].content)
