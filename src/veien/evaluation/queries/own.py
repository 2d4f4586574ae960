"""What one evaluator gives alone. Every read here takes the evaluator, and gives nobody else's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Case, QuerySet, Value, When

from veien.criteria.queries import Criterion
from veien.evaluation.models import HandIn, Moderation, OwnScore
from veien.evaluation.rules.own import Cell, OwnLine, is_whole

if TYPE_CHECKING:
    from veien.people.queries import User


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One evaluator's own points and reason for one tender on one item, as they are kept."""

    tender_id: int
    tender: str
    item: str
    points: Decimal | None
    reason: str
    revision: int
    changed_at: datetime
    salt: str

    @property
    def line(self) -> OwnLine:
        """Give what goes into the digest."""
        return OwnLine(self.tender, self.item, self.points, self.reason, self.salt)

    @property
    def is_whole(self) -> bool:
        """Tell whether it has both points and a reason."""
        return is_whole(self.points, self.reason)


_FIELDS = (
    "tender_id",
    "tender__key",
    "item",
    "points",
    "reason",
    "revision",
    "changed_at",
    "salt",
)


def own_rows(criterion: Criterion, user: User) -> dict[Cell, OwnRow]:
    """Give what one evaluator has kept on a criterion, by tender and item. One query."""
    rows = OwnScore.objects.filter(criterion=criterion, evaluator=user).values_list(*_FIELDS)
    return {(row[0], row[2]): OwnRow(*row) for row in rows}


def own_rows_on(criterion: Criterion, item: str, user: User) -> dict[Cell, OwnRow]:
    """Give what one evaluator has kept on one item, by tender and item. One query."""
    mine = OwnScore.objects.filter(criterion=criterion, item=item, evaluator=user)
    return {(row[0], row[2]): OwnRow(*row) for row in mine.values_list(*_FIELDS)}


def handed_in_at(criterion: Criterion, user: User) -> datetime | None:
    """Tell when an evaluator handed in on a criterion, or None. One query."""
    mine = HandIn.objects.filter(criterion=criterion, evaluator=user)
    return mine.values_list("handed_in_at", flat=True).first()


def is_opened(criterion: Criterion) -> bool:
    """Tell whether the meeting over a criterion is opened. One query."""
    return Moderation.objects.filter(criterion=criterion).exists()


def marks_of(criterion: Criterion, user: User) -> dict[Cell, tuple[Decimal | None, bool]]:
    """Give one evaluator's points on a criterion, and whether there is a reason; without the reasons. One query."""
    rows = OwnScore.objects.filter(criterion=criterion, evaluator=user).annotate(
        has_reason=Case(When(reason="", then=Value(False)), default=Value(True))
    )
    found = rows.values_list("tender_id", "item", "points", "has_reason")
    return {(tender, item): (points, has_reason) for tender, item, points, has_reason in found}


def own_rows_of_tender(tender_pk: int, user: User) -> dict[tuple[int, str], OwnRow]:
    """Give what one evaluator has kept on one tender, by criterion and item. One query."""
    rows = OwnScore.objects.filter(tender=tender_pk, evaluator=user)
    return {row[0]: OwnRow(*row[1:]) for row in _placed(rows)}


def _placed(rows: QuerySet[OwnScore]) -> Iterator[tuple[Any, ...]]:
    for criterion, *rest in rows.values_list("criterion_id", *_FIELDS):
        yield ((criterion, rest[2]), *rest)
