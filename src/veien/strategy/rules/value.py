"""How the value of a purchase is counted: every row over its time, extensions and options in. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

ONCE, YEAR = "once", "year"
FIXED, OPEN = "fixed", "open"
OPEN_MONTHS = 48
MOST_MONTHS = 600
NEAR = Decimal("0.9")
"""From here on a value is near the next threshold. A rule of thumb of our own; the law has none."""

_CENT = Decimal("0.01")
_NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class Time:
    """How long the agreement runs as far as its value is counted.

    Units: months. An open term counts as 48 months and has no extensions.
    """

    months: int
    extension_months: int = 0
    is_open: bool = False

    @property
    def counted(self) -> int:
        """Give the months that count, every extension used."""
        return OPEN_MONTHS if self.is_open else self.months + self.extension_months

    @property
    def agreed(self) -> int:
        """Give the months without extensions."""
        return OPEN_MONTHS if self.is_open else self.months


class Counted(NamedTuple):
    """What a row comes to, each hundredth in exactly one place."""

    agreed: Decimal
    extensions: Decimal
    options: Decimal

    @property
    def total(self) -> Decimal:
        """Give the sum of the three."""
        return self.agreed + self.extensions + self.options


def counted(amount: Decimal, per: str, time: Time, *, is_option: bool = False) -> Counted:
    """Count one row over the time of the agreement: ``amount``, or ``amount x months / 12`` where it is a year's.

    Units: money to the hundredth, half up; the parts add up to the whole, which is rounded once.
    Source: the estimated value with every option and extension, FOA § 5-4, LOU 5 kap. 3 §, udbudsloven § 30.
    """
    if per == ONCE:
        agreed, whole = amount, amount
    else:
        agreed = _over(amount, time.agreed)
        whole = _over(amount, time.counted)
    if is_option:
        return Counted(_NONE, _NONE, whole)
    return Counted(agreed, whole - agreed, _NONE)


def added(rows: Iterable[Counted]) -> Counted:
    """Add rows up."""
    sums = [_NONE, _NONE, _NONE]
    for row in rows:
        sums = [held + part for held, part in zip(sums, row, strict=True)]
    return Counted(*sums)


def by_contract(rows: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    """Add up what each separate contract is worth; rows that name none stand together under an empty name.

    Nothing is parted unless some row names a contract.
    """
    sums: dict[str, Decimal] = {}
    for contract, total in rows:
        sums[contract] = sums.get(contract, _NONE) + total
    return sums if any(sums) else {}


def is_near(value: Decimal, threshold: Decimal) -> bool:
    """Say whether a value that does not reach a threshold is so near that a small change carries it there."""
    return threshold * NEAR <= value < threshold


def flow_between(flow: Sequence[Fraction], first: int, last: int) -> Decimal:
    """Add up what a line of a business case costs from one year to another, both ends counted.

    Units: a cost is below zero in the flow and above zero here; to the hundredth, half up.
    """
    return _rounded(-sum(flow[first : last + 1], Fraction(0)))


def faults_of_terms(words: Mapping[str, object]) -> dict[str, str]:
    """Give what is wrong with what holds for the whole estimate: the field, and the code of the sentence."""
    if words["term"] == OPEN:
        return {}
    found = {}
    months, more = words["months"], words["extension_months"]
    if not (isinstance(months, int) and 1 <= months <= MOST_MONTHS):
        found["months"] = "months"
    if not (isinstance(more, int) and 0 <= more <= MOST_MONTHS):
        found["extension_months"] = "extension_months"
    return found


def faults_of_row(words: Mapping[str, object]) -> dict[str, str]:
    """Give what is wrong with a row: the field, and the code of the sentence."""
    found = {}
    if not words["title"]:
        found["title"] = "title"
    if not words["source"]:
        found["source"] = "source"
    amount = words["amount"]
    if not isinstance(amount, Decimal):
        found["amount"] = "amount"
    elif amount < 0:
        found["amount"] = "below_zero"
    elif amount >= 10**13:
        found["amount"] = "too_large"
    elif amount != amount.quantize(_CENT):
        found["amount"] = "hundredths"
    return found


def _over(amount: Decimal, months: int) -> Decimal:
    return _rounded(Fraction(amount) * months / 12)


def _rounded(exact: Fraction) -> Decimal:
    """Round to the hundredth, half away from zero, without a digit lost on the way."""
    whole, rest = divmod(abs(exact.numerator) * 100, exact.denominator)
    hundredths = whole + (1 if 2 * rest >= exact.denominator else 0)
    return Decimal(hundredths if exact >= 0 else -hundredths).scaleb(-2)
