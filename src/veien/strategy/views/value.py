"""The value estimate: the page, what holds for all of it, and its rows one at a time."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from veien.files.queries import download
from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.people.queries import signed_in
from veien.road.queries import Procurement, procurement_for
from veien.strategy.actions import value as actions
from veien.strategy.forms import value as forms
from veien.strategy.models import ValueEstimate, ValueRow
from veien.strategy.queries import value as queries
from veien.strategy.queries.value_excel import XLSX, as_workbook
from veien.strategy.queries.value_report import kind_of, term_sentence
from veien.strategy.queries.value_words import (
    missing_words,
    notes_on,
    rests_on,
    scale_of,
    sentence_of,
    thresholds_shown,
)
from veien.strategy.rules.value_scale import scale_across, scale_up
from veien.strategy.views.frames import may_edit, strategy_frame
from veien.strategy.views.value_both import put_errors, standing_and_typed


@login_required
@require_GET
def page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what the purchase is worth, which rules that falls under, and what it is made of."""
    procurement = procurement_for(request.user, public_id)
    value = queries.value_of(procurement)
    context: dict[str, Any] = {
        "procurement": procurement,
        "frame": strategy_frame(procurement, "value"),
        "value": value,
        "may_edit": may_edit(procurement),
    }
    if value is not None:
        context |= _law_context(value) | _rows_context(request, procurement, value)
    return render(request, "strategy/value.html", context)


def _law_context(value: queries.EstimatedValue) -> dict[str, Any]:
    scale = scale_of(value)
    placement, law = value.placement, value.law
    return {
        "sentence": sentence_of(value),
        "term": term_sentence(value),
        "missing": missing_words(value),
        "notes": notes_on(value),
        "regime": placement.regime if placement else None,
        "regime_rests": rests_on(placement.regime.grounds) if placement else None,
        "also": placement.also if placement else (),
        "across": scale_across(scale) if scale else "",
        "up": scale_up(scale) if scale else "",
        "thresholds": thresholds_shown(value),
        "category": law.categories[value.kept.category] if law else None,
        "counting": [(rule, rests_on(rule.grounds)) for rule in law.counting.values()] if law else [],
        "contracts": [
            (name or _("Not in a separate contract"), sum_) for name, sum_ in value.contracts.items()
        ],
    }


def _rows_context(
    request: HttpRequest, procurement: Procurement, value: queries.EstimatedValue
) -> dict[str, Any]:
    members = queries.members_to_choose(procurement)
    narrow = forms.FindValue(request.GET, members=members)
    wish = narrow.cleaned_data if narrow.is_valid() else {}
    now = queries.case_says_now(value, procurement)
    kept = [row for row in value.rows if _fits(row, wish)]
    return {
        "narrow": narrow,
        "is_narrowed": any(wish.values()),
        "has_members": bool(members),
        "rows": [
            {
                "row": row,
                "kind": kind_of(row),
                "now": now.get(row.public_id),
                "is_gone": row.is_taken_over and now.get(row.public_id) is None,
                "differs": now.get(row.public_id) not in (None, row.amount),
            }
            for row in kept
        ],
        "has_case": any(row.is_taken_over for row in value.rows),
    }


def _fits(row: queries.Row, wish: dict[str, str]) -> bool:
    text = " ".join((row.title, row.member, row.contract, row.source)).casefold()
    return (
        wish.get("q", "").casefold() in text
        and (not wish.get("member") or str(row.member_id) == wish["member"])
        and (wish.get("only") != "options" or row.is_option)
        and (wish.get("only") != "taken" or row.is_taken_over)
    )


