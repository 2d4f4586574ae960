"""Putting things in order: one or many moved within a list, and a list laid in the order of another. Pure."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from typing import Literal, TypeVar

Item = TypeVar("Item", bound=Hashable)
Direction = Literal["up", "down", "first", "last"]
DIRECTIONS: tuple[Direction, ...] = ("up", "down", "first", "last")


def moved(items: Sequence[Item], chosen: Collection[Item], direction: Direction) -> list[Item]:
    """Move the chosen items of a list together, each keeping its order among the chosen.

    Shape: the same items. Up and down move each chosen item one step past what is not chosen, and stop at the end.
    """
    picked = set(chosen)
    if direction == "first":
        return [each for each in items if each in picked] + [each for each in items if each not in picked]
    if direction == "last":
        return [each for each in items if each not in picked] + [each for each in items if each in picked]
    if direction == "down":
        return moved(items[::-1], picked, "up")[::-1]
    result = list(items)
    for place in range(1, len(result)):
        if result[place] in picked and result[place - 1] not in picked:
            result[place - 1], result[place] = result[place], result[place - 1]
    return result


def placed(items: Sequence[Item], chosen: Sequence[Item], position: int) -> list[Item]:
    """Put the chosen items at a place in a list: the first of them gets that place, counted from 1.

    Shape: the chosen may be in the list already or not; a place past the end is the end.
    """
    picked = set(chosen)
    others = [each for each in items if each not in picked]
    at = min(max(position, 1) - 1, len(others))
    return [*others[:at], *chosen, *others[at:]]


def laid_in_order(items: Sequence[Item], wished: Sequence[Item]) -> list[Item]:
    """Lay a list in a wished order; what the wish does not name stays right after what it stood after.

    Shape: every item once, the wished ones in the wished order; wished items that the list lacks are added.
    """
    result = list(dict.fromkeys(wished))
    there = set(result)
    before: Item | None = None
    for each in items:
        if each not in there:
            result.insert(result.index(before) + 1 if before is not None else 0, each)
            there.add(each)
        before = each
    return result
