"""The drawings of the room: the goals as a tree, and how far each target is from today. Both stand beside a list."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from veien.goals.queries import GoalRow
from veien.goals.rules import DEEPEST
from veien.road.queries import Procurement
from veien.road.rules.thread_drawing import Column, Link, Node, thread_svg
from veien.web.rules.charts import BarRow, bar
from veien.web.rules.numbers import written_number

LONGEST_LABEL = 70


def tree_drawing(procurement: Procurement, rows: list[GoalRow]) -> str:
    """Draw the vision and the goals under it, one column a level. ``rows`` stand as the tree is read. No query."""
    page = reverse("goals:page", args=[procurement.public_id])
    titles = [_("Goals"), _("Under them"), _("Further down"), _("Furthest down")][:DEEPEST]
    columns = [Column(_("Vision"), (Node("vision", _("Vision"), f"{page}#vision"),), share=0.5)]
    for level, title in enumerate(titles, start=1):
        nodes = tuple(
            Node(str(row.pk), _label(row), f"{page}{row.public_id}/", is_loose=not row.needs)
            for row in rows
            if row.depth == level
        )
        if nodes:
            columns.append(Column(title, nodes))
    keys = {row.pk for row in rows}
    links = [
        Link(str(row.parent_id) if row.depth > 1 and row.parent_id in keys else "vision", str(row.pk))
        for row in rows
    ]
    return thread_svg(
        columns,
        links,
        title=_("The goals as a tree"),
        desc=_("The vision, the goals under it, and the goals under those. The list above says the same."),
        loose_word=_("no need behind it"),
        key="goal-tree",
    )


def _label(row: GoalRow) -> str:
    text = f"{row.ref} {row.title}"
    return text if len(text) <= LONGEST_LABEL else text[: LONGEST_LABEL - 1] + "…"


def chart_of(rows: list[GoalRow]) -> str:
    """Draw each target in percent of today; nothing when no goal has both figures. No query."""
    language = get_language() or "nb"
    bars = [
        BarRow(f"{row.ref} {row.unit}", share, f"{written_number(share, language)} %")
        for row in rows
        if (share := row.share) is not None
    ]
    if not bars:
        return ""
    return bar(
        bars,
        title=_("The targets in percent of today"),
        desc=_("100 is the figure for today. The list above has the figures themselves."),
        key="goal-figures",
    )
