"""What a filled form must keep of the form that was sent out: its rows, and what the buyer wrote in them. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Fault = Literal["missing", "unknown", "twice", "changed"]


@dataclass(frozen=True)
class FoundRow:
    """One row of a filled form: what names it, and the buyer's own words as they stand in it now.

    Shape: ``words`` has None for a cell that could not be read; ``cells`` gives the address of each.
    """

    key: str
    words: Mapping[str, str | None]
    cells: Mapping[str, str]


@dataclass(frozen=True)
class RowProblem:
    """A row that is not as it was sent out. ``word`` names the column whose words changed."""

    kind: Fault
    key: str
    cell: str = ""
    word: str = ""


def same_words(one: str, other: str) -> bool:
    """Tell whether two texts say the same; spaces, line ends and how letters are put together do not count."""
    return _plain(one) == _plain(other)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def compare_rows(
    sent: Mapping[str, Mapping[str, str]], found: Sequence[FoundRow], *, named_by: str
) -> list[RowProblem]:
    """Find rows that are missing, made up, there twice, or whose buyer's words were changed.

    Shape: ``sent`` gives the words by column for each key, in the order of the form; ``named_by`` is the column that
    holds the key. Missing rows come last, in the order of the form.
    """
    problems: list[RowProblem] = []
    seen: set[str] = set()
    for row in found:
        cell = row.cells.get(named_by, "")
        if row.key not in sent:
            problems.append(RowProblem("unknown", row.key, cell))
        elif row.key in seen:
            problems.append(RowProblem("twice", row.key, cell))
        else:
            seen.add(row.key)
            problems += _changed(row, sent[row.key])
    problems += [RowProblem("missing", key) for key in sent if key not in seen]
    return problems


def _changed(row: FoundRow, sent: Mapping[str, str]) -> list[RowProblem]:
    return [
        RowProblem("changed", row.key, row.cells.get(word, ""), word)
        for word, text in sent.items()
        if (now := row.words.get(word)) is not None and not same_words(now, text)
    ]
