"""Registers the room with the road: its page, its facts, and what it says to the first decision."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from veien.anchoring.queries import standing_of
from veien.anchoring.queries.paper import paper_part
from veien.foundation import clock
from veien.road.queries import Procurement
from veien.road.rules.registry import (
    Ground,
    Tool,
    ToolReport,
    register_ground,
    register_log_titles,
    register_paper_part,
    register_tool,
)
from veien.web.rules.numbers import written_money

LOG_TITLES = {
    "anchoring.stakeholder_added": gettext_lazy("Added a stakeholder"),
    "anchoring.stakeholder_changed": gettext_lazy("Changed a stakeholder"),
    "anchoring.stakeholder_removed": gettext_lazy("Took a stakeholder away"),
    "anchoring.view_noted": gettext_lazy("Noted where a stakeholder stands"),
    "anchoring.measure_added": gettext_lazy("Planned a measure"),
    "anchoring.measure_changed": gettext_lazy("Changed a measure"),
    "anchoring.measure_removed": gettext_lazy("Took a measure away"),
    "anchoring.measure_file_added": gettext_lazy("Attached a file to a measure"),
    "anchoring.invited": gettext_lazy("Wrote down an invitation"),
    "anchoring.invitation_answered": gettext_lazy("Noted an answer to an invitation"),
    "anchoring.invitation_withdrawn": gettext_lazy("Took an invitation off the list"),
    "anchoring.plan_added": gettext_lazy("Wrote down a plan or budget"),
    "anchoring.plan_changed": gettext_lazy("Changed a plan or budget"),
    "anchoring.plan_removed": gettext_lazy("Took a plan or budget off the list"),
    "anchoring.brief_written": gettext_lazy("Wrote the page for politicians"),
}
RESTS_ON = ("anchoring", "road")
WIDE = 3
"""So many different services or professions invited count as wide."""


def report(procurement: Procurement) -> ToolReport:
    """Say how many stakeholders and measures there are, and what is in place. Six queries."""
    found = standing_of(procurement, today=clock.today())
    facts = {
        "anchoring.has_stakeholders": found.stakeholders > 0,
        "anchoring.influential_met": found.stakeholders > 0 and not found.unmet,
        "anchoring.has_plan": found.measures > 0 and not found.without_who_or_when,
        "anchoring.invited_widely": found.services >= WIDE,
        "anchoring.in_plans": found.plans > 0,
        "anchoring.has_brief": found.has_brief,
    }
    status = (
        ngettext("%(done)s of %(count)s measure done", "%(done)s of %(count)s measures done", found.measures)
        % {"done": found.done, "count": found.measures}
        if found.measures
        else ""
    )
    return ToolReport(status=status, facts=facts)


def people_ground(procurement: Procurement) -> Ground:
    """Say whether those with much influence are for the purchase, or are being talked with."""
    found = standing_of(procurement, today=clock.today())
    url = reverse("anchoring:page", args=[procurement.public_id])
    title = _("Anchoring")
    if not found.stakeholders:
        return Ground(title, _("Nobody has written down who must stand behind the purchase."), url, "missing")
    if found.unmet:
        sentence = _("Much influence, not for it, and nothing planned: %(names)s.")
        return Ground(title, sentence % {"names": ", ".join(found.unmet)}, url, "warning")
    if found.against:
        sentence = _("Much influence and not for it, but being talked with: %(names)s.")
        return Ground(title, sentence % {"names": ", ".join(found.against)}, url, "ok")
    return Ground(title, _("Nobody with much influence is against or undecided."), url, "ok")


def plans_ground(procurement: Procurement) -> Ground:
    """Say whether the purchase stands in the municipality's plans, and with how much."""
    found = standing_of(procurement, today=clock.today())
    url = reverse("anchoring:page", args=[procurement.public_id]) + "#plans"
    title = _("Plans and budgets")
    if not found.plans:
        return Ground(title, _("The purchase stands in no plan or budget yet."), url, "warning")
    if found.amount is None:
        return Ground(title, _("It stands in a plan, but no amount is written down."), url, "warning")
    amount = written_money(found.amount, procurement.currency, get_language() or "nb")
    sentence = ngettext(
        "It stands in %(count)s plan; the largest amount set aside is %(amount)s.",
        "It stands in %(count)s plans; the largest amount set aside is %(amount)s.",
        found.plans,
    )
    return Ground(title, sentence % {"count": found.plans, "amount": amount}, url, "ok")


def register() -> None:
    """Tell the road about the room. Called once, at start. It looks at the clock, so it is asked every time."""
    register_tool(
        Tool(
            id="anchoring",
            title=gettext_lazy("Anchoring"),
            url_name="anchoring:page",
            report=report,
            rests_on=RESTS_ON,
        )
    )
    for question, provider in (("decision-1-q1", people_ground), ("decision-1-q2", plans_ground)):
        register_ground(decision="decision-1", question=question, provider=provider, rests_on=RESTS_ON)
    register_paper_part(decision="decision-1", room="anchoring", provider=paper_part)
    register_log_titles(LOG_TITLES)
