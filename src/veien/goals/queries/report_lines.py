"""The parts of the documented goals that stand beside the goals: technology, work, compromise, plans, agreement."""

from __future__ import annotations

from django.utils.translation import gettext as _

from veien.documents.rules import Block, Bullets, Callout, Paragraph, Section, Table
from veien.goals.models import GoalNeed, Line
from veien.goals.queries import GoalRow
from veien.goals.queries.lines import lines_of
from veien.goals.queries.shown import COLUMNS, TITLES, grouped, told
from veien.road.queries import Procurement

NOTHING = "–"

_WIDTHS = {
    "work": (34, 22, 16, 28),
    "positions": (20, 15, 25, 25, 15),
    "plans": (26, 18, 28, 14, 14),
    "questions": (34, 20, 13, 21, 12),
    "sign-off": (18, 18, 18, 16, 12, 18),
}


def parts_section(rows: list[GoalRow]) -> list[Section]:
    """Tell technology's part in the goals, need by need; nothing when no part is said."""
    weights = dict(GoalNeed.Weight.choices)
    said = tuple(
        (need.label, row.ref, str(weights.get(part.weight, NOTHING)), part.contribution or NOTHING)
        for row in rows
        for need, part in zip(row.needs, row.parts, strict=True)
        if part.weight or part.contribution
    )
    if not said:
        return []
    table = Table(
        columns=(_("Need"), _("The goal"), _("Technology's part"), _("What technology does here")),
        rows=said,
        caption=_("Technology's part in goals, need by need"),
        widths=(34, 10, 22, 34),
    )
    opening = Paragraph(_("A need is seldom answered by technology alone."))
    return [Section(_("Technology's part"), (opening, table))]


def lines_sections(procurement: Procurement) -> list[Section]:
    """Tell every sort of lines that there are any of, in the language that is active. Five queries."""
    found = []
    for what in COLUMNS:
        lines = lines_of(procurement, what)
        if lines:
            found.append(Section(str(TITLES[what]), tuple(_blocks(what, lines))))
    return found


def _blocks(what: str, lines: list[Line]) -> list[Block]:
    blocks: list[Block] = [_table(what, group.title, group.lines) for group in grouped(what, lines)]
    addresses = tuple(f"{each}: {url}" for each in lines if (url := getattr(each, "url", "")))
    if addresses:
        blocks.append(Bullets(addresses))
    if what == "positions" and any(getattr(each, "stance", "") != "agrees" for each in lines):
        text = _("The goals are what the municipalities want together, not all that each of them wanted.")
        blocks.append(Callout(_("A compromise"), text))
    return blocks


def _table(what: str, title: str, lines: tuple[Line, ...]) -> Table:
    columns = COLUMNS[what]
    return Table(
        columns=tuple(str(text) for _key, text in columns),
        rows=tuple(tuple(told(line, key) or NOTHING for key, _title in columns) for line in lines),
        caption=title or str(TITLES[what]),
        widths=_WIDTHS[what],
    )
