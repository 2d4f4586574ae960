"""The page for politicians as a document: one page, in the procurement's own words and figures."""

from __future__ import annotations

from django.utils import formats, translation
from django.utils.translation import gettext as _

from veien.anchoring.models import Brief, PlanLink
from veien.anchoring.queries import brief_of, plan_links_of
from veien.documents.rules import Block, Bullets, Callout, Paragraph, Report, Section
from veien.foundation.errors import Refused
from veien.road.queries import Procurement
from veien.web.rules.numbers import written_money

MOST_PLANS = 3


class NothingToSay(Refused):
    """The page is not written yet; the message says what to do first."""


def politicians_page(procurement: Procurement, language: str) -> Report:
    """Make the page for politicians; headings and figures in a language, the text as it was written. Two queries.

    Raises: NothingToSay if it is not written.
    """
    brief = brief_of(procurement)
    plans = plan_links_of(procurement)
    with translation.override(language):
        if brief is None:
            raise NothingToSay(_("The page is not written yet. Write its four parts first."))
        return Report(
            title=procurement.title,
            subtitle=_("For those who decide"),
            language=language,
            is_example=procurement.is_example,
            meta=((_("Led by"), procurement.buyer.name),),
            sections=(Section(_("In short"), _blocks(brief, plans, procurement, language)),),
        )


def _blocks(
    brief: Brief, plans: list[PlanLink], procurement: Procurement, language: str
) -> tuple[Block, ...]:
    blocks: list[Block] = [
        Paragraph(brief.why, lead=_("Why now.")),
        Paragraph(brief.costs, lead=_("What it costs to begin with.")),
        Paragraph(brief.gives, lead=_("What it gives later.")),
    ]
    if plans:
        blocks.append(Paragraph("", lead=_("Where it stands in our plans")))
        blocks.append(Bullets(tuple(_line(each, procurement, language) for each in plans[:MOST_PLANS])))
    return (*blocks, Callout(_("What we ask for"), brief.asks, "decision"))


def _line(plan: PlanLink, procurement: Procurement, language: str) -> str:
    said = [plan.title]
    if plan.page:
        said.append(plan.page)
    if plan.amount is not None:
        said.append(written_money(plan.amount, procurement.currency, language))
    if plan.decided_on:
        said.append(_("decided %(on)s") % {"on": formats.date_format(plan.decided_on, "SHORT_DATE_FORMAT")})
    return ", ".join(said)
