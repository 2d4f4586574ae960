"""What stability looks at: the awarded points of each tender on each leaf, and the weights of today."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import gcd, lcm
from operator import mul
from typing import NamedTuple

from veien.award_model.rules.case import Case
from veien.award_model.rules.numbers import column_of
from veien.award_model.rules.sheet import Sheet

Lead = tuple[int, ...]


class Field(NamedTuple):
    """The tenders that compete, each with its points per leaf, as whole numbers of one common unit.

    The weight of a leaf is ``parts[leaf] / whole``. ``most_decimals`` is set where the points are approximations.
    """

    leaves: tuple[str, ...]
    tenders: tuple[str, ...]
    points: tuple[tuple[int, ...], ...]
    parts: tuple[int, ...]
    whole: int
    most_decimals: int | None = None

    @property
    def weights(self) -> list[Fraction]:
        """The weights of the leaves, adding up to one."""
        return [Fraction(part, self.whole) for part in self.parts]

    def sums(self) -> list[int]:
        """Give each tender's weighted sum today, in one unit, not rounded."""
        return [sum(map(mul, self.parts, points)) for points in self.points]

    def leads_over(self, index: int) -> list[Lead]:
        """Give what every other tender has more than this one, leaf by leaf, in the smallest whole numbers."""
        mine = self.points[index]
        return [
            smallest([theirs - own for theirs, own in zip(points, mine, strict=True)])
            for place, points in enumerate(self.points)
            if place != index
        ]

    def leaders(self) -> list[int]:
        """Give those with the highest weighted sum today; the sums are not rounded."""
        sums = self.sums()
        best = max(sums)
        return [index for index, figure in enumerate(sums) if figure == best]


def field_of(case: Case) -> Field:
    """Read the awarded points out of a case of the method points."""
    sheet = Sheet(case)
    leaves = tuple(sheet.weights)
    over = lcm(*(sheet.columns[leaf].over for leaf in leaves))
    columns = [
        [value * (over // sheet.columns[leaf].over) for value in sheet.columns[leaf].values]
        for leaf in leaves
    ]
    weights = column_of(sheet.weights.values())
    return Field(
        leaves=leaves,
        tenders=tuple(sheet.ids),
        points=tuple(zip(*columns, strict=True)),
        parts=tuple(weights.values),
        whole=weights.over,
        most_decimals=sheet.most_decimals,
    )


def smallest(figures: Sequence[int]) -> Lead:
    """Divide whole numbers by what they have in common."""
    shared = gcd(*figures) or 1
    return tuple(figure // shared for figure in figures)
