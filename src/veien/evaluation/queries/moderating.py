"""What the meeting reads: who has handed in, whether it is open, and then everybody's own points side by side.

Nothing here gives an own score of a criterion whose meeting is not opened.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from veien.criteria.queries import Criterion, Node
from veien.evaluation.models import HandIn, Moderation, OwnScore
from veien.evaluation.queries.judges import judges_by_place
from veien.evaluation.queries.points import BEHIND, Points
from veien.evaluation.queries.scoring import Place
from veien.evaluation.queries.standing import standing_of
from veien.evaluation.rules import Standing
from veien.evaluation.rules.judges import Evaluator
from veien.evaluation.rules.judges import Place as ItemPlace
from veien.evaluation.rules.moderation import agreed_points, judging
from veien.road.queries import Procurement, stamp_of
from veien.road.rules.keeping import Kept

Judges = Mapping[ItemPlace, Sequence[Evaluator]]
Handed = Mapping[int, Mapping[int, datetime]]
"""When who handed in, by the key of the criterion and that of the evaluator."""


@dataclass(frozen=True, slots=True)
class Own:
    """What one evaluator gave a tender alone, as the meeting reads it."""

    evaluator: int
    name: str
    points: Decimal
    reason: str
    salt: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One tender on one item: what those who judge it and have handed in gave, by name.

    Shape: ``judges`` counts those whose points are waited for: all who judge the item and have handed in.
    """

    own: tuple[Own, ...]
    judges: int

    @property
    def agreed(self) -> Decimal | None:
        """Give the points that all of them gave, if they gave the same."""
        return agreed_points([each.points for each in self.own], self.judges)

    @property
    def spread(self) -> Decimal:
        """Give how far the highest lies above the lowest."""
        given = [each.points for each in self.own]
        return max(given) - min(given) if given else Decimal(0)


def shown_on(
    procurement: Procurement,
    criterion: Criterion,
    *,
    standing: Standing | None = None,
    judges: Judges | None = None,
    item: str | None = None,
) -> dict[Place, Shown]:
    """Give all own points on a criterion by tender and item, once its meeting is opened; before that nothing.

    Shape: only of those who judge the item and have handed in: a draft is nobody's judgement. With ``item`` only on
    that one. Two queries with the judges in hand.
    """
    if judges is None:
        judges = judges_by_place(procurement, standing or standing_of(procurement))
    handed = set(HandIn.objects.filter(criterion=criterion).values_list("evaluator_id", flat=True))
    rows = OwnScore.objects.filter(
        criterion=criterion, criterion__moderation__isnull=False, points__isnull=False
    )
    if item is not None:
        rows = rows.filter(item=item)
    given: dict[Place, list[Own]] = defaultdict(list)
    fields = ("tender_id", "item", "evaluator_id", "evaluator__full_name", "points", "reason", "salt")
    for tender, ref, *own in rows.order_by("evaluator__full_name", "evaluator_id").values_list(*fields):
        given[tender, ref].append(Own(*own))
    found = {}
    for (tender, ref), each_own in given.items():
        counted = {each.pk for each in judges.get((criterion.pk, ref), ())} & handed
        mine = tuple(each for each in each_own if each.evaluator in counted)
        if mine:
            found[tender, ref] = Shown(mine, len(counted))
    return found


def handed_in_of(procurement: Procurement) -> dict[int, dict[int, datetime]]:
    """Give who has handed in when, by the keys of criterion and evaluator. One query."""
    found: dict[int, dict[int, datetime]] = defaultdict(dict)
    rows = HandIn.objects.filter(criterion__procurement=procurement)
    for criterion, person, at in rows.values_list("criterion_id", "evaluator_id", "handed_in_at"):
        found[criterion][person] = at
    return dict(found)


@dataclass(frozen=True, slots=True)
class Opened:
    """A meeting that is open: since when, by whom, and why it did not wait for everybody."""

    at: datetime
    by: str
    without: str


