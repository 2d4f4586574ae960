"""The result of the business case on its first page, and what holds for all of it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from veien.business_case import actions, forms
from veien.business_case.models import BusinessCase
from veien.business_case.queries.outcome import Outcome, outcome_of
from veien.business_case.queries.rows import case_of
from veien.business_case.queries.sayings import label_of, said
from veien.business_case.queries.standing import (
    against_chart,
    missing_in,
    running_chart,
    running_sums,
    standings_of,
)
from veien.business_case.rules.document import place_of
from veien.business_case.views.frames import answer, context_of, frame, late_words, put_errors
from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.people.queries import signed_in
from veien.road.queries import Procurement, procurement_for

USUAL_YEARS = 8


@login_required
@require_GET
def page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show where the alternatives stand: the plain sums first, then what they are worth today, and what is missing."""
    procurement = procurement_for(request.user, public_id)
    found = outcome_of(procurement)
    title = _("Business case")
    head = frame(procurement, title, tab="page", begun=found is not None)
    if found is None:
        return render(request, "business_case/begin.html", context_of(procurement, None, head))
    context = context_of(procurement, found.kept, head, **faults_of(found))
    if found.case is not None:
        standings = standings_of(found)
        sums = running_sums(found)
        context |= {
            "standings": standings,
            "missing": missing_in(standings),
            "time": [each for each in standings if each.totals.freed],
            "quality": [each for each in standings if each.quality],
            "against_chart": against_chart(standings, found.kept.currency),
            "sums": sums,
            "sum_chart": running_chart(sums, found.kept.start_year),
            "calendar": [str(found.kept.start_year + year) for year in range(found.kept.years + 1)],
            "first_year": str(found.kept.start_year),
            "rate": found.kept.discount_rate.scaleb(2).normalize(),
            "last_year": str(found.kept.start_year + found.kept.years),
        }
    return render(request, "business_case/page.html", context)


def faults_of(found: Outcome) -> dict[str, object]:
    """Say why a case cannot be computed, where something outside the room broke it."""
    said_of = []
    for fault in found.faults:
        place = place_of(fault, found.row)
        label = label_of(place, found.row)
        words = said(fault, place, found.row.years)
        said_of.append(f"{label}: {words}" if label else words)
    return {"faults": said_of}


@login_required
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Begin the case, or change what holds for all of it."""
    procurement = procurement_for(request.user, public_id, may="edit")
    case = case_of(procurement)
    if request.method != "POST":
        return _settings_page(request, procurement, case, forms.WriteCase(initial=_initial(case)))
    form = forms.WriteCase(request.POST)
    if form.is_valid():
        words = dict(form.cleaned_data)
        revision = words.pop("revision")
        try:
            if case is None:
                actions.begin_case(procurement, by=signed_in(request), **words)
            else:
                actions.change_case(case, by=signed_in(request), revision=revision, **words)
        except actions.ChangedMeanwhile:
            return _settings_late(request, procurement, form)
        except Refused as refused:
            put_errors(form, refused)
        else:
            messages.success(request, _("The business case is begun.") if case is None else _("It is kept."))
            return redirect("business_case:page", public_id)
    return _settings_page(request, procurement, case, form)


def _initial(case: BusinessCase | None) -> dict[str, object]:
    if case is None:
        return {
            "start_year": clock.now().year + 1,
            "years": USUAL_YEARS,
            "currency": "NOK",
            "discounting": "year_zero_undiscounted",
        }
    names = ("start_year", "years", "discount_rate", "rate_source", "currency", "discounting", "revision")
    return {name: getattr(case, name) for name in names}


def _settings_late(request: HttpRequest, procurement: Procurement, form: forms.WriteCase) -> HttpResponse:
    current = case_of(procurement)
    theirs = _initial(current)
    anew = forms.WriteCase(initial=request.POST.dict() | {"revision": theirs["revision"]})
    return _settings_page(request, procurement, current, anew, both=late_words(theirs, form))


def _settings_page(
    request: HttpRequest,
    procurement: Procurement,
    case: BusinessCase | None,
    form: forms.WriteCase,
    both: list[tuple[str, str, str]] | None = None,
) -> HttpResponse:
    title = _("Begin the business case") if case is None else _("Years and rate")
    head = frame(procurement, title)
    context = context_of(procurement, case, head, form=form, both=both)
    return answer(request, "business_case/settings.html", context, form=form, is_late=both is not None)
