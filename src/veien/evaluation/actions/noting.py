"""Private notes: kept, changed and removed by their writer. The log tells that, and not a word of the note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.criteria.queries import Criterion, items_of
from veien.evaluation.models import PrivateNote
from veien.evaluation.rules import MOST_LETTERS, tidied
from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.tenders.queries import Tender

if TYPE_CHECKING:
    from veien.people.queries import User
    from veien.road.queries import Procurement


class CannotNote(Refused):
    """The private note cannot be kept; the message says why."""


class NotedElsewhere(Refused):
    """The same person kept another text in another window; ``current`` is the text that stands now."""

    def __init__(self, current: PrivateNote) -> None:
        super().__init__(_("You have kept something else here in another window or on another device."))
        self.current = current


def keep_note(
    procurement: Procurement,
    *,
    by: User,
    tender: Tender,
    text: str,
    criterion: Criterion | None = None,
    item: str = "",
    revision: int | None = None,
) -> bool:
    """Keep a private note on a tender, or on a tender's answer to one item; an empty text removes it.

    Gives whether anything changed; nothing is logged when nothing did. ``revision`` is the one that was read: 0 for
    no note, None takes what stands for read.
    May: score
    Raises: CannotNote for a text that is too long, or a place that is not there; NotedElsewhere.
    Logs: evaluation.note_kept, without any of its content
    """
    wanted = tidied(text)
    if len(wanted) > MOST_LETTERS:
        raise CannotNote(
            _("The note is longer than %(most)s letters.") % {"most": MOST_LETTERS}, field="text"
        )
    _refuse_elsewhere(procurement, tender, criterion, item)
    place = {"author": by, "tender": tender, "criterion": criterion, "item": item}
    if _text(PrivateNote.objects.filter(**place).first()) == wanted:
        return False
    with recorded(procurement.public_id, "evaluation.note_kept", by=by):
        note = PrivateNote.objects.select_for_update().filter(**place).first()
        if revision is not None and note is not None and note.revision != revision:
            raise NotedElsewhere(note)
        if note is not None and not wanted:
            note.delete()
        elif note is not None:
            note.text, note.changed_at, note.revision = wanted, clock.now(), note.revision + 1
            note.save(update_fields=["text", "changed_at", "revision"])
        else:
            PrivateNote.objects.create(**place, text=wanted, changed_at=clock.now())
    return True


def remove_note(procurement: Procurement, *, by: User, note: PrivateNote) -> None:
    """Remove a private note of one's own.

    May: score
    Raises: CannotNote for somebody else's.
    Logs: evaluation.note_kept, without any of its content
    """
    if note.author_id != by.pk or note.tender.procurement_id != procurement.pk:
        raise CannotNote(_("There is no such note."))
    with recorded(procurement.public_id, "evaluation.note_kept", by=by):
        note.delete()


def _text(note: PrivateNote | None) -> str:
    return note.text if note is not None else ""


def _refuse_elsewhere(
    procurement: Procurement, tender: Tender, criterion: Criterion | None, item: str
) -> None:
    """Refuse a place that is not in the procurement."""
    if tender.procurement_id != procurement.pk:
        raise CannotNote(_("The tender belongs to another procurement."))
    if criterion is None and not item:
        return
    if criterion is None or criterion.procurement_id != procurement.pk:
        raise CannotNote(_("This criterion takes no points."))
    if (criterion.pk, item) not in {each.place for each in items_of(procurement)}:
        raise CannotNote(_("This criterion takes no points."))
