"""The chosen model, the price form, and the whole of what is locked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404

from veien.award_model.rules import written
from veien.criteria.models import AwardModel, PriceLine
from veien.criteria.queries.items import items_of
from veien.criteria.queries.judged import requirement_keys_by_leaf, unscored_of
from veien.criteria.queries.tree import tree_of
from veien.criteria.rules import Head, PriceRow, Tree, document_of
from veien.criteria.rules.items import Item
from veien.requirements.queries import requirement_rows
from veien.road.queries import Procurement

_LINE_FIELDS = ("pk", "public_id", "key", "title", "unit", "volume", "period", "years", "note", "revision")


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


def price_lines_of(procurement: Procurement) -> list[PriceRow]:
    """Give the lines of the price form in their order. One query."""
    lines = PriceLine.objects.filter(procurement=procurement).order_by("position", "pk")
    return [PriceRow(*row) for row in lines.values_list(*_LINE_FIELDS)]


def price_line_for(procurement: Procurement, public_id: UUID) -> PriceLine:
    """Give one line of the price form.

    Raises: Http404 if the procurement has none with that id.
    """
    found = PriceLine.objects.filter(procurement=procurement, public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def locked_content(procurement: Procurement) -> dict[str, Any]:
    """Give all that publication fixes: model, anchors, price form, and what each criterion judges.

    Shape: what the digest is taken of; requirements are named by their references.
    """
    tree = tree_of(procurement)
    refs = {row.pk: row.ref for row in requirement_rows(procurement)}
    judged = requirement_keys_by_leaf(procurement)
    return {
        "award_model": award_model_document(procurement, tree=tree),
        "anchors": {
            leaf.key: {"top": leaf.top, "middle": leaf.middle, "bottom": leaf.bottom}
            for leaf in tree.quality()
        },
        "price_lines": [
            {
                "key": row.key,
                "title": row.title,
                "unit": row.unit,
                "volume": written(row.volume),
                "period": row.period,
                "years": row.years,
                "note": row.note,
            }
            for row in price_lines_of(procurement)
        ],
        "requirements": {leaf.key: [refs[key] for key in judged.get(leaf.pk, ())] for leaf in tree.leaves()},
        "unscored": {refs[key]: reason for key, reason in unscored_of(procurement).items()},
    }
