"""Questions to one tenderer: proposed, worded and sent, answered, or not asked. A tender never changes by them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Max
from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.criteria.queries import Criterion, requirements_of_leaf
from veien.evaluation.actions.mailing import is_address, mail_question
from veien.evaluation.models import Clarification
from veien.evaluation.queries.clarifying import row_of
from veien.evaluation.rules import MOST_LETTERS, tidied
from veien.evaluation.rules.clarification import (
    LONGEST_GROUND,
    PROPOSED,
    SENT,
    answered_fault,
    due_fault,
    state_of,
    text_fault,
)
from veien.foundation import clock
from veien.foundation.canonical import digest_of
from veien.foundation.errors import Refused
from veien.requirements.queries import Requirement
from veien.tenders.queries import Tender

if TYPE_CHECKING:
    from veien.people.queries import User
    from veien.road.queries import Procurement


class CannotClarify(Refused):
    """The question cannot be proposed, sent, answered or dropped so; the message says why, at its field."""


class ClarifiedMeanwhile(Refused):
    """Somebody else changed the question first."""

    def __init__(self) -> None:
        super().__init__(_("Somebody else changed this question while you did. What stands now is shown."))


def propose_question(
    procurement: Procurement,
    *,
    by: User,
    tender: Tender,
    question: str,
    criterion: Criterion | None = None,
    requirement: Requirement | None = None,
    is_about_price: bool = False,
) -> Clarification:
    """Propose a question to a tenderer about what its tender means.

    May: score, judge_price or publish; about the price only who may read prices
    Raises: CannotClarify for a question without words, or about something that is not judged there.
    Logs: evaluation.question_proposed, without the words where it is about the price
    """
    text = _checked(question, "question", _("Write the question in a sentence."))
    _check_place(procurement, tender, criterion, requirement)
    subject = f"tender:{tender.public_id}"
    with recorded(procurement.public_id, "evaluation.question_proposed", by=by, subject=subject) as entry:
        Tender.objects.select_for_update().get(pk=tender.pk)
        last = Clarification.objects.filter(tender=tender).aggregate(last=Max("number"))["last"] or 0
        made = Clarification.objects.create(
            tender=tender,
            number=last + 1,
            criterion=criterion,
            requirement=requirement,
            is_about_price=is_about_price,
            question=text,
            proposed_by=by,
            proposed_at=clock.now(),
        )
        entry.content = {
            **_told(made, question=text),
            "criterion": criterion.title if criterion else "",
            "requirement": requirement.ref if requirement else "",
        }
    return made


def send_question(
    procurement: Procurement,
    *,
    by: User,
    clarification: Clarification,
    question: str,
    answer_due_at: datetime | None,
    address: str = "",
    revision: int | None = None,
) -> Clarification:
    """Send a proposed question, worded as it is to be, with the time by which an answer is asked for.

    The letter is made from what is kept here. ``address`` is the one it is mailed to, if any, and stands in the log.
    May: publish or judge_price
    Raises: CannotClarify without words or a time to come, or where it is sent or dropped already;
    ClarifiedMeanwhile if somebody else changed it first; CannotMail if all is kept but the letter was not mailed.
    Logs: evaluation.question_sent, without the words where it is about the price
    """
    text = _checked(question, "question", _("Write the question in a sentence."))
    if address and not is_address(address):
        raise CannotClarify(_("This is no e-mail address."), field="address")
    fault = due_fault(answer_due_at, clock.now())
    if fault:
        sentence = {
            "empty": _("Say by when you ask for an answer."),
            "past": _("The time for the answer must lie ahead."),
        }[fault]
        raise CannotClarify(sentence, field="answer_due_at")
    subject = f"tender:{clarification.tender.public_id}"
    with recorded(procurement.public_id, "evaluation.question_sent", by=by, subject=subject) as entry:
        mine = _in_line(clarification, revision, PROPOSED)
        entry.content = {**_told(mine, question=text), "answer_due_at": answer_due_at, "address": address}
        if mine.question != text:
            entry.content["before"] = _worded(mine, mine.question)
        mine.question, mine.answer_due_at = text, answer_due_at
        mine.sent_by, mine.sent_at = by, clock.now()
        _keep(mine)
    if address:
        mail_question(procurement, row_of(mine), address=address)
    return mine


def register_answer(
    procurement: Procurement,
    *,
    by: User,
    clarification: Clarification,
    answer: str,
    answered_at: datetime | None,
    revision: int | None = None,
) -> Clarification:
    """Register what the tenderer answered, and when the answer came.

    May: publish or judge_price
    Raises: CannotClarify without words, for a time before the question or ahead, or where nothing waits for an
    answer; ClarifiedMeanwhile if somebody else changed it first.
    Logs: evaluation.question_answered, without the words where it is about the price
    """
    text = _checked(answer, "answer", _("Write what the tenderer answered."))
    subject = f"tender:{clarification.tender.public_id}"
    with recorded(procurement.public_id, "evaluation.question_answered", by=by, subject=subject) as entry:
        mine = _in_line(clarification, revision, SENT)
        _refuse_time(answered_fault(answered_at, mine.sent_at, clock.now()))
        entry.content = {**_told(mine, answer=text), "answered_at": answered_at}
        mine.answer, mine.answered_at, mine.answer_registered_by = text, answered_at, by
        _keep(mine)
    return mine


def drop_question(
    procurement: Procurement,
    *,
    by: User,
    clarification: Clarification,
    reason: str,
    revision: int | None = None,
) -> Clarification:
    """Leave a proposed question unasked, with the reason.

    May: publish or judge_price
    Raises: CannotClarify without a reason, or where it is sent or dropped already; ClarifiedMeanwhile.
    Logs: evaluation.question_dropped
    """
    text = _checked(reason, "reason", _("Say in a sentence why it is not asked."), longest=LONGEST_GROUND)
    subject = f"tender:{clarification.tender.public_id}"
    with recorded(procurement.public_id, "evaluation.question_dropped", by=by, subject=subject) as entry:
        mine = _in_line(clarification, revision, PROPOSED)
        entry.why = "" if mine.is_about_price else text
        entry.content = _told(mine, question=mine.question, reason=text)
        mine.dropped_reason = text
        _keep(mine)
    return mine


def _check_place(
    procurement: Procurement,
    tender: Tender,
    criterion: Criterion | None,
    requirement: Requirement | None,
) -> None:
    if tender.procurement_id != procurement.pk:
        raise CannotClarify(_("The tender belongs to another procurement."), field="tender")
    if criterion is not None and criterion.procurement_id != procurement.pk:
        raise CannotClarify(_("The criterion belongs to another procurement."), field="criterion")
    if requirement is None:
        return
    if requirement.procurement_id != procurement.pk:
        raise CannotClarify(_("The requirement belongs to another procurement."), field="requirement")
    if criterion is not None and requirement.pk not in {row.pk for row in requirements_of_leaf(criterion)}:
        raise CannotClarify(_("The requirement is not judged under that criterion."), field="requirement")


def _checked(text: str, field: str, empty: str, *, longest: int = MOST_LETTERS) -> str:
    found = tidied(text)
    fault = text_fault(found, longest=longest)
    if fault == "empty":
        raise CannotClarify(empty, field=field)
    if fault == "long":
        raise CannotClarify(_("It is longer than %(most)s letters.") % {"most": longest}, field=field)
    return found


def _refuse_time(fault: str) -> None:
    sentences = {
        "empty": _("Say when the answer came."),
        "early": _("The answer cannot have come before the question was sent."),
        "future": _("The answer cannot have come at a time that lies ahead."),
    }
    if fault:
        raise CannotClarify(sentences[fault], field="answered_at")


def _in_line(clarification: Clarification, revision: int | None, wanted: str) -> Clarification:
    """Take the question for oneself, as it stands now.

    Raises: ClarifiedMeanwhile for another version than the one read, CannotClarify where it stands elsewhere.
    """
    mine = Clarification.objects.select_for_update().select_related("tender").get(pk=clarification.pk)
    if revision is not None and mine.revision != revision:
        raise ClarifiedMeanwhile
    state = state_of(sent_at=mine.sent_at, answered_at=mine.answered_at, dropped=mine.dropped_reason)
    if state != wanted:
        raise CannotClarify(
            _("This question is sent or dropped already.")
            if wanted == PROPOSED
            else _("This question does not wait for an answer.")
        )
    return mine


def _keep(mine: Clarification) -> None:
    mine.revision += 1
    mine.save()


def _told(mine: Clarification, **texts: str) -> dict[str, Any]:
    told: dict[str, Any] = {"tender": mine.tender.key, "number": mine.number}
    if mine.is_about_price:
        told["about_price"] = True
    for name, text in texts.items():
        told[name] = _worded(mine, text)
    return told


def _worded(mine: Clarification, text: str) -> str | dict[str, str]:
    """Give words for the log; of a question about the price only a digest, because evaluators read the log."""
    return {"digest": digest_of([str(mine.public_id), text])} if mine.is_about_price else text
