"""Exact numbers: whole numbers over one common denominator, rounding half up, and how they are written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import gcd, lcm
from typing import NamedTuple

Exact = Decimal | Fraction | int

DECIMALS_WRITTEN = 12
_DIGITS_STR_TAKES = 4000  # Python refuses to write whole numbers of more than 4,300 digits with str()


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
    ratios = [figure.as_integer_ratio() for figure in figures]
    over = lcm(*{bottom for _, bottom in ratios})
    return Column([top * (over // bottom) for top, bottom in ratios], over)


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


def rounded(value: Fraction, step: Exact) -> Fraction:
    """Round to a whole number of steps, halves away from zero (half up for what is not negative).

    Source: Python's ROUND_HALF_UP and DIN 1333, commercial rounding, do the same.
    """
    top, bottom = step.as_integer_ratio()
    steps = _half_up(value.numerator * bottom, value.denominator * top)
    return Fraction(steps * top, bottom)


def rounded_column(column: Column, step: Exact) -> Column:
    """Round every figure of a column to a whole number of steps, halves away from zero."""
    top, bottom = step.as_integer_ratio()
    below = column.over * top
    return Column([_half_up(value * bottom, below) * top for value in column.values], bottom)


def _half_up(top: int, bottom: int) -> int:
    whole = (2 * abs(top) + bottom) // (2 * bottom)
    return whole if top >= 0 else -whole


def written(value: Exact, *, most_decimals: int | None = None) -> str:
    """Write a number as a decimal string: in full where it ends, else half up to 12 decimals.

    ``most_decimals`` cuts a number that is itself an approximation.
    """
    top, bottom = value.as_integer_ratio()
    return _written(top, bottom, most_decimals)


def written_column(column: Column, *, most_decimals: int | None = None) -> list[str]:
    """Write every figure of a column."""
    return [_written(value, column.over, most_decimals) for value in column.values]


@lru_cache(maxsize=8192)
def _written(top: int, bottom: int, most_decimals: int | None) -> str:
    shared = gcd(top, bottom)
    top, bottom = top // shared, bottom // shared
    decimals = _decimals_of(bottom)
    if decimals is None or (most_decimals is not None and decimals > most_decimals):
        decimals = DECIMALS_WRITTEN
        digits = _digits((2 * abs(top) * 10**decimals + bottom) // (2 * bottom))
    else:
        digits = _digits(abs(top) * (10**decimals // bottom))
    if decimals:
        digits = digits.rjust(decimals + 1, "0")
        digits = f"{digits[:-decimals]}.{digits[-decimals:]}".rstrip("0").rstrip(".")
    return f"-{digits}" if top < 0 and digits != "0" else digits


def _decimals_of(bottom: int) -> int | None:
    """Count the decimals of a reduced fraction, or say None where they never end."""
    twos = (bottom & -bottom).bit_length() - 1
    bottom >>= twos
    fives = 0
    while bottom % 5 == 0:
        bottom //= 5
        fives += 1
    return max(twos, fives) if bottom == 1 else None


def _digits(whole: int) -> str:
    if whole.bit_length() < _DIGITS_STR_TAKES * 3:
        return str(whole)
    return format(Decimal(whole), "f")
