"""An alternative against today's practice: rate of return, payback, break-even, and one line at a time."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate
from math import lcm
from typing import NamedTuple

from veien.business_case.rules.flows import Series, Worth, present_of
from veien.business_case.rules.roots import only_positive_root

DECIMALS_OF_A_RATE = 12


class Swing(NamedTuple):
    """The difference in net present value with one line at its low and at its high factor."""

    line: str
    low: Fraction
    high: Fraction


def internal_rate_of_return(flows: Sequence[Decimal | Fraction | int]) -> Fraction | None:
    """Give the rate above -1 at which flows are worth nothing today; None where there is none, or several.

    Units: a share (0.04 is 4 %), rounded half up to 12 decimals.
    Source: the textbook definition; that several rates mean none is a choice, see the docs page.
    """
    ratios = [flow.as_integer_ratio() for flow in flows]
    over = lcm(*(bottom for _, bottom in ratios))
    return _rate_of([top * (over // bottom) for top, bottom in ratios])


def _rate_of(flows: Sequence[int]) -> Fraction | None:
    """Find 1 + rate among the roots of the flows: the first flow stands at the highest power."""
    half_steps = only_positive_root(flows, steps_per_unit=2 * 10**DECIMALS_OF_A_RATE)
    if half_steps is None:
        return None
    return Fraction((half_steps + 1) // 2, 10**DECIMALS_OF_A_RATE) - 1


def payback_year(flows: Sequence[Decimal | Fraction | int]) -> int | None:
    """Give the first year in which the sum of the flows so far is not negative, or None.

    Source: the textbook definition, in whole years.
    """
    return next((year for year, total in enumerate(accumulate(flows)) if total >= 0), None)


class Comparison:
    """What one alternative is worth beside the null alternative."""

    def __init__(self, worth: Worth, null: Worth) -> None:
        self._worth = worth
        self.flows: Series = worth.flows.less(null.flows)
        self.present = present_of(self.flows, worth.factors)
        self._factors = worth.factors

    @property
    def npv(self) -> Fraction:
        """Give the difference in net present value."""
        return Fraction(self.present, self.flows.over * self._factors.over)

    @property
    def irr(self) -> Fraction | None:
        """Give the internal rate of return of the difference."""
        return _rate_of(self.flows.values)

    @property
    def payback(self) -> int | None:
        """Give the payback year of the difference."""
        return payback_year(self.flows.values)

    @property
    def discounted_payback(self) -> int | None:
        """Give the payback year when every flow counts with its worth today."""
        pairs = zip(self.flows.values, self._factors.values, strict=True)
        return payback_year([flow * factor for flow, factor in pairs])

    def break_even(self, line: str) -> tuple[int, int] | None:
        """Give the factor on one line at which the difference is zero, as (top, bottom); None where none is.

        The difference is linear in the factor: ``difference + (factor - 1) * line``.
        """
        top, bottom = self._worth.lines.get(line, (0, 1))
        if top == 0:
            return None
        below = self.flows.over * top
        above = below - self.present * bottom
        return (above, below) if below > 0 else (-above, -below)

    def tornado(self) -> list[Swing]:
        """List the uncertain lines by how far they move the difference, the farthest first.

        Source: one-at-a-time sensitivity as a tornado diagram shows it.
        """
        swings = []
        for line in self._worth.alternative.lines:
            if line.uncertainty is None or not line.is_uncertain or line.id not in self._worth.lines:
                continue
            held = self._worth.contribution(line.id)
            ends = (line.uncertainty.low, line.uncertainty.high)
            low, high = (self.npv + (Fraction(end) - 1) * held for end in ends)
            swings.append(Swing(line.id, low, high))
        return sorted(swings, key=lambda swing: -abs(swing.high - swing.low))
