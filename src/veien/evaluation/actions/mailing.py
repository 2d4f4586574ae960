"""The letter with a question by mail: to the mail server, or as a file in the mail folder where there is none."""

from __future__ import annotations

from smtplib import SMTPException
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.mail.message import EmailMessage
from django.core.validators import validate_email
from django.utils import translation
from django.utils.translation import gettext as _

from veien.evaluation.queries.clarifying import ClarificationRow
from veien.evaluation.queries.letters import made_letter
from veien.evaluation.queries.words import moment
from veien.foundation.errors import Refused

if TYPE_CHECKING:
    from veien.road.queries import Procurement


class CannotMail(Refused):
    """The question is kept and sent, but its letter could not be mailed."""


def is_address(text: str) -> bool:
    """Tell whether a text is an e-mail address."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def mail_question(procurement: Procurement, row: ClarificationRow, *, address: str) -> None:
    """Mail the letter of a question, with the letter as PDF, in the procurement's language.

    Raises: CannotMail if neither the mail server nor the folder takes it.
    """
    letter = made_letter(procurement, row, "pdf")
    with translation.override(procurement.language):
        subject = _("Question %(ref)s about your tender: %(title)s") % {
            "ref": row.ref,
            "title": procurement.title,
        }
        body = _(
            "%(buyer)s has a question about your tender in %(title)s. It stands in the letter that is attached.\n\n"
            "Answer by %(due)s, in the way in which the competition is conducted."
        ) % {
            "buyer": procurement.buyer.name,
            "title": procurement.title,
            "due": moment(row.answer_due_at) if row.answer_due_at else "",
        }
    message = EmailMessage(" ".join(subject.split()), body, to=[address])
    message.attach(letter.name, letter.data, letter.content_type)
    try:
        message.send()
    except (OSError, SMTPException) as problem:
        raise CannotMail(
            _(
                "The question is kept as sent, but the letter could not be mailed. Download it and send it yourself."
            )
        ) from problem
