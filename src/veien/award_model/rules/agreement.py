"""How far evaluators agree: Krippendorff's alpha for the points they give, Kendall's W for the order they see.

Both take what each has given to each unit: a mapping from evaluator to a mapping from unit (a tender on a
criterion, say) to points, None or left out where he has given none. Both are exact.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from veien.award_model.rules.numbers import Exact

LEVELS = ("nominal", "ordinal", "interval", "ratio")

Given = Mapping[str, Mapping[str, Decimal | int | None]]
Distance = Callable[[Fraction, Fraction], Fraction]


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
    units = [values for values in _by_unit(given).values() if len(values) > 1]
    counts = Counter(value for values in units for value in values)
    total = counts.total()
    if level == "ratio" and any(value < 0 for value in counts):
        raise ValueError("At the level ratio no value may be below zero.")
    if not units:
        return Alpha(None, "Nothing has been given points by two evaluators.", 0)
    if len(counts) == 1:
        return Alpha(None, "All points are the same, so there is nothing that could disagree.", total)
    distance = _distance(level, counts)
    observed = sum(
        (_disagreement(Counter(values), distance) / (len(values) - 1) for values in units), Fraction(0)
    )
    expected = _disagreement(counts, distance)
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
    rows = [[Fraction(values[unit] or 0) for unit in units] for values in raters]
    ranks = [_mean_ranks(row) for row in rows]
    sums = [sum(column, Fraction(0)) for column in zip(*ranks, strict=True)]
    mean = sum(sums, Fraction(0)) / many
    ties = sum(times**3 - times for row in rows for times in Counter(row).values())
    spread = count**2 * (many**3 - many) - count * ties
    if spread == 0:
        return Concordance(None, None, "Nobody has put one unit before another.", count, many)
    value = 12 * sum(((each - mean) ** 2 for each in sums), Fraction(0)) / spread
    return Concordance(value, count * (many - 1) * value, None, count, many)


def _by_unit(given: Given) -> dict[str, list[Fraction]]:
    units: dict[str, list[Fraction]] = {}
    for values in given.values():
        for unit, value in values.items():
            if value is not None:
                units.setdefault(unit, []).append(Fraction(value))
    return units


def _disagreement(counts: Mapping[Fraction, int], distance: Distance) -> Fraction:
    """Add up the squared distance over all ordered pairs of values."""
    pairs = combinations(counts.items(), 2)
    return 2 * sum((one * two * distance(a, b) for (a, one), (b, two) in pairs), Fraction(0))


def _distance(level: str, counts: Mapping[Fraction, int]) -> Distance:
    """Give the squared distance of two values that are not the same."""
    if level == "ordinal":
        return _ordinal_distance(counts)
    distances: dict[str, Distance] = {
        "nominal": lambda a, b: Fraction(1),
        "interval": lambda a, b: (a - b) ** 2,
        "ratio": lambda a, b: ((a - b) / (a + b)) ** 2,
    }
    return distances[level]


def _ordinal_distance(counts: Mapping[Fraction, int]) -> Distance:
    """Count the values between two, the outer ones half."""
    middles: dict[Fraction, Fraction] = {}
    before = 0
    for value in sorted(counts):
        middles[value] = before + Fraction(counts[value], 2)
        before += counts[value]
    return lambda a, b: (middles[a] - middles[b]) ** 2


def _mean_ranks(values: Sequence[Exact]) -> list[Fraction]:
    """Rank values, the largest first; those that are level share the mean of their ranks."""
    times = Counter(values)
    first = _running(times[value] for value in sorted(times, reverse=True))
    means = {
        value: before + Fraction(times[value] + 1, 2)
        for value, before in zip(sorted(times, reverse=True), first, strict=True)
    }
    return [means[value] for value in values]


def _running(counts: Iterable[int]) -> list[int]:
    """Give for each count the sum of those before it."""
    sums, total = [], 0
    for count in counts:
        sums.append(total)
        total += count
    return sums
