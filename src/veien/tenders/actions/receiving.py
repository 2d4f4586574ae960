"""Receiving a tender: both forms are read in full before anything is kept, and all is kept or nothing."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from veien.audit.actions import recorded
from veien.competition.queries import Competition
from veien.files.queries import StoredFile
from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.organisations.rules import DIGITS, WrongNumber, checked_number
from veien.road.queries import Procurement
from veien.tenders.actions.keeping import ReadForms, keep_form, keep_values, read_forms, told
from veien.tenders.models import FormsVersion, Tender
from veien.tenders.queries import FormFault, published
from veien.tenders.rules import is_late, next_key, tidy_name

if TYPE_CHECKING:
    from veien.people.queries import User

LONGEST_NAME = 160
_KEY = re.compile(r"[A-Z0-9][A-Z0-9_-]{0,19}", re.ASCII)

WHY_WRONG = {
    "country": _lazy("Choose the country that the number belongs to."),
    "characters": _lazy("An organisation number has only digits."),
    "length": _lazy("An organisation number of this country has %(digits)s digits."),
    "checksum": _lazy("The check digit does not fit. Look for digits that changed places."),
}


class CannotReceive(Refused):
    """The tender cannot be received as it stands; ``faults`` lists what is wrong in the forms, cell by cell."""

    def __init__(self, message: object, *, field: str = "", faults: tuple[FormFault, ...] = ()) -> None:
        super().__init__(message, field=field)
        self.faults = faults


def receive_tender(
    procurement: Procurement,
    *,
    by: User,
    name: str,
    received_at: datetime,
    price_data: bytes,
    answer_data: bytes,
    organisation_number: str = "",
    country: str | None = None,
    is_invented: bool = False,
    zero_is_meant: bool = False,
    key: str | None = None,
    file_names: tuple[str, str] = ("", ""),
) -> Tender:
    """Register a tender from its two filled forms.

    ``country`` is whose rule checks the number: NO, SE, DK, empty for another country (free text), None for the
    buyer's. ``file_names`` are those of the price and the answer form as they were uploaded.
    Raises: NotPublished; CannotReceive for a name, number or time that cannot be, and for faults in the forms.
    May: judge_price
    Logs: tenders.tender_received
    """
    competition = published(procurement)
    whose = procurement.buyer.country if country is None else country
    tender = Tender(
        procurement=procurement,
        is_invented=is_invented,
        zero_is_meant=zero_is_meant,
        received_at=checked_time(received_at, competition),
        registered_at=clock.now(),
        registered_by=by,
        organisation_country=whose if organisation_number.strip() else "",
        organisation_number=checked_organisation_number(organisation_number, country=whose),
    )
    tender.name = checked_name(procurement, name)
    forms = read_forms(procurement, competition, price_data, answer_data, zero_is_meant=zero_is_meant)
    refuse_faults(forms)
    subject = f"tender:{tender.public_id}"
    with recorded(procurement.public_id, "tenders.tender_received", by=by, subject=subject) as entry:
        _wait_in_line(procurement)
        tender.name = checked_name(procurement, name)
        tender.key = _key_for(procurement, key)
        tender.price_file = keep_form(price_data, file_names[0], "price", procurement)
        tender.answer_file = keep_form(answer_data, file_names[1], "answer", procurement)
        tender.save()
        keep_version(tender, tender.price_file, tender.answer_file)
        keep_values(tender, forms)
        entry.content = {
            **words_of(tender),
            "received_at": tender.received_at,
            "is_late": is_late(tender.received_at, competition.tenders_due_at),
            "is_invented": is_invented,
            **told(tender, forms),
        }
    return tender


def keep_version(tender: Tender, price: StoredFile, answer: StoredFile, *, reason: str = "") -> None:
    """Keep the two files as one version of the forms; a part of a use case."""
    FormsVersion.objects.create(
        tender=tender,
        number=tender.version,
        price_file=price,
        answer_file=answer,
        received_at=tender.received_at,
        registered_at=clock.now(),
        registered_by=tender.registered_by,
        reason=reason,
    )


def refuse_faults(forms: ReadForms) -> None:
    """Refuse forms in which anything is wrong.

    Raises: CannotReceive with all faults.
    """
    if forms.faults:
        raise CannotReceive(
            _("Nothing was registered: something in the forms must be mended first."), faults=forms.faults
        )


def words_of(tender: Tender) -> dict[str, Any]:
    """Give what a tender is called, as the log keeps it."""
    return {
        "key": tender.key,
        "name": tender.name,
        "organisation_number": tender.organisation_number,
        "organisation_country": tender.organisation_country,
    }


def checked_time(received_at: datetime, competition: Competition) -> datetime:
    """Give the time of receipt to the second.

    Raises: CannotReceive if it lies in the future or before the competition was published.
    """
    if received_at.tzinfo is None:
        raise CannotReceive(_("Give the time with its time zone."), field="received_at")
    moment = received_at.replace(microsecond=0)
    if moment > clock.now():
        raise CannotReceive(_("The time lies in the future."), field="received_at")
    if moment < competition.published_at:
        raise CannotReceive(_("The time lies before the competition was published."), field="received_at")
    return moment


def checked_name(procurement: Procurement, name: str, *, besides: int | None = None) -> str:
    """Give a tenderer's name in its tidy form.

    Raises: CannotReceive if it is empty, too long or taken.
    """
    tidy = tidy_name(name)
    if not tidy:
        raise CannotReceive(_("Give the tenderer's name."), field="name")
    if len(tidy) > LONGEST_NAME:
        raise CannotReceive(
            _("The name is longer than %(most)s characters.") % {"most": LONGEST_NAME}, field="name"
        )
    others = Tender.objects.filter(procurement=procurement)
    if besides is not None:
        others = others.exclude(pk=besides)
    for key, other in others.values_list("key", "name"):
        if other.casefold() == tidy.casefold():
            raise CannotReceive(
                _(
                    "%(name)s has a tender already, %(key)s. Replace its forms, or give this one a name of its own."
                )
                % {"name": other, "key": key},
                field="name",
            )
    return tidy


def checked_organisation_number(number: str, *, country: str) -> str:
    """Give a number in its bare form, checked by its country's rule; another country's is taken as it is.

    Raises: CannotReceive if it cannot be a number of that country.
    """
    if not number.strip():
        return ""
    if not country:
        if len(number.strip()) > 40:
            raise CannotReceive(
                _("The number is longer than %(most)s characters.") % {"most": 40},
                field="organisation_number",
            )
        return number.strip()
    try:
        return checked_number(number, country=country)
    except WrongNumber as wrong:
        sentence = str(WHY_WRONG[wrong.kind]) % {"digits": DIGITS.get(country, 0)}
        raise CannotReceive(sentence, field="organisation_number") from wrong


def _wait_in_line(procurement: Procurement) -> None:
    """Let two who register at once take one short name each."""
    Procurement.objects.select_for_update(no_key=True).get(pk=procurement.pk)


def _key_for(procurement: Procurement, key: str | None) -> str:
    taken = set(Tender.objects.filter(procurement=procurement).values_list("key", flat=True))
    if key is None:
        return next_key(taken)
    if not _KEY.fullmatch(key):
        raise CannotReceive(_("A short name has capital letters and digits only."), field="key")
    if key in taken:
        raise CannotReceive(_("Another tender is called %(key)s already.") % {"key": key}, field="key")
    return key
