"""A workbook's drivers and lines kept at once: what it has is added or changed, what it has not is left alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.business_case.actions.lines import fitted_line, keep_lines, words_of
from veien.business_case.actions.quantities import checked_quantity, fitted_quantity, quantity_words
from veien.business_case.actions.writing import CannotWrite, differences, queued
from veien.business_case.models import Alternative, BusinessCase, Line, Quantity

if TYPE_CHECKING:
    from veien.people.queries import User

Rows = Sequence[Mapping[str, Any]]
_DRIVER = ("key", "factors", "divide", "unit", "source", "text")
_TEXTS = ("title", "part", "service_area", "kind", "benefit", "shape", "source", "text")
_SHARES = {"share": Decimal(1), "realised": Decimal(1), "growth": Decimal(0)}


@dataclass
class Changes:
    """What a workbook would do: names of what is new, and of what differs with the words that do."""

    new_drivers: list[str] = field(default_factory=list)
    changed_drivers: list[str] = field(default_factory=list)
    new_lines: list[str] = field(default_factory=list)
    changed_lines: list[str] = field(default_factory=list)
    left_lines: int = 0

    @property
    def count(self) -> int:
        """Give how many things are new or differ."""
        return sum(map(len, (self.new_drivers, self.changed_drivers, self.new_lines, self.changed_lines)))


class _Tried(Exception):
    """Takes a trial back."""


def try_import(case: BusinessCase, *, drivers: Rows, lines: Rows) -> Changes:
    """Say what a workbook would do, without keeping any of it.

    May: edit
    Raises: CannotWrite with the sheet and the row of every fault: ``drivers-7``, ``lines-12``.
    """
    changes = Changes()
    try:
        with transaction.atomic():
            _write(queued(case.procurement), drivers, lines, changes)
            raise _Tried
    except _Tried:
        return changes


def import_case(case: BusinessCase, *, by: User, drivers: Rows, lines: Rows) -> int:
    """Keep what a workbook has: all of it or nothing. What it lacks stays. Gives how many things are new or differ.

    Nothing is logged when nothing differs.
    May: edit
    Raises: CannotWrite as for ``try_import``.
    Logs: business_case.imported
    """
    if not try_import(case, drivers=drivers, lines=lines).count:
        return 0
    changes = Changes()
    chain = case.procurement.public_id
    with recorded(chain, "business_case.imported", by=by, subject="business-case") as entry:
        log = _write(queued(case.procurement), drivers, lines, changes)
        entry.content = {"changes": log}
    return changes.count


def _write(case: BusinessCase, drivers: Rows, lines: Rows, changes: Changes) -> list[dict[str, Any]]:
    return _write_drivers(case, drivers, changes) + _write_lines(case, lines, changes)


def _write_drivers(case: BusinessCase, rows: Rows, changes: Changes) -> list[dict[str, Any]]:
    """Write drivers; one that is made of another of the same workbook waits until that one is there."""
    log = []
    held = {each.key: each for each in Quantity.objects.filter(case=case).select_related("assumption")}
    last = Quantity.objects.filter(case=case).aggregate(last=Max("position"))["last"] or 0
    for row in _in_order(rows, set(held)):
        current = held.get(row["key"])
        quantity = current or Quantity(case=case)
        quantity.case = case
        before = quantity_words(quantity) if current else {}
        words = {name: row[name] for name in _DRIVER}
        words["number"] = None if row["number"] is None else Decimal(row["number"])
        booked = quantity.assumption
        words["assumption"] = booked if booked is not None and booked.figure == words["number"] else None
        if words["assumption"] is not None:
            words["number"] = None
            if not quantity.source and words["source"] == words["assumption"].source:
                words["source"] = ""  # the workbook shows the source of the book
        try:
            fitted_quantity(quantity, words)  # type: ignore[arg-type]
            found = differences(before, quantity_words(quantity))
            if not found["after"]:
                continue
            checked_quantity(case, quantity)
        except CannotWrite as refused:
            raise CannotWrite([(f"drivers-{row['row']}", text) for _field, text in refused.at]) from refused
        if current is None:
            last += 1
            quantity.position = last
        else:
            quantity.revision += 1
        quantity.save()
        (changes.changed_drivers if current else changes.new_drivers).append(quantity.key)
        log.append({"driver": quantity.key, **found})
    return log


def _in_order(rows: Rows, known: set[str]) -> list[Mapping[str, Any]]:
    """Put what others are made of first; what is left goes in a ring, or is made of something unknown."""
    ordered: list[Mapping[str, Any]] = []
    waiting, names = list(rows), {row["key"] for row in rows}
    done = known - names
    while waiting:
        free = [row for row in waiting if not ({*row["factors"], row["divide"]} & names) - done]
        if not free:
            return ordered + waiting
        ordered += free
        done |= {row["key"] for row in free}
        waiting = [row for row in waiting if row not in free]
    return ordered


def _write_lines(case: BusinessCase, rows: Rows, changes: Changes) -> list[dict[str, Any]]:
    alternatives = {each.key: each for each in Alternative.objects.filter(case=case)}
    drivers = {each.key: each for each in Quantity.objects.filter(case=case)}
    related = Line.objects.filter(alternative__case=case).select_related("quantity", "assumption", "goal")
    held = {(each.alternative_id, each.key): each for each in related}
    changes.left_lines = len(held)
    wanted: dict[str, list[tuple[int, Line]]] = {}
    log: list[dict[str, Any]] = []
    faults: list[tuple[str, str]] = []
    for row in rows:
        chosen = alternatives.get(row["alternative"])
        if chosen is None:
            faults.append((f"lines-{row['row']}", _("There is no such alternative any more.")))
            continue
        chosen.case = case
        current = held.get((chosen.pk, row["key"])) if row["key"] else None
        changes.left_lines -= current is not None
        line = current or Line(alternative=chosen)
        line.alternative = chosen
        before = words_of(line) if current else {}
        try:
            fitted_line(line, _line_words(row, line, drivers))
        except CannotWrite as refused:
            faults += [(f"lines-{row['row']}", text) for _field, text in refused.at]
            continue
        found = differences(before, words_of(line))
        if found["after"]:
            wanted.setdefault(chosen.key, []).append((row["row"], line))
            (changes.changed_lines if current else changes.new_lines).append(f"{chosen}: {line}")
            log.append({"alternative": chosen.title, "line": line.title, **found})
    if faults:
        raise CannotWrite(faults)
    for key, some in wanted.items():
        try:
            keep_lines(alternatives[key], some, in_table=True)
        except CannotWrite as refused:
            raise CannotWrite([_of_row(name, text) for name, text in refused.at]) from refused
    return log


def _of_row(name: str, text: str) -> tuple[str, str]:
    number = name.partition("-")[0]
    return (f"lines-{number}" if number.isdigit() else "", text)


def _line_words(row: Mapping[str, Any], line: Line, drivers: Mapping[str, Quantity]) -> Any:
    words: dict[str, Any] = {name: row[name] for name in _TEXTS}
    for name, usual in _SHARES.items():
        words[name] = usual if row[name] is None else Decimal(row[name])
    for name in ("low", "mode", "high", "amount", "unit_amount"):
        words[name] = None if row[name] is None else Decimal(row[name])
    words["quantity"] = drivers.get(row["quantity"]) if row["quantity"] else None
    if row["quantity"] and words["quantity"] is None:
        said = _("There is no driver called “%(name)s”. Write the name of a driver, or a number.")
        raise CannotWrite([("quantity", said % {"name": row["quantity"]})])
    booked = line.assumption
    words["assumption"] = booked if booked is not None and booked.figure == words["unit_amount"] else None
    if words["assumption"] is not None and not line.source and row["source"] == words["assumption"].source:
        words["source"] = ""  # the workbook shows the source of the book
    words["integration"], words["ramp"] = row["integration"], dict(row["ramp"])
    words["first_year"], words["last_year"] = row["first_year"], row["last_year"]
    return words
