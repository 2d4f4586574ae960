"""Many rows of the value at once: one amount for each municipality, or costs taken over from the business case."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from veien.business_case.queries import Outcome, alternatives_of, outcome_of
from veien.business_case.queries.outcome import AlternativeRow
from veien.foundation.errors import Refused
from veien.people.queries import signed_in
from veien.road.queries import procurement_for
from veien.strategy.actions import value as actions
from veien.strategy.forms import value as forms
from veien.strategy.models import ValueEstimate
from veien.strategy.queries import value as queries
from veien.strategy.rules.value import OPEN_MONTHS
from veien.strategy.views.frames import strategy_frame
from veien.strategy.views.value_both import put_errors
from veien.web.rules.numbers import written_money


@login_required
@require_http_methods(["GET", "POST"])
def members(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Add the same part of the value for those who buy together, an amount for each."""
    procurement = procurement_for(request.user, public_id, may="edit")
    if queries.estimate_of(procurement) is None:
        raise Http404
    choices = queries.members_to_choose(procurement)
    form = forms.WriteForMembers(
        request.POST if request.method == "POST" else None, members=choices, initial={"per": "year"}
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_rows(
                procurement, by=signed_in(request), amounts=form.amounts(), **form.words()
            )
        except Refused as refused:
            put_errors(form, refused)
        else:
            said = ngettext("%(count)s amount is kept.", "%(count)s amounts are kept.", len(made))
            messages.success(request, said % {"count": len(made)})
            return redirect("strategy:value", public_id)
    context = {
        "procurement": procurement,
        "frame": strategy_frame(procurement, "value", title=_("An amount for each municipality")),
        "form": form,
        "members": choices,
    }
    return render(request, "strategy/value_members.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def take_over(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take costs of an alternative of the business case over as rows of the value."""
    procurement = procurement_for(request.user, public_id, may="edit")
    kept = queries.estimate_of(procurement)
    if kept is None:
        raise Http404
    case = outcome_of(procurement)
    alternatives = alternatives_of(procurement)
    context: dict[str, Any] = {
        "procurement": procurement,
        "frame": strategy_frame(procurement, "value", title=_("Take over from the business case")),
        "case": case.kept if case is not None else None,
        "is_broken": case is not None and case.case is None,
        "is_foreign": case is not None and case.kept.currency != procurement.currency,
        "has_costs": any(not each.is_null for each in alternatives),
    }
    if case is None or case.case is None or context["is_foreign"] or not context["has_costs"]:
        return render(request, "strategy/value_take_over.html", context)
    choose = _choose(request, kept, case, alternatives)
    chosen = choose.cleaned_data if choose.is_valid() else None
    form = _form(request, case, alternatives, chosen) if chosen else None
    if request.method == "POST" and chosen and form is not None and form.is_valid():
        try:
            made = actions.take_over(
                procurement,
                by=signed_in(request),
                alternative=UUID(chosen["alternative"]),
                keys=form.cleaned_data["lines"],
                years=(chosen["first_year"], chosen["last_year"]),
            )
        except Refused as refused:
            put_errors(form, refused)
        else:
            said = ngettext("%(count)s cost is taken over.", "%(count)s costs are taken over.", len(made))
            messages.success(request, said % {"count": len(made)})
            return redirect("strategy:value", public_id)
    context |= {"choose": choose, "chosen": chosen, "form": form, "years": case.case.years}
    is_faulty = choose.errors or (form is not None and form.errors)
    return render(request, "strategy/value_take_over.html", context, status=422 if is_faulty else 200)


def _choose(
    request: HttpRequest, kept: ValueEstimate, case: Outcome, alternatives: list[AlternativeRow]
) -> forms.ChooseCosts:
    """Choose what was asked for; else what was taken over before; else the first that is not today's practice."""
    usual = _usual(kept, case, alternatives)
    asked = (request.POST if request.method == "POST" else request.GET).dict()
    choices = [(str(each.public_id), each.title) for each in alternatives if not each.is_null]
    years = case.case.years if case.case is not None else 0
    held = usual | {name: asked[name] for name in usual if name in asked}
    return forms.ChooseCosts(held, alternatives=choices, years=years)


def _usual(kept: ValueEstimate, case: Outcome, alternatives: list[AlternativeRow]) -> dict[str, Any]:
    before = kept.alternative
    if before is not None and kept.first_year is not None:
        return {
            "alternative": str(before.public_id),
            "first_year": kept.first_year,
            "last_year": kept.last_year,
        }
    years = case.case.years if case.case is not None else 0
    is_fixed = kept.term == ValueEstimate.Term.FIXED
    months = kept.months + kept.extension_months if is_fixed else OPEN_MONTHS
    first = next(each for each in alternatives if not each.is_null)
    return {
        "alternative": str(first.public_id),
        "first_year": 0,
        "last_year": min(years, -(-months // 12)),
    }


def _form(
    request: HttpRequest, case: Outcome, alternatives: list[AlternativeRow], chosen: dict[str, Any]
) -> forms.TakeOver:
    """Make the list of costs over the years that were chosen; what is usually paid to a supplier is ticked."""
    key = next(each.key for each in alternatives if str(each.public_id) == chosen["alternative"])
    lines = queries.cost_lines(case, key, chosen["first_year"], chosen["last_year"])
    language, currency = get_language() or "nb", case.kept.currency
    told = [
        (line, f"{line.title} ({line.part}): {written_money(line.total, currency, language)}")
        for line in lines
    ]
    if request.method == "POST":
        return forms.TakeOver(request.POST, lines=told)
    return forms.TakeOver(lines=told, initial={"lines": [line.key for line in lines if line.is_usual]})