def opened_of(procurement: Procurement) -> dict[int, Opened]:
    """Give the meetings that are open, by the key of the criterion. One query."""
    rows = Moderation.objects.filter(criterion__procurement=procurement)
    fields = ("criterion_id", "opened_at", "opened_by__full_name", "without")
    return {key: Opened(at, by, without) for key, at, by, without in rows.values_list(*fields)}


OwnPoints = dict[tuple[ItemPlace, int], dict[int, Decimal]]
"""Points by item and tender, and then by evaluator."""
_OWN_KEPT: Kept[OwnPoints] = Kept(most=4)


def own_points_of(procurement: Procurement, judges: Judges, handed: Handed) -> OwnPoints:
    """Give all own points, without reasons, on the criteria whose meeting is open. One query.

    Shape: only of those who judge the item and have handed in. Not to be changed: outside a transaction they are kept,
    for once a meeting is open they stand still. Then it takes two queries, and a third when they are read anew.
    """
    counted = {
        place: frozenset(each.pk for each in people if each.pk in handed.get(place[0], {}))
        for place, people in judges.items()
    }
    behind = stamp_of(procurement, BEHIND)
    if behind is None:
        return _read_own(procurement, counted)
    opened = Moderation.objects.filter(criterion__procurement=procurement).order_by("pk")
    stamp = (behind, tuple(opened.values_list("pk", flat=True)), tuple(sorted(counted.items())))
    return _OWN_KEPT.given(procurement.public_id, stamp, lambda: _read_own(procurement, counted))


def _read_own(procurement: Procurement, counted: Mapping[ItemPlace, frozenset[int]]) -> OwnPoints:
    rows = OwnScore.objects.filter(
        criterion__procurement=procurement, criterion__moderation__isnull=False, points__isnull=False
    )
    found: OwnPoints = defaultdict(dict)
    for criterion, item, tender, person, points in rows.values_list(
        "criterion_id", "item", "tender_id", "evaluator_id", "points"
    ):
        place = (criterion, item)
        if points is not None and person in counted.get(place, ()):
            found[place, tender][person] = points
    return dict(found)


@dataclass(frozen=True, slots=True)
class Gathering:
    """How far one criterion has come: who judges it, who has handed in, whether the group has met and settled."""

    leaf: Node
    judges: tuple[Evaluator, ...]
    handed: tuple[Evaluator, ...]
    opened: Opened | None
    settled: int
    wanted: int

    @property
    def lacking(self) -> tuple[Evaluator, ...]:
        """Give those who judge it and have not handed in."""
        return tuple(each for each in self.judges if each not in self.handed)

    @property
    def left(self) -> int:
        """Count what still has to be settled."""
        return max(0, self.wanted - self.settled)

    @property
    def is_ready(self) -> bool:
        """Tell whether the meeting can be opened without anybody lacking."""
        return self.opened is None and bool(self.judges) and not self.lacking


def gatherings_of(
    standing: Standing,
    judges: Judges,
    handed: Handed,
    opened: Mapping[int, Opened],
    settled: Points,
) -> list[Gathering]:
    """Say how far each criterion has come, in the order of the tree. No query."""
    competing = [each.pk for each in standing.competing]
    wanted = Counter(item.criterion.pk for item in standing.items)
    there: Counter[int] = Counter()
    for tender in competing:
        given = settled.by_tender.get(tender, {})
        there.update(item.criterion.pk for item in standing.items if item.place in given)
    found = []
    for leaf in standing.leaves:
        people = judging(leaf.pk, judges)
        found.append(
            Gathering(
                leaf=leaf,
                judges=people,
                handed=tuple(each for each in people if each.pk in handed.get(leaf.pk, {})),
                opened=opened.get(leaf.pk),
                settled=there[leaf.pk],
                wanted=wanted[leaf.pk] * len(competing),
            )
        )
    return found
