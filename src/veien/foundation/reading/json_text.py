"""Strict reading of JSON."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from veien.foundation.faults import BadDocument, Fault, path_of
from veien.foundation.reading.limits import (
    MOST_DEPTH,
    MOST_FAULTS,
    MOST_VALUES,
    half_letter,
    is_text,
    too_deep,
    too_many,
    twice,
)
from veien.foundation.reading.scalars import Refused, Scalars


def read_json(text: str, scalars: Scalars, name: str) -> Any:
    """Read one JSON document.

    Raises: json.JSONDecodeError where the text is no JSON, BadDocument where its content is refused.
    """
    doubled: dict[int, list[str]] = {}
    kept: list[dict[str, Any]] = []  # keeps refused dicts alive, so that their id stays theirs

    def object_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) != len(pairs):
            times = Counter(key for key, _ in pairs)
            doubled[id(made)] = [key for key, count in times.items() if count > 1][:MOST_FAULTS]
            kept.append(made)
        return made

    try:
        tree = json.loads(
            text,
            object_pairs_hook=object_of,
            parse_float=scalars.number,
            parse_int=scalars.whole,
            parse_constant=scalars.constant,
        )
    except RecursionError:
        raise too_deep(name) from None
    look = _Look(name, doubled, odd_letters="\\u" in text)
    look.at(tree, [])
    if look.faults:
        raise BadDocument(look.faults)
    return tree


class _Look:
    """Looks through a tree that JSON gave for refused values, keys twice and depth."""

    def __init__(self, name: str, doubled: dict[int, list[str]], *, odd_letters: bool) -> None:
        self.faults: list[Fault] = []
        self._name = name
        self._doubled = doubled
        self._odd_letters = odd_letters
        self._values = 0

    def at(self, value: Any, steps: list[str | int]) -> None:
        """Look at one value and everything in it."""
        if len(self.faults) >= MOST_FAULTS:
            return
        if isinstance(value, dict | list):
            self._container(value, steps)
        elif isinstance(value, Refused):
            self.faults.append(Fault(path_of(steps), value.what, value.mend))
        elif self._odd_letters and isinstance(value, str) and not is_text(value):
            self.faults.append(half_letter(path_of(steps)))

    def _container(self, value: dict[str, Any] | list[Any], steps: list[str | int]) -> None:
        if len(steps) >= MOST_DEPTH:
            raise too_deep(path_of(steps[:3]))
        self._values += len(value)
        if self._values > MOST_VALUES:
            raise too_many(self._name)
        for key in self._doubled.get(id(value), ()):
            self.faults.append(twice(path_of([*steps, key]), key))
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            if type(inner) is str and not self._odd_letters:
                continue
            if self._odd_letters and isinstance(step, str) and not is_text(step):
                self.faults.append(half_letter(path_of(steps)))
            self.at(inner, [*steps, step])
