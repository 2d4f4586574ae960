"""Registers the room with the road: its page, its facts, its joint of the thread, its words in the log."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from veien.road.queries import Procurement
from veien.road.rules.registry import (
    Tool,
    ToolReport,
    Veil,
    register_log_titles,
    register_thread_part,
    register_tool,
    register_veil,
)
from veien.road.rules.thread import ThreadNode, ThreadPart
from veien.tenders.queries import checked_counts, may_see_prices, tenders_in_order

LOG_TITLES = {
    "tenders.tender_received": _("Registered a tender"),
    "tenders.tender_changed": _("Changed what a tender is called"),
    "tenders.finding_answered": _("Answered a question about a price"),
    "tenders.forms_replaced": _("Replaced the forms of a tender"),
}


def report(procurement: Procurement) -> ToolReport:
    """Say how many tenders are received, and whether all forms are read. One query.

    A tender is kept only when both its forms were read without a fault, so what is left to see is that each has
    its prices and its answers.
    """
    received, checked = checked_counts(procurement)
    facts = {
        "tenders.received": received > 0,
        "tenders.all_checked": received > 0 and checked == received,
    }
    if not received:
        return ToolReport(facts=facts)
    status = ngettext("%(count)s tender", "%(count)s tenders", received) % {"count": received}
    return ToolReport(status=status, facts=facts)


def thread_part(procurement: Procurement) -> ThreadPart:
    """Give one object for each tender: its answers. One query.

    A thousand requirements times twenty tenders would be no picture; a requirement's own page has the answers.
    """
    # One address is written by the router and the rest after its pattern.
    page = reverse("tenders:page", args=[procurement.public_id])
    nodes = [
        ThreadNode(
            id=f"answer:{each.public_id}",
            kind="answer",
            label=f"{each.key} {each.name}",
            url=f"{page}{each.public_id}/",
        )
        for each in tenders_in_order(procurement)
    ]
    return ThreadPart(kind="answer", title=_("Answers"), nodes=nodes, links=[], may="view_tenders")


def price_veil(procurement: Procurement) -> Veil | None:
    """Hide the prices that entries written before Veien knew sealed prices carry, from those who may not read them.

    At most one query.
    """
    if may_see_prices(procurement):
        return None
    return Veil(
        room="tenders",
        keys=frozenset({"evaluated_price", "free_lines"}),
        sentence=_("Prices in the log are read when two people have opened them."),
    )


RESTS_ON = ("tenders",)


def register() -> None:
    """Tell the road about the room. Called once, at start."""
    register_tool(
        Tool(
            id="tenders",
            title=_("Tenders"),
            url_name="tenders:page",
            report=report,
            may="view_tenders",
            rests_on=RESTS_ON,
        )
    )
    register_thread_part("answer", thread_part, rests_on=RESTS_ON)
    register_log_titles(LOG_TITLES)
    register_veil(price_veil)
