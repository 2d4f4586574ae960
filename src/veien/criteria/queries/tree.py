"""The tree of criteria, read in one query."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from veien.criteria.models import Criterion
from veien.criteria.rules import Node, Tree, grown
from veien.road.queries import Procurement

_FIELDS = (
    "pk",
    "public_id",
    "key",
    "title",
    "kind",
    "parent_id",
    "weight",
    "model",
    "normalise",
    "money_per_point",
    "top",
    "middle",
    "bottom",
    "revision",
    "judging",
)


def tree_of(procurement: Procurement) -> Tree:
    """Give the whole tree of a procurement. One query."""
    rows = Criterion.objects.filter(procurement=procurement).order_by("position", "pk").values_list(*_FIELDS)
    return grown(Node(*row) for row in rows)


def leaves_of(procurement: Procurement) -> list[Node]:
    """Give the criteria that tenders are measured by, in their order in the tree. One query."""
    return tree_of(procurement).leaves()


def criterion_for(procurement: Procurement, public_id: UUID) -> Criterion:
    """Give one criterion of a procurement that the caller has already been let into.

    Raises: Http404 if the procurement has none with that id.
    """
    found = (
        Criterion.objects.filter(procurement=procurement, public_id=public_id)
        .select_related("parent")
        .first()
    )
    if found is None:
        raise Http404
    return found
