"""Everything of anchoring as a workbook."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from veien.anchoring.queries import invitations_of, measures_of, plan_links_of, stakeholders_of
from veien.documents.actions import build_workbook
from veien.documents.rules import Column, Sheet
from veien.foundation import clock
from veien.road.queries import Procurement, pack_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_workbook(procurement: Procurement, language: str, *, today: date) -> bytes:
    """Write stakeholders, measures, invitations and plans on a sheet each."""
    phases = {each.id: each.title.in_language(language) for each in pack_of(procurement).phases}
    sheets = [_stakeholders(procurement), _measures(procurement, phases, today), _invitations(procurement)]
    return build_workbook([*sheets, _plans(procurement)], at=clock.now(), title=_("Anchoring"))


def _stakeholders(procurement: Procurement) -> Sheet:
    columns = (
        Column("name", _("Who"), width=30),
        Column("kind", _("Kind"), width=26),
        Column("influence", _("Influence"), kind="number", decimals=0),
        Column("attitude", _("Attitude"), width=16),
        Column("matters", _("What matters to them"), width=50),
        Column("contact", _("Who talks with them"), width=26),
    )
    rows = [
        {
            "name": each.stakeholder.name,
            "kind": each.stakeholder.get_kind_display(),
            "influence": each.stakeholder.influence,
            "attitude": each.stakeholder.get_attitude_display(),
            "matters": each.stakeholder.matters,
            "contact": each.stakeholder.contact,
        }
        for each in stakeholders_of(procurement)
    ]
    return Sheet(_("Stakeholders"), _("Stakeholders"), columns, rows)


def _measures(procurement: Procurement, phases: dict[str, str], today: date) -> Sheet:
    columns = (
        Column("title", _("What is done"), width=44),
        Column("kind", _("What it is for"), width=22),
        Column("phase", _("Phase"), width=20),
        Column("for", _("For whom"), width=34),
        Column("who", _("Who does it"), width=24),
        Column("due_on", _("When"), kind="date", width=14),
        Column("done_on", _("Done on"), kind="date", width=14),
        Column("outcome", _("What came of it"), width=44),
    )
    rows = [
        {
            "title": each.title,
            "kind": each.get_kind_display(),
            "phase": phases.get(each.phase, each.phase),
            "for": ", ".join(sorted(one.name for one in each.stakeholders.all())),
            "who": each.who,
            "due_on": each.due_on,
            "done_on": each.done_on,
            "outcome": each.outcome,
        }
        for each in measures_of(procurement, today=today)
    ]
    return Sheet(_("Measures"), _("Measures"), columns, rows)


def _invitations(procurement: Procurement) -> Sheet:
    columns = (
        Column("into", _("Invited to"), width=26),
        Column("service", _("Service or profession"), width=30),
        Column("name", _("Name"), width=26),
        Column("invited_on", _("Invited on"), kind="date", width=14),
        Column("answer", _("Answer"), width=16),
    )
    rows = [
        {
            "into": each.get_into_display(),
            "service": each.service,
            "name": each.name,
            "invited_on": each.invited_on,
            "answer": each.get_answer_display(),
        }
        for each in invitations_of(procurement)
    ]
    return Sheet(_("Invitations"), _("Invitations"), columns, rows)


def _plans(procurement: Procurement) -> Sheet:
    columns = (
        Column("kind", _("Kind of plan"), width=26),
        Column("title", _("Title"), width=40),
        Column("page", _("Page or section"), width=18),
        Column("amount", _("Amount set aside"), kind="number", decimals=2, width=18),
        Column("decided_by", _("Decided by"), width=26),
        Column("decided_on", _("Decided on"), kind="date", width=14),
        Column("url", _("Address"), width=40),
    )
    rows = [
        {
            "kind": each.get_kind_display(),
            "title": each.title,
            "page": each.page,
            "amount": each.amount,
            "decided_by": each.decided_by,
            "decided_on": each.decided_on,
            "url": each.url,
        }
        for each in plan_links_of(procurement)
    ]
    return Sheet(_("Plans"), _("Plans and budgets"), columns, rows)
