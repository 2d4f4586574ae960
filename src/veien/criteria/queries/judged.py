"""Which requirements each criterion judges, and which should-requirements knowingly give no points."""

from __future__ import annotations

from collections import defaultdict

from veien.criteria.models import Criterion, CriterionRequirement, UnscoredRequirement
from veien.criteria.queries.tree import tree_of
from veien.criteria.rules import Node, Tree
from veien.requirements.queries import Requirement, RequirementRow, requirement_rows
from veien.road.queries import Procurement


def requirement_keys_by_leaf(procurement: Procurement) -> dict[int, list[int]]:
    """Give the keys of the requirements by the key of their criterion, in the order of the specification. One query."""
    found: dict[int, list[int]] = defaultdict(list)
    links = CriterionRequirement.objects.filter(criterion__procurement=procurement)
    ordered = links.order_by("requirement__section__position", "requirement__position", "requirement_id")
    for criterion, requirement in ordered.values_list("criterion_id", "requirement_id"):
        found[criterion].append(requirement)
    return dict(found)


def criteria_of_requirements(procurement: Procurement, tree: Tree | None = None) -> dict[int, Node]:
    """Give each scored requirement's criterion, by the requirement's key. Two queries, one with the tree in hand."""
    nodes = {node.pk: node for node in (tree or tree_of(procurement)).nodes()}
    links = CriterionRequirement.objects.filter(criterion__procurement=procurement)
    return {
        requirement: nodes[criterion]
        for requirement, criterion in links.values_list("requirement_id", "criterion_id")
        if criterion in nodes
    }


def criterion_of_requirement(requirement_pk: int) -> Criterion | None:
    """Give the criterion that scores one requirement, or None. One query."""
    return Criterion.objects.filter(judged__requirement_id=requirement_pk).first()


def requirements_of_leaf(criterion: Criterion) -> list[RequirementRow]:
    """Give the requirements that a criterion judges, in the order of the specification. Two queries."""
    chosen = Requirement.objects.filter(criterion_link__criterion=criterion)
    return requirement_rows(criterion.procurement, chosen)


def unscored_of(procurement: Procurement) -> dict[int, str]:
    """Give the should-requirements that knowingly give no points, with the reason, by their key. One query."""
    rows = UnscoredRequirement.objects.filter(requirement__procurement=procurement)
    return dict(rows.order_by("requirement_id").values_list("requirement_id", "reason"))
