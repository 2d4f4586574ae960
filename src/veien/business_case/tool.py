"""Registers the room with the road: its page, its facts, what its log entries mean."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from veien.business_case.queries.decision import ground_of, paper_part
from veien.business_case.queries.facts import facts_of
from veien.business_case.queries.outcome import AlternativeRow, alternatives_of
from veien.road.queries import Procurement
from veien.road.rules.registry import (
    Choice,
    Tool,
    ToolReport,
    register_choices,
    register_ground,
    register_log_titles,
    register_paper_part,
    register_tool,
)
from veien.web.rules.numbers import written_money

LOG_TITLES = {
    "business_case.begun": _("Began the business case"),
    "business_case.changed": _("Changed what holds for the whole business case"),
    "business_case.key_changed": _("Changed how the cost is shared"),
    "business_case.alternative_added": _("Added an alternative"),
    "business_case.alternative_changed": _("Changed an alternative"),
    "business_case.alternative_removed": _("Removed an alternative"),
    "business_case.line_added": _("Added a line to the business case"),
    "business_case.line_changed": _("Changed a line of the business case"),
    "business_case.line_removed": _("Removed a line of the business case"),
    "business_case.lines_written": _("Wrote lines of the business case as a table"),
    "business_case.quantity_added": _("Added a driver"),
    "business_case.quantity_changed": _("Changed a driver"),
    "business_case.quantity_removed": _("Removed a driver"),
    "business_case.assumption_added": _("Added an assumption"),
    "business_case.assumption_changed": _("Changed an assumption"),
    "business_case.assumption_removed": _("Removed an assumption"),
    "business_case.assumptions_taken_over": _("Took over assumptions"),
    "business_case.imported": _("Read the business case from a workbook"),
}


def report(procurement: Procurement) -> ToolReport:
    """Say how many alternatives there are, and what they lack. Four queries, one or two more for a shared cost."""
    found = facts_of(procurement)
    facts = {
        "business_case.has_null_alternative": found.has_null_lines,
        "business_case.has_alternatives": found.has_alternative,
        "business_case.has_four_parts": found.has_four_parts,
        "business_case.has_integration": found.has_integration,
        "business_case.has_benefits": found.has_benefits,
        "business_case.all_have_source": found.has_sources,
        "business_case.has_assumptions": found.has_assumptions,
        "business_case.is_shared": found.is_shared,
    }
    words = ngettext("%(count)s alternative", "%(count)s alternatives", found.alternatives)
    return ToolReport(status=words % {"count": found.alternatives} if found.is_begun else "", facts=facts)


def choices(procurement: Procurement) -> list[Choice]:
    """Give the alternatives that the recommendation to the first decision chooses between, with what each is worth."""
    language = get_language() or "nb"
    return [
        Choice(
            key=each.key,
            title=each.title,
            sentence=_worth(each, procurement.currency, language),
            url=reverse("business_case:alternative", args=[procurement.public_id, each.public_id]),
            is_null=each.is_null,
        )
        for each in alternatives_of(procurement)
    ]


def _worth(row: AlternativeRow, currency: str, language: str) -> str:
    if row.against_null is None:
        return ""
    words = gettext("Net present value beside today’s practice")
    return f"{words}: {written_money(round(row.against_null), currency, language)}"


def register() -> None:
    """Tell the road about the room. Called once, at start."""
    register_tool(
        Tool(id="business-case", title=_("Business case"), url_name="business_case:page", report=report)
    )
    register_choices(decision="decision-1", provider=choices)
    register_ground(decision="decision-1", question="decision-1-q2", provider=ground_of)
    register_paper_part(decision="decision-1", room="business_case", provider=paper_part)
    register_log_titles(LOG_TITLES)
