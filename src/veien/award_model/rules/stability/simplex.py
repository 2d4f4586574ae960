"""Exact shares of all weights of one, two and three leaves, by geometry.

The weights of three leaves fill a triangle, those of two a line. Where another tender draws level with ours runs
a straight cut. Along a cut, and along the side of the triangle, one can count who is ahead without a gap; what
lies between the cuts then follows as in surveying: the area of a plot from a walk around it (Green's theorem).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from veien.award_model.rules.stability.field import Field, Lead, smallest
from veien.award_model.rules.stability.sums import Figure, Sum

MOST_LEAVES = 3
MOST_TENDERS = 50  # with three leaves the work grows with the cube of their number

_CORNERS: tuple[Lead, ...] = ((1, 0, 0), (0, 1, 0), (0, 0, 1))


class Place(NamedTuple):
    """How much of all weights gives a tender each rank, and the mean of the weights that make it first."""

    shares: list[Figure]
    centre: list[Fraction] | None


class Piece(NamedTuple):
    """A part of a way from 0 to 1 on which the same number of others is ahead."""

    start: Fraction
    end: Fraction
    ahead: int

    @property
    def length(self) -> Fraction:
        """How much of the way this is."""
        return self.end - self.start


class Way(NamedTuple):
    """A straight way through the triangle with the side that lies to its left, and what it bounds there.

    ``area`` is that of the triangle between the third corner and the whole way, as a share of all weights.
    """

    start: Lead
    end: Lead
    whole: int
    area: Fraction
    pieces: list[Piece]
    is_cut: bool


def place_of(field: Field, index: int) -> Place:
    """Give a tender's share of every rank, and its central weights, for one to three leaves.

    Those who have the same points everywhere share the best rank; other ties have no area.

    Source: areas and centroids of polygons; derived here, held against sampling by a test.
    """
    leads = [lead for lead in field.leads_over(index) if any(lead)]
    ranks = len(field.tenders)
    if len(field.leaves) == 1:
        return _place_on_point(leads, ranks)
    return _place_on_line(leads, ranks) if len(field.leaves) == 2 else _place_in_triangle(leads, ranks)


def _place_on_point(leads: Sequence[Lead], ranks: int) -> Place:
    """One leaf has all the weight: there is nothing to vary."""
    ahead = sum(lead[0] > 0 for lead in leads)
    shares = [Figure(Fraction(int(rank == ahead))) for rank in range(ranks)]
    return Place(shares, None if ahead else [Fraction(1)])


def _place_on_line(leads: Sequence[Lead], ranks: int) -> Place:
    sums = [Sum() for _ in range(ranks)]
    middle = Fraction(0)
    for piece in pieces_of([(lead[0], lead[1]) for lead in leads]):
        sums[piece.ahead].add(piece.length)
        if piece.ahead == 0:
            middle += piece.length * (piece.start + piece.end) / 2
    shares = [each.figure() for each in sums]
    first = shares[0].value
    return Place(shares, [1 - middle / first, middle / first] if first else None)


def _place_in_triangle(leads: Sequence[Lead], ranks: int) -> Place:
    sums = [Sum() for _ in range(ranks + 1)]
    moments = [Sum() for _ in range(MOST_LEAVES)]
    is_ever_first = False
    for way in _ways(leads):
        for piece in way.pieces:
            area = way.area * piece.length
            sums[piece.ahead].add(area)
            if way.is_cut:
                sums[piece.ahead + 1].add(-area)
            if piece.ahead == 0:
                is_ever_first = True
                for corner, moment in enumerate(moments):
                    moment.add(area * _three_corners(way, piece, corner) / 3)
    shares = [each.figure() for each in sums[:ranks]]
    if not is_ever_first:
        return Place([Figure(Fraction(0)), *shares[1:]], None)
    return Place(shares, [moment.figure().value / shares[0].value for moment in moments])


def _three_corners(way: Way, piece: Piece, corner: int) -> Fraction:
    """Add up one weight at the ends of a piece and at the third corner."""
    along = piece.start + piece.end
    sum_of_ends = 2 * way.start[corner] + along * (way.end[corner] - way.start[corner])
    return sum_of_ends / way.whole + _CORNERS[2][corner]


def _ways(leads: Sequence[Lead]) -> Iterator[Way]:
    """Give the side from the first corner to the second, and every cut; the sides at the third bound nothing."""
    inside = sum(lead[:2] == (0, 0) and lead[2] > 0 for lead in leads)
    ends = [(lead[0], lead[1]) for lead in leads if lead[:2] != (0, 0)]
    yield Way(_CORNERS[0], _CORNERS[1], 1, Fraction(1), pieces_of(ends, always=inside), is_cut=False)
    for place, lead in enumerate(leads):
        if min(lead) < 0 < max(lead):
            start, end = _cut(lead)
            whole = sum(start)
            area = Fraction(start[0] * end[1] - start[1] * end[0], whole * whole)
            yield Way(start, end, whole, area, _pieces_of_cut(leads, place, start, end), is_cut=True)


def _cut(lead: Lead) -> tuple[Lead, Lead]:
    """Give the ends of the cut through the triangle where a lead is nil, the side where we lead to the left."""
    points: list[Lead] = [corner for corner, part in zip(_CORNERS, lead, strict=True) if part == 0]
    for one, other in ((0, 1), (1, 2), (2, 0)):
        if lead[one] * lead[other] < 0:
            point = [0, 0, 0]
            point[one], point[other] = abs(lead[other]), abs(lead[one])
            points.append(tuple(point))
    first, last = points
    sums = sum(first), sum(last)
    first, last = tuple(part * sums[1] for part in first), tuple(part * sums[0] for part in last)
    across = _cross(first, last)
    same_way = sum(a * b for a, b in zip(across, lead, strict=True)) > 0
    return (last, first) if same_way else (first, last)


def _pieces_of_cut(leads: Sequence[Lead], place: int, start: Lead, end: Lead) -> list[Piece]:
    """Count who is ahead along a cut, besides the one who draws level on it.

    Of those who draw level on the same cut, the one that comes first in the list is thought to do so a little
    sooner: then each cut has its own place, and no area is counted twice.
    """
    always, ends = 0, []
    for other, lead in enumerate(leads):
        if other == place:
            continue
        at_start, at_end = _at(lead, start), _at(lead, end)
        if at_start or at_end:
            ends.append((at_start, at_end))
        elif other < place or lead != leads[place]:
            always += 1
    return pieces_of(ends, always=always)


def pieces_of(ends: Sequence[tuple[int, int]], *, always: int = 0) -> list[Piece]:
    """Cut the way from 0 to 1 where a lead that runs straight between its two ends changes sign."""
    ahead = always + sum(start > 0 or (start == 0 and end > 0) for start, end in ends)
    turns = [
        (Fraction(start, start - end), 1 if end > 0 else -1)
        for start, end in ends
        if (start > 0 > end) or (start < 0 < end)
    ]
    pieces, begun = [], Fraction(0)
    for at, change in sorted(turns):
        if at != begun:
            pieces.append(Piece(begun, at, ahead))
        begun, ahead = at, ahead + change
    pieces.append(Piece(begun, Fraction(1), ahead))
    return pieces


def _at(lead: Lead, point: Lead) -> int:
    return lead[0] * point[0] + lead[1] * point[1] + lead[2] * point[2]


def _cross(a: Lead, b: Lead) -> Lead:
    return smallest((a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]))
