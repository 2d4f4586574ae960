"""Words that people write, tidied, compared, and told to the log. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping

from veien.documents.rules import clean_text


def tidied(words: Mapping[str, object], *, several: Collection[str] = ()) -> dict[str, object]:
    """Tidy what was written: no stray ends or control characters; line breaks only in the words of ``several``."""
    found: dict[str, object] = {}
    for key, value in words.items():
        if isinstance(value, str):
            text = clean_text(value)
            found[key] = text if key in several else " ".join(text.split())
        else:
            found[key] = value
    return found


def changes_of(before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, dict[str, object]]:
    """Give the words that differ, before and after."""
    keys = [key for key in after if before.get(key) != after[key]]
    return {"before": {key: before.get(key) for key in keys}, "after": {key: after[key] for key in keys}}


def sealed(text: str) -> object:
    """Give length and digest of a text: enough to prove later what stood there, and nothing of it."""
    return {"letters": len(text), "sha256": hashlib.sha256(text.encode()).hexdigest()} if text else ""


def is_blank(*texts: str) -> bool:
    """Tell whether none of the texts says anything."""
    return not any(text.strip() for text in texts)
