"""Strict reading of YAML, from the events of its parser, so that anchors and tags are seen."""

from __future__ import annotations

from typing import Any

from veien.foundation.faults import BadDocument, Fault, path_of, shown
from veien.foundation.reading.limits import (
    MOST_DEPTH,
    MOST_FAULTS,
    MOST_VALUES,
    empty,
    half_letter,
    is_text,
    too_deep,
    too_many,
    twice,
)
from veien.foundation.reading.scalars import Refused, Scalars


class NotYaml(BadDocument):
    """The text does not follow the grammar of YAML at all."""


def read_yaml(text: str, scalars: Scalars, name: str) -> Any:
    """Read one YAML document; ``name`` stands for the place where the whole is wrong."""
    import yaml  # here, so that reading JSON never pays for it

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    tree = _Tree(scalars, name)
    try:
        for event in yaml.parse(text, Loader=loader):
            tree.take(event)
    except yaml.YAMLError as error:
        raise NotYaml([_grammar_fault(error, text, name)]) from None
    if tree.faults:
        raise BadDocument(tree.faults)
    if tree.documents == 0:
        raise empty(name)
    return tree.root


def _grammar_fault(error: Exception, text: str, name: str) -> Fault:
    mark = getattr(error, "problem_mark", None)
    position = getattr(error, "position", None)
    where = name
    if mark is not None:
        where = f"line {mark.line + 1}, column {mark.column + 1}"
    elif isinstance(position, int) and position >= 0:
        where = f"line {text.count(chr(10), 0, position) + 1}"
    what = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read"
    return Fault(where, f"This is not valid YAML: {what}.", "Mend the text there.")


class _Open:
    """A list or mapping that is being filled; ``key`` is None while a mapping waits for its next key."""

    __slots__ = ("key", "value")

    def __init__(self, value: dict[str, Any] | list[Any]) -> None:
        self.value = value
        self.key: str | None = None


class _Tree:
    """Builds a plain tree out of the events of a YAML parser, and notes what it refuses."""

    def __init__(self, scalars: Scalars, name: str) -> None:
        self.root: Any = None
        self.faults: list[Fault] = []
        self.documents = 0
        self._scalars = scalars
        self._name = name
        self._open: list[_Open] = []
        self._values = 0

    def take(self, event: Any) -> None:
        """Take the next event of the parser."""
        kind = type(event).__name__
        if kind == "ScalarEvent":
            self._scalar(event)
        elif kind in ("MappingStartEvent", "SequenceStartEvent"):
            self._start({} if kind == "MappingStartEvent" else [], event)
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            self._open.pop()
            self._filled()
        elif kind == "AliasEvent":
            self._note(event, f"*{event.anchor} refers to another place.", "Write the value itself.")
            self._put(None, event)
        elif kind == "DocumentStartEvent":
            self.documents += 1
            if self.documents > 1:
                raise BadDocument(
                    [Fault(_line(event), "The file holds several documents.", "Keep one of them.")]
                )

    def _scalar(self, event: Any) -> None:
        value: Any = event.value
        if event.anchor is not None or event.tag is not None:
            self._no_marks(event)
        elif not event.style:  # libyaml says '' where PyYAML's own parser says None
            if value == "<<" and self._waits_for_key():
                self._note(event, "A merge key (<<) is not read.", "Write the keys out.")
            value = self._scalars.plain(value)
        elif not is_text(value):
            value = None
            self.faults.append(half_letter(self._where(event)))
        if isinstance(value, Refused):
            self._note(event, value.what, value.mend)
            value = event.value
        self._put(value, event)

    def _start(self, value: dict[str, Any] | list[Any], event: Any) -> None:
        if self._waits_for_key():
            what = "A key is a list or a mapping."
            raise BadDocument([Fault(self._where(event), what, "Write the key as text.")])
        self._no_marks(event)
        if len(self._open) >= MOST_DEPTH:
            raise too_deep(_line(event))
        if self._open:
            self._put(value, event, ends=False)
        else:
            self.root = value
        self._open.append(_Open(value))

    def _no_marks(self, event: Any) -> None:
        if event.anchor is not None:
            self._note(event, f"&{event.anchor} names a place to refer to.", "Take the mark away.")
        if event.tag is not None:
            self._note(event, f"The tag {shown(event.tag)} is not read.", "Take the tag away.")

    def _put(self, value: Any, event: Any, *, ends: bool = True) -> None:
        self._values += 1
        if self._values > MOST_VALUES:
            raise too_many(self._name)
        if not self._open:
            self.root = value
            return
        top = self._open[-1]
        if isinstance(top.value, list):
            top.value.append(value)
        elif top.key is None:
            top.key = self._key(value, event, top.value)
        else:
            top.value[top.key] = value
            if ends:
                top.key = None

    def _filled(self) -> None:
        if self._open:
            self._open[-1].key = None

    def _key(self, value: Any, event: Any, beside: dict[str, Any]) -> str:
        if not isinstance(value, str):
            self._note(event, f"The key {shown(event.value)} is not text.", "Put the key in quotes.")
            return str(event.value)
        if value in beside:
            self.faults.append(twice(f"{_line(event)}, {self._path([value])}", value))
        return value

    def _waits_for_key(self) -> bool:
        return bool(self._open) and isinstance(self._open[-1].value, dict) and self._open[-1].key is None

    def _note(self, event: Any, what: str, mend: str) -> None:
        self.faults.append(Fault(self._where(event), what, mend))
        if len(self.faults) >= MOST_FAULTS:
            raise BadDocument(self.faults)

    def _where(self, event: Any) -> str:
        return f"{_line(event)}, {self._path([])}"

    def _path(self, last: list[str | int]) -> str:
        steps: list[str | int] = []
        for depth, place in enumerate(self._open):
            if isinstance(place.value, list):
                steps.append(len(place.value) - (depth < len(self._open) - 1))
            elif place.key is not None:
                steps.append(place.key)
        return path_of([*steps, *last])


def _line(event: Any) -> str:
    return f"line {event.start_mark.line + 1}"
