"""Faults in what people hand in: where it is, what is wrong, how to mend it.

Kept apart from ``reading`` so that pure rules can report faults without reaching a file reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_PLAIN_KEY = re.compile(r"[\w-]+", re.ASCII)
_LONGEST_SHOWN = 60


class Fault(NamedTuple):
    """One thing wrong with a document, in three parts that make a line."""

    where: str
    what: str
    mend: str

    def line(self) -> str:
        """Say the fault in one line, as the command line prints it."""
        return " ".join(f"{self.where}: {self.what} {self.mend}".split())


class BadDocument(ValueError):
    """The document cannot be used as it stands; ``faults`` lists everything found wrong."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: list[Fault] = list(faults)
        super().__init__("\n".join(fault.line() for fault in self.faults))


def path_of(steps: Sequence[str | int]) -> str:
    """Write the way to a place in a document, as in ``criteria[1].weight``; the top is ``(top)``."""
    path = ""
    for step in steps:
        if isinstance(step, int):
            path += f"[{step}]"
        elif _PLAIN_KEY.fullmatch(step):
            path += f".{step}" if path else step
        else:
            path += f'["{shown(step)}"]'
    return path or "(top)"


def shown(value: object) -> str:
    """Show a value of the reader's in a sentence, cut short when it is long."""
    text = str(value)
    if len(text) > _LONGEST_SHOWN:
        text = f"{text[:_LONGEST_SHOWN]}..."
    return "".join(letter if letter.isprintable() else "?" for letter in text)
