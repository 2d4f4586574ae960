"""Exact numbers: rounding half up, and the one way in which a result writes them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import gcd

Exact = Decimal | Fraction | int

DECIMALS_WRITTEN = 12
_DIGITS_STR_TAKES = 4000  # Python refuses to write whole numbers of more than 4,300 digits with str()


def rounded(value: Fraction, step: Exact) -> Fraction:
    """Round to a whole number of steps, halves away from zero (half up for what is not negative).

    Source: Python's ROUND_HALF_UP and DIN 1333, commercial rounding, do the same.
    """
    top, bottom = step.as_integer_ratio()
    steps = half_up(value.numerator * bottom, value.denominator * top)
    return Fraction(steps * top, bottom)


def half_up(top: int, bottom: int) -> int:
    """Give the whole number nearest to ``top / bottom`` (bottom above zero), halves away from zero."""
    whole = (2 * abs(top) + bottom) // (2 * bottom)
    return whole if top >= 0 else -whole


def written(value: Exact, *, most_decimals: int | None = None) -> str:
    """Write a number as a decimal string: in full where it ends, else half up to exactly 12 decimals.

    ``most_decimals`` cuts a number that is itself an approximation.
    """
    top, bottom = value.as_integer_ratio()
    return written_ratio(top, bottom, most_decimals)


@lru_cache(maxsize=8192)
def written_ratio(top: int, bottom: int, most_decimals: int | None = None) -> str:
    """Write ``top / bottom`` (bottom above zero) as ``written`` does."""
    shared = gcd(top, bottom)
    top, bottom = top // shared, bottom // shared
    decimals = _decimals_of(bottom)
    if decimals is None or (most_decimals is not None and decimals > most_decimals):
        decimals = DECIMALS_WRITTEN  # all of them are kept: an end in zeros would pass for an exact figure
        whole = (2 * abs(top) * 10**decimals + bottom) // (2 * bottom)
    else:
        whole = abs(top) * (10**decimals // bottom)
    digits = _digits(whole)
    if decimals:
        digits = digits.rjust(decimals + 1, "0")
        digits = f"{digits[:-decimals]}.{digits[-decimals:]}"
    return f"-{digits}" if top < 0 and whole else digits


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
