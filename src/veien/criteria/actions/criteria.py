"""Building the tree: adding, changing, weighing, moving and removing criteria."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.criteria.actions.opening import CannotChange, open_for_change, overtaken
from veien.criteria.actions.shape import check_place, check_shape, content_of, position_after, refuse_faults
from veien.criteria.models import AwardModel, Criterion
from veien.criteria.queries import head_of, tree_of
from veien.criteria.queries.problems import weights_problem
from veien.criteria.rules import Node, is_spared, key_of, sum_of
from veien.road.queries import Procurement

if TYPE_CHECKING:
    from veien.people.queries import User

CHANGEABLE = ("title", "kind", "model", "normalise", "money_per_point", "top", "middle", "bottom")
"""The fields that ``change_criterion`` takes, any of them."""


def add_criterion(
    procurement: Procurement,
    *,
    by: User,
    title: str,
    kind: str,
    parent: Criterion | None = None,
    key: str = "",
    **fields: Any,
) -> Criterion:
    """Add a criterion last under its parent; its weight is set afterwards, together with its siblings'.

    Shape: ``kind`` is "" (group), ``price`` or ``quality``; ``fields`` as in ``change_criterion``.
    May: edit
    Raises: Locked after publication; CannotChange, with the field, if it cannot stand there or the engine refuses it.
    Logs: criteria.criterion_added
    """
    with recorded(procurement.public_id, "criteria.criterion_added", by=by) as entry:
        model = open_for_change(procurement)
        taken = set(Criterion.objects.filter(procurement=procurement).values_list("key", flat=True))
        if key in taken:
            raise CannotChange(_("Another criterion has this key."), field="key")
        criterion = Criterion(
            procurement=procurement,
            parent=parent,
            position=position_after(procurement, parent),
            key=key or key_of(title, taken, otherwise="criterion"),
            title=title.strip(),
            kind=kind,
            **_known(fields),
        )
        check_place(procurement, criterion, parent)
        check_shape(criterion)
        criterion.save()
        refuse_faults(procurement, model, criterion)
        entry.subject = f"criterion:{criterion.public_id}"
        entry.content = {**content_of(criterion), "parent": parent.title if parent else None}
    return criterion


def change_criterion(
    procurement: Procurement, *, by: User, criterion: Criterion, revision: int | None = None, **fields: Any
) -> Criterion:
    """Change some fields of a criterion (see ``CHANGEABLE``); ``revision`` is the one the reader saw.

    May: edit
    Raises: Locked after publication; Overtaken if somebody else changed it meanwhile; CannotChange, with the field.
    Logs: criteria.criterion_changed
    """
    subject = f"criterion:{criterion.public_id}"
    with recorded(procurement.public_id, "criteria.criterion_changed", by=by, subject=subject) as entry:
        model = open_for_change(procurement)
        found = _again(procurement, criterion)
        if revision is not None and found.revision != revision:
            raise overtaken(found)
        before = content_of(found)
        for name, value in _known(fields).items():
            setattr(found, name, value)
        found.title = found.title.strip()
        if found.kind != "quality":
            found.money_per_point, found.normalise, found.judging = None, "none", "whole"
        found.revision += 1
        check_shape(found)
        found.save()
        refuse_faults(procurement, model, found)
        now = content_of(found)
        changed = [name for name in now if now[name] != before[name]]
        entry.content = {
            "key": found.key,
            "title": found.title,
            "after": {name: now[name] for name in changed},
            "before": {name: before[name] for name in changed},
        }
    return found


def _known(fields: Mapping[str, Any]) -> Mapping[str, Any]:
    unknown = set(fields) - set(CHANGEABLE)
    if unknown:
        raise TypeError(f"A criterion has no {', '.join(sorted(unknown))} to change.")
    return fields


def _again(procurement: Procurement, criterion: Criterion) -> Criterion:
    found = Criterion.objects.filter(procurement=procurement, pk=criterion.pk).first()
    if found is None:
        raise CannotChange(_("The criterion is no longer there."))
    return found


def remove_criterion(procurement: Procurement, *, by: User, criterion: Criterion) -> None:
    """Remove a criterion with all under it; the requirements they judged become unassigned.

    May: edit
    Raises: Locked after publication.
    Logs: criteria.criterion_removed
    """
    subject = f"criterion:{criterion.public_id}"
    with recorded(procurement.public_id, "criteria.criterion_removed", by=by, subject=subject) as entry:
        open_for_change(procurement)
        place = tree_of(procurement).place(criterion.public_id)
        if place is None:
            raise CannotChange(_("The criterion is no longer there."))
        gone = _deepest_first(place.node)
        entry.content = {
            "removed": [{"key": node.key, "title": node.title, "weight": node.weight} for node in gone]
        }
        for node in gone:
            Criterion.objects.filter(pk=node.pk).delete()


def _deepest_first(node: Node) -> list[Node]:
    found = [each for child in node.children for each in _deepest_first(child)]
    return [*found, node]


def move_criterion(
    procurement: Procurement,
    *,
    by: User,
    criterion: Criterion,
    step: int = 0,
    to: Criterion | None = None,
    to_top: bool = False,
) -> None:
    """Move a criterion among its siblings (``step`` -1 or 1), or last into another group or to the top.

    In another group its weight is unset: shares of different wholes do not compare.
    May: edit
    Raises: Locked after publication; CannotChange if it cannot stand there.
    Logs: criteria.criterion_moved
    """
    subject = f"criterion:{criterion.public_id}"
    with recorded(procurement.public_id, "criteria.criterion_moved", by=by, subject=subject) as entry:
        open_for_change(procurement)
        found = _again(procurement, criterion)
        before = {"parent": found.parent.title if found.parent else None, "position": found.position}
        if to is not None or to_top:
            check_place(procurement, found, to)
            if found.parent_id != (to.pk if to else None):
                found.weight = None
            found.parent = to
            found.position = position_after(procurement, to)
            found.revision += 1
            found.save()
        else:
            _swap(procurement, found, step)
        now = {"parent": found.parent.title if found.parent else None, "position": found.position}
        entry.content = {"key": found.key, "title": found.title, "after": now, "before": before}


def _swap(procurement: Procurement, criterion: Criterion, step: int) -> None:
    siblings = list(
        Criterion.objects.filter(procurement=procurement, parent_id=criterion.parent_id).order_by(
            "position", "pk"
        )
    )
    here = next(index for index, each in enumerate(siblings) if each.pk == criterion.pk)
    there = min(max(here + step, 0), len(siblings) - 1)
    siblings.insert(there, siblings.pop(here))
    for position, each in enumerate(siblings):
        if each.position != position:
            Criterion.objects.filter(pk=each.pk).update(position=position)
    criterion.position = there


def set_weights(
    procurement: Procurement,
    *,
    by: User,
    parent: Criterion | None,
    weights: Mapping[UUID, Decimal | None],
    seen: Mapping[UUID, Decimal | None] | None = None,
) -> None:
    """Set the weights of all criteria under one parent at once; they must add up to exactly one.

    Shape: one weight for each child, by public id; None only where the method does without it. ``seen`` are the
    weights the reader saw.
    Units: shares of one, at most six decimals.
    May: edit
    Raises: Locked after publication; Overtaken if somebody else set them meanwhile; CannotChange if they do not add up.
    Logs: criteria.weights_set
    """
    subject = f"criterion:{parent.public_id}" if parent else "criteria"
    with recorded(procurement.public_id, "criteria.weights_set", by=by, subject=subject) as entry:
        model = open_for_change(procurement)
        siblings = list(
            Criterion.objects.filter(procurement=procurement, parent=parent).order_by("position", "pk")
        )
        before = {each.public_id: each.weight for each in siblings}
        if set(weights) != set(before) or (seen is not None and dict(seen) != before):
            raise overtaken(siblings)
        _check_weights(procurement, model, parent, siblings, weights)
        for each in siblings:
            if each.weight != weights[each.public_id]:
                Criterion.objects.filter(pk=each.pk).update(weight=weights[each.public_id])
        entry.content = {
            "parent": parent.title if parent else None,
            "after": {each.key: weights[each.public_id] for each in siblings},
            "before": {each.key: before[each.public_id] for each in siblings},
        }


def _check_weights(
    procurement: Procurement,
    model: AwardModel | None,
    parent: Criterion | None,
    siblings: list[Criterion],
    weights: Mapping[UUID, Decimal | None],
) -> None:
    need = head_of(procurement, model).weights_needed
    nodes = tuple(_weighed(each, weights[each.public_id]) for each in siblings)
    if need == "none" and all(node.weight is None or is_spared(node, need) for node in nodes):
        return
    for node in nodes:
        if node.weight is not None and not 0 <= node.weight <= 1:
            raise CannotChange(_("A weight lies between 0 and 100 %."))
    place = tree_of(procurement).place(parent.public_id) if parent else None
    each = sum_of(place.node if place else None, nodes, need if need != "none" else "quality")
    if not each.is_whole:
        raise CannotChange(weights_problem(each).sentence)


def _weighed(criterion: Criterion, weight: Decimal | None) -> Node:
    return Node(
        pk=criterion.pk,
        public_id=criterion.public_id,
        key=criterion.key,
        title=criterion.title,
        kind=criterion.kind,
        weight=weight,
    )
