"""Walking the road itself: activities with owners and dates, deliverables, decisions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from veien.documents.actions import build_report_docx
from veien.documents.rules import Paragraph, Report, Section
from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.methods.rules import Activity
from veien.people.queries import User
from veien.road import actions as road
from veien.road.queries import Decision, Procurement, pack_of, road_of
from veien.road.rules.registry import maker_of

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BY_ROLE = {
    "project-owner": "owner",
    "project-leader": "leader",
    "purchasing": "purchaser",
    "procurement-group": "purchaser",
    "it": "adviser",
    "evaluation-group": "nurse",
    "negotiation-team": "negotiator",
    "data-protection-officer": "protection",
}


def until(day: date, *, hour: int = 8) -> None:
    """Let the clock move on to the morning of a day; it never goes back."""
    morning = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    clock.move_on(max(morning - clock.now(), timedelta()))


def work_through(
    procurement: Procurement, station_id: str, people: dict[str, User], *, days: Decimal, takes: int
) -> None:
    """Do a station: everybody's activities with owner, date and tick, and the days of work it took.

    Units: ``days`` of work; the calendar moves on by ``takes`` days before the work is ticked.
    """
    due = clock.today() + timedelta(days=takes)
    clock.move_on(timedelta(days=takes))
    station = pack_of(procurement).station(station_id)
    for activity in station.activities:
        road.describe_activity(
            procurement,
            by=people["leader"],
            activity_id=activity.id,
            owner=people[BY_ROLE.get(activity.role, "leader")],
            due_on=due,
            note="",
        )
    road.plan_effort(
        procurement,
        by=people["leader"],
        station_id=station_id,
        planned_days=days,
        spent_days=days + Decimal("2.5"),
    )
    deliver(procurement, station_id, people)
    tick_unproven(procurement, station.activities, people)
    clock.move_on(timedelta(hours=3))


def deliver(procurement: Procurement, station_id: str, people: dict[str, User]) -> None:
    """Leave the station's deliverables behind: made by Veien where it can, brought as a Word file where not."""
    for deliverable in pack_of(procurement).station(station_id).deliverables:
        if _is_made(procurement, deliverable.id, people):
            continue
        title = deliverable.title.in_language("nb")
        report = Report(
            title=title,
            subtitle=procurement.title,
            language="nb",
            is_example=True,
            sections=(
                Section(
                    "Innhold",
                    (
                        Paragraph(deliverable.text.in_language("nb"), lead="Dette er et eksempeldokument."),
                        Paragraph("I en virkelig anskaffelse ligger prosjektets eget dokument her."),
                    ),
                ),
            ),
        )
        road.bring_deliverable(
            procurement,
            by=people["leader"],
            deliverable_id=deliverable.id,
            data=build_report_docx(report, at=clock.now()),
            name=f"{title}.docx",
            content_type=WORD,
            note="Eksempeldokument",
        )


def _is_made(procurement: Procurement, deliverable_id: str, people: dict[str, User]) -> bool:
    """Let Veien make a deliverable; say no where no room makes it, or the example has nothing to make it of."""
    maker = maker_of(deliverable_id)
    if maker is None:
        return False
    ending = "pdf" if "pdf" in maker.formats else maker.formats[0]
    try:
        road.make_deliverable(procurement, by=people["leader"], deliverable_id=deliverable_id, ending=ending)
    except Refused:
        return False
    return True


def anchor(procurement: Procurement, phase_id: str, people: dict[str, User]) -> None:
    """Do the lane's activities of one phase."""
    lanes = pack_of(procurement).lanes
    tick_unproven(procurement, [a for lane in lanes for a in lane.activities if a.phase == phase_id], people)


def tick_unproven(procurement: Procurement, activities: Iterable[Activity], people: dict[str, User]) -> None:
    """Tick by hand what Veien cannot see has been done."""
    facts = road_of(procurement).report.facts
    for activity in activities:
        if not activity.done_when or not all(facts.get(name, False) for name in activity.done_when):
            someone = people[BY_ROLE.get(activity.role, "leader")]
            road.tick_activity(procurement, by=someone, activity_id=activity.id)


def decide(
    procurement: Procurement,
    point: str,
    people: dict[str, User],
    *,
    answers: tuple[str, ...],
    decided_by: str,
) -> Decision:
    """Take a decision with yes, its questions answered in the order of the pack."""
    decision = pack_of(procurement).decision(point)
    taken = road.decide(
        procurement,
        by=people["leader"],
        point=point,
        outcome="yes",
        decided_by=decided_by,
        decided_on=on(),
        answers={question.id: text for question, text in zip(decision.questions, answers, strict=True)},
    )
    tick_unproven(procurement, decision.activities, people)
    return taken


def on() -> date:
    """Give the day on which the play stands."""
    return clock.today()
