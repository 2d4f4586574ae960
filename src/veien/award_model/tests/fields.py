"""Fields the stability tests begin from: whole points per tender and leaf, and weights."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from hypothesis import strategies as st

from veien.award_model.rules.stability.field import Field


def field(*points: Sequence[int], parts: Sequence[int] = ()) -> Field:
    """Tenders with these points; the leaves weigh alike, or as the parts say."""
    leaves = len(points[0])
    parts = parts or [1] * leaves
    return Field(
        leaves=tuple(f"k{place}" for place in range(leaves)),
        tenders=tuple(f"T{place}" for place in range(len(points))),
        points=tuple(tuple(own) for own in points),
        parts=tuple(parts),
        whole=sum(parts),
    )


def sum_under(points: Sequence[int], weights: Sequence[Fraction]) -> Fraction:
    """The weighted sum of one tender."""
    return sum((own * weight for own, weight in zip(points, weights, strict=True)), Fraction(0))


@st.composite
def fields(draw: st.DrawFn, *, leaves: st.SearchStrategy[int], most_tenders: int = 5) -> Field:
    """Small fields: ties, equal tenders, leaves without weight and cuts that meet all come up."""
    count = draw(leaves)
    tenders = draw(st.integers(1, most_tenders))
    points = [[draw(st.integers(0, 6)) for _ in range(count)] for _ in range(tenders)]
    parts = [draw(st.integers(0, 5)) for _ in range(count)]
    if not any(parts):
        parts[0] = 1
    return field(*points, parts=parts)
