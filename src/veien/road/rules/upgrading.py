"""What a newer version of a method pack changes for a procurement that walks it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

from veien.methods.rules import Activity, Decision, Deliverable, Pack, Station, Words

Kind = Literal["station", "activity", "deliverable", "decision", "question"]
_T = TypeVar("_T", Activity, Deliverable, Station, Decision)


@dataclass(frozen=True)
class Difference:
    """One thing that differs between two versions of a pack.

    Shape: ``what`` is ``new``, ``gone``, ``text`` (reworded), ``place`` (tool, role or phase) or ``seen`` (the program
    looks at other facts than before to see that it is done); ``facts`` are those that are looked at anew, ``unlooked``
    those that no longer are.
    """

    kind: Kind
    id: str
    title: Words
    what: Literal["new", "gone", "text", "place", "seen"]
    facts: tuple[str, ...] = ()
    unlooked: tuple[str, ...] = ()


def is_newer(version: str, than: str) -> bool:
    """Tell whether a version comes after another: 1.10.0 after 1.9.0."""
    return [int(part) for part in version.split(".")] > [int(part) for part in than.split(".")]


def differences(old: Pack, new: Pack) -> list[Difference]:
    """Give all that differs between two versions of a pack, along the road of the newer; what is gone comes last.

    Shape: one row per thing and way in which it differs.
    """
    found = [
        *_compared("station", _by_id(old.stations), _by_id(new.stations)),
        *_compared("activity", _by_id(_all(old)), _by_id(_all(new))),
        *_compared("deliverable", _by_id(old.deliverables), _by_id(new.deliverables)),
        *_compared("decision", _by_id(old.decisions), _by_id(new.decisions)),
        *_questions(old, new),
    ]
    return sorted(found, key=lambda each: each.what == "gone")


def _all(pack: Pack) -> tuple[Activity, ...]:
    return pack.activities


def _by_id(items: Iterable[_T]) -> Mapping[str, _T]:
    return {each.id: each for each in items}


def _compared(kind: Kind, old: Mapping[str, _T], new: Mapping[str, _T]) -> list[Difference]:
    found = []
    for key, item in new.items():
        before = old.get(key)
        if before is None:
            found.append(Difference(kind, key, item.title, "new", facts=_looked_at(item)))
            continue
        if _wording(before) != _wording(item):
            found.append(Difference(kind, key, item.title, "text"))
        if _placing(before) != _placing(item):
            found.append(Difference(kind, key, item.title, "place"))
        was, now = _looked_at(before), _looked_at(item)
        if set(was) != set(now):
            facts = tuple(each for each in now if each not in was)
            found.append(
                Difference(
                    kind, key, item.title, "seen", facts, tuple(each for each in was if each not in now)
                )
            )
    return found + [Difference(kind, key, item.title, "gone") for key, item in old.items() if key not in new]


def _looked_at(item: Activity | Deliverable | Station | Decision) -> tuple[str, ...]:
    return item.done_when if isinstance(item, Activity) else ()


def _wording(item: Activity | Deliverable | Station | Decision) -> tuple[object, ...]:
    if isinstance(item, Station | Decision):
        return (item.title, item.intro)
    return (item.title, item.text)


def _placing(item: Activity | Deliverable | Station | Decision) -> tuple[object, ...]:
    if isinstance(item, Station):
        return (item.effort,)
    if isinstance(item, Decision):
        return (item.role, item.optional, frozenset(item.deliverables))
    if isinstance(item, Deliverable):
        return (item.role, item.tool, item.gate)
    return (item.role, item.tool)


def _questions(old: Pack, new: Pack) -> list[Difference]:
    was = {each.id: each for point in old.decisions for each in point.questions}
    now = {each.id: each for point in new.decisions for each in point.questions}
    found = [Difference("question", key, each.text, "new") for key, each in now.items() if key not in was]
    found += [
        Difference("question", key, each.text, "text")
        for key, each in now.items()
        if key in was and (was[key].text, was[key].help) != (each.text, each.help)
    ]
    return found + [
        Difference("question", key, each.text, "gone") for key, each in was.items() if key not in now
    ]
