"""Where the evaluators differ, and where it matters most: what is to be talked through first in the meeting. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import lcm

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


@dataclass(frozen=True, slots=True)
class Range:
    """What the own points on one item of one tender come to, however often they are looked at.

    Units: ``total`` is their sum in thousandths.
    """

    low: Decimal
    high: Decimal
    total: int
    count: int


def ranges_of(own: Mapping[Cell, Collection[Decimal]]) -> dict[Cell, Range]:
    """Say from where to where own points go, item by item and tender by tender."""
    return {
        cell: Range(min(given), max(given), sum(map(_thousandths, given)), len(given))
        for cell, given in own.items()
    }


def disputed_in(
    own: Mapping[Cell, Collection[Decimal]],
    settled: Mapping[Cell, Decimal],
    weights: Mapping[Place, Fraction],
    tenders: Sequence[int],
) -> list[Disputed]:
    """Give every item and tender on which own points differ, what matters most for the order first."""
    return disputed_among(ranges_of(own), settled, weights, tenders)


def disputed_among(
    ranges: Mapping[Cell, Range],
    settled: Mapping[Cell, Decimal],
    weights: Mapping[Place, Fraction],
    tenders: Sequence[int],
) -> list[Disputed]:
    """Give every item and tender on which own points differ, what matters most for the order first.

    First those on which the order on quality hangs, then by effect, the largest first. Quality is added up from what
    is settled, and from the mean of the own points where nothing is; only of items that every tender has points on.
    """
    ranges = {cell: each for cell, each in ranges.items() if cell[0] in weights}
    settled = {cell: points for cell, points in settled.items() if cell[0] in weights}
    values, parts = _whole_values(ranges, settled)
    shares, over = _whole_weights(weights)
    whole = _everywhere(values, tenders)
    quality = {tender: sum(shares[place] * values[place, tender] for place in whole) for tender in tenders}
    ladder = sorted((figure, tender) for tender, figure in quality.items())
    rungs, others = [figure for figure, _tender in ladder], [tender for _figure, tender in ladder]
    found: list[tuple[int, Disputed]] = []
    exact: dict[int, Fraction] = {}
    for cell, each in ranges.items():
        (place, tender), low, high = cell, each.low, each.high
        if low == high or tender not in quality:
            continue
        weight, least, most = shares[place], _thousandths(low), _thousandths(high)
        effect = weight * (most - least)
        if effect not in exact:
            exact[effect] = Fraction(effect, over * 1000)
        passes: tuple[int, ...] = ()
        if place in whole and weight:
            rest = quality[tender] - weight * values[cell]
            start = bisect_left(rungs, rest + weight * least * parts)
            end = bisect_right(rungs, rest + weight * most * parts)
            passes = tuple(other for other in others[start:end] if other != tender)
        found.append((effect, Disputed(place, tender, low, high, exact[effect], passes, cell in settled)))
    return [each for effect, each in sorted(found, key=lambda one: (not one[1].passes, -one[0]))]


def _whole_values(
    ranges: Mapping[Cell, Range], settled: Mapping[Cell, Decimal]
) -> tuple[dict[Cell, int], int]:
    """Give what each cell counts as, as whole numbers of thousandths and a part of them that all means share."""
    parts = lcm(*{each.count for each in ranges.values()})
    values = {cell: each.total * (parts // each.count) for cell, each in ranges.items()}
    values |= {cell: _thousandths(points) * parts for cell, points in settled.items()}
    return values, parts


def _whole_weights(weights: Mapping[Place, Fraction]) -> tuple[dict[Place, int], int]:
    over = lcm(*{weight.denominator for weight in weights.values()})
    return {place: weight.numerator * (over // weight.denominator) for place, weight in weights.items()}, over


@lru_cache(maxsize=4096)
def _thousandths(points: Decimal) -> int:
    """Give points as whole thousandths; no points have more decimals."""
    return int(points.scaleb(3))


def _everywhere(values: Iterable[Cell], tenders: Sequence[int]) -> frozenset[Place]:
    """Give the items on which every tender has points: only over these can tenders be compared."""
    counts: dict[Place, int] = {}
    competing = set(tenders)
    for place, tender in values:
        if tender in competing:
            counts[place] = counts.get(place, 0) + 1
    return frozenset(place for place, count in counts.items() if count == len(competing))


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
