"""What an uptime figure lets be down, and how a responsibility changes. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

MINUTES_A_MONTH = Decimal(30 * 24 * 60)
MINUTES_A_YEAR = Decimal(365 * 24 * 60)
LEAST_UPTIME = Decimal(50)


def down_minutes(uptime_percent: Decimal, minutes: Decimal = MINUTES_A_MONTH) -> Decimal:
    """Give how long something may be down, counted over a month of 30 days unless told.

    Units: percent in, minutes out, exact. 99.9 percent a month is 43.2 minutes.
    """
    return minutes * (100 - uptime_percent) / 100


def who_answers(letters: Mapping[str, str]) -> str:
    """Give the one who answers for a task, or "" where nobody does.

    Shape: ``letters`` maps a party to R, A, C or I.
    """
    return next((party for party, letter in letters.items() if letter == "A"), "")


def how_many_answer(letters: Mapping[str, str]) -> int:
    """Count those who answer for a task; there should be exactly one."""
    return sum(letter == "A" for letter in letters.values())


def parties_that_change(today: Mapping[str, str], wanted: Mapping[str, str]) -> set[str]:
    """Give the parties whose part in a task becomes another one; none while nothing is wanted yet."""
    if not wanted:
        return set()
    return {party for party in {*today, *wanted} if today.get(party, "") != wanted.get(party, "")}
