"""Agder from the first need to the award: the facts of the case hold, and everything hangs together."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from tests.world import browser_of
from veien.audit.queries import entries_of, verify_chain
from veien.business_case.queries import alternatives_of
from veien.collaboration.queries import Member
from veien.evaluation.queries import case_of
from veien.evaluation.rules.models import moved, three_models
from veien.goals.queries import Goal
from veien.needs.models import KeyFigure
from veien.needs.queries import Need
from veien.requirements.queries import Requirement
from veien.road.models import Decision, DeliverableVersion
from veien.road.queries import road_of, thread_of
from veien.road.rules.thread import loose_ends
from veien.scenarios.agder.data import read
from veien.tenders.queries import Tender


def test_the_facts_of_the_case_are_those_of_the_source(scene: Any) -> None:
    members = Member.objects.filter(procurement=scene.procurement)
    assert members.exclude(standing="option").count() == 21
    assert members.filter(standing="option").count() == 9
    assert members.get(standing="lead").organisation.name == "Kristiansand"
    assert Tender.objects.filter(procurement=scene.procurement).count() == 5
    assert scene.procurement.is_example


def test_the_thread_has_its_needs_goals_and_requirements_and_the_loose_ends_that_are_meant(
    scene: Any,
) -> None:
    procurement = scene.procurement
    assert Need.objects.filter(procurement=procurement).count() == 38
    assert Goal.objects.filter(procurement=procurement).count() == 8
    assert Requirement.objects.filter(procurement=procurement).count() == 164
    procurement.granted = frozenset({"view", "view_tenders"})
    ends = {(each.kind, each.missing): len(each.nodes) for each in loose_ends(thread_of(procurement))}
    assert ends == {("need", "requirement"): 3, ("requirement", "need"): 12}


def test_the_road_stands_behind_the_award_with_every_decision_and_deliverable(scene: Any) -> None:
    road = road_of(scene.procurement).standing
    assert [each.is_passed for each in road.phases] == [True, True, True, False]
    assert road.station("contract").state == "now"
    assert Decision.objects.filter(procurement=scene.procurement, outcome="yes").count() == 4
    wanted = {
        d.id for s in road.pack.stations for d in s.deliverables if road.pack.phase_of(s.id).id != "follow-up"
    }
    there = set(
        DeliverableVersion.objects.filter(procurement=scene.procurement).values_list("deliverable", flat=True)
    )
    assert there == wanted
    frozen = Decision.objects.get(procurement=scene.procurement, point="decision-1").documents.count()
    assert frozen == len(road.pack.decision("decision-1").deliverables)


def test_nothing_of_phase_1_that_veien_can_see_is_left_undone(scene: Any) -> None:
    road = road_of(scene.procurement)
    phase, lanes = road.standing.pack.phases[0], road.standing.pack.lanes
    beside = [a for lane in lanes for a in lane.activities if a.phase == phase.id]
    activities = [a for station in phase.stations for a in station.activities] + beside
    asked = {fact for activity in activities for fact in activity.done_when}
    assert len(asked) > 40
    assert {fact for fact in asked if not road.report.facts.get(fact)} == set()


def test_every_need_rests_on_something_and_many_came_of_what_was_mapped(scene: Any) -> None:
    rows = Need.objects.filter(procurement=scene.procurement)
    assert not rows.filter(rests_on=None).exists()
    origins = ("stories", "journey_steps", "data_flows", "operation_needs", "whys")
    made = {origin: rows.exclude(**{origin: None}).distinct().count() for origin in origins}
    assert made == {"stories": 4, "journey_steps": 7, "data_flows": 3, "operation_needs": 2, "whys": 2}
    assert rows.get(number=1).title == "Få svar raskt når noe skjer"


def test_decision_1_rests_on_sound_grounds_and_is_signed(scene: Any) -> None:
    decision = Decision.objects.get(procurement=scene.procurement, point="decision-1")
    assert {ground["status"] for ground in decision.grounds} == {"ok"}
    assert {ground["question"] for ground in decision.grounds} == {f"decision-1-q{n}" for n in (1, 2, 3)}
    assert decision.recommendation["choice_title"] == "Felles kjøp og felles responssenter"
    assert decision.signatures.exclude(signed_on=None).count() == 2


def test_the_business_case_gives_what_the_documentation_says(scene: Any) -> None:
    beside = [each.against_null for each in alternatives_of(scene.procurement)]
    assert [round(each) for each in beside[1:] if each is not None] == [39_325_323, 13_115_718, -58_978_136]
    members = Member.objects.filter(procurement=scene.procurement).exclude(standing="option")
    assert members.count() == len(read("population")["people"])
    figure = KeyFigure.objects.filter(procurement=scene.procurement).exclude(table={}).order_by("position")[0]
    summed = sum(row[0] for row in read("population")["people"].values())
    assert figure.value == summed == int(figure.table["years"]["2016"])


def test_the_log_is_whole_and_runs_through_the_year(scene: Any) -> None:
    verdict = verify_chain(scene.procurement.public_id)
    assert verdict.intact
    assert verdict.entries > 300
    assert str(verdict.first).startswith("2016-01-11")
    assert str(verdict.last).startswith(("2016-", "2017-"))
    actions = {each.action for each in entries_of(scene.procurement.public_id, most=10_000)}
    assert {"competition.published", "tenders.tender_received", "road.decided"} <= actions


def test_every_logged_action_has_words_for_people(scene: Any) -> None:
    from veien.road.rules.registry import log_title

    for each in {line.action for line in entries_of(scene.procurement.public_id, most=10_000)}:
        assert str(log_title(each)) != each, each


def test_anyone_recomputes_the_ranking_from_the_record(scene: Any, tmp_path: Path) -> None:
    client = browser_of(scene.people["leader"])
    address = reverse("evaluation:record", args=[scene.procurement.public_id])
    record = client.get(address)
    assert record.status_code == 200
    path = tmp_path / "record.json"
    path.write_bytes(record.content)
    done = subprocess.run(
        [sys.executable, "-m", "veien.command.main", "evaluate", str(path), "--json"],
        capture_output=True,
        check=True,
    )
    result = json.loads(done.stdout)
    names = {each["id"]: each["name"] for each in json.loads(record.content)["tenders"]}
    assert names[result["order"][0]] == "Telenor Objects"
    from veien.evaluation.queries import result_of

    assert result == result_of(scene.procurement)


def test_the_three_common_models_agree_on_the_first_and_move_four_below(scene: Any) -> None:
    linear, proportional, priced = three_models(case_of(scene.procurement))
    assert linear.is_own
    assert [one.first for one in (linear, proportional, priced)] == [("A",)] * 3
    assert moved(linear, proportional) == {"B": (2, 3), "C": (3, 2), "D": (5, 4), "E": (4, 5)}
    assert moved(proportional, priced) == {}


@pytest.mark.parametrize("language", ["nb", "sv", "da", "en"])
def test_the_pages_of_the_road_open_in_every_language(scene: Any, language: str) -> None:
    client = browser_of(scene.people["leader"], language=language)
    for name in (
        "road:road",
        "road:thread",
        "road:deliverables",
        "road:roles",
        "needs:page",
        "requirements:page",
    ):
        page = client.get(reverse(name, args=[scene.procurement.public_id]))
        assert page.status_code == 200, name
        assert f'lang="{language}"' in page.content.decode()


def test_playing_it_anew_takes_the_old_one_away_and_nothing_else(scene: Any) -> None:
    from veien.road.queries import Procurement
    from veien.scenarios import clearing

    other = Procurement.objects.create(
        title="Another example",
        buyer=scene.procurement.buyer,
        pack_id="no-kvikkguide",
        pack_version="1.0.0",
        pack_digest="0" * 64,
        started_at=scene.procurement.started_at,
    )
    with pytest.raises(ValueError, match="Only an example"):
        clearing.clear(other)
    clearing.clear(Procurement.objects.get(pk=scene.procurement.pk))
    assert list(Procurement.objects.all()) == [other]
    assert Need.objects.count() == 0
    assert verify_chain(scene.procurement.public_id).intact
