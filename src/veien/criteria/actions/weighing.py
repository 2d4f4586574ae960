"""Choosing what gets points in a criterion: the whole, or each requirement in it; and by which weights."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.criteria.actions.opening import CannotChange, open_for_change, overtaken
from veien.criteria.models import Criterion, CriterionRequirement
from veien.criteria.queries.items import judged_by
from veien.criteria.queries.problems import percent_of
from veien.criteria.rules import Judged, weights_of, weights_seen
from veien.road.queries import Procurement

if TYPE_CHECKING:
    from veien.people.queries import User

_STEP = Decimal("0.000001")


def choose_judging(
    procurement: Procurement, *, by: User, criterion: Criterion, judging: str, revision: int | None = None
) -> Criterion:
    """Choose what evaluators give points in a criterion; ``revision`` is the one the reader saw.

    Shape: ``judging`` is ``whole`` or ``each``. Weights of requirements that were set before are kept.
    May: edit
    Raises: Locked after publication; Overtaken if somebody else changed the criterion meanwhile; CannotChange if it is
        no quality criterion.
    Logs: criteria.judging_chosen
    """
    subject = f"criterion:{criterion.public_id}"
    with recorded(procurement.public_id, "criteria.judging_chosen", by=by, subject=subject) as entry:
        open_for_change(procurement)
        found = _again(procurement, criterion)
        if judging not in Criterion.Judging.values:
            raise CannotChange(_("Choose what gets points."), field="judging")
        if revision is not None and found.revision != revision:
            raise overtaken(found)
        before, found.judging = found.judging, judging
        found.revision += 1
        found.save(update_fields=["judging", "revision"])
        entry.content = {
            "key": found.key,
            "title": found.title,
            "after": {"judging": judging},
            "before": {"judging": before},
        }
    return found


def weigh_requirements(
    procurement: Procurement,
    *,
    by: User,
    criterion: Criterion,
    weights: Mapping[UUID, Decimal],
    seen: str = "",
) -> None:
    """Set the weights of all requirements in one criterion at once; they must add up to exactly one.

    Shape: one weight for each requirement it judges, by public id; ``seen`` is what ``weights_seen`` gave the reader.
    Units: shares of one, at most six decimals.
    May: edit
    Raises: Locked after publication; Overtaken if requirements or weights changed meanwhile; CannotChange if the
        weights do not add up.
    Logs: criteria.requirements_weighed
    """
    subject = f"criterion:{criterion.public_id}"
    with recorded(procurement.public_id, "criteria.requirements_weighed", by=by, subject=subject) as entry:
        open_for_change(procurement)
        found = _again(procurement, criterion)
        rows = judged_by(found)
        if set(weights) != {row.public_id for row in rows} or (seen and seen != weights_seen(rows)):
            raise overtaken(rows)
        _check(weights)
        _keep(found, {row.requirement_pk: weights[row.public_id] for row in rows})
        entry.content = {
            "criterion": found.title,
            "after": {row.ref: weights[row.public_id] for row in rows},
            "before": _said(rows),
        }


def weigh_alike(procurement: Procurement, *, by: User, criterion: Criterion) -> None:
    """Let all requirements in one criterion weigh the same, also those that come later.

    May: edit
    Raises: Locked after publication; CannotChange if it is no quality criterion.
    Logs: criteria.requirements_weighed_alike
    """
    subject = f"criterion:{criterion.public_id}"
    with recorded(
        procurement.public_id, "criteria.requirements_weighed_alike", by=by, subject=subject
    ) as entry:
        open_for_change(procurement)
        found = _again(procurement, criterion)
        rows = judged_by(found)
        _keep(found, {})
        entry.content = {"criterion": found.title, "requirements": len(rows), "before": _said(rows)}


def _again(procurement: Procurement, criterion: Criterion) -> Criterion:
    found = Criterion.objects.filter(procurement=procurement, pk=criterion.pk).first()
    if found is None:
        raise CannotChange(_("The criterion is no longer there."))
    if found.kind != "quality":
        raise CannotChange(_("Only a quality criterion gets points from evaluators."), field="judging")
    return found


def _check(weights: Mapping[UUID, Decimal]) -> None:
    if not weights:
        raise CannotChange(_("The criterion judges no requirement that could have a weight."))
    for weight in weights.values():
        if not 0 <= weight <= 1 or weight != weight.quantize(_STEP):
            raise CannotChange(_("A weight lies between 0 and 100 %, with at most four decimals."))
    total = sum(weights.values(), Decimal(0))
    if total != 1:
        raise CannotChange(
            _("The weights of the requirements add up to %(sum)s %%, not to 100 %%.")
            % {"sum": percent_of(total)}
        )


def _keep(criterion: Criterion, weights: Mapping[int, Decimal]) -> None:
    """Write the weights that differ; none where a requirement is not named."""
    changed = []
    for link in CriterionRequirement.objects.filter(criterion=criterion):
        weight = weights.get(link.requirement_id)
        if link.weight != weight:
            link.weight = weight
            changed.append(link)
    CriterionRequirement.objects.bulk_update(changed, ["weight"], batch_size=500)


def _said(rows: list[Judged]) -> dict[str, Decimal]:
    """Give the weights as they counted, by reference."""
    counted = weights_of(rows)
    return {row.ref: counted[row.requirement_pk] for row in rows}
