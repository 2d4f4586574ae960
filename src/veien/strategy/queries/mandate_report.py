"""The mandate for the procurement as a report: what may be bought, within what, and who decides along the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from veien.documents.rules import Block, Paragraph, Report, Section, Table
from veien.road.queries import holdings_of
from veien.strategy.models import Mandate
from veien.strategy.queries.report import NothingToSay, left_over, short_table
from veien.strategy.queries.strategy import Strategy, strategy_of
from veien.strategy.queries.summary import parts_of
from veien.web.rules.numbers import written_money

if TYPE_CHECKING:
    from veien.road.queries import Procurement

NOTHING = "–"


def mandate_report(procurement: Procurement, language: str) -> Report:
    """Make the mandate for the procurement. Thirteen queries.

    Raises: NothingToSay while it is not written.
    """
    found = strategy_of(procurement)
    with translation.override(language):
        if found.mandate is None:
            raise NothingToSay(
                _("The mandate is not written yet. Write it on the page of the strategy first.")
            )
        row = found.mandate
        parts = [each for each in parts_of(found, procurement, language) if each.key != "mandate"]
        sections = [
            Section(_("What may be bought"), (Paragraph(row.may_buy), *_left_out(row))),
            Section(_("Limit and time"), (_limits(row, found, procurement, language),)),
            Section(_("Who decides"), (_people(procurement), *_decides(row))),
            Section(_("The strategy it rests on"), (*left_over(parts), short_table(parts))),
        ]
        return Report(
            title=_("Mandate for the procurement"),
            subtitle=procurement.title,
            language=language,
            is_example=procurement.is_example,
            meta=((_("Led by"), procurement.buyer.name),),
            sections=tuple(sections),
        )


def _left_out(row: Mandate) -> tuple[Block, ...]:
    return (Paragraph(row.left_out, lead=_("Not included.")),) if row.left_out else ()


def _limits(row: Mandate, found: Strategy, procurement: Procurement, language: str) -> Table:
    budget = written_money(row.budget, procurement.currency, language) if row.budget is not None else NOTHING
    value = found.value
    worth = (
        written_money(round(value.total), value.currency, language)
        if value is not None and value.is_estimated
        else _("not estimated yet")
    )
    rows = (
        (_("Limit, VAT excluded"), budget),
        (_("Where the money comes from"), row.budget_source or NOTHING),
        (_("Estimated value, every extension and option counted in"), worth),
        (
            _("Agreement signed by"),
            date_format(row.contract_by, "SHORT_DATE_FORMAT") if row.contract_by else NOTHING,
        ),
        (_("In use by"), date_format(row.in_use_by, "SHORT_DATE_FORMAT") if row.in_use_by else NOTHING),
    )
    return Table(columns=(_("What"), _("Said")), rows=rows, widths=(46, 54))


def _people(procurement: Procurement) -> Table:
    holdings = list(holdings_of(procurement))

    def named(role: str) -> str:
        return ", ".join(each.user.full_name for each in holdings if each.role == role) or _(
            "not appointed yet"
        )

    rows = ((_("Project owner"), named("project-owner")), (_("Project leader"), named("project-leader")))
    return Table(columns=(_("Role"), _("Person")), rows=rows)


def _decides(row: Mandate) -> tuple[Block, ...]:
    blocks: list[Block] = [Paragraph(row.decides)]
    if row.back_when:
        blocks.append(Paragraph(row.back_when, lead=_("Back to the owner.")))
    return tuple(blocks)
