"""What people make of what is odd in the prices."""

from __future__ import annotations

import secrets
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.road.queries import Procurement
from veien.tenders.models import FindingAnswer, PriceAnswer, Tender
from veien.tenders.queries import price_state
from veien.tenders.queries.control import control_of, digest_of_answer
from veien.tenders.rules import MOST_DECIMALS, MOST_UNIT_PRICE

if TYPE_CHECKING:
    from veien.people.queries import User

LONGEST_NOTE = 2000


class CannotAnswer(Refused):
    """The finding cannot be answered in this way; the message says why."""


class AnsweredMeanwhile(CannotAnswer):
    """Somebody else answered the same finding first."""


def answer_finding(
    tender: Tender,
    *,
    by: User,
    line_pk: int,
    kind: str,
    outcome: str,
    note: str,
    unit_price: Decimal | None = None,
    revision: int = 0,
) -> FindingAnswer:
    """Say what came of a finding; ``revision`` is that of the answer the writer saw, 0 for none.

    A correction takes the place of what came, with the tenderer's confirmation in the note; what came stays beside it.
    Raises: CannotAnswer with the field, for what is not found, and for a correction once the prices are open;
    AnsweredMeanwhile.
    May: judge_price
    Logs: tenders.finding_answered, with nothing but a digest
    """
    procurement = tender.procurement
    subject = f"tender:{tender.public_id}"
    text = _checked_note(note)
    with recorded(procurement.public_id, "tenders.finding_answered", by=by, subject=subject) as entry:
        Procurement.objects.select_for_update(no_key=True).get(pk=procurement.pk)
        version = _found_in(procurement, tender, line_pk, kind)
        rows = FindingAnswer.objects.filter(tender=tender, line_id=line_pk, kind=kind, version=version)
        answer = rows.first() or FindingAnswer(
            tender=tender, line_id=line_pk, kind=kind, version=version, revision=0
        )
        if answer.revision != revision:
            raise AnsweredMeanwhile(
                _(
                    "%(name)s has answered this meanwhile. Look at the answer, then keep yours if it still holds."
                )
                % {"name": answer.answered_by.full_name}
            )
        _refuse_once_open(procurement, answer.outcome if answer.pk else "", outcome)
        answer.outcome = _checked_outcome(outcome, kind)
        answer.note, answer.salt = text, secrets.token_hex(32)
        answer.answered_by, answer.answered_at = by, clock.now()
        answer.revision += 1
        answer.save()
        _correct(answer, unit_price)
        entry.content = {"version": version, "digest": digest_of_answer(answer)}
    return answer


def _found_in(procurement: Procurement, tender: Tender, line_pk: int, kind: str) -> int:
    """Give the version of the forms in which the finding is seen now.

    Raises: CannotAnswer if it is not.
    """
    for each in control_of(procurement).tenders:
        if each.cost.tender.pk == tender.pk:
            if any(one.finding.place == (line_pk, kind) for one in each.findings):
                return each.cost.tender.version
            break
    raise CannotAnswer(_("This is no longer found in the forms that are in use."))


def _refuse_once_open(procurement: Procurement, before: str, after: str) -> None:
    corrected = FindingAnswer.Outcome.CORRECTED
    if corrected in (before, after) and price_state(procurement) == "open":
        raise CannotAnswer(_("The prices are open, so no figure is corrected any more."), field="outcome")


def _checked_outcome(outcome: str, kind: str) -> str:
    if outcome not in FindingAnswer.Outcome.values:
        raise CannotAnswer(_("Choose what came of it."), field="outcome")
    if outcome == FindingAnswer.Outcome.CORRECTED and kind == "missing":
        raise CannotAnswer(_("There is no figure to correct: the line was left empty."), field="outcome")
    return outcome


def _checked_note(note: str) -> str:
    text = note.strip()
    if not any(letter.isalnum() for letter in text):
        raise CannotAnswer(_("Say in a sentence why."), field="note")
    if len(text) > LONGEST_NOTE:
        raise CannotAnswer(
            _("The note is longer than %(most)s characters.") % {"most": LONGEST_NOTE}, field="note"
        )
    return text


def _correct(answer: FindingAnswer, unit_price: Decimal | None) -> None:
    """Put the corrected figure on its line, or take it off where no answer corrects the line any more."""
    price = PriceAnswer.objects.filter(tender=answer.tender, line=answer.line)
    if answer.outcome == FindingAnswer.Outcome.CORRECTED:
        price.update(corrected=_checked_figure(unit_price))
        return
    others = FindingAnswer.objects.filter(
        tender=answer.tender,
        line=answer.line,
        version=answer.version,
        outcome=FindingAnswer.Outcome.CORRECTED,
    )
    if not others.exists():
        price.update(corrected=None)


def _checked_figure(figure: Decimal | None) -> Decimal:
    if figure is None:
        raise CannotAnswer(_("Write the figure that the tenderer confirmed."), field="unit_price")
    if not figure.is_finite() or not 0 <= figure <= MOST_UNIT_PRICE:
        raise CannotAnswer(_("Write a figure that a price form can hold."), field="unit_price")
    if figure != round(figure, MOST_DECIMALS):
        raise CannotAnswer(
            _("Write at most %(most)s decimals.") % {"most": MOST_DECIMALS}, field="unit_price"
        )
    return figure
