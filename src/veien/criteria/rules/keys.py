"""Keys made from titles: short, readable, unique, and never changed afterwards. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

LONGEST_KEY = 40
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ö": "o", "ä": "a", "ð": "d", "þ": "th", "ß": "ss"})
_KEPT_FREE = frozenset({"total"})  # in ``least_points`` it means the whole


def key_of(title: str, taken: Collection[str], *, otherwise: str) -> str:
    """Make a key from a title that none of those taken has; ``otherwise`` where the title has no letters.

    Shape: lower-case letters a-z, digits and hyphens, at most 40 characters and a number.
    """
    plain = (
        unicodedata.normalize("NFKD", title.lower().translate(_LETTERS)).encode("ascii", "ignore").decode()
    )
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_KEY].strip("-") or otherwise
    key, number = stem, 1
    while key in taken or key in _KEPT_FREE:
        number += 1
        key = f"{stem}-{number}"
    return key
