"""The red thread: one page for a procurement, one for every object on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET

from veien.road import queries
from veien.road.queries import procurement_for
from veien.road.rules.thread import LooseEnd, Thread, ThreadNode, loose_ends, reach
from veien.road.rules.thread_drawing import Column, Link, Node, thread_svg
from veien.web.rules.frame import Crumb
from veien.web.rules.table import Column as TableColumn
from veien.web.rules.table import table_page

MOST_IN_COLUMN = 12
ROWS = 50
# Most visits find the thread as it was: what is drawn hangs on nothing but what is handed in.
_drawn = lru_cache(maxsize=64)(thread_svg)

WHAT_IS_MISSING = {
    ("need", "requirement"): gettext_lazy("no requirement answers it"),
    ("goal", "need"): gettext_lazy("no need stands behind it"),
    ("requirement", "need"): gettext_lazy("which need does it rest on?"),
    ("requirement", "criterion"): gettext_lazy("no criterion weighs it"),
    ("criterion", "requirement"): gettext_lazy("no requirement is weighed by it"),
}


@dataclass(frozen=True)
class LooseRow:
    """Loose ends of one kind: the sentence, and some of them by name."""

    sentence: str
    missing: Any
    nodes: tuple[ThreadNode, ...]
    more: int


def loose_rows(ends: Iterable[LooseEnd], *, most: int = 6) -> list[LooseRow]:
    """Say at which joints the thread is torn, in sentences."""
    return [
        LooseRow(
            sentence=_sentence(each, len(each.nodes)),
            missing=WHAT_IS_MISSING[(each.kind, each.missing)],
            nodes=each.nodes[:most],
            more=max(0, len(each.nodes) - most),
        )
        for each in ends
    ]


def _sentence(end: LooseEnd, count: int) -> str:
    if (end.kind, end.missing) == ("need", "requirement"):
        text = ngettext("%(count)s need has no requirement", "%(count)s needs have no requirement", count)
    elif (end.kind, end.missing) == ("goal", "need"):
        text = ngettext("%(count)s goal has no need", "%(count)s goals have no need", count)
    elif (end.kind, end.missing) == ("requirement", "need"):
        text = ngettext("%(count)s requirement has no need", "%(count)s requirements have no need", count)
    elif (end.kind, end.missing) == ("requirement", "criterion"):
        text = ngettext(
            "%(count)s should-requirement has no criterion",
            "%(count)s should-requirements have no criterion",
            count,
        )
    else:
        text = ngettext(
            "%(count)s criterion has no requirement", "%(count)s criteria have no requirement", count
        )
    return text % {"count": count}


@login_required
@require_GET
def thread(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the whole thread: a picture, the loose ends, and a table of every need and what became of it."""
    procurement = procurement_for(request.user, public_id)
    found = queries.thread_of(procurement)
    needs = found.part("need")
    nodes = list(needs.nodes) if needs else []
    asked = request.GET.get("q", "").strip().casefold()
    if asked:
        nodes = [each for each in nodes if asked in each.label.casefold()]
    table = table_page(_columns(), request.GET.dict(), total=len(nodes), order="need", size=ROWS)
    title = _("The red thread")
    ends = loose_ends(found)
    return render(
        request,
        "road/thread.html",
        {
            "procurement": procurement,
            "frame": queries.frame_of(procurement, title, crumbs=(Crumb(title),)),
            "parts": found.parts,
            "picture": picture(found, ends, highlighted=frozenset(), only=None),
            "loose": loose_rows(ends),
            "table": table,
            "rows": [need_row(found, each) for each in nodes[table.start : table.stop]],
            "asked": request.GET.get("q", ""),
        },
    )


def _columns() -> tuple[TableColumn, ...]:
    return (
        TableColumn("need", _("Need"), can_sort=False),
        TableColumn("goals", _("Goals"), can_sort=False),
        TableColumn("requirements", _("Requirements"), can_sort=False),
        TableColumn("criteria", _("Criteria"), can_sort=False),
    )


