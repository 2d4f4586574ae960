"""What can be said of needs without a database: their words, their order, and what changed. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, TypedDict

from veien.documents.rules import clean_text

Where = Literal["up", "down"] | int
"""One step up, one step down, or a place counted from 1."""


class NeedWords(TypedDict, total=False):
    """What people write about a need."""

    title: str
    statement: str
    holder: str
    evidence_kind: str
    evidence: str
    quote: str
    horizon: str
    area: str


FIELDS = tuple(NeedWords.__annotations__)
_SEVERAL_LINES = frozenset({"statement", "quote"})


def cleaned(words: Mapping[str, object]) -> dict[str, str]:
    """Tidy what was written: ends stripped, one kind of line break, no control characters.

    A word that belongs on one line is put on one line.

    Raises: KeyError for a word that a need does not have.
    """
    unknown = set(words) - set(FIELDS)
    if unknown:
        raise KeyError(", ".join(sorted(unknown)))
    return {key: _tidy(clean_text(str(value)), several=key in _SEVERAL_LINES) for key, value in words.items()}


def _tidy(text: str, *, several: bool) -> str:
    return text if several else " ".join(text.split())


def changes(before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, dict[str, object]]:
    """Give what differs: ``{"before": ..., "after": ...}`` with the keys that changed, in the order of ``after``."""
    differs = [key for key in after if before.get(key) != after[key]]
    return {
        "before": {key: before.get(key) for key in differs},
        "after": {key: after[key] for key in differs},
    }


def moved(keys: Sequence[int], key: int, where: Where) -> list[int]:
    """Give the keys in the order they have once ``key`` has moved; past an end means at the end.

    Shape: the same keys, each once.
    Raises: ValueError if ``key`` is not among them.
    """
    order = list(keys)
    here = order.index(key)
    if where == "up":
        there = here - 1
    elif where == "down":
        there = here + 1
    else:
        there = where - 1
    order.pop(here)
    order.insert(min(max(there, 0), len(keys) - 1), key)
    return order
