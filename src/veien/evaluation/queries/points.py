"""What is settled, as figures only: read whole once, and then only what the log says has changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db.models import BigIntegerField, F, QuerySet
from django.db.models.functions import Cast, Round

from veien.audit.queries import entries_since
from veien.criteria.queries import Criterion
from veien.evaluation.models import Score
from veien.road.queries import Procurement, stamp_of
from veien.tenders.queries import Tender

Key = tuple[int, str]
"""The key of a criterion, and the reference of a requirement in it, or nothing."""

SETTLING = frozenset({"evaluation.scores_settled", "evaluation.agreed_taken_over"})
"""The entries that name what was settled, tender by tender and item by item."""
LEAVING = frozenset(
    f"evaluation.{deed}"
    for deed in (
        "musts_judged",
        "own_scores_kept",
        "own_scores_handed_in",
        "own_scores_taken_back",
        "moderation_opened",
        "assigned",
        "unassigned",
        "assignments_set",
        "assigned_by_competence",
        "competences_set",
        "note_kept",
        "meeting_planned",
        "meeting_changed",
        "meeting_removed",
        "minutes_written",
        "tender_rejected",
        "rejection_undone",
        "quality_locked",
        "quality_taken_up",
        "price_opening_asked",
        "prices_opened",
        "record_kept",
        "question_proposed",
        "question_sent",
        "question_dropped",
        "question_answered",
        "price_asking_withdrawn",
    )
)
"""The entries after which everything settled stands as it stood. After any other all is read again."""
BEHIND = ("requirements", "criteria", "competition", "tenders")
"""The rooms in which nothing may have been written, or all is read again."""
_MOST_ENTRIES, _MOST_ROWS = 100, 1000


@dataclass(frozen=True)
class Points:
    """All that is settled in a procurement, by the key of the tender and by that of the item."""

    by_tender: Mapping[int, Mapping[Key, Decimal]]

    def counts(self) -> dict[int, int]:
        """Count, for each tender, the items that have points."""
        return {tender: len(given) for tender, given in self.by_tender.items()}


@dataclass(frozen=True)
class _Seen:
    """Points as they stood at an entry of the log."""

    behind: tuple[int, ...]
    number: int
    points: Points


_SEEN: dict[Any, _Seen] = {}
_MOST_SEEN = 8


def points_of(procurement: Procurement) -> Points:
    """Give all that is settled. One query inside a transaction; else two, and a third where something was settled.

    What was read before is taken over as far as the log says that it stands. The stamp is read before the rows, so that
    what is kept may be newer than its stamp, never older.
    """
    stamp = stamp_of(procurement, (*BEHIND, "evaluation"))
    if stamp is None:
        return read_points(procurement)
    behind, number = stamp[:-1], stamp[-1]
    seen = _SEEN.get(procurement.public_id)
    points = None
    if seen is not None and seen.behind == behind:
        points = seen.points if seen.number == number else refreshed(procurement, seen.points, seen.number)
    if points is None:
        points = read_points(procurement)
    if procurement.public_id not in _SEEN and len(_SEEN) >= _MOST_SEEN:
        _SEEN.clear()
    _SEEN[procurement.public_id] = _Seen(behind, number, points)
    return points


def counts_of(procurement: Procurement) -> dict[int, int] | None:
    """Give how many items each tender has points on, where that need not be counted: when the points are kept."""
    if procurement.public_id not in _SEEN or stamp_of(procurement, ()) is None:
        return None
    return points_of(procurement).counts()


def read_points(procurement: Procurement) -> Points:
    """Read all that is settled. One query."""
    # Asked so, no table is joined to twenty thousand rows.
    tenders = Tender.objects.filter(procurement=procurement).values("pk")
    criteria = Criterion.objects.filter(procurement=procurement, kind="quality").values("pk")
    return Points(_by_tender(Score.objects.filter(tender__in=tenders, criterion__in=criteria)))


def refreshed(procurement: Procurement, points: Points, since: int) -> Points | None:
    """Read again what the log says was settled after an entry; None where it does not say enough, or rows are gone.

    Two queries at most, and one more for each criterion that was settled on.
    """
    entries = entries_since(procurement.public_id, since, room="evaluation", most=_MOST_ENTRIES)
    if len(entries) == _MOST_ENTRIES:
        return None
    settled = _settled_in(entries)
    if settled is None:
        return None
    by_tender = dict(points.by_tender)
    for criterion, places in settled.items():
        rows = Score.objects.filter(
            tender__procurement=procurement,
            criterion__key=criterion,
            tender__key__in={tender for tender, _item in places},
            item__in={item for _tender, item in places},
        )
        found = _by_tender(rows)
        if sum(map(len, found.values())) < len(places):
            return None
        for tender, given in found.items():
            by_tender[tender] = {**by_tender.get(tender, {}), **given}
    return Points(by_tender)


def _settled_in(entries: Iterable[tuple[str, Any]]) -> dict[str, set[tuple[str, str]]] | None:
    """Gather which scores entries name; None where one says neither what it settled nor that all stands."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for action, content in entries:
        if action in LEAVING:
            continue
        if action not in SETTLING:
            return None
        try:
            found[content["key"]] |= {(each["tender"], each["item"]) for each in content["scores"]}
        except (KeyError, TypeError):
            return None
    return None if sum(map(len, found.values())) > _MOST_ROWS else found


def _by_tender(rows: QuerySet[Score]) -> dict[int, dict[Key, Decimal]]:
    """Read points as whole thousandths: turning every figure into a decimal would take longer than all the rest."""
    found: dict[int, dict[Key, Decimal]] = defaultdict(dict)
    for tender, criterion, item, points in rows.values_list(
        "tender_id", "criterion_id", "item", _Thousandths()
    ):
        found[tender][criterion, item] = _decimal(points)
    return dict(found)


class _Thousandths(Cast):
    """The points as whole thousandths, taken as the database gives them."""

    def __init__(self) -> None:
        super().__init__(Round(F("points") * 1000), BigIntegerField())

    def get_db_converters(self, connection: Any) -> list[Any]:
        return []


@lru_cache(maxsize=4096)
def _decimal(thousandths: int) -> Decimal:
    return Decimal(thousandths).scaleb(-3)
