"""What people do with inquiries: write them down, keep files to them, erase them, and draw needs from them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Unpack

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.files import actions as files
from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.needs.models import Inquiry, InquiryFile, NeedSeries
from veien.needs.rules.inquiries import INQUIRY_FIELDS, InquiryWords, tidied, told
from veien.needs.rules.needs import changes

if TYPE_CHECKING:
    from veien.people.queries import User
    from veien.road.queries import Procurement

MOST_PEOPLE = 1_000_000


class CannotInquire(Refused):
    """The inquiry cannot be kept as it is written, or cannot go; the message says why."""


class InquiryChangedMeanwhile(Refused):
    """Somebody else wrote first; ``current`` is what stands now."""

    def __init__(self, current: Inquiry) -> None:
        super().__init__(_("Somebody else changed this while you wrote."))
        self.current = current


def add_inquiry(procurement: Procurement, *, by: User, **words: Unpack[InquiryWords]) -> Inquiry:
    """Write down a conversation, an observation, a workshop or a survey, planned or held.

    May: edit
    Raises: CannotInquire if it has no title, or something in it is too long or unknown.
    Logs: needs.inquiry_added, of the notes only length and digest
    """
    inquiry = Inquiry(procurement=procurement, added_by=by, **tidied(words, INQUIRY_FIELDS))
    _check(inquiry)
    subject = f"inquiry:{inquiry.public_id}"
    with recorded(procurement.public_id, "needs.inquiry_added", by=by, subject=subject) as entry:
        NeedSeries.objects.get_or_create(procurement=procurement)
        series = NeedSeries.objects.select_for_update().get(procurement=procurement)
        series.last_inquiry += 1
        series.save(update_fields=["last_inquiry"])
        inquiry.number, inquiry.added_at = series.last_inquiry, clock.now()
        inquiry.save()
        entry.content = {"number": inquiry.ref, **told(words_of_inquiry(inquiry))}
    return inquiry


def change_inquiry(inquiry: Inquiry, *, by: User, revision: int, **words: Unpack[InquiryWords]) -> Inquiry:
    """Change what is written about an inquiry; words that are left out stay as they are.

    ``revision`` is the one the writer read. Nothing is logged when nothing differs.
    May: edit
    Raises: CannotInquire as for ``add_inquiry``; InquiryChangedMeanwhile if somebody else wrote first.
    Logs: needs.inquiry_changed, of the notes only length and digest
    """
    wanted = tidied(words, INQUIRY_FIELDS)
    if not changes(words_of_inquiry(inquiry), wanted)["after"] and revision == inquiry.revision:
        return inquiry
    chain, subject = inquiry.procurement.public_id, f"inquiry:{inquiry.public_id}"
    with recorded(chain, "needs.inquiry_changed", by=by, subject=subject) as entry:
        current = _locked(inquiry)
        if current.revision != revision:
            raise InquiryChangedMeanwhile(current)
        before = words_of_inquiry(current)
        for field, value in wanted.items():
            setattr(current, field, value)
        if wanted.get("notes"):
            current.erased_at = None
        _check(current)
        current.revision += 1
        current.save(update_fields=[*wanted, "erased_at", "revision"])
        entry.content = {"number": current.ref, **changes(told(before), told(wanted))}
    return current


def remove_inquiry(inquiry: Inquiry, *, by: User) -> None:
    """Remove an inquiry that no need and no persona rests on, with its files. Its number is not used again.

    May: edit
    Raises: CannotInquire naming what rests on it.
    Logs: needs.inquiry_removed, of the notes only length and digest
    """
    chain, subject = inquiry.procurement.public_id, f"inquiry:{inquiry.public_id}"
    with recorded(chain, "needs.inquiry_removed", by=by, subject=subject) as entry:
        current = _locked(inquiry)
        resting = [each.need.ref for each in current.carried_needs.select_related("need").order_by("pk")]
        resting += list(current.personas.order_by("pk").values_list("name", flat=True))
        if resting:
            raise CannotInquire(
                _(
                    "This cannot be removed, because this rests on it: %(what)s. You can erase its notes and files"
                    " and keep the rest."
                )
                % {"what": ", ".join(resting[:5]) + (" …" if len(resting) > 5 else "")}
            )
        entry.content = {"number": current.ref, **told(words_of_inquiry(current)), "files": _drop(current)}
        current.delete()


def erase_inquiry(inquiry: Inquiry, *, by: User) -> Inquiry:
    """Erase the notes and the files of an inquiry for good; that it was held, and what rests on it, stays.

    May: edit
    Logs: needs.inquiry_erased, with the digests of what is gone
    """
    chain, subject = inquiry.procurement.public_id, f"inquiry:{inquiry.public_id}"
    with recorded(chain, "needs.inquiry_erased", by=by, subject=subject) as entry:
        current = _locked(inquiry)
        gone = {key: getattr(current, key) for key in ("notes", "consent_note")}
        entry.content = {"number": current.ref, **told(gone), "files": _drop(current)}
        current.notes = current.consent_note = ""
        current.erased_at, current.revision = clock.now(), current.revision + 1
        current.save(update_fields=["notes", "consent_note", "erased_at", "revision"])
    return current


def attach_file(inquiry: Inquiry, *, by: User, data: bytes, name: str, content_type: str) -> InquiryFile:
    """Keep a file with an inquiry. Its name may tell who spoke, so the log does not repeat it.

    May: edit
    Raises: files.CannotKeep if it is empty or too large.
    Logs: needs.inquiry_file_added
    """
    chain, subject = inquiry.procurement.public_id, f"inquiry:{inquiry.public_id}"
    with recorded(chain, "needs.inquiry_file_added", by=by, subject=subject) as entry:
        file = files.keep(data, name=name, content_type=content_type)
        kept = InquiryFile.objects.create(inquiry=inquiry, file=file, added_by=by, added_at=clock.now())
        Inquiry.objects.filter(pk=inquiry.pk).update(erased_at=None)
        entry.content = {"number": inquiry.ref, "sha256": file.sha256, "size": file.size}
    return kept


def remove_file(kept: InquiryFile, *, by: User) -> None:
    """Take a file of an inquiry away for good.

    May: edit
    Logs: needs.inquiry_file_removed, with the digest of what is gone
    """
    inquiry = kept.inquiry
    chain, subject = inquiry.procurement.public_id, f"inquiry:{inquiry.public_id}"
    with recorded(chain, "needs.inquiry_file_removed", by=by, subject=subject) as entry:
        entry.content = {"number": inquiry.ref, "files": _forget([kept])}


def words_of_inquiry(inquiry: Inquiry) -> dict[str, object]:
    """Give what is written about an inquiry."""
    return {field: getattr(inquiry, field) for field in INQUIRY_FIELDS}


def _locked(inquiry: Inquiry) -> Inquiry:
    current = Inquiry.objects.select_for_update().get(pk=inquiry.pk)
    current.procurement = inquiry.procurement
    return current


def _drop(inquiry: Inquiry) -> list[dict[str, object]]:
    return _forget(inquiry.files.select_related("file").order_by("pk"))


def _forget(kept: Iterable[InquiryFile]) -> list[dict[str, object]]:
    gone: list[dict[str, object]] = []
    for each in kept:
        file = each.file
        gone.append({"sha256": file.sha256, "size": file.size})
        each.delete()
        files.forget(file)
    return gone


def _check(inquiry: Inquiry) -> None:
    if not inquiry.title:
        raise CannotInquire(_("Say in a few words what it was about."), field="title")
    if inquiry.people is not None and not 0 < inquiry.people <= MOST_PEOPLE:
        raise CannotInquire(
            _("At least one took part. Leave the field empty if you do not know."), field="people"
        )
    _fits(inquiry, exclude={"procurement", "number", "added_by", "added_at"})


def _fits(row: models.Model, *, exclude: set[str]) -> None:
    """Refuse what the table does not take.

    Raises: CannotInquire naming the field.
    """
    try:
        row.clean_fields(exclude=exclude)
    except ValidationError as problem:
        field, texts = next(iter(problem.message_dict.items()))
        raise CannotInquire(texts[0], field=field) from problem
