"""Choosing what gets points in a criterion, and weighing the requirements in it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from veien.criteria import actions, forms, queries
from veien.criteria.views.criterion import criterion_page
from veien.criteria.views.weighed import sum_words
from veien.foundation.errors import Refused
from veien.people.queries import signed_in
from veien.road.queries import procurement_for


@login_required
@require_POST
def judging(request: HttpRequest, public_id: UUID, criterion_id: UUID) -> HttpResponse:
    """Choose what gets points: the criterion as a whole, or each requirement in it."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = queries.criterion_for(procurement, criterion_id)
    form = forms.ChooseJudging(request.POST)
    if not form.is_valid():
        return criterion_page(request, procurement, found, judging=form, status=422)
    data = form.cleaned_data
    try:
        actions.choose_judging(
            procurement,
            by=signed_in(request),
            criterion=found,
            judging=data["judging"],
            revision=data["revision"],
        )
    except actions.Overtaken as late:
        messages.warning(request, str(late))
        found = queries.criterion_for(procurement, criterion_id)
        return criterion_page(request, procurement, found, status=409)
    except Refused as refused:
        form.add_error("judging" if refused.field == "judging" else None, str(refused))
        return criterion_page(request, procurement, found, judging=form, status=422)
    said = (
        _("Each requirement in the criterion gets points from now on.")
        if data["judging"] == "each"
        else _("The criterion gets points as a whole.")
    )
    messages.success(request, said)
    return redirect(f"{reverse('criteria:criterion', args=[public_id, criterion_id])}#judges")


@login_required
@require_POST
def requirement_weights(request: HttpRequest, public_id: UUID, criterion_id: UUID) -> HttpResponse:
    """Set the weights of all requirements in a criterion at once."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = queries.criterion_for(procurement, criterion_id)
    form = forms.RequirementWeights(request.POST, rows=queries.judged_by(found))
    if not form.is_valid():
        unread = _("A weight cannot be read.")
        return criterion_page(request, procurement, found, weights=form, error=unread, status=422)
    try:
        actions.weigh_requirements(
            procurement,
            by=signed_in(request),
            criterion=found,
            weights=form.shares(),
            seen=form.cleaned_data["seen"],
        )
    except Refused as refused:
        status = 409 if isinstance(refused, actions.Overtaken) else 422
        return criterion_page(request, procurement, found, weights=form, error=str(refused), status=status)
    messages.success(request, _("The weights are kept and add up to exactly 100 %."))
    return redirect(f"{reverse('criteria:criterion', args=[public_id, criterion_id])}#judges")


@login_required
@require_POST
def requirement_weights_alike(request: HttpRequest, public_id: UUID, criterion_id: UUID) -> HttpResponse:
    """Let all requirements in a criterion weigh the same."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = queries.criterion_for(procurement, criterion_id)
    try:
        actions.weigh_alike(procurement, by=signed_in(request), criterion=found)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("All requirements in the criterion weigh the same."))
    return redirect(f"{reverse('criteria:criterion', args=[public_id, criterion_id])}#judges")


@login_required
@require_POST
def requirement_weights_sum(request: HttpRequest, public_id: UUID, criterion_id: UUID) -> HttpResponse:
    """Add up what is being typed; a part of the page that only scripts ask for. It keeps nothing.

    Posted, because a thousand weights do not fit into an address.
    """
    procurement = procurement_for(request.user, public_id, may="edit")
    found = queries.criterion_for(procurement, criterion_id)
    form = forms.RequirementWeights(request.POST, rows=queries.judged_by(found))
    return render(request, "criteria/sum.html", sum_words(form.typed_sum()))
