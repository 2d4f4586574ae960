"""The parts of the summary beside the needs: whys, journeys, key figures, flows, operation, tasks, how new it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import zip_longest

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from veien.documents.rules import Bar, Bars, Block, Bullets, Callout, Paragraph, Section, Table
from veien.needs.models import Innovation, JourneyStep, KeyFigure, ResponsibilityShare, When
from veien.needs.queries.asking import trees_of
from veien.needs.queries.data_flow import FlowMap, map_of
from veien.needs.queries.innovation import innovation_of, questions
from veien.needs.queries.journeys import WholeJourney, journeys_of
from veien.needs.queries.key_figures import Outlook, key_figures_of, outlook_of, shown
from veien.needs.queries.operation import TaskRow, matrix_of, operation_of
from veien.needs.rules.mapping import plain_number
from veien.road.queries import Procurement
from veien.web.rules.numbers import NOTHING, written_number

MOST_BARS = 6


def mapped_sections(procurement: Procurement) -> list[Section]:
    """Tell all that is mapped beside the needs, in the language that is active. Ten queries at most."""
    return [
        *whys_section(procurement),
        *journeys_section(procurement),
        *key_figures_section(procurement),
        *flows_section(procurement),
        *operation_section(procurement),
        *responsibility_section(procurement),
        *innovation_section(procurement),
    ]


def whys_section(procurement: Procurement) -> list[Section]:
    """Tell every chain of whys, each answer one step further in. One query."""
    blocks: list[Block] = []
    for tree in trees_of(procurement):
        said = tuple(
            f"{'→ ' * row.level}{row.why.text}" + (f" ({row.why.need.ref})" if row.why.need else "")
            for row in tree.rows[1:]
        )
        root = tree.root.text + (f" ({tree.root.need.ref})" if tree.root.need else "")
        blocks.append(Paragraph(root if not said else "", lead="" if not said else root))
        if said:
            blocks.append(Bullets(said))
    if not blocks:
        return []
    opening = Paragraph(_("We asked why, and why again, until a need stood there and not a solution."))
    return [Section(_("Why it is so"), (opening, *blocks))]


def journeys_section(procurement: Procurement) -> list[Section]:
    """Tell every journey, today and wanted side by side, with the time it takes. Two queries."""
    found = [whole for whole in journeys_of(procurement) if whole.today or whole.wanted]
    if not found:
        return []
    opening = Paragraph(_("Every service step by step: as it is today, and as we want it."))
    return [Section(_("How the service goes"), (opening,)), *(_journey(whole) for whole in found)]


def _journey(whole: WholeJourney) -> Section:
    steps = Table(
        columns=(_("Today"), _("Minutes it takes"), _("Wanted"), _("Minutes it takes")),
        rows=tuple(_side_by_side(whole)),
        numeric=(1, 3),
        widths=(36, 14, 36, 14),
        caption=_("Steps"),
    )
    blocks: list[Block] = [steps]
    pains = tuple(f"{row.step.title}: {row.step.pain}" for row in whole.today if row.step.pain)
    if pains:
        blocks += [Paragraph("", lead=_("What hurts today")), Bullets(pains)]
    blocks += _time(whole)
    dwelling = str(whole.journey.get_dwelling_display()).lower()
    return Section(f"{whole.journey.title} ({dwelling})", tuple(blocks), level=2)


def _side_by_side(whole: WholeJourney) -> list[tuple[str, str, str, str]]:
    """Set each step of today beside what becomes of it; what is new comes last."""
    rows: list[tuple[str, str, str, str]] = []
    for row in whole.today:
        follows = [each.step for each in whole.wanted if each.step.comes_from_id == row.step.pk]
        nothing = _("falls away") if row.falls_away else NOTHING
        for left, right in zip_longest([row.step], follows):
            rows.append((*_cells(left, ""), *_cells(right, nothing if left is not None else "")))
    rows += [("", "", *_cells(each.step, "", mark=_("new"))) for each in whole.wanted if each.is_new]
    return rows


def _cells(step: JourneyStep | None, nothing: str, *, mark: str = "") -> tuple[str, str]:
    if step is None:
        return nothing, ""
    said = f"{step.actor}: {step.title}" if step.actor else step.title
    return (f"{said} ({mark})" if mark else said), _figure(step.minutes)


def _time(whole: WholeJourney) -> list[Block]:
    sums = whole.sums
    if not (sums.today or sums.wanted):
        return []
    rows = [
        (each.actor or NOTHING, _figure(each.today), _figure(each.wanted), _figure(each.less))
        for each in sums.actors
    ]
    rows.append((_("In all"), _figure(sums.today), _figure(sums.wanted), _figure(sums.less)))
    columns = (_("Who"), _("Today"), _("Wanted"), _("Less"))
    found: list[Block] = [
        Table(
            columns=columns,
            rows=tuple(rows),
            numeric=(1, 2, 3),
            caption=_("Minutes in one round"),
            total=True,
            widths=(49, 17, 17, 17),
        )
    ]
    if whole.is_whole:
        sides = ((_("Today"), sums.today), (_("Wanted"), sums.wanted))
        bars = tuple(Bar(name, (value,), _minutes(value)) for name, value in sides)
        alt = "; ".join(f"{bar.label} {bar.shown}" for bar in bars)
        found.append(Bars(rows=bars, caption=_("Minutes in one round"), alt=alt))
    week = sums.hours_a_week(sums.less, whole.journey.per_week)
    if whole.is_whole and week:
        said = (
            _("%(hours)s hours a week less in the whole service, if everything goes as wanted.")
            if week > 0
            else _("%(hours)s hours a week more in the whole service, if everything goes as wanted.")
        )
        found.append(Paragraph(said % {"hours": written_number(abs(week), _language(), places=1)}))
    if sums.untimed:
        said = _("Steps that say nothing of time and are not counted: %(count)s.")
        found.append(Paragraph(said % {"count": sums.untimed}))
    return found


def key_figures_section(procurement: Procurement) -> list[Section]:
    """Tell every key figure with its source, and draw what it becomes. One query."""
    found = [(each, outlook_of(each)) for each in key_figures_of(procurement)]
    if not found:
        return []
    return [Section(_("Key figures"), (figures_table(found), *_drawn(found)))]


def figures_table(found: Sequence[tuple[KeyFigure, Outlook]]) -> Table:
    """Set key figures up as a table: the figure, its year, what it becomes, and who says so."""
    return Table(
        columns=(_("What is counted"), _("Figure"), _("Year"), _("Projected"), _("Source")),
        rows=tuple(
            (
                each.title,
                f"{shown(each.value, each)} {each.unit}".strip(),
                str(each.year),
                f"{shown(outlook.last[1], each)} ({outlook.last[0]})" if outlook.last else NOTHING,
                "; ".join(filter(None, (each.source, each.table_source))),
            )
            for each, outlook in found
        ),
        numeric=(1, 2, 3),
        widths=(28, 16, 8, 18, 30),
        caption=_("Key figures"),
    )


def _drawn(found: Sequence[tuple[KeyFigure, Outlook]]) -> list[Block]:
    return [chart for figure, outlook in found if (chart := figure_bars(figure, outlook)) is not None]


def figure_bars(figure: KeyFigure, outlook: Outlook) -> Bars | None:
    """Draw what a figure becomes, in at most six years from the first to the last; None where nothing tells."""
    points = list(zip(outlook.years, outlook.texts, strict=True))
    if outlook.last is None or any(value < 0 for (_year, value), _text in points):
        return None
    step = max(1, -(-(len(points) - 1) // (MOST_BARS - 1)))
    chosen = points[:-1:step] + points[-1:]
    rows = tuple(Bar(str(year), (value,), text) for (year, value), text in chosen)
    caption = f"{figure.title} ({figure.unit})" if figure.unit else figure.title
    return Bars(rows=rows, caption=caption, alt="; ".join(f"{bar.label} {bar.shown}" for bar in rows))


def flows_section(procurement: Procurement) -> list[Section]:
    """Tell the flows of information today and wanted, on which ground, and what the maps lack. Four queries."""
    maps = [map_of(procurement, when) for when in (When.TODAY, When.WANTED)]
    blocks = [block for found in maps for block in _flows(found)]
    if not blocks:
        return []
    opening = Paragraph(_("Which information goes where, and what lets it."))
    return [Section(_("Flow of information"), (opening, *blocks))]


def _flows(found: FlowMap) -> list[Block]:
    if not found.flows:
        return []
    rows = tuple(
        (
            f"{each.start.name} {'↔' if each.is_both_ways else '→'} {each.end.name}",
            each.information,
            str(each.get_sort_display()),
            each.legal_ground or NOTHING,
        )
        for each in found.flows
    )
    title = str(When(found.when).label)
    columns = (_("From and to"), _("Which information"), _("Sort of data"), _("Legal ground"))
    blocks: list[Block] = [Table(columns=columns, rows=rows, widths=(28, 30, 18, 24), caption=title)]
    gaps = tuple(
        f"{each.flow.information if each.flow else each.system.name if each.system else title}: {each.what}"
        for each in found.gaps
    )
    if gaps:
        blocks += [Paragraph("", lead=_("What the map lacks")), Bullets(gaps)]
    return blocks


def operation_section(procurement: Procurement) -> list[Section]:
    """Tell what the operation asks for. One query."""
    rows = tuple(
        (
            str(each.get_kind_display()),
            each.statement,
            f"{_figure(each.figure)} {each.unit}".strip() if each.figure is not None else NOTHING,
            each.reason or NOTHING,
        )
        for each in operation_of(procurement)
    )
    if not rows:
        return []
    columns = (_("About"), _("What is asked for"), _("Figure"), _("Why so much, and no more"))
    return [Section(_("Operation"), (Table(columns=columns, rows=rows, widths=(16, 40, 16, 28)),))]


def responsibility_section(procurement: Procurement) -> list[Section]:
    """Tell who has which part in each task, today and wanted. Two queries."""
    rows = matrix_of(procurement)
    if not rows:
        return []
    parties = [(key, str(label)) for key, label in ResponsibilityShare.Party.choices]
    table = Table(
        columns=(_("Task"), *(label for _key, label in parties)),
        rows=tuple((row.task.title, *(_part(row, key) for key, _label in parties)) for row in rows),
        widths=(35, *(13 for _each in parties)),
        caption=_("Today, and → wanted where it changes"),
    )
    letters = "; ".join(f"{letter}: {label}" for letter, label in ResponsibilityShare.Letter.choices)
    blocks: list[Block] = [Paragraph(letters), table]
    nobody = tuple(row.task.title for row in rows if row.has_nobody("wanted"))
    if nobody:
        text = _("Nobody is to answer for these tasks yet.")
        blocks += [Callout(_("Without anybody"), text, "warning"), Bullets(nobody)]
    return [Section(_("Responsibility"), tuple(blocks))]


def _part(row: TaskRow, party: str) -> str:
    now, later = row.today.get(party, ""), row.wanted.get(party, "")
    return f"{now or NOTHING} → {later or NOTHING}" if party in row.changing else now or NOTHING


def innovation_section(procurement: Procurement) -> list[Section]:
    """Tell how new the answer may be, and which way leads there. One query."""
    said = innovation_of(procurement)
    if not (said.branch or said.height or said.need_class or said.answers):
        return []
    facts = (
        (_("Which way leads there"), said.branch_name),
        (_("How new it is"), said.height_name),
        (
            _("How well need and answer are known"),
            str(dict(Innovation.Need.choices).get(said.need_class, "")),
        ),
        (_("Why"), said.reason),
    )
    blocks: list[Block] = [
        Table(
            columns=(_("Question"), _("Answer")),
            rows=tuple((name, text or NOTHING) for name, text in facts),
            widths=(36, 64),
        )
    ]
    answers = tuple(_answers(said.answers))
    if answers:
        blocks += [Paragraph("", lead=_("Can this purchase be innovative?")), Bullets(answers)]
    return [Section(_("How new the answer may be"), tuple(blocks))]


def _answers(given: Mapping[str, str]) -> list[str]:
    words = {"yes": _("Yes"), "no": _("No"), "unknown": _("We do not know")}
    language = _language()
    return [
        f"{each.text.get(language, each.text['nb'])} {words[given[each.id]]}."
        for each in questions()
        if given.get(each.id) in words
    ]


def _figure(value: Decimal | None) -> str:
    return NOTHING if value is None else written_number(plain_number(value), _language())


def _minutes(value: Decimal) -> str:
    return _("%(minutes)s min") % {"minutes": _figure(value)}


def _language() -> str:
    return (get_language() or "nb").split("-")[0]
