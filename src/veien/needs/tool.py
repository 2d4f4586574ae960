"""Registers the room with the road: its page, its facts, its part of the thread, its document."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from veien.documents import actions as documents
from veien.foundation import clock
from veien.needs.queries import counts_of, needs_of
from veien.needs.queries.data_flow import flow_counts
from veien.needs.queries.inquiries import inquiry_counts
from veien.needs.queries.journeys import journey_counts
from veien.needs.queries.key_figures import key_figures_of
from veien.needs.queries.operation import matrix_of, operation_of
from veien.needs.queries.paper import paper_part
from veien.needs.queries.personas import people_in
from veien.needs.queries.report import summary_of
from veien.needs.queries.slides import slides_of
from veien.needs.queries.standing import ground_of
from veien.needs.queries.wording import words_naming
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
    register_thread_part,
    register_tool,
)
from veien.road.rules.thread import ThreadNode, ThreadPart

LOG_TITLES = {
    "needs.need_added": _("Wrote down a need"),
    "needs.need_changed": _("Changed a need"),
    "needs.need_removed": _("Removed a need"),
    "needs.need_moved": _("Moved a need"),
    "needs.needs_imported": _("Imported needs"),
    "needs.need_connected": _("Said what a need hangs on"),
    "needs.need_disconnected": _("Took back what a need hangs on"),
    "needs.horizons_set": _("Said how far ahead needs look"),
    "needs.word_meant": _("Said why a word in a need is meant"),
    "needs.word_not_meant": _("Took back that a word in a need is meant"),
    "needs.why_added": _("Wrote in a five-why tree"),
    "needs.why_changed": _("Changed a box of a five-why tree"),
    "needs.why_removed": _("Removed boxes of a five-why tree"),
    "needs.solution_guessed": _("Guessed what will be bought"),
    "needs.guess_judged": _("Judged a guess"),
    "needs.innovation_settled": _("Said how new the answer may be"),
    "needs.inquiry_added": _("Wrote down a conversation or an observation"),
    "needs.inquiry_changed": _("Changed a conversation or an observation"),
    "needs.inquiry_removed": _("Removed a conversation or an observation"),
    "needs.inquiry_erased": _("Erased notes and files told in confidence"),
    "needs.inquiry_file_added": _("Kept a file with a conversation or an observation"),
    "needs.inquiry_file_removed": _("Took a file away for good"),
    "needs.persona_added": _("Wrote down a persona"),
    "needs.persona_changed": _("Changed a persona"),
    "needs.persona_removed": _("Removed a persona"),
    "needs.story_added": _("Wrote down a user story"),
    "needs.story_changed": _("Changed a user story"),
    "needs.story_removed": _("Removed a user story"),
    "needs.journey_added": _("Began a service journey"),
    "needs.journey_changed": _("Changed a service journey"),
    "needs.journey_removed": _("Removed a service journey"),
    "needs.step_added": _("Wrote down a step of a service"),
    "needs.step_changed": _("Changed a step of a service"),
    "needs.step_removed": _("Removed a step of a service"),
    "needs.step_moved": _("Moved a step of a service"),
    "needs.steps_carried": _("Carried steps over to what is wanted"),
    "needs.operation_added": _("Wrote down what the operation asks for"),
    "needs.operation_changed": _("Changed what the operation asks for"),
    "needs.operation_removed": _("Removed what the operation asks for"),
    "needs.tasks_added": _("Put tasks into the responsibility matrix"),
    "needs.task_changed": _("Changed a task in the responsibility matrix"),
    "needs.task_removed": _("Took a task out of the responsibility matrix"),
    "needs.responsibility_shared": _("Said who answers for what"),
    "needs.system_added": _("Put a system on the map"),
    "needs.system_changed": _("Changed a system on the map"),
    "needs.system_removed": _("Took a system off the map"),
    "needs.flow_added": _("Put an information flow on the map"),
    "needs.flow_changed": _("Changed an information flow"),
    "needs.flow_removed": _("Took an information flow off the map"),
    "needs.flows_carried": _("Carried information flows over to what is wanted"),
    "needs.key_figure_added": _("Wrote down a key figure"),
    "needs.key_figure_changed": _("Changed a key figure"),
    "needs.key_figure_removed": _("Removed a key figure"),
    "needs.key_figure_follows": _("Said which population table a key figure follows"),
}
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def report(procurement: Procurement) -> ToolReport:
    """Say how many needs there are, and whether each is answered for and names no solution. Three queries."""
    counts = counts_of(procurement)
    named = words_naming(procurement, needs_of(procurement))
    facts = {
        "needs.exist": counts.all > 0,
        "needs.all_have_holder": counts.all > 0 and not counts.no_holder,
        "needs.all_have_evidence": counts.all > 0 and not counts.no_evidence,
        "needs.all_have_horizon": counts.all > 0 and not counts.no_horizon,
        "needs.name_no_solution": counts.all > 0 and not named,
    }
    status = (
        ngettext("%(count)s need", "%(count)s needs", counts.all) % {"count": counts.all}
        if counts.all
        else ""
    )
    return ToolReport(status=status, facts=facts)


def inquiries_report(procurement: Procurement) -> ToolReport:
    """Say how often people were asked, and whether they agreed to it. One query."""
    asked = inquiry_counts(procurement, today=clock.today())
    facts = {
        "inquiries.exist": asked.all > 0,
        "inquiries.all_have_consent": asked.all > 0 and not asked.no_consent,
    }
    said = ngettext("%(count)s conversation", "%(count)s conversations", asked.all) % {"count": asked.all}
    return ToolReport(status=said if asked.all else "", facts=facts)


def personas_report(procurement: Procurement) -> ToolReport:
    """Say whether people are seen in personas or stories. One query."""
    personas, stories = people_in(procurement)
    count = ngettext("%(count)s persona", "%(count)s personas", personas) % {"count": personas}
    return ToolReport(status=count if personas else "", facts={"personas.exist": personas + stories > 0})


def thread_part(procurement: Procurement) -> ThreadPart:
    """Give every need of a procurement; nothing comes before a need. One query."""
    # One address is written by the router and the rest after its pattern: two hundred look-ups are felt.
    page = reverse("needs:page", args=[procurement.public_id])
    nodes = [
        ThreadNode(
            id=row.node,
            kind="need",
            label=f"{row.ref} {row.title}",
            url=f"{page}{row.public_id}/",
            detail=row.holder,
        )
        for row in needs_of(procurement)
    ]
    return ThreadPart(kind="need", title=_("Needs"), nodes=nodes, links=[])


def make_summary(procurement: Procurement, language: str, ending: str) -> Made:
    """Make the summary of mapped needs as a document, or as slides."""
    if ending == "pptx":
        deck = slides_of(procurement, language)
        data, content_type = documents.build_slides(deck, at=clock.now()), documents.PPTX
        return Made(name=f"{deck.title}.{ending}", content_type=content_type, data=data)
    said = summary_of(procurement, language)
    if ending == "pdf":
        data, content_type = documents.build_report_pdf(said, at=clock.now()), "application/pdf"
    else:
        data, content_type = documents.build_report_docx(said, at=clock.now()), DOCX
    return Made(name=f"{said.title}.{ending}", content_type=content_type, data=data)


def journey_report(procurement: Procurement) -> ToolReport:
    """Say how many journeys there are, and whether both sides are drawn. One query."""
    counts = journey_counts(procurement)
    facts = {"journeys.have_today": counts.today > 0, "journeys.have_wanted": counts.wanted > 0}
    said = ngettext("%(count)s journey", "%(count)s journeys", counts.all) % {"count": counts.all}
    return ToolReport(status=said if counts.all else "", facts=facts)


def key_figures_report(procurement: Procurement) -> ToolReport:
    """Say how many key figures there are, and whether one of them is carried forward. One query."""
    figures = key_figures_of(procurement)
    is_ahead = any(each.table or each.growth_percent is not None for each in figures)
    facts = {"key_figures.exist": bool(figures), "key_figures.have_projection": is_ahead}
    said = ngettext("%(count)s figure", "%(count)s figures", len(figures)) % {"count": len(figures)}
    return ToolReport(status=said if figures else "", facts=facts)


def data_flow_report(procurement: Procurement) -> ToolReport:
    """Say how many flows there are, and whether those of personal data have a legal ground. One query."""
    counts = flow_counts(procurement)
    every = counts["today"] + counts["wanted"]
    facts = {
        "data_flow.have_today": counts["today"] > 0,
        "data_flow.have_wanted": counts["wanted"] > 0,
        "data_flow.all_have_ground": every > 0 and not counts["lacking"],
    }
    said = ngettext("%(count)s flow", "%(count)s flows", every) % {"count": every}
    return ToolReport(status=said if every else "", facts=facts)


def operation_report(procurement: Procurement) -> ToolReport:
    """Say how much is written down of what the operation asks for. One query."""
    count = len(operation_of(procurement))
    said = ngettext("%(count)s need of the operation", "%(count)s needs of the operation", count)
    return ToolReport(status=said % {"count": count} if count else "", facts={"operation.exist": count > 0})


def responsibility_report(procurement: Procurement) -> ToolReport:
    """Say how many tasks there are, and whether each has its people today and its one later. Two queries."""
    rows = matrix_of(procurement)
    facts = {
        "responsibility.today_is_written": bool(rows) and all(each.today for each in rows),
        "responsibility.somebody_answers_for_all": bool(rows)
        and not any(each.has_nobody("wanted") for each in rows),
    }
    said = ngettext("%(count)s task", "%(count)s tasks", len(rows)) % {"count": len(rows)}
    return ToolReport(status=said if rows else "", facts=facts)


RESTS_ON = ("needs",)
MAPPED = (
    ("inquiries", _("Conversations and observations"), "needs:inquiries", inquiries_report),
    ("personas", _("Personas and user stories"), "needs:personas", personas_report),
    ("journey", _("Service journey"), "needs:journeys", journey_report),
    ("key-figures", _("Key figures"), "needs:key_figures", key_figures_report),
    ("data-flow", _("Data flow"), "needs:data_flow", data_flow_report),
    ("operation", _("Operation"), "needs:operation", operation_report),
    ("responsibility", _("Responsibility"), "needs:responsibility", responsibility_report),
)
"""Tools for what is mapped beside the needs."""


def register() -> None:
    """Tell the road about the room. Called once, at start."""
    register_tool(Tool(id="needs", title=_("Needs"), url_name="needs:page", report=report, rests_on=RESTS_ON))
    for tool_id, title, url_name, said in MAPPED:
        register_tool(Tool(id=tool_id, title=title, url_name=url_name, report=said, rests_on=RESTS_ON))
    register_thread_part("need", thread_part, rests_on=RESTS_ON)
    register_maker(Maker(deliverable="needs-summary", formats=("pdf", "docx", "pptx"), make=make_summary))
    register_ground(decision="decision-1", question="decision-1-q1", provider=ground_of, rests_on=RESTS_ON)
    register_paper_part(decision="decision-1", room="needs", provider=paper_part)
    register_log_titles(LOG_TITLES)
