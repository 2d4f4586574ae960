"""The meeting as a whole, read once: who has handed in, what is open, own points, what is settled, and what differs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from veien.criteria.queries import Item
from veien.evaluation.queries.judges import judges_by_place
from veien.evaluation.queries.moderating import (
    Gathering,
    Judges,
    OwnPoints,
    gatherings_of,
    handed_in_of,
    opened_of,
    own_points_of,
)
from veien.evaluation.queries.points import Points, points_of
from veien.evaluation.queries.standing import standing_of
from veien.evaluation.rules import Standing
from veien.evaluation.rules.agreement import Agreement, agreement_on
from veien.evaluation.rules.disagreement import (
    Cell,
    Disputed,
    Range,
    disputed_among,
    ranges_of,
    weights_in_whole,
)
from veien.road.queries import Procurement
from veien.road.rules.keeping import Kept


@dataclass(frozen=True)
class Sitting:
    """All that the meeting knows. Own points are only of criteria whose meeting is open."""

    key: UUID
    standing: Standing
    judges: Judges
    handed: Mapping[int, Mapping[int, datetime]]
    gatherings: Sequence[Gathering]
    own: OwnPoints
    ranges: Mapping[Cell, Range]
    settled: Mapping[Cell, Decimal]

    def gathering(self, criterion: int) -> Gathering:
        """Give how far one criterion has come.

        Raises: KeyError if it is no criterion that gets points.
        """
        found = next((each for each in self.gatherings if each.leaf.pk == criterion), None)
        if found is None:
            raise KeyError(criterion)
        return found

    def items_of(self, criterion: int) -> tuple[Item, ...]:
        """Give what gets points under one criterion."""
        return tuple(each for each in self.standing.items if each.criterion.pk == criterion)

    def disputed(self, criterion: int | None = None) -> list[Disputed]:
        """Give where own points differ, what matters most first; of one criterion or of all."""
        competing = tuple(each.pk for each in self.standing.competing)
        tree, items = self.standing.tree, self.standing.items
        found = _DISPUTED.given(
            self.key,
            (_Same(self.ranges), _Same(self.settled), _Same(tree), _Same(items), competing),
            lambda: disputed_among(self.ranges, self.settled, weights_in_whole(tree, items), competing),
        )
        return [each for each in found if criterion in (None, each.place[0])]

    def agreement(self, criterion: int) -> Agreement:
        """Say how far evaluators agree on one criterion, over all that is judged under it."""
        competing = frozenset(each.pk for each in self.standing.competing)
        stamp = (_Same(self.own), competing)
        return _AGREED.given((self.key, criterion), stamp, lambda: self._agreement(criterion, competing))

    def _agreement(self, criterion: int, competing: frozenset[int]) -> Agreement:
        given: dict[int, dict[str, Decimal]] = defaultdict(dict)
        for (place, tender), each in self.own.items():
            if place[0] == criterion and tender in competing:
                unit = f"{place[1]}/{tender}"
                for person, points in each.items():
                    given[person][unit] = points
        return agreement_on({str(person): each for person, each in given.items()})

    def agreed_count(self, criterion: int) -> int:
        """Count what is not settled and on which all gave the same points."""
        competing = {each.pk for each in self.standing.competing}
        handed = self.handed.get(criterion, {})
        waited = {
            place: sum(each.pk in handed for each in people)
            for place, people in self.judges.items()
            if place[0] == criterion
        }
        return sum(
            each.low == each.high and each.count >= waited.get(place, 0)
            for (place, tender), each in self.ranges.items()
            if place[0] == criterion and tender in competing and (place, tender) not in self.settled
        )


class _Same:
    """Something that is the same only as itself: for what is never changed, but read anew where it must be."""

    def __init__(self, thing: object) -> None:
        self.thing = thing

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.thing is other.thing

    def __hash__(self) -> int:
        return id(self.thing)


_RANGES: Kept[dict[Cell, Range]] = Kept(most=4)
_SETTLED: Kept[dict[Cell, Decimal]] = Kept(most=4)
_DISPUTED: Kept[list[Disputed]] = Kept(most=4)
_AGREED: Kept[Agreement] = Kept(most=64)


def sitting_of(procurement: Procurement, standing: Standing | None = None) -> Sitting:
    """Read the meeting. Seven queries with the standing in hand, whatever the number of items, tenders and people.

    What is reckoned from own points is kept for as long as these very points are: see ``own_points_of``. What hangs on
    the settled points as well is reckoned again when one of them has changed.
    """
    standing = standing or standing_of(procurement)
    judges = judges_by_place(procurement, standing)
    handed = handed_in_of(procurement)
    points = points_of(procurement)
    own = own_points_of(procurement, judges, handed)
    key = procurement.public_id
    return Sitting(
        key=key,
        standing=standing,
        judges=judges,
        handed=handed,
        gatherings=gatherings_of(standing, judges, handed, opened_of(procurement), points),
        own=own,
        ranges=_RANGES.given(key, _Same(own), lambda: _ranges(own)),
        settled=_SETTLED.given(key, _Same(points), lambda: _settled(points)),
    )


def _ranges(own: OwnPoints) -> dict[Cell, Range]:
    return ranges_of({cell: each.values() for cell, each in own.items()})


def _settled(points: Points) -> dict[Cell, Decimal]:
    return {
        (place, tender): given for tender, each in points.by_tender.items() for place, given in each.items()
    }
