"""What is odd about prices: a question to a person, never a verdict. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from statistics import median
from typing import Literal

from veien.criteria.rules.prices import PriceRow, converted, line_total
from veien.tenders.rules.prices import PricedLine

Odd = Literal["missing", "zero", "sum", "low", "high"]

FEWEST_TO_COMPARE = 3
"""A line is held against the others from this many tenders that price it."""

LOW, HIGH = Decimal("0.5"), Decimal(2)
"""A line is asked about when it is below half, or above twice, the middle of the others."""

SUM_TOLERANCE = Decimal("0.01")
"""How far a stated sum may lie from the computed one: less than people see when sums are rounded to two decimals."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is odd about one line of one tender.

    Units: for ``sum``, ``seen`` is the stated and ``expected`` the computed sum, both in the tenderer's currency; for
        ``low`` and ``high``, ``seen`` is the line's amount and ``expected`` the middle of the others, in the buyer's.
    """

    kind: Odd
    line: PriceRow
    seen: Decimal = Decimal(0)
    expected: Decimal = Decimal(0)
    currency: str = ""

    @property
    def place(self) -> tuple[int, str]:
        """Give what names the finding within its tender."""
        return (self.line.pk, self.kind)


def findings_of(
    lines: Sequence[PriceRow], given: Mapping[int, Sequence[PricedLine]]
) -> dict[int, tuple[Finding, ...]]:
    """Find what is odd in each tender's prices, line by line, in the order of the form.

    Shape: ``given`` by tender; everything is judged by the figures as they were received.
    """
    by_tender = {tender: {each.line.pk: each for each in found} for tender, found in given.items()}
    amounts = {
        line.pk: {
            tender: _received(found[line.pk]) for tender, found in by_tender.items() if line.pk in found
        }
        for line in lines
    }
    return {
        tender: tuple(
            finding
            for line in lines
            for finding in _of_line(line, found.get(line.pk), _others(amounts[line.pk], tender))
        )
        for tender, found in by_tender.items()
    }


def _received(each: PricedLine) -> Decimal:
    return converted(line_total(each.line, each.received), each.rate)


def _others(amounts: Mapping[int, Decimal], tender: int) -> list[Decimal]:
    return [amount for other, amount in amounts.items() if other != tender and amount > 0]


def _of_line(line: PriceRow, each: PricedLine | None, others: Sequence[Decimal]) -> Iterable[Finding]:
    if each is None:
        yield Finding("missing", line)
        return
    if not each.received:
        yield Finding("zero", line)
    computed = line_total(line, each.received)
    if each.stated is not None and abs(each.stated - computed) > SUM_TOLERANCE:
        yield Finding("sum", line, each.stated, computed, each.currency)
    amount = _received(each)
    if amount > 0 and len(others) + 1 >= FEWEST_TO_COMPARE:
        yield from _far(line, amount, middle_of(others))


def _far(line: PriceRow, amount: Decimal, middle: Decimal) -> Iterable[Finding]:
    with localcontext() as context:
        context.prec = 60
        if amount < middle * LOW:
            yield Finding("low", line, amount, middle)
        elif amount > middle * HIGH:
            yield Finding("high", line, amount, middle)


def middle_of(amounts: Sequence[Decimal]) -> Decimal:
    """Give the median: half of the amounts lie on either side of it."""
    with localcontext() as context:
        context.prec = 60
        return median(amounts)
