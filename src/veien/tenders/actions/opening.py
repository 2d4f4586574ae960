"""The opening of the prices. Parts of use cases: the room that judges writes the entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from veien.foundation import clock
from veien.tenders.models import PriceOpening

if TYPE_CHECKING:
    from veien.people.queries import User
    from veien.road.queries import Procurement


def ask_opening(procurement: Procurement, *, by: User) -> PriceOpening:
    """Keep that a person asks for the prices to be opened."""
    return PriceOpening.objects.create(procurement=procurement, asked_by=by, asked_at=clock.now())


def confirm_opening(procurement: Procurement, *, by: User) -> PriceOpening:
    """Open the prices that another person has asked for.

    Raises: IntegrityError if it is the one who asked.
    """
    opening = PriceOpening.objects.select_related("asked_by").get(procurement=procurement)
    opening.opened_by, opening.opened_at = by, clock.now()
    opening.save(update_fields=["opened_by", "opened_at"])
    return opening


def withdraw_asking(procurement: Procurement) -> None:
    """Take back that somebody has asked; what is open stays open."""
    PriceOpening.objects.filter(procurement=procurement, opened_at=None).delete()
