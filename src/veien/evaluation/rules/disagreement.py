"""Where the evaluators differ, and where it matters most: what is to be talked through first in the meeting. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from veien.criteria.rules import Tree
from veien.criteria.rules.items import Item
from veien.evaluation.rules.judges import Place

Cell = tuple[Place, int]
"""An item, and the key of a tender."""


@dataclass(frozen=True, slots=True)
class Disputed:
    """One item of one tender on which own points differ.

    ``passes`` are the tenders that it stands before or behind on quality according to whether its lowest or its
    highest own points are taken; a tie counts.
    Units: ``effect`` is the spread times the item's weight in the whole: points in the sum of all criteria, or money
    where a point is worth money.
    """

    place: Place
    tender: int
    low: Decimal
    high: Decimal
    effect: Fraction
    passes: tuple[int, ...] = ()
    is_settled: bool = False

    @property
    def spread(self) -> Decimal:
        """Give how far the highest lies above the lowest."""
        return self.high - self.low


def disputed_in(
    own: Mapping[Cell, Sequence[Decimal]],
    settled: Mapping[Cell, Decimal],
    weights: Mapping[Place, Fraction],
    tenders: Sequence[int],
) -> list[Disputed]:
    """Give every item and tender on which own points differ, what matters most for the order first.

    First those on which the order on quality hangs, then by effect, the largest first. Quality is added up from what
    is settled, and from the mean of the own points where nothing is; only of items that every tender has points on.
    """
    values = {cell: _value(cell, own, settled) for cell in {*own, *settled}}
    whole = _everywhere(values, tenders)
    quality = {
        tender: sum((weights[place] * values[place, tender] for place in whole), Fraction(0))
        for tender in tenders
    }
    ladder = sorted((figure, tender) for tender, figure in quality.items())
    found = []
    for (place, tender), given in own.items():
        low, high = min(given), max(given)
        if low == high or tender not in quality:
            continue
        weight = weights[place]
        passes: tuple[int, ...] = ()
        if place in whole and weight:
            rest = quality[tender] - weight * values[place, tender]
            passes = _between(ladder, rest + weight * Fraction(low), rest + weight * Fraction(high), tender)
        effect = weight * Fraction(high - low)
        found.append(Disputed(place, tender, low, high, effect, passes, (place, tender) in settled))
    return sorted(found, key=lambda each: (not each.passes, -each.effect))


def _value(cell: Cell, own: Mapping[Cell, Sequence[Decimal]], settled: Mapping[Cell, Decimal]) -> Fraction:
    if cell in settled:
        return Fraction(settled[cell])
    return sum(map(Fraction, own[cell]), Fraction(0)) / len(own[cell])


def _everywhere(values: Iterable[Cell], tenders: Sequence[int]) -> frozenset[Place]:
    """Give the items on which every tender has points: only over these can tenders be compared."""
    counts: dict[Place, int] = {}
    competing = set(tenders)
    for place, tender in values:
        if tender in competing:
            counts[place] = counts.get(place, 0) + 1
    return frozenset(place for place, count in counts.items() if count == len(competing))


def _between(
    ladder: Sequence[tuple[Fraction, int]], low: Fraction, high: Fraction, tender: int
) -> tuple[int, ...]:
    start = bisect_left(ladder, low, key=lambda rung: rung[0])
    end = bisect_right(ladder, high, key=lambda rung: rung[0])
    return tuple(other for _figure, other in ladder[start:end] if other != tender)


def weights_in_whole(tree: Tree, items: Sequence[Item]) -> dict[Place, Fraction]:
    """Give what a point on each item is worth in the whole.

    Units: the item's weight inside its criterion times the criterion's weight in the whole, or times the money that
    its point is worth. A criterion whose weight is not set counts as one.
    """
    found: dict[Place, Fraction] = {}
    for place in tree.places():
        node = place.node
        share = node.money_per_point if node.money_per_point is not None else place.effective
        worth = Fraction(1) if share is None else Fraction(share)
        for item in items:
            if item.criterion.pk == node.pk:
                found[item.place] = worth * Fraction(item.weight)
    return found
