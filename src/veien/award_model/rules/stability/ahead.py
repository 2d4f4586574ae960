"""The share of all weights under which one tender is ahead of another, exact for any number of leaves."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import comb

from veien.award_model.rules.numbers import Exact


def share_of_weights_ahead(lead: Sequence[Exact]) -> Fraction:
    """Give the share of all weights at which a lead, leaf by leaf, adds up to more than nothing.

    With leads that differ it is the sum over those above zero of ``product of d_j / (d_j - d_k)``, k over the
    others; leads that are equal are the limit of that, reckoned by divided differences.

    Source: Dempster & Kleyle 1968; Varsi 1973; the limit by the theorem of Hermite and Genocchi.
    """
    knots = sorted(Fraction(part) for part in lead)
    degree = len(knots) - 1
    if knots[0] == knots[-1]:
        return Fraction(int(knots[0] > 0))
    table = [_power(knot, degree, 0) for knot in knots]
    for width in range(1, len(knots)):
        table = [
            _power(knots[place], degree, width)
            if knots[place] == knots[place + width]
            else (table[place + 1] - table[place]) / (knots[place + width] - knots[place])
            for place in range(len(knots) - width)
        ]
    return table[0]


def _power(knot: Fraction, degree: int, times: int) -> Fraction:
    """Give ``max(knot, 0) ** degree`` differentiated some times, divided by the factorial of that number."""
    return comb(degree, times) * knot ** (degree - times) if knot > 0 else Fraction(0)
