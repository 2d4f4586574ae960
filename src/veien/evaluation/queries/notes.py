"""Private notes: every read takes the person who reads, and gives nobody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from veien.criteria.queries import Criterion
from veien.evaluation.models import PrivateNote
from veien.evaluation.rules.own import Cell
from veien.road.queries import Procurement

if TYPE_CHECKING:
    from veien.people.queries import User


def notes_on(criterion: Criterion, user: User) -> dict[Cell, PrivateNote]:
    """Give one person's notes on a criterion, by tender and item. One query."""
    mine = PrivateNote.objects.filter(criterion=criterion, author=user)
    return {(each.tender_id, each.item): each for each in mine}


def notes_on_tender(tender_pk: int, user: User) -> dict[tuple[int | None, str], PrivateNote]:
    """Give one person's notes on a tender, by criterion and item; the tender's own has no criterion. One query."""
    mine = PrivateNote.objects.filter(tender=tender_pk, author=user)
    return {(each.criterion_id, each.item): each for each in mine}


def notes_of(procurement: Procurement, user: User) -> list[PrivateNote]:
    """Give all notes of one person in a procurement, by tender. One query."""
    mine = PrivateNote.objects.filter(tender__procurement=procurement, author=user)
    rows = mine.select_related("tender", "criterion").order_by("criterion_id", "item", "pk")
    return sorted(rows, key=lambda note: (len(note.tender.key), note.tender.key))


def note_for(procurement: Procurement, user: User, pk: int) -> PrivateNote:
    """Give one note to the person who wrote it.

    Raises: Http404 if there is none, or somebody else wrote it.
    """
    mine = PrivateNote.objects.filter(tender__procurement=procurement, author=user, pk=pk)
    found = mine.select_related("tender", "criterion").first()
    if found is None:
        raise Http404
    return found
