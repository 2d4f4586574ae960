"""Writing of stakeholders, measures, invitations, plans and the page for politicians."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from veien.anchoring import actions, queries
from veien.anchoring.models import Invitation, Measure, MeasureFile, Stakeholder, View
from veien.anchoring.tool import people_ground, plans_ground, report
from veien.audit.queries import entries_of
from veien.foundation import clock

pytestmark = pytest.mark.django_db
COUNCIL = {"name": "The council", "kind": "politicians", "influence": 5, "attitude": -1}
TALK = {"title": "A talk", "kind": "ask", "phase": "clarify-needs"}


@pytest.fixture
def council(procurement: Any, leader: Any) -> Stakeholder:
    return actions.add_stakeholder(procurement, by=leader, **COUNCIL)


def titles(procurement: Any) -> list[str]:
    return [each.action for each in entries_of(procurement.public_id, most=50)]


def test_a_stakeholder_stands_once_and_with_its_first_view(
    procurement: Any, leader: Any, council: Any
) -> None:
    assert View.objects.get().attitude == -1
    with pytest.raises(actions.CannotWrite) as refused:
        actions.add_stakeholder(procurement, by=leader, **COUNCIL)
    assert refused.value.field == "name"
    assert Stakeholder.objects.count() == 1


@pytest.mark.parametrize(
    ("word", "value"), [("influence", 6), ("attitude", -3), ("kind", "gods"), ("name", "  ")]
)
def test_a_value_that_there_is_not_is_refused_at_its_field(
    procurement: Any, leader: Any, word: str, value: object
) -> None:
    with pytest.raises(actions.CannotWrite) as refused:
        actions.add_stakeholder(procurement, by=leader, **COUNCIL | {word: value})
    assert refused.value.field == word
    assert not Stakeholder.objects.exists()


def test_the_newest_day_is_on_the_map_and_an_older_one_only_in_the_history(
    procurement: Any, leader: Any, council: Stakeholder
) -> None:
    today = clock.today()
    actions.note_view(council, by=leader, influence=5, attitude=1, noted_on=today, note="Said yes")
    actions.note_view(council, by=leader, influence=4, attitude=-2, noted_on=today - timedelta(days=30))
    council.refresh_from_db()
    assert (council.influence, council.attitude) == (5, 1)
    (row,) = queries.stakeholders_of(procurement)
    assert row.before == (5, -1)
    with pytest.raises(actions.CannotWrite):
        actions.note_view(council, by=leader, influence=5, attitude=1, noted_on=today + timedelta(days=1))


def test_two_writers_are_told_of_one_another(leader: Any, owner: Any, council: Stakeholder) -> None:
    words = {"name": "The council", "kind": "politicians", "matters": "Money", "contact": ""}
    actions.change_stakeholder(council, by=leader, revision=1, **words)
    with pytest.raises(actions.ChangedMeanwhile) as late:
        actions.change_stakeholder(council, by=owner, revision=1, **words | {"matters": "Safety"})
    assert late.value.current.matters == "Money"


def test_a_measure_says_for_whom_and_cannot_be_done_tomorrow(
    procurement: Any, leader: Any, council: Stakeholder
) -> None:
    made = actions.add_measure(procurement, by=leader, stakeholders=[council.pk, 999], **TALK)
    assert [each.pk for each in made.stakeholders.all()] == [council.pk]
    with pytest.raises(actions.CannotWrite) as refused:
        actions.change_measure(made, by=leader, revision=1, done_on=clock.today() + timedelta(days=1))
    assert refused.value.field == "done_on"
    with pytest.raises(actions.CannotWrite) as refused:
        actions.add_measure(procurement, by=leader, **TALK | {"phase": "nowhere"})
    assert refused.value.field == "phase"
    assert Measure.objects.count() == 1


def test_a_measure_that_is_removed_leaves_its_files_digest_in_the_log(procurement: Any, leader: Any) -> None:
    made = actions.add_measure(procurement, by=leader, **TALK)
    kept = actions.add_measure_file(made, by=leader, data=b"Minutes", name="a.txt", content_type="text/plain")
    actions.remove_measure(made, by=leader)
    assert not MeasureFile.objects.exists()
    last = entries_of(procurement.public_id, most=1)[0]
    assert last.content["files"][0]["sha256"] == kept.file.sha256


def test_an_invitation_is_answered_and_taken_off_the_list(procurement: Any, leader: Any) -> None:
    made = actions.invite(procurement, by=leader, service="Home care", into="needs", invited_on=clock.today())
    assert actions.answer_invitation(made, by=leader, answer="yes").answered_on == clock.today()
    with pytest.raises(actions.CannotWrite):
        actions.answer_invitation(made, by=leader, answer="perhaps")
    actions.withdraw_invitation(made, by=leader)
    assert not Invitation.objects.exists()
    with pytest.raises(actions.CannotWrite):
        actions.withdraw_invitation(made, by=leader)


def test_a_plan_sets_aside_nothing_below_zero(procurement: Any, leader: Any) -> None:
    with pytest.raises(actions.CannotWrite) as refused:
        actions.add_plan_link(procurement, by=leader, kind="budget", title="Budget", amount=Decimal(-1))
    assert refused.value.field == "amount"


def test_the_page_for_politicians_is_whole_and_fits_one_page(procurement: Any, leader: Any) -> None:
    parts = dict.fromkeys(("why", "costs", "gives", "asks"), "Words.")
    for word, value in (("gives", ""), ("why", "x" * 701)):
        with pytest.raises(actions.CannotWrite) as refused:
            actions.write_brief(procurement, by=leader, revision=0, **parts | {word: value})
        assert refused.value.field == word
    actions.write_brief(procurement, by=leader, revision=0, **parts)
    with pytest.raises(actions.ChangedMeanwhile):
        actions.write_brief(procurement, by=leader, revision=0, **parts)


def test_the_facts_follow_what_stands_there(procurement: Any, leader: Any, council: Stakeholder) -> None:
    said = report(procurement).facts
    assert said["anchoring.has_stakeholders"]
    assert not said["anchoring.influential_met"]
    assert not said["anchoring.has_plan"]
    made = actions.add_measure(procurement, by=leader, stakeholders=[council.pk], **TALK)
    assert not report(procurement).facts["anchoring.has_plan"]
    actions.change_measure(made, by=leader, revision=1, who="The owner", due_on=clock.today())
    said = report(procurement).facts
    assert said["anchoring.influential_met"]
    assert said["anchoring.has_plan"]
    for service in ("Home care", "home care", "IT", "Nursing home"):
        assert not report(procurement).facts["anchoring.invited_widely"]
        actions.invite(procurement, by=leader, service=service, into="needs", invited_on=clock.today())
    assert report(procurement).facts["anchoring.invited_widely"]


def test_the_grounds_warn_until_people_and_plans_are_in_place(procurement: Any, leader: Any) -> None:
    assert people_ground(procurement).status == "missing"
    row = actions.add_stakeholder(procurement, by=leader, **COUNCIL)
    assert people_ground(procurement).status == "warning"
    assert "The council" in str(people_ground(procurement).sentence)
    actions.note_view(row, by=leader, influence=5, attitude=2, noted_on=clock.today())
    assert people_ground(procurement).status == "ok"
    assert plans_ground(procurement).status == "warning"
    actions.add_plan_link(procurement, by=leader, kind="budget", title="Budget", amount=Decimal(500000))
    assert plans_ground(procurement).status == "ok"


def test_the_report_asks_a_fixed_number_of_questions(
    procurement: Any, leader: Any, django_assert_num_queries: Any
) -> None:
    for number in range(12):
        actions.add_stakeholder(procurement, by=leader, **COUNCIL | {"name": f"Group {number}"})
        actions.add_measure(procurement, by=leader, **TALK)
    with django_assert_num_queries(6):
        report(procurement)


def test_every_deed_has_words_in_the_log(procurement: Any, leader: Any, council: Stakeholder) -> None:
    from veien.road.rules.registry import log_title

    actions.remove_stakeholder(council, by=leader)
    assert all(str(log_title(each)) != each for each in titles(procurement))
