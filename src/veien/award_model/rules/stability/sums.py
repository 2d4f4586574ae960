"""Sums of many fractions: exact while they stay readable, else to far more digits than are written."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from veien.award_model.rules.numbers import DECIMALS_WRITTEN, written

MOST_DIGITS = 1000  # as many as a number in the input may have
_MOST_BITS = 20_000  # of all denominators together; beyond, one sum would take seconds and fill a page
_BITS_KEPT = 2048
_TOO_LONG = 10**MOST_DIGITS


class Figure(NamedTuple):
    """A number, and whether it is exact or rounded far behind the decimals that are written."""

    value: Fraction
    exact: bool = True


class Sum:
    """Adds up fractions by their denominators."""

    def __init__(self) -> None:
        self._tops: dict[int, int] = {}

    def add(self, part: Fraction) -> None:
        """Add one fraction."""
        self._tops[part.denominator] = self._tops.get(part.denominator, 0) + part.numerator

    def figure(self) -> Figure:
        """Give the sum."""
        parts = [(top, bottom) for bottom, top in self._tops.items() if top]
        if sum(bottom.bit_length() for _, bottom in parts) <= _MOST_BITS:
            return Figure(_in_pairs([Fraction(top, bottom) for top, bottom in parts]))
        kept = sum((top << _BITS_KEPT) // bottom for top, bottom in parts)
        return Figure(Fraction(kept, 1 << _BITS_KEPT), exact=False)


def as_fraction(figure: Figure) -> str:
    """Write an exact figure as a fraction such as ``59/103``; one too long to read as a decimal."""
    value = figure.value
    if figure.exact and value.denominator < _TOO_LONG:
        return str(value)
    return written(value, most_decimals=DECIMALS_WRITTEN)


def _in_pairs(parts: list[Fraction]) -> Fraction:
    """Add up in pairs, so that few of the sums are between long numbers."""
    while len(parts) > 1:
        odd = parts[-1:] if len(parts) % 2 else []
        parts = [a + b for a, b in zip(parts[::2], parts[1::2], strict=False)] + odd
    return parts[0] if parts else Fraction(0)
