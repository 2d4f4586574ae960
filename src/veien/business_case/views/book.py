"""The assumption book: listed, written, taken over from another procurement or from Excel."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from veien.business_case import actions, forms
from veien.business_case.models import Assumption, BusinessCase
from veien.business_case.queries import book, things
from veien.business_case.views.frames import answer, context_of, frame, late_words, put_errors
from veien.documents.queries import CannotRead, CellFault
from veien.files.queries import download
from veien.foundation.errors import Refused
from veien.people.queries import signed_in
from veien.road.queries import Procurement, procurement_for
from veien.web.rules.frame import Crumb


@login_required
@require_GET
def page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the book: every figure that is taken for granted, where it comes from, and what rests on it."""
    procurement = procurement_for(request.user, public_id)
    case = things.case_for(procurement)
    rows = book.rows_of(case)
    head = frame(procurement, _("Assumptions"), tab="assumptions")
    context = context_of(
        procurement, case, head, rows=rows, unsourced=sum(not row.assumption.source for row in rows)
    )
    return render(request, "business_case/assumptions.html", context)


@login_required
@require_GET
def export(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give the book as a workbook, which is also the form to fill in and read back."""
    procurement = procurement_for(request.user, public_id)
    case = things.case_for(procurement)
    name = f"{_('Assumptions')} – {procurement.title}.xlsx"
    return download(book.as_workbook(case), name=name, content_type=book.XLSX)


@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write a figure into the book."""
    procurement = procurement_for(request.user, public_id, may="edit")
    case = things.case_for(procurement)
    form = forms.WriteAssumption(request.POST or None)
    if request.method == "POST" and form.is_valid():
        words = dict(form.cleaned_data)
        words.pop("revision")
        try:
            made = actions.add_assumption(case, by=signed_in(request), **words)
        except Refused as refused:
            put_errors(form, refused)
        else:
            messages.success(request, _("“%(thing)s” is in the book.") % {"thing": made})
            return redirect("business_case:assumptions", public_id)
    return _form_page(request, case, form)


@login_required
@require_http_methods(["GET", "POST"])
def assumption(request: HttpRequest, public_id: UUID, assumption_id: UUID) -> HttpResponse:
    """Change a figure of the book; everything that takes it from there follows."""
    procurement = procurement_for(request.user, public_id, may="edit")
    case = things.case_for(procurement)
    found = things.assumption_for(case, assumption_id)
    if request.method != "POST":
        return _form_page(request, case, forms.WriteAssumption(initial=_initial(found)), found)
    form = forms.WriteAssumption(request.POST)
    if form.is_valid():
        try:
            actions.change_assumption(found, by=signed_in(request), **form.cleaned_data)
        except actions.ChangedMeanwhile:
            current = things.assumption_for(case, assumption_id)
            both = late_words(_initial(current), form)
            anew = forms.WriteAssumption(initial=request.POST.dict() | {"revision": current.revision})
            return _form_page(request, case, anew, current, both=both)
        except Refused as refused:
            put_errors(form, refused)
        else:
            messages.success(request, _("It is kept."))
            return redirect("business_case:assumptions", public_id)
    return _form_page(request, case, form, found)


@login_required
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, public_id: UUID, assumption_id: UUID) -> HttpResponse:
    """Ask before a figure leaves the book; what a line or a driver rests on stays."""
    procurement = procurement_for(request.user, public_id, may="edit")
    case = things.case_for(procurement)
    found = things.assumption_for(case, assumption_id)
    refusal = ""
    if request.method == "POST":
        try:
            actions.remove_assumption(found, by=signed_in(request))
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, _("“%(thing)s” is removed.") % {"thing": found})
            return redirect("business_case:assumptions", public_id)
    head = frame(procurement, _("Remove %(thing)s?") % {"thing": found}, _way(procurement))
    text = _("The figure leaves the book. What stood in it stays in the log.")
    back = _way(procurement).url
    context = context_of(procurement, case, head, thing=found.title, text=text, back=back, refusal=refusal)
    return render(request, "business_case/remove.html", context, status=422 if refusal else 200)


@login_required
@require_http_methods(["GET", "POST"])
def take_over(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take figures over from another procurement, or read them from Excel. What stands there already is left alone."""
    procurement = procurement_for(request.user, public_id, may="edit")
    case = things.case_for(procurement)
    others = things.cases_to_take_from(signed_in(request), case)
    choices = [(str(each.procurement.public_id), each.procurement.title) for each in others]
    taking, upload = forms.TakeOver(choices=choices), forms.Upload()
    faults: tuple[CellFault, ...] = ()
    if request.method == "POST" and "read" in request.POST:
        upload = forms.Upload(request.POST, request.FILES)
        if upload.is_valid():
            rows, faults = _read(upload.cleaned_data["file"].read())
            if faults:
                upload.add_error(
                    "file", _("Nothing was taken over: something in the workbook must be mended first.")
                )
            elif _taken(request, case, rows, upload):
                return redirect("business_case:assumptions", public_id)
    elif request.method == "POST":
        taking = forms.TakeOver(request.POST, choices=choices)
        if taking.is_valid():
            chosen = next(
                each
                for each in others
                if str(each.procurement.public_id) == taking.cleaned_data["procurement"]
            )
            if _taken(request, case, book.words_from(chosen), taking):
                return redirect("business_case:assumptions", public_id)
    head = frame(procurement, _("Take over assumptions"), _way(procurement))
    context = context_of(procurement, case, head, taking=taking, upload=upload, others=others, faults=faults)
    wrong = taking.errors or upload.errors
    return render(request, "business_case/take_over.html", context, status=422 if wrong else 200)


def _read(data: bytes) -> tuple[list[actions.AssumptionWords], tuple[CellFault, ...]]:
    try:
        return book.read_workbook(data)
    except CannotRead as refused:
        return [], tuple(refused.faults)


def _taken(request: HttpRequest, case: BusinessCase, rows: list[Any], form: Any) -> bool:
    try:
        count = actions.take_over(case, by=signed_in(request), rows=rows)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    words = ngettext("%(count)s figure is new in the book.", "%(count)s figures are new in the book.", count)
    said = words % {"count": count} if count else _("Nothing was new: the book had all of it.")
    messages.success(request, said)
    return True


def _way(procurement: Procurement) -> Crumb:
    return Crumb(_("Assumptions"), reverse("business_case:assumptions", args=[procurement.public_id]))


def _initial(found: Assumption) -> dict[str, Any]:
    names = ("title", "figure", "unit", "source", "checked_on", "note", "revision")
    return {name: getattr(found, name) for name in names}


def _form_page(
    request: HttpRequest,
    case: BusinessCase,
    form: forms.WriteAssumption,
    found: Assumption | None = None,
    *,
    both: list[tuple[str, str, str]] | None = None,
) -> HttpResponse:
    procurement = case.procurement
    title = _("Write a figure into the book") if found is None else _("Change the figure")
    head = frame(procurement, title, _way(procurement), lead=found.title if found else "")
    back = _way(procurement).url
    context = context_of(procurement, case, head, form=form, assumption=found, both=both, back=back)
    return answer(request, "business_case/assumption_form.html", context, form=form, is_late=both is not None)
