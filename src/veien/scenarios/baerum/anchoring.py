"""Getting people behind it: the enthusiasts first, then leaders, staff, politicians; plans and the page for them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from veien.anchoring import actions as anchoring
from veien.foundation import clock
from veien.scenarios.baerum.data import read
from veien.scenarios.baerum.stage import Stage, until

People = dict[str, Any]


def begin(stage: Stage) -> People:
    """Write down who is there in 2012, and what is done with them until there is a team; give them by key."""
    told = read("anchoring")
    known: People = {}
    _meet(stage, [row for row in told["stakeholders"] if row.get("early")], known)
    for row in told["measures"]:
        if row.get("early"):
            until(row["done_on"], hour=16)
            _do(stage, row, known)
    return known


def widen(stage: Stage, known: People) -> None:
    """Write down the others, invite widely, and plan what will be done with each."""
    told = read("anchoring")
    _meet(stage, [row for row in told["stakeholders"] if not row.get("early")], known)
    for row in told["invitations"]:
        words = {key: row[key] for key in ("service", "name", "into")}
        invited = anchoring.invite(stage.procurement, by=stage.leader, invited_on=clock.today(), **words)
        anchoring.answer_invitation(invited, by=stage.leader, answer=row["answer"])
    for row in told["plans"]:
        words = {key: value for key, value in row.items() if key != "amount"}
        amount = Decimal(row["amount"]) if "amount" in row else None
        anchoring.add_plan_link(stage.procurement, by=stage.leader, amount=amount, **words)
    for row in told["measures"]:
        if not row.get("early"):
            row_open = {**row, "done_on": None, "outcome": ""}
            known[f"measure:{row['title']}"] = _do(stage, row_open, known)


def carry_out(stage: Stage, known: People) -> None:
    """Say what came of each measure whose day has come, once."""
    for row in read("anchoring")["measures"]:
        measure = known.get(f"measure:{row['title']}")
        if measure is not None and row["done_on"] <= clock.today():
            anchoring.change_measure(
                measure,
                by=stage.leader,
                revision=None,
                **_measure_words(row),
            )
            del known[f"measure:{row['title']}"]


def see_again(stage: Stage, known: People) -> None:
    """Note where people stand after they were talked with, and write the page for politicians."""
    told = read("anchoring")
    for row in told["later"]:
        anchoring.note_view(
            known[row["key"]],
            by=stage.leader,
            influence=row["influence"],
            attitude=row["attitude"],
            noted_on=clock.today(),
            note=row["note"],
        )
    anchoring.write_brief(stage.procurement, by=stage.leader, revision=0, **told["brief"])


def _meet(stage: Stage, rows: list[dict[str, Any]], known: People) -> None:
    for row in rows:
        words = {key: value for key, value in row.items() if key not in ("key", "early")}
        known[row["key"]] = anchoring.add_stakeholder(stage.procurement, by=stage.leader, **words)


def _do(stage: Stage, row: dict[str, Any], known: People) -> Any:
    return anchoring.add_measure(
        stage.procurement,
        by=stage.leader,
        stakeholders=[known[key].pk for key in row["stakeholders"]],
        **_measure_words(row),
    )


def _measure_words(row: dict[str, Any]) -> dict[str, Any]:
    words = {key: value for key, value in row.items() if key not in ("stakeholders", "early")}
    return {**words, "phase": "clarify-needs"}
