"""Working through a station: ticks, owners, dates, notes, evidence, effort."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.files import actions as files
from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.methods.rules import Activity
from veien.road.models import ActivityState, Evidence, Procurement, StationEffort
from veien.road.queries import pack_of, phases_of

if TYPE_CHECKING:
    from veien.people.queries import User


class CannotWork(Refused):
    """The work cannot be recorded; the message says why."""


def activity_in(procurement: Procurement, activity_id: str) -> Activity:
    """Find an activity of the procurement's pack.

    Raises: CannotWork if the pack has none with that id.
    """
    try:
        return pack_of(procurement).activity(activity_id)
    except LookupError as problem:
        raise CannotWork(_("There is no such activity on this road.")) from problem


def _state(procurement: Procurement, activity_id: str) -> ActivityState:
    return ActivityState.objects.get_or_create(procurement=procurement, activity=activity_id)[0]


def tick_activity(procurement: Procurement, *, by: User, activity_id: str) -> None:
    """Say that an activity is done.

    May: edit
    Raises: CannotWork if its phase is not open yet: the decision before it has not been taken.
    Logs: road.activity_ticked
    """
    activity = activity_in(procurement, activity_id)
    for phase in phases_of(procurement).phases:
        ids = {each.activity.id for station in phase.stations for each in station.activities}
        if activity_id in ids and not phase.is_open:
            raise CannotWork(
                _(
                    "This phase opens when the decision before it says yes, or when the project owner lets it be"
                    " skipped."
                )
            )
    with recorded(
        procurement.public_id, "road.activity_ticked", by=by, subject=f"activity:{activity_id}"
    ) as entry:
        state = _state(procurement, activity_id)
        state.ticked_at, state.ticked_by = clock.now(), by
        state.save(update_fields=["ticked_at", "ticked_by"])
        entry.content = {"activity": activity_id, "title": dict(activity.title)}


def untick_activity(procurement: Procurement, *, by: User, activity_id: str) -> None:
    """Take a tick back.

    May: edit
    Logs: road.activity_unticked
    """
    activity_in(procurement, activity_id)
    with recorded(
        procurement.public_id, "road.activity_unticked", by=by, subject=f"activity:{activity_id}"
    ) as entry:
        state = _state(procurement, activity_id)
        state.ticked_at, state.ticked_by = None, None
        state.save(update_fields=["ticked_at", "ticked_by"])
        entry.content = {"activity": activity_id}


def describe_activity(
    procurement: Procurement,
    *,
    by: User,
    activity_id: str,
    owner: User | None,
    due_on: date | None,
    note: str,
) -> None:
    """Say who does an activity, by when, and what is worth knowing about it.

    May: edit
    Logs: road.activity_described
    """
    activity_in(procurement, activity_id)
    with recorded(
        procurement.public_id, "road.activity_described", by=by, subject=f"activity:{activity_id}"
    ) as entry:
        state = _state(procurement, activity_id)
        state.owner, state.due_on, state.note = owner, due_on, note
        state.save(update_fields=["owner", "due_on", "note"])
        entry.content = {
            "activity": activity_id,
            "owner": owner.full_name if owner else None,
            "due_on": due_on,
            "note": note,
        }


def add_evidence(
    procurement: Procurement, *, by: User, activity_id: str, data: bytes, name: str, content_type: str
) -> Evidence:
    """Attach a file that shows that an activity was done.

    May: edit
    Raises: files.CannotKeep if the file is empty or too large.
    Logs: road.evidence_added
    """
    activity_in(procurement, activity_id)
    with recorded(
        procurement.public_id, "road.evidence_added", by=by, subject=f"activity:{activity_id}"
    ) as entry:
        file = files.keep(data, name=name, content_type=content_type)
        evidence = Evidence.objects.create(
            state=_state(procurement, activity_id), file=file, added_by=by, added_at=clock.now()
        )
        entry.content = {"activity": activity_id, "file": file.name, "sha256": file.sha256, "size": file.size}
    return evidence


def plan_effort(
    procurement: Procurement,
    *,
    by: User,
    station_id: str,
    planned_days: Decimal | None,
    spent_days: Decimal | None,
) -> None:
    """Say how many days of work a station is thought to take, and has taken.

    May: edit
    Units: working days, one decimal.
    Raises: CannotWork if the pack has no such station.
    Logs: road.effort_planned
    """
    try:
        pack_of(procurement).station(station_id)
    except LookupError as problem:
        raise CannotWork(_("There is no such station on this road.")) from problem
    with recorded(
        procurement.public_id, "road.effort_planned", by=by, subject=f"station:{station_id}"
    ) as entry:
        StationEffort.objects.update_or_create(
            procurement=procurement,
            station=station_id,
            defaults={"planned_days": planned_days, "spent_days": spent_days},
        )
        entry.content = {"station": station_id, "planned_days": planned_days, "spent_days": spent_days}
