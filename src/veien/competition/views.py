"""The competition: what must be there, publishing it, and what has stood since."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from veien.competition import actions, forms, queries
from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.people.queries import signed_in
from veien.road.queries import Procurement, frame_of, procurement_for
from veien.web.rules.frame import Crumb


@login_required
@require_GET
def page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the checklist, or, once published, what stands."""
    procurement = procurement_for(request.user, public_id)
    competition = queries.competition_of(procurement)
    checks = [] if competition else queries.checklist_of(procurement)
    context = {
        "procurement": procurement,
        "frame": frame_of(procurement, _("Competition"), crumbs=(Crumb(_("Competition")),)),
        "competition": competition,
        "checks": checks,
        "done": sum(check.is_done for check in checks),
        "is_ready": all(check.is_done for check in checks),
        "may_publish": "publish" in procurement.granted,  # type: ignore[attr-defined]
        "is_open": competition is not None and clock.now() <= competition.tenders_due_at,
    }
    return render(request, "competition/page.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask for the reference and the deadline, then ask whether it is meant, then publish."""
    procurement = procurement_for(request.user, public_id, may="publish")
    if queries.is_published(procurement):
        messages.info(request, _("The competition is published already."))
        return redirect("competition:page", public_id)
    if request.method != "POST":
        return _ask(request, procurement, forms.Publish())
    if "confirming" not in request.POST:
        form = forms.Publish(request.POST)
        if not form.is_valid() or queries.lacks_of(procurement):
            return _ask(request, procurement, form, status=422)
        return _confirm(request, procurement, forms.Confirm(initial=form.cleaned_data), form.cleaned_data)
    confirm = forms.Confirm(request.POST)
    if not confirm.is_valid():
        known = {key: confirm.cleaned_data.get(key) for key in ("notice_reference", "tenders_due_at")}
        if None in known.values():
            return _ask(request, procurement, forms.Publish(request.POST), status=422)
        return _confirm(request, procurement, confirm, known)
    said = {key: confirm.cleaned_data[key] for key in ("notice_reference", "tenders_due_at")}
    try:
        actions.publish(procurement, by=signed_in(request), **said)
    except Refused as refused:
        form = forms.Publish(request.POST)
        form.add_error(refused.field or None, str(refused))
        return _ask(request, procurement, form, status=422)
    messages.success(
        request, _("The competition is published. Requirements and award model stand from now on.")
    )
    return redirect("competition:page", public_id)


def _ask(
    request: HttpRequest, procurement: Procurement, form: forms.Publish, *, status: int = 200
) -> HttpResponse:
    lacks = queries.lacks_of(procurement)
    context = _context(procurement, _("Publish the competition")) | {"form": form, "lacks": lacks}
    return render(request, "competition/publish.html", context, status=status)


def _confirm(
    request: HttpRequest, procurement: Procurement, form: forms.Confirm, said: dict[str, Any]
) -> HttpResponse:
    context = _context(procurement, _("Is this what you publish?")) | {"form": form, "said": said}
    return render(request, "competition/confirm.html", context, status=422 if form.errors else 200)


def _context(procurement: Procurement, title: str) -> dict[str, Any]:
    way = Crumb(_("Competition"), reverse("competition:page", args=[procurement.public_id]))
    return {
        "procurement": procurement,
        "frame": frame_of(procurement, title, crumbs=(way, Crumb(_("Publish")))),
    }
