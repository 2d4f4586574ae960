"""What ``extends`` means: a pack written as changes to another is laid over it, item by item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from veien.foundation.faults import path_of, shown
from veien.methods.rules.place import Faults, Steps

_OWN_HEAD = ("pack", "version", "schema", "extends")
_NOTES = ("after", "remove")


class _Ways(NamedTuple):
    """The ways to one place: in the result, in the base and in the changes."""

    result: Steps
    base: Steps
    own: Steps


@dataclass(eq=False, slots=True)
class _Slot:
    """One item of a list: what the base has, what the changes have, and where."""

    base: Any = None
    base_index: int | None = None
    own: Any = None
    own_index: int | None = None

    def note(self, key: str) -> Any:
        return self.own.get(key) if isinstance(self.own, Mapping) else None


class Merge:
    """Lays the changes over the base and remembers where each item of the result was written."""

    def __init__(self, base_name: str, own: Mapping[str, Any]) -> None:
        self.faults = Faults()
        """What is wrong with the changes themselves, with places as in the file they are written in."""
        self._base_name = base_name
        self._own = own
        self._written: dict[Steps, tuple[Steps | None, Steps | None]] = {}

    def onto(self, base: Mapping[str, Any]) -> dict[str, Any]:
        """Give the whole pack: the base's items in their order with the changes laid over them.

        Shape: items with an ``id`` are merged by it, new ones stand last or ``after`` another, ``remove:
        true`` drops one, an empty value (``null``) takes a key away; any other value replaces the base's.
        """
        without_head = {key: value for key, value in base.items() if key not in _OWN_HEAD}
        return self._mapping(without_head, self._own, _Ways((), (), ()))

    def path(self, steps: Sequence[str | int]) -> str:
        """Write the way to a place of the result as it stands in the file it was written in."""
        for length in range(len(steps), 0, -1):
            in_own, in_base = self._written.get(tuple(steps[:length]), (None, None))
            rest = steps[length:]
            if in_own is not None and (in_base is None or not rest or self._has(in_own, rest[0])):
                return path_of([*in_own, *rest])
            if in_base is not None:
                return f"{self._base_name}: {path_of([*in_base, *rest])}"
        return path_of(steps)

    def _has(self, way: Steps, key: str | int) -> bool:
        """Tell whether the changes themselves say something under a key."""
        item: Any = self._own
        for step in way:
            item = item[step]
        return isinstance(item, Mapping) and key in item

    def _mapping(self, base: Mapping[str, Any], own: Mapping[str, Any], ways: _Ways) -> dict[str, Any]:
        merged = dict(base)
        for key, value in own.items():
            if value is None and key in base:
                del merged[key]
            elif isinstance(value, list) and _has_items(base.get(key)):
                inner = _Ways((*ways.result, key), (*ways.base, key), (*ways.own, key))
                merged[key] = self._items(base[key], value, inner)
            else:
                merged[key] = value
        return merged

    def _items(self, base: list[Any], own: list[Any], ways: _Ways) -> list[Any]:
        slots = [_Slot(item, i) for i, item in enumerate(base)]
        by_id = {slot.base["id"]: slot for slot in slots}
        changed = []
        for i, item in enumerate(own):
            item_id = _id_of(item)
            slot = by_id.get(item_id)
            if slot is None or slot.own_index is not None:
                slot = _Slot()
                slots.append(slot)
                if item_id:
                    by_id.setdefault(item_id, slot)
            slot.own, slot.own_index = item, i
            changed.append(slot)
        kept = [slot for slot in slots if not self._dropped(slot, ways)]
        for slot in changed:
            if slot.note("after") is not None and slot in kept:
                self._move(kept, slot, by_id, ways)
        return [self._item(slot, i, ways) for i, slot in enumerate(kept)]

    def _item(self, slot: _Slot, position: int, ways: _Ways) -> Any:
        here = (*ways.result, position)
        in_base = None if slot.base_index is None else (*ways.base, slot.base_index)
        in_own = None if slot.own_index is None else (*ways.own, slot.own_index)
        self._written[here] = (in_own, in_base)
        if in_own is None:
            return slot.base
        if not isinstance(slot.own, Mapping):
            return slot.own
        change = {key: value for key, value in slot.own.items() if key not in _NOTES}
        if in_base is None:
            return change
        return self._mapping(slot.base, change, _Ways(here, in_base, in_own))

    def _dropped(self, slot: _Slot, ways: _Ways) -> bool:
        if not isinstance(slot.own, Mapping) or "remove" not in slot.own:
            return False
        steps = (*ways.own, slot.own_index or 0, "remove")
        if slot.base_index is None:
            self.faults.note(
                steps,
                f"{self._base_name} has no such item here.",
                "Name one of its items, or take this away.",
            )
        elif slot.own["remove"] is not True:
            self.faults.note(steps, "Only true can stand here.", "Write true, or take the key away.")
        elif len(slot.own) > 2:
            self.faults.note(steps, "An item that is removed has other keys too.", "Keep id and remove only.")
        return True

    def _move(self, kept: list[_Slot], slot: _Slot, by_id: Mapping[Any, _Slot], ways: _Ways) -> None:
        wanted = slot.note("after")
        target = by_id.get(wanted) if isinstance(wanted, str) else None
        if target is None or target is slot or target not in kept:
            self.faults.note(
                (*ways.own, slot.own_index or 0, "after"),
                f"There is no other item called {shown(wanted)} in this list.",
                "Name one that stands here, or take the key away.",
            )
            return
        kept.remove(slot)
        kept.insert(kept.index(target) + 1, slot)


def _has_items(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(_id_of(item) for item in value)


def _id_of(item: Any) -> str:
    item_id = item.get("id") if isinstance(item, Mapping) else None
    return item_id if isinstance(item_id, str) else ""