def need_row(found: Thread, need: ThreadNode) -> dict[str, Any]:
    """Give what became of one need, kind by kind."""
    by_kind: dict[str, list[ThreadNode]] = {}
    for key in found.after.get(need.id, ()):
        by_kind.setdefault(found.nodes[key].kind, []).append(found.nodes[key])
    criteria = {
        key: found.nodes[key]
        for requirement in by_kind.get("requirement", [])
        for key in found.after.get(requirement.id, ())
        if found.nodes[key].kind == "criterion"
    }
    return {
        "need": need,
        "goals": by_kind.get("goal", []),
        "requirements": by_kind.get("requirement", []),
        "criteria": list(criteria.values()),
    }


@login_required
@require_GET
def thread_object(request: HttpRequest, public_id: UUID, kind: str, object_id: UUID) -> HttpResponse:
    """Show where one object comes from and what became of it."""
    procurement = procurement_for(request.user, public_id)
    found = queries.thread_of(procurement)
    node = found.nodes.get(f"{kind}:{object_id}")
    if node is None:
        raise Http404
    reached = reach(found, node.id)
    groups = [
        {"part": part, "nodes": [each for each in part.nodes if each.id in reached]} for part in found.parts
    ]
    ends = loose_ends(found)
    torn = [each for each in ends if node in each.nodes]
    title = node.label
    return render(
        request,
        "road/thread_object.html",
        {
            "procurement": procurement,
            "frame": queries.frame_of(
                procurement,
                title,
                crumbs=(Crumb(_("The red thread"), _thread_url(procurement)), Crumb(title)),
            ),
            "node": node,
            "groups": groups,
            "picture": picture(found, ends, highlighted=reached, only=reached),
            "torn": [WHAT_IS_MISSING[(each.kind, each.missing)] for each in torn],
        },
    )


def _thread_url(procurement: queries.Procurement) -> str:
    from django.urls import reverse

    return reverse("road:thread", args=[procurement.public_id])


def picture(
    found: Thread, ends: Iterable[LooseEnd], *, highlighted: frozenset[str], only: frozenset[str] | None
) -> str:
    """Draw the thread, at most ``MOST_IN_COLUMN`` objects a column; those that are linked or loose come first."""
    loose = {node.id for end in ends for node in end.nodes}
    columns: list[Column] = []
    shown: set[str] = set()
    for part in found.parts:
        nodes = [each for each in part.nodes if only is None or each.id in only]
        nodes = _most_telling(found, nodes, loose)
        kept = nodes[:MOST_IN_COLUMN]
        shown.update(each.id for each in kept)
        columns.append(
            Column(
                title=str(part.title),
                nodes=tuple(
                    Node(each.id, each.label, each.url, each.id in loose, each.id in highlighted)
                    for each in kept
                ),
                rest=_("and %(count)s more") % {"count": len(nodes) - len(kept)}
                if len(nodes) > len(kept)
                else "",
            )
        )
    return _drawn(
        tuple(columns),
        tuple(_links(found, shown)),
        highlighted=highlighted,
        title=_("The red thread"),
        desc=_("The table below says the same."),
        loose_word=_("loose end"),
    )


def _most_telling(found: Thread, nodes: list[ThreadNode], loose: set[str]) -> list[ThreadNode]:
    """Put a few loose ends last in a column that overflows, so that they are seen."""
    if len(nodes) <= MOST_IN_COLUMN:
        return nodes
    torn = [each for each in nodes if each.id in loose][:3]
    linked = [each for each in nodes if each.id not in loose]
    first = [*linked[: MOST_IN_COLUMN - len(torn)], *torn]
    shown = {each.id for each in first}
    return [*first, *(each for each in nodes if each.id not in shown)]


def _links(found: Thread, shown: set[str]) -> Iterable[Link]:
    """Give the lines: a need reaches its requirements through its goals where it has any."""
    drawn: set[tuple[str, str]] = set()
    for earlier, laters in found.after.items():
        goals = [key for key in laters if found.nodes[key].kind == "goal" and key in shown]
        for later in laters:
            through = goals if goals and found.nodes[later].kind == "requirement" else [earlier]
            for start in through:
                if start in shown and later in shown and (start, later) not in drawn:
                    drawn.add((start, later))
                    yield Link(start, later)
