"""Asking why five times: the order of the boxes, how deep a chain goes, and where each box is drawn. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

LEVELS = 5
"""How many times one asks why before one may stop."""
MOST_LEVELS = 9
MOST_BOXES = 200

Standing = Literal["begun", "on_the_way", "deep", "rooted"]


@dataclass(frozen=True)
class Box:
    """A challenge, or an answer to why; ``parent`` is the box it answers, None at the root."""

    key: int
    parent: int | None
    text: str
    has_need: bool = False


@dataclass(frozen=True)
class Placed:
    """A box with how many whys lie above it, and the row it is drawn at; a row may lie between two."""

    box: Box
    level: int
    row: float


def placed(boxes: Sequence[Box]) -> tuple[Placed, ...]:
    """Place the boxes of a tree: root first, each followed by what answers it; a box in the middle of its answers.

    Shape: every box that hangs on a root, once. Boxes whose parent is not there are roots.
    """
    below = children_of(boxes)
    found: list[Placed] = []
    row = 0

    def place(box: Box, level: int) -> float:
        nonlocal row
        at = len(found)
        found.append(Placed(box, level, 0))
        rows = [place(each, level + 1) for each in below.get(box.key, ())]
        if not rows:
            rows = [float(row)]
            row += 1
        found[at] = Placed(box, level, (rows[0] + rows[-1]) / 2)
        return found[at].row

    for root in below.get(None, ()):
        place(root, 0)
    return tuple(found)


def children_of(boxes: Iterable[Box]) -> Mapping[int | None, list[Box]]:
    """Give the answers under each box; under None the roots."""
    boxes = list(boxes)
    known = {each.key for each in boxes}
    below: dict[int | None, list[Box]] = {}
    for each in boxes:
        below.setdefault(each.parent if each.parent in known else None, []).append(each)
    return below


def level_of(key: int, parents: Mapping[int, int | None]) -> int:
    """Count the whys above a box.

    Raises: KeyError if the box is not there.
    """
    level, above = 0, parents[key]
    while above is not None:
        level, above = level + 1, parents[above]
    return level


def under(key: int, boxes: Sequence[Box]) -> Iterator[Box]:
    """Give a box and everything under it."""
    below = children_of(boxes)
    waiting = [each for each in boxes if each.key == key]
    while waiting:
        box = waiting.pop()
        yield box
        waiting += below.get(box.key, ())


def standing(tree: Sequence[Placed]) -> Standing:
    """Say how far the asking has come: begun, on the way, five whys deep, or a need came of it."""
    if any(each.box.has_need for each in tree):
        return "rooted"
    deepest = max((each.level for each in tree), default=0)
    if deepest >= LEVELS:
        return "deep"
    return "on_the_way" if deepest else "begun"
