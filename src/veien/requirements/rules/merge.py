"""Two people changed one requirement: what each of them changed, and where they meet. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Merge:
    """What a requirement becomes when two changes are laid together.

    ``values`` is the proposal; ``theirs_only`` are fields that only the other one changed (taken over), ``clashes``
    fields that both changed differently (the proposal keeps mine), ``mine_only`` fields that only I changed.
    """

    values: Mapping[str, Any]
    mine_only: tuple[str, ...]
    theirs_only: tuple[str, ...]
    clashes: tuple[str, ...]


def merge(was: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> Merge:
    """Lay two changes of the same values together.

    Shape: the fields are those of ``mine``; a field that ``was`` does not know counts as changed by both.
    """
    values: dict[str, Any] = {}
    sorts: dict[str, list[str]] = {"mine": [], "theirs": [], "clash": []}
    for field, my_value in mine.items():
        their_value = theirs[field]
        values[field] = my_value
        if my_value == their_value:
            continue
        if field in was and my_value == was[field]:
            values[field] = their_value
            sorts["theirs"].append(field)
        elif field in was and their_value == was[field]:
            sorts["mine"].append(field)
        else:
            sorts["clash"].append(field)
    return Merge(values, tuple(sorts["mine"]), tuple(sorts["theirs"]), tuple(sorts["clash"]))
