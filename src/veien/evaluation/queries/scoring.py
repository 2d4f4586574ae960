"""Points and reasons: of one criterion, of one tender, and all of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Count

from veien.criteria.queries import Criterion, Item, requirements_of_leaf
from veien.evaluation.models import Dissent, Score
from veien.evaluation.rules import Standing, TenderStanding
from veien.requirements.queries import RequirementRow
from veien.road.queries import Procurement
from veien.tenders.queries import AnswerRow, answers_of_requirements

Place = tuple[int, str]
"""The key of a tender, and the item: the reference of a requirement, empty for a criterion judged as a whole."""


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """The points that a tender gets on a criterion, with the reason, who settled them and when."""

    tender_id: int
    criterion_id: int
    item: str
    points: Decimal
    reason: str
    by: str
    at: datetime
    revision: int


_FIELDS = (
    "tender_id",
    "criterion_id",
    "item",
    "points",
    "reason",
    "scored_by__full_name",
    "scored_at",
    "revision",
)


def scores_of_leaf(criterion: Criterion, item: str = "") -> dict[int, ScoreRow]:
    """Give what is settled on one criterion, or on one requirement in it, by the tender's key. One query."""
    rows = Score.objects.filter(criterion=criterion, item=item).values_list(*_FIELDS)
    return {row[0]: ScoreRow(*row) for row in rows}


def scores_on(criterion: Criterion, *, item: str | None = None) -> dict[Place, ScoreRow]:
    """Give all that is settled on a criterion, or on one item in it, by tender and item. One query."""
    rows = Score.objects.filter(criterion=criterion)
    if item is not None:
        rows = rows.filter(item=item)
    return {(row[0], row[2]): ScoreRow(*row) for row in rows.values_list(*_FIELDS)}


@dataclass(frozen=True, slots=True)
class DissentRow:
    """Who does not share what was settled, and the words."""

    evaluator: int
    name: str
    text: str


def dissents_on(criterion: Criterion) -> dict[Place, list[DissentRow]]:
    """Give the dissents on a criterion by tender and item, by name. One query."""
    found: dict[Place, list[DissentRow]] = defaultdict(list)
    rows = Dissent.objects.filter(score__criterion=criterion).order_by("evaluator__full_name", "evaluator_id")
    fields = ("score__tender_id", "score__item", "evaluator_id", "evaluator__full_name", "text")
    for tender, item, *rest in rows.values_list(*fields):
        found[tender, item].append(DissentRow(*rest))
    return dict(found)


def scores_of(procurement: Procurement) -> dict[tuple[int, int, str], ScoreRow]:
    """Give all that is settled by the keys of tender and criterion, and the item. One query."""
    rows = Score.objects.filter(tender__procurement=procurement, criterion__kind="quality")
    return {(row[0], row[1], row[2]): ScoreRow(*row) for row in rows.values_list(*_FIELDS)}


def unscored_by_leaf(procurement: Procurement, standing: Standing) -> dict[int, list[TenderStanding]]:
    """Give the tenders that compete and have no points on a criterion, by the criterion's key. One query."""
    given = set(
        Score.objects.filter(tender__procurement=procurement).values_list("tender_id", "criterion_id", "item")
    )
    found: dict[int, list[TenderStanding]] = defaultdict(list)
    for item in standing.items:
        for tender in standing.competing:
            if (tender.pk, *item.place) not in given and tender not in found[item.criterion.pk]:
                found[item.criterion.pk].append(tender)
    return dict(found)


@dataclass(frozen=True, slots=True)
class AnsweredRow:
    """One requirement of a criterion with the answers of all tenders that are scored, in their order."""

    requirement: RequirementRow
    answers: tuple[AnswerRow | None, ...]


def answers_on(
    procurement: Procurement,
    criterion: Criterion,
    tenders: tuple[TenderStanding, ...],
    *,
    only: int | None = None,
) -> list[AnsweredRow]:
    """Give the tenders' answers to the requirements of a criterion, or to one of them, side by side. Three queries."""
    requirements = [row for row in requirements_of_leaf(criterion) if only in (None, row.pk)]
    if not requirements:
        return []
    given = answers_of_requirements(procurement, [row.pk for row in requirements])
    keys = [each.pk for each in tenders]
    return [AnsweredRow(row, tuple(map(given.get(row.pk, {}).get, keys))) for row in requirements]


@dataclass(frozen=True, slots=True)
class LeafScores:
    """One item with every tender's score, in the order of the tenders; None where there is none yet."""

    item: Item
    scores: tuple[ScoreRow | None, ...]
    left: int


def score_matrix(procurement: Procurement, standing: Standing) -> list[LeafScores]:
    """Give every item with the scores of all tenders. One query."""
    given = scores_of(procurement)
    return [
        LeafScores(
            item,
            tuple(given.get((tender.pk, *item.place)) for tender in standing.tenders),
            sum((tender.pk, *item.place) not in given for tender in standing.competing),
        )
        for item in standing.items
    ]


@dataclass(frozen=True, slots=True)
class TenderReasons:
    """One tender with its points and reasons, item by item."""

    tender: TenderStanding
    scores: tuple[tuple[Item, ScoreRow], ...]


def reasons_of(procurement: Procurement, standing: Standing) -> list[TenderReasons]:
    """Give every tender's reasons by item. One query."""
    given = scores_of(procurement)
    return [
        TenderReasons(
            tender,
            tuple(
                (item, given[tender.pk, *item.place])
                for item in standing.items
                if (tender.pk, *item.place) in given
            ),
        )
        for tender in standing.tenders
    ]


def scored_pairs(procurement: Procurement) -> list[tuple[UUID, UUID]]:
    """Give which tender has points on which criterion, by their public ids. One query."""
    rows = Score.objects.filter(tender__procurement=procurement, criterion__kind="quality")
    return list(rows.order_by("pk").values_list("tender__public_id", "criterion__public_id"))


def reason_counts(procurement: Procurement) -> list[tuple[UUID, str, str, int]]:
    """Give each tender that has reasons: public id, short name, firm, and how many. One query."""
    rows = Score.objects.filter(tender__procurement=procurement, criterion__kind="quality")
    counted = rows.values_list("tender__public_id", "tender__key", "tender__name").annotate(count=Count("pk"))
    return sorted(counted, key=lambda row: (len(row[1]), row[1]))
