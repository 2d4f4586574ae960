"""The team: who knows what, where nobody does, whether the time is enough, and who is asked to help."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from veien.foundation.errors import Refused
from veien.methods.queries import roles as known_roles
from veien.people.queries import signed_in
from veien.road import actions, forms, queries
from veien.road.queries import Procurement, procurement_for
from veien.road.queries import team as reads
from veien.road.rules.competence import HOURS_A_DAY, known_by
from veien.web.rules.frame import Crumb, Frame

OUT_IDS = "out_%s"
"""Two forms of the page ask for a field of knowledge; their ids differ."""


@login_required
@require_GET
def team(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the team of a procurement."""
    return _team_page(request, procurement_for(request.user, public_id))


def _team_page(
    request: HttpRequest,
    procurement: Procurement,
    *,
    help_form: forms.AskForHelp | None = None,
    out_form: forms.LeaveOut | None = None,
    settle: tuple[UUID, forms.SettleHelp] | None = None,
) -> HttpResponse:
    found, language = reads.team_of(procurement), get_language() or "nb"
    titles, known = _titles(procurement), known_roles()
    phases = {each.id: each.title.in_language(language) for each in queries.pack_of(procurement).phases}
    granted = procurement.granted  # type: ignore[attr-defined]
    first_gap = found.gaps[0].field if found.gaps else ""
    context = {
        "procurement": procurement,
        "frame": _frame(procurement, _("Team and competence")),
        "members": [
            {
                "member": each,
                "roles": [known[role].title.in_language(language) for role in each.roles],
                "fields": [reads.FIELD_NAMES[field] for field in each.fields],
                "hours": [(title, each.hours.get(key)) for key, title in phases.items()],
            }
            for each in found.members
        ],
        "phases": list(phases.values()),
        "covers": [
            {
                "cover": each,
                "name": reads.FIELD_NAMES[each.field],
                "stations": [titles.get(station, station) for station in each.stations],
            }
            for each in found.covers
        ],
        "gaps": [{"field": each.field, "name": reads.FIELD_NAMES[each.field]} for each in found.gaps],
        "spares": [{"spare": each, "title": phases[each.phase]} for each in found.spares],
        "requests": [
            {"request": each, "name": reads.FIELD_NAMES[each.field], "form": _settle_form(each, settle)}
            for each in found.requests
        ],
        "help_form": help_form or forms.AskForHelp(initial={"field": request.GET.get("field", first_gap)}),
        "out_form": out_form or forms.LeaveOut(auto_id=OUT_IDS),
        "hours_a_day": HOURS_A_DAY,
        "may_manage": "manage" in granted,
        "may_edit": "edit" in granted,
    }
    return render(request, "road/team.html", context, status=422 if help_form or out_form or settle else 200)


def _settle_form(each: Any, settle: tuple[UUID, forms.SettleHelp] | None) -> forms.SettleHelp:
    if settle is not None and settle[0] == each.public_id:
        return settle[1]
    return forms.SettleHelp(auto_id=f"settle-{each.pk}-%s")


def _titles(procurement: Procurement) -> dict[str, str]:
    language = get_language() or "nb"
    return {
        station.id: station.title.in_language(language)
        for phase in queries.pack_of(procurement).phases
        for station in phase.stations
    }


@login_required
@require_http_methods(["GET", "POST"])
def member(request: HttpRequest, public_id: UUID, person_id: UUID) -> HttpResponse:
    """Say what a person knows, and how much time is set aside."""
    procurement = procurement_for(request.user, public_id, may="manage")
    found, language = reads.member_for(procurement, person_id), get_language() or "nb"
    phases = [(each.id, each.title.in_language(language)) for each in queries.pack_of(procurement).phases]
    implied = known_by(found.roles, ())
    initial: dict[str, Any] = {"fields_known": [each for each in found.fields if each not in implied]}
    initial |= {f"hours-{phase}": found.hours.get(phase) for phase, _title in phases}
    form = forms.DescribeMember(forms.posted(request)[0], phases=phases, implied=implied, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.describe_member(
                procurement,
                by=signed_in(request),
                user=found.user,
                fields=form.cleaned_data["fields_known"],
                hours=form.hours(),
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("%(name)s is kept.") % {"name": found.user.full_name})
            return redirect("road:team", public_id)
    context = {
        "procurement": procurement,
        "frame": _frame(procurement, found.user.full_name, below=True),
        "member": found,
        "implied": [reads.FIELD_NAMES[each] for each in implied],
        "form": form,
    }
    return render(request, "road/member.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def leave_out(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say that a field is not asked for, and why; or ask for it again."""
    procurement = procurement_for(request.user, public_id, may="manage")
    form = forms.LeaveOut(request.POST, auto_id=OUT_IDS)
    if form.is_valid():
        try:
            actions.leave_field_out(procurement, by=signed_in(request), **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("What the work asks for is kept."))
            return redirect("road:team", public_id)
    return _team_page(request, procurement, out_form=form)


@login_required
@require_POST
def ask(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask somebody outside for help."""
    procurement = procurement_for(request.user, public_id, may="edit")
    form = forms.AskForHelp(request.POST)
    if form.is_valid():
        try:
            actions.ask_for_help(procurement, by=signed_in(request), **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(
                request, _("The request is written down. Send it, and write here what came of it.")
            )
            return redirect(reverse("road:team", args=[public_id]) + "#help")
    return _team_page(request, procurement, help_form=form)


@login_required
@require_POST
def settle(request: HttpRequest, public_id: UUID, help_id: UUID) -> HttpResponse:
    """Say what came of a request for help."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = reads.help_for(procurement, help_id)
    form = forms.SettleHelp(request.POST, auto_id=f"settle-{found.pk}-%s")
    if form.is_valid():
        try:
            actions.settle_help(found, by=signed_in(request), **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(request, _("What came of it is kept."))
            return redirect(reverse("road:team", args=[public_id]) + "#help")
    return _team_page(request, procurement, settle=(help_id, form))


def _frame(procurement: Procurement, title: str, *, below: bool = False) -> Frame:
    crumbs = [Crumb(_("People and roles"), reverse("road:roles", args=[procurement.public_id]))]
    if below:
        team_url = reverse("road:team", args=[procurement.public_id])
        crumbs.append(Crumb(_("Team and competence"), team_url))
    return queries.frame_of(procurement, title, crumbs=(*crumbs, Crumb(title)))
