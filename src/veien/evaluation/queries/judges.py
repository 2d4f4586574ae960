"""Who evaluates, and who judges what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from veien.criteria.queries import Item
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


def assigned_of(procurement: Procurement) -> list[tuple[int, str, int]]:
    """Give all assignments: criterion, requirement's reference or empty, evaluator. One query."""
    rows = Assignment.objects.filter(criterion__procurement=procurement)
    return list(rows.order_by("pk").values_list("criterion_id", "item", "evaluator_id"))


def judges_by_place(
    procurement: Procurement, standing: Standing, evaluators: list[Evaluator] | None = None
) -> Mapping[Place, tuple[Evaluator, ...]]:
    """Say who judges each item. Two queries, one with the evaluators in hand."""
    return judges_over(procurement, standing.items, evaluators)


def judges_over(
    procurement: Procurement, items: Sequence[Item], evaluators: list[Evaluator] | None = None
) -> Mapping[Place, tuple[Evaluator, ...]]:
    """Say who judges each of some items. Two queries, one with the evaluators in hand."""
    group = evaluators_of(procurement) if evaluators is None else evaluators
    return judges_of(items, group, assigned_of(procurement))


def judged_by(
    procurement: Procurement, items: Sequence[Item], user_pk: int, *, criterion_pk: int | None = None
) -> list[Item]:
    """Give the items that one person judges, all or those of one criterion. Two queries."""
    judges = judges_over(procurement, items)
    return [
        item
        for item in items
        if (criterion_pk is None or item.criterion.pk == criterion_pk)
        and any(each.pk == user_pk for each in judges[item.place])
    ]
