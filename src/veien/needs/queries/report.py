"""The summary of mapped needs: what the first decision rests on, as a report."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from django.utils import translation
from django.utils.formats import date_format
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
from veien.needs.models import Need, NeedDependency, Persona, UserStory
from veien.needs.queries import NeedRow, needs_of
from veien.needs.queries.connections import connections_of
from veien.needs.queries.inquiries import Ground, InquiryRow, grounds_of, inquiries_of
from veien.needs.queries.personas import personas_of, stories_of
from veien.needs.queries.report_mapped import mapped_sections
from veien.road.queries import Procurement

Grounds = dict[int, list[Ground]]


class NothingToSay(Refused):
    """There is nothing to make a report of yet; the message says what to do first."""


def summary_of(procurement: Procurement, language: str) -> Report:
    """Make the summary: those who were asked, the needs area by area, and all that is mapped beside them.

    Twenty-two queries at most. What was noted in confidence is left out.
    Raises: NothingToSay if no need is written down.
    """
    rows, grounds = needs_of(procurement), grounds_of(procurement)
    asked, personas = inquiries_of(procurement), personas_of(procurement)
    stories, connections = stories_of(procurement), connections_of(procurement)
    with translation.override(language):
        if not rows:
            raise NothingToSay(_("There is no need to summarise yet. Write down the first one."))
        areas = by_area(rows)
        return Report(
            title=_("Summary of mapped needs"),
            subtitle=procurement.title,
            language=language,
            is_example=procurement.is_example,
            meta=((_("Led by"), procurement.buyer.name), (_("Needs"), str(len(rows)))),
            sections=(
                _in_short(rows, areas, grounds),
                *_asked(asked),
                *_personas(personas, stories),
                *(_area(name, found, grounds) for name, found in areas.items()),
                *_connected(connections),
                *mapped_sections(procurement),
            ),
        )


def by_area(rows: list[NeedRow]) -> dict[str, list[NeedRow]]:
    """Share needs out by their area, those without one last."""
    areas: dict[str, list[NeedRow]] = {}
    for row in sorted(rows, key=lambda each: not each.area):
        areas.setdefault(row.area, []).append(row)
    return areas


def _in_short(rows: list[NeedRow], areas: dict[str, list[NeedRow]], grounds: Grounds) -> Section:
    horizons = Counter(each.horizon for each in rows)
    blocks: list[Block] = [
        Paragraph(
            _(
                "What people in the services and those they serve have told us they need, and what it rests on."
            )
        ),
        KeyFigures(
            (
                KeyFigure(_("Needs"), str(len(rows))),
                KeyFigure(_("Short term"), str(horizons["short"])),
                KeyFigure(_("Long term"), str(horizons["long"])),
            )
        ),
    ]
    if len(areas) > 1:
        counts = [(area_name(area), len(found)) for area, found in areas.items()]
        blocks.append(
            Bars(
                rows=tuple(Bar(name, (Decimal(count),), str(count)) for name, count in counts),
                caption=_("Needs in each area"),
                alt="; ".join(f"{name} {count}" for name, count in counts),
            )
        )
    blocks += _lacking(rows, grounds)
    return Section(_("In short"), tuple(blocks))


def _lacking(rows: list[NeedRow], grounds: Grounds) -> list[Block]:
    lacking = (
        (_("Nobody is named as having the need"), [each.ref for each in rows if not each.holder]),
        (
            _("It is not said what the need rests on"),
            [
                each.ref
                for each in rows
                if not (each.evidence_kind and each.evidence) and each.pk not in grounds
            ],
        ),
        (
            _("It is not said whether it is for the short or the long term"),
            [each.ref for each in rows if not each.horizon],
        ),
    )
    said = [f"{what}: {', '.join(refs)}" for what, refs in lacking if refs]
    if not said:
        return []
    return [
        Callout(_("Still to be answered"), _("Some needs are not described in full."), "warning"),
        Bullets(tuple(said)),
    ]


def _area(name: str, rows: list[NeedRow], grounds: Grounds) -> Section:
    horizons = dict(Need.Horizon.choices)
    table = Table(
        columns=(_("No."), _("Need"), _("Who has it"), _("What it rests on"), _("Horizon")),
        rows=tuple(
            (
                each.ref,
                f"{each.title}. {each.statement}" if each.statement else each.title,
                each.holder or "–",
                _rests(each, grounds),
                str(horizons.get(each.horizon, "–")),
            )
            for each in rows
        ),
        widths=(8, 42, 18, 18, 14),
    )
    quotes = tuple(f"“{each.quote}” ({each.holder or each.ref}, {each.ref})" for each in rows if each.quote)
    blocks: tuple[Block, ...] = (table,)
    if quotes:
        blocks += (Paragraph("", lead=_("In people's own words")), Bullets(quotes))
    return Section(area_name(name), blocks)


def _rests(row: NeedRow, grounds: Grounds) -> str:
    kinds = dict(Need.EvidenceKind.choices)
    outside = ": ".join(str(part) for part in (kinds.get(row.evidence_kind, ""), row.evidence) if part)
    inside = ", ".join(each.ref for each in grounds.get(row.pk, ()))
    return "; ".join(filter(None, (inside, outside))) or "–"


def _asked(asked: list[InquiryRow]) -> list[Section]:
    """Tell whom the needs came from: kind, when, roles, how many. Never what was noted."""
    if not asked:
        return []
    held = Table(
        columns=(_("No."), _("Kind"), _("What it was about"), _("When"), _("With whom"), _("Needs")),
        rows=tuple(
            (
                each.ref,
                each.kind_name,
                each.title,
                date_format(each.held_on, "SHORT_DATE_FORMAT") if each.held_on else "–",
                each.with_whom or "–",
                str(each.needs),
            )
            for each in asked
        ),
        numeric=(5,),
        widths=(8, 14, 30, 12, 28, 8),
    )
    people = sum(each.people or 0 for each in asked)
    said = _("What was said in confidence is not repeated here; the needs point at where they came from.")
    blocks: list[Block] = [Paragraph(said)]
    if people:
        blocks.append(KeyFigures((KeyFigure(_("People who took part"), str(people)),)))
    return [Section(_("Whom we asked"), (*blocks, held))]


def _personas(personas: list[Persona], stories: list[UserStory]) -> list[Section]:
    if not personas and not stories:
        return []
    sections = [
        Section(
            _("Personas and stories"),
            (Paragraph(_("The personas are made up. What is in them was seen and heard.")),),
        )
    ]
    for each in personas:
        blocks: list[Block] = [
            Paragraph(text, lead=str(lead))
            for lead, text in (
                (f"{each.get_kind_display()}.", each.about),
                (_("An ordinary day."), each.day),
                (_("Wants."), each.wishes),
                (_("Fears."), each.worries),
            )
            if text
        ]
        seen = ", ".join(f"{row.ref} {row.title}" for row in each.inquiries.all())
        blocks += [Paragraph(seen, lead=_("Seen in."))] if seen else []
        sections.append(Section(each.name, tuple(blocks), level=2))
    if stories:
        told = tuple(_told(each) for each in stories)
        sections.append(Section(_("User stories"), (Bullets(told),), level=2))
    return sections


def _told(story: UserStory) -> str:
    if story.so_that:
        said = _("As %(who)s I want %(wants)s, so that %(better)s.") % {
            "who": story.as_who,
            "wants": story.wants,
            "better": story.so_that,
        }
    else:
        said = _("As %(who)s I want %(wants)s.") % {"who": story.as_who, "wants": story.wants}
    return f"{said} ({story.need.ref})" if story.need else said


def _connected(connections: list[NeedDependency]) -> list[Section]:
    if not connections:
        return []
    table = Table(
        columns=(_("Need"), _("Hangs on")),
        rows=tuple(
            (str(each.need), str(each.on) if each.on else _("%(what)s (outside)") % {"what": each.outside})
            for each in connections
        ),
    )
    return [Section(_("What the needs hang on"), (table,))]


def area_name(area: str) -> str:
    """Give an area as a heading."""
    return area[:1].upper() + area[1:] if area else _("Without an area")
