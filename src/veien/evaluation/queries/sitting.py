"""The meeting as a whole, read once: who has handed in, what is open, own points, what is settled, and what differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

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
from veien.evaluation.queries.scoring import settled_keys
from veien.evaluation.queries.standing import standing_of
from veien.evaluation.rules import Standing
from veien.evaluation.rules.agreement import Agreement, agreement_on
from veien.evaluation.rules.disagreement import Cell, Disputed, disputed_in, weights_in_whole
from veien.evaluation.rules.moderation import agreed_points
from veien.road.queries import Procurement


@dataclass(frozen=True)
class Sitting:
    """All that the meeting knows. Own points are only of criteria whose meeting is open."""

    standing: Standing
    judges: Judges
    handed: Mapping[int, Mapping[int, datetime]]
    gatherings: Sequence[Gathering]
    own: OwnPoints
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
        competing = [each.pk for each in self.standing.competing]
        there = set(competing)
        own = {cell: list(each.values()) for cell, each in self.own.items() if cell[1] in there}
        found = disputed_in(
            own, self.settled, weights_in_whole(self.standing.tree, self.standing.items), competing
        )
        return [each for each in found if criterion in (None, each.place[0])]

    def agreement(self, criterion: int) -> Agreement:
        """Say how far evaluators agree on one criterion, over all that is judged under it."""
        competing = {each.pk for each in self.standing.competing}
        given: dict[str, dict[str, Decimal]] = {}
        for (place, tender), each in self.own.items():
            if place[0] == criterion and tender in competing:
                for person, points in each.items():
                    given.setdefault(str(person), {})[f"{place[1]}/{tender}"] = points
        return agreement_on(given)

    def agreed_count(self, criterion: int) -> int:
        """Count what is not settled and on which all gave the same points."""
        competing = {each.pk for each in self.standing.competing}
        count = 0
        for cell, given in self.own.items():
            place, tender = cell
            if place[0] != criterion or tender not in competing or cell in self.settled:
                continue
            waited = sum(each.pk in self.handed.get(criterion, {}) for each in self.judges.get(place, ()))
            count += agreed_points(list(given.values()), waited) is not None
        return count


def sitting_of(procurement: Procurement, standing: Standing | None = None) -> Sitting:
    """Read the meeting. Six queries with the standing in hand, whatever the number of items, tenders and people."""
    standing = standing or standing_of(procurement)
    judges = judges_by_place(procurement, standing)
    handed = handed_in_of(procurement)
    keys = settled_keys(procurement)
    return Sitting(
        standing=standing,
        judges=judges,
        handed=handed,
        gatherings=gatherings_of(standing, judges, handed, opened_of(procurement), keys),
        own=own_points_of(procurement, judges, handed),
        settled={((criterion, item), tender): points for (tender, criterion, item), points in keys.items()},
    )
