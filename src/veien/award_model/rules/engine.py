"""From a checked case to the result document, in the format ``veien-evaluation-result/1``."""

from __future__ import annotations

from typing import Any

from veien.award_model.rules.case import PRICED_METHODS, Case, Criterion
from veien.award_model.rules.insight import effective_weights_of, leave_one_out, money_per_quality_point_of
from veien.award_model.rules.numbers import written_column
from veien.award_model.rules.outsiders import pairs_of
from veien.award_model.rules.sheet import Known, Sheet, points_of
from veien.award_model.rules.standing import Standing, standing

RESULT_FORMAT = "veien-evaluation-result/1"


def evaluate(case: Case, *, engine: str, known: Known | None = None) -> dict[str, Any]:
    """Compute the ranking of a case and what it hangs on; ``engine`` names who computed it.

    ``known`` holds what was reckoned for a case before; it makes a case that differs little from that sooner done, and
    changes no figure.

    Units: every figure a decimal string, exact where it ends, else half up to 12 decimals.
    """
    sheet = Sheet(case, known)
    whole = standing(sheet)
    short_of = {sheet.ids[index]: reason for index, reason in whole.short_of.items()}
    given = {tender.id: tender.rejected for tender in case.tenders if tender.rejected is not None}
    return {
        "format": RESULT_FORMAT,
        "input_sha256": case.input_sha256,
        "engine": engine,
        "order": [sheet.ids[index] for group in whole.groups for index in group],
        "ties": [[sheet.ids[index] for index in group] for group in whole.groups if len(group) > 1],
        "tenders": _tenders(sheet, whole),
        "rejected": {**given, **short_of},
        "pairs": pairs_of(sheet),
        "without": leave_one_out(sheet, whole),
        "money_per_quality_point": money_per_quality_point_of(sheet),
        "effective_weights": effective_weights_of(sheet),
    }


def _tenders(sheet: Sheet, whole: Standing) -> dict[str, Any]:
    figures = written_column(whole.figures, most_decimals=sheet.most_decimals)
    priced = sheet.case.method in PRICED_METHODS
    ranks: dict[int, int] = {}
    for group in whole.groups:
        ranks.update(dict.fromkeys(group, len(ranks) + 1))
    points = _points(sheet)
    rows = list(zip(*points.values(), strict=True)) if points else [()] * len(sheet.ids)
    return {
        tender: {
            "rank": ranks.get(index),
            "total": None if priced else figures[index],
            "points": dict(zip(points, rows[index], strict=True)),
            "evaluated_price": figures[index] if priced else None,
        }
        for index, tender in enumerate(sheet.ids)
    }


def _points(sheet: Sheet) -> dict[str, list[str] | list[None]]:
    """Write the points of every criterion; None where it has none (a price no model turns into points)."""
    return {node.id: _written(sheet, node) for node in sheet.frame.nodes.values()}


def _written(sheet: Sheet, node: Criterion) -> list[str] | list[None]:
    column = sheet.sum_of(points_of(node.id))
    if column is None:
        return [None] * len(sheet.ids)
    before = sheet.known.written.get(node.id)
    if before is not None and before[0] is column:
        return before[1]
    most = sheet.most_decimals if _holds_price(node) else None
    found = written_column(column, most_decimals=most)
    sheet.known.written[node.id] = (column, found)
    return found


def _holds_price(node: Criterion) -> bool:
    return node.kind == "price" or any(_holds_price(child) for child in node.children)
