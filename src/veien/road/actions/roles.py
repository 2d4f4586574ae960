"""Giving and taking roles, and declaring interests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.road.models import Procurement, RoleHolding
from veien.road.rules.roles import PERMISSIONS, ROLES, clash

if TYPE_CHECKING:
    from veien.people.queries import User


class CannotGiveRole(Refused):
    """The role cannot be given or taken; the message says why."""


def give_role(
    procurement: Procurement, *, by: User, user: User, role: str, hours_reserved: int | None = None
) -> RoleHolding:
    """Give a person a role in a procurement.

    May: manage
    Raises: CannotGiveRole if the role is unknown, is held already, or may not stand beside one that the person holds
    (negotiators and evaluators are kept apart).
    Logs: road.role_given
    """
    if role not in ROLES:
        raise CannotGiveRole(_("There is no such role."), field="role")
    with recorded(
        procurement.public_id, "road.role_given", by=by, subject=f"person:{user.public_id}"
    ) as entry:
        held = set(
            RoleHolding.objects.filter(procurement=procurement, user=user).values_list("role", flat=True)
        )
        if role in held:
            raise CannotGiveRole(
                _("%(name)s has this role already.") % {"name": user.full_name}, field="role"
            )
        if clash(role, held):
            raise CannotGiveRole(
                _(
                    "%(name)s cannot both negotiate and evaluate: the negotiation team and the evaluation group are"
                    " kept apart. Choose another person or take the other role away first."
                )
                % {"name": user.full_name},
                field="role",
            )
        holding = RoleHolding.objects.create(
            procurement=procurement, user=user, role=role, hours_reserved=hours_reserved
        )
        entry.content = {"person": user.full_name, "role": role, "hours_reserved": hours_reserved}
    return holding


def take_role(procurement: Procurement, *, by: User, holding: RoleHolding) -> None:
    """Take a role from a person.

    May: manage
    Raises: CannotGiveRole if nobody would be left who may manage the procurement.
    Logs: road.role_taken
    """
    with recorded(
        procurement.public_id, "road.role_taken", by=by, subject=f"person:{holding.user.public_id}"
    ) as entry:
        managing = [role for role, may in PERMISSIONS.items() if "manage" in may]
        others = RoleHolding.objects.filter(procurement=procurement, role__in=managing).exclude(pk=holding.pk)
        if holding.role in managing and not others.exists():
            raise CannotGiveRole(
                _("Somebody must be left who can manage the procurement. Give the role on first.")
            )
        entry.content = {"person": holding.user.full_name, "role": holding.role}
        holding.delete()


def declare_interests(procurement: Procurement, *, by: User, has_conflict: bool, text: str) -> None:
    """Declare one's own interests for all roles that one holds in a procurement.

    Raises: CannotGiveRole if a conflict is declared without saying which.
    Logs: road.interests_declared
    """
    if has_conflict and not text.strip():
        raise CannotGiveRole(_("Say in a sentence what the conflict of interest is."), field="text")
    declaration = RoleHolding.Declaration.CONFLICT if has_conflict else RoleHolding.Declaration.NONE
    with recorded(
        procurement.public_id, "road.interests_declared", by=by, subject=f"person:{by.public_id}"
    ) as entry:
        RoleHolding.objects.filter(procurement=procurement, user=by).update(
            declaration=declaration, declared_at=clock.now(), declared_text=text.strip()
        )
        entry.content = {"declaration": str(declaration), "text": text.strip()}
