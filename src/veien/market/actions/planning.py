"""Writing the plan and the dialogue note; writing, publishing and closing the invitation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.foundation import clock
from veien.market.actions.rows import CannotWrite, ChangedMeanwhile, changed, check
from veien.market.models import Invitation, Note, Plan
from veien.market.queries.invitation import lacking_of, snapshot_of
from veien.market.queries.kinds import words_of
from veien.market.rules import changes_of, tidied

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from veien.people.queries import User
    from veien.road.queries import Procurement

PLAN_FIELDS = (
    "purpose",
    "starts_on",
    "ends_on",
    "together",
    "technology",
    "operation",
    "legal",
    "financial",
    "delivery",
)
NOTE_FIELDS = ("background", "volume", "volume_basis", "constraints", "course", "course_reason", "process")
INVITATION_FIELDS = ("contact", "register_by")
_SEVERAL = {
    "purpose",
    "technology",
    "operation",
    "legal",
    "financial",
    "delivery",
    "background",
    "volume",
    "constraints",
    "course_reason",
    "process",
}


def write_plan(procurement: Procurement, *, by: User, revision: int, words: Mapping[str, Any]) -> Plan:
    """Write the plan of the dialogue; ``revision`` is the one the writer read, 0 for none.

    May: edit
    Raises: CannotWrite without a purpose, or if it ends before it begins; ChangedMeanwhile.
    Logs: market.plan_written
    """
    starts_on, ends_on = words.get("starts_on"), words.get("ends_on")
    if starts_on and ends_on and ends_on < starts_on:
        raise CannotWrite(_("It cannot end before it begins."), field="ends_on")
    found = Plan.objects.filter(procurement=procurement).first()
    plan: Plan = _write(
        found or Plan(procurement=procurement),
        PLAN_FIELDS,
        "market.plan_written",
        by=by,
        revision=revision,
        words=words,
    )
    return plan


def write_note(
    procurement: Procurement, *, by: User, revision: int, words: Mapping[str, Any], needs: Iterable[Any]
) -> Note:
    """Write the dialogue note and say which needs it shows.

    May: edit
    Raises: CannotWrite, ChangedMeanwhile.
    Logs: market.note_written
    """
    chosen = list(needs)
    with recorded(procurement.public_id, "market.note_written", by=by, subject="note") as entry:
        found = Note.objects.select_for_update().filter(procurement=procurement).first()
        _newest(found, revision)
        note = found or Note(procurement=procurement, revision=0)
        before = words_of(note, NOTE_FIELDS)
        for field, value in tidied(words, several=_SEVERAL).items():
            setattr(note, field, value)
        check(note, NOTE_FIELDS)
        note.revision += 1
        note.save()
        note.needs.set(chosen)
        refs = sorted(each.ref for each in chosen)
        entry.content = {**changes_of(before, words_of(note, NOTE_FIELDS)), "needs": refs}
    return note


def write_invitation(
    procurement: Procurement, *, by: User, revision: int, words: Mapping[str, Any]
) -> Invitation:
    """Write whom suppliers can ask and until when they register.

    May: edit
    Raises: CannotWrite, ChangedMeanwhile.
    Logs: market.invitation_written
    """
    found = Invitation.objects.filter(procurement=procurement).first()
    invitation = found or Invitation(procurement=procurement)
    kept: Invitation = _write(
        invitation, INVITATION_FIELDS, "market.invitation_written", by=by, revision=revision, words=words
    )
    return kept


def publish_invitation(procurement: Procurement, *, by: User) -> Invitation:
    """Publish the invitation as it stands, or publish it again with what has changed.

    What strangers read is frozen here; nothing that is written later shows until it is published again.
    May: edit
    Raises: CannotWrite naming what lacks.
    Logs: market.invitation_published
    """
    lacking = lacking_of(procurement)
    if lacking:
        raise CannotWrite(_("Not ready to be published: %(what)s") % {"what": "; ".join(lacking)})
    with recorded(procurement.public_id, "market.invitation_published", by=by, subject="invitation") as entry:
        invitation = Invitation.objects.select_for_update().get(procurement=procurement)
        invitation.snapshot = snapshot_of(procurement)
        invitation.state, invitation.published_at = Invitation.State.OPEN, clock.now()
        invitation.first_published_on = invitation.first_published_on or clock.today()
        invitation.save()
        entry.content = {"published": invitation.snapshot}
    return invitation


def close_invitation(procurement: Procurement, *, by: User) -> Invitation:
    """Close the page of the invitation: from now on nobody finds it.

    May: edit
    Raises: CannotWrite if it is not open.
    Logs: market.invitation_closed
    """
    with recorded(procurement.public_id, "market.invitation_closed", by=by, subject="invitation"):
        invitation = Invitation.objects.select_for_update().filter(procurement=procurement).first()
        if invitation is None or invitation.state != Invitation.State.OPEN:
            raise CannotWrite(_("The invitation is not open."))
        invitation.state = Invitation.State.CLOSED
        invitation.save(update_fields=["state"])
    return invitation


def _write(
    row: Any, fields: tuple[str, ...], action: str, *, by: User, revision: int, words: Mapping[str, Any]
) -> Any:
    """Write the only row of its kind in a procurement, the first time or again."""
    if row.pk:
        return changed(row, fields, action=action, by=by, revision=revision, words=words)
    for field, value in tidied(words, several=_SEVERAL).items():
        setattr(row, field, value)
    check(row, fields)
    with recorded(row.procurement.public_id, action, by=by, subject=str(row._meta.model_name)) as entry:
        there = type(row)._default_manager.select_for_update().filter(procurement=row.procurement).first()
        _newest(there, revision)
        row.save()
        entry.content = words_of(row, fields)
    return row


def _newest(found: Any, revision: int) -> None:
    if found is not None and found.revision != revision:
        raise ChangedMeanwhile(found)
