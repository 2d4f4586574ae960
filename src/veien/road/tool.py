"""Registers the road's own tools: charter, roles, deliverables, decisions and the thread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from veien.documents import actions as documents
from veien.documents.rules import Report
from veien.foundation import clock
from veien.methods.queries import roles as known_roles
from veien.organisations.queries import LOG_TITLES as ORGANISATIONS_LOG_TITLES
from veien.people.queries import LOG_TITLES as PEOPLE_LOG_TITLES
from veien.people.queries import User
from veien.people.rules import Procurements, register_procurements
from veien.road.actions import give_role
from veien.road.actions.roles import CannotGiveRole
from veien.road.models import Decision, DeliverableVersion, Procurement, Recommendation, RoleHolding
from veien.road.queries.grounds import charter_ground
from veien.road.queries.mandate import mandate_of, needs_plan_of
from veien.road.queries.paper import decision_paper
from veien.road.queries.team import gaps_at, has_time
from veien.road.rules.registry import (
    Made,
    Maker,
    Tool,
    ToolReport,
    register_ground,
    register_log_titles,
    register_maker,
    register_tool,
)
from veien.road.rules.roles import MUST_DECLARE, ROLES, allowed, clash


def charter_report(procurement: Procurement) -> ToolReport:
    """Say whether the five parts of the charter are there. One query."""
    roles = set(RoleHolding.objects.filter(procurement=procurement).values_list("role", flat=True))
    facts = {
        "charter.has_owner": "project-owner" in roles,
        "charter.has_leader": "project-leader" in roles,
        "charter.has_mandate": bool(procurement.mandate.strip()),
        "charter.has_reporting": bool(procurement.reporting.strip()),
        "charter.has_funding": bool(procurement.funding.strip()),
    }
    there = sum(facts.values())
    return ToolReport(status=_("%(there)s of 5 parts") % {"there": there}, facts=facts)


def roles_report(procurement: Procurement) -> ToolReport:
    """Say which groups are there, kept apart and declared, and whether somebody knows what mapping needs asks for.

    Five queries.
    """
    held = RoleHolding.objects.filter(procurement=procurement)
    rows = list(held.values_list("user_id", "role", "declaration"))
    roles = {role for _user, role, _declared in rows}
    by_person: dict[int, set[str]] = {}
    for user_id, role, _declared in rows:
        by_person.setdefault(user_id, set()).add(role)
    must = [declared for _user, role, declared in rows if role in MUST_DECLARE]
    facts = {
        "roles.has_purchasing": "purchasing" in roles,
        "roles.has_it": "it" in roles,
        "roles.has_procurement_group": "procurement-group" in roles,
        "roles.has_evaluation_group": "evaluation-group" in roles,
        "roles.has_negotiation_team": "negotiation-team" in roles,
        "roles.has_data_protection_officer": "data-protection-officer" in roles,
        "roles.negotiators_are_not_evaluators": {"negotiation-team", "evaluation-group"} <= roles
        and not any(clash(role, held) for held in by_person.values() for role in held),
        "roles.conflicts_declared": bool(must) and "missing" not in must,
        "roles.needs_phase_is_covered": not gaps_at(procurement, "map-needs", rows),
        "roles.has_time": has_time(procurement),
    }
    count = len(by_person)
    return ToolReport(
        status=ngettext("%(count)s person", "%(count)s people", count) % {"count": count}, facts=facts
    )


def decision_report(procurement: Procurement) -> ToolReport:
    """Say which decisions are taken, and whether the first one has a recommendation. Two queries."""
    rows = Decision.objects.filter(procurement=procurement)
    taken = set(rows.values_list("point", flat=True))
    count = len(taken)
    status = ngettext("%(count)s decided", "%(count)s decided", count) % {"count": count} if count else ""
    facts = {
        "decision.has_recommendation": Recommendation.objects.filter(procurement=procurement).exists(),
        "decision.first_is_taken": "decision-1" in taken,
    }
    return ToolReport(status=status, facts=facts)


def deliverables_report(procurement: Procurement) -> ToolReport:
    """Say how many deliverables are there, and which of those that others wait for. One query."""
    rows = DeliverableVersion.objects.filter(procurement=procurement)
    there = set(rows.values_list("deliverable", flat=True))
    facts = {
        "deliverables.has_needs_summary": "needs-summary" in there,
        "deliverables.has_dialogue_summary": "dialogue-summary" in there,
        "deliverables.has_decision_paper": "decision-paper" in there,
    }
    count = len(there)
    said = ngettext("%(count)s document", "%(count)s documents", count) % {"count": count}
    return ToolReport(status=said if there else "", facts=facts)


def silent(procurement: Any) -> ToolReport:
    """Say nothing: the tool has no facts of its own."""
    return ToolReport()


def may_invite_to(user: User, public_id: UUID) -> bool:
    """Say whether a person may invite others to a procurement: whoever may hand out roles there. One query."""
    held = RoleHolding.objects.filter(procurement__public_id=public_id, user=user)
    return "manage" in allowed(held.values_list("role", flat=True))


def title_of(public_id: UUID) -> str:
    """Give a procurement's title, or nothing where there is none."""
    return Procurement.objects.filter(public_id=public_id).values_list("title", flat=True).first() or ""


