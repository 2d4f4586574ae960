"""Collects what is wrong with a document, value by value, so that every fault is told at once."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from veien.foundation.faults import Fault, path_of, shown

Steps = tuple[str | int, ...]

MOST_DIGITS = 1000
MOST_FAULTS = 1000  # a file of faults must not fill the memory with sentences
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")


class Findings:
    """The faults found so far, and the ways of finding more."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def note(self, steps: Steps, what: str, mend: str) -> None:
        """Add one fault; after a thousand only that there are more."""
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(path_of(steps), what, mend))
        elif len(self.faults) == MOST_FAULTS:
            self.faults.append(
                Fault(path_of(()), f"There are more than {MOST_FAULTS} faults.", "Mend these first.")
            )

    def mapping(self, value: Any, steps: Steps) -> dict[str, Any] | None:
        """Give the value where it is a mapping, else note it."""
        if isinstance(value, dict):
            return value
        self.note(steps, f"This is {_kind_of(value)}, not a mapping.", "Write keys with values.")
        return None

    def listing(self, value: Any, steps: Steps) -> list[Any]:
        """Give the value where it is a list with something in it, else note it and give nothing."""
        if isinstance(value, list) and value:
            return value
        what = "The list is empty." if value == [] else f"This is {_kind_of(value)}, not a list."
        self.note(steps, what, "Write a list with at least one entry.")
        return []

    def keys(
        self,
        held: Mapping[str, Any],
        steps: Steps,
        *,
        required: Collection[str] = (),
        optional: Collection[str] = (),
    ) -> None:
        """Note the keys that are missing and those nobody knows."""
        for key in required:
            if key not in held:
                self.note((*steps, key), "The key is missing.", "Write it.")
        known = [*required, *optional]
        for key in held:
            if key not in known:
                mend = f"Take it away; the keys here are {', '.join(known)}."
                self.note((*steps, str(key)), "The key is unknown.", mend)

    def text(self, held: Mapping[str, Any], key: str, steps: Steps, *, filled: bool = False) -> str:
        """Give a text, or nothing where the key is left out; note what is no text."""
        value = held.get(key, "")
        if not isinstance(value, str):
            mend = "Put it in quotes." if isinstance(value, int) else "Write a text."
            self.note((*steps, key), f"This is {_kind_of(value)}, not a text.", mend)
            return ""
        if filled and key in held and not value.strip():
            self.note((*steps, key), "The text is empty.", "Write what it says.")
        return value

    def choice(self, held: Mapping[str, Any], key: str, steps: Steps, among: Collection[str]) -> str | None:
        """Give a word that is one of those allowed, else note it."""
        value = held.get(key)
        if isinstance(value, str) and value in among:
            return value
        if key in held:
            what = f"{shown(value)} is not known here."
            self.note((*steps, key), what, f"Write one of: {', '.join(among)}.")
        return None

    def number(self, value: Any, steps: Steps) -> Decimal | None:
        """Give a decimal written as a string, or a whole number; note everything else."""
        if type(value) is str and len(value) <= MOST_DIGITS and _NUMBER.fullmatch(value):
            return Decimal(value)
        if type(value) is int and value.bit_length() < MOST_DIGITS * 3:
            return Decimal(value)
        self.note(steps, *_not_a_number(value))
        return None

    def number_between(
        self, value: Any, steps: Steps, *, least: Decimal | int = 0, most: Decimal | None = None
    ) -> Decimal | None:
        """Give a number within its bounds; note one that lies outside."""
        number = self.number(value, steps)
        if number is None:
            return None
        if number < least or (most is not None and number > most):
            bounds = f"below {least}" if most is None else f"outside {least} to {shown(most)}"
            mend = f"Write at least {least}." if most is None else f"Write {least} to {shown(most)}."
            self.note(steps, f"{shown(value)} is {bounds}.", mend)
            return None
        return number

    def number_above_zero(self, value: Any, steps: Steps) -> Decimal | None:
        """Give a number above zero; note one that is not."""
        number = self.number(value, steps)
        if number is not None and number <= 0:
            self.note(steps, f"{shown(value)} is not above zero.", "Write a number above zero.")
            return None
        return number


def _not_a_number(value: Any) -> tuple[str, str]:
    mend = 'Write a decimal in quotes, such as "0.5".'
    if isinstance(value, str):
        if len(value) > MOST_DIGITS:
            return f"The number has more than {MOST_DIGITS} digits.", "Write fewer digits."
        if "," in value:
            return (
                f"{shown(value)} is no number.",
                "Write a point for decimals and nothing between thousands.",
            )
        return f"{shown(value) or 'An empty text'} is no number.", mend
    if type(value) is int:
        return f"The number has more than {MOST_DIGITS} digits.", "Write fewer digits."
    if isinstance(value, float):
        return f"{shown(value)} is a decimal without quotes.", f'Write it in quotes: "{shown(value)}".'
    return f"This is {_kind_of(value)}, not a number.", mend


def _kind_of(value: Any) -> str:
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    return "a text" if isinstance(value, str) else "a number"
