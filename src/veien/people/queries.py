"""Reading people."""

from __future__ import annotations

from typing import Any, cast

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from veien.organisations.queries import Organisation
from veien.people.models import User

__all__ = ["User"]


def signed_in(request: HttpRequest) -> User:
    """Give the person who is logged in, behind a page that asks for that."""
    return cast(User, request.user)


def people_of(organisations: list[Organisation] | QuerySet[Organisation]) -> QuerySet[User]:
    """Give the active people of some organisations, by name."""
    return (
        User.objects.filter(organisation__in=organisations, is_active=True)
        .select_related("organisation")
        .order_by("full_name", "pk")
    )


def colleagues_of(user: User, *, beside: QuerySet[Any]) -> QuerySet[User]:
    """Give the active people of one's own organisation, and those whose keys are in ``beside``, by name."""
    return (
        User.objects.filter(Q(organisation=user.organisation_id) | Q(pk__in=beside), is_active=True)
        .select_related("organisation")
        .order_by("full_name", "pk")
    )
