"""What can be said of inquiries, personas and stories without a database. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import TypedDict

from veien.documents.rules import clean_text


class InquiryWords(TypedDict, total=False):
    """What people write about an inquiry."""

    kind: str
    title: str
    held_on: date | None
    with_whom: str
    people: int | None
    place: str
    consent: str
    consent_note: str
    notes: str
    erase_on: date | None


class PersonaWords(TypedDict, total=False):
    """What people write about a persona."""

    name: str
    kind: str
    about: str
    day: str
    wishes: str
    worries: str


class StoryWords(TypedDict, total=False):
    """What people write in a user story."""

    as_who: str
    wants: str
    so_that: str


INQUIRY_FIELDS = tuple(InquiryWords.__annotations__)
PERSONA_FIELDS = tuple(PersonaWords.__annotations__)
STORY_FIELDS = tuple(StoryWords.__annotations__)
SECRET = ("notes", "consent_note")
"""Words that the log never repeats: what people told in confidence must be able to go again."""

_SEVERAL_LINES = frozenset({"notes", "about", "day", "wishes", "worries"})


def tidied(words: Mapping[str, object], known: Collection[str]) -> dict[str, object]:
    """Tidy what was written: texts without stray ends, line breaks or control characters; the rest as it is.

    Raises: KeyError for a word that is not known.
    """
    unknown = set(words) - set(known)
    if unknown:
        raise KeyError(", ".join(sorted(unknown)))
    return {
        key: _tidy(clean_text(value), several=key in _SEVERAL_LINES) if isinstance(value, str) else value
        for key, value in words.items()
    }


def _tidy(text: str, *, several: bool) -> str:
    return text if several else " ".join(text.split())


def told(words: Mapping[str, object]) -> dict[str, object]:
    """Give what the log may repeat of an inquiry: of what was said in confidence only length and digest.

    Shape: the keys of ``words``; a secret one becomes ``{"letters": 12, "sha256": "..."}``, or "" when it is empty.
    """
    return {key: sealed(str(value)) if key in SECRET and value else value for key, value in words.items()}


def sealed(text: str) -> dict[str, object]:
    """Give length and digest of a text: enough to prove later what stood there, and nothing of it."""
    return {"letters": len(text), "sha256": hashlib.sha256(text.encode()).hexdigest()}


def closes_circle(edges: Iterable[tuple[int, int]], need: int, on: int) -> bool:
    """Tell whether ``need`` hanging on ``on`` would make needs hang on each other in a circle.

    Shape: an edge (a, b) says that a hangs on b.
    """
    follows: dict[int, set[int]] = {}
    for start, end in edges:
        follows.setdefault(start, set()).add(end)
    seen: set[int] = set()
    ahead = [on]
    while ahead:
        here = ahead.pop()
        if here == need:
            return True
        if here not in seen:
            seen.add(here)
            ahead += follows.get(here, ())
    return False


def first_line(notes: str, *, most: int = 120) -> str:
    """Give the first line of notes as a title, cut at a word where it is long."""
    line = next((each.strip() for each in notes.splitlines() if each.strip()), "")
    if len(line) <= most:
        return line
    return line[:most].rsplit(" ", 1)[0].rstrip(" ,.;:")
