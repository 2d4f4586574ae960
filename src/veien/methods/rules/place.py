"""A place in a document that is being checked: reads one value, and notes a fault where it cannot.

Reading goes on after a fault, so that one check finds them all; a place whose fault is noted reads as empty.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any

from veien.foundation.faults import Fault, path_of, shown
from veien.methods.rules.words import LANGUAGE_NAMES, LANGUAGES, Words

Steps = tuple[str | int, ...]

MOST_FAULTS = 200

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_MOST_ID = 60
_MOST_URL = 300
_MISSING: Any = object()
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class Faults:
    """Gathers the faults of one document."""

    def __init__(self) -> None:
        self.found: list[tuple[Steps, str, str]] = []
        self.more = 0
        self.skeleton_broken = False
        """An id or a list could not be read: what refers to it cannot be judged."""

    def note(self, steps: Steps, what: str, mend: str) -> None:
        """Keep one fault, up to a number a person can read."""
        if len(self.found) < MOST_FAULTS:
            self.found.append((steps, what, mend))
        else:
            self.more += 1

    def told(self, path: Callable[[Sequence[str | int]], str] = path_of) -> list[Fault]:
        """Give every fault noted, each with its place as ``path`` writes it."""
        faults = [Fault(path(steps), what, mend) for steps, what, mend in self.found]
        if self.more:
            faults.append(Fault("(top)", f"There are {self.more} more faults.", "Mend these first."))
        return faults


class Place:
    """One value of the document, with the way to it."""

    __slots__ = ("_faults", "_keys", "_steps", "_value")

    def __init__(self, value: Any, steps: Steps, faults: Faults) -> None:
        self._value = value
        self._steps = steps
        self._faults = faults
        self._keys: frozenset[str] = frozenset()

    def fault(self, what: str, mend: str) -> None:
        """Note a fault here."""
        self._faults.note(self._steps, what, mend)

    def mapping(self, required: Collection[str], optional: Collection[str] = ()) -> bool:
        """Tell whether a mapping stands here; note every key it lacks or should not have."""
        if self._value is _MISSING:
            return False
        if not isinstance(self._value, Mapping):
            self._faults.skeleton_broken = True
            self.fault(f"Here stands {kind_of(self._value)}.", "Write a mapping (key: value).")
            return False
        self._keys = frozenset([*required, *optional])
        for key in self._value:
            if key not in self._keys:
                self._unknown_key(key)
        for key in required:
            if key not in self._value:
                self._faults.note(self._steps, f"The key {key} is missing.", f"Add {key}.")
                self._faults.skeleton_broken |= key == "id"
        return True

    def has(self, key: str) -> bool:
        """Tell whether the mapping here holds a key."""
        return isinstance(self._value, Mapping) and key in self._value

    def at(self, key: str) -> Place:
        """Give the place under a key; an absent one reads as empty."""
        value = self._value.get(key, _MISSING) if isinstance(self._value, Mapping) else _MISSING
        return Place(value, (*self._steps, key), self._faults)

    def entries(self) -> list[tuple[str, Place]]:
        """Give the keys of a free mapping, each with its place."""
        if self._value is _MISSING:
            return []
        if not isinstance(self._value, Mapping) or not all(isinstance(key, str) for key in self._value):
            self.fault(f"Here stands {kind_of(self._value)}.", "Write a mapping (key: value).")
            return []
        return [(key, self.at(key)) for key in self._value]

    def items(self, *, least: int = 0) -> list[Place]:
        """Give the places of a list's items."""
        if self._value is _MISSING:
            return []
        if not isinstance(self._value, list):
            self._faults.skeleton_broken = True
            self.fault(f"Here stands {kind_of(self._value)}.", "Write a list (one - per item).")
            return []
        if len(self._value) < least:
            self.fault("The list is empty.", "Add at least one item.")
        return [Place(value, (*self._steps, i), self._faults) for i, value in enumerate(self._value)]

    def text(self, most: int, *, lines: bool = False) -> str:
        """Read a text of at most so many characters, without blanks at its ends."""
        if self._value is _MISSING:
            return ""
        if not isinstance(self._value, str):
            self.fault(f"Here stands {kind_of(self._value)}.", "Write a text; put it in quotes if need be.")
            return ""
        text = self._value.strip()
        if not text:
            self.fault("The text is empty.", "Write it.")
        elif len(text) > most:
            self.fault(f"The text has {len(text)} characters.", f"Use at most {most}.")
        elif _CONTROL.search(text):
            self.fault("The text holds a character that cannot be seen.", "Take it away.")
        elif "\n" in text and not lines:
            self.fault("The text has a line break.", "Write it on one line.")
        else:
            return text
        return ""

    def words(self, most: int, *, lines: bool = False) -> Words:
        """Read a text in all four languages."""
        if self._value is not _MISSING and not isinstance(self._value, Mapping):
            self.fault(
                f"Here stands {kind_of(self._value)}.", "Write the text in four languages: {nb, sv, da, en}."
            )
            return Words("", "", "", "")
        if self.mapping((), LANGUAGES):
            for code in LANGUAGES:
                if code not in self._value:
                    self.at(code).fault(f"The {LANGUAGE_NAMES[code]} text is missing.", f"Add {code}.")
        return Words(*(self.at(code).text(most, lines=lines) for code in LANGUAGES))

    def id(self) -> str:
        """Read an id of small letters, digits and hyphens."""
        return self.matching(_ID, _MOST_ID, "Use small letters a to z, digits and single hyphens.")

    def matching(self, pattern: re.Pattern[str], most: int, mend: str) -> str:
        """Read a text that follows a pattern."""
        before = len(self._faults.found) + self._faults.more
        text = self.text(most)
        if text and not pattern.fullmatch(text):
            self.fault(f"{shown(text)} is not written as it must be.", mend)
            text = ""
        if len(self._faults.found) + self._faults.more > before:
            self._faults.skeleton_broken = True
        return text

    def one_of(self, known: Collection[str], kind: str) -> str:
        """Read one of the names that are known."""
        text = self.text(_MOST_URL)
        if text and text not in known:
            near = get_close_matches(text[:_MOST_ID], known, 1)
            mend = f"Did you mean {near[0]}?" if near else f"Use one of {', '.join(sorted(known))}."
            self.fault(f"There is no {kind} called {shown(text)}.", mend)
            return ""
        return text

    def whole(self, low: int, high: int) -> int:
        """Read a whole number between two bounds."""
        if self._value is _MISSING:
            return low
        if isinstance(self._value, bool) or not isinstance(self._value, int):
            self.fault(f"Here stands {kind_of(self._value)}.", "Write a whole number without quotes.")
            return low
        if not low <= self._value <= high:
            known = f"Write {low}." if low == high else f"Write a whole number from {low} to {high}."
            self.fault(f"{_short(self._value)} is out of bounds.", known)
            return low
        return self._value

    def yes_or_no(self) -> bool:
        """Read true or false."""
        if self._value is not _MISSING and not isinstance(self._value, bool):
            self.fault(f"Here stands {kind_of(self._value)}.", "Write true or false.")
        return self._value is True

    def day(self) -> date:
        """Read a day."""
        if type(self._value) is date:
            return self._value
        if isinstance(self._value, str):
            try:
                return date.fromisoformat(self._value if len(self._value) == 10 else "")
            except ValueError:
                self.fault(f"{shown(self._value)} is no day.", "Write a day that exists, as YYYY-MM-DD.")
        elif self._value is not _MISSING:
            self.fault(f"Here stands {kind_of(self._value)}.", "Write a day, as YYYY-MM-DD.")
        return date.min

    def url(self) -> str:
        """Read a web address."""
        text = self.text(_MOST_URL)
        if text and (not text.startswith(("https://", "http://")) or re.search(r"[\s<>\"'`\\]", text)):
            self.fault(f"{shown(text)} is no web address.", "Write it whole, from https:// on.")
            return ""
        return text

    def _unknown_key(self, key: object) -> None:
        text = key if isinstance(key, str) else ""
        steps = (*self._steps, text) if text else self._steps
        if text in ("after", "remove"):
            mend = "Take it away: only items of a pack that extends another can have it."
        else:
            near = get_close_matches(text[:_MOST_ID], self._keys, 1)
            mend = f"Did you mean {near[0]}?" if near else f"Use one of {', '.join(sorted(self._keys))}."
        self._faults.note(steps, f"The key {shown(key)} is not known here.", mend)


def kind_of(value: Any) -> str:
    """Say in words what kind of value stands in a document."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true or false"
    for kind, name in (
        (str, "a text"),
        (int, "a whole number"),
        (Mapping, "a mapping"),
        (list, "a list"),
        (date, "a day"),
    ):
        if isinstance(value, kind):
            return name
    return "a number"


def _short(number: int) -> str:
    return str(number) if abs(number) < 10**12 else "The number"
