"""How far evaluators agree: Krippendorff's alpha for the points they give, Kendall's W for the order they see.

Both take what each has given to each unit: a mapping from evaluator to a mapping from unit (a tender on a
criterion, say) to points, None or left out where he has given none. Both are exact.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import chain, combinations, islice
from typing import NamedTuple

from veien.award_model.rules.numbers import Exact, column_of

LEVELS = ("nominal", "ordinal", "interval", "ratio")

Given = Mapping[str, Mapping[str, Decimal | int | None]]
Distance = Callable[[int, int], Fraction]


class Alpha(NamedTuple):
    """Krippendorff's alpha, or None and the reason; how many values could be held against another one."""

    value: Fraction | None
    reason: str | None
    values: int


class Concordance(NamedTuple):
    """Kendall's W and its chi-square (``units - 1`` degrees of freedom), or None and the reason."""

    value: Fraction | None
    chi_square: Fraction | None
    reason: str | None
    raters: int
    units: int


def krippendorff_alpha(given: Given, *, level: str = "interval") -> Alpha:
    """Give ``1 - observed disagreement / expected disagreement``: 1 is agreement, 0 what chance would give.

    ``level`` says what differences mean: ``nominal``, ``ordinal``, ``interval`` or ``ratio``. A unit with fewer
    than two values says nothing and is left out. None where nothing, or nothing different, can be compared.

    Raises: ValueError for a level that does not exist, or a value below zero at the level ratio.
    Source: Krippendorff, Content Analysis; Hayes & Krippendorff 2007, Communication Methods and Measures 1(1).
    """
    if level not in LEVELS:
        raise ValueError(f"There is no level {level}; the levels are {', '.join(LEVELS)}.")
    units = _whole_units([values for values in _by_unit(given).values() if len(values) > 1])
    counts = Counter(value for values in units for value in values)
    total = counts.total()
    if level == "ratio" and any(value < 0 for value in counts):
        raise ValueError("At the level ratio no value may be below zero.")
    if not units:
        return Alpha(None, "Nothing has been given points by two evaluators.", 0)
    if len(counts) == 1:
        return Alpha(None, "All points are the same, so there is nothing that could disagree.", total)
    if level == "interval":
        observed, expected = _interval_disagreement(units), Fraction(_squares([*chain.from_iterable(units)]))
    else:
        distance = _distance(level, counts)
        parts = (_disagreement(Counter(values), distance) / (len(values) - 1) for values in units)
        observed, expected = sum(parts, Fraction(0)), _disagreement(counts, distance)
    return Alpha(1 - (total - 1) * observed / expected, None, total)


def kendall_w(given: Given) -> Concordance:
    """Give how far evaluators put units in the same order: 1 is the same order, 0 no order in common.

    Higher points are better; those that are level share the mean of their ranks, which is corrected for. Units
    that not everyone has given points are left out. None where nothing, or nothing in order, can be compared.

    Source: Kendall & Babington Smith 1939; with ties Kendall 1948, ``chi2 = m (n - 1) W``.
    """
    raters = [values for values in given.values() if any(value is not None for value in values.values())]
    units = [
        unit
        for unit in (raters[0] if raters else {})
        if all(values.get(unit) is not None for values in raters)
    ]
    count, many = len(raters), len(units)
    if count < 2:
        return Concordance(None, None, "Fewer than two evaluators have given points.", count, many)
    if many < 2:
        return Concordance(None, None, "Fewer than two units have points from everyone.", count, many)
    rows = [column_of(values[unit] or 0 for unit in units).values for values in raters]
    ranks = [_doubled_ranks(row) for row in rows]
    sums = [sum(column) for column in zip(*ranks, strict=True)]
    ties = sum(times**3 - times for row in rows for times in Counter(row).values())
    spread = count**2 * (many**3 - many) - count * ties
    if spread == 0:
        return Concordance(None, None, "Nobody has put one unit before another.", count, many)
    # Twelve times the squared distances of the sums from their mean; doubled ranks make them four times as large.
    value = Fraction(3 * _squares(sums), many * spread)
    return Concordance(value, count * (many - 1) * value, None, count, many)


def _by_unit(given: Given) -> dict[str, list[Exact]]:
    units: dict[str, list[Exact]] = {}
    for values in given.values():
        for unit, value in values.items():
            if value is not None:
                units.setdefault(unit, []).append(value)
    return units


def _whole_units(units: Sequence[Sequence[Exact]]) -> list[list[int]]:
    """Put all values over one denominator, which no level minds: each holds differences against differences."""
    values = iter(column_of(chain.from_iterable(units)).values)
    return [list(islice(values, len(unit))) for unit in units]


def _squares(values: Sequence[int]) -> int:
    """Give half the sum of the squared differences over all ordered pairs: ``n * sum(x^2) - (sum x)^2``."""
    return len(values) * sum(value * value for value in values) - sum(values) ** 2


def _interval_disagreement(units: Sequence[Sequence[int]]) -> Fraction:
    """Add up each unit's disagreement, divided by its values less one; units of one size together."""
    by_size: dict[int, int] = {}
    for values in units:
        by_size[len(values)] = by_size.get(len(values), 0) + _squares(values)
    return sum((Fraction(part, size - 1) for size, part in by_size.items()), Fraction(0))


def _disagreement(counts: Mapping[int, int], distance: Distance) -> Fraction:
    """Add up the squared distance over all ordered pairs of values."""
    pairs = combinations(counts.items(), 2)
    return 2 * sum((one * two * distance(a, b) for (a, one), (b, two) in pairs), Fraction(0))


def _distance(level: str, counts: Mapping[int, int]) -> Distance:
    """Give the squared distance of two values that are not the same."""
    if level == "ordinal":
        return _ordinal_distance(counts)
    distances: dict[str, Distance] = {
        "nominal": lambda a, b: Fraction(1),
        "interval": lambda a, b: Fraction((a - b) ** 2),
        "ratio": lambda a, b: Fraction(a - b, a + b) ** 2,
    }
    return distances[level]


def _ordinal_distance(counts: Mapping[int, int]) -> Distance:
    """Count the values between two, the outer ones half."""
    middles: dict[int, Fraction] = {}
    before = 0
    for value in sorted(counts):
        middles[value] = before + Fraction(counts[value], 2)
        before += counts[value]
    return lambda a, b: (middles[a] - middles[b]) ** 2


def _doubled_ranks(values: Sequence[int]) -> list[int]:
    """Rank values, the largest first; those that are level share the mean of their ranks. Twice that, to be whole."""
    times = Counter(values)
    ordered = sorted(times, reverse=True)
    first = _running(times[value] for value in ordered)
    doubled = {value: 2 * before + times[value] + 1 for value, before in zip(ordered, first, strict=True)}
    return [doubled[value] for value in values]


def _running(counts: Iterable[int]) -> list[int]:
    """Give for each count the sum of those before it."""
    sums, total = [], 0
    for count in counts:
        sums.append(total)
        total += count
    return sums
