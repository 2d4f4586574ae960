"""Registers the room with the road: its page, its facts, its part of the thread, its document."""

from __future__ import annotations

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from veien.needs.queries import need_choices
from veien.requirements.queries.figures import counts_of, thread_counts
from veien.requirements.queries.made import FORMATS, make_specification
from veien.requirements.queries.proposals import lessons_behind
from veien.requirements.queries.rows import heads_of, need_ids_by_requirement
from veien.road.queries import Procurement
from veien.road.rules.registry import (
    Headline,
    Maker,
    Tool,
    ToolReport,
    register_headline,
    register_log_titles,
    register_maker,
    register_thread_part,
    register_tool,
)
from veien.road.rules.thread import ThreadNode, ThreadPart
from veien.web.rules.numbers import written_number

LOG_TITLES = {
    "requirements.section_added": _("Added a section of requirements"),
    "requirements.section_renamed": _("Renamed a section of requirements"),
    "requirements.section_moved": _("Moved a section of requirements"),
    "requirements.section_removed": _("Removed a section of requirements"),
    "requirements.added": _("Added a requirement"),
    "requirements.changed": _("Changed a requirement"),
    "requirements.many_changed": _("Changed many requirements"),
    "requirements.moved": _("Moved requirements"),
    "requirements.placed": _("Moved requirements to a section"),
    "requirements.removed": _("Removed requirements"),
    "requirements.import_staged": _("Read a workbook of requirements"),
    "requirements.imported": _("Imported requirements"),
}
DELIVERABLE = "requirement-specification"


def report(procurement: Procurement) -> ToolReport:
    """Say how many requirements there are, and what holds of them. Three queries."""
    counts = counts_of(procurement)
    there = counts.total > 0
    facts = {
        "requirements.exist": there,
        "requirements.all_linked_to_needs": there and not counts.without_need,
        "requirements.cover_all_needs": counts.needs > 0 and not counts.needs_uncovered,
        "requirements.all_say_how_to_answer": there and not counts.without_answer,
        "requirements.must_and_should": 0 < counts.musts < counts.total,
        "requirements.has_integration": counts.integrations > 0,
        "requirements.mostly_open": counts.openness.is_mostly_open,
    }
    status = ""
    if there:
        status = ngettext("%(count)s requirement", "%(count)s requirements", counts.total) % {
            "count": counts.total
        }
    return ToolReport(status=status, facts=facts)


def headline(procurement: Procurement) -> Headline | None:
    """Say how far the thread has come. One query."""
    needs, requirements = thread_counts(procurement)
    if not needs and not requirements:
        return None
    language = translation.get_language() or "nb"
    parts = [
        ngettext("%(count)s need", "%(count)s needs", needs) % {"count": written_number(needs, language)},
        ngettext("%(count)s requirement", "%(count)s requirements", requirements)
        % {"count": written_number(requirements, language)},
    ]
    return Headline(_("Red thread"), " · ".join(parts), "road:thread")


def thread_part(procurement: Procurement) -> ThreadPart:
    """Give every requirement, the needs that each answers, and the lesson it is made of. Five queries at most."""
    # One address is written by the router and the rest after its pattern: a thousand look-ups are felt.
    page = reverse("requirements:page", args=[procurement.public_id])
    needs = {each.pk: f"need:{each.public_id}" for each in need_choices(procurement)}
    answered = need_ids_by_requirement(procurement)
    lessons = lessons_behind(procurement)
    nodes, links = [], []
    for pk, public_id, ref, title, obligation in heads_of(procurement):
        node = f"requirement:{public_id}"
        detail = "must" if obligation == "must" else ""
        lesson = lessons.get(public_id)
        beside = ((f"{lesson.ref} {lesson.text}", lesson.url),) if lesson else ()
        nodes.append(ThreadNode(node, "requirement", f"{ref} {title}", f"{page}{public_id}/", detail, beside))
        links += [(needs[need], node) for need in answered.get(pk, ())]
    return ThreadPart(kind="requirement", title=_("Requirements"), nodes=nodes, links=links)


RESTS_ON = ("needs", "market", "requirements")


def register() -> None:
    """Tell the road about the room. Called once, at start."""
    register_tool(
        Tool(
            id="requirements",
            title=_("Requirements"),
            url_name="requirements:page",
            report=report,
            rests_on=RESTS_ON,
        )
    )
    register_thread_part("requirement", thread_part, rests_on=RESTS_ON)
    register_maker(Maker(deliverable=DELIVERABLE, formats=FORMATS, make=make_specification))
    register_headline(headline, rests_on=RESTS_ON)
    register_log_titles(LOG_TITLES)
