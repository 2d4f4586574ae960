"""Changing a tender: what it is called, and which forms are in use. Old forms stay."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.tenders.actions.keeping import keep_form, keep_values, read_forms, told
from veien.tenders.actions.receiving import (
    CannotReceive,
    checked_name,
    checked_organisation_number,
    checked_time,
    keep_version,
    refuse_faults,
    words_of,
)
from veien.tenders.models import Tender
from veien.tenders.queries import published
from veien.tenders.rules import evaluation_has_begun, is_late

if TYPE_CHECKING:
    from veien.people.queries import User

LONGEST_REASON = 500


class ChangedMeanwhile(Refused):
    """Somebody else changed the tender first; ``current`` is how it stands now."""

    def __init__(self, current: Tender) -> None:
        super().__init__(_("Somebody else changed this tender while you wrote."))
        self.current = current


def change_tender(
    tender: Tender,
    *,
    by: User,
    revision: int,
    name: str,
    organisation_number: str = "",
    country: str = "",
) -> Tender:
    """Change what a tender is called; its short name stays.

    Raises: ChangedMeanwhile if ``revision`` is old; CannotReceive for a name or number that cannot be.
    May: judge_price
    Logs: tenders.tender_changed
    """
    procurement = tender.procurement
    subject = f"tender:{tender.public_id}"
    with recorded(procurement.public_id, "tenders.tender_changed", by=by, subject=subject) as entry:
        found = _taken(tender, revision)
        before = words_of(found)
        found.name = checked_name(procurement, name, besides=found.pk)
        found.organisation_number = checked_organisation_number(organisation_number, country=country)
        found.organisation_country = country if found.organisation_number else ""
        found.revision += 1
        found.save()
        entry.content = {"before": before, "after": words_of(found)}
    return found


def replace_forms(
    tender: Tender,
    *,
    by: User,
    revision: int,
    received_at: datetime,
    reason: str,
    price_data: bytes | None = None,
    answer_data: bytes | None = None,
    zero_is_meant: bool = False,
    file_names: tuple[str, str] = ("", ""),
) -> Tender:
    """Put one or both forms in the place of those in use, as a new version; the old ones stay and can be read.

    ``received_at`` is when the new forms came; whether the tender is late is judged by it from now on.
    Raises: ChangedMeanwhile if ``revision`` is old; CannotReceive once evaluation has begun, with no reason, no form
    or a time that cannot be, and for faults in the forms.
    May: judge_price
    Logs: tenders.forms_replaced
    """
    procurement = tender.procurement
    competition = published(procurement)
    moment = checked_time(received_at, competition)
    _refuse_once_begun(tender)
    why = _checked_reason(reason)
    if price_data is None and answer_data is None:
        raise CannotReceive(_("Choose at least one form."), field="price_file")
    forms = read_forms(procurement, competition, price_data, answer_data, zero_is_meant=zero_is_meant)
    refuse_faults(forms)
    subject = f"tender:{tender.public_id}"
    with recorded(procurement.public_id, "tenders.forms_replaced", by=by, subject=subject, why=why) as entry:
        found = _taken(tender, revision)
        _refuse_once_begun(found)
        before = {"version": found.version, "received_at": found.received_at}
        if price_data is not None:
            found.price_file = keep_form(price_data, file_names[0], "price", procurement)
            found.zero_is_meant = zero_is_meant
        if answer_data is not None:
            found.answer_file = keep_form(answer_data, file_names[1], "answer", procurement)
        found.received_at, found.registered_at, found.registered_by = moment, clock.now(), by
        found.version += 1
        found.revision += 1
        found.save()
        keep_version(found, found.price_file, found.answer_file, reason=why)
        keep_values(found, forms)
        entry.content = {
            **words_of(found),
            "before": before,
            "after": {"version": found.version, "received_at": found.received_at},
            "is_late": is_late(found.received_at, competition.tenders_due_at),
            **told(found, forms),
        }
    return found


def _taken(tender: Tender, revision: int) -> Tender:
    """Take the row for writing, as it stands now.

    Raises: ChangedMeanwhile if it is not the revision that the writer saw.
    """
    found = Tender.objects.select_for_update().get(pk=tender.pk)
    found.procurement = tender.procurement
    if found.revision != revision:
        raise ChangedMeanwhile(found)
    return found


def _refuse_once_begun(tender: Tender) -> None:
    if evaluation_has_begun(tender.procurement):
        raise CannotReceive(
            _("Evaluation has begun, so the forms stand as they are. What has been judged rests on them.")
        )


def _checked_reason(reason: str) -> str:
    why = " ".join(reason.split())
    if not why:
        raise CannotReceive(_("Say why the forms are replaced."), field="reason")
    if len(why) > LONGEST_REASON:
        raise CannotReceive(
            _("The reason is longer than %(most)s characters.") % {"most": LONGEST_REASON}, field="reason"
        )
    return why
