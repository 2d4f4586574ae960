"""All decisions of a road; the recommendation to one; the signatures under it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.methods.queries import roles
from veien.methods.rules import Decision as Point
from veien.people.queries import signed_in
from veien.road import actions, forms, queries
from veien.road.models import Decision, Recommendation, Signature
from veien.road.queries import Procurement, procurement_for
from veien.road.queries.grounds import all_warnings, choices_of, grounds_of, recommendation_of
from veien.web.rules.frame import Crumb


@login_required
@require_GET
def decisions(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show every decision point of the road: whether it is taken, by whom, and what it waits for."""
    procurement = procurement_for(request.user, public_id)
    standing = queries.phases_of(procurement)
    there = set(queries.versions_of(procurement))
    known = roles()
    title = _("Decisions")
    rows = [
        {
            "here": each,
            "phase": phase,
            "role": known[each.decision.role],
            "present": sum(key in there for key in each.decision.deliverables),
            "wanted": len(each.decision.deliverables),
        }
        for phase in standing.phases
        for each in phase.decisions
    ]
    frame = queries.frame_of(procurement, title, crumbs=(Crumb(title),))
    return render(request, "road/decisions.html", {"procurement": procurement, "frame": frame, "rows": rows})


@login_required
@require_http_methods(["GET", "POST"])
def recommendation(request: HttpRequest, public_id: UUID, point: str) -> HttpResponse:
    """Write the recommendation; when somebody else wrote first, show both texts."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = _point_or_404(procurement, point)
    stands = recommendation_of(procurement, point)
    choices = choices_of(procurement, point)
    if request.method != "POST":
        initial = (
            {"text": stands.text, "choice": stands.choice, "revision": stands.revision} if stands else {}
        )
        form = forms.Recommend(choices=choices, initial=initial)
        return _recommendation_page(request, procurement, found, form)
    form = forms.Recommend(request.POST, choices=choices)
    if form.is_valid():
        words = form.cleaned_data
        try:
            actions.recommend(procurement, by=signed_in(request), point=point, **words)
        except actions.RecommendedMeanwhile as late:
            anew = forms.Recommend(choices=choices, initial=words | {"revision": late.current.revision})
            return _recommendation_page(request, procurement, found, anew, theirs=late.current)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(request, _("The recommendation is kept."))
            return redirect("road:decision", public_id, point)
    return _recommendation_page(request, procurement, found, form)


def _recommendation_page(
    request: HttpRequest,
    procurement: Procurement,
    point: Point,
    form: forms.Recommend,
    theirs: Recommendation | None = None,
) -> HttpResponse:
    title = _("Recommendation")
    way = Crumb(
        point.title.in_language(get_language() or "nb"),
        reverse("road:decision", args=[procurement.public_id, point.id]),
    )
    asked = grounds_of(procurement, point)
    context = {
        "procurement": procurement,
        "frame": queries.frame_of(procurement, title, crumbs=(way, Crumb(title))),
        "decision": point,
        "form": form,
        "choices": choices_of(procurement, point.id),
        "warnings": all_warnings(asked),
        "theirs": theirs,
    }
    status = 409 if theirs else 422 if form.errors else 200
    return render(request, "road/recommendation.html", context, status=status)


def _point_or_404(procurement: Procurement, point: str) -> Point:
    try:
        return queries.pack_of(procurement).decision(point)
    except LookupError as problem:
        raise Http404 from problem


@login_required
@require_http_methods(["GET", "POST"])
def signatures(request: HttpRequest, public_id: UUID, point: str, round_number: int) -> HttpResponse:
    """Show who signs one round of a decision; write down one more."""
    procurement = procurement_for(
        request.user, public_id, may="decide" if request.method == "POST" else "view"
    )
    decision = _round_or_404(procurement, point, round_number)
    form = forms.NoteSigner(forms.posted(request)[0])
    if request.method == "POST" and form.is_valid():
        try:
            actions.note_signer(decision, by=signed_in(request), **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(request, _("The signer is written down. The signature comes as the next step."))
            return redirect("road:signatures", public_id, point, round_number)
    return _signatures_page(request, procurement, decision, form=form)


def _signatures_page(
    request: HttpRequest,
    procurement: Procurement,
    decision: Decision,
    *,
    form: forms.NoteSigner,
    sign_form: forms.Sign | None = None,
    signing: Signature | None = None,
) -> HttpResponse:
    point = _point_or_404(procurement, decision.point)
    title = _("Signatures, round %(round)s") % {"round": decision.round}
    way = Crumb(
        point.title.in_language(get_language() or "nb"),
        reverse("road:decision", args=[procurement.public_id, point.id]),
    )
    rows = list(decision.signatures.select_related("noted_by", "confirmed_by").order_by("pk"))
    failed = form.errors or (sign_form is not None and sign_form.errors)
    context: dict[str, Any] = {
        "procurement": procurement,
        "frame": queries.frame_of(procurement, title, crumbs=(way, Crumb(title))),
        "decision": decision,
        "rows": rows,
        "signed": sum(each.signed_on is not None for each in rows),
        "form": form,
        "sign_form": sign_form,
        "signing": signing,
        "may_decide": "decide" in procurement.granted,  # type: ignore[attr-defined]
    }
    return render(request, "road/signatures.html", context, status=422 if failed else 200)


def _round_or_404(procurement: Procurement, point: str, round_number: int) -> Decision:
    found = get_object_or_404(Decision, procurement=procurement, point=point, round=round_number)
    found.procurement = procurement
    return found


def _signature_or_404(procurement: Procurement, signature_id: int) -> Signature:
    return get_object_or_404(
        Signature.objects.select_related("decision", "decision__procurement"),
        decision__procurement=procurement,
        pk=signature_id,
    )


@login_required
@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, public_id: UUID, signature_id: int) -> HttpResponse:
    """Note that a signer has signed."""
    procurement = procurement_for(request.user, public_id, may="decide")
    found = _signature_or_404(procurement, signature_id)
    by = signed_in(request)
    how = Signature.How.HERE if by.full_name == found.name else Signature.How.ELSEWHERE
    form = forms.Sign(forms.posted(request)[0], initial={"signed_on": clock.today(), "how": how})
    if request.method == "POST" and form.is_valid():
        try:
            actions.sign(found, by=by, **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(request, _("The signature is noted."))
            return redirect("road:signatures", public_id, found.decision.point, found.decision.round)
    return _signatures_page(
        request, procurement, found.decision, form=forms.NoteSigner(), sign_form=form, signing=found
    )


@login_required
@require_POST
def signer_remove(request: HttpRequest, public_id: UUID, signature_id: int) -> HttpResponse:
    """Take away somebody who was to sign and has not."""
    procurement = procurement_for(request.user, public_id, may="decide")
    found = _signature_or_404(procurement, signature_id)
    point, number = found.decision.point, found.decision.round
    try:
        actions.remove_signer(found, by=signed_in(request))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The signer is taken away."))
    return redirect("road:signatures", public_id, point, number)
