"""Rejecting a tender on a ground of its own, and taking that back."""

from __future__ import annotations

from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from veien.evaluation import actions, forms, queries
from veien.evaluation.queries.words import grounds_of
from veien.evaluation.views.frames import procurement_to_reject_in, room_frame
from veien.foundation.errors import Refused
from veien.people.queries import signed_in
from veien.tenders.queries import tender_for
from veien.web.rules.frame import Crumb


@login_required
@require_http_methods(["GET", "POST"])
def reject(request: HttpRequest, public_id: UUID, tender_id: UUID) -> HttpResponse:
    """Reject a tender with a ground; where it is rejected so already, take that back with a reason."""
    procurement = procurement_to_reject_in(request, public_id)
    tender = tender_for(procurement, tender_id)
    standing = queries.standing_of(procurement)
    mine = standing.by_key(tender.key)
    is_undo = bool(mine.rejection)
    kind: type[django_forms.Form] = forms.UndoRejection if is_undo else forms.RejectTender
    form = kind(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = actions.undo_rejection if is_undo else actions.reject_tender
        try:
            act(procurement, by=signed_in(request), tender=tender, reason=form.cleaned_data["reason"])
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            done = (
                _("The rejection of %(tender)s is taken back.") if is_undo else _("%(tender)s is rejected.")
            )
            messages.success(request, done % {"tender": mine.label})
            return redirect("evaluation:page", public_id)
    title = _("Take back the rejection of %(tender)s") if is_undo else _("Reject %(tender)s")
    context = {
        "procurement": procurement,
        "frame": room_frame(
            procurement, "page", title=title % {"tender": mine.label}, crumbs=(Crumb(mine.label),)
        ),
        "tender": mine,
        "grounds": grounds_of(mine, standing),
        "form": form,
        "is_undo": is_undo,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "evaluation/reject.html", context, status=status)
