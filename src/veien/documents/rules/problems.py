"""What can be wrong with a workbook: a code, where, and the words the sentence needs. Pure.

The sentences stand in ``queries.faults``, in four languages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

MOST_PROBLEMS = 200
"""How many problems are listed; more would not be read."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong: the sheet and the cell (``C14``, a range, or nothing for the whole), and what."""

    code: str
    sheet: str = ""
    cell: str = ""
    params: Mapping[str, object] = field(default_factory=dict)


class UnfitWorkbook(ValueError):
    """The workbook as a whole cannot be read; ``problems`` says why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems


class BadCell(ValueError):
    """A cell holds something else than its column asks for."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params
