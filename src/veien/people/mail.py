"""Letters to people, and mail without a mail server: each message becomes an .eml file that a person can open."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from veien.foundation import clock
from veien.people.models import Invitation
from veien.people.queries import offer_of


class FolderBackend(BaseEmailBackend):
    """Writes messages into ``settings.MAIL_FOLDER``."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write each message to its own file; give how many were written."""
        folder = Path(settings.MAIL_FOLDER)
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            name = f"{clock.now():%Y%m%d-%H%M%S}-{uuid4().hex[:8]}.eml"
            (folder / name).write_bytes(message.message().as_bytes())
        return len(email_messages)


def send_invitation(invitation: Invitation, token: str) -> None:
    """Send the letter of an invitation, in the invited person's language.

    The address in it is built on ``settings.BASE_URL``, never on what a request called the server.
    Raises: OSError or SMTPException if the mail server or the folder does not take it.
    """
    with translation.override(invitation.language):
        link = f"{settings.BASE_URL}{reverse('people:accept', args=[token])}"
        context = {"invitation": invitation, "link": link, "offer": offer_of(invitation)}
        subject = render_to_string("people/mail/invitation_subject.txt", context)
        body = render_to_string("people/mail/invitation.txt", context)
    EmailMessage(" ".join(subject.split()), body, to=[invitation.email]).send()
