"""Registering a tender, and replacing the forms of one."""

from __future__ import annotations

import dataclasses
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from veien.competition.queries import Competition, competition_of
from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.people.queries import signed_in
from veien.road.queries import Procurement, frame_of, procurement_for
from veien.tenders import actions, forms, queries
from veien.tenders.models import Tender
from veien.tenders.rules import evaluation_has_begun
from veien.tenders.views.frames import shared, way_in
from veien.web.rules.frame import Crumb

Faults = tuple[queries.FormFault, ...]


@login_required
@require_http_methods(["GET", "POST"])
def receive(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Register a tender from its two filled forms, or say what is wrong in which cell."""
    procurement = procurement_for(signed_in(request), public_id, may="judge_price")
    competition = competition_of(procurement)
    if competition is None:
        messages.error(request, _("Tenders can be registered when the competition is published."))
        return redirect("tenders:page", public_id)
    if request.method != "POST":
        form = forms.ReceiveTender(initial={"country": procurement.buyer.country})
        return _receive_page(request, procurement, competition, form)
    form = forms.ReceiveTender(request.POST, request.FILES)
    faults: Faults = ()
    if form.is_valid():
        try:
            tender = actions.receive_tender(
                procurement, by=signed_in(request), is_invented=procurement.is_example, **_said(form)
            )
        except Refused as refused:
            faults = _refuse(procurement, form, refused)
        else:
            messages.success(
                request,
                _("The tender from %(name)s is registered as %(key)s.")
                % {"name": tender.name, "key": tender.key},
            )
            return redirect("tenders:tender", public_id, tender.public_id)
    return _receive_page(request, procurement, competition, form, faults)


def _receive_page(
    request: HttpRequest,
    procurement: Procurement,
    competition: Competition,
    form: forms.ReceiveTender,
    faults: Faults = (),
) -> HttpResponse:
    title = _("Register a tender")
    frame = frame_of(procurement, title, crumbs=(way_in(procurement), Crumb(title)))
    context = {
        **shared(procurement, frame),
        "competition": competition,
        "is_open": clock.now() <= competition.tenders_due_at,
        "form": form,
        "faults": faults,
        "cancel": reverse("tenders:page", args=[procurement.public_id]),
    }
    return render(request, "tenders/receive.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def replace(request: HttpRequest, public_id: UUID, tender_id: UUID) -> HttpResponse:
    """Put new forms in the place of those in use; the old ones stay as earlier versions."""
    procurement = procurement_for(signed_in(request), public_id, may="judge_price")
    tender = queries.tender_for(procurement, tender_id)
    if request.method != "POST":
        return _replace_page(request, tender, forms.ReplaceForms(initial={"revision": tender.revision}))
    form = forms.ReplaceForms(request.POST, request.FILES)
    faults: Faults = ()
    if form.is_valid():
        said = _said(form)
        try:
            actions.replace_forms(tender, by=signed_in(request), **said)
        except actions.ChangedMeanwhile as late:
            # What was typed stays; the files must be chosen again, so the new revision is a safe start.
            form.data = {**request.POST.dict(), "revision": str(late.current.revision)}
            form.add_error(
                None, _("%(error)s See what changed, then choose the files again.") % {"error": late}
            )
        except Refused as refused:
            faults = _refuse(procurement, form, refused)
        else:
            messages.success(request, _("The new forms are in use. The old ones stay under earlier forms."))
            return redirect("tenders:tender", public_id, tender_id)
    return _replace_page(request, tender, form, faults)


def _replace_page(
    request: HttpRequest, tender: Tender, form: forms.ReplaceForms, faults: Faults = ()
) -> HttpResponse:
    procurement = tender.procurement
    title = _("Replace the forms of %(tender)s") % {"tender": tender}
    here = reverse("tenders:tender", args=[procurement.public_id, tender.public_id])
    crumbs = (way_in(procurement), Crumb(str(tender), here), Crumb(_("Replace the forms")))
    context = {
        **shared(procurement, frame_of(procurement, title, crumbs=crumbs)),
        "tender": tender,
        "form": form,
        "faults": faults,
        "has_begun": evaluation_has_begun(procurement),
        "cancel": here,
    }
    return render(request, "tenders/replace.html", context, status=422 if form.is_bound else 200)


def _said(form: django_forms.Form) -> dict[str, Any]:
    """Turn a form's files into bytes and their names."""
    said = dict(form.cleaned_data)
    price, answer = said.pop("price_file", None), said.pop("answer_file", None)
    said["price_data"] = price.read() if price else None
    said["answer_data"] = answer.read() if answer else None
    said["file_names"] = (price.name if price else "", answer.name if answer else "")
    return said


def _refuse(procurement: Procurement, form: django_forms.Form, refused: Refused) -> Faults:
    """Put a refusal where it belongs: beside its field, or above the list of faults."""
    form.add_error(refused.field if refused.field in form.fields else None, str(refused))
    faults = getattr(refused, "faults", ())
    for which, field in (("price", "price_file"), ("answer", "answer_file")):
        if any(each.form == which for each in faults):
            form.add_error(
                field, _("Something in this form must be mended. The list below says what and where.")
            )
    if queries.may_see_prices(procurement):
        return tuple(faults)
    return tuple(dataclasses.replace(each, is_shut=each.form == "price") for each in faults)
