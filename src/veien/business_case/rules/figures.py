"""The figures a business case takes: within what is sensible, each limit said in a sentence."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from veien.foundation.faults import path_of, shown
from veien.foundation.findings import Findings, Steps

MOST_DECIMALS = 20
DECIMALS_OF_RATES = 10  # a rate is raised to the hundredth power; more decimals would only cost time


class Limits(NamedTuple):
    """The least and the most that makes sense, and how to write it."""

    least: Decimal
    most: Decimal
    mend: str
    decimals: int = MOST_DECIMALS


MOST_MONEY = Decimal(10) ** 15
MONEY = Limits(
    Decimal(0), MOST_MONEY, "Write 0 to 1000000000000000; what is saved or earned is a line of kind benefit."
)
QUANTITY = Limits(Decimal(0), MOST_MONEY, "Write 0 to 1000000000000000.")
RATE = Limits(Decimal(0), Decimal(1), 'Write 0 to 1, such as "0.04" for 4 %.', DECIMALS_OF_RATES)
GROWTH = Limits(
    Decimal(-1), Decimal(1), 'Write the growth per year, -1 to 1, such as "0.02" for 2 %.', DECIMALS_OF_RATES
)
SHARE = Limits(Decimal(0), Decimal(1), 'Write 0 to 1, such as "0.75" for 75 %.')
RAMP = Limits(Decimal(0), Decimal(10), "Write the part of the full amount in that year, 0 to 10.")
FACTOR = Limits(
    Decimal(0), Decimal(100), 'Write a factor on the line, 0 to 100, such as "1.1" for 10 % more.'
)
KEY_FIGURE = Limits(Decimal(0), MOST_MONEY, "Write 0 to 1000000000000000, such as the number of inhabitants.")

# Units that have a natural end. Other units are words for the reader only.
UNITS: Mapping[str, Limits] = {
    "age": Limits(Decimal(0), Decimal(130), "Write an age in years, 0 to 130."),
    "share": SHARE,
    "hours_per_day": Limits(Decimal(0), Decimal(24), "A day has 24 hours."),
    "days_per_week": Limits(Decimal(0), Decimal(7), "A week has 7 days."),
    "hours_per_week": Limits(Decimal(0), Decimal(168), "A week has 168 hours."),
    "weeks_per_year": Limits(Decimal(0), Decimal(53), "A year has at most 53 weeks."),
    "days_per_year": Limits(Decimal(0), Decimal(366), "A year has at most 366 days."),
}


def figure(findings: Findings, value: Any, steps: Steps, limits: Limits) -> Decimal | None:
    """Give a figure within its limits, or note what is wrong with it."""
    number = findings.number(value, steps)
    if number is None:
        return None
    if type(value) is str and len(value.partition(".")[2]) > limits.decimals:
        what = f"The number has more than {limits.decimals} decimals."
        findings.note(steps, what, f"Write at most {limits.decimals} decimals.")
        return None
    if not limits.least <= number <= limits.most:
        findings.note(steps, f"{shown(value)} is {_where(number, limits)}.", limits.mend)
        return None
    return number


def _where(number: Decimal, limits: Limits) -> str:
    if limits.least == 0 and number < 0:
        return "below 0"
    return f"outside {limits.least} to {format(limits.most, 'f')}"


def optional_figure(
    findings: Findings, held: Mapping[str, Any], key: str, steps: Steps, limits: Limits, *, default: Decimal
) -> Decimal:
    """Give the figure under a key, or the default where the key is left out."""
    if key not in held:
        return default
    found = figure(findings, held[key], (*steps, key), limits)
    return default if found is None else found


def whole(findings: Findings, value: Any, steps: Steps, *, least: int, most: int, mend: str) -> int | None:
    """Give a whole number within its bounds, or note what is wrong with it."""
    if type(value) is int and least <= value <= most:
        return value
    limits = Limits(Decimal(least), Decimal(most), mend)
    number = figure(findings, value, steps, limits)
    if number is None:
        return None
    if number != int(number):
        findings.note(steps, f"{shown(value)} is no whole number.", mend)
        return None
    return int(number)


def is_word(value: Any) -> bool:
    """Tell whether a value can be a name: a text that is not the beginning of a number."""
    return isinstance(value, str) and bool(value.strip()) and not value.lstrip(" +-.,")[:1].isdigit()


def identity(
    findings: Findings, held: Mapping[str, Any], steps: Steps, taken: dict[str, Steps], *, of: str
) -> str:
    """Give an id that nobody else has, or note that it is missing or taken."""
    name = findings.text(held, "id", steps, filled=True)
    if name and taken.setdefault(name, steps) != steps:
        what = f"The id {shown(name)} is taken by {path_of(taken[name])}."
        findings.note((*steps, "id"), what, f"Give each {of} its own id.")
    return name


def few_enough(findings: Findings, entries: Collection[Any], steps: Steps, *, most: int, of: str) -> bool:
    """Tell whether there are no more entries than the program takes, or note it."""
    if len(entries) <= most:
        return True
    findings.note(steps, f"There are more than {most} {of}.", f"Write at most {most}.")
    return False
