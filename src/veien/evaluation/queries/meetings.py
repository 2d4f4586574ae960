"""Meetings with tenderers: all of a procurement, one, and what one evaluator judges in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404

from veien.criteria.queries import Item
from veien.evaluation.models import HandIn, Meeting, Moderation
from veien.evaluation.queries.judges import judged_by
from veien.evaluation.rules import Standing
from veien.road.queries import Procurement

if TYPE_CHECKING:
    from veien.people.queries import User


def meetings_of(procurement: Procurement) -> list[Meeting]:
    """Give the meetings in the order of time, with tender and criteria. Two queries."""
    rows = Meeting.objects.filter(tender__procurement=procurement).select_related("tender")
    return list(rows.prefetch_related("criteria").order_by("held_at", "pk"))


def meeting_for(procurement: Procurement, public_id: UUID) -> Meeting:
    """Give one meeting of a procurement that the caller has already been let into.

    Raises: Http404 if there is none.
    """
    rows = Meeting.objects.filter(tender__procurement=procurement, public_id=public_id)
    found = rows.select_related("tender", "planned_by").first()
    if found is None:
        raise Http404
    return found


def items_in_meeting(
    procurement: Procurement, standing: Standing, meeting: Meeting, user: User
) -> list[Item]:
    """Give what one evaluator judges in a meeting. Three queries."""
    chosen = set(meeting.criteria.values_list("pk", flat=True))
    items = [item for item in standing.items if item.criterion.pk in chosen]
    return judged_by(procurement, items, user.pk)


def still_criteria(procurement: Procurement, items: Sequence[Item], user: User) -> set[int]:
    """Give the criteria on which an evaluator's points stand still: handed in, or met over. Two queries."""
    chosen = {item.criterion.pk for item in items}
    handed = HandIn.objects.filter(criterion__in=chosen, evaluator=user)
    opened = Moderation.objects.filter(criterion__in=chosen)
    return {
        *handed.values_list("criterion_id", flat=True),
        *opened.values_list("criterion_id", flat=True),
    }
