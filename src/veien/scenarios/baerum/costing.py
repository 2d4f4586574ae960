"""The business case: today's practice, two ways beside it, and where every figure comes from."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from veien.business_case import actions as case_of
from veien.business_case.actions.lines import Written
from veien.foundation import clock
from veien.scenarios.baerum.data import read
from veien.scenarios.baerum.stage import Stage


def count(stage: Stage) -> None:
    """Begin the case, fill the assumption book and the drivers, and write the three alternatives."""
    told, by = read("case"), stage.people["economist"]
    case = case_of.begin_case(
        stage.procurement,
        by=by,
        null_title=told["null_title"],
        currency="NOK",
        years=told["years"],
        start_year=told["start_year"],
        discount_rate=Decimal(told["discount_rate"]),
        rate_source=told["rate_source"],
    )
    book = {}
    for row in told["assumptions"]:
        words = {key: value for key, value in row.items() if key not in ("key", "figure")}
        book[row["key"]] = case_of.add_assumption(
            case, by=by, figure=Decimal(row["figure"]), checked_on=clock.today(), **words
        )
    drivers = {}
    for row in told["quantities"]:
        words = {key: value for key, value in row.items() if key != "assumption"}
        if "assumption" in row:
            words["assumption"] = book[row["assumption"]]
        drivers[row["key"]] = case_of.add_quantity(case, by=by, **words)
    today = case.alternatives.get(is_null=True)
    today = case_of.change_alternative(today, by=by, revision=today.revision, text=told["null_text"])
    stage.alternatives["today"] = today
    _write(stage, today, told["null_lines"], book, drivers)
    for row in told["alternatives"]:
        made = case_of.add_alternative(case, by=by, like=today, title=row["title"], text=row["text"])
        stage.alternatives[row["key"]] = made
        _write(stage, made, row["lines"], book, drivers)


def _write(
    stage: Stage, alternative: Any, rows: list[dict[str, Any]], book: dict[str, Any], drivers: dict[str, Any]
) -> None:
    written = [Written(line=None, revision=0, words=_words(stage, row, book, drivers)) for row in rows]
    case_of.write_lines(alternative, by=stage.people["economist"], rows=written)


FIGURES = ("amount", "unit_amount", "share", "realised", "low", "mode", "high")
PLAIN = ("title", "part", "kind", "benefit", "source", "text", "shape", "ramp", "integration")


def _words(stage: Stage, row: dict[str, Any], book: dict[str, Any], drivers: dict[str, Any]) -> Any:
    words: dict[str, Any] = {key: row[key] for key in PLAIN if key in row}
    words |= {key: Decimal(row[key]) for key in FIGURES if key in row}
    words |= {"first_year": row["first"], "last_year": row["last"], "service_area": "Dagligvarer"}
    if "quantity" in row:
        words["quantity"] = drivers[row["quantity"]]
    if "assumption" in row:
        words["assumption"] = book[row["assumption"]]
    if "goal" in row:
        words["goal"] = stage.goals[row["goal"]]
    return words
