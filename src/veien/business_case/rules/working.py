"""How a result came to be: each line year by year, added up by part and by kind, before anything is discounted."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from veien.business_case.rules.case import BENEFITS, PARTS, Alternative, Case, Line
from veien.business_case.rules.flows import Reckoner, spread

Flow = list[Fraction]


class Totals(NamedTuple):
    """The plain sums of an alternative over all years, nothing discounted. Units: costs are above zero."""

    costs: Fraction
    benefits: Fraction
    once: Fraction  # of the costs, what falls in year 0
    freed: Fraction
    realised: Fraction

    @property
    def net(self) -> Fraction:
        """Give what is left: benefits less costs."""
        return self.benefits - self.costs


class Group(NamedTuple):
    """What lines of one sort come to: ``sort`` is a part of the costs, or a kind of benefit."""

    kind: str
    sort: str
    flow: Flow


def line_flow(line: Line, years: int, *, as_freed: bool = False) -> Flow:
    """Give what a line does to the flow in each year: a benefit adds, a cost takes.

    Shape: years 0 to ``years``. A quality line gives nothing but zeros.
    """
    flow = [Fraction(0)] * (years + 1)
    if line.amount is None:
        return flow
    realised = Fraction(1) if as_freed else Fraction(line.realised)
    full = line.sign * line.amount * Fraction(line.share) * realised
    parts, over = spread(line.first, line.last, growth=line.growth, ramp=line.ramp)
    for year, part in enumerate(parts, line.first):
        flow[year] = full * Fraction(part, over)
    return flow


def groups_of(alternative: Alternative, years: int) -> list[Group]:
    """Add the lines up: costs by part, then benefits by kind; a group without lines is left out."""
    found = []
    for part in (*PARTS, None):
        lines = [each for each in alternative.lines if each.kind == "cost" and each.part == part]
        if lines:
            found.append(Group("cost", part or "", _added(lines, years)))
    for benefit in BENEFITS:
        lines = [each for each in alternative.lines if each.benefit == benefit and each.amount is not None]
        if lines:
            found.append(Group("benefit", benefit, _added(lines, years)))
    return found


def _added(lines: Iterable[Line], years: int) -> Flow:
    total = [Fraction(0)] * (years + 1)
    for line in lines:
        for year, value in enumerate(line_flow(line, years)):
            total[year] += value
    return total


def totals_of(alternative: Alternative, reckoner: Reckoner) -> Totals:
    """Give the plain sums of an alternative."""
    years = reckoner.case.years
    groups = groups_of(alternative, years)
    costs = [group.flow for group in groups if group.kind == "cost"]
    benefits = [group.flow for group in groups if group.kind == "benefit"]
    freed = reckoner.saved_time(alternative, as_freed=True).fractions()
    realised = reckoner.saved_time(alternative, as_freed=False).fractions()
    return Totals(
        costs=-sum((sum(flow, Fraction(0)) for flow in costs), Fraction(0)),
        benefits=sum((sum(flow, Fraction(0)) for flow in benefits), Fraction(0)),
        once=-sum((flow[0] for flow in costs), Fraction(0)),
        freed=sum(freed, Fraction(0)),
        realised=sum(realised, Fraction(0)),
    )


def all_totals(case: Case) -> dict[str, Totals]:
    """Give the plain sums of every alternative, by its id."""
    reckoner = Reckoner(case)
    return {each.id: totals_of(each, reckoner) for each in case.alternatives}
