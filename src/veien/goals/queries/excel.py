"""Everything in the room as one workbook: the goals, technology's part in them, and the lines beside them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from veien.documents import actions as documents
from veien.documents.rules import Column, Sheet
from veien.foundation import clock
from veien.goals.models import Goal, GoalNeed
from veien.goals.queries import GoalRow, goals_of, in_tree
from veien.goals.queries.lines import lines_of
from veien.goals.queries.shown import COLUMNS, GROUPS, TITLES, told
from veien.road.queries import Procurement

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_workbook(procurement: Procurement) -> bytes:
    """Write the room as a workbook in the reader's language. Seven queries."""
    rows = in_tree(goals_of(procurement))
    sheets = [_goals(rows), _parts(rows), *(_lines(procurement, what) for what in COLUMNS)]
    return documents.build_workbook(sheets, at=clock.now())


def _goals(rows: list[GoalRow]) -> Sheet:
    kinds, horizons = dict(Goal.Kind.choices), dict(Goal.Horizon.choices)
    refs = {row.pk: row.ref for row in rows}
    columns = (
        Column("ref", _("Number"), width=10),
        Column("title", _("The goal in short"), width=44),
        Column("under", _("Stands under"), width=14),
        Column("kind", _("Kind of benefit"), width=18),
        Column("horizon", _("Horizon"), width=14),
        Column("unit", _("Unit"), width=20),
        Column("baseline", _("Today"), kind="number", decimals=4),
        Column("target", _("Target"), kind="number", decimals=4),
        Column("baseline_source", _("Where the figure for today comes from"), width=40),
        Column("measure", _("How it is measured"), width=44),
        Column("owner", _("Who owns the goal"), width=26),
        Column("due_on", _("To be reached by"), kind="date"),
        Column("needs", _("Needs"), width=24),
    )
    plain = ("ref", "title", "unit", "baseline", "target", "baseline_source", "measure", "owner", "due_on")
    filled = [
        {key: getattr(row, key) for key in plain}
        | {
            "under": refs.get(row.parent_id or 0, ""),
            "kind": str(kinds[row.kind]),
            "horizon": str(horizons.get(row.horizon, "")),
            "needs": ", ".join(need.ref for need in row.needs),
        }
        for row in rows
    ]
    return Sheet(name=_("Goals"), title=_("Goals"), columns=columns, rows=filled)


def _parts(rows: list[GoalRow]) -> Sheet:
    weights = dict(GoalNeed.Weight.choices)
    columns = (
        Column("need", _("Need"), width=44),
        Column("goal", _("The goal"), width=44),
        Column("weight", _("Technology's part"), width=30),
        Column("contribution", _("What technology does here"), width=60),
    )
    filled = [
        {
            "need": need.label,
            "goal": f"{row.ref} {row.title}",
            "weight": str(weights.get(part.weight, "")),
            "contribution": part.contribution,
        }
        for row in rows
        for need, part in zip(row.needs, row.parts, strict=True)
    ]
    return Sheet(name=_("Technology"), title=_("Technology's part"), columns=columns, rows=filled)


def _lines(procurement: Procurement, what: str) -> Sheet:
    shared = GROUPS.get(what, "")
    fields = {key: str(title) for key, title in COLUMNS[what]}
    columns = [Column(key, title, width=34) for key, title in fields.items()]
    if shared and shared not in fields:
        columns.insert(0, Column(shared, _("Belongs to"), width=30))
    if what == "plans":
        columns.append(Column("url", _("Web address"), width=40))
    filled = [
        {column.key: told(line, column.key) for column in columns} for line in lines_of(procurement, what)
    ]
    title = str(TITLES[what])
    return Sheet(name=title[:31], title=title, columns=tuple(columns), rows=filled)
