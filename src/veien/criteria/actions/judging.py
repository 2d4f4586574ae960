"""Saying which criterion gives points for which requirements."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from veien.audit.actions import recorded
from veien.criteria.actions.opening import CannotChange, open_for_change
from veien.criteria.models import Criterion, CriterionRequirement, UnscoredRequirement
from veien.requirements.queries import RequirementRow, requirement_rows
from veien.road.queries import Procurement

if TYPE_CHECKING:
    from veien.people.queries import User


def assign_requirements(
    procurement: Procurement, *, by: User, criterion: Criterion, requirements: Collection[UUID]
) -> int:
    """Let a quality criterion judge some should-requirements; those that stood elsewhere move. Gives their number.

    May: edit
    Raises: Locked after publication; CannotChange if one is a must-requirement or not there, or the criterion gives
        no points.
    Logs: criteria.requirements_assigned
    """
    subject = f"criterion:{criterion.public_id}"
    with recorded(procurement.public_id, "criteria.requirements_assigned", by=by, subject=subject) as entry:
        open_for_change(procurement)
        if criterion.kind != "quality" or criterion.procurement_id != procurement.pk:
            raise CannotChange(_("Only a quality criterion can judge requirements."), field="criterion")
        rows = _chosen(procurement, requirements)
        musts = [row.ref for row in rows if row.obligation == "must"]
        if musts:
            sentence = ngettext(
                "%(refs)s is a must-requirement: it is met or not, and gives no points.",
                "%(refs)s are must-requirements: they are met or not, and give no points.",
                len(musts),
            )
            raise CannotChange(sentence % {"refs": ", ".join(musts[:5])}, field="requirements")
        _release(rows)
        CriterionRequirement.objects.bulk_create(
            CriterionRequirement(criterion=criterion, requirement_id=row.pk) for row in rows
        )
        entry.content = {"criterion": criterion.title, "requirements": [row.ref for row in rows]}
    return len(rows)


def unassign_requirements(procurement: Procurement, *, by: User, requirements: Collection[UUID]) -> int:
    """Take requirements off the criterion that judged them, or out of those knowingly not scored. Gives their number.

    May: edit
    Raises: Locked after publication; CannotChange if one is not there.
    Logs: criteria.requirements_unassigned
    """
    with recorded(procurement.public_id, "criteria.requirements_unassigned", by=by) as entry:
        open_for_change(procurement)
        rows = _chosen(procurement, requirements)
        _release(rows)
        entry.content = {"requirements": [row.ref for row in rows]}
    return len(rows)


def leave_unscored(procurement: Procurement, *, by: User, requirements: Collection[UUID], reason: str) -> int:
    """Say that should-requirements knowingly give no points, and why. Gives their number.

    May: edit
    Raises: Locked after publication; CannotChange without a reason, or if one is not there.
    Logs: criteria.requirements_left_unscored
    """
    reason = reason.strip()
    with recorded(procurement.public_id, "criteria.requirements_left_unscored", by=by, why=reason) as entry:
        open_for_change(procurement)
        if not reason:
            raise CannotChange(_("Say why these requirements give no points."), field="reason")
        rows = _chosen(procurement, requirements)
        _release(rows)
        UnscoredRequirement.objects.bulk_create(
            UnscoredRequirement(requirement_id=row.pk, reason=reason) for row in rows
        )
        entry.content = {"requirements": [row.ref for row in rows], "reason": reason}
    return len(rows)


def _chosen(procurement: Procurement, requirements: Collection[UUID]) -> list[RequirementRow]:
    wanted = set(requirements)
    if not wanted:
        raise CannotChange(_("Choose at least one requirement."), field="requirements")
    rows = [row for row in requirement_rows(procurement) if row.public_id in wanted]
    if len(rows) != len(wanted):
        raise CannotChange(
            _("A requirement is no longer there. Look at the list again."), field="requirements"
        )
    return rows


def _release(rows: list[RequirementRow]) -> None:
    keys = [row.pk for row in rows]
    CriterionRequirement.objects.filter(requirement_id__in=keys).delete()
    UnscoredRequirement.objects.filter(requirement_id__in=keys).delete()
