"""The needs as a part of the paper that the first decision is taken on: short, with figures."""

from __future__ import annotations

from django.utils.translation import gettext as _

from veien.documents.rules import Block, Bullets, KeyFigure, KeyFigures, Paragraph, Section, Table
from veien.foundation import clock
from veien.needs.models import Need
from veien.needs.queries import counts_of, needs_of
from veien.needs.queries.innovation import innovation_of
from veien.needs.queries.inquiries import inquiry_counts
from veien.needs.queries.journeys import journeys_of
from veien.needs.queries.key_figures import key_figures_of, outlook_of
from veien.needs.queries.report_mapped import figures_table
from veien.road.queries import Procurement
from veien.web.rules.numbers import NOTHING, written_number


def paper_part(procurement: Procurement, language: str) -> list[Section]:
    """Give the needs for the decision paper, in the language that is active; nothing where none is written.

    Seven queries.
    """
    counts = counts_of(procurement)
    if not counts.all:
        return []
    asked = inquiry_counts(procurement, today=clock.today())
    horizons = dict(Need.Horizon.choices)
    table = Table(
        columns=(_("No."), _("Need"), _("Who has it"), _("Horizon")),
        rows=tuple(
            (each.ref, each.title, each.holder or NOTHING, str(horizons.get(each.horizon, NOTHING)))
            for each in needs_of(procurement)
        ),
        widths=(9, 48, 24, 19),
        caption=_("The needs"),
    )
    blocks: list[Block] = [
        KeyFigures(
            (
                KeyFigure(_("Needs"), str(counts.all)),
                KeyFigure(_("Conversations and observations"), str(asked.all)),
                KeyFigure(_("Short term"), str(counts.short)),
            )
        ),
        table,
    ]
    figures = [(each, outlook_of(each)) for each in key_figures_of(procurement)]
    if figures:
        blocks.append(figures_table(figures))
    saved = _time(procurement, language)
    if saved:
        blocks += [Paragraph("", lead=_("Time in one round of a service")), Bullets(saved)]
    way = innovation_of(procurement)
    if way.branch:
        blocks.append(
            Paragraph(" ".join(filter(None, (way.branch_name + ".", way.reason))), lead=_("How new it is"))
        )
    return [Section(_("Needs"), tuple(blocks))]


def _time(procurement: Procurement, language: str) -> tuple[str, ...]:
    said = _("%(service)s: %(today)s minutes today, %(wanted)s wanted")
    return tuple(
        said
        % {
            "service": whole.journey.title,
            "today": written_number(whole.sums.today.normalize(), language, places=0),
            "wanted": written_number(whole.sums.wanted.normalize(), language, places=0),
        }
        for whole in journeys_of(procurement)
        if whole.is_whole and whole.sums.today
    )
