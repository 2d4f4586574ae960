"""What the price form rests on: sums, other currencies, assumptions. All of it stands on the price page."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from veien.criteria.actions import Overtaken
from veien.criteria.actions.pricing import remove_basis, set_sums, write_assumption, write_rate
from veien.criteria.forms.prices import ChooseSums, WriteAssumption, WriteRate
from veien.criteria.models import CostAssumption, ExchangeRate
from veien.criteria.queries.prices import assumption_for, rate_for
from veien.criteria.views.basis_forms import BasisForms
from veien.criteria.views.prices import price_page
from veien.foundation.errors import Refused
from veien.people.queries import User, signed_in
from veien.road.queries import Procurement, procurement_for

Basis = ExchangeRate | CostAssumption


@login_required
@require_POST
def sums(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say who writes the sums."""
    procurement = procurement_for(request.user, public_id, may="edit")
    form = ChooseSums(request.POST, auto_id="sums_%s")
    if form.is_valid():
        try:
            set_sums(procurement, by=signed_in(request), sums=form.cleaned_data["sums"])
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("The choice is kept."))
            return _back(procurement, "sums")
    return price_page(request, procurement, basis=BasisForms(sums=form))


@login_required
@require_POST
def add(request: HttpRequest, public_id: UUID, what: str) -> HttpResponse:
    """Allow a currency, or write down an assumption."""
    procurement = procurement_for(request.user, public_id, may="edit")
    form = _form(procurement, what, request)
    if form.is_valid() and _kept(procurement, signed_in(request), form, None):
        messages.success(request, _("It is kept."))
        return _back(procurement, what)
    return price_page(request, procurement, basis=_forms(form))


@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: UUID, what: str, basis_id: UUID) -> HttpResponse:
    """Open a currency or an assumption, and keep it."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = _found(procurement, what, basis_id)
    if request.method != "POST":
        form = _form(procurement, what, initial=found.__dict__)
        return price_page(request, procurement, basis=_forms(form, found))
    form = _form(procurement, what, request)
    theirs = None
    if form.is_valid():
        try:
            if _kept(procurement, signed_in(request), form, found):
                messages.success(request, _("It is kept."))
                return _back(procurement, what)
        except Overtaken:
            found.refresh_from_db()
            typed = {name: form[name].value() for name in form.fields} | {"revision": found.revision}
            form, theirs = _form(procurement, what, initial=typed), found
    return price_page(request, procurement, basis=_forms(form, found, theirs))


@login_required
@require_POST
def remove(request: HttpRequest, public_id: UUID, what: str, basis_id: UUID) -> HttpResponse:
    """Take a currency or an assumption out."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = _found(procurement, what, basis_id)
    try:
        remove_basis(procurement, by=signed_in(request), found=found)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("It is removed."))
    return _back(procurement, what)


def _back(procurement: Procurement, place: str) -> HttpResponse:
    return redirect(f"{reverse('criteria:prices', args=[procurement.public_id])}#{place}")


def _form(
    procurement: Procurement,
    what: str,
    request: HttpRequest | None = None,
    *,
    initial: dict[str, object] | None = None,
) -> WriteRate | WriteAssumption:
    data = request.POST if request is not None else None
    if what == "rates":
        return WriteRate(data, own=procurement.currency, initial=initial, auto_id="rate_%s")
    if what == "assumptions":
        return WriteAssumption(data, initial=initial, auto_id="assumption_%s")
    raise Http404


def _forms(
    form: WriteRate | WriteAssumption, opened: Basis | None = None, theirs: Basis | None = None
) -> BasisForms:
    if isinstance(form, WriteRate):
        return BasisForms(rate=form, opened=opened, theirs=theirs)
    return BasisForms(assumption=form, opened=opened, theirs=theirs)


def _found(procurement: Procurement, what: str, basis_id: UUID) -> Basis:
    if what == "rates":
        return rate_for(procurement, basis_id)
    if what == "assumptions":
        return assumption_for(procurement, basis_id)
    raise Http404


def _kept(procurement: Procurement, by: User, form: WriteRate | WriteAssumption, found: Basis | None) -> bool:
    """Keep what the form says, or put the refusal at its field.

    Raises: Overtaken if somebody else changed it meanwhile.
    """
    said = dict(form.cleaned_data)
    revision = said.pop("revision") if found is not None else (said.pop("revision"), None)[1]
    try:
        if isinstance(form, WriteRate):
            rate = found if isinstance(found, ExchangeRate) else None
            write_rate(procurement, by=by, found=rate, revision=revision, **said)
        else:
            assumption = found if isinstance(found, CostAssumption) else None
            write_assumption(procurement, by=by, found=assumption, revision=revision, **said)
    except Overtaken:
        raise
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return False
    return True
