"""How far the judging has come, read in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from veien.competition.queries import competition_of
from veien.criteria.queries import Tree, measured_by
from veien.evaluation.models import MustJudgement, OwnScore, QualityLock, Rejection, Score
from veien.evaluation.queries.points import counts_of
from veien.evaluation.rules import Failed, Standing, TenderStanding, in_order
from veien.evaluation.rules.standing import NO_PRICES
from veien.requirements.queries import Requirement
from veien.road.queries import Procurement
from veien.tenders.queries import Tender, price_state
from veien.tenders.rules import lateness

_TENDER_FIELDS = ("pk", "public_id", "key", "name", "is_invented", "received_at", "rejection__reason")


def standing_of(procurement: Procurement) -> Standing:
    """Say how far the judging has come. Nine queries, whatever the number of tenders and requirements.

    One more where a criterion is judged requirement by requirement; one less where no price is judged.
    """
    competition = competition_of(procurement)
    due_at = competition.tenders_due_at if competition else None
    tree, items = measured_by(procurement)
    musts = Requirement.objects.filter(procurement=procurement, obligation="must").count()
    judged = _counts(MustJudgement.objects.filter(tender__procurement=procurement))
    scored = _scored(procurement)
    failed = failed_musts(procurement)
    rows = Tender.objects.filter(procurement=procurement).values_list(*_TENDER_FIELDS)
    tenders = [
        TenderStanding(
            pk=pk,
            public_id=public_id,
            key=key,
            name=name,
            is_invented=is_invented,
            received_at=received_at,
            late_by=lateness(received_at, due_at) if due_at else timedelta(),
            rejection=rejection or "",
            failed=failed.get(pk, ()),
            judged=judged.get(pk, 0),
            musts=musts,
            scored=scored.get(pk, 0),
            leaves=len(items),
        )
        for pk, public_id, key, name, is_invented, received_at, rejection in rows
    ]
    return Standing(
        is_published=competition is not None,
        due_at=due_at,
        requirements_digest=competition.requirements_digest if competition else "",
        criteria_digest=competition.criteria_digest if competition else "",
        musts=musts,
        tree=tree,
        tenders=in_order(tenders),
        items=items,
        locked_at=_locked_at(procurement),
        prices=_prices(procurement, tree),
    )


def _locked_at(procurement: Procurement) -> datetime | None:
    mine = QualityLock.objects.filter(procurement=procurement)
    return mine.values_list("locked_at", flat=True).first()


def _prices(procurement: Procurement, tree: Tree) -> str:
    return price_state(procurement) if tree.price() is not None else NO_PRICES


def _scored(procurement: Procurement) -> dict[int, int]:
    kept = counts_of(procurement)
    if kept is not None:
        return kept
    return _counts(Score.objects.filter(tender__procurement=procurement, criterion__kind="quality"))


def _counts(rows: QuerySet[Any]) -> dict[int, int]:
    return dict(rows.values("tender_id").annotate(count=Count("pk")).values_list("tender_id", "count"))


def failed_musts(procurement: Procurement) -> dict[int, tuple[Failed, ...]]:
    """Give the must-requirements that tenders do not meet, by the tender's key, in their order. One query."""
    rows = MustJudgement.objects.filter(tender__procurement=procurement, passed=False)
    found: dict[int, list[Failed]] = defaultdict(list)
    ordered = rows.order_by("requirement__section__position", "requirement__position", "requirement_id")
    for tender, public_id, ref, title, ground in ordered.values_list(
        "tender_id", "requirement__public_id", "requirement__ref", "requirement__title", "ground"
    ):
        found[tender].append(Failed(public_id, ref, title, ground))
    return {tender: tuple(each) for tender, each in found.items()}


def has_begun(procurement: Procurement) -> bool:
    """Tell whether anything has been judged in the procurement's tenders. One query."""
    mine = {"tender": OuterRef("pk")}
    return (
        Tender.objects.filter(procurement=procurement)
        .filter(
            Exists(MustJudgement.objects.filter(**mine))
            | Exists(Score.objects.filter(**mine))
            | Exists(OwnScore.objects.filter(**mine))
            | Exists(Rejection.objects.filter(**mine))
        )
        .exists()
    )
