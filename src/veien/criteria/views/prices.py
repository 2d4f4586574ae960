"""The price form: its lines, one form for a new one, and the line that is being changed opened in its place."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from veien.criteria import actions, forms, queries
from veien.criteria.queries import PriceLine
from veien.criteria.queries.prices import price_rules_of
from veien.criteria.views.basis_forms import BasisForms, example_of
from veien.criteria.views.frame import frame, locked_note, may_edit
from veien.foundation.errors import Refused
from veien.people.queries import signed_in
from veien.road.queries import Procurement, procurement_for


@login_required
@require_GET
def prices(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the lines of the price form, how they add up, and the form for one more."""
    procurement = procurement_for(request.user, public_id)
    return price_page(request, procurement)


@login_required
@require_POST
def add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Add a line."""
    procurement = procurement_for(request.user, public_id, may="edit")
    form = forms.WritePriceLine(request.POST, auto_id="new_%s")
    if form.is_valid():
        try:
            actions.add_price_line(procurement, by=signed_in(request), **form.line())
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(request, _("The line is added."))
            return redirect(f"{reverse('criteria:prices', args=[public_id])}#add")
    return price_page(request, procurement, new=form)


@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: UUID, line_id: UUID) -> HttpResponse:
    """Open a line in its place in the list, and keep it."""
    procurement = procurement_for(request.user, public_id, may="edit")
    line = queries.price_line_for(procurement, line_id)
    if request.method != "POST":
        return price_page(request, procurement, opened=line, form=_form_of(line))
    form = forms.WritePriceLine(request.POST, auto_id="line_%s")
    if form.is_valid():
        revision = form.cleaned_data["revision"] or 0
        try:
            actions.change_price_line(
                procurement, by=signed_in(request), line=line, revision=revision, **form.line()
            )
        except actions.Overtaken:
            line.refresh_from_db()
            typed = {name: form[name].value() for name in form.fields} | {"revision": line.revision}
            again = forms.WritePriceLine(initial=typed, auto_id="line_%s")
            return price_page(request, procurement, opened=line, form=again, theirs=line)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(request, _("The line is kept."))
            return redirect(f"{reverse('criteria:prices', args=[public_id])}#line-{line_id}")
    return price_page(request, procurement, opened=line, form=form)


def _form_of(line: PriceLine) -> forms.WritePriceLine:
    names = (
        "title",
        "unit",
        "volume",
        "period",
        "years",
        "note",
        "revision",
        "kind",
        "unit_cost",
        "cost_source",
    )
    option = ("counts" if line.counts else "outside") if line.is_option else ""
    initial = {name: getattr(line, name) for name in names} | {"option": option}
    return forms.WritePriceLine(initial=initial, auto_id="line_%s")


@login_required
@require_POST
def remove(request: HttpRequest, public_id: UUID, line_id: UUID) -> HttpResponse:
    """Take a line out."""
    procurement = procurement_for(request.user, public_id, may="edit")
    line = queries.price_line_for(procurement, line_id)
    try:
        actions.remove_price_line(procurement, by=signed_in(request), line=line)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("%(title)s is removed.") % {"title": line.title})
    return redirect("criteria:prices", public_id)


@login_required
@require_POST
def move(request: HttpRequest, public_id: UUID, line_id: UUID) -> HttpResponse:
    """Move a line up or down."""
    procurement = procurement_for(request.user, public_id, may="edit")
    line = queries.price_line_for(procurement, line_id)
    step = {"up": -1, "down": 1}.get(request.POST.get("step", ""), 0)
    try:
        actions.move_price_line(procurement, by=signed_in(request), line=line, step=step)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(f"{reverse('criteria:prices', args=[public_id])}#line-{line_id}")


def price_page(
    request: HttpRequest,
    procurement: Procurement,
    *,
    new: forms.WritePriceLine | None = None,
    opened: PriceLine | None = None,
    form: forms.WritePriceLine | None = None,
    theirs: PriceLine | None = None,
    basis: BasisForms | None = None,
) -> HttpResponse:
    """Show the price form with all its forms; those that were sent or opened are given."""
    model = queries.model_of(procurement)
    rules = price_rules_of(procurement)
    rows = rules.lines
    basis = basis or BasisForms()
    context = {
        "procurement": procurement,
        "frame": frame(
            procurement,
            _("Price form"),
            here="criteria:prices",
            lead=_("What tenderers put a price on, and how it adds up to the price that is evaluated."),
        ),
        "rows": rows,
        "rules": rules,
        "example": example_of(rules),
        "basis": basis.whole(procurement, rules),
        "new": new or forms.WritePriceLine(auto_id="new_%s"),
        "opened": opened,
        "form": form,
        "theirs": theirs,
        "may_edit": may_edit(procurement, model),
        "locked": locked_note(model),
    }
    failed = (new is not None and new.errors) or (form is not None and form.errors) or basis.has_failed
    theirs_now = theirs or basis.theirs
    return render(
        request, "criteria/prices.html", context, status=409 if theirs_now else 422 if failed else 200
    )
