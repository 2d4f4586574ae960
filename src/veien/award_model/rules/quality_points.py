"""How the evaluators' points become awarded points: as they are, in proportion to the best, or shifted."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from veien.award_model.rules.numbers import Column, Exact, column_of

_TEN = Decimal(10)


def proportional_quality_points(
    points: Mapping[str, Exact], *, most_points: Exact = _TEN
) -> dict[str, Fraction]:
    """Give each tender its points times ``most_points / best``; all get 0 where the best has 0.

    Shape: n points in, n points out, same keys (tender ids), same order.
    Source: KOFA 2021/1000 (normalising), as commented; the method is declared before opening.
    """
    column = normalised(column_of(points.values()), "proportional", most_points=most_points)
    return dict(zip(points, column.fractions(), strict=True))


def shifted_quality_points(points: Mapping[str, Exact], *, most_points: Exact = _TEN) -> dict[str, Fraction]:
    """Give each tender its points plus what the best lacks to the most points.

    Shape: n points in, n points out, same keys (tender ids), same order.
    Source: KOFA 2023/999 (constant lift), as commented; the method is declared before opening.
    """
    column = normalised(column_of(points.values()), "shift", most_points=most_points)
    return dict(zip(points, column.fractions(), strict=True))


def normalised(column: Column, how: str, *, most_points: Exact, best: int | None = None) -> Column:
    """Normalise one leaf's points: ``none``, ``proportional`` or ``shift``.

    ``best`` is the best value in the column, given where it is not the largest one standing there.
    """
    if how == "none":
        return column
    best = max(column.values) if best is None else best
    top, bottom = most_points.as_integer_ratio()
    if how == "proportional":
        if best == 0:
            return Column([0] * len(column.values), 1)
        return Column([value * top for value in column.values], best * bottom)
    lift = top * column.over - best * bottom
    return Column([value * bottom + lift for value in column.values], column.over * bottom)
