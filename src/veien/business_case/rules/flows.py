"""What an alternative costs and gives year by year, exactly, and what each line is worth today.

Everything is whole numbers over a common denominator: fractions of their own would make a case of 2,000 lines
ten times slower.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate, repeat
from math import lcm
from operator import mul
from typing import NamedTuple

from veien.business_case.rules.case import FIRST_DISCOUNTED, Alternative, Case, Line


class Series(NamedTuple):
    """A figure per year of the case: ``values[year] / over``."""

    values: list[int]
    over: int

    def fractions(self) -> list[Fraction]:
        """Give the figure of every year."""
        return [Fraction(value, self.over) for value in self.values]

    def less(self, other: Series) -> Series:
        """Take another series away from this one, year by year."""
        over = lcm(self.over, other.over)
        mine, theirs = over // self.over, over // other.over
        pairs = zip(self.values, other.values, strict=True)
        return Series([value * mine - taken * theirs for value, taken in pairs], over)


def discount_factors(rate: Decimal | Fraction, years: int, *, first_flow_discounted: bool = False) -> Series:
    """Give what one unit of money in each year is worth in year 0: ``1 / (1 + rate)^year``.

    With ``first_flow_discounted`` the exponent is ``year + 1``: spreadsheets' NPV treats the first flow so.

    Shape: years 0 to ``years``, so one more than ``years``.
    Source: numpy-financial (year 0 undiscounted) and spreadsheets' NPV function, documented behaviour.
    """
    top, bottom = (1 + Fraction(rate)).as_integer_ratio()
    more = 1 if first_flow_discounted else 0
    values = [value * bottom**more for value in _powers(bottom, top, years)]
    return Series(values, top ** (years + more))


def net_present_value(
    flows: Sequence[Decimal | Fraction | int],
    rate: Decimal | Fraction,
    *,
    first_flow_discounted: bool = False,
) -> Fraction:
    """Give the worth in year 0 of flows in year 0, 1, 2, ...: the sum of ``flow / (1 + rate)^year``.

    Source: the formula of every textbook; both conventions for the first flow, see the docs page.
    """
    factors = discount_factors(rate, len(flows) - 1, first_flow_discounted=first_flow_discounted)
    total = sum(
        (Fraction(flow) * factor for flow, factor in zip(flows, factors.values, strict=True)), Fraction(0)
    )
    return total / factors.over


class Profile(NamedTuple):
    """How a full amount spreads over the years by span, ramp and growth, and what one unit of it is worth today."""

    first: int
    parts: list[int]
    over: int
    present: int  # over ``over`` times the denominator of the discount factors


class Spread(NamedTuple):
    """A line over the years: its signed full amount over a denominator, times the parts of its profile."""

    top: int
    bottom: int
    profile: Profile


class Worth(NamedTuple):
    """An alternative computed: its flow by year, its worth today, and what each line brings to that.

    ``lines`` holds what a line is worth today as (top, bottom); bottom leaves the denominator of the discount
    factors out, which all share. Quality lines are not there.
    """

    alternative: Alternative
    flows: Series
    present: int
    factors: Series
    lines: dict[str, tuple[int, int]]

    @property
    def npv(self) -> Fraction:
        """Give the net present value."""
        return Fraction(self.present, self.flows.over * self.factors.over)

    def contribution(self, line: str) -> Fraction:
        """Give the part of the net present value that one line makes."""
        top, bottom = self.lines[line]
        return Fraction(top, bottom * self.factors.over)


class Reckoner:
    """Computes the alternatives of one case with the same discount factors and spreads."""

    def __init__(self, case: Case) -> None:
        self.case = case
        first = case.discounting == FIRST_DISCOUNTED
        self.factors = discount_factors(case.discount_rate, case.years, first_flow_discounted=first)
        self._profiles: dict[tuple[object, ...], Profile] = {}

    def worth(self, alternative: Alternative) -> Worth:
        """Compute one alternative."""
        spreads = [(line.id, self._spread(line)) for line in alternative.lines if line.amount is not None]
        flows = self._added(spread for _, spread in spreads)
        present = present_of(flows, self.factors)
        lines = {name: (spread.top * spread.profile.present, spread.bottom) for name, spread in spreads}
        return Worth(alternative, flows, present, self.factors, lines)

    def saved_time(self, alternative: Alternative, *, as_freed: bool) -> Series:
        """Give the worth by year of the time that is saved: what is freed, or what of it is taken home."""
        lines = [
            line for line in alternative.lines if line.benefit == "saved_time" and line.amount is not None
        ]
        return self._added(self._spread(line, as_freed=as_freed) for line in lines)

    def _added(self, spreads: Iterable[Spread]) -> Series:
        """Add up what lines cost and give by year."""
        sums: dict[int, list[int]] = {}
        for top, bottom, profile in spreads:
            held = sums.setdefault(bottom, [0] * (self.case.years + 1))
            for year, part in enumerate(profile.parts, profile.first):
                held[year] += top * part
        return _over_one(sums, self.case.years)

    def _spread(self, line: Line, *, as_freed: bool = False) -> Spread:
        """Give the signed full amount of a line over one denominator, and how it spreads."""
        if line.amount is None:
            raise ValueError(f"{line.id} has no money.")
        top, bottom = line.sign * line.amount.numerator, line.amount.denominator
        for part in (line.share, Decimal(1) if as_freed else line.realised):
            above, below = part.as_integer_ratio()
            top, bottom = top * above, bottom * below
        profile = self._profile(line)
        return Spread(top, bottom * profile.over, profile)

    def _profile(self, line: Line) -> Profile:
        key = (line.first, line.last, line.growth, *sorted(line.ramp.items()))
        if key not in self._profiles:
            parts, over = spread(line.first, line.last, growth=line.growth, ramp=line.ramp)
            factors = self.factors.values[line.first : line.last + 1]
            present = sum(part * factor for part, factor in zip(parts, factors, strict=True))
            self._profiles[key] = Profile(line.first, parts, over, present)
        return self._profiles[key]


def spread(first: int, last: int, *, growth: Decimal, ramp: Mapping[int, Decimal]) -> tuple[list[int], int]:
    """Give the part of a full amount in each year from first to last: ``ramp * (1 + growth)^(year - first)``.

    Shape: whole numbers over one denominator, one per year, both ends included.
    """
    top, bottom = (1 + Fraction(growth)).as_integer_ratio()
    steps = last - first
    parts = _powers(top, bottom, steps)
    ramps = {year: part.as_integer_ratio() for year, part in ramp.items() if first <= year <= last}
    below = lcm(*(under for _, under in ramps.values()))
    for index, part in enumerate(parts):
        above, under = ramps.get(first + index, (1, 1))
        parts[index] = part * above * (below // under)
    return parts, bottom**steps * below


def _powers(top: int, bottom: int, most: int) -> list[int]:
    """Give ``top^0 bottom^most, top^1 bottom^(most - 1), ..., top^most``: powers of a fraction over one denominator."""
    if bottom == 1:
        return list(accumulate(repeat(top, most), mul, initial=1))
    ups, downs = (list(accumulate(repeat(base, most), mul, initial=1)) for base in (top, bottom))
    return [up * down for up, down in zip(ups, reversed(downs), strict=True)]


def present_of(flows: Series, factors: Series) -> int:
    """Give the worth of flows in year 0, over the denominators of both."""
    return sum(flow * factor for flow, factor in zip(flows.values, factors.values, strict=True))


def _over_one(sums: Mapping[int, Iterable[int]], years: int) -> Series:
    """Add series up that stand over different denominators."""
    over = lcm(*sums)
    total = [0] * (years + 1)
    for bottom, values in sums.items():
        factor = over // bottom
        total = [held + factor * value for held, value in zip(total, values, strict=True)]
    return Series(total, over)
