"""The charter and the team: what is kept, what is lacking, who is asked to help."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from veien.audit.queries import entries_of
from veien.people.models import User
from veien.road import actions
from veien.road.models import Procurement
from veien.road.models.team import HelpRequest
from veien.road.queries.mandate import NothingToTell, mandate_of, needs_plan_of
from veien.road.queries.team import FIELD_NAMES, team_of
from veien.road.rules.competence import ASKED, COMPETENCES, IMPLIED, coverage, known_by
from veien.road.rules.roles import ROLES
from veien.road.tool import make_mandate, make_needs_plan, roles_report

ClientOf = Callable[[User], Client]
STATIONS = tuple(ASKED)
HELD = st.dictionaries(st.text(min_size=1, max_size=3), st.sets(st.sampled_from(COMPETENCES)), max_size=5)


def test_every_field_has_a_name_and_every_role_and_station_names_known_fields() -> None:
    assert set(FIELD_NAMES) == set(COMPETENCES)
    assert set(IMPLIED) <= set(ROLES)
    assert set(IMPLIED.values()) | {each for fields in ASKED.values() for each in fields} == set(COMPETENCES)


@given(HELD, st.sets(st.sampled_from(STATIONS)))
def test_a_gap_is_a_field_that_is_asked_for_and_that_nobody_holds(
    held: dict[str, set[str]], stations: set[str]
) -> None:
    asked = {field for station in stations for field in ASKED[station]}
    known = {field for fields in held.values() for field in fields}
    rows = coverage(sorted(stations), held)
    assert {row.field for row in rows if row.is_gap} == asked - known
    assert {row.field for row in rows} == asked | known


@given(HELD, st.sampled_from(COMPETENCES))
def test_help_or_a_reason_closes_a_gap_and_nothing_else(held: dict[str, set[str]], field: str) -> None:
    before = {row.field for row in coverage(STATIONS, held) if row.is_gap}
    helped = {row.field for row in coverage(STATIONS, held, helpers={field: ["X"]}) if row.is_gap}
    left_out = {row.field for row in coverage(STATIONS, held, not_asked={field: "No."}) if row.is_gap}
    assert helped == left_out == before - {field}


@given(st.sets(st.sampled_from(ROLES)), st.sets(st.sampled_from(COMPETENCES)))
def test_what_a_role_says_is_known_without_being_written(roles: set[str], stated: set[str]) -> None:
    found = known_by(roles, stated)
    assert set(found) == stated | {IMPLIED[each] for each in roles if each in IMPLIED}
    assert len(found) == len(set(found))


@pytest.mark.django_db
def test_somebody_without_a_role_is_not_described(
    procurement: Procurement, leader: User, stranger: User
) -> None:
    with pytest.raises(actions.CannotTeam):
        actions.describe_member(procurement, by=leader, user=stranger, fields=["law"], hours={})


@pytest.mark.django_db
def test_what_somebody_knows_and_the_time_there_is_are_kept_and_logged_once(
    procurement: Procurement, leader: User
) -> None:
    hours: dict[str, int | None] = {"clarify-needs": 100, "plan": None}
    assert actions.describe_member(procurement, by=leader, user=leader, fields=["law"], hours=hours)
    assert not actions.describe_member(procurement, by=leader, user=leader, fields=["law"], hours=hours)
    line = entries_of(procurement.public_id)[0]
    assert line.content["after"] == {"fields": ["law"], "hours": {"clarify-needs": 100}}
    actions.plan_effort(
        procurement, by=leader, station_id="map-needs", planned_days=Decimal(20), spent_days=None
    )
    spare = team_of(procurement).spares[0]
    assert (spare.reserved, spare.planned, spare.is_short) == (100, Decimal(150), True)


@pytest.mark.django_db
def test_a_gap_closes_by_a_role_by_help_or_by_a_reason(
    procurement: Procurement, leader: User, buyer: User
) -> None:
    def gaps() -> set[str]:
        return {each.field for each in team_of(procurement).gaps}

    assert "purchasing" not in gaps()
    assert {"privacy", "law", "buildings"} <= gaps()
    asked = actions.ask_for_help(
        procurement, by=leader, field="law", asked_of="The county", text="Read the terms."
    )
    assert "law" in gaps()
    actions.settle_help(asked, by=leader, is_covered=True, answer="Two days in March.")
    actions.leave_field_out(procurement, by=leader, field="buildings", reason="Nothing is mounted.")
    assert not {"law", "buildings"} & gaps()
    actions.leave_field_out(procurement, by=leader, field="buildings", reason="")
    assert "buildings" in gaps()
    with pytest.raises(actions.CannotTeam):
        actions.settle_help(asked, by=leader, is_covered=False, answer="No.")


@pytest.mark.django_db
def test_the_needs_phase_is_covered_when_somebody_knows_all_it_asks_for(
    procurement: Procurement, leader: User
) -> None:
    assert not roles_report(procurement).facts["roles.needs_phase_is_covered"]
    fields = ASKED["map-needs"]
    actions.describe_member(procurement, by=leader, user=leader, fields=fields, hours={})
    assert roles_report(procurement).facts["roles.needs_phase_is_covered"]


@pytest.mark.django_db
def test_two_who_write_the_charter_see_both_texts(
    procurement: Procurement, leader: User, client_of: ClientOf
) -> None:
    client, where = client_of(leader), reverse("road:charter", args=[procurement.public_id])
    typed = {"mandate": "Mine", "reporting": "", "funding": "", "revision": "1"}
    assert client.post(where, typed | {"mandate": "Theirs"}).status_code == 302
    answer = client.post(where, typed)
    assert answer.status_code == 409
    assert "Theirs" in answer.content.decode()
    assert "Mine" in answer.content.decode()
    assert Procurement.objects.get().mandate == "Theirs"


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["nb", "sv", "da", "en"])
def test_mandate_and_plan_are_made_and_say_what_is_missing(
    procurement: Procurement, leader: User, language: str
) -> None:
    with pytest.raises(NothingToTell):
        mandate_of(procurement, language)
    actions.set_charter(
        procurement, by=leader, mandate="Find out.\nThen ask.", risk_note="The owner carries it."
    )
    said = str(mandate_of(procurement, language))
    assert "Find out." in said
    assert "The owner carries it." in said
    assert leader.full_name in str(needs_plan_of(procurement, language))
    assert make_mandate(procurement, language, "docx").data[:2] == b"PK"
    assert make_needs_plan(procurement, language, "pdf").data[:5] == b"%PDF-"


@pytest.mark.django_db
def test_the_team_page_asks_as_often_for_many_as_for_few(
    procurement: Procurement,
    leader: User,
    client_of: ClientOf,
    make_user: Callable[..., User],
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    client, where = client_of(leader), reverse("road:team", args=[procurement.public_id])
    client.get(where)
    for _again in range(6):
        person = make_user(role="it", procurement=procurement)
        actions.describe_member(procurement, by=leader, user=person, fields=["law"], hours={"plan": 5})
        actions.ask_for_help(procurement, by=leader, field="law", asked_of="A", text="B")
    with django_assert_num_queries(TEAM_QUERIES):
        client.get(where)


TEAM_QUERIES = 12


@pytest.mark.django_db
def test_a_request_without_an_answer_is_refused_at_the_field(
    procurement: Procurement, leader: User, client_of: ClientOf
) -> None:
    actions.ask_for_help(procurement, by=leader, field="law", asked_of="A", text="B")
    asked = HelpRequest.objects.get()
    where = reverse("road:help_settle", args=[procurement.public_id, asked.public_id])
    answer = client_of(leader).post(where, {"is_covered": "yes", "answer": ""})
    assert answer.status_code == 422
    assert HelpRequest.objects.get().settled_at is None