def roles_to_give() -> Sequence[tuple[str, str]]:
    """Give id and title of every role, in the reader's language."""
    known = known_roles()
    return [(each, known[each].title.in_language(get_language())) for each in ROLES]


def give_invited_role(public_id: UUID, role: str, by: User, user: User) -> None:
    """Give the role that an invitation promised, on behalf of whoever promised it.

    Raises: CannotGiveRole if the promise no longer holds, or the road refuses the role.
    """
    procurement = Procurement.objects.filter(public_id=public_id).first()
    if procurement is None or not may_invite_to(by, public_id):
        raise CannotGiveRole(
            _("%(name)s no longer manages the procurement. Ask its project leader for the role.")
            % {"name": by.full_name}
        )
    give_role(procurement, by=by, user=user, role=role)


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def make_paper(procurement: Procurement, language: str, ending: str) -> Made:
    """Make the paper of the first decision out of all that the rooms say."""
    return _made(decision_paper(procurement, "decision-1", language), ending)


def make_mandate(procurement: Procurement, language: str, ending: str) -> Made:
    """Make the mandate of the needs phase out of the charter."""
    return _made(mandate_of(procurement, language), ending)


def make_needs_plan(procurement: Procurement, language: str, ending: str) -> Made:
    """Make the plan of the needs phase out of the station's activities and the team."""
    return _made(needs_plan_of(procurement, language), ending)


def _made(said: Report, ending: str) -> Made:
    if ending == "pdf":
        data, content_type = documents.build_report_pdf(said, at=clock.now()), "application/pdf"
    else:
        data, content_type = documents.build_report_docx(said, at=clock.now()), DOCX
    return Made(name=f"{said.title}.{ending}", content_type=content_type, data=data)


LOG_TITLES = {
    "road.procurement_started": _("Started the procurement"),
    "road.charter_written": _("Wrote the charter"),
    "road.member_described": _("Said what somebody knows, and the time there is"),
    "road.field_left_out": _("Said that a field is not needed"),
    "road.field_asked_again": _("Asked for a field again"),
    "road.help_asked": _("Asked for help from outside"),
    "road.help_settled": _("Said what came of a request for help"),
    "road.role_given": _("Gave a role"),
    "road.role_taken": _("Took a role away"),
    "road.interests_declared": _("Declared interests"),
    "road.activity_ticked": _("Marked an activity as done"),
    "road.activity_unticked": _("Took a mark back"),
    "road.activity_described": _("Changed owner, date or note of an activity"),
    "road.evidence_added": _("Attached evidence"),
    "road.effort_planned": _("Wrote days of work"),
    "road.deliverable_brought": _("Brought a deliverable"),
    "road.deliverable_made": _("Let Veien make a deliverable"),
    "road.decided": _("Recorded a decision"),
    "road.phase_skipped": _("Skipped a phase"),
    "road.recommendation_written": _("Wrote the recommendation"),
    "road.signer_noted": _("Wrote down who signs a decision"),
    "road.signer_removed": _("Took a signer away"),
    "road.decision_signed": _("Noted a signature"),
    "road.pack_upgraded": _("Took a newer version of the method"),
}


INVITATIONS = Procurements(
    may_invite_to=may_invite_to,
    title_of=title_of,
    roles=roles_to_give,
    give_role=give_invited_role,
    url_name="road:road",
)
"""What the room of people may ask of procurements when it invites to one."""


def register() -> None:
    """Tell the road about its own tools. Called once, at start."""
    register_log_titles({**ORGANISATIONS_LOG_TITLES, **PEOPLE_LOG_TITLES, **LOG_TITLES})
    register_procurements(INVITATIONS)
    register_tool(Tool(id="charter", title=_("Charter"), url_name="road:charter", report=charter_report))
    register_tool(
        Tool(
            id="roles",
            title=_("People and roles"),
            url_name="road:roles",
            report=roles_report,
            rests_on=("road",),
        )
    )
    register_tool(
        Tool(
            id="deliverables",
            title=_("Deliverables"),
            url_name="road:deliverables",
            report=deliverables_report,
        )
    )
    register_tool(Tool(id="decision", title=_("Decision"), url_name="road:decisions", report=decision_report))
    register_ground(decision="decision-1", question="decision-1-q1", provider=charter_ground)
    register_maker(Maker(deliverable="decision-paper", formats=("pdf", "docx"), make=make_paper))
    register_maker(Maker(deliverable="needs-mandate", formats=("docx", "pdf"), make=make_mandate))
    register_maker(Maker(deliverable="needs-plan", formats=("docx", "pdf"), make=make_needs_plan))
    register_tool(Tool(id="thread", title=_("The red thread"), url_name="road:thread", report=silent))
