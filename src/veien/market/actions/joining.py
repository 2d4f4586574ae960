"""What suppliers do themselves: register, book a time, give it up; and taking their names away again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.foundation import clock
from veien.market.actions.rows import CannotWrite, check, next_number, subject_of
from veien.market.models import Activity, Invitation, Registration, Slot, TakesPart
from veien.market.rules import tidied
from veien.organisations.rules import WrongNumber, checked_number

if TYPE_CHECKING:
    from veien.people.queries import User
    from veien.road.queries import Procurement

FIELDS = ("name", "firm", "country", "org_number", "email", "note")
MOST = 500
"""The most live registrations of one dialogue: far above any real one, and a wall against a flood."""


def register(
    procurement: Procurement,
    *,
    by: User | None,
    words: dict[str, str],
    activities: Iterable[UUID],
    has_consented: bool = True,
) -> tuple[Registration, bool]:
    """Register somebody from a firm; give the registration, and whether it is new.

    An address that is registered already gets nothing new: a stranger must not change what another wrote.
    ``by`` is None when the supplier does it on the public page, otherwise who wrote it down.
    May: everybody while the invitation is open; edit by hand
    Raises: CannotWrite if a word is missing, the organisation number is impossible, or the dialogue is full.
    Logs: market.registered, without names and addresses
    """
    said = {key: str(value) for key, value in tidied(words, several={"note"}).items()}
    said["email"] = said["email"].lower()
    said["org_number"] = _number(said.get("org_number", ""), said["country"])
    row = Registration(procurement=procurement, added_by=by, **said)
    check(row, FIELDS)
    with recorded(procurement.public_id, "market.registered", by=by) as entry:
        row.number = next_number(procurement, "registration")
        live = Registration.objects.filter(procurement=procurement, cancelled_at=None)
        there = live.filter(email=said["email"]).first()
        if there is not None:
            entry.subject, entry.content = subject_of(there), {"number": there.ref, "again": True}
            return there, False
        if live.count() >= MOST:
            raise CannotWrite(_("There is no more room. Ask the contact of the invitation."))
        row.added_at = clock.now()
        row.consented_at = clock.now() if has_consented else None
        row.save()
        chosen = Activity.objects.filter(
            procurement=procurement, is_public=True, public_id__in=list(activities)
        )
        TakesPart.objects.bulk_create(TakesPart(registration=row, activity=each) for each in chosen)
        entry.subject = subject_of(row)
        entry.content = {"number": row.ref, "activities": [each.ref for each in chosen]}
    return row, True


def book_slot(registration: Registration, slot_id: UUID) -> Slot:
    """Book a time; a supplier that had another one in the same activity moves.

    May: whoever has the letter, while the invitation is open
    Raises: CannotWrite if somebody else has it, it has begun, or the supplier's own meeting has minutes.
    Logs: market.slot_booked
    """
    procurement = registration.procurement
    with recorded(
        procurement.public_id, "market.slot_booked", by=None, subject=subject_of(registration)
    ) as entry:
        slot = (
            Slot.objects.select_for_update(of=("self",))
            .select_related("activity")
            .filter(public_id=slot_id, activity__procurement=procurement, activity__is_public=True)
            .first()
        )
        if slot is None or slot.registration_id is not None:
            raise CannotWrite(_("Somebody else took this time just now. Choose another."))
        if slot.starts_at <= clock.now():
            raise CannotWrite(_("This time has begun. Choose another."))
        mine = Slot.objects.filter(activity=slot.activity, registration=registration)
        if mine.exclude(minutes="").exists():
            raise CannotWrite(_("Your meeting has been held."))
        mine.update(registration=None, booked_at=None)
        slot.registration, slot.booked_at = registration, clock.now()
        slot.save(update_fields=["registration", "booked_at"])
        TakesPart.objects.get_or_create(registration=registration, activity=slot.activity)
        entry.content = {
            "number": registration.ref,
            "activity": slot.activity.ref,
            "starts_at": slot.starts_at.isoformat(),
        }
    return slot


def free_slot(registration: Registration, slot_id: UUID) -> None:
    """Give up a time that a supplier has booked.

    May: whoever has the letter; edit
    Raises: CannotWrite if it is not the supplier's, or the meeting has been held.
    Logs: market.slot_freed
    """
    chain = registration.procurement.public_id
    with recorded(chain, "market.slot_freed", by=None, subject=subject_of(registration)) as entry:
        slot = Slot.objects.select_for_update().filter(public_id=slot_id, registration=registration).first()
        if slot is None:
            raise CannotWrite(_("This time is not yours."))
        if slot.minutes:
            raise CannotWrite(_("Your meeting has been held."))
        slot.registration, slot.booked_at = None, None
        slot.save(update_fields=["registration", "booked_at"])
        entry.content = {"number": registration.ref, "starts_at": slot.starts_at.isoformat()}


def cancel_registration(registration: Registration) -> Registration:
    """Withdraw a registration; its times are free for others.

    May: whoever has the letter
    Logs: market.registration_cancelled
    """
    chain = registration.procurement.public_id
    with recorded(chain, "market.registration_cancelled", by=None, subject=subject_of(registration)) as entry:
        _leave(registration)
        entry.content = {"number": registration.ref}
    return registration


def erase_registration(registration: Registration, *, by: User) -> Registration:
    """Erase name, address and note of somebody who was registered; that the firm took part stays.

    May: edit
    Logs: market.registration_erased
    """
    chain = registration.procurement.public_id
    with recorded(chain, "market.registration_erased", by=by, subject=subject_of(registration)) as entry:
        _leave(registration)
        registration.name = registration.email = registration.note = ""
        registration.save(update_fields=["name", "email", "note"])
        entry.content = {"number": registration.ref}
    return registration


def mailed(registration: Registration) -> None:
    """Keep that the confirmation was mailed; not a use case of its own."""
    Registration.objects.filter(pk=registration.pk).update(mailed_at=clock.now())


def is_open(procurement: Procurement) -> bool:
    """Tell whether strangers can read the invitation now."""
    return Invitation.objects.filter(procurement=procurement, state=Invitation.State.OPEN).exists()


def _leave(registration: Registration) -> None:
    registration.cancelled_at = registration.cancelled_at or clock.now()
    registration.save(update_fields=["cancelled_at"])
    registration.slots.filter(minutes="").update(registration=None, booked_at=None)


def _number(number: str, country: str) -> str:
    if not number or country == Registration.Country.OTHER:
        return number[:20]
    try:
        return checked_number(number, country=country)
    except WrongNumber as wrong:
        raise CannotWrite(
            _("This cannot be an organisation number of that country. Check it, or leave it empty."),
            field="org_number",
        ) from wrong
