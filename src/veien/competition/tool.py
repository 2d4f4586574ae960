"""Registers the room with the road."""

from __future__ import annotations

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from veien.competition.queries import competition_of
from veien.road.queries import Procurement
from veien.road.rules.registry import Tool, ToolReport, register_log_titles, register_tool

LOG_TITLES = {"competition.published": gettext_lazy("Published the competition")}


def report(procurement: Procurement) -> ToolReport:
    """Say since when the competition is published. One query."""
    found = competition_of(procurement)
    status = ""
    if found is not None:
        when = date_format(timezone.localtime(found.published_at), "SHORT_DATE_FORMAT")
        status = _("published %(date)s") % {"date": when}
    return ToolReport(status=status, facts={"competition.published": found is not None})


def register() -> None:
    """Tell the road about the room. Called once, at start."""
    register_tool(
        Tool(
            id="competition",
            title=gettext_lazy("Competition"),
            url_name="competition:page",
            report=report,
            rests_on=("competition",),
        )
    )
    register_log_titles(LOG_TITLES)
