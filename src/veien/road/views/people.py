"""The charter, the people with their roles, and the declaration of interests."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from veien.foundation.errors import Refused
from veien.methods.queries import roles as known_roles
from veien.people.queries import User, colleagues_of, signed_in
from veien.road import actions, forms, queries
from veien.road.queries import Procurement, RoleHolding, procurement_for
from veien.road.rules.roles import MUST_DECLARE
from veien.road.tool import charter_report, roles_report
from veien.web.rules.frame import Crumb


@login_required
@require_http_methods(["GET", "POST"])
def charter(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show and write the charter: owner, leader, mandate, reporting, funding."""
    procurement = procurement_for(
        request.user, public_id, may="manage" if request.method == "POST" else "view"
    )
    form = forms.Charter(
        forms.posted(request)[0],
        initial=actions.charter_of(procurement) | {"revision": procurement.charter_revision},
    )
    theirs: list[tuple[str, str, str]] = []
    if request.method == "POST" and form.is_valid():
        words = dict(form.cleaned_data)
        revision = words.pop("revision")
        try:
            actions.set_charter(procurement, by=signed_in(request), revision=revision or 0, **words)
        except actions.CharterChangedMeanwhile as late:
            theirs = _beside(late.current, words)
            form = forms.Charter(initial=words | {"revision": late.current.charter_revision})
        else:
            messages.success(request, _("The charter is kept."))
            return redirect("road:charter", public_id)
    title = _("Charter")
    holdings = [
        each for each in queries.holdings_of(procurement) if each.role in ("project-owner", "project-leader")
    ]
    return render(
        request,
        "road/charter.html",
        {
            "procurement": procurement,
            "frame": queries.frame_of(procurement, title, crumbs=(Crumb(title),)),
            "form": form,
            "theirs": theirs,
            "parts": _parts(charter_report(procurement).facts),
            "owners": [each for each in holdings if each.role == "project-owner"],
            "leaders": [each for each in holdings if each.role == "project-leader"],
            "may_manage": "manage" in procurement.granted,  # type: ignore[attr-defined]
        },
        status=409 if theirs else 422 if form.errors else 200,
    )


def _parts(facts: Mapping[str, bool]) -> list[dict[str, object]]:
    titles = {
        "charter.has_owner": _("Project owner"),
        "charter.has_leader": _("Project leader"),
        "charter.has_mandate": _("Mandate"),
        "charter.has_reporting": _("Reporting"),
        "charter.has_funding": _("Funding"),
    }
    return [{"title": title, "is_there": facts[key]} for key, title in titles.items()]


def _beside(current: Procurement, words: dict[str, str]) -> list[tuple[str, str, str]]:
    """Give what the other wrote beside what was typed: label, theirs, mine; only where they differ."""
    fields = forms.Charter.base_fields
    return [
        (str(fields[key].label), text, words[key])
        for key, text in actions.charter_of(current).items()
        if text != words[key].strip()
    ] or [(str(fields["mandate"].label), current.mandate, words["mandate"])]


def _candidates(procurement: Procurement, by: User) -> list[tuple[int, str]]:
    """Give who can be given a role: one's own colleagues, those already here, and those of the members."""
    return forms.people_choices(
        list(colleagues_of(by, beside=queries.holdings_of(procurement).values("user_id")))
    )


@login_required
@require_http_methods(["GET", "POST"])
def roles(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show who holds which role; give roles."""
    procurement = procurement_for(
        request.user, public_id, may="manage" if request.method == "POST" else "view"
    )
    form = forms.GiveRole(forms.posted(request)[0], people=_candidates(procurement, signed_in(request)))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.give_role(
                procurement,
                by=signed_in(request),
                user=User.objects.get(pk=data["user"]),
                role=data["role"],
                hours_reserved=data["hours_reserved"],
            )
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("The role is given."))
            return redirect("road:roles", public_id)
    return _roles_page(request, procurement, form, forms.DeclareInterests())


def _roles_page(
    request: HttpRequest, procurement: Procurement, form: forms.GiveRole, declaration: forms.DeclareInterests
) -> HttpResponse:
    known = known_roles()
    rows = [
        {"holding": each, "role": known[each.role], "must_declare": each.role in MUST_DECLARE}
        for each in queries.holdings_of(procurement)
    ]
    me = signed_in(request)
    title = _("People and roles")
    return render(
        request,
        "road/roles.html",
        {
            "procurement": procurement,
            "frame": queries.frame_of(procurement, title, crumbs=(Crumb(title),)),
            "rows": rows,
            "mine": [row for row in rows if row["holding"].user_id == me.pk],  # type: ignore[attr-defined]
            "vacant": _vacant(rows),
            "form": form,
            "declaration_form": declaration,
            "facts": roles_report(procurement).facts,
            "may_manage": "manage" in procurement.granted,  # type: ignore[attr-defined]
            "may_read_declarations": "manage" in procurement.granted,  # type: ignore[attr-defined]
            "language": get_language() or "nb",
        },
        status=422 if form.errors or declaration.errors else 200,
    )


def _vacant(rows: list[dict[str, object]]) -> list[object]:
    """Give the roles that nobody holds yet, of those that the guide asks for before tenders are evaluated."""
    wanted = (
        "project-owner",
        "project-leader",
        "procurement-group",
        "evaluation-group",
        "purchasing",
        "it",
        "data-protection-officer",
    )
    held = {row["holding"].role for row in rows}  # type: ignore[attr-defined]
    return [known_roles()[each] for each in wanted if each not in held]


@login_required
@require_POST
def take(request: HttpRequest, public_id: UUID, holding_id: int) -> HttpResponse:
    """Take a role from a person."""
    procurement = procurement_for(request.user, public_id, may="manage")
    holding = (
        RoleHolding.objects.filter(procurement=procurement, pk=holding_id).select_related("user").first()
    )
    if holding is None:
        raise Http404
    try:
        actions.take_role(procurement, by=signed_in(request), holding=holding)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The role is taken away."))
    return redirect("road:roles", public_id)


@login_required
@require_POST
def declare(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Declare one's own interests."""
    procurement = procurement_for(request.user, public_id)
    form = forms.DeclareInterests(request.POST)
    if form.is_valid():
        try:
            actions.declare_interests(procurement, by=signed_in(request), **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("Thank you. Your declaration is kept in the log."))
            return redirect("road:roles", public_id)
    empty = forms.GiveRole(people=_candidates(procurement, signed_in(request)))
    return _roles_page(request, procurement, empty, form)
