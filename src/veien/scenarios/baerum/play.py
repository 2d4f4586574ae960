"""Plays the procurement from the first evening with enthusiasts to decision 1, with a clock that moves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import translation

from veien.foundation import clock
from veien.road import actions as road
from veien.road.queries import Procurement
from veien.scenarios import parts
from veien.scenarios.baerum import (
    aiming,
    anchoring,
    cast,
    costing,
    dialogue,
    mapping,
    strategizing,
    walking,
)
from veien.scenarios.baerum.data import read
from veien.scenarios.baerum.stage import Stage, until

TITLE = "Dagligvarer i hjemmetjenesten, Bærum"
SUMMARY = "Brukere skal få dagligvarer i hus og betale for dem uten at det går gjennom hendene på en ansatt."
BEGINS = datetime(2012, 9, 3, 8, 0, tzinfo=UTC)
TEAM_ON = date(2014, 3, 3)
GOALS_ON = date(2014, 5, 6)
CASE_ON = date(2014, 10, 14)
DECIDED_ON = date(2014, 11, 5)

Tell = Callable[[str], None]


def standing() -> Procurement | None:
    """Give the procurement if the scenario has been played."""
    return Procurement.objects.filter(title=TITLE, is_example=True).order_by("-pk").first()


def play(tell: Tell) -> Procurement:
    """Play the scenario, all of it or nothing; ``tell`` hears what is being done."""
    with transaction.atomic(), translation.override("nb"), clock.standing_at(BEGINS):
        people = cast.gather_people(organisations := cast.gather_organisations())
        procurement = road.start_procurement(
            by=people["leader"],
            title=TITLE,
            summary=SUMMARY,
            buyer=organisations[cast.BUYER],
            pack_id="no-kvikkguide",
            pack_version="1.1.0",
            is_example=True,
        )
        stage = Stage(procurement, people)
        tell("The enthusiasts begin")
        known = _begin(stage)
        _gather_team(stage)
        anchoring.widen(stage, known)
        _map_needs(stage)
        tell("Needs are mapped")
        _set_goals(stage, known)
        _hear_market(stage, known)
        tell("The market is heard")
        _count_and_decide(stage)
        tell("Decision 1 is taken")
    return procurement


def _begin(stage: Stage) -> anchoring.People:
    """2012 and 2013: enthusiasts, the first conversations and the tree of whys."""
    known = anchoring.begin(stage)
    mapping.ask(stage, since=date(2012, 9, 3), before=TEAM_ON)
    return known


def _gather_team(stage: Stage) -> None:
    until(TEAM_ON)
    told = read("team")
    parts.give_roles(stage.procurement, cast.PARTS, stage.people)
    road.set_charter(
        stage.procurement,
        by=stage.owner,
        revision=stage.procurement.charter_revision,
        **told["charter"],
    )
    for key, row in told["members"].items():
        road.describe_member(
            stage.procurement,
            by=stage.leader,
            user=stage.people[key],
            fields=row["fields"],
            hours=row["hours"],
        )
    for field, reason in told["left_out"].items():
        road.leave_field_out(stage.procurement, by=stage.leader, field=field, reason=reason)
    for row in told["help"]:
        asked = road.ask_for_help(
            stage.procurement,
            by=stage.leader,
            field=row["field"],
            asked_of=row["asked_of"],
            text=row["text"],
        )
        road.settle_help(asked, by=stage.leader, is_covered=row["is_covered"], answer=row["answer"])


def _map_needs(stage: Stage) -> None:
    walking.share_out_work(stage, "map-needs", due=date(2014, 5, 2), days=Decimal(20))
    mapping.ask(stage, since=TEAM_ON, before=GOALS_ON)
    mapping.draw_journey(stage)
    mapping.write_needs(stage, mapping.ask_why(stage))
    mapping.map_service(stage)
    until(date(2014, 5, 2))
    walking.close_station(stage, "map-needs", days=Decimal(20), spent=Decimal(24))


def _set_goals(stage: Stage, known: anchoring.People) -> None:
    until(GOALS_ON)
    walking.share_out_work(stage, "set-goals", due=date(2014, 5, 13), days=Decimal(8))
    aiming.set_goals(stage)
    until(date(2014, 5, 13))
    aiming.agree(stage)
    anchoring.carry_out(stage, known)
    walking.close_station(stage, "set-goals", days=Decimal(8), spent=Decimal(7))


def _hear_market(stage: Stage, known: anchoring.People) -> None:
    until(date(2014, 5, 14))
    walking.share_out_work(stage, "market-dialogue", due=date(2014, 9, 30), days=Decimal(25))
    kept = dialogue.invite(stage)
    dialogue.reach_out(stage)
    dialogue.register(stage, kept)
    dialogue.confer(stage, kept)
    dialogue.take_input(stage, kept)
    dialogue.visit(stage, kept)
    dialogue.meet(stage, kept)
    until(date(2014, 9, 18))
    anchoring.carry_out(stage, known)
    anchoring.see_again(stage, known)
    dialogue.learn(stage, kept)
    aiming.answer(stage)
    mapping.settle_newness(stage)
    walking.close_station(stage, "market-dialogue", days=Decimal(25), spent=Decimal(31))


def _count_and_decide(stage: Stage) -> None:
    until(CASE_ON)
    for station, days in (("strategy", 10), ("business-case", 12)):
        walking.share_out_work(stage, station, due=date(2014, 10, 31), days=Decimal(days))
    costing.count(stage)
    strategizing.choose(stage)
    until(DECIDED_ON)
    walking.close_station(stage, "strategy", days=Decimal(10), spent=Decimal(9))
    walking.recommend(stage)
    walking.close_station(stage, "business-case", days=Decimal(12), spent=Decimal(14))
    walking.anchor(stage)
    walking.decide(stage)
