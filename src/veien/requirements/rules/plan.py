"""What a workbook would change: new requirements, changed fields, rows that are missing. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from veien.foundation.canonical import digest_of

COMPARED = (
    "ref",
    "section",
    "title",
    "text",
    "obligation",
    "kind",
    "category",
    "answer",
    "unit",
    "evidence",
    "needs",
)
"""The columns of the workbook, in their order."""


@dataclass(frozen=True)
class Written:
    """A requirement as a workbook writes it: all in words; ``needs`` are numbers of needs in order."""

    ref: str
    section: str
    title: str
    text: str
    obligation: str
    kind: str
    category: str
    answer: str
    unit: str
    evidence: str
    needs: tuple[str, ...]

    @classmethod
    def from_mapping(cls, values: Mapping[str, Any]) -> Written:
        """Make one from plain values, as they come out of JSON."""
        kept = {field: values[field] for field in COMPARED}
        return cls(**{**kept, "needs": tuple(kept["needs"])})

    def as_mapping(self) -> dict[str, Any]:
        """Give plain values."""
        return asdict(self)


@dataclass(frozen=True)
class FieldChange:
    """One field that becomes another."""

    field: str
    old: Any
    new: Any


@dataclass(frozen=True)
class Changed:
    """A requirement that is there and gets other values."""

    old: Written
    new: Written
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True)
class Plan:
    """All that taking a workbook in would do.

    ``order`` is every row of the file by its place: the old reference of one that is there, or ``#n`` for the n-th
    new one; ``moved`` are references that change place within their section.
    """

    new: tuple[Written, ...]
    changed: tuple[Changed, ...]
    unchanged: tuple[Written, ...]
    missing: tuple[Written, ...]
    new_sections: tuple[str, ...]
    moved: tuple[str, ...]
    order: tuple[str, ...]

    @property
    def does_something(self) -> bool:
        """Say whether anything would change, leaving what is missing untouched."""
        return bool(self.new or self.changed or self.moved)

    def digest(self) -> str:
        """Give the digest of what was shown, to see that what is done is what was shown."""
        return digest_of(asdict(self))


def plan_of(rows: Sequence[Written], there: Sequence[Written], sections: Iterable[str]) -> Plan:
    """Compare the rows of a workbook with the requirements that are there.

    Shape: rows and requirements meet by reference, small and capital letters alike; a row without a reference is new.
    A section is known by its title, small and capital letters alike. ``there`` stands in the order of the
    specification.
    """
    by_ref = {each.ref.casefold(): each for each in there}
    titles = {title.casefold(): title for title in sections}
    new: list[Written] = []
    changed: list[Changed] = []
    unchanged: list[Written] = []
    new_sections: list[str] = []
    order: list[str] = []
    stay: list[tuple[str, str]] = []
    for row in rows:
        if row.section.casefold() not in titles:
            titles[row.section.casefold()] = row.section
            new_sections.append(row.section)
        row = Written(**{**row.__dict__, "section": titles[row.section.casefold()]})
        old = by_ref.get(row.ref.casefold()) if row.ref else None
        order.append(old.ref if old else f"#{len(new)}")
        if old is not None and old.section == row.section:
            stay.append((old.ref, row.section))
        if old is None:
            new.append(row)
        elif row == old:
            unchanged.append(row)
        else:
            changed.append(Changed(old, row, _differences(old, row)))
    met = {each.old.ref for each in changed} | {each.ref for each in unchanged}
    return Plan(
        new=tuple(new),
        changed=tuple(changed),
        unchanged=tuple(unchanged),
        missing=tuple(each for each in there if each.ref not in met),
        new_sections=tuple(new_sections),
        moved=_moved(stay, there),
        order=tuple(order),
    )


def _differences(old: Written, new: Written) -> tuple[FieldChange, ...]:
    pairs = ((field, getattr(old, field), getattr(new, field)) for field in COMPARED)
    return tuple(FieldChange(field, was, becomes) for field, was, becomes in pairs if was != becomes)


def _moved(stay: Sequence[tuple[str, str]], there: Sequence[Written]) -> tuple[str, ...]:
    """Name those that stay in their section and stand in another order there than in the specification.

    The fewest that must move for the rest to stand: all but a longest run that is in order already.
    """
    place = {each.ref: number for number, each in enumerate(there)}
    found: list[str] = []
    for section in dict.fromkeys(section for _ref, section in stay):
        here = [ref for ref, each in stay if each == section]
        steady = _longest_rising([place[ref] for ref in here])
        found += [ref for ref in here if place[ref] not in steady]
    return tuple(found)


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """Give a longest rising run out of different numbers, in O(n log n)."""
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(tails, number)
        before[number] = tails[at - 1] if at else None
        if at == len(tails):
            tails.append(number)
        else:
            tails[at] = number
    run: set[int] = set()
    last: int | None = tails[-1] if tails else None
    while last is not None:
        run.add(last)
        last = before[last]
    return run
