"""The requirements of one criterion with their weights, as its page shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from veien.criteria import forms
from veien.criteria.queries import Place
from veien.criteria.queries.problems import percent_of, percent_short, weighing_problem
from veien.criteria.rules import Judged, weighing_of, weights_of


@dataclass(frozen=True, slots=True)
class WeighedLine:
    """One requirement: its weight in the criterion and in the whole, and the field in which it is typed."""

    row: Judged
    weight: str
    whole: str
    field: Any = None


@dataclass(frozen=True)
class Weighed:
    """All requirements of a criterion that are weighed against each other."""

    lines: list[WeighedLine]
    form: forms.RequirementWeights | None
    is_by_hand: bool
    problem: str
    total: str
    missing: str
    over: str


def weighed(
    place: Place, rows: Sequence[Judged], typed: forms.RequirementWeights | None, *, may_edit: bool
) -> Weighed:
    """Make the lines and the sum, with what was typed where something was refused."""
    state, now = weighing_of(place.node, rows), weights_of(rows)
    form = typed or (forms.RequirementWeights(rows=rows) if may_edit and rows else None)
    lines = [
        WeighedLine(
            row,
            weight="" if state.is_by_hand and row.weight is None else percent_of(now[row.requirement_pk]),
            whole=_whole(place.effective, now[row.requirement_pk]),
            field=form[forms.requirement_field(row)] if form else None,
        )
        for row in rows
    ]
    total = typed.typed_sum() if typed else state.total
    return Weighed(
        lines,
        form,
        state.is_by_hand,
        problem="" if state.is_whole else weighing_problem(state).sentence,
        **sum_words(total),
    )


def sum_words(total: Decimal) -> dict[str, str]:
    """Give what the line of the sum says: the sum in percent, and what it lacks or has too much."""
    missing = 1 - total
    return {
        "total": percent_of(total),
        "missing": percent_of(missing) if missing > 0 else "",
        "over": percent_of(-missing) if missing < 0 else "",
    }


def _whole(effective: Decimal | None, weight: Decimal) -> str:
    return "" if effective is None else percent_short(effective * weight)
