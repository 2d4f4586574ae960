"""What the dialogue hands to other rooms: the open ledger, lessons, and what should become requirements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse

from veien.market.models import Learning, Told
from veien.road.queries import Procurement


@dataclass(frozen=True)
class ToldRow:
    """Something that one supplier knows and the others do not."""

    ref: str
    told_to: str
    told_on: date
    what: str
    url: str


@dataclass(frozen=True)
class LearningRow:
    """A lesson: what it says, what it becomes, and the proposed requirement where it becomes one.

    ``taken_as`` is the requirement that it became, empty while nobody has taken it.
    """

    public_id: UUID
    ref: str
    text: str
    theme: str
    becomes: str
    need_id: int | None
    proposal: str
    taken_as: str
    url: str


def open_ledger_of(procurement: Procurement) -> list[ToldRow]:
    """Give what is not published to all yet, oldest first. One query."""
    rows = Told.objects.filter(procurement=procurement, published_at=None).order_by("told_on", "number")
    return [
        ToldRow(each.ref, each.told_to, each.told_on, each.what, _url(procurement, "told", each.public_id))
        for each in rows
    ]


def learnings_of(procurement: Procurement, *, becomes: str | None = None) -> list[LearningRow]:
    """Give the lessons of a dialogue, or those that become one thing. One query."""
    rows = Learning.objects.filter(procurement=procurement).order_by("number")
    if becomes is not None:
        rows = rows.filter(becomes=becomes)
    return [
        LearningRow(
            each.public_id,
            each.ref,
            each.text,
            each.theme,
            each.becomes,
            each.need_id,
            each.proposal,
            each.taken_as,
            _url(procurement, "learning", each.public_id),
        )
        for each in rows
    ]


def requirement_proposals_of(procurement: Procurement) -> list[LearningRow]:
    """Give the lessons that should become requirements and that nobody has taken yet. One query."""
    return [
        each for each in learnings_of(procurement, becomes=Learning.Becomes.REQUIREMENT) if not each.taken_as
    ]


def _url(procurement: Procurement, kind: str, public_id: UUID) -> str:
    return reverse("market:row", args=[procurement.public_id, kind, public_id])
