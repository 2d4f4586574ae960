"""A case as it would stand after a change, so that the change is checked before it is kept. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from veien.business_case.rules.document import AlternativeRow, CaseRow, LineRow, QuantityRow, part_order


def with_lines(row: CaseRow, alternative: int, lines: Iterable[LineRow]) -> CaseRow:
    """Put lines into an alternative: each takes the place of the one it was, a new one (below 1) goes last."""
    changed = {line.pk: line for line in lines}
    return _with(row, alternative, lambda held: _replaced(held, changed))


def without_line(row: CaseRow, alternative: int, line: int) -> CaseRow:
    """Take a line away."""
    return _with(row, alternative, lambda held: [each for each in held if each.pk != line])


def _with(row: CaseRow, alternative: int, change: object) -> CaseRow:
    assert callable(change)
    alternatives = [
        each._replace(lines=tuple(sorted(change(each.lines), key=lambda line: part_order(line.part))))
        if each.pk == alternative
        else each
        for each in row.alternatives
    ]
    return row._replace(alternatives=tuple(alternatives))


def _replaced(held: Iterable[LineRow], changed: Mapping[int, LineRow]) -> list[LineRow]:
    known = [changed.get(line.pk, line) for line in held]
    return [*known, *(line for pk, line in changed.items() if pk < 1)]


def with_quantity(row: CaseRow, quantity: QuantityRow) -> CaseRow:
    """Put a driver in; where it has a new name, those that use it call it by that."""
    before = next((each.key for each in row.quantities if each.pk == quantity.pk), "")
    kept = [quantity if each.pk == quantity.pk else each for each in row.quantities]
    if not before:
        return row._replace(quantities=(*kept, quantity))
    if before == quantity.key:
        return row._replace(quantities=tuple(kept))
    names = {before: quantity.key}
    return row._replace(
        quantities=tuple(renamed(each, names) for each in kept),
        alternatives=tuple(_calling(each, names) for each in row.alternatives),
    )


def renamed(quantity: QuantityRow, names: Mapping[str, str]) -> QuantityRow:
    """Call the drivers that a driver is made of by new names."""
    factors = tuple(names.get(each, each) for each in quantity.factors)
    return quantity._replace(factors=factors, divide=names.get(quantity.divide, quantity.divide))


def _calling(alternative: AlternativeRow, names: Mapping[str, str]) -> AlternativeRow:
    lines = (line._replace(quantity=names.get(line.quantity, line.quantity)) for line in alternative.lines)
    return alternative._replace(lines=tuple(lines))


def users_of(row: CaseRow, key: str) -> list[str]:
    """Name what uses a driver: drivers made of it by their name, lines by their title."""
    drivers = [each.key for each in row.quantities if key in (*each.factors, each.divide)]
    lines = [line.title for each in row.alternatives for line in each.lines if line.quantity == key]
    return drivers + lines


def ramp_of(parts: Iterable[Decimal], *, first: int) -> dict[int, Decimal]:
    """Give a ramp by year of the case out of parts that begin in the line's first year; full years are left out."""
    return {first + at: part for at, part in enumerate(parts) if part != 1}


def parts_of(ramp: Mapping[str, str], *, first: int, last: int) -> list[Decimal]:
    """Give the parts of a ramp from the line's first year to the last one that is not full."""
    parts = [Decimal(ramp.get(str(year), "1")) for year in range(first, last + 1)]
    while parts and parts[-1] == 1:
        parts.pop()
    return parts
