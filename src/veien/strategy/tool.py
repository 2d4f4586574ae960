"""Registers the room with the road: its page, its facts, its documents, and what it says to the first decision."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from veien.documents import actions as documents
from veien.documents.rules import Report
from veien.foundation import clock
from veien.market.rules import OpenQuestion, register_questions
from veien.road.queries import Procurement
from veien.road.rules.registry import (
    Made,
    Maker,
    Tool,
    ToolReport,
    register_ground,
    register_log_titles,
    register_maker,
    register_paper_part,
    register_tool,
)
from veien.strategy.actions.value import VALUE_LOG_TITLES
from veien.strategy.models import StrategyQuestion
from veien.strategy.queries import strategy_of
from veien.strategy.queries.grounds import choices_ground, together_ground
from veien.strategy.queries.mandate_report import mandate_report
from veien.strategy.queries.report import strategy_paper, strategy_report

LOG_TITLES = {
    "strategy.linked": _("Linked the strategy to the business case"),
    "strategy.points_weighed": _("Weighed what speaks for and against buying together"),
    "strategy.stands_noted": _("Noted where the municipalities stand on buying together"),
    "strategy.together_chosen": _("Chose to buy alone or together"),
    "strategy.delivery_chosen": _("Chose who does each service"),
    "strategy.agreement_chosen": _("Chose agreement and duration"),
    "strategy.cost_added": _("Wrote down a cost of owning, renting or leasing"),
    "strategy.cost_changed": _("Changed a cost of owning, renting or leasing"),
    "strategy.cost_removed": _("Took away a cost of owning, renting or leasing"),
    "strategy.ownership_chosen": _("Chose to own, rent or lease"),
    "strategy.demand_added": _("Drafted a demand on the supplier"),
    "strategy.demand_changed": _("Changed a demand on the supplier"),
    "strategy.demand_removed": _("Took away a demand on the supplier"),
    "strategy.question_added": _("Left a question of the strategy open"),
    "strategy.question_changed": _("Changed or answered a question of the strategy"),
    "strategy.question_removed": _("Took away a question of the strategy"),
    "strategy.mandate_written": _("Wrote the mandate for the procurement"),
}
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
RESTS_ON = ("strategy", "business_case", "collaboration")
THEMES = {
    "together": "legal",
    "delivery": "delivery",
    "agreement": "legal",
    "ownership": "financial",
    "qualification": "legal",
    "value": "financial",
}
"""The theme of the dialogue that each part of the strategy is asked under."""


def report(procurement: Procurement) -> ToolReport:
    """Say how far the strategy has come. Twelve queries."""
    facts = strategy_of(procurement).facts
    done = sum(facts.values())
    words = ngettext(
        "%(done)s of %(count)s part in place", "%(done)s of %(count)s parts in place", len(facts)
    )
    return ToolReport(status=words % {"done": done, "count": len(facts)} if done else "", facts=facts)


def questions_of(procurement: Procurement) -> Sequence[OpenQuestion]:
    """Give the questions that the strategy leaves open to the market. One query."""
    rows = StrategyQuestion.objects.filter(procurement=procurement, answer="").order_by("about", "pk")
    return [
        OpenQuestion(
            key=f"strategy:{each.public_id}",
            text=each.text,
            theme=THEMES[each.about],
            origin=each.get_about_display(),
        )
        for each in rows
    ]


def make_strategy(procurement: Procurement, language: str, ending: str) -> Made:
    """Make the documented strategy as a document."""
    return _made(strategy_report(procurement, language), ending)


def make_mandate(procurement: Procurement, language: str, ending: str) -> Made:
    """Make the mandate for the procurement as a document."""
    return _made(mandate_report(procurement, language), ending)


def _made(said: Report, ending: str) -> Made:
    if ending == "pdf":
        data, content_type = documents.build_report_pdf(said, at=clock.now()), "application/pdf"
    else:
        data, content_type = documents.build_report_docx(said, at=clock.now()), DOCX
    return Made(name=f"{said.title}.{ending}", content_type=content_type, data=data)


def register() -> None:
    """Tell the road about the room. Called once, at start."""
    register_tool(
        Tool(
            id="strategy",
            title=_("Procurement strategy"),
            url_name="strategy:page",
            report=report,
            rests_on=RESTS_ON,
        )
    )
    register_questions("strategy", questions_of)
    register_log_titles(LOG_TITLES | VALUE_LOG_TITLES)
    for deliverable, make in (("procurement-strategy", make_strategy), ("procurement-mandate", make_mandate)):
        register_maker(Maker(deliverable=deliverable, formats=("pdf", "docx"), make=make))
    for question, provider in (("decision-1-q2", choices_ground), ("decision-1-q3", together_ground)):
        register_ground(decision="decision-1", question=question, provider=provider, rests_on=RESTS_ON)
    register_paper_part(decision="decision-1", room="strategy", provider=strategy_paper)
