"""Reading personas and user stories."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404

from veien.needs.models import Inquiry, Persona, UserStory
from veien.road.queries import Procurement

__all__ = ["Persona", "UserStory"]


def personas_of(procurement: Procurement) -> list[Persona]:
    """Give a procurement's personas in their order, with the inquiries and stories they have. Three queries."""
    stories = UserStory.objects.select_related("need").order_by("position", "pk")
    seen = Inquiry.objects.order_by("number").defer("notes")
    return list(
        Persona.objects.filter(procurement=procurement)
        .prefetch_related(Prefetch("inquiries", seen), Prefetch("stories", stories))
        .order_by("position", "pk")
    )


def stories_of(procurement: Procurement) -> list[UserStory]:
    """Give a procurement's user stories in their order. One query."""
    rows = UserStory.objects.filter(procurement=procurement).select_related("persona", "need")
    return list(rows.order_by("position", "pk"))


def persona_for(procurement: Procurement, public_id: UUID) -> Persona:
    """Give one persona of a procurement that the caller has already been let into.

    Raises: Http404 if the procurement has no such persona.
    """
    found = Persona.objects.filter(procurement=procurement, public_id=public_id).first()
    if found is None:
        raise Http404
    found.procurement = procurement
    return found


def story_for(procurement: Procurement, public_id: UUID) -> UserStory:
    """Give one user story of a procurement that the caller has already been let into.

    Raises: Http404 if the procurement has no such story.
    """
    rows = UserStory.objects.select_related("persona", "need")
    found = rows.filter(procurement=procurement, public_id=public_id).first()
    if found is None:
        raise Http404
    found.procurement = procurement
    return found


def stories_to(need_key: int) -> list[UserStory]:
    """Give the user stories of which a need came. One query."""
    return list(UserStory.objects.filter(need=need_key).select_related("persona").order_by("position", "pk"))


@dataclass(frozen=True)
class PersonaChoice:
    """One persona as something to choose."""

    public_id: UUID
    name: str


def persona_choices(procurement: Procurement) -> list[PersonaChoice]:
    """Give a procurement's personas to choose from. One query."""
    rows = Persona.objects.filter(procurement=procurement).order_by("position", "pk")
    return [PersonaChoice(*row) for row in rows.values_list("public_id", "name")]


def people_in(procurement: Procurement) -> tuple[int, int]:
    """Count a procurement's personas and stories. One query."""
    stories = UserStory.objects.filter(procurement=OuterRef("pk")).values("procurement")
    found = Procurement.objects.filter(pk=procurement.pk).annotate(
        people=Count("personas", distinct=True),
        told=Coalesce(Subquery(stories.annotate(n=Count("pk")).values("n")), 0),
    )
    return found.values_list("people", "told")[0]
