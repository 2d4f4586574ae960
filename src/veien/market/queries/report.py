"""The dialogue note and the summary of the dialogue as documents. What is confidential is in neither."""

from __future__ import annotations

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from veien.documents.rules import (
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
from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.market.models import Input, Learning, Outreach, Plan, Question, SlotAnswer, Told, Visit
from veien.market.queries.invitation import note_sections
from veien.market.queries.kinds import label_of
from veien.market.queries.meetings import activities_of
from veien.market.queries.standing import THEMES, Standing, standing_of
from veien.road.queries import Procurement


class NothingToSay(Refused):
    """There is nothing to make a document of yet; the message says what to do first."""


def note_report(procurement: Procurement, language: str) -> Report:
    """Make the dialogue note: the sections that are written, and the questions that all are asked. Five queries."""
    with translation.override(language):
        sections = [Section(head, tuple(_text(text))) for head, text in note_sections(procurement)]
        asked = tuple(
            Question.objects.filter(procurement=procurement).order_by("number").values_list("text", flat=True)
        )
        if asked:
            sections.append(Section(_("What we would like to hear"), (Bullets(asked, numbered=True),)))
        return Report(
            title=_("Dialogue note"),
            subtitle=procurement.title,
            language=language,
            is_example=procurement.is_example,
            meta=((_("Led by"), procurement.buyer.name), (_("Date"), _day(clock.today()))),
            sections=tuple(sections),
        )


def summary_of(procurement: Procurement, language: str) -> Report:
    """Make the summary of the dialogue: whom we met and how, what we learned, what it changes, who was told what.

    Raises: NothingToSay if nothing has been done yet.
    """
    with translation.override(language):
        standing = standing_of(procurement)
        if not (standing.activities or standing.inputs or standing.learnings or standing.visits):
            raise NothingToSay(
                _("There is no dialogue to sum up yet. Plan an activity, or write down what came in.")
            )
        parts = (
            Section(_("In short"), tuple(_in_short(procurement, standing))),
            Section(_("How the market was heard"), tuple(_activities(procurement))),
            Section(_("What we learned"), tuple(_learnings(procurement))),
            Section(_("Answers to the questions that all were asked"), tuple(_answers(procurement))),
            Section(_("What came in"), tuple(_inputs(procurement))),
            Section(_("Reference visits"), tuple(_visits(procurement))),
            Section(_("Equal treatment"), tuple(_ledger(procurement))),
        )
        return Report(
            title=_("Summary of the supplier dialogue"),
            subtitle=procurement.title,
            language=language,
            is_example=procurement.is_example,
            meta=((_("Led by"), procurement.buyer.name), (_("Date"), _day(clock.today()))),
            sections=tuple(each for each in parts if each.blocks),
        )


def paper_part(procurement: Procurement, language: str) -> list[Section]:
    """Give the dialogue in short for the decision paper, in the language that is active; nothing before it begins."""
    standing = standing_of(procurement)
    if not (standing.activities or standing.inputs or standing.learnings or standing.visits):
        return []
    blocks = [*_in_short(procurement, standing), *_learnings(procurement)]
    return [Section(_("Market dialogue"), tuple(blocks))]


def _in_short(procurement: Procurement, standing: Standing) -> list[Block]:
    plan = Plan.objects.filter(procurement=procurement).first()
    blocks: list[Block] = [Paragraph(plan.purpose, lead=_("Purpose"))] if plan else []
    blocks.append(
        KeyFigures(
            (
                KeyFigure(_("Firms that took part"), str(standing.took_part)),
                KeyFigure(_("Meetings with one supplier"), str(standing.minuted)),
                KeyFigure(_("Lessons"), str(standing.learnings)),
            )
        )
    )
    if plan:
        spoken = tuple(
            f"{label_of(Plan, each)}: {getattr(plan, each)}" for each in THEMES if getattr(plan, each)
        )
        blocks += [Paragraph("", lead=_("Themes")), Bullets(spoken)] if spoken else []
    if not standing.is_settled:
        said = ngettext(
            "%(count)s thing that somebody was told is not published to all.",
            "%(count)s things that somebody was told are not published to all.",
            standing.untold,
        )
        blocks.append(Callout(_("Equal treatment"), said % {"count": standing.untold}, "warning"))
    return blocks


def _activities(procurement: Procurement) -> list[Block]:
    rows = activities_of(procurement)
    blocks: list[Block] = []
    if rows:
        blocks.append(
            Table(
                columns=(_("No."), _("Activity"), _("When"), _("How it went")),
                rows=tuple(
                    (
                        each.ref,
                        each.title,
                        _day(each.starts_at.astimezone(clock.OSLO).date()) if each.starts_at else "–",
                        each.outcome or "–",
                    )
                    for each in rows
                ),
                widths=(10, 30, 18, 42),
            )
        )
    reached = list(Outreach.objects.filter(procurement=procurement).order_by("done_on", "number"))
    if reached:
        said = tuple(f"{_day(each.done_on)} · {each.get_channel_display()}: {each.what}" for each in reached)
        blocks += [Paragraph("", lead=_("Outreach")), Bullets(said)]
    return blocks


def _learnings(procurement: Procurement) -> list[Block]:
    rows = Learning.objects.filter(procurement=procurement).order_by("theme", "number")
    found = tuple(
        (each.ref, each.get_theme_display(), each.text, _becomes(each))
        for each in rows.select_related("need", "goal", "question")
    )
    if not found:
        return []
    columns = (_("No."), _("Theme"), _("What you learned"), _("What it becomes"))
    return [Table(columns=columns, rows=found, widths=(10, 18, 40, 32))]


def _becomes(row: Learning) -> str:
    what = row.need or row.goal or row.question or row.taken_as or row.proposal
    return f"{row.get_becomes_display()}: {what}" if what else str(row.get_becomes_display())


def _answers(procurement: Procurement) -> list[Block]:
    rows = SlotAnswer.objects.filter(
        slot__activity__procurement=procurement, slot__is_confidential=False
    ).select_related("question", "slot__registration")
    found: dict[str, list[str]] = {}
    for each in rows.order_by("question__number", "slot__starts_at"):
        firm = each.slot.registration.firm if each.slot.registration else "–"
        found.setdefault(each.question.text, []).append(f"{firm}: {each.text}")
    blocks: list[Block] = []
    for text, said in found.items():
        blocks += [Paragraph("", lead=text), Bullets(tuple(said))]
    return blocks


def _inputs(procurement: Procurement) -> list[Block]:
    rows = Input.objects.filter(procurement=procurement)
    found = tuple(
        (
            each.ref,
            each.firm,
            each.get_theme_display(),
            f"{each.title}. {each.text}" if each.text else each.title,
        )
        for each in rows.filter(is_confidential=False).order_by("number")
    )
    kept = rows.filter(is_confidential=True).count()
    columns = (_("No."), _("From"), _("Theme"), _("What it says"))
    blocks: list[Block] = [Table(columns=columns, rows=found, widths=(10, 22, 18, 50))] if found else []
    if kept:
        said = _("Kept confidential and not in this document: %(count)s.") % {"count": kept}
        blocks.append(Paragraph(said))
    return blocks


def _visits(procurement: Procurement) -> list[Block]:
    rows = Visit.objects.filter(procurement=procurement).order_by("visited_on", "number")
    found = tuple((_day(each.visited_on), each.host, each.solution or "–", each.seen or "–") for each in rows)
    columns = (_("When"), _("Whom you visited"), _("What you saw in use"), _("What you saw and heard"))
    return [Table(columns=columns, rows=found, widths=(14, 22, 24, 40))] if found else []


def _ledger(procurement: Procurement) -> list[Block]:
    rows = Told.objects.filter(procurement=procurement).order_by("told_on", "number")
    found = tuple(
        (each.ref, _day(each.told_on), each.published_text or each.what, _when(each)) for each in rows
    )
    if not found:
        return [Paragraph(_("Nothing is written down that one supplier was told and others were not."))]
    columns = (_("No."), _("When"), _("What they were told or got"), _("Published to all"))
    return [Table(columns=columns, rows=found, widths=(10, 16, 52, 22))]


def _when(row: Told) -> str:
    if row.published_at is None:
        return _("Not yet")
    day = _day(row.published_at.astimezone(clock.OSLO).date())
    return f"{day} ({row.published_where})" if row.published_where else day


def _text(text: str) -> list[Block]:
    lines = text.splitlines()
    bullets = tuple(each.removeprefix("• ") for each in lines if each.startswith("• "))
    if bullets and len(bullets) == len(lines):
        return [Bullets(bullets)]
    return [Paragraph(each) for each in lines if each.strip()]


def _day(day: object) -> str:
    return str(date_format(day, "SHORT_DATE_FORMAT"))  # type: ignore[arg-type]
