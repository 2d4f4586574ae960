"""The documented goals: the vision, every goal with its figures, and what stands beside them, as a report."""

from __future__ import annotations

from django.utils import formats, translation
from django.utils.translation import gettext as _

from veien.documents.rules import (
    Bar,
    Bars,
    Block,
    Bullets,
    Callout,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Report,
    Section,
    Table,
)
from veien.foundation.errors import Refused
from veien.goals.models import Goal
from veien.goals.queries import GoalRow, Vision, goals_of, in_tree, needs_without_goal, vision_of
from veien.goals.queries.report_lines import NOTHING, lines_sections, parts_section
from veien.needs.queries import NeedChoice
from veien.road.queries import Procurement
from veien.web.rules.numbers import written_number


class NothingToSay(Refused):
    """There is nothing to make a report of yet; the message says what to do first."""


def documented_goals(procurement: Procurement, language: str) -> Report:
    """Make the report on vision and goals. Eleven queries at most.

    Raises: NothingToSay if neither vision nor goal is written.
    """
    vision, rows = vision_of(procurement), in_tree(goals_of(procurement))
    without = needs_without_goal(procurement)
    with translation.override(language):
        if vision is None and not rows:
            raise NothingToSay(_("There is no goal to document yet. Write the vision or set the first goal."))
        text = vision.text if vision else _("The vision is not written yet.")
        sections = [Section(_("Vision"), (Paragraph(text), *_beginning(vision), *_figures(rows)))]
        if rows:
            sections.append(Section(_("Goals"), (overview(rows, language), *_chart(rows, language))))
            sections += [_goal(each, rows, language) for each in rows]
        sections += parts_section(rows)
        sections += lines_sections(procurement)
        if without:
            sections.append(_unanswered(without))
        return Report(
            title=_("Documented goals"),
            subtitle=procurement.title,
            language=language,
            is_example=procurement.is_example,
            meta=((_("Led by"), procurement.buyer.name), (_("Goals"), str(len(rows)))),
            sections=tuple(sections),
        )


def _beginning(vision: Vision | None) -> tuple[Block, ...]:
    needs = (
        tuple(f"{each.ref} {each.title}" for each in vision.needs.order_by("position", "pk"))
        if vision
        else ()
    )
    return (Paragraph("", lead=_("Needs that the vision begins from")), Bullets(needs)) if needs else ()


def _chart(rows: list[GoalRow], language: str) -> tuple[Block, ...]:
    bars = tuple(
        Bar(f"{row.ref} {row.title}"[:60], (row.share,), f"{written_number(row.share, language)} %")
        for row in rows
        if row.share is not None
    )
    if not bars:
        return ()
    alt = "; ".join(f"{bar.label} {bar.shown}" for bar in bars)
    return (Bars(rows=bars, caption=_("The targets in percent of today"), alt=alt),)


def _figures(rows: list[GoalRow]) -> tuple[Block, ...]:
    if not rows:
        return ()
    kinds = [(label, sum(each.kind == kind for each in rows)) for kind, label in Goal.Kind.choices]
    return (KeyFigures(tuple(KeyFigure(str(label), str(count)) for label, count in kinds)),)


def overview(rows: list[GoalRow], language: str) -> Table:
    """Set all goals up as a table, in the language that is active."""
    return Table(
        columns=(_("No."), _("Goal"), _("From today to target"), _("Who owns it"), _("By")),
        rows=tuple(
            (
                each.ref,
                f"{'– ' * (each.depth - 1)}{each.title}",
                _way(each, language),
                each.owner or NOTHING,
                _day(each),
            )
            for each in rows
        ),
        caption=_("All goals"),
        widths=(8, 32, 26, 18, 16),
    )


def _goal(row: GoalRow, rows: list[GoalRow], language: str) -> Section:
    kind = str(dict(Goal.Kind.choices)[row.kind])
    above = next((f"{each.ref} {each.title}" for each in rows if each.pk == row.parent_id), "")
    said = (
        (_("Kind of benefit"), kind),
        *(((_("Stands under"), above),) if above else ()),
        (_("From today to target"), _way(row, language)),
        (_("Where the figure for today comes from"), row.baseline_source or NOTHING),
        (_("How it is measured"), row.measure or NOTHING),
        (_("Who owns the goal"), row.owner or NOTHING),
        (_("To be reached by"), _day(row)),
        (_("Horizon"), str(dict(Goal.Horizon.choices).get(row.horizon, NOTHING))),
    )
    blocks: list[Block] = [Table(columns=(_("What"), _("Said")), rows=said, widths=(30, 70))]
    if row.needs:
        blocks += [
            Paragraph("", lead=_("Needs that the goal answers")),
            Bullets(tuple(n.label for n in row.needs)),
        ]
    else:
        blocks.append(Callout(_("No need behind it"), _("This goal is not tied to any need yet."), "warning"))
    return Section(f"{row.ref} {row.title}", tuple(blocks), level=2)


def _unanswered(needs: list[NeedChoice]) -> Section:
    text = Paragraph(_("These needs are mapped, but no goal answers them."))
    return Section(_("Needs without a goal"), (text, Bullets(tuple(each.label for each in needs))))


def _way(row: GoalRow, language: str) -> str:
    figures = f"{written_number(row.baseline, language)} → {written_number(row.target, language)}"
    return f"{figures} {row.unit}".strip()


def _day(row: GoalRow) -> str:
    return formats.date_format(row.due_on, "SHORT_DATE_FORMAT") if row.due_on else NOTHING
