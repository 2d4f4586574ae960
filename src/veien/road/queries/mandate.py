"""The mandate and the plan of the needs phase as reports."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from veien.documents.rules import Block, Bullets, Callout, Paragraph, Report, Section, Table
from veien.foundation.errors import Refused
from veien.methods.queries import roles as known_roles
from veien.road.models import ActivityState, Procurement
from veien.road.queries import efforts_of, holdings_of, pack_of
from veien.road.queries.team import FIELD_NAMES, Team, team_of
from veien.web.rules.numbers import written_number

STATION = "map-needs"


class NothingToTell(Refused):
    """There is nothing to make the document of yet; the message says what to write first."""


def mandate_of(procurement: Procurement, language: str) -> Report:
    """Make the mandate: what the project is asked, who owns and leads it, reporting, funding, what it stands on.

    One query.
    Raises: NothingToTell before a mandate is written.
    """
    with translation.override(language):
        if not procurement.mandate.strip():
            raise NothingToTell(
                _("The mandate is not written yet. Write it on the page of the charter first.")
            )
        holdings = list(holdings_of(procurement))
        owners = [each.user.full_name for each in holdings if each.role == "project-owner"]
        leaders = [each.user.full_name for each in holdings if each.role == "project-leader"]
        parts = (
            (_("What the project is asked to do"), procurement.mandate),
            (_("Reporting"), procurement.reporting),
            (_("Funding"), procurement.funding),
            (_("Root in plans and strategies"), procurement.strategy_link),
            (_("How risk is shared"), procurement.risk_note),
        )
        who = Table(
            columns=(_("Role"), _("Person")),
            rows=(
                (_("Project owner"), ", ".join(owners) or _("not appointed yet")),
                (_("Project leader"), ", ".join(leaders) or _("not appointed yet")),
            ),
        )
        sections = [Section(_("Who"), (who,))]
        sections += [Section(title, tuple(_paragraphs(text))) for title, text in parts if text.strip()]
        missing = [title for title, text in parts[:3] if not text.strip()]
        missing += [
            title
            for title, found in ((_("Project owner"), owners), (_("Project leader"), leaders))
            if not found
        ]
        if missing:
            text = _("The first decision cannot be a yes before this is written: %(what)s.")
            callout = Callout(_("Still missing"), text % {"what": ", ".join(missing)}, "warning")
            sections.insert(0, Section(_("Before it can be decided"), (callout,)))
        return _report(procurement, language, _("Mandate for the needs phase"), sections)


def needs_plan_of(procurement: Procurement, language: str) -> Report:
    """Make the plan of the needs phase: what is done by whom and when, and with how much time.

    Nine queries.
    Raises: NothingToTell if the method has no such station.
    """
    try:
        station = pack_of(procurement).station(STATION)
    except LookupError as problem:
        raise NothingToTell(
            _("The method of this procurement has no station for mapping needs.")
        ) from problem
    states = {
        each.activity: each
        for each in ActivityState.objects.filter(procurement=procurement).select_related("owner")
    }
    team, effort = team_of(procurement), efforts_of(procurement).get(STATION)
    known = known_roles()
    with translation.override(language):
        rows = tuple(
            (
                each.title.in_language(language),
                _owner(states.get(each.id)) or known[each.role].title.in_language(language),
                _due(states.get(each.id)),
                _("done") if each.id in states and states[each.id].ticked_at else "–",
            )
            for each in station.activities
        )
        plan = Table(columns=(_("What"), _("Who"), _("Due"), _("Done")), rows=rows, widths=(46, 28, 14, 12))
        days = effort.planned_days if effort else None
        said = (
            _("%(days)s days of work are planned for the station.") % {"days": written_number(days, language)}
            if days is not None
            else _("No days of work are planned for the station yet.")
        )
        sections = [
            Section(_("What is done, by whom and when"), (Paragraph(said), plan)),
            Section(_("Who takes part"), tuple(_team(team, procurement, language))),
        ]
        return _report(procurement, language, _("Plan for the needs phase"), sections)


def _team(team: Team, procurement: Procurement, language: str) -> list[Block]:
    known, phase = known_roles(), pack_of(procurement).phases[0].id
    rows = tuple(
        (
            each.user.full_name,
            ", ".join(known[role].title.in_language(language) for role in each.roles),
            ", ".join(str(FIELD_NAMES[field]) for field in each.fields) or "–",
            written_number(Decimal(each.hours[phase]), language) if phase in each.hours else "–",
        )
        for each in team.members
    )
    columns = (_("Person"), _("Role"), _("Knows"), _("Hours in this phase"))
    blocks: list[Block] = [Table(columns=columns, rows=rows, numeric=(3,), widths=(26, 30, 30, 14))]
    if team.gaps:
        gaps = tuple(str(FIELD_NAMES[each.field]) for each in team.gaps)
        text = _("The work asks for these fields, and nobody in the team knows them.")
        blocks += [Callout(_("Nobody knows"), text, "warning"), Bullets(gaps)]
    return blocks


def _owner(state: Any) -> str:
    return state.owner.full_name if state is not None and state.owner is not None else ""


def _due(state: Any) -> str:
    return date_format(state.due_on, "SHORT_DATE_FORMAT") if state is not None and state.due_on else "–"


def _paragraphs(text: str) -> list[Block]:
    return [Paragraph(" ".join(part.split())) for part in text.split("\n") if part.strip()]


def _report(procurement: Procurement, language: str, title: str, sections: list[Section]) -> Report:
    return Report(
        title=title,
        subtitle=procurement.title,
        language=language,
        is_example=procurement.is_example,
        meta=((_("Led by"), procurement.buyer.name),),
        sections=tuple(sections),
    )
