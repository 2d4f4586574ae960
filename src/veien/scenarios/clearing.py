"""Takes an example away. Real procurements are never deleted: only what is marked as an example may be cleared."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import models, transaction

from veien.road.queries import Procurement

ROOMS = (
    "evaluation",
    "tenders",
    "competition",
    "criteria",
    "requirements",
    "strategy",
    "business_case",
    "market",
    "goals",
    "needs",
    "anchoring",
    "collaboration",
    "road",
)
"""Rooms from the end of the road to its beginning: what rests on something goes first."""


def clear(procurement: Procurement) -> None:
    """Delete an example procurement and all that hangs on it. Its log stays: nobody can delete that.

    Raises: ValueError if the procurement is not an example.
    """
    if not procurement.is_example:
        raise ValueError("Only an example can be cleared.")
    with transaction.atomic():
        for room in ROOMS:
            for model in _leaves_first(list(apps.get_app_config(room).get_models())):
                path = path_to_procurement(model)
                if path and model is not Procurement:
                    _delete(model, path, procurement)
        procurement.delete()


def _delete(model: type[models.Model], path: str, procurement: Procurement) -> None:
    """Delete a table's rows; in a tree, the children before their parents."""
    rows = model._default_manager.filter(**{path: procurement})
    own = [field.name for field in model._meta.concrete_fields if field.related_model is model]
    while own and rows.exists():
        parents = rows.exclude(**{own[0]: None}).values(own[0])
        rows.exclude(pk__in=list(parents.values_list(own[0], flat=True))).delete()
    rows.delete()


def _leaves_first(tables: list[type[models.Model]]) -> list[type[models.Model]]:
    """Order tables so that one that points at another of the same room comes before it."""
    ordered: list[type[models.Model]] = []
    left = list(tables)
    while left:
        pointed_at = {target for table in left for target in _targets(table) if target is not table}
        free = [table for table in left if table not in pointed_at] or left[:1]
        ordered += free
        left = [table for table in left if table not in free]
    return ordered


def _targets(table: type[models.Model]) -> set[object]:
    return {field.related_model for field in table._meta.concrete_fields if field.is_relation}


def path_to_procurement(model: type[models.Model], *, seen: frozenset[object] = frozenset()) -> str | None:
    """Give the lookup from a table to its procurement, the shortest that every row has; None where there is none.

    A tie that a row may lack is followed only where there is no other.
    """
    foreign = [field for field in model._meta.concrete_fields if field.is_relation]
    for field in foreign:
        if field.related_model is Procurement:
            return field.name
    sure = _through([field for field in foreign if not field.null], model, seen)
    return sure or _through([field for field in foreign if field.null], model, seen)


def _through(ties: list[Any], model: type[models.Model], seen: frozenset[object]) -> str | None:
    found = []
    for field in ties:
        other = field.related_model
        if isinstance(other, type) and other is not model and other not in seen:
            path = path_to_procurement(other, seen=seen | {model})
            if path:
                found.append(f"{field.name}__{path}")
    return min(found, key=len) if found else None
