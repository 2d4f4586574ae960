"""Choosing how prices and points become an order."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.criteria.actions.opening import CannotChange, open_for_change, overtaken
from veien.criteria.models import AwardModel
from veien.criteria.queries import head_of, items_of, tree_of
from veien.criteria.queries.problems import in_our_words
from veien.criteria.rules import EXTRA_KEYS, Placed, document_of, faults_of
from veien.road.queries import Procurement

if TYPE_CHECKING:
    from veien.people.queries import User

_OURS = ("method", "scale", "rounding", "step", "at", "percent", "corridor_percent", "decide_by", "tenders")


def choose_model(
    procurement: Procurement,
    *,
    by: User,
    method: str,
    scale: Decimal,
    rounding_at: str = "none",
    rounding_step: Decimal | None = None,
    extra: Mapping[str, Any] | None = None,
    reason: str = "",
    revision: int | None = None,
) -> AwardModel:
    """Choose the method, the scale and the rounding; ``revision`` is the one the reader saw, None the first time.

    Shape: ``extra`` holds the keys that only this method knows, as the format writes them; others are refused.
    May: edit
    Raises: Locked after publication; Overtaken if somebody else chose meanwhile; CannotChange, with the field, if the
        engine would refuse the choice.
    Logs: criteria.model_chosen
    """
    with recorded(procurement.public_id, "criteria.model_chosen", by=by, subject="award_model") as entry:
        model = open_for_change(procurement)
        if model is not None and revision is not None and model.revision != revision:
            raise overtaken(model)
        before = _content(model) if model is not None else None
        model = model or AwardModel(procurement=procurement, revision=0)
        model.method, model.scale = method, scale
        model.rounding_at = rounding_at
        model.rounding_step = rounding_step if rounding_at != "none" else None
        model.extra = dict(extra or {})
        model.chosen_reason = reason
        model.revision += 1
        _refuse_faults(procurement, model)
        model.save()
        entry.content = {"after": _content(model), "before": before or {}}
    return model


def _content(model: AwardModel) -> dict[str, Any]:
    return {
        "method": model.method,
        "scale": model.scale,
        "rounding_at": model.rounding_at,
        "rounding_step": model.rounding_step,
        "extra": model.extra,
        "reason": model.chosen_reason,
    }


def _refuse_faults(procurement: Procurement, model: AwardModel) -> None:
    """Refuse what the engine would not take, as far as it lies in this choice; the tree may still be unfinished."""
    if model.method not in AwardModel.Method.values:
        raise CannotChange(_("There is no such method."), field="method")
    if model.rounding_at != "none" and model.rounding_step is None:
        raise CannotChange(_("Say to which step figures are rounded."), field="rounding_step")
    for key in model.extra:
        if key not in EXTRA_KEYS.get(model.method, ()):
            raise CannotChange(_("This method does not know that figure."), field=key)
    tree = tree_of(procurement)
    document = document_of(head_of(procurement, model), tree, items_of(procurement, tree=tree))
    for placed in faults_of(document, tree):
        if _is_ours(placed, model):
            raise CannotChange(in_our_words(placed), field=_field(placed, model))


def _is_ours(placed: Placed, model: AwardModel) -> bool:
    if placed.fault.where.startswith("least_points"):
        return True
    return placed.criterion == "" and placed.field in _OURS


def _field(placed: Placed, model: AwardModel) -> str:
    if placed.fault.where.startswith("least_points"):
        return (
            f"least_{placed.field}" if placed.field in model.extra.get("least_points", {}) else "least_total"
        )
    renamed = {"tenders": "percent", "step": "rounding_step", "rounding": "rounding_at", "at": "rounding_at"}
    return renamed.get(placed.field, placed.field)
