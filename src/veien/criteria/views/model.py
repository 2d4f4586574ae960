"""Choosing the method: all of them explained, and a form with only the figures the chosen one knows."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from veien.criteria import actions, forms, queries
from veien.criteria.queries import AwardModel
from veien.criteria.queries.examples import compared_by
from veien.criteria.queries.words import METHODS, method_words
from veien.criteria.views.frame import frame, locked_note, may_edit
from veien.foundation.errors import Refused
from veien.people.queries import signed_in
from veien.road.queries import Procurement, procurement_for


@login_required
@require_http_methods(["GET", "POST"])
def model(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the methods and the chosen one (readers), and choose (those who may edit)."""
    procurement = procurement_for(request.user, public_id, may="edit" if request.method == "POST" else "view")
    found = queries.model_of(procurement)
    method = request.POST.get("method") or request.GET.get("method") or (found.method if found else "")
    if method and method_words(method) is None:
        raise Http404
    if request.method != "POST":
        form = _form(procurement, method, found) if method else None
        return _page(request, procurement, found, method=method, form=form)
    if not method:
        raise Http404
    tree = queries.tree_of(procurement)
    form = forms.ChooseModel(request.POST, method=method, tree=tree)
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.choose_model(
                procurement,
                by=signed_in(request),
                method=method,
                scale=data["scale"],
                rounding_at=data["rounding_at"],
                rounding_step=data["rounding_step"],
                extra=form.extra(),
                reason=data["reason"],
                revision=data["revision"],
            )
        except actions.Overtaken as late:
            return _overtaken(request, procurement, late.now, form)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(request, _("The method is chosen."))
            return redirect("criteria:page", public_id)
    return _page(request, procurement, found, method=method, form=form)


def _form(procurement: Procurement, method: str, found: AwardModel | None) -> forms.ChooseModel:
    initial: dict[str, Any] = {"scale": Decimal(10), "rounding_at": "none"}
    if found is not None:
        initial = {
            "scale": found.scale,
            "rounding_at": found.rounding_at,
            "rounding_step": found.rounding_step,
            "reason": found.chosen_reason,
            "revision": found.revision,
            **forms.extra_initial(found.extra),
        }
    return forms.ChooseModel(initial=initial, method=method, tree=queries.tree_of(procurement))


def _page(
    request: HttpRequest,
    procurement: Procurement,
    found: AwardModel | None,
    *,
    method: str,
    form: forms.ChooseModel | None,
    theirs: AwardModel | None = None,
    status: int = 0,
) -> HttpResponse:
    context = {
        "procurement": procurement,
        "frame": frame(
            procurement,
            _("Method"),
            here="criteria:model",
            lead=_("How price and quality become an order. Choose before any tender is opened."),
        ),
        "model": found,
        "method": method,
        "chosen": method_words(method),
        "methods": [(words, compared_by(words.id)) for words in METHODS],
        "form": form,
        "theirs": theirs,
        "theirs_words": method_words(theirs.method) if theirs else None,
        "may_edit": may_edit(procurement, found),
        "locked": locked_note(found),
    }
    code = status or (422 if form is not None and form.errors else 200)
    return render(request, "criteria/model.html", context, status=code)


def _overtaken(
    request: HttpRequest, procurement: Procurement, now: Any, typed: forms.ChooseModel
) -> HttpResponse:
    """Show what the other chose above what was typed; keeping the form now replaces it knowingly."""
    values = {name: typed[name].value() for name in typed.fields} | {"revision": now.revision}
    form = forms.ChooseModel(initial=values, method=typed.method, tree=queries.tree_of(procurement))
    return _page(request, procurement, now, method=typed.method, form=form, theirs=now, status=409)
