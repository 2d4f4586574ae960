"""Drivers: what the lines are counted by."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from veien.business_case import actions, forms
from veien.business_case.forms.book import UNIT_NAMES
from veien.business_case.forms.figures import typed_figure
from veien.business_case.models import BusinessCase, Quantity
from veien.business_case.queries import things
from veien.business_case.queries.key_figures import behind
from veien.business_case.queries.outcome import computed
from veien.business_case.queries.standing import decimal_of
from veien.business_case.rules.editing import users_of
from veien.business_case.rules.formula import write_formula
from veien.business_case.views.frames import answer, context_of, frame, late_words, put_errors
from veien.business_case.views.overview import faults_of
from veien.foundation.errors import Refused
from veien.people.queries import signed_in
from veien.road.queries import Procurement, procurement_for
from veien.web.rules.frame import Crumb
from veien.web.rules.numbers import written_number


@login_required
@require_GET
def page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show every driver: what it is made of, what it comes to, and what is counted by it."""
    procurement = procurement_for(request.user, public_id)
    case = things.case_for(procurement)
    found = computed(case)
    values = found.case.quantities if found.case is not None else {}
    rows = [
        {
            "quantity": each,
            "made_of": _shown(each),
            "value": decimal_of(values[each.key]) if each.key in values else None,
            "unit": UNIT_NAMES.get(each.unit, each.unit),
            "used_by": list(dict.fromkeys(users_of(found.row, each.key))),
            "behind": behind(each),
        }
        for each in things.quantities_of(case)
    ]
    head = frame(procurement, _("Drivers"), tab="drivers")
    context = context_of(procurement, case, head, rows=rows, **faults_of(found))
    return render(request, "business_case/drivers.html", context)


def _shown(quantity: Quantity) -> str:
    """Say what a driver is made of, figures written as the reader reads them."""
    language = get_language() or "nb"
    if not quantity.factors:
        return ""
    return write_formula(
        quantity.factors, quantity.divide, lambda each: written_number(Decimal(each), language)
    )


@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Add a driver."""
    procurement = procurement_for(request.user, public_id, may="edit")
    case = things.case_for(procurement)
    booked = things.assumptions_of(case)
    form = forms.WriteQuantity(request.POST or None, assumptions=booked)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_quantity(case, by=signed_in(request), **form.words())
        except Refused as refused:
            put_errors(form, refused)
        else:
            messages.success(request, _("“%(thing)s” is kept.") % {"thing": made})
            return redirect("business_case:drivers", public_id)
    return _form_page(request, case, form)


@login_required
@require_http_methods(["GET", "POST"])
def driver(request: HttpRequest, public_id: UUID, quantity_id: UUID) -> HttpResponse:
    """Change a driver; with a new name, what is made of it calls it by that."""
    procurement = procurement_for(request.user, public_id, may="edit")
    case = things.case_for(procurement)
    found = things.quantity_for(case, quantity_id)
    booked = things.assumptions_of(case)
    if request.method != "POST":
        form = forms.WriteQuantity(assumptions=booked, initial=_initial(found))
        return _form_page(request, case, form, found)
    form = forms.WriteQuantity(request.POST, assumptions=booked)
    if form.is_valid():
        revision = form.cleaned_data["revision"]
        try:
            actions.change_quantity(found, by=signed_in(request), revision=revision, **form.words())
        except actions.ChangedMeanwhile:
            current = things.quantity_for(case, quantity_id)
            both = late_words(_initial(current), form)
            anew = forms.WriteQuantity(
                assumptions=booked, initial=request.POST.dict() | {"revision": current.revision}
            )
            return _form_page(request, case, anew, current, both=both)
        except Refused as refused:
            put_errors(form, refused)
        else:
            messages.success(request, _("It is kept."))
            return redirect("business_case:drivers", public_id)
    return _form_page(request, case, form, found)


@login_required
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, public_id: UUID, quantity_id: UUID) -> HttpResponse:
    """Ask before a driver is removed; one that something is counted by stays."""
    procurement = procurement_for(request.user, public_id, may="edit")
    case = things.case_for(procurement)
    found = things.quantity_for(case, quantity_id)
    refusal = ""
    if request.method == "POST":
        try:
            actions.remove_quantity(found, by=signed_in(request))
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, _("“%(thing)s” is removed.") % {"thing": found})
            return redirect("business_case:drivers", public_id)
    head = frame(procurement, _("Remove %(thing)s?") % {"thing": found}, _way(procurement))
    text = _("The driver goes. What stood in it stays in the log.")
    back = _way(procurement).url
    context = context_of(procurement, case, head, thing=found.key, text=text, back=back, refusal=refusal)
    return render(request, "business_case/remove.html", context, status=422 if refusal else 200)


def _way(procurement: Procurement) -> Crumb:
    return Crumb(_("Drivers"), reverse("business_case:drivers", args=[procurement.public_id]))


def _initial(found: Quantity) -> dict[str, Any]:
    is_known = found.unit in UNIT_NAMES
    formula = typed_figure(found.number)
    if found.factors:
        formula = write_formula(found.factors, found.divide, lambda each: typed_figure(Decimal(each)))
    return {
        "key": found.key,
        "formula": formula,
        "assumption": str(found.assumption_id or ""),
        "limit": found.unit if is_known else "",
        "unit": "" if is_known else found.unit,
        "source": found.source,
        "text": found.text,
        "revision": found.revision,
    }


def _form_page(
    request: HttpRequest,
    case: BusinessCase,
    form: forms.WriteQuantity,
    found: Quantity | None = None,
    *,
    both: list[tuple[str, str, str]] | None = None,
) -> HttpResponse:
    procurement = case.procurement
    title = _("Add a driver") if found is None else _("Change the driver")
    head = frame(procurement, title, _way(procurement), lead=found.key if found else "")
    names = [each.key for each in things.quantities_of(case) if found is None or each.pk != found.pk]
    context = context_of(
        procurement, case, head, form=form, driver=found, both=both, back=_way(procurement).url, names=names
    )
    return answer(request, "business_case/driver_form.html", context, form=form, is_late=both is not None)
