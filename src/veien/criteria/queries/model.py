"""The chosen model, the price form, and the whole of what is locked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from veien.criteria.models import AwardModel
from veien.criteria.queries.items import items_of
from veien.criteria.queries.judged import requirement_keys_by_leaf, unscored_of
from veien.criteria.queries.prices import price_line_for, price_lines_of, price_rules_of
from veien.criteria.queries.tree import tree_of
from veien.criteria.rules import Head, Tree, document_of
from veien.criteria.rules.items import Item
from veien.criteria.rules.prices import line_content, rules_content
from veien.requirements.queries import requirement_rows
from veien.road.queries import Procurement

__all__ = [
    "award_model_document",
    "head_of",
    "is_locked",
    "locked_content",
    "model_of",
    "price_line_for",
    "price_lines_of",
]


def model_of(procurement: Procurement) -> AwardModel | None:
    """Give the chosen model, or None while none is chosen. One query."""
    return AwardModel.objects.filter(procurement=procurement).first()


def is_locked(procurement: Procurement) -> bool:
    """Say whether the model stands as it was published."""
    return AwardModel.objects.filter(procurement=procurement, locked_at__isnull=False).exists()


def head_of(procurement: Procurement, model: AwardModel | None) -> Head:
    """Give the choices for the whole; while none are made, weighted points on a scale of ten."""
    if model is None:
        return Head(title=procurement.title, currency=procurement.currency)
    return Head(
        title=procurement.title,
        currency=procurement.currency,
        method=model.method,
        scale=model.scale,
        rounding_at=model.rounding_at,
        rounding_step=model.rounding_step,
        extra=model.extra,
    )


def award_model_document(
    procurement: Procurement, *, tree: Tree | None = None, items: Sequence[Item] | None = None
) -> dict[str, Any]:
    """Give the head of the evaluation document, tenders left out. At most three queries, one with both in hand.

    Shape: the format ``veien-evaluation/1``; criteria and quality points are named by the criteria's keys.
    """
    head = head_of(procurement, model_of(procurement))
    tree = tree if tree is not None else tree_of(procurement)
    return document_of(head, tree, items_of(procurement, tree=tree) if items is None else items)


def locked_content(procurement: Procurement) -> dict[str, Any]:
    """Give all that publication fixes: model, anchors, price form, and what each criterion judges.

    Shape: what the digest is taken of; requirements are named by their references; what
        the price form does not use is left out, so that what was published before it could stays the same.
    """
    tree = tree_of(procurement)
    refs = {row.pk: row.ref for row in requirement_rows(procurement)}
    judged = requirement_keys_by_leaf(procurement)
    rules = price_rules_of(procurement)
    more = rules_content(rules)
    return {
        "award_model": award_model_document(procurement, tree=tree),
        "anchors": {
            leaf.key: {"top": leaf.top, "middle": leaf.middle, "bottom": leaf.bottom}
            for leaf in tree.quality()
        },
        "price_lines": [line_content(row) for row in rules.lines],
        "requirements": {leaf.key: [refs[key] for key in judged.get(leaf.pk, ())] for leaf in tree.leaves()},
        "unscored": {refs[key]: reason for key, reason in unscored_of(procurement).items()},
        **({"price_form": more} if more else {}),
    }
