"""Rejecting a tender on another ground than a must-requirement, and taking that back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError
from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.evaluation.models import Rejection
from veien.evaluation.rules import MOST_LETTERS, says_something, tidied
from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.tenders.queries import Tender

if TYPE_CHECKING:
    from veien.people.queries import User
    from veien.road.queries import Procurement


class CannotReject(Refused):
    """The tender cannot be rejected, or the rejection cannot be taken back; the message says why."""


def reject_tender(procurement: Procurement, *, by: User, tender: Tender, reason: str) -> Rejection:
    """Reject a tender on a ground of its own; a failed must-requirement and a late arrival reject by themselves.

    May: score or judge_price
    Raises: CannotReject without a ground, or where the tender is rejected so already.
    Logs: evaluation.tender_rejected
    """
    ground = _checked(reason, _("Say in a sentence why the tender is rejected."))
    subject = f"tender:{tender.public_id}"
    try:
        with recorded(procurement.public_id, "evaluation.tender_rejected", by=by, subject=subject) as entry:
            rejection = Rejection.objects.create(
                tender=tender, reason=ground, rejected_by=by, rejected_at=clock.now()
            )
            entry.content = {"tender": tender.key, "name": tender.name, "reason": ground}
    except IntegrityError as problem:
        raise CannotReject(_("Somebody else has rejected this tender already.")) from problem
    return rejection


def undo_rejection(procurement: Procurement, *, by: User, tender: Tender, reason: str) -> None:
    """Take a rejection back, with the reason; the tender competes again unless another ground stands.

    May: score or judge_price
    Raises: CannotReject without a reason, or where the tender is not rejected so.
    Logs: evaluation.rejection_undone
    """
    why = _checked(reason, _("Say in a sentence why the rejection is taken back."))
    subject = f"tender:{tender.public_id}"
    with recorded(procurement.public_id, "evaluation.rejection_undone", by=by, subject=subject) as entry:
        rejection = Rejection.objects.select_for_update().filter(tender=tender).first()
        if rejection is None:
            raise CannotReject(_("The rejection has been taken back already."))
        entry.why = why
        entry.content = {
            "tender": tender.key,
            "name": tender.name,
            "reason": why,
            "before": {"reason": rejection.reason},
        }
        rejection.delete()


def _checked(reason: str, sentence: str) -> str:
    text = tidied(reason)
    if not says_something(text):
        raise CannotReject(sentence, field="reason")
    if len(text) > MOST_LETTERS:
        raise CannotReject(
            _("The ground is longer than %(most)s letters.") % {"most": MOST_LETTERS}, field="reason"
        )
    return text
