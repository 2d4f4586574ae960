"""What a pack asks the program and what the rooms tell: nothing is asked in vain, nothing told in vain."""

from __future__ import annotations

from typing import Any

import pytest

from veien.methods import queries as methods
from veien.road.queries import report_of
from veien.road.rules.registry import tool_by_id

NEWEST = methods.latest("no-kvikkguide")
FIRST = NEWEST.phases[0]


@pytest.mark.django_db
def test_every_condition_a_pack_may_name_is_told_by_one_room_and_no_room_tells_another(
    procurement: Any,
) -> None:
    report = report_of(procurement)
    assert set(report.facts) == set(methods.predicates())
    assert set(report.given_by) == set(report.facts)


@pytest.mark.django_db
def test_all_that_the_tools_of_the_first_phase_tell_is_asked_for(procurement: Any) -> None:
    report = report_of(procurement)
    activities = [
        *(activity for place in (*FIRST.stations, *FIRST.decisions) for activity in place.activities),
        *(activity for lane in NEWEST.lanes for activity in lane.activities if activity.phase == FIRST.id),
    ]
    theirs = {activity.tool for activity in activities}
    asked = {name for activity in NEWEST.activities for name in activity.done_when}
    assert {name for name, tool in report.given_by.items() if tool in theirs} - asked == set()


BY_HAND = {
    "map-needs-peers",
    "market-dialogue-rules",
    "market-dialogue-share-events",
    "anchoring-goals-with-stakeholders",
    "anchoring-dialogue-lessons",
}
"""What happens between people, away from the program: whoever did it says so."""


def test_every_activity_of_the_first_phase_is_seen_by_the_program_or_is_done_away_from_it() -> None:
    places = (*FIRST.stations, *FIRST.decisions)
    activities = [activity for place in places for activity in place.activities]
    activities += [each for lane in NEWEST.lanes for each in lane.activities if each.phase == FIRST.id]
    assert {activity.id for activity in activities if not activity.done_when} == BY_HAND


def test_an_activity_of_the_first_phase_that_is_seen_leads_to_a_page() -> None:
    for place in (*FIRST.stations, *FIRST.decisions):
        for activity in place.activities:
            assert not activity.done_when or tool_by_id(activity.tool) is not None, activity.id
