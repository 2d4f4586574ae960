"""How a tender gets its short name. Pure."""

from __future__ import annotations

from collections.abc import Collection
from itertools import count


def next_key(taken: Collection[str]) -> str:
    """Give the first of A, B, ... Z, AA, AB, ... that no tender has, whatever the letters' size."""
    used = {key.upper() for key in taken}
    return next(key for key in map(_letters, count(1)) if key not in used)


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def tidy_name(name: str) -> str:
    """Give a name with single spaces and none at its ends."""
    return " ".join(name.split())
