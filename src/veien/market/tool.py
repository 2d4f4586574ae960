"""Registers the room with the road: its page, its facts, its document, and its ground of the first decision."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from veien.documents import actions as documents
from veien.foundation import clock
from veien.goals.queries.lines import open_questions_of
from veien.market.queries.report import paper_part, summary_of
from veien.market.queries.standing import THEMES, standing_of
from veien.market.rules import OpenQuestion, register_questions
from veien.road.queries import Procurement
from veien.road.rules.registry import (
    Ground,
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

LOG_TITLES = {
    "market.plan_written": _("Wrote the plan of the market dialogue"),
    "market.note_written": _("Wrote the dialogue note"),
    "market.invitation_written": _("Wrote the invitation to the market dialogue"),
    "market.invitation_published": _("Published the invitation to the market dialogue"),
    "market.invitation_closed": _("Closed the invitation to the market dialogue"),
    "market.activity_added": _("Planned a dialogue activity"),
    "market.activity_changed": _("Changed a dialogue activity"),
    "market.activity_removed": _("Removed a dialogue activity"),
    "market.item_ticked": _("Ticked a point of a dialogue activity"),
    "market.attendance_marked": _("Wrote down who came"),
    "market.slots_added": _("Set up times for one supplier at a time"),
    "market.slot_removed": _("Took away a time"),
    "market.slot_booked": _("A supplier booked a time"),
    "market.slot_freed": _("A supplier gave up a time"),
    "market.minutes_written": _("Wrote minutes of a meeting with one supplier"),
    "market.registered": _("Somebody registered for the market dialogue"),
    "market.registration_cancelled": _("Somebody withdrew from the market dialogue"),
    "market.registration_erased": _("Erased the name of somebody who was registered"),
    "market.question_added": _("Added a question to all suppliers"),
    "market.question_changed": _("Changed a question to all suppliers"),
    "market.question_removed": _("Removed a question to all suppliers"),
    "market.input_added": _("Kept an input from the market"),
    "market.input_changed": _("Changed an input from the market"),
    "market.input_removed": _("Removed an input from the market"),
    "market.visit_added": _("Wrote down a reference visit"),
    "market.visit_changed": _("Changed a reference visit"),
    "market.visit_removed": _("Removed a reference visit"),
    "market.outreach_added": _("Wrote down an outreach to suppliers"),
    "market.outreach_changed": _("Changed an outreach to suppliers"),
    "market.outreach_removed": _("Removed an outreach to suppliers"),
    "market.learning_added": _("Wrote down a lesson from the market"),
    "market.learning_changed": _("Changed a lesson from the market"),
    "market.learning_removed": _("Removed a lesson from the market"),
    "market.learning_taken": _("Made a requirement of a lesson from the market"),
    "market.told_added": _("Wrote down what somebody was told"),
    "market.told_changed": _("Changed what somebody was told"),
    "market.told_removed": _("Removed what somebody was told"),
    "market.told_published": _("Published to all what somebody was told"),
}
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
RESTS_ON = ("market",)
THEME_OF = {
    "technology": "technology",
    "information": "technology",
    "money": "financial",
    "operation": "operation",
    "work": "delivery",
}
"""Under which theme of the dialogue an open question of the goals belongs."""


def report(procurement: Procurement) -> ToolReport:
    """Say how far the dialogue has come. A fixed number of queries."""
    found = standing_of(procurement)
    facts = {
        "market.has_plan": found.has_plan,
        "market.covers_five_themes": found.themes == len(THEMES),
        "market.has_activity": found.activities > 0,
        "market.has_questions": found.questions > 0,
        "market.note_says_volume": found.has_volume,
        "market.note_says_constraints": found.has_constraints,
        "market.invitation_was_published": found.invitation in ("open", "closed"),
        "market.has_outreach": found.outreach > 0,
        "market.has_minutes": found.minuted > 0,
        "market.has_input": found.inputs > 0,
        "market.has_visit": found.visits > 0,
        "market.has_learning": found.learnings > 0,
        "market.ledger_is_settled": found.is_settled and bool(found.activities or found.told),
    }
    status = ""
    if found.untold:
        status = ngettext(
            "%(count)s thing is not told to all", "%(count)s things are not told to all", found.untold
        ) % {"count": found.untold}
    elif found.activities:
        status = ngettext("%(count)s activity", "%(count)s activities", found.activities) % {
            "count": found.activities
        }
    return ToolReport(status=status, facts=facts)


def ground(procurement: Procurement) -> Ground:
    """Say what the market dialogue brings to the first decision; it warns while somebody knows more than others."""
    found = standing_of(procurement)
    url = reverse("market:page", args=[procurement.public_id])
    facts = (
        (gettext("Firms that took part"), found.took_part),
        (gettext("Lessons"), found.learnings),
        (gettext("Not published to all"), found.untold),
    )
    if found.untold:
        said = ngettext(
            "%(count)s thing that somebody was told is not published to all.",
            "%(count)s things that somebody was told are not published to all.",
            found.untold,
        )
        ledger = reverse("market:rows", args=[procurement.public_id, "told"])
        return Ground(gettext("Market dialogue"), said % {"count": found.untold}, ledger, "warning", facts)
    if not found.learnings:
        said = gettext("Nothing is written down that was learned from the market.")
        return Ground(gettext("Market dialogue"), said, url, "missing", facts)
    said = ngettext(
        "%(count)s lesson from the market, and what one was told is told to all.",
        "%(count)s lessons from the market, and what one was told is told to all.",
        found.learnings,
    )
    return Ground(gettext("Market dialogue"), said % {"count": found.learnings}, url, "ok", facts)


def questions_of_goals(procurement: Procurement) -> list[OpenQuestion]:
    """Give the open questions that the goals want the market to answer. One query."""
    return [
        OpenQuestion(str(each.public_id), each.text, THEME_OF.get(each.about, "operation"), each.goal)
        for each in open_questions_of(procurement)
    ]


def make_summary(procurement: Procurement, language: str, ending: str) -> Made:
    """Make the summary of the supplier dialogue as a document."""
    said = summary_of(procurement, language)
    if ending == "pdf":
        data, content_type = documents.build_report_pdf(said, at=clock.now()), "application/pdf"
    else:
        data, content_type = documents.build_report_docx(said, at=clock.now()), DOCX
    return Made(name=f"{said.title}.{ending}", content_type=content_type, data=data)


def register() -> None:
    """Tell the road about the room. Called once, at start."""
    title = _("Market dialogue")
    register_tool(Tool("market-dialogue", title, "market:page", report, rests_on=RESTS_ON))
    register_maker(Maker(deliverable="dialogue-summary", formats=("pdf", "docx"), make=make_summary))
    register_ground(decision="decision-1", question="decision-1-q1", provider=ground, rests_on=RESTS_ON)
    register_questions("goals", questions_of_goals)
    register_paper_part(decision="decision-1", room="market", provider=paper_part)
    register_log_titles(LOG_TITLES)
