"""Registers the room with the road: its page, its facts, its part of the thread, its document."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from veien.documents import actions as documents
from veien.foundation import clock
from veien.goals.queries import goals_of
from veien.goals.queries.paper import paper_part
from veien.goals.queries.report import documented_goals
from veien.goals.queries.standing import agreement_sentence, facts_in, sentence_of, standing_of, status_of
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
    register_thread_part,
    register_tool,
)
from veien.road.rules.thread import ThreadNode, ThreadPart

LOG_TITLES = {
    "goals.vision_written": _("Wrote the vision"),
    "goals.goal_added": _("Set a goal"),
    "goals.goal_changed": _("Changed a goal"),
    "goals.goal_removed": _("Removed a goal"),
    "goals.goal_moved": _("Moved a goal"),
    "goals.parts_said": _("Said technology's part in a goal"),
    "goals.work_step_added": _("Wrote down a step of the new way of working"),
    "goals.work_step_changed": _("Changed a step of the new way of working"),
    "goals.work_step_removed": _("Removed a step of the new way of working"),
    "goals.position_added": _("Wrote down where a municipality stands on a goal"),
    "goals.position_changed": _("Changed where a municipality stands on a goal"),
    "goals.position_removed": _("Removed where a municipality stands on a goal"),
    "goals.plan_added": _("Linked to a plan or a strategy"),
    "goals.plan_changed": _("Changed a link to a plan or a strategy"),
    "goals.plan_removed": _("Removed a link to a plan or a strategy"),
    "goals.question_added": _("Asked an open question"),
    "goals.question_changed": _("Changed or answered an open question"),
    "goals.question_removed": _("Removed an open question"),
    "goals.signer_added": _("Put somebody on the list of those who are to agree"),
    "goals.signer_changed": _("Noted what somebody answers to the goals"),
    "goals.signer_removed": _("Took somebody off the list of those who are to agree"),
}
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def report(procurement: Procurement) -> ToolReport:
    """Say how many goals there are, and what the road asks about them. Nine queries at most."""
    found = standing_of(procurement)
    status = (
        ngettext("%(count)s goal", "%(count)s goals", found.goals) % {"count": found.goals}
        if found.goals
        else ""
    )
    return ToolReport(status=status, facts=facts_in(found))


def ground(procurement: Procurement) -> Ground:
    """Tell the first decision how far the goals have come, and who agrees. Nine queries at most."""
    found = standing_of(procurement)
    return Ground(
        title=_("Goals"),
        sentence=sentence_of(found),
        url=reverse("goals:page", args=[procurement.public_id]),
        status=status_of(found),
        facts=(
            (_("Goals"), found.goals),
            (_("Positions without a compromise"), found.positions_open),
            (_("Plans and strategies"), found.plans),
            (_("Who agrees"), agreement_sentence(found.agreement)),
        ),
    )


def thread_part(procurement: Procurement) -> ThreadPart:
    """Give every goal of a procurement and the needs it answers. Two queries."""
    page = reverse("goals:page", args=[procurement.public_id])
    rows = goals_of(procurement)
    nodes = [
        ThreadNode(
            id=row.node,
            kind="goal",
            label=f"{row.ref} {row.title}",
            url=f"{page}{row.public_id}/",
            detail=row.owner,
        )
        for row in rows
    ]
    links = [(f"need:{need.public_id}", row.node) for row in rows for need in row.needs]
    return ThreadPart(kind="goal", title=_("Goals"), nodes=nodes, links=links)


def make_document(procurement: Procurement, language: str, ending: str) -> Made:
    """Make the documented goals as a document."""
    said = documented_goals(procurement, language)
    if ending == "pdf":
        data, content_type = documents.build_report_pdf(said, at=clock.now()), "application/pdf"
    else:
        data, content_type = documents.build_report_docx(said, at=clock.now()), DOCX
    return Made(name=f"{said.title}.{ending}", content_type=content_type, data=data)


RESTS_ON = ("needs", "goals")


def register() -> None:
    """Tell the road about the room. Called once, at start."""
    register_tool(Tool(id="goals", title=_("Goals"), url_name="goals:page", report=report, rests_on=RESTS_ON))
    register_thread_part("goal", thread_part, rests_on=RESTS_ON)
    register_maker(Maker(deliverable="documented-goals", formats=("pdf", "docx"), make=make_document))
    register_ground(decision="decision-1", question="decision-1-q1", provider=ground, rests_on=RESTS_ON)
    register_paper_part(decision="decision-1", room="goals", provider=paper_part)
    register_log_titles(LOG_TITLES)
