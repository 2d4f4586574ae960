"""Mail of the dialogue: confirmations to those who register, and what is published to all."""

from __future__ import annotations

from collections.abc import Iterable
from email.message import EmailMessage as Letter
from smtplib import SMTPException

from django.conf import settings
from django.core.mail.message import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from veien.market.actions.joining import mailed
from veien.market.models import Invitation, Registration, Told
from veien.road.queries import Procurement


def page_address(invitation: Invitation) -> str:
    """Give the public address of an invitation, built on the configured base, never on what a request says."""
    return f"{settings.BASE_URL}{reverse('dialogue:invitation', args=[invitation.door])}"


def own_address(invitation: Invitation, registration: Registration) -> str:
    """Give the address of a supplier's own page."""
    return f"{settings.BASE_URL}{reverse('dialogue:own', args=[invitation.door, registration.key])}"


def mail_confirmation(invitation: Invitation, registration: Registration) -> bool:
    """Mail the confirmation with the supplier's own address; tell whether it left."""
    procurement = invitation.procurement
    with translation.override(procurement.language):
        subject = _("You are registered: %(title)s") % {"title": procurement.title}
        body = _(
            "%(firm)s is registered for the market dialogue of %(buyer)s.\n\n"
            "On your own page you book a time, or withdraw:\n%(address)s\n\n"
            "The address is yours alone. If it was not you who registered, withdraw there."
        ) % {
            "firm": registration.firm,
            "buyer": procurement.buyer.name,
            "address": own_address(invitation, registration),
        }
    has_left = _send(subject, body, registration.email)
    if has_left:
        mailed(registration)
    return has_left


def mail_news(procurement: Procurement, told: Told) -> int:
    """Mail what is published to all to each who is registered, one letter each; give how many left."""
    invitation = Invitation.objects.filter(procurement=procurement, state=Invitation.State.OPEN).first()
    if invitation is None:
        return 0
    people: Iterable[Registration] = Registration.objects.filter(procurement=procurement, cancelled_at=None)
    with translation.override(procurement.language):
        subject = _("To all who take part: %(title)s") % {"title": procurement.title}
        body = _(
            "This is published to all in the market dialogue of %(buyer)s:\n\n%(text)s\n\n%(address)s"
        ) % {
            "buyer": procurement.buyer.name,
            "text": told.published_text,
            "address": page_address(invitation),
        }
    return sum(_send(subject, body, each.email) for each in people if each.email)


def invitation_letter(invitation: Invitation) -> bytes:
    """Make the invitation as a mail that a person opens, addresses and sends."""
    procurement = invitation.procurement
    said = invitation.snapshot
    letter = Letter()
    with translation.override(procurement.language):
        letter["Subject"] = _("Invitation to market dialogue: %(title)s") % {
            "title": " ".join(said["title"].split())
        }
        parts = [
            _("%(buyer)s invites all suppliers to talk with us before we write requirements.")
            % {"buyer": said["buyer"]},
            *(f"{head}\n{text}" for head, text in said["note"][:1]),
            _("What we want to achieve, when we meet and how you register stands here:\n%(address)s")
            % {"address": page_address(invitation)},
            _("Questions: %(contact)s") % {"contact": said["contact"]},
        ]
    letter["X-Unsent"] = "1"
    letter.set_content("\n\n".join(parts))
    return bytes(letter)


def _send(subject: str, body: str, address: str) -> bool:
    try:
        EmailMessage(" ".join(subject.split()), body, to=[address]).send()
    except (OSError, SMTPException):
        return False
    return True
