"""Meetings with tenderers: planned, changed, removed, and their minutes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.criteria.queries import Criterion
from veien.evaluation.actions.locking import refuse_when_locked
from veien.evaluation.actions.refusing import refuse_the_partial
from veien.evaluation.models import Meeting
from veien.evaluation.rules import tidied
from veien.foundation.errors import Refused
from veien.tenders.queries import Tender

if TYPE_CHECKING:
    from veien.people.queries import User
    from veien.road.queries import Procurement

MOST_MINUTES = 20_000
"""The longest minutes."""


class CannotPlan(Refused):
    """The meeting cannot be planned or changed so; the message says why."""


class ChangedMeanwhile(Refused):
    """Somebody else changed the meeting first; ``current`` is how it stands now."""

    def __init__(self, current: Meeting) -> None:
        super().__init__(_("Somebody else changed this meeting while you did."))
        self.current = current


def plan_meeting(
    procurement: Procurement,
    *,
    by: User,
    tender: Tender,
    kind: str,
    held_at: datetime,
    criteria: Collection[Criterion],
    place: str = "",
) -> Meeting:
    """Plan a meeting with a tenderer in which criteria are judged: a demonstration, an interview, a visit.

    May: score or judge_price
    Raises: CannotPlan without a criterion, or for a tender or criterion that is not this procurement's; IsPartial;
    QualityIsLocked.
    Logs: evaluation.meeting_planned
    """
    refuse_the_partial(procurement, by)
    refuse_when_locked(procurement)
    _refuse_impossible(procurement, tender, kind, criteria)
    with recorded(procurement.public_id, "evaluation.meeting_planned", by=by) as entry:
        meeting = Meeting.objects.create(
            tender=tender, kind=kind, held_at=held_at, place=tidied(place), planned_by=by
        )
        meeting.criteria.set(criteria)
        entry.subject = f"tender:{tender.public_id}"
        entry.content = _told(meeting, criteria)
    return meeting


def change_meeting(
    procurement: Procurement,
    *,
    by: User,
    meeting: Meeting,
    tender: Tender,
    kind: str,
    held_at: datetime,
    criteria: Collection[Criterion],
    place: str = "",
    revision: int | None = None,
) -> None:
    """Change a planned meeting.

    May: score or judge_price
    Raises: as ``plan_meeting``; ChangedMeanwhile if somebody else changed it first.
    Logs: evaluation.meeting_changed
    """
    refuse_the_partial(procurement, by)
    refuse_when_locked(procurement)
    _refuse_impossible(procurement, tender, kind, criteria)
    subject = f"tender:{tender.public_id}"
    with recorded(procurement.public_id, "evaluation.meeting_changed", by=by, subject=subject) as entry:
        kept = _in_line(procurement, meeting, revision)
        before = _told(kept, kept.criteria.order_by("pk"))
        kept.tender, kept.kind, kept.held_at, kept.place = tender, kind, held_at, tidied(place)
        kept.revision += 1
        kept.save(update_fields=["tender", "kind", "held_at", "place", "revision"])
        kept.criteria.set(criteria)
        entry.content = {**_told(kept, criteria), "before": before}


def remove_meeting(procurement: Procurement, *, by: User, meeting: Meeting) -> None:
    """Remove a meeting; points that were given in it stay. A meeting with minutes stays too.

    May: score or judge_price
    Raises: CannotPlan for a meeting that has minutes or is gone; IsPartial; QualityIsLocked.
    Logs: evaluation.meeting_removed
    """
    refuse_the_partial(procurement, by)
    refuse_when_locked(procurement)
    subject = f"tender:{meeting.tender.public_id}"
    with recorded(procurement.public_id, "evaluation.meeting_removed", by=by, subject=subject) as entry:
        kept = _in_line(procurement, meeting, None)
        if kept.minutes:
            raise CannotPlan(_("The meeting has minutes, so it has been held and stays."))
        entry.content = _told(kept, kept.criteria.all())
        kept.delete()


def write_minutes(
    procurement: Procurement, *, by: User, meeting: Meeting, text: str, revision: int | None = None
) -> None:
    """Write a meeting's minutes, which everybody who may read tenders reads.

    May: score or judge_price
    Raises: CannotPlan for minutes that are too long; ChangedMeanwhile if somebody else wrote first; IsPartial.
    Logs: evaluation.minutes_written
    """
    refuse_the_partial(procurement, by)
    wanted = tidied(text)
    if len(wanted) > MOST_MINUTES:
        raise CannotPlan(
            _("The minutes are longer than %(most)s letters.") % {"most": MOST_MINUTES}, field="minutes"
        )
    if wanted == meeting.minutes:
        return
    subject = f"tender:{meeting.tender.public_id}"
    with recorded(procurement.public_id, "evaluation.minutes_written", by=by, subject=subject) as entry:
        kept = _in_line(procurement, meeting, revision)
        entry.content = {"kind": kept.kind, "minutes": wanted, "before": kept.minutes}
        kept.minutes, kept.revision = wanted, kept.revision + 1
        kept.save(update_fields=["minutes", "revision"])


def _refuse_impossible(
    procurement: Procurement, tender: Tender, kind: str, criteria: Collection[Criterion]
) -> None:
    if tender.procurement_id != procurement.pk:
        raise CannotPlan(_("The tender belongs to another procurement."), field="tender")
    if kind not in Meeting.Kind.values:
        raise CannotPlan(_("Choose what kind of meeting it is."), field="kind")
    if not criteria:
        raise CannotPlan(_("Choose at least one criterion that is judged in the meeting."), field="criteria")
    if any(each.procurement_id != procurement.pk or each.kind != "quality" for each in criteria):
        raise CannotPlan(_("This criterion takes no points."), field="criteria")


def _in_line(procurement: Procurement, meeting: Meeting, revision: int | None) -> Meeting:
    """Take the meeting for oneself, as it stands."""
    mine = Meeting.objects.select_for_update().filter(tender__procurement=procurement, pk=meeting.pk)
    kept = mine.first()
    if kept is None:
        raise CannotPlan(_("The meeting is removed."))
    if revision is not None and kept.revision != revision:
        raise ChangedMeanwhile(kept)
    return kept


def _told(meeting: Meeting, criteria: Collection[Criterion]) -> dict[str, Any]:
    return {
        "tender": meeting.tender.key,
        "kind": meeting.kind,
        "held_at": meeting.held_at,
        "place": meeting.place,
        "criteria": [each.title for each in criteria],
    }