@login_required
@require_http_methods(["GET", "POST"])
def terms(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Begin the estimate, or change what holds for all of it; a late writer sees both texts."""
    procurement = procurement_for(request.user, public_id, may="edit")
    kept = queries.estimate_of(procurement)
    if request.method != "POST":
        return _terms_page(request, procurement, forms.WriteTerms(initial=_initial(kept)), kept)
    form, both = forms.WriteTerms(request.POST), None
    if form.is_valid():
        try:
            actions.write_terms(
                procurement,
                by=signed_in(request),
                revision=form.cleaned_data["revision"],
                **form.words(),
            )
        except actions.EstimateChangedMeanwhile:
            kept = queries.estimate_of(procurement)
            both = standing_and_typed(_initial(kept), form)
            held = request.POST.dict() | {"revision": kept.revision if kept else 0}
            form = forms.WriteTerms(initial=held)
        except Refused as refused:
            put_errors(form, refused)
        else:
            messages.success(request, _("It is kept."))
            return redirect("strategy:value", public_id)
    return _terms_page(request, procurement, form, kept, both=both)


def _initial(kept: ValueEstimate | None) -> dict[str, Any]:
    if kept is None:
        kept = ValueEstimate(placed_on=clock.today(), revision=0)
    return {name: getattr(kept, name) for name in (*actions.TERM_FIELDS, "revision")}


def _terms_page(
    request: HttpRequest,
    procurement: Procurement,
    form: forms.WriteTerms,
    kept: ValueEstimate | None,
    *,
    both: list[tuple[str, str, str]] | None = None,
) -> HttpResponse:
    title = _("Begin the value estimate") if kept is None else _("What holds for the whole estimate")
    return _form_page(request, procurement, "strategy/value_terms.html", title, form, both=both, kept=kept)


@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Add a part of the value."""
    procurement = procurement_for(request.user, public_id, may="edit")
    _begun(procurement)
    members = queries.members_to_choose(procurement)
    if request.method != "POST":
        return _row_page(
            request, procurement, forms.WriteValueRow(members=members, initial=request.GET.dict())
        )
    form = forms.WriteValueRow(request.POST, members=members)
    if form.is_valid():
        try:
            made = actions.add_row(procurement, by=signed_in(request), **form.words())
        except Refused as refused:
            put_errors(form, refused)
        else:
            messages.success(request, _("“%(row)s” is kept.") % {"row": made})
            return redirect("strategy:value_add" if "more" in request.POST else "strategy:value", public_id)
    return _row_page(request, procurement, form)


@login_required
@require_http_methods(["GET", "POST"])
def row(request: HttpRequest, public_id: UUID, row_id: UUID) -> HttpResponse:
    """Change a part of the value; a late writer sees both texts."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = queries.row_for(procurement, row_id)
    members = queries.members_to_choose(procurement)
    if request.method != "POST":
        return _row_page(
            request, procurement, forms.WriteValueRow(members=members, initial=_typed(found)), found
        )
    form, both = forms.WriteValueRow(request.POST, members=members), None
    if form.is_valid():
        revision = form.cleaned_data["revision"]
        try:
            actions.change_row(found, by=signed_in(request), revision=revision, **form.words())
        except actions.EstimateChangedMeanwhile:
            found = queries.row_for(procurement, row_id)
            both = standing_and_typed(_typed(found), form)
            held = request.POST.dict() | {"revision": found.revision}
            form = forms.WriteValueRow(members=members, initial=held)
        except Refused as refused:
            put_errors(form, refused)
        else:
            messages.success(request, _("“%(row)s” is kept.") % {"row": found})
            return redirect("strategy:value", public_id)
    return _row_page(request, procurement, form, found, both=both)


@login_required
@require_POST
def remove(request: HttpRequest, public_id: UUID, row_id: UUID) -> HttpResponse:
    """Remove a part of the value."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = queries.row_for(procurement, row_id)
    actions.remove_row(found, by=signed_in(request))
    messages.success(request, _("“%(row)s” is removed.") % {"row": found})
    return redirect("strategy:value", public_id)


@login_required
@require_GET
def export(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give the estimate and its thresholds as a workbook."""
    procurement = procurement_for(request.user, public_id)
    value = queries.value_of(procurement)
    if value is None:
        raise Http404
    return download(as_workbook(value), name=_("Value estimate") + ".xlsx", content_type=XLSX)


def _typed(found: ValueRow) -> dict[str, Any]:
    words = {name: getattr(found, name) for name in actions.ROW_FIELDS if name != "member"}
    return words | {"member": found.member_id or "", "revision": found.revision}


def _begun(procurement: Procurement) -> ValueEstimate:
    kept = queries.estimate_of(procurement)
    if kept is None:
        raise Http404
    return kept


def _row_page(
    request: HttpRequest,
    procurement: Procurement,
    form: forms.WriteValueRow,
    found: ValueRow | None = None,
    *,
    both: list[tuple[str, str, str]] | None = None,
) -> HttpResponse:
    title = _("Add a part of the value") if found is None else _("Change a part of the value")
    return _form_page(request, procurement, "strategy/value_row.html", title, form, both=both, row=found)


def _form_page(
    request: HttpRequest,
    procurement: Procurement,
    template: str,
    title: str,
    form: django_forms.Form,
    *,
    both: list[tuple[str, str, str]] | None,
    **more: Any,
) -> HttpResponse:
    context = {
        "procurement": procurement,
        "frame": strategy_frame(procurement, "value", title=title),
        "form": form,
        "both": both,
        **more,
    }
    status = 409 if both is not None else 422 if form.errors else 200
    return render(request, template, context, status=status)
