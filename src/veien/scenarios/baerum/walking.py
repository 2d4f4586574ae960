"""Walking the road: who does what by when, marks where Veien cannot see the work itself, documents, decision 1."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from veien.foundation import clock
from veien.methods.rules import Activity
from veien.road import actions as road
from veien.road.queries import pack_of, road_of
from veien.road.rules.registry import maker_of
from veien.scenarios.baerum.data import read
from veien.scenarios.baerum.stage import Stage

BY_ROLE = {
    "project-owner": "owner",
    "purchasing": "purchaser",
    "it": "adviser",
    "data-protection-officer": "protection",
    "home-care": "leader",
    "nursing-home": "housing",
    "service-staff": "carer",
    "allocation-office": "office",
    "steering-group": "director",
    "contract-manager": "purchaser",
}
WRITERS = ("leader", "owner", "purchaser", "adviser", "protection")


def share_out_work(stage: Stage, station_id: str, *, due: date, days: Decimal) -> None:
    """Say who does each activity of a station, by when, and how many days it is thought to take.

    Units: working days.
    """
    for activity in pack_of(stage.procurement).station(station_id).activities:
        road.describe_activity(
            stage.procurement,
            by=stage.leader,
            activity_id=activity.id,
            owner=stage.people[BY_ROLE.get(activity.role, "leader")],
            due_on=due,
            note=read("road")["notes"].get(activity.id, ""),
        )
    road.plan_effort(
        stage.procurement, by=stage.leader, station_id=station_id, planned_days=days, spent_days=None
    )


def close_station(stage: Stage, station_id: str, *, days: Decimal, spent: Decimal) -> None:
    """Let Veien make the documents, mark what the rooms do not show as done, and write the days it took.

    Units: working days, planned and spent.
    """
    station = pack_of(stage.procurement).station(station_id)
    for deliverable in station.deliverables:
        if deliverable.id != "decision-paper":
            make(stage, deliverable.id)
    mark(stage, station.activities)
    road.plan_effort(
        stage.procurement, by=stage.leader, station_id=station_id, planned_days=days, spent_days=spent
    )


def mark(stage: Stage, activities: Iterable[Activity]) -> None:
    """Mark as done what Veien cannot see by itself. Roles that only read tell the leader."""
    facts = road_of(stage.procurement).report.facts
    for activity in activities:
        if activity.done_when and all(facts.get(name, False) for name in activity.done_when):
            continue
        key = BY_ROLE.get(activity.role, "leader")
        by = stage.people[key if key in WRITERS else "leader"]
        road.tick_activity(stage.procurement, by=by, activity_id=activity.id)


def make(stage: Stage, deliverable_id: str) -> None:
    """Let Veien make a document in its first format."""
    maker = maker_of(deliverable_id)
    if maker is not None:
        ending = "pdf" if "pdf" in maker.formats else maker.formats[0]
        road.make_deliverable(
            stage.procurement, by=stage.leader, deliverable_id=deliverable_id, ending=ending
        )


def anchor(stage: Stage) -> None:
    """Mark the lane's activities of the first phase that the rooms do not show."""
    lanes = pack_of(stage.procurement).lanes
    mark(stage, [each for lane in lanes for each in lane.activities if each.phase == "clarify-needs"])


def recommend(stage: Stage) -> None:
    """Write what those who prepared the decision advise: one of the alternatives of the business case."""
    told = read("road")["decision"]
    road.recommend(
        stage.procurement,
        by=stage.leader,
        point="decision-1",
        text=told["recommendation"],
        choice=stage.alternatives[told["choice"]].key,
    )


def decide(stage: Stage) -> None:
    """Make the paper, decide yes, and sign."""
    told = read("road")["decision"]
    make(stage, "decision-paper")
    point = pack_of(stage.procurement).decision("decision-1")
    mark(stage, point.activities)
    decision = road.decide(
        stage.procurement,
        by=stage.owner,
        point="decision-1",
        outcome="yes",
        decided_by=stage.owner.full_name,
        decided_on=clock.today(),
        answers={each.id: told["answers"][each.id] for each in point.questions},
    )
    for key, role in told["signers"].items():
        signature = road.note_signer(decision, by=stage.owner, role=role, name=stage.people[key].full_name)
        road.sign(signature, by=stage.people[key], signed_on=clock.today(), how="here")
