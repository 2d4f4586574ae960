"""From a checked case to the result document, in the format ``veien-evaluation-result/1``."""

from __future__ import annotations

from typing import Any

from veien.award_model.rules.case import PRICED_METHODS, Case, Criterion, nodes_of
from veien.award_model.rules.insight import effective_weights_of, leave_one_out, money_per_quality_point_of
from veien.award_model.rules.numbers import written_column
from veien.award_model.rules.outsiders import pairs_of
from veien.award_model.rules.sheet import Sheet, points_of
from veien.award_model.rules.standing import Standing, standing

RESULT_FORMAT = "veien-evaluation-result/1"


def evaluate(case: Case, *, engine: str) -> dict[str, Any]:
    """Compute the ranking of a case and what it hangs on; ``engine`` names who computed it.

    Units: every figure a decimal string, exact where it ends, else half up to 12 decimals.
    """
    sheet = Sheet(case)
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
    return {
        tender: {
            "rank": ranks.get(index),
            "total": None if priced else figures[index],
            "points": {criterion: column[index] if column else None for criterion, column in points.items()},
            "evaluated_price": figures[index] if priced else None,
        }
        for index, tender in enumerate(sheet.ids)
    }


def _points(sheet: Sheet) -> dict[str, list[str] | None]:
    """Write the points of every criterion; None where it has none (a price no model turns into points)."""
    written: dict[str, list[str] | None] = {}
    for node in nodes_of(sheet.case.criteria):
        column = sheet.sum_of(points_of(node.id))
        most = sheet.most_decimals if _holds_price(node) else None
        written[node.id] = None if column is None else written_column(column, most_decimals=most)
    return written


def _holds_price(node: Criterion) -> bool:
    return node.kind == "price" or any(_holds_price(child) for child in node.children)
