"""Bærum from the first evening to decision 1: what the source states stands there, and everything hangs together."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from tests.world import acting_in, browser_of, played
from veien.audit.queries import entries_of, verify_chain
from veien.business_case.queries import alternatives_of
from veien.command import demo
from veien.foundation import clock
from veien.goals.models import OpenQuestion
from veien.goals.queries import Goal
from veien.market.models import Activity, Input, Invitation, Question, Registration, Told
from veien.needs.queries import Need
from veien.road.models import Decision, DeliverableVersion, Procurement, Signature
from veien.road.queries import road_of
from veien.scenarios.baerum import cast, play

ALONE = {"goals.compromises_are_settled", "business_case.is_shared"}
"""What only municipalities that buy together can show."""


@pytest.fixture(scope="module")
def baerum(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Any]:
    with django_db_blocker.unblock(), played(play, cast, tmp_path_factory.mktemp("baerum")) as world:
        yield world


@pytest.fixture
def stage(baerum: Any, django_db_blocker: Any, settings: Any) -> Iterator[Any]:
    with django_db_blocker.unblock(), acting_in(baerum, settings):
        yield baerum


def test_decision_1_is_taken_on_the_whole_phase(stage: Any) -> None:
    road = road_of(stage.procurement).standing
    assert [each.is_passed for each in road.phases] == [True, False, False, False]
    decision = Decision.objects.get(procurement=stage.procurement)
    assert (decision.point, decision.outcome, decision.decided_on) == ("decision-1", "yes", date(2014, 11, 5))
    assert decision.decided_by == "Seksjonsleder for institusjonstjenesten"
    assert decision.documents.count() == len(road.pack.decision("decision-1").deliverables)
    assert decision.recommendation["choice_title"].startswith("Én avtale")
    assert not decision.reason
    assert {each["title"]: each["status"] for each in decision.grounds if each["status"] != "ok"} == {}
    signed = Signature.objects.filter(decision=decision).values_list("role", "signed_on")
    assert dict(signed) == {"Prosjekteier": date(2014, 11, 5), "Styringsgruppe": date(2014, 11, 5)}


def test_veien_itself_sees_all_of_phase_1_that_can_be_seen_where_one_buys_alone(stage: Any) -> None:
    road = road_of(stage.procurement)
    work = [each for station in road.standing.phases[0].stations for each in station.activities]
    assert [each.activity.id for each in work if not each.is_done] == []
    unseen = {name for each in work for name in each.unseen}
    assert unseen == ALONE
    by_hand = {each.activity.id for each in work if each.tick.ticked_at and each.activity.done_when}
    assert by_hand == {"set-goals-compromise", "business-case-joint-savings"}


def test_veien_made_every_document_of_the_phase(stage: Any) -> None:
    road = road_of(stage.procurement)
    wanted = {
        each.id for station in road.standing.phases[0].stations for each in station.station.deliverables
    }
    made = DeliverableVersion.objects.filter(procurement=stage.procurement, is_made_by_veien=True)
    assert set(made.values_list("deliverable", flat=True)) == wanted


def test_the_team_and_the_conference_are_those_of_the_source(stage: Any) -> None:
    procurement = stage.procurement
    adviser = stage.people["welfare"]
    hours = dict(procurement.reserved_time.filter(user=adviser).values_list("phase", "hours"))
    assert set(hours) == {"clarify-needs"}
    conference, written, meetings = Activity.objects.filter(procurement=procurement).order_by("number")
    begins = conference.starts_at.astimezone(clock.OSLO)
    assert (begins.year, begins.month, begins.hour, begins.minute) == (2014, 6, 9, 30)
    times = [line.split()[0] for line in conference.agenda.splitlines()]
    assert times == ["09.30", "10.00", "10.15", "10.30", "11.00", "11.15", "11.30"]
    assert written.starts_at.astimezone(clock.OSLO).date() == date(2014, 6, 30)
    assert (meetings.starts_at.year, meetings.starts_at.month) == (2014, 9)
    invited = Invitation.objects.get(procurement=procurement).first_published_on
    assert (begins.date() - invited).days >= 28


def test_what_was_measured_later_is_not_among_what_was_expected(stage: Any) -> None:
    time = Goal.objects.get(procurement=stage.procurement, kind="saved_time")
    assert (time.baseline, time.target) == (Decimal(30), Decimal(20))
    assert Goal.objects.filter(procurement=stage.procurement).count() == 5
    steps = stage.procurement.journeys.get().steps.exclude(minutes=None).values_list("when", "minutes")
    assert sum(minutes for when, minutes in steps if when == "today") == 30
    assert sum(minutes for when, minutes in steps if when == "wanted") == 20
    whole = next(each for each in alternatives_of(stage.procurement) if each.title.startswith("Én avtale"))
    assert whole.against_null is not None
    assert 0 < whole.against_null < 3_000_000


def test_the_thread_runs_from_conversation_to_need_to_goal_to_benefit(stage: Any) -> None:
    procurement = stage.procurement
    time = Goal.objects.get(procurement=procurement, kind="saved_time")
    need = time.needs.get(title="Bruke arbeidstiden på hjelp som krever en fagperson")
    assert need.rests_on.count() == 3
    assert need.journey_steps.get().minutes == 14
    line = time.business_case_lines.filter(alternative__is_null=False, realised="0.7", amount=None).first()
    assert (line.benefit, line.realised) == ("saved_time", Decimal("0.7"))
    assert Need.objects.filter(procurement=procurement).count() == 19
    grounds = Need.objects.filter(procurement=procurement, rests_on=None, evidence="")
    assert not grounds.exists()
    loose = Need.objects.filter(procurement=procurement, goals=None).order_by("number")
    assert [each.ref for each in loose] == ["B-12", "B-17"]


def test_all_who_speak_for_firms_are_invented_and_nobody_knows_more_than_others(stage: Any) -> None:
    firms = {
        *Registration.objects.values_list("firm", flat=True),
        *Input.objects.values_list("firm", flat=True),
    }
    assert all(each.startswith("Eksempel ") for each in firms)
    assert Told.objects.count() == 2
    assert not Told.objects.filter(published_at=None).exists()
    asked = OpenQuestion.objects.filter(procurement=stage.procurement)
    brought = Question.objects.filter(procurement=stage.procurement).exclude(source="")
    assert brought.count() == asked.exclude(answer="").count() == 3
    assert stage.procurement.is_example


def test_the_log_is_whole_and_runs_from_2012_to_the_decision(stage: Any) -> None:
    from veien.road.rules.registry import log_title

    verdict = verify_chain(stage.procurement.public_id)
    assert verdict.intact
    assert str(verdict.first).startswith("2012-09-03")
    assert str(verdict.last).startswith("2014-11-05")
    for each in {line.action for line in entries_of(stage.procurement.public_id, most=10_000)}:
        assert str(log_title(each)) != each, each


@pytest.mark.parametrize("language", ["nb", "sv", "da", "en"])
def test_the_pages_of_phase_1_open_in_every_language(stage: Any, language: str) -> None:
    client = browser_of(stage.people["leader"], language=language)
    names = ("road:road", "needs:page", "goals:page", "market:page", "business_case:page", "strategy:page")
    for name in names:
        page = client.get(reverse(name, args=[stage.procurement.public_id]))
        assert page.status_code == 200, name
        assert f'lang="{language}"' in page.content.decode()


def test_a_play_that_breaks_off_leaves_nothing_half(
    django_db_setup: None, django_db_blocker: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import transaction

    def broken(_stage: Any) -> None:
        raise RuntimeError("the lights went out")

    monkeypatch.setattr(play, "_gather_team", broken)
    with django_db_blocker.unblock(), transaction.atomic():
        before = (play.standing(), Procurement.objects.count())
        with pytest.raises(RuntimeError, match="lights"):
            play.play(lambda _said: None)
        assert (play.standing(), Procurement.objects.count()) == before
        transaction.set_rollback(True)


def test_the_command_tells_that_it_is_there_already(stage: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert demo._play("baerum", fresh=False, as_json=True) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["was_there"]
    assert told["procurement"] == str(stage.procurement.public_id)
    assert len(told["users"]) == len(stage.people) == 12


def test_playing_it_anew_takes_the_old_one_away(stage: Any) -> None:
    from veien.scenarios import clearing

    assert play.standing() == stage.procurement
    clearing.clear(Procurement.objects.get(pk=stage.procurement.pk))
    assert play.standing() is None
    assert verify_chain(stage.procurement.public_id).intact
