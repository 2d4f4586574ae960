"""Slides of what is mapped beside the needs: journeys, key figures, flows, operation, tasks, whys, how new it is."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from veien.documents.rules import Bar, Bars, Bullets, Slide, Table, shared_out, shortened
from veien.needs.models import When
from veien.needs.queries.asking import trees_of
from veien.needs.queries.data_flow import map_of
from veien.needs.queries.innovation import innovation_of
from veien.needs.queries.journeys import WholeJourney, journeys_of
from veien.needs.queries.key_figures import key_figures_of, outlook_of, shown
from veien.needs.queries.operation import matrix_of, operation_of
from veien.needs.queries.report_mapped import figure_bars
from veien.needs.rules.mapping import plain_number
from veien.needs.rules.whys import LEVELS
from veien.road.queries import Procurement
from veien.web.rules.numbers import NOTHING, written_number

ROWS = 6
MOST_DRAWN = 3


def mapped_slides(procurement: Procurement) -> list[Slide]:
    """Give the slides of what is mapped beside the needs, in the language that is active. Ten queries at most."""
    return [
        *_whys(procurement),
        *(slide for whole in journeys_of(procurement) for slide in _journey(whole)),
        *_figures(procurement),
        *_flows(procurement),
        *_operation(procurement),
        *_tasks(procurement),
        *_innovation(procurement),
    ]


def _shared(
    title: str, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]], **words: object
) -> list[Slide]:
    groups = shared_out(rows, ROWS)
    found = []
    for number, group in enumerate(groups, start=1):
        name = f"{title} ({number}/{len(groups)})" if len(groups) > 1 else title
        found.append(Slide(name, Table(columns, tuple(group), caption=name, **words)))  # type: ignore[arg-type]
    return found


def _whys(procurement: Procurement) -> list[Slide]:
    found = []
    for tree in trees_of(procurement):
        lines = tuple(
            shortened(f"{row.level}. {row.why.text}", 160) for row in tree.rows if 0 < row.level <= LEVELS
        )[:ROWS]
        if lines:
            title = shortened(_("Why? %(what)s") % {"what": tree.root.text}, 80)
            found.append(Slide(title, Bullets(lines), notes=tree.root.text))
    return found


def _journey(whole: WholeJourney) -> list[Slide]:
    if not whole.is_whole:
        return []
    today = [f"{each.step.actor}: {each.step.title}" for each in whole.today]
    wanted = [f"{each.step.actor}: {each.step.title}" for each in whole.wanted]
    longest = max(len(today), len(wanted))
    pairs = [
        (
            str(place + 1),
            shortened(today[place], 80) if place < len(today) else "",
            shortened(wanted[place], 80) if place < len(wanted) else "",
        )
        for place in range(longest)
    ]
    slides = _shared(
        shortened(whole.journey.title, 60), ("", _("Today"), _("Wanted")), pairs, widths=(6, 47, 47)
    )
    sides = ((_("Today"), whole.sums.today), (_("Wanted"), whole.sums.wanted))
    if whole.sums.today or whole.sums.wanted:
        said = _("%(minutes)s min")
        bars = tuple(Bar(name, (value,), said % {"minutes": _number(value)}) for name, value in sides)
        title = shortened(_("%(service)s: minutes in one round") % {"service": whole.journey.title}, 80)
        alt = "; ".join(f"{bar.label} {bar.shown}" for bar in bars)
        slides.append(Slide(title, Bars(rows=bars, caption=title, alt=alt)))
    return slides


def _figures(procurement: Procurement) -> list[Slide]:
    found = [(each, outlook_of(each)) for each in key_figures_of(procurement)]
    rows = [
        (
            shortened(each.title, 80),
            shortened(f"{shown(each.value, each)} {each.unit} ({each.year})".replace("  ", " "), 40),
            f"{shown(outlook.last[1], each)} ({outlook.last[0]})" if outlook.last else NOTHING,
        )
        for each, outlook in found
    ]
    columns = (_("What is counted"), _("Figure"), _("Projected"))
    slides = _shared(_("Key figures"), columns, rows, widths=(50, 26, 24), numeric=(1, 2))
    drawn = [(each, bars) for each, outlook in found if (bars := figure_bars(each, outlook)) is not None]
    return slides + [
        Slide(shortened(each.title, 80), bars, notes=each.source) for each, bars in drawn[:MOST_DRAWN]
    ]


def _flows(procurement: Procurement) -> list[Slide]:
    found = map_of(procurement, When.WANTED)
    if not found.flows:
        found = map_of(procurement, When.TODAY)
    rows = [
        (
            shortened(f"{each.start.name} {'↔' if each.is_both_ways else '→'} {each.end.name}", 70),
            shortened(each.information, 80),
            str(each.get_sort_display()),
        )
        for each in found.flows
    ]
    title = f"{_('Flow of information')}: {str(When(found.when).label).lower()}"
    columns = (_("From and to"), _("Which information"), _("Sort of data"))
    return _shared(title, columns, rows, widths=(36, 40, 24))


def _operation(procurement: Procurement) -> list[Slide]:
    rows = [
        (
            str(each.get_kind_display()),
            shortened(each.statement, 110),
            f"{_number(each.figure)} {each.unit}".strip() if each.figure is not None else NOTHING,
        )
        for each in operation_of(procurement)
    ]
    columns = (_("About"), _("What is asked for"), _("Figure"))
    return _shared(_("Operation"), columns, rows, widths=(22, 56, 22))


def _tasks(procurement: Procurement) -> list[Slide]:
    nobody = [row.task.title for row in matrix_of(procurement) if row.has_nobody("wanted")]
    groups = shared_out([shortened(each, 110) for each in nobody], ROWS)
    title = _("Nobody is to answer for these tasks yet")
    return [
        Slide(title if number == 1 else f"{title} ({number})", Bullets(tuple(group)))
        for number, group in enumerate(groups, start=1)
    ]


def _innovation(procurement: Procurement) -> list[Slide]:
    said = innovation_of(procurement)
    lines = (said.branch_name, said.height_name, said.reason)
    found = tuple(shortened(each) for each in lines if each)
    return [Slide(_("How new the answer may be"), Bullets(found))] if found else []


def _number(value: Decimal | None) -> str:
    return written_number(plain_number(value), (get_language() or "nb").split("-")[0])
