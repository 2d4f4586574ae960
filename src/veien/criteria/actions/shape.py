"""What a criterion must be like, and where it may stand."""

from __future__ import annotations

from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from veien.criteria.actions.opening import CannotChange
from veien.criteria.models import AwardModel, Criterion, CriterionRequirement
from veien.criteria.queries import head_of, items_of, tree_of
from veien.criteria.queries.problems import in_our_words
from veien.criteria.rules import DEEPEST, document_of, faults_of
from veien.road.queries import Procurement

_STILL_OPEN = ("weight", "children", "tenders")
"""Faults that a tree under construction may have: they stand on the page until they are mended."""


def position_after(procurement: Procurement, parent: Criterion | None) -> int:
    """Give the position after the last child."""
    siblings = Criterion.objects.filter(procurement=procurement, parent=parent)
    last: int | None = siblings.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def check_place(procurement: Procurement, criterion: Criterion, parent: Criterion | None) -> None:
    """See that a criterion may stand under a parent.

    Raises: CannotChange if the parent is no group, lies under the criterion itself, or lies too deep.
    """
    if parent is None:
        return
    tree = tree_of(procurement)
    place = tree.place(parent.public_id)
    if place is None or not place.node.is_group:
        raise CannotChange(_("Criteria can only stand in a group."), field="parent")
    moved = tree.place(criterion.public_id) if criterion.pk else None
    if moved is not None and _is_under(moved.node.pk, parent):
        raise CannotChange(_("A group cannot stand inside itself."), field="parent")
    height = tree.height_under(moved.node) if moved else 1
    if place.depth + height > DEEPEST:
        raise CannotChange(
            _("Criteria can stand at most %(count)s levels deep.") % {"count": DEEPEST}, field="parent"
        )


def _is_under(pk: int, parent: Criterion | None) -> bool:
    while parent is not None:
        if parent.pk == pk:
            return True
        parent = parent.parent
    return False


def check_shape(criterion: Criterion) -> None:
    """See that a criterion is whole in itself.

    Raises: CannotChange, with the field.
    """
    if not criterion.title:
        raise CannotChange(_("Give the criterion a title."), field="title")
    if criterion.kind not in Criterion.Kind.values:
        raise CannotChange(_("Choose what kind of criterion it is."), field="kind")
    if criterion.kind == "price":
        others = Criterion.objects.filter(procurement=criterion.procurement, kind="price").exclude(
            pk=criterion.pk
        )
        if others.exists():
            raise CannotChange(
                _("There is a price criterion already, and there can be only one."), field="kind"
            )
    if criterion.kind != "quality" and criterion.money_per_point is not None:
        raise CannotChange(_("Only a quality criterion has a money value."), field="money_per_point")
    if criterion.pk is None:
        return
    if criterion.kind and criterion.children.exists():
        raise CannotChange(_("There are criteria under this one, so it stays a group."), field="kind")
    if criterion.kind != "quality" and CriterionRequirement.objects.filter(criterion=criterion).exists():
        raise CannotChange(
            _("Requirements are judged by this criterion. Move them to another one first."), field="kind"
        )


def refuse_faults(procurement: Procurement, model: AwardModel | None, criterion: Criterion) -> None:
    """Refuse what the engine would not take in this criterion itself; the rest of the tree may be unfinished.

    Raises: CannotChange, with the field.
    """
    tree = tree_of(procurement)
    document = document_of(head_of(procurement, model), tree, items_of(procurement, tree=tree))
    for placed in faults_of(document, tree):
        missing = placed.field in ("model", "money_per_point") and placed.fault.what == "The key is missing."
        if placed.criterion == criterion.key and placed.field not in _STILL_OPEN and not missing:
            raise CannotChange(in_our_words(placed), field=placed.field)


def content_of(criterion: Criterion) -> dict[str, Any]:
    """Give what the log keeps of a criterion."""
    return {
        "key": criterion.key,
        "title": criterion.title,
        "kind": criterion.kind or "group",
        "model": criterion.model,
        "judging": criterion.judging,
        "normalise": criterion.normalise,
        "money_per_point": criterion.money_per_point,
        "top": criterion.top,
        "middle": criterion.middle,
        "bottom": criterion.bottom,
    }
