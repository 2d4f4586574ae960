"""How a key figure is carried forward, and which figures can be true. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

LEAST_GROWTH, MOST_GROWTH = Decimal(-30), Decimal(30)
"""Percent a year. What changes faster than this does not go on doing so for years."""
FIRST_YEAR, LAST_YEAR = 1900, 2100
MOST_YEARS_AHEAD = 60
MOST_FIGURE = Decimal(10) ** 12
OLDEST = 120
MOST_PEOPLE = 2_000_000_000


@dataclass(frozen=True)
class Growth:
    """How a figure moves: by a rate, or as a table of years says. The table goes before the rate."""

    value: Decimal
    year: int
    percent: Decimal | None
    table: Mapping[int, Decimal]


@dataclass(frozen=True)
class PeopleRow:
    """One line of a population table."""

    year: int
    age_from: int
    age_to: int
    people: Decimal


def projected_value(growth: Growth, year: int) -> Decimal | None:
    """Carry a figure to a year: in step with the table where there is one, else by the rate, compounded.

    Between two years of the table a straight line is drawn; outside its years nothing is said.
    Shape: the figure's own year gives the figure itself; None where nothing tells how it moves.
    Units: the figure's own; exact to 28 digits.
    """
    if year == growth.year:
        return growth.value
    if growth.table:
        then, now = people_in(growth.table, year), people_in(growth.table, growth.year)
        return None if then is None or not now else growth.value * then / now
    if growth.percent is None:
        return None
    with localcontext() as exact:
        exact.prec = 28
        return growth.value * (1 + growth.percent / 100) ** (year - growth.year)


def people_in(table: Mapping[int, Decimal], year: int) -> Decimal | None:
    """Read a year off a table, on a straight line between the years beside it; None outside its years."""
    if year in table:
        return table[year]
    before = max((each for each in table if each < year), default=None)
    after = min((each for each in table if each > year), default=None)
    if before is None or after is None:
        return None
    share = Decimal(year - before) / (after - before)
    return table[before] + (table[after] - table[before]) * share


def years_ahead(growth: Growth, until: int | None) -> list[int]:
    """Give the years that are worth showing: from the figure's own to the last one that can be said."""
    if growth.table:
        last = min(max(growth.table), until or LAST_YEAR)
    elif growth.percent is not None:
        last = until or growth.year + 10
    else:
        last = growth.year
    return list(range(growth.year, max(last, growth.year) + 1))


def summed(rows: Iterable[PeopleRow], age_from: int, age_to: int) -> dict[int, Decimal]:
    """Add up the people of the wanted ages, year by year.

    Shape: years rising; rows outside the ages are left out (``cuts_across`` tells of those half inside).
    """
    totals: dict[int, Decimal] = {}
    for row in rows:
        if age_from <= row.age_from and row.age_to <= age_to:
            totals[row.year] = totals.get(row.year, Decimal(0)) + row.people
    return dict(sorted(totals.items()))


def cuts_across(row: PeopleRow, age_from: int, age_to: int) -> bool:
    """Tell whether a row's ages lie half inside the wanted ones, so that nobody knows how many count."""
    is_apart = row.age_to < age_from or row.age_from > age_to
    return not is_apart and not (age_from <= row.age_from and row.age_to <= age_to)


def counted_twice(rows: Sequence[PeopleRow]) -> list[int]:
    """Find the rows whose ages another row of the same year has already, so that people would count twice.

    Shape: places in ``rows``, rising; of two rows that overlap the later one is given.
    """
    found = []
    last: dict[int, tuple[int, int]] = {}
    for place in sorted(range(len(rows)), key=lambda at: (rows[at].year, rows[at].age_from, at)):
        row = rows[place]
        before, end = last.get(row.year, (place, -1))
        if row.age_from <= end:
            found.append(max(place, before))
        if row.age_to > end:
            last[row.year] = (place, row.age_to)
    return sorted(set(found))


def ages_lacking(rows: Iterable[PeopleRow], age_from: int, age_to: int) -> dict[int, tuple[int, int]]:
    """Find the years that lack ages other years have, so that the years cannot be compared.

    Shape: year to the first and last age it lacks, years rising; rows outside the wanted ages do not count.
    """
    covered: dict[int, set[int]] = {}
    for row in rows:
        if age_from <= row.age_from and row.age_to <= age_to:
            covered.setdefault(row.year, set()).update(range(row.age_from, row.age_to + 1))
    every = set().union(*covered.values())
    lacking = {year: every - ages for year, ages in sorted(covered.items())}
    return {year: (min(ages), max(ages)) for year, ages in lacking.items() if ages}
