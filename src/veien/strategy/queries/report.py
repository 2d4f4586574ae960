"""The documented strategy as a report: what is chosen and why, with the figures that it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _

from veien.business_case.queries import outcome_of
from veien.business_case.queries.report import compared
from veien.documents.rules import Block, Bullets, Callout, Paragraph, Report, Section, Table
from veien.foundation.errors import Refused
from veien.needs.queries.innovation import innovation_of
from veien.strategy.queries.report_parts import (
    agreement_section,
    delivery_section,
    demands_section,
    ownership_section,
    together_section,
)
from veien.strategy.queries.strategy import Strategy, strategy_of
from veien.strategy.queries.summary import Part, parts_of
from veien.strategy.queries.value_report import section_of

if TYPE_CHECKING:
    from veien.road.queries import Procurement

NOTHING = "–"


class NothingToSay(Refused):
    """There is nothing to make a document of yet; the message says what to do first."""


def strategy_report(procurement: Procurement, language: str) -> Report:
    """Make the documented strategy with the business case in it. Twenty-two queries at most.

    Raises: NothingToSay while nothing is chosen.
    """
    found = strategy_of(procurement)
    with translation.override(language):
        parts = parts_of(found, procurement, language)
        if not any(each.said for each in parts):
            raise NothingToSay(_("Nothing is chosen yet. Begin with the value, or with alone or together."))
        sections = [Section(_("In short"), tuple(_short(parts)))]
        sections.append(Section(_("What it is founded on"), tuple(_founded(found))))
        if found.value is not None and found.value.rows:
            sections.append(section_of(found.value))
        sections += [
            together_section(found, procurement, language),
            delivery_section(found, procurement, language),
            agreement_section(found, procurement, language),
            ownership_section(found, procurement, language),
            demands_section(found, language),
            _open(found),
            *_innovation(procurement),
            *_case(procurement, language),
        ]
        return Report(
            title=_("Procurement strategy"),
            subtitle=procurement.title,
            language=language,
            is_example=procurement.is_example,
            meta=(
                (_("Led by"), procurement.buyer.name),
                (_("Founded on"), str(found.alternative or NOTHING)),
            ),
            sections=tuple(sections),
        )


def short_table(parts: list[Part]) -> Table:
    """Write what every part says in one table."""
    return Table(
        columns=(_("Part of the strategy"), _("What is chosen")),
        rows=tuple((each.title, each.said or _("nothing yet")) for each in parts),
        widths=(28, 72),
    )


def left_over(parts: list[Part]) -> tuple[Block, ...]:
    """Warn of the parts that are not in place."""
    left = [f"{each.title}: {each.todo}" for each in parts if not each.is_done]
    if not left:
        return ()
    return (Callout(_("Still missing"), " ".join(left), "warning"),)


def _short(parts: list[Part]) -> list[Block]:
    return [*left_over(parts), short_table(parts)]


def _founded(found: Strategy) -> list[Block]:
    if found.alternative is None:
        text = _(
            "The strategy is not linked to an alternative of the business case. Choices about money are not founded."
        )
        return [Callout(_("No figures behind it"), text, "warning")]
    blocks: list[Block] = [Paragraph(found.alternative.title, lead=_("Alternative of the business case."))]
    if found.plan.why:
        blocks.append(Paragraph(found.plan.why))
    return blocks


def _open(found: Strategy) -> Section:
    if not found.questions:
        return Section(_("Open questions"), (Paragraph(_("Nothing is left open.")),))
    rows = tuple((each.get_about_display(), each.text, each.answer or _("open")) for each in found.questions)
    columns = (_("About"), _("Question"), _("What we learned"))
    return Section(_("Open questions"), (Table(columns=columns, rows=rows, widths=(22, 44, 34)),))


def _innovation(procurement: Procurement) -> list[Section]:
    found = innovation_of(procurement)
    if not found.branch:
        return []
    blocks: list[Block] = [Paragraph(found.branch_name)]
    if found.reason:
        blocks.append(Paragraph(found.reason))
    return [Section(_("How new the answer may be"), tuple(blocks))]


def _case(procurement: Procurement, language: str) -> list[Section]:
    found = outcome_of(procurement)
    if found is None or found.case is None:
        text = Paragraph(_("There is no business case that can be computed yet."))
        return [Section(_("Business case"), (text,))]
    return [Section(_("Business case"), compared(found, language))]


def strategy_paper(procurement: Procurement, language: str) -> list[Section]:
    """Give the strategy's part of the paper of the first decision, in the language that is active. Twelve queries."""
    parts = parts_of(strategy_of(procurement), procurement, language)
    if not any(each.said for each in parts):
        return []
    why = [f"{each.title}: {each.why}" for each in parts if each.why]
    blocks: list[Block] = [*left_over(parts), short_table(parts)]
    if why:
        blocks += [Paragraph("", lead=_("Why")), Bullets(tuple(why))]
    return [Section(_("Strategy"), tuple(blocks))]
