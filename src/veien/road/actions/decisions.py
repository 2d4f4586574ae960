"""Deciding, and letting a phase be passed by. A decision freezes the documents that it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Max
from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.foundation import clock
from veien.foundation.canonical import digest_of
from veien.foundation.errors import Refused
from veien.methods.rules import Decision as Point
from veien.road.models import (
    Decision,
    DecisionAnswer,
    DeliverableVersion,
    FrozenDocument,
    Procurement,
    SkippedPhase,
)
from veien.road.queries import phases_of
from veien.road.queries.grounds import charter_gaps, frozen_grounds, frozen_recommendation
from veien.road.rules.state import PhaseStanding

if TYPE_CHECKING:
    from veien.people.queries import User


class CannotDecide(Refused):
    """The decision cannot be recorded; the message says why."""


def decide(
    procurement: Procurement,
    *,
    by: User,
    point: str,
    outcome: str,
    decided_by: str,
    decided_on: date,
    answers: Mapping[str, str],
    reason: str = "",
    reopened_stations: Sequence[str] = (),
) -> Decision:
    """Record a decision and freeze the newest version of every document that it rests on.

    Shape: ``answers`` by question id, one for each question of the point.
    What the rooms say to each question and the recommendation are kept with the decision as they stand now.

    May: decide
    Raises: CannotDecide if the phase is not open, a question has no answer, the date lies ahead, a yes lacks a part of
    the charter, documents are missing and nothing says why the decision stands without them, or a return names no
    station.
    Logs: road.decided
    """
    standing = phases_of(procurement)
    phase, found = standing.phase_of_decision(point), standing.decision(point)
    if phase is None or found is None:
        raise CannotDecide(_("There is no such decision on this road."))
    _check(
        phase, found.decision, outcome=outcome, decided_by=decided_by, decided_on=decided_on, answers=answers
    )
    _check_charter(procurement, phase, outcome)
    stations = _reopened(phase, outcome, reopened_stations)
    with recorded(
        procurement.public_id, "road.decided", by=by, subject=f"decision:{point}", why=reason
    ) as entry:
        documents = _newest(procurement, found.decision.deliverables)
        missing = [each for each in found.decision.deliverables if each not in documents]
        _check_reason(outcome, reason, missing)
        frozen = [
            {"deliverable": key, "version": v.version, "sha256": v.file.sha256}
            for key, v in documents.items()
        ]
        decision = Decision.objects.create(
            procurement=procurement,
            point=point,
            round=_next_round(procurement, point),
            outcome=outcome,
            decided_by=decided_by.strip(),
            decided_on=decided_on,
            reason=reason.strip(),
            recorded_by=by,
            recorded_at=clock.now(),
            set_digest=digest_of(frozen),
            reopened_stations=stations,
            grounds=frozen_grounds(procurement, found.decision),
            recommendation=frozen_recommendation(procurement, point),
        )
        _keep_answers_and_documents(decision, found.decision, answers, documents)
        entry.content = _told(decision, answers) | {"documents": frozen, "missing": missing}
    return decision


def _next_round(procurement: Procurement, point: str) -> int:
    rounds = Decision.objects.filter(procurement=procurement, point=point)
    last: int | None = rounds.aggregate(last=Max("round"))["last"]
    return (last or 0) + 1


def _told(decision: Decision, answers: Mapping[str, str]) -> dict[str, Any]:
    return {
        "point": decision.point,
        "round": decision.round,
        "outcome": decision.outcome,
        "decided_by": decision.decided_by,
        "decided_on": decision.decided_on,
        "answers": {key: answer.strip() for key, answer in answers.items()},
        "set_digest": decision.set_digest,
        "reopened_stations": decision.reopened_stations,
        "recommendation": decision.recommendation,
        "grounds": decision.grounds,
        "grounds_digest": digest_of(decision.grounds),
    }


def _check(
    phase: PhaseStanding,
    point: Point,
    *,
    outcome: str,
    decided_by: str,
    decided_on: date,
    answers: Mapping[str, str],
) -> None:
    if not phase.is_open:
        raise CannotDecide(
            _("The phase of this decision is not open yet: the decision before it comes first.")
        )
    if outcome not in Decision.Outcome.values:
        raise CannotDecide(_("Choose yes, no or back for more work."), field="outcome")
    for question in point.questions:
        if not answers.get(question.id, "").strip():
            raise CannotDecide(_("Every question needs an answer."), field=f"answer-{question.id}")
    if not decided_by.strip():
        raise CannotDecide(_("Say who decided."), field="decided_by")
    if decided_on > clock.today():
        raise CannotDecide(
            _("A decision is recorded when it has been taken; this date lies ahead."), field="decided_on"
        )


def _check_charter(procurement: Procurement, phase: PhaseStanding, outcome: str) -> None:
    """See that a yes that ends the phase of the charter has all five parts of it behind it.

    Source: Kvikk-guide, Kartlegge behov, point 1: owner, leader, mandate, reporting and funding come first.
    """
    asked = any(
        name.startswith("charter.")
        for station in phase.stations
        for each in station.activities
        for name in each.activity.done_when
    )
    if outcome != Decision.Outcome.YES or not asked:
        return
    gaps = charter_gaps(procurement)
    if gaps:
        raise CannotDecide(
            _("A yes needs the whole charter. Missing: %(parts)s. Write it on the page of the charter first.")
            % {"parts": ", ".join(gaps)},
            field="outcome",
        )


def _check_reason(outcome: str, reason: str, missing: Sequence[str]) -> None:
    if reason.strip():
        return
    if outcome != Decision.Outcome.YES:
        raise CannotDecide(_("Say why, so that those who work on know what is missing."), field="reason")
    if missing:
        raise CannotDecide(
            _("Documents are missing. Add them, or say here why the decision can be taken without them."),
            field="reason",
        )


def _reopened(phase: PhaseStanding, outcome: str, stations: Sequence[str]) -> list[str]:
    if outcome != Decision.Outcome.RETURN:
        return []
    known = {each.station.id for each in phase.stations}
    chosen = [each for each in stations if each in known]
    if not chosen:
        raise CannotDecide(_("Choose at least one station that needs more work."), field="reopened_stations")
    return chosen


def _newest(procurement: Procurement, deliverables: Sequence[str]) -> dict[str, DeliverableVersion]:
    rows = DeliverableVersion.objects.filter(procurement=procurement, deliverable__in=deliverables)
    return {each.deliverable: each for each in rows.select_related("file").order_by("version")}


def _keep_answers_and_documents(
    decision: Decision, point: Point, answers: Mapping[str, str], documents: Mapping[str, DeliverableVersion]
) -> None:
    DecisionAnswer.objects.bulk_create(
        DecisionAnswer(decision=decision, question=each.id, answer=answers[each.id].strip())
        for each in point.questions
    )
    FrozenDocument.objects.bulk_create(
        FrozenDocument(decision=decision, deliverable=key, version=version, sha256=version.file.sha256)
        for key, version in documents.items()
    )


def skip_phase(procurement: Procurement, *, by: User, phase_id: str, reason: str) -> None:
    """Let the current phase be passed by, with a reason that stays on the road.

    May: skip (the project owner alone)
    Raises: CannotDecide without a reason, or if the phase is not the one the procurement stands in.
    Logs: road.phase_skipped
    """
    if not reason.strip():
        raise CannotDecide(
            _("A phase is not skipped without a reason. Write it here; it stays on the road."), field="reason"
        )
    current = phases_of(procurement).current_phase
    if current.phase.id != phase_id or current.is_passed:
        raise CannotDecide(_("Only the phase in which the procurement stands can be skipped."))
    with recorded(
        procurement.public_id, "road.phase_skipped", by=by, subject=f"phase:{phase_id}", why=reason
    ) as entry:
        SkippedPhase.objects.create(
            procurement=procurement,
            phase=phase_id,
            reason=reason.strip(),
            skipped_by=by,
            skipped_at=clock.now(),
        )
        entry.content = {"phase": phase_id, "reason": reason.strip()}
