"""Registers the room with the road: its page, its facts, and the line under every heading."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from veien.collaboration.queries import counts, totals_of
from veien.road.queries import Procurement
from veien.road.rules.registry import (
    Ground,
    Headline,
    Tool,
    ToolReport,
    register_ground,
    register_headline,
    register_log_titles,
    register_tool,
)

LOG_TITLES = {
    "collaboration.member_added": _("Added to the collaboration"),
    "collaboration.standing_changed": _("Changed somebody's part in the collaboration"),
    "collaboration.member_removed": _("Took somebody out of the collaboration"),
}


def report(procurement: Procurement) -> ToolReport:
    """Say how many buy together, and whether one of them leads. One query."""
    totals = totals_of(procurement)
    facts = {"collaboration.has_members": totals.members > 1, "collaboration.has_lead": totals.has_lead}
    status = together(totals.members, totals.options) if totals.members or totals.options else ""
    return ToolReport(status=status, facts=facts)


def headline(procurement: Procurement) -> Headline | None:
    """Say under every heading how many buy together; nothing while nobody is named. One query."""
    members, options = counts(procurement)
    if not members and not options:
        return None
    return Headline(name=_("Together"), value=together(members, options), url_name="collaboration:page")


def together(members: int, options: int) -> str:
    """Write how many take part, and how many may join later."""
    said = ngettext("%(count)s municipality", "%(count)s municipalities", members) % {"count": members}
    if not options:
        return said
    return gettext("%(members)s, %(options)s with an option") % {"members": said, "options": options}


def ground(procurement: Procurement) -> Ground:
    """Say to the first decision whether others are named who buy along. One query."""
    totals = totals_of(procurement)
    url = reverse("collaboration:page", args=[procurement.public_id])
    title = gettext("Who buys together")
    if totals.members <= 1 and not totals.options:
        return Ground(title, gettext("Nobody else is named: the municipality buys alone."), url, "ok")
    said = together(totals.members, totals.options)
    if not totals.has_lead:
        return Ground(
            title, gettext("%(together)s, and none of them leads.") % {"together": said}, url, "warning"
        )
    return Ground(title, gettext("%(together)s, one of them leads.") % {"together": said}, url, "ok")


RESTS_ON = ("collaboration",)


def register() -> None:
    """Tell the road about the room. Called once, at start."""
    register_tool(
        Tool(
            id="collaboration",
            title=_("Who buys together"),
            url_name="collaboration:page",
            report=report,
            rests_on=RESTS_ON,
        )
    )
    register_ground(decision="decision-1", question="decision-1-q3", provider=ground, rests_on=RESTS_ON)
    register_headline(headline, rests_on=RESTS_ON)
    register_log_titles(LOG_TITLES)
