"""Questions to tenderers and their answers. Those about the price are only for readers who may read prices."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from veien.criteria.queries import Criterion
from veien.evaluation.models import Clarification
from veien.evaluation.rules.clarification import ANSWERED, DROPPED, PROPOSED, SENT, state_of
from veien.foundation import clock
from veien.road.queries import Procurement
from veien.tenders.queries import may_see_prices

STATE_WORDS = {
    PROPOSED: _("proposed"),
    SENT: _("sent, waits for an answer"),
    ANSWERED: _("answered"),
    DROPPED: _("not asked"),
}


@dataclass(frozen=True, slots=True)
class ClarificationRow:
    """One question to a tenderer, with what became of it."""

    pk: int
    public_id: UUID
    number: int
    tender_id: int
    tender_key: str
    tender_name: str
    criterion: str
    criterion_id: UUID | None
    requirement: str
    requirement_title: str
    is_about_price: bool
    question: str
    proposed_by: str
    proposed_at: datetime
    sent_by: str
    sent_at: datetime | None
    answer_due_at: datetime | None
    answer: str
    answered_at: datetime | None
    registered_by: str
    dropped_reason: str
    revision: int

    @property
    def ref(self) -> str:
        """Name it as people do: the tender's short name and its number."""
        return f"{self.tender_key}-{self.number}"

    @property
    def tender(self) -> str:
        """Name the tender: its short name and the firm."""
        return f"{self.tender_key} {self.tender_name}"

    @property
    def about(self) -> str:
        """Say what it concerns, besides the price."""
        asked = f"{self.requirement} {self.requirement_title}".strip()
        return ", ".join(each for each in (self.criterion, asked) if each)

    @property
    def state(self) -> str:
        """Say where it stands."""
        return state_of(sent_at=self.sent_at, answered_at=self.answered_at, dropped=self.dropped_reason)

    @property
    def state_word(self) -> str:
        """Say where it stands, in the active language."""
        return str(STATE_WORDS[self.state])

    @property
    def is_overdue(self) -> bool:
        """Tell whether the answer should have come."""
        return self.state == SENT and self.answer_due_at is not None and self.answer_due_at < clock.now()

    @property
    def is_late(self) -> bool:
        """Tell whether the answer came after the time that was set."""
        due, came = self.answer_due_at, self.answered_at
        return due is not None and came is not None and came > due


_FIELDS = (
    "pk",
    "public_id",
    "number",
    "tender_id",
    "tender__key",
    "tender__name",
    "criterion__title",
    "criterion__public_id",
    "requirement__ref",
    "requirement__title",
    "is_about_price",
    "question",
    "proposed_by__full_name",
    "proposed_at",
    "sent_by__full_name",
    "sent_at",
    "answer_due_at",
    "answer",
    "answered_at",
    "answer_registered_by__full_name",
    "dropped_reason",
    "revision",
)
_MAY_LACK = {"criterion__title", "requirement__ref", "requirement__title", "sent_by__full_name"} | {
    "answer_registered_by__full_name"
}


def _rows(condition: Q) -> list[ClarificationRow]:
    found = Clarification.objects.filter(condition).order_by("tender__key", "number").values_list(*_FIELDS)
    return [ClarificationRow(*map(_filled, _FIELDS, row)) for row in found]


def _filled(name: str, value: Any) -> Any:
    """Give nothing as an empty text where a text is meant."""
    return "" if value is None and name in _MAY_LACK else value


def clarifications_of(procurement: Procurement) -> list[ClarificationRow]:
    """Give the questions that the reader (``procurement.granted``) may read, by tender and number.

    At most two queries.
    """
    condition = Q(tender__procurement=procurement)
    if not may_see_prices(procurement):
        condition &= Q(is_about_price=False)
    return _rows(condition)


def clarifications_on(
    procurement: Procurement, criterion: Criterion, *, item: int | None = None
) -> dict[int, list[ClarificationRow]]:
    """Give what was asked about a criterion and what was answered, by the key of the tender. One query.

    Shape: only what was sent, and nothing about the price; with ``item``, the key of a requirement, only what
    concerns it or the criterion as a whole.
    """
    condition = Q(tender__procurement=procurement, criterion=criterion, is_about_price=False)
    condition &= Q(sent_at__isnull=False)
    if item is not None:
        condition &= Q(requirement=item) | Q(requirement=None)
    found: dict[int, list[ClarificationRow]] = defaultdict(list)
    for row in _rows(condition):
        found[row.tender_id].append(row)
    return dict(found)


def clarification_for(procurement: Procurement, public_id: UUID) -> Clarification:
    """Give a question that the reader (``procurement.granted``) may read.

    Raises: Http404 if there is none, or it is about the price and the reader may not read prices.
    """
    found = (
        Clarification.objects.filter(tender__procurement=procurement, public_id=public_id)
        .select_related("tender")
        .first()
    )
    if found is None or (found.is_about_price and not may_see_prices(procurement)):
        raise Http404
    return found


def row_of(clarification: Clarification) -> ClarificationRow:
    """Give one question as pages and letters read it. One query."""
    return _rows(Q(pk=clarification.pk))[0]
