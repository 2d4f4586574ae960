"""Who evaluates, and who judges what."""

from __future__ import annotations

from collections.abc import Mapping

from veien.evaluation.models import Assignment
from veien.evaluation.rules import Standing
from veien.evaluation.rules.judges import Evaluator, Place, judges_of
from veien.road.queries import Procurement, RoleHolding
from veien.road.rules.roles import PERMISSIONS

SCORING_ROLES = tuple(sorted(role for role, may in PERMISSIONS.items() if "score" in may))


def evaluators_of(procurement: Procurement) -> list[Evaluator]:
    """Give the people whose judgement counts, by name: they may give points and declared no conflict. One query."""
    rows = RoleHolding.objects.filter(procurement=procurement, role__in=SCORING_ROLES)
    rows = rows.exclude(
        user__in=RoleHolding.objects.filter(
            procurement=procurement, declaration=RoleHolding.Declaration.CONFLICT
        ).values("user")
    )
    named = rows.order_by("user__full_name", "user_id").values_list(
        "user_id", "user__full_name", "user__organisation__name"
    )
    return [Evaluator(pk, name, place or "") for pk, name, place in dict.fromkeys(named)]


def judges_by_place(
    procurement: Procurement, standing: Standing, evaluators: list[Evaluator] | None = None
) -> Mapping[Place, tuple[Evaluator, ...]]:
    """Say who judges each item. Two queries, one with the evaluators in hand."""
    group = evaluators_of(procurement) if evaluators is None else evaluators
    rows = Assignment.objects.filter(criterion__procurement=procurement)
    return judges_of(standing.items, group, rows.values_list("criterion_id", "item", "evaluator_id"))
