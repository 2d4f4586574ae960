"""Which demands shut out small and new firms. Pure: demands and checks are handed in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from veien.strategy.rules.pack import Check

OF_VALUE = frozenset({"figure_of_value", "figure_of_year"})


@dataclass(frozen=True, slots=True)
class Demanded:
    """A demand as the checks see it."""

    kind: str
    figure: Decimal | None
    likeness: str
    equivalent: bool
    relying: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Worth:
    """What the agreement is worth in all, and over how many years. None while nobody has estimated it."""

    value: Decimal | None = None
    years: Decimal | None = None

    @property
    def yearly(self) -> Decimal | None:
        """Give the worth of one year, or None where either figure is missing."""
        if self.value is None or not self.years:
            return None
        return self.value / self.years


@dataclass(frozen=True, slots=True)
class Finding:
    """A check that speaks about a demand; ``is_open`` where it could not be asked for want of a value."""

    check: Check
    is_open: bool = False


def findings_on(demand: Demanded, checks: Iterable[Check], worth: Worth) -> tuple[Finding, ...]:
    """Give what speaks against a demand as it stands, in the order of the checks.

    A check that compares with a value nobody has estimated is given as open, not as passed.
    """
    found = []
    for check in checks:
        if check.kinds and demand.kind not in check.kinds:
            continue
        speaks = _speaks(demand, check, worth)
        if speaks is not False:
            found.append(Finding(check, is_open=speaks is None))
    return tuple(found)


def _speaks(demand: Demanded, check: Check, worth: Worth) -> bool | None:
    if check.what == "figure" or check.what in OF_VALUE:
        return _is_over(demand.figure, check, worth)
    return {
        "not_equivalent": not demand.equivalent,
        "not_relying": not demand.relying,
        "likeness": demand.likeness in check.among,
        "no_reason": not demand.reason.strip(),
    }[check.what]


def _is_over(figure: Decimal | None, check: Check, worth: Worth) -> bool | None:
    if figure is None:
        return False
    if check.what == "figure":
        return figure > check.over
    base = worth.value if check.what == "figure_of_value" else worth.yearly
    return None if base is None else figure > check.over * base
