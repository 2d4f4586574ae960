"""What a record carries beside the case: who judged, what each gave alone, who locked and who opened the prices.

Own points are told only of criteria whose meeting is opened, and only of those who have handed in.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from typing import Any

from django.db.models import Count, Max, Min

from veien.award_model.rules import written
from veien.evaluation.models import (
    Dissent,
    HandIn,
    Moderation,
    MustReview,
    OwnScore,
    QualityLock,
    Rejection,
    Score,
)
from veien.evaluation.rules.own import OwnLine, own_digest
from veien.road.queries import Procurement
from veien.tenders.queries import opening_of

MOST_OWN = 10_000
"""The most own points that a record carries; beyond that it carries none, and the log still has all of them."""


def evidence_of(procurement: Procurement) -> dict[str, Any]:
    """Give what a record carries about the judging, as the format writes it.

    Shape: the keys ``judged``, ``meetings``, ``own``, ``dissents``, and ``lock`` and ``opening`` where there are
    any. Nine queries, whatever the number of tenders and criteria; one less where there are too many own points.
    """
    found: dict[str, Any] = {
        "judged": _judged(procurement),
        "meetings": _meetings(procurement),
        "own": _own(procurement),
        "dissents": _dissents(procurement),
    }
    lock = QualityLock.objects.filter(procurement=procurement)
    for at, by, digest in lock.values_list("locked_at", "locked_by__full_name", "digest"):
        found["lock"] = {"at": _moment(at), "by": by, "digest": digest}
    opening = opening_of(procurement)
    if opening is not None and opening.opened_at is not None:
        found["opening"] = {
            "asked_at": _moment(opening.asked_at),
            "asked_by": opening.asked_by,
            "opened_at": _moment(opening.opened_at),
            "opened_by": opening.opened_by,
        }
    return found


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def _judged(procurement: Procurement) -> dict[str, Any]:
    """Say who settled the points of each criterion, went through each tender's musts, and rejected on other grounds."""
    scores: dict[str, list[dict[str, str]]] = defaultdict(list)
    settled = Score.objects.filter(tender__procurement=procurement, criterion__kind="quality")
    rows = (
        settled.values("criterion__key", "scored_by_id", "scored_by__full_name")
        .annotate(first=Min("scored_at"), last=Max("scored_at"))
        .order_by("criterion__key", "scored_by__full_name", "scored_by_id")
    )
    for row in rows:
        about = {"by": row["scored_by__full_name"], "from": _moment(row["first"]), "to": _moment(row["last"])}
        scores[row["criterion__key"]].append(about)
    reviews = MustReview.objects.filter(tender__procurement=procurement).order_by("tender__key")
    rejections = Rejection.objects.filter(tender__procurement=procurement).order_by("tender__key")
    return {
        "scores": dict(scores),
        "musts": {
            tender: {"by": by, "at": _moment(at)}
            for tender, by, at in reviews.values_list("tender__key", "reviewed_by__full_name", "reviewed_at")
        },
        "rejections": {
            tender: {"by": by, "at": _moment(at)}
            for tender, by, at in rejections.values_list(
                "tender__key", "rejected_by__full_name", "rejected_at"
            )
        },
    }


def _meetings(procurement: Procurement) -> dict[str, Any]:
    """Say of each criterion when the meeting over it was opened, by whom, and why not everybody was waited for."""
    rows = Moderation.objects.filter(criterion__procurement=procurement).order_by("criterion__key")
    found = {}
    for key, at, by, without in rows.values_list(
        "criterion__key", "opened_at", "opened_by__full_name", "without"
    ):
        found[key] = {"opened_at": _moment(at), "opened_by": by} | ({"without": without} if without else {})
    return found


def _own(procurement: Procurement) -> list[dict[str, Any]]:
    """Give what each evaluator handed in alone, criterion by criterion, with the salts and the digest in the log."""
    handed = HandIn.objects.filter(
        criterion__procurement=procurement, criterion__moderation__isnull=False
    ).order_by("criterion__key", "evaluator__full_name", "evaluator_id")
    own = OwnScore.objects.filter(criterion__procurement=procurement, criterion__moderation__isnull=False)
    lines: dict[tuple[int, int], list[OwnLine]] = defaultdict(list)
    is_told = own.aggregate(count=Count("pk"))["count"] <= MOST_OWN
    if is_told:
        fields = ("criterion_id", "evaluator_id", "tender__key", "item", "points", "reason", "salt")
        for criterion, evaluator, *rest in own.order_by("tender__key", "item").values_list(*fields):
            lines[criterion, evaluator].append(OwnLine(*rest))
    found = []
    for criterion, evaluator, key, name, at in handed.values_list(
        "criterion_id", "evaluator_id", "criterion__key", "evaluator__full_name", "handed_in_at"
    ):
        entry: dict[str, Any] = {"criterion": key, "evaluator": name, "handed_in_at": _moment(at)}
        if is_told:
            mine = lines[criterion, evaluator]
            entry |= {"digest": own_digest(mine), "scores": _scores(mine)}
        found.append(entry)
    return found


def _scores(lines: list[OwnLine]) -> list[dict[str, Any]]:
    ordered = sorted(lines, key=lambda line: (line.tender, line.item))
    return [
        {
            "tender": each.tender,
            "item": each.item,
            "points": None if each.points is None else written(each.points),
            "reason": each.reason,
            "salt": each.salt,
        }
        for each in ordered
    ]


def _dissents(procurement: Procurement) -> list[dict[str, str]]:
    rows = Dissent.objects.filter(score__tender__procurement=procurement).order_by(
        "score__criterion__key", "score__item", "score__tender__key", "evaluator__full_name", "evaluator_id"
    )
    fields = ("score__criterion__key", "score__item", "score__tender__key", "evaluator__full_name", "text")
    return [
        {
            "item": f"{criterion}/{item}" if item else criterion,
            "tender": tender,
            "evaluator": name,
            "text": text,
        }
        for criterion, item, tender, name, text in rows.values_list(*fields)
    ]
