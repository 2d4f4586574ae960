"""What people give points in a procurement."""

from __future__ import annotations

from django.db.models import QuerySet

from veien.criteria.models import Criterion, CriterionRequirement
from veien.criteria.queries.tree import tree_of
from veien.criteria.rules import Tree
from veien.criteria.rules.items import Item, Judged, items_in
from veien.road.queries import Procurement, stamp_of
from veien.road.rules.keeping import Kept

RESTS_ON = ("requirements", "criteria", "competition")
_MEASURES: Kept[tuple[Tree, tuple[Item, ...]]] = Kept(most=16)
_FIELDS = (
    "criterion_id",
    "requirement_id",
    "requirement__public_id",
    "requirement__ref",
    "requirement__title",
    "weight",
)


def items_of(procurement: Procurement, *, tree: Tree | None = None) -> tuple[Item, ...]:
    """Give everything that gets points, in the order of the tree and of the specification.

    At most two queries; one less with the tree in hand, and one less where every criterion is judged as a whole.
    """
    tree = tree if tree is not None else tree_of(procurement)
    return items_in(tree, judged_of(procurement, tree))


def measured_by(procurement: Procurement) -> tuple[Tree, tuple[Item, ...]]:
    """Give the tree and everything that gets points, as they were when one of the rooms behind them wrote last.

    Three queries; one while nothing is written in these rooms, as it is from publication on.
    """
    stamp = stamp_of(procurement, RESTS_ON)
    if stamp is None:
        return _measured_by(procurement)
    return _MEASURES.given(procurement.public_id, stamp, lambda: _measured_by(procurement))


def _measured_by(procurement: Procurement) -> tuple[Tree, tuple[Item, ...]]:
    tree = tree_of(procurement)
    return tree, items_of(procurement, tree=tree)


def judged_of(procurement: Procurement, tree: Tree) -> list[Judged]:
    """Give the requirements that get points of their own, in the order of the specification.

    One query; none where every criterion is judged as a whole.
    """
    if all(leaf.judging == "whole" for leaf in tree.quality()):
        return []
    return _rows(
        CriterionRequirement.objects.filter(criterion__procurement=procurement, criterion__judging="each")
    )


def judged_by(criterion: Criterion) -> list[Judged]:
    """Give the requirements of one criterion with their weights inside it, however it is judged. One query."""
    return _rows(CriterionRequirement.objects.filter(criterion=criterion))


def _rows(links: QuerySet[CriterionRequirement]) -> list[Judged]:
    ordered = links.order_by("requirement__section__position", "requirement__position", "requirement_id")
    return [Judged(*row) for row in ordered.values_list(*_FIELDS)]
