"""Anchoring as a part of the paper that the first decision is taken on. Who is against stands in no paper."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from veien.anchoring.queries import measures_of, plan_links_of, standing_of
from veien.documents.rules import Block, KeyFigure, KeyFigures, Section, Table
from veien.foundation import clock
from veien.road.queries import Procurement
from veien.web.rules.numbers import NOTHING, written_money


def paper_part(procurement: Procurement, language: str) -> list[Section]:
    """Give measures and plans for the decision paper, in the language that is active; nothing before it begins.

    Ten queries.
    """
    today = clock.today()
    found = standing_of(procurement, today=today)
    if not (found.stakeholders or found.measures or found.plans or found.invited):
        return []
    blocks: list[Block] = [
        KeyFigures(
            (
                KeyFigure(_("Stakeholders"), str(found.stakeholders)),
                KeyFigure(_("Measures done"), f"{found.done}/{found.measures}"),
                KeyFigure(_("Services and professions invited"), str(found.services)),
            )
        )
    ]
    measures = tuple(
        (each.title, each.who or NOTHING, _day(each.done_on or each.due_on), each.outcome or NOTHING)
        for each in measures_of(procurement, today=today)
    )
    if measures:
        done = (_("What is done"), _("Who does it"), _("When"), _("What came of it"))
        blocks.append(Table(done, measures, caption=_("Measures"), widths=(32, 20, 17, 31)))
    plans = tuple(
        (
            f"{each.title}, {each.page}" if each.page else each.title,
            written_money(each.amount, procurement.currency, language),
            _day(each.decided_on),
        )
        for each in plan_links_of(procurement)
    )
    if plans:
        found_in = (_("Plan or budget"), _("Amount set aside"), _("Decided on"))
        blocks.append(
            Table(found_in, plans, numeric=(1,), caption=_("Plans and budgets"), widths=(50, 28, 22))
        )
    return [Section(_("Anchoring"), tuple(blocks))]


def _day(day: date | None) -> str:
    return date_format(day, "SHORT_DATE_FORMAT") if day else NOTHING
