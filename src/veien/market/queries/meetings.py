"""Reading activities, who takes part, and the times for one supplier alone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.http import Http404

from veien.market.models import Activity, Invitation, Question, Registration, Slot, TakesPart
from veien.road.queries import Procurement


def activities_of(procurement: Procurement) -> list[Activity]:
    """Give the activities in the order of time, with how many take part and how many points are done. One query."""
    return list(
        Activity.objects.filter(procurement=procurement)
        .annotate(
            people=Count("parts", filter=Q(parts__registration__cancelled_at=None), distinct=True),
            points=Count("items", distinct=True),
            points_done=Count("items", filter=~Q(items__done_at=None), distinct=True),
        )
        .order_by(F("starts_at").asc(nulls_last=True), "number")
    )


def activity_for(procurement: Procurement, public_id: UUID) -> Activity:
    """Give one activity.

    Raises: Http404 if the procurement has none such.
    """
    found = Activity.objects.filter(procurement=procurement, public_id=public_id).first()
    if found is None:
        raise Http404
    found.procurement = procurement
    return found


def slots_of(activity: Activity) -> list[Slot]:
    """Give the times of an activity in their order. One query."""
    return list(activity.slots.select_related("registration").order_by("starts_at"))


def slot_for(activity: Activity, public_id: UUID) -> Slot:
    """Give one time of an activity.

    Raises: Http404 if it has none such.
    """
    found = activity.slots.select_related("registration").filter(public_id=public_id).first()
    if found is None:
        raise Http404
    found.activity = activity
    return found


def questions_of(procurement: Procurement) -> list[Question]:
    """Give the questions that all are asked. One query."""
    return list(Question.objects.filter(procurement=procurement).order_by("number"))


def parts_of(activity: Activity) -> list[TakesPart]:
    """Give who is registered for an activity, by firm. One query."""
    parts = activity.parts.filter(registration__cancelled_at=None).select_related("registration")
    return list(parts.order_by("registration__firm", "pk"))


def registrations_of(procurement: Procurement, text: str = "") -> QuerySet[Registration, Any]:
    """Give who is registered, withdrawn ones too, by number. Two queries with what they take part in."""
    rows = Registration.objects.filter(procurement=procurement).prefetch_related("activities")
    if text:
        rows = rows.filter(Q(firm__icontains=text) | Q(name__icontains=text))
    return rows.order_by("number")


def registered_in(procurement: Procurement) -> int:
    """Count those who are registered and have not withdrawn. One query."""
    return Registration.objects.filter(procurement=procurement, cancelled_at=None).count()


def registration_for(procurement: Procurement, public_id: UUID) -> Registration:
    """Give one registration.

    Raises: Http404 if the procurement has none such.
    """
    found = Registration.objects.filter(procurement=procurement, public_id=public_id).first()
    if found is None:
        raise Http404
    found.procurement = procurement
    return found


def own_registration(invitation: Invitation, key: UUID) -> Registration:
    """Give the registration that a letter's address opens.

    Raises: Http404 if there is none, or it is withdrawn.
    """
    found = Registration.objects.filter(
        procurement=invitation.procurement, key=key, cancelled_at=None
    ).first()
    if found is None:
        raise Http404
    found.procurement = invitation.procurement
    return found


def slots_to_book(registration: Registration) -> list[Slot]:
    """Give the times a supplier sees: its own and the free ones of activities in the invitation. One query.

    Who has booked the others is never read.
    """
    rows = Slot.objects.filter(
        Q(registration=None) | Q(registration=registration),
        activity__procurement=registration.procurement,
        activity__is_public=True,
    )
    return list(rows.select_related("activity").order_by("activity__number", "starts_at"))
