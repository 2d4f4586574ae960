"""Columns of exact numbers: whole numbers over one common denominator."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import gcd, lcm
from typing import NamedTuple

from veien.foundation.exact import DECIMALS_WRITTEN, Exact, half_up, rounded, written, written_ratio

__all__ = [
    "DECIMALS_WRITTEN",
    "Column",
    "Exact",
    "column_of",
    "reduced",
    "rounded",
    "rounded_column",
    "weighted_sum",
    "written",
    "written_column",
    "written_ratio",
]


class Column(NamedTuple):
    """One figure per tender: ``values[i] / over``, in the order of the tenders."""

    values: list[int]
    over: int

    def fraction(self, index: int) -> Fraction:
        """Give one tender's figure."""
        return Fraction(self.values[index], self.over)

    def fractions(self) -> list[Fraction]:
        """Give every tender's figure."""
        return [Fraction(value, self.over) for value in self.values]


def column_of(figures: Iterable[Exact]) -> Column:
    """Put figures over their least common denominator."""
    ratios = [
        _ratio_of(figure) if type(figure) is Decimal else figure.as_integer_ratio() for figure in figures
    ]
    over = lcm(*{bottom for _, bottom in ratios})
    return Column([top * (over // bottom) for top, bottom in ratios], over)


@lru_cache(maxsize=4096)
def _ratio_of(figure: Decimal) -> tuple[int, int]:
    """Give a decimal as a fraction; points are the same few figures over and over."""
    return figure.as_integer_ratio()


def weighted_sum(parts: Sequence[tuple[Exact, Column]], *, length: int) -> Column:
    """Add up columns, each times its weight, without rounding anything."""
    weighed = [(*weight.as_integer_ratio(), column) for weight, column in parts]
    over = lcm(*{bottom * column.over for _, bottom, column in weighed})
    sums = [0] * length
    for top, bottom, column in weighed:
        factor = top * (over // (bottom * column.over))
        if factor:
            sums = [held + factor * value for held, value in zip(sums, column.values, strict=True)]
    return Column(sums, over)


def reduced(column: Column) -> Column:
    """Give the same figures over their least common denominator."""
    shared = gcd(column.over, *column.values)
    return Column([value // shared for value in column.values], column.over // shared)


def rounded_column(column: Column, step: Exact) -> Column:
    """Round every figure of a column to a whole number of steps, halves away from zero."""
    top, bottom = step.as_integer_ratio()
    below = column.over * top
    return Column([half_up(value * bottom, below) * top for value in column.values], bottom)


def written_column(column: Column, *, most_decimals: int | None = None) -> list[str]:
    """Write every figure of a column."""
    return [written_ratio(value, column.over, most_decimals) for value in column.values]
