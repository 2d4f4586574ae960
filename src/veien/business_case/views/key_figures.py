"""Drivers that are taken from the key figures of the needs, and taken anew when these have moved."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from veien.business_case import actions
from veien.business_case.forms.key_figures import TakeKeyFigure
from veien.business_case.queries import things
from veien.business_case.queries.key_figures import behind, figures_for, words_of
from veien.business_case.views.frames import answer, context_of, frame, put_errors
from veien.foundation.errors import Refused
from veien.people.queries import signed_in
from veien.road.queries import procurement_for
from veien.web.rules.frame import Crumb


@login_required
@require_http_methods(["GET", "POST"])
def take(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the key figures in the years of the case, and make a driver of one."""
    procurement = procurement_for(request.user, public_id, may="edit")
    case = things.case_for(procurement)
    rows = figures_for(case)
    form = TakeKeyFigure(
        request.POST or None,
        rows=rows,
        initial={"year": case.start_year, "figure": request.GET.get("figure", "")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_quantity(case, by=signed_in(request), **form.words())
        except Refused as refused:
            put_errors(form, refused)
        else:
            messages.success(request, _("“%(thing)s” is kept.") % {"thing": made})
            return redirect("business_case:drivers", public_id)
    way = Crumb(_("Drivers"), reverse("business_case:drivers", args=[public_id]))
    head = frame(procurement, _("A driver from a key figure"), way)
    last = case.start_year + case.years
    context = context_of(procurement, case, head, form=form, rows=rows, last=last, back=way.url)
    return answer(request, "business_case/key_figures.html", context, form=form)


@login_required
@require_POST
def follow(request: HttpRequest, public_id: UUID, quantity_id: UUID) -> HttpResponse:
    """Take over what the key figure behind a driver says now."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = things.quantity_for(things.case_for(procurement), quantity_id)
    told = behind(found)
    revision = request.POST.get("revision", "")
    try:
        if told is None or told.now is None:
            messages.error(request, _("Nothing tells what the key figure is in that year any more."))
        else:
            words = words_of(told.figure, told.year)
            number = int(revision) if revision.isdecimal() else 0
            actions.change_quantity(
                found, by=signed_in(request), revision=number, number=words["number"], source=words["source"]
            )
            messages.success(request, _("“%(thing)s” says what the key figure says.") % {"thing": found})
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("business_case:drivers", public_id)
