"""The mapped needs as slides for a meeting: those who were not there understand them from the back row."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from django.utils import translation
from django.utils.translation import gettext as _

from veien.documents.rules import (
    Bar,
    Bars,
    Bullets,
    Deck,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Slide,
    Table,
    shared_out,
    shortened,
)
from veien.foundation import clock
from veien.needs.models import Persona
from veien.needs.queries import NeedRow, needs_of
from veien.needs.queries.inquiries import InquiryCounts, inquiry_counts
from veien.needs.queries.personas import personas_of
from veien.needs.queries.report import NothingToSay, area_name, by_area
from veien.needs.queries.slides_mapped import mapped_slides
from veien.road.queries import Procurement

ROWS = 6
QUOTES = 3


def slides_of(procurement: Procurement, language: str) -> Deck:
    """Make the slides: who was asked, personas, the needs area by area, and what is mapped beside them.

    Sixteen queries at most.
    Raises: NothingToSay if no need is written down.
    """
    rows, personas = needs_of(procurement), personas_of(procurement)
    inquiries = inquiry_counts(procurement, today=clock.today())
    with translation.override(language):
        if not rows:
            raise NothingToSay(_("There is no need to summarise yet. Write down the first one."))
        areas = by_area(rows)
        slides = [*_in_short(rows, areas, inquiries), *(_persona(each) for each in personas)]
        for name, found in areas.items():
            slides += _area(name, found)
        slides += mapped_slides(procurement)
        slides += _next(rows)
        return Deck(
            title=_("Summary of mapped needs"),
            subtitle=procurement.title,
            language=language,
            is_example=procurement.is_example,
            meta=((_("Led by"), procurement.buyer.name), (_("Needs"), str(len(rows)))),
            slides=tuple(slides),
        )


def _in_short(rows: list[NeedRow], areas: dict[str, list[NeedRow]], asked: InquiryCounts) -> list[Slide]:
    horizons = Counter(each.horizon for each in rows)
    figures = KeyFigures(
        (
            KeyFigure(_("Needs"), str(len(rows))),
            KeyFigure(_("Short term"), str(horizons["short"])),
            KeyFigure(_("Long term"), str(horizons["long"])),
        )
    )
    slides = [Slide(_("In short"), figures)]
    if asked.all:
        kinds = (
            (_("Interviews"), asked.interviews),
            (_("Observations"), asked.observations),
            (_("Workshops"), asked.workshops),
            (_("Surveys"), asked.surveys),
        )
        cards = tuple(KeyFigure(name, str(count)) for name, count in kinds if count)
        slides.append(Slide(_("Whom we asked"), KeyFigures(cards)))
    if len(areas) > 1:
        counts = [(area_name(area), len(found)) for area, found in areas.items()]
        for number, group in enumerate(shared_out(counts), start=1):
            title = _("Needs in each area")
            bars = Bars(
                rows=tuple(Bar(shortened(name, 60), (Decimal(count),), str(count)) for name, count in group),
                caption=title,
                alt="; ".join(f"{name} {count}" for name, count in group),
                longest=Decimal(max(count for _name, count in counts)),
            )
            slides.append(Slide(title if number == 1 else f"{title} ({number})", bars))
    return slides


def _persona(persona: Persona) -> Slide:
    said = [
        persona.about and shortened(persona.about),
        persona.wishes and shortened(_("Wants: %(what)s") % {"what": persona.wishes}),
        persona.worries and shortened(_("Fears: %(what)s") % {"what": persona.worries}),
    ]
    for story in list(persona.stories.all())[:3]:
        said.append(shortened(f"“{story.wants}”"))
    lines = tuple(filter(None, said)) or (persona.get_kind_display(),)
    title = f"{persona.name}, {str(persona.get_kind_display()).lower()}"
    return Slide(title, Bullets(lines), notes="\n\n".join(filter(None, (persona.about, persona.day))))


def _area(name: str, rows: list[NeedRow]) -> list[Slide]:
    slides = []
    groups = shared_out(rows, ROWS)
    for number, group in enumerate(groups, start=1):
        title = area_name(name) + (f" ({number}/{len(groups)})" if len(groups) > 1 else "")
        table = Table(
            columns=(_("No."), _("Need"), _("Who has it")),
            rows=tuple(
                (each.ref, shortened(each.title, 110), shortened(each.holder or "–", 70)) for each in group
            ),
            widths=(8, 58, 34),
            caption=title,
        )
        notes = "\n".join(f"{each.ref}: {each.statement}" for each in group if each.statement)
        slides.append(Slide(title, table, notes=notes))
    quotes = [each for each in rows if each.quote][:QUOTES]
    for each in quotes[:1]:
        words = Paragraph(shortened(f"“{each.quote}”", 200))
        slides.append(Slide(_("%(who)s says") % {"who": each.holder or each.ref}, words, notes=str(each.ref)))
    return slides


def _next(rows: list[NeedRow]) -> list[Slide]:
    asked = (
        _("What have we misunderstood?"),
        _("Whom should we have asked?"),
        _("Which of these needs weigh most in your day?"),
    )
    return [
        Slide(_("What we want to hear from you"), Bullets(asked), notes=_("Needs: %(n)s") % {"n": len(rows)})
    ]
