"""An alternative: its four parts with their lines, adding it, changing it, removing it, and how it is computed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from veien.business_case import actions, forms
from veien.business_case.models import Alternative, BusinessCase, Line
from veien.business_case.queries import things
from veien.business_case.queries.drawing import tornado
from veien.business_case.queries.outcome import computed
from veien.business_case.queries.standing import missing_in, standings_of
from veien.business_case.queries.working import line_sums, working_of
from veien.business_case.views.frames import answer, context_of, frame, late_words, put_errors
from veien.business_case.views.overview import faults_of
from veien.foundation.errors import Refused
from veien.people.queries import signed_in
from veien.road.queries import Procurement, procurement_for
from veien.web.rules.frame import Crumb


@login_required
@require_GET
def alternative(request: HttpRequest, public_id: UUID, alternative_id: UUID) -> HttpResponse:
    """Show an alternative in its four parts, line by line, with what each line comes to over the years."""
    procurement = procurement_for(request.user, public_id)
    case = things.case_for(procurement)
    chosen = things.alternative_for(case, alternative_id)
    found = computed(case)
    lines = things.lines_of(chosen)
    sums = line_sums(found, chosen.key)
    standing = None
    missing: Sequence[Any] = ()
    if found.case is not None:
        standings = standings_of(found)
        standing = next(each for each in standings if each.key == chosen.key)
        missing = missing_in([standing])
    head = frame(procurement, chosen.title, lead=chosen.text)
    context = context_of(
        procurement,
        case,
        head,
        alternative=chosen,
        parts=parts_of(lines, sums),
        standing=standing,
        missing=missing,
        lines_count=len(lines),
        **faults_of(found),
    )
    return render(request, "business_case/alternative.html", context)


def parts_of(lines: Sequence[Line], sums: dict[str, Decimal]) -> list[dict[str, Any]]:
    """Sort the lines into the four parts, each with its sum."""
    parts = []
    for value, title in Line.Part.choices:
        own = [line for line in lines if line.part == value]
        held = [{"line": line, "sum": sums.get(line.key)} for line in own]
        total = sum((sums.get(line.key, Decimal(0)) for line in own), Decimal(0))
        parts.append({"part": value, "title": title, "rows": held, "sum": total})
    return parts


@login_required
@require_GET
def working(request: HttpRequest, public_id: UUID, alternative_id: UUID) -> HttpResponse:
    """Show how the result of an alternative was computed, step by step, down to each line in each year."""
    procurement = procurement_for(request.user, public_id)
    case = things.case_for(procurement)
    chosen = things.alternative_for(case, alternative_id)
    found = computed(case)
    way = Crumb(chosen.title, _url(procurement, chosen))
    head = frame(procurement, _("How it is computed"), way, lead=chosen.title)
    context = context_of(procurement, case, head, alternative=chosen, **faults_of(found))
    if found.case is not None:
        made = working_of(found, chosen.key)
        context["working"] = made
        context["tornado"] = "" if made.against is None else tornado(made.swings, made.against)
    return render(request, "business_case/working.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Add an alternative, empty or with the lines of another."""
    procurement = procurement_for(request.user, public_id, may="edit")
    case = things.case_for(procurement)
    held = things.alternatives_in(case)
    form = forms.WriteAlternative(request.POST or None, alternatives=held)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data
        like = words["like"]
        try:
            made = actions.add_alternative(
                case, by=signed_in(request), like=like, title=words["title"], text=words["text"]
            )
        except Refused as refused:
            put_errors(form, refused)
        else:
            messages.success(request, _("%(alternative)s is added.") % {"alternative": made})
            return redirect("business_case:alternative", public_id, made.public_id)
    return _form_page(request, procurement, case, form)


@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: UUID, alternative_id: UUID) -> HttpResponse:
    """Change what an alternative is called and how it is described."""
    procurement = procurement_for(request.user, public_id, may="edit")
    case = things.case_for(procurement)
    chosen = things.alternative_for(case, alternative_id)
    if request.method != "POST":
        return _form_page(
            request, procurement, case, forms.WriteAlternative(initial=_initial(chosen)), chosen
        )
    form = forms.WriteAlternative(request.POST)
    if form.is_valid():
        words = form.cleaned_data
        try:
            actions.change_alternative(
                chosen,
                by=signed_in(request),
                revision=words["revision"],
                title=words["title"],
                text=words["text"],
            )
        except actions.ChangedMeanwhile:
            current = things.alternative_for(case, alternative_id)
            theirs = _initial(current)
            anew = forms.WriteAlternative(initial=request.POST.dict() | {"revision": current.revision})
            return _form_page(request, procurement, case, anew, current, both=late_words(theirs, form))
        except Refused as refused:
            put_errors(form, refused)
        else:
            messages.success(request, _("It is kept."))
            return redirect("business_case:alternative", public_id, alternative_id)
    return _form_page(request, procurement, case, form, chosen)


@login_required
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, public_id: UUID, alternative_id: UUID) -> HttpResponse:
    """Ask before an alternative is removed with its lines; today's practice stays."""
    procurement = procurement_for(request.user, public_id, may="edit")
    case = things.case_for(procurement)
    chosen = things.alternative_for(case, alternative_id)
    refusal = ""
    if request.method == "POST":
        try:
            actions.remove_alternative(chosen, by=signed_in(request))
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, _("%(alternative)s is removed.") % {"alternative": chosen})
            return redirect("business_case:page", public_id)
    way = Crumb(chosen.title, _url(procurement, chosen))
    head = frame(procurement, _("Remove %(thing)s?") % {"thing": chosen}, way)
    said = _("The alternative goes with its %(count)s lines. What stood in them stays in the log.")
    context = context_of(
        procurement,
        case,
        head,
        thing=chosen.title,
        text=said % {"count": chosen.lines.count()},
        refusal=refusal,
        back=_url(procurement, chosen),
        is_forbidden=chosen.is_null,
    )
    return render(request, "business_case/remove.html", context, status=422 if refusal else 200)


def _url(procurement: Procurement, chosen: Alternative) -> str:
    return reverse("business_case:alternative", args=[procurement.public_id, chosen.public_id])


def _initial(chosen: Alternative) -> dict[str, Any]:
    return {"title": chosen.title, "text": chosen.text, "revision": chosen.revision}


def _form_page(
    request: HttpRequest,
    procurement: Procurement,
    case: BusinessCase,
    form: forms.WriteAlternative,
    chosen: Alternative | None = None,
    *,
    both: list[tuple[str, str, str]] | None = None,
) -> HttpResponse:
    title = _("Add an alternative") if chosen is None else _("Change the alternative")
    way = () if chosen is None else (Crumb(chosen.title, _url(procurement, chosen)),)
    back = (
        reverse("business_case:page", args=[procurement.public_id])
        if chosen is None
        else _url(procurement, chosen)
    )
    head = frame(procurement, title, *way)
    context = context_of(procurement, case, head, form=form, alternative=chosen, both=both, back=back)
    return answer(
        request, "business_case/alternative_form.html", context, form=form, is_late=both is not None
    )
