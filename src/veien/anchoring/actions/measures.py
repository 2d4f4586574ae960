"""Measures with who and when, files that show them, and invitations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from veien.anchoring.actions.writing import CannotWrite, cleaned, current, filled, told
from veien.anchoring.models import Invitation, Measure, MeasureFile, Stakeholder
from veien.audit.actions import recorded
from veien.files import actions as files
from veien.foundation import clock
from veien.road.queries import pack_of

if TYPE_CHECKING:
    from veien.people.queries import User
    from veien.road.queries import Procurement

WORDS = ("title", "kind", "phase", "who", "due_on", "done_on", "outcome")
ASKED = ("service", "name", "into", "invited_on", "answer")


def add_measure(
    procurement: Procurement, *, by: User, stakeholders: Iterable[int] = (), **words: Any
) -> Measure:
    """Plan a measure. ``stakeholders`` are the keys of those it is meant for.

    May: edit
    Raises: CannotWrite if title or kind is missing, the phase is none of the road, or it is done in the future.
    Logs: anchoring.measure_added
    """
    row = Measure(procurement=procurement, added_at=clock.now())
    subject = f"measure:{row.public_id}"
    with recorded(procurement.public_id, "anchoring.measure_added", by=by, subject=subject) as entry:
        _fill(row, procurement, words)
        row.save()
        row.stakeholders.set(_known(procurement, stakeholders))
        entry.content = _told(row)
    return row


def change_measure(
    row: Measure, *, by: User, revision: int | None, stakeholders: Iterable[int] | None = None, **words: Any
) -> Measure:
    """Change a measure, or say that it is done and what came of it.

    May: edit
    Raises: CannotWrite as ``add_measure``; ChangedMeanwhile if somebody else wrote first.
    Logs: anchoring.measure_changed
    """
    chain, subject = row.procurement.public_id, f"measure:{row.public_id}"
    with recorded(chain, "anchoring.measure_changed", by=by, subject=subject) as entry:
        kept = current(row, revision)
        before = _told(kept)
        _fill(kept, row.procurement, words)
        kept.revision += 1
        kept.save()
        if stakeholders is not None:
            kept.stakeholders.set(_known(row.procurement, stakeholders))
        entry.content = {"before": before, "after": _told(kept)}
    return kept


def remove_measure(row: Measure, *, by: User) -> None:
    """Take a measure away; files that were attached stay kept, named by their digests in the log.

    May: edit
    Raises: CannotWrite if it is gone already.
    Logs: anchoring.measure_removed
    """
    chain, subject = row.procurement.public_id, f"measure:{row.public_id}"
    with recorded(chain, "anchoring.measure_removed", by=by, subject=subject) as entry:
        kept = current(row, None)
        attached = [each.file for each in MeasureFile.objects.filter(measure=kept).select_related("file")]
        entry.content = _told(kept) | {
            "files": [{"name": each.name, "sha256": each.sha256} for each in attached]
        }
        kept.delete()


def add_measure_file(row: Measure, *, by: User, data: bytes, name: str, content_type: str) -> MeasureFile:
    """Attach a file that shows that a measure was carried out.

    May: edit
    Raises: files.CannotKeep if the file is empty or too large.
    Logs: anchoring.measure_file_added
    """
    chain, subject = row.procurement.public_id, f"measure:{row.public_id}"
    with recorded(chain, "anchoring.measure_file_added", by=by, subject=subject) as entry:
        file = files.keep(data, name=name, content_type=content_type)
        kept = MeasureFile.objects.create(measure=row, file=file, added_by=by, added_at=clock.now())
        entry.content = {"measure": row.title, "file": file.name, "sha256": file.sha256}
    return kept


def invite(procurement: Procurement, *, by: User, **words: Any) -> Invitation:
    """Write down who was invited to take part, and from which service or profession.

    May: edit
    Raises: CannotWrite if the service is missing or the day lies ahead.
    Logs: anchoring.invited
    """
    row = Invitation(procurement=procurement)
    subject = f"invitation:{row.public_id}"
    with recorded(procurement.public_id, "anchoring.invited", by=by, subject=subject) as entry:
        filled(row, cleaned(words))
        if row.invited_on > clock.today():
            raise CannotWrite(_("This date lies ahead."), field="invited_on")
        row.save()
        entry.content = told(row, ASKED)
    return row


def answer_invitation(row: Invitation, *, by: User, answer: str) -> Invitation:
    """Note what was answered.

    May: edit
    Raises: CannotWrite if it is no answer, or the invitation is gone.
    Logs: anchoring.invitation_answered
    """
    if answer not in Invitation.Answer.values:
        raise CannotWrite(_("Choose yes, no or no answer yet."), field="answer")
    chain, subject = row.procurement.public_id, f"invitation:{row.public_id}"
    with recorded(chain, "anchoring.invitation_answered", by=by, subject=subject) as entry:
        kept = _invitation(row)
        entry.content = {"service": kept.service, "before": kept.answer, "after": answer}
        kept.answer = answer
        kept.answered_on = None if answer == Invitation.Answer.WAITING else clock.today()
        kept.save(update_fields=["answer", "answered_on"])
    return kept


def withdraw_invitation(row: Invitation, *, by: User) -> None:
    """Take an invitation off the list.

    May: edit
    Raises: CannotWrite if it is gone already.
    Logs: anchoring.invitation_withdrawn
    """
    chain, subject = row.procurement.public_id, f"invitation:{row.public_id}"
    with recorded(chain, "anchoring.invitation_withdrawn", by=by, subject=subject) as entry:
        kept = _invitation(row)
        entry.content = told(kept, ASKED)
        kept.delete()


def _invitation(row: Invitation) -> Invitation:
    found = Invitation.objects.select_for_update().filter(pk=row.pk).first()
    if found is None:
        raise CannotWrite(_("Somebody else has removed it."))
    return found


def _fill(row: Measure, procurement: Procurement, words: dict[str, Any]) -> None:
    filled(row, cleaned({key: value for key, value in words.items() if key in WORDS}))
    if row.phase not in {each.id for each in pack_of(procurement).phases}:
        raise CannotWrite(_("Choose a phase of the road."), field="phase")
    if row.done_on is not None and row.done_on > clock.today():
        raise CannotWrite(_("It is done when it has been done; this date lies ahead."), field="done_on")


def _known(procurement: Procurement, keys: Iterable[int]) -> list[Stakeholder]:
    return list(Stakeholder.objects.filter(procurement=procurement, pk__in=list(keys)))


def _told(row: Measure) -> dict[str, Any]:
    names = list(row.stakeholders.order_by("name").values_list("name", flat=True))
    return told(row, WORDS) | {"stakeholders": names}
