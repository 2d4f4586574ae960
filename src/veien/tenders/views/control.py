"""Price control: what is odd in each tender's prices, and what a person makes of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from veien.files.queries import download
from veien.foundation.errors import Refused
from veien.people.queries import signed_in
from veien.road.queries import Procurement, frame_of, procurement_for
from veien.tenders import actions, forms, queries
from veien.tenders.models import Tender
from veien.tenders.queries.control import Control, TenderControl, control_of
from veien.tenders.queries.control_book import control_workbook
from veien.tenders.rules import FEWEST_TO_COMPARE
from veien.tenders.views.findings import shown_finding
from veien.tenders.views.frames import granted, page_of_tool, room_frame, shared, way_in
from veien.tenders.views.lines import shown_line
from veien.tenders.views.sealing import back_from_shut_prices
from veien.web.rules.frame import Crumb


@login_required
@require_GET
def page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show every tender with what it costs and how many questions wait, or say that the prices are shut."""
    procurement = procurement_for(signed_in(request), public_id, may="view_tenders")
    if not queries.may_see_prices(procurement):
        return _shut(request, procurement)
    control = control_of(procurement)
    context = {
        **shared(procurement, room_frame(procurement, "control")),
        "rows": control.tenders,
        "left": control.left,
        "rules": control.costs.rules,
        "fewest": FEWEST_TO_COMPARE,
    }
    return render(request, "tenders/control.html", context)


def _shut(request: HttpRequest, procurement: Procurement) -> HttpResponse:
    context = {
        **shared(procurement, room_frame(procurement, "control")),
        "evaluation_url": page_of_tool(procurement, "evaluation"),
    }
    return render(request, "tenders/shut.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def tender(request: HttpRequest, public_id: UUID, tender_id: UUID) -> HttpResponse:
    """Show one tender's cost unfolded and what is odd in it, and keep what a person makes of it."""
    may = "judge_price" if request.method == "POST" else "view_tenders"
    procurement = procurement_for(signed_in(request), public_id, may=may)  # type: ignore[arg-type]
    found = queries.tender_for(procurement, tender_id)
    if not queries.may_see_prices(procurement):
        return _shut(request, procurement)
    form = None
    if request.method == "POST":
        form = _answered(request, procurement, found)
        if form is None:
            messages.success(request, _("The answer is kept."))
            return redirect("tenders:control_tender", public_id, tender_id)
    return _page(request, procurement, found, form)


def _answered(request: HttpRequest, procurement: Procurement, found: Tender) -> forms.AnswerFinding | None:
    """Keep an answer, and give the form back where it cannot be kept."""
    kind = request.POST.get("kind", "")
    form = forms.AnswerFinding(request.POST, kind=kind, is_open=_is_open(procurement))
    if not form.is_valid():
        return form
    said = dict(form.cleaned_data)
    line_id, revision = said.pop("line"), said.pop("revision") or 0
    lines = {each.line.public_id: each.line.pk for each in _lines_asked(procurement, found)}
    if line_id not in lines:
        raise Http404
    try:
        actions.answer_finding(
            found, by=signed_in(request), line_pk=lines[line_id], revision=revision, **said
        )
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        if isinstance(refused, actions.AnsweredMeanwhile):
            form.data = {
                **request.POST.dict(),
                "revision": str(_revision_now(procurement, found, said, line_id)),
            }
        return form
    return None


def _lines_asked(procurement: Procurement, found: Tender) -> list[Any]:
    return [each.finding for each in _of(control_of(procurement), found).findings]


def _revision_now(procurement: Procurement, found: Tender, said: dict[str, Any], line_id: UUID) -> int:
    for each in _of(control_of(procurement), found).findings:
        if each.finding.line.public_id == line_id and each.finding.kind == said["kind"] and each.answer:
            return each.answer.revision
    return 0


def _of(control: Control, found: Tender) -> TenderControl:
    return next(each for each in control.tenders if each.cost.tender.pk == found.pk)


def _is_open(procurement: Procurement) -> bool:
    return queries.price_state(procurement) == "open"


def _page(
    request: HttpRequest, procurement: Procurement, found: Tender, form: forms.AnswerFinding | None
) -> HttpResponse:
    control = control_of(procurement)
    here = _of(control, found)
    may_answer = "judge_price" in granted(procurement)
    crumbs = (
        way_in(procurement),
        Crumb(_("Price control"), reverse("tenders:control", args=[procurement.public_id])),
        Crumb(str(found)),
    )
    is_open = _is_open(procurement)
    waiting = next((each for each in here.findings if each.answer is None), None) if form is None else None
    title = _("Price control: %(tender)s") % {"tender": found}
    context = {
        **shared(procurement, frame_of(procurement, title, crumbs=crumbs)),
        "tender": found,
        "findings": [
            shown_finding(
                each,
                procurement.currency,
                form=form,
                may_answer=may_answer,
                is_open=is_open,
                is_next=each is waiting,
            )
            for each in here.findings
        ],
        "lines": [shown_line(each, procurement.currency) for each in here.cost.lines],
        "total": here.cost.evaluated,
        "own": here.cost.own,
        "outside": here.cost.outside,
        "rules": control.costs.rules,
        "others": control.tenders,
        "is_control": True,
        "fewest": FEWEST_TO_COMPARE,
    }
    return render(request, "tenders/control_tender.html", context, status=422 if form is not None else 200)


@login_required
@require_GET
def export(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give the control as a workbook, to those who see prices."""
    procurement = procurement_for(signed_in(request), public_id, may="view_tenders")
    if not queries.may_see_prices(procurement):
        return back_from_shut_prices(request, "tenders:control", public_id)
    return download(
        control_workbook(procurement), name=_("Price control") + ".xlsx", content_type=queries.XLSX
    )
