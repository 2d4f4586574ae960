"""Who may not judge: a person who has declared a conflict of interest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from veien.foundation.errors import Refused
from veien.road.queries import RoleHolding

if TYPE_CHECKING:
    from veien.people.queries import User
    from veien.road.queries import Procurement


class IsPartial(Refused):
    """The person has declared a conflict of interest and cannot judge in this procurement."""


def has_conflict(procurement: Procurement, user: User) -> bool:
    """Tell whether a person has declared a conflict of interest in a procurement. One query."""
    mine = RoleHolding.objects.filter(procurement=procurement, user=user)
    return mine.filter(declaration=RoleHolding.Declaration.CONFLICT).exists()


def refuse_the_partial(procurement: Procurement, by: User) -> None:
    """Refuse a judge who has declared a conflict of interest.

    Raises: IsPartial.
    """
    if has_conflict(procurement, by):
        raise IsPartial(
            _(
                "You have declared a conflict of interest in this procurement, so you cannot judge its tenders. "
                "Talk to the project leader."
            )
        )
