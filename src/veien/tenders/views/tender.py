"""One tender: what it costs, what it answers, its files and its history; and what it is called."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from veien.competition.queries import competition_of
from veien.foundation.errors import Refused
from veien.organisations.rules import written_number as written_organisation_number
from veien.people.queries import signed_in
from veien.requirements.queries import Requirement, sections_of
from veien.road.queries import Procurement, frame_of, procurement_for
from veien.tenders import actions, forms, queries
from veien.tenders.models import Tender
from veien.tenders.queries.history import history_of
from veien.tenders.rules import evaluated_price, evaluation_has_begun, is_late, options_outside, own_cost
from veien.tenders.views.frames import shared, way_in
from veien.tenders.views.lines import shown_line
from veien.web.rules.frame import Crumb
from veien.web.rules.table import Column, table_page

ROWS = 100
OBLIGATIONS = dict(Requirement.Obligation.choices)


@login_required
@require_GET
def tender(request: HttpRequest, public_id: UUID, tender_id: UUID) -> HttpResponse:
    """Show a tender: price line by line, answers section by section, files and history."""
    procurement = procurement_for(signed_in(request), public_id, may="view_tenders")
    found = queries.tender_for(procurement, tender_id)
    lines = queries.priced_lines(found) if queries.may_see_prices(procurement) else ()
    narrow = forms.NarrowAnswers(request.GET, sections_of(procurement))
    wish = narrow.wish()
    answers = queries.answers_of(found)
    wanted = [each for each in answers if _is_wanted(each, wish)] if wish.is_on else answers
    table = table_page(
        (Column("place", _("No."), can_sort=False),), request.GET.dict(), total=len(wanted), size=ROWS
    )
    competition = competition_of(procurement)
    context = {
        **shared(
            procurement, frame_of(procurement, str(found), crumbs=(way_in(procurement), Crumb(str(found))))
        ),
        "tender": found,
        "number": written_organisation_number(found.organisation_number, country=found.organisation_country),
        "competition": competition,
        "is_late": competition is not None and is_late(found.received_at, competition.tenders_due_at),
        "lines": [shown_line(each, procurement.currency) for each in lines],
        "total": evaluated_price(lines) if lines else None,
        "own": own_cost(lines),
        "outside": options_outside(lines),
        "free": sum(not each.unit_price for each in lines),
        "narrow": narrow,
        "is_narrowed": wish.is_on,
        "table": table,
        "groups": _groups(wanted[table.start : table.stop]),
        "asked": len(answers),
        "answered": sum(not each.answer.is_open for each in answers),
        "must_open": sum(each.answer.is_open and each.requirement.obligation == "must" for each in answers),
        "versions": queries.versions_of(found),
        "history": history_of(found),
        "has_begun": evaluation_has_begun(procurement),
    }
    return render(request, "tenders/tender.html", context)


def _is_wanted(each: queries.Answered, wish: Any) -> bool:
    row, answer = each.requirement, each.answer
    wanted: bool = wish.lets_through(
        obligation=row.obligation,
        section=row.section_id,
        texts=(row.ref, row.title, row.text, answer.shown, answer.comment),
        is_open=answer.is_open,
    )
    return wanted


def _groups(rows: list[queries.Answered]) -> list[dict[str, Any]]:
    """Put answers under the sections of the specification."""
    groups: list[dict[str, Any]] = []
    for each in rows:
        row = each.requirement
        if not groups or groups[-1]["id"] != row.section_id:
            groups.append({"id": row.section_id, "title": row.section_title, "rows": []})
        groups[-1]["rows"].append(
            {
                "requirement": row,
                "answer": each.answer,
                "obligation": OBLIGATIONS.get(row.obligation, ""),
                "is_must": row.obligation == "must",
                "is_document": row.answer == Requirement.Answer.DOCUMENT,
            }
        )
    return groups


@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: UUID, tender_id: UUID) -> HttpResponse:
    """Change what a tender is called; when somebody else wrote first, show both and let the writer choose."""
    procurement = procurement_for(signed_in(request), public_id, may="judge_price")
    found = queries.tender_for(procurement, tender_id)
    if request.method != "POST":
        return _change_page(request, found, forms.ChangeTender(initial=_words(procurement, found)))
    form = forms.ChangeTender(request.POST)
    if form.is_valid():
        try:
            actions.change_tender(found, by=signed_in(request), **form.cleaned_data)
        except actions.ChangedMeanwhile as late:
            mine = form.cleaned_data | {"revision": late.current.revision}
            return _change_page(request, late.current, forms.ChangeTender(initial=mine), mine=mine)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(request, _("The change is kept."))
            return redirect("tenders:tender", public_id, tender_id)
    return _change_page(request, found, form)


def _words(procurement: Procurement, found: Tender) -> dict[str, Any]:
    country = found.organisation_country if found.organisation_number else procurement.buyer.country
    return {
        "name": found.name,
        "organisation_number": found.organisation_number,
        "country": country,
        "revision": found.revision,
    }


def _change_page(
    request: HttpRequest, found: Tender, form: forms.ChangeTender, mine: dict[str, Any] | None = None
) -> HttpResponse:
    procurement = found.procurement
    here = reverse("tenders:tender", args=[procurement.public_id, found.public_id])
    title = _("Change what %(key)s is called") % {"key": found.key}
    crumbs = (way_in(procurement), Crumb(str(found), here), Crumb(_("Change")))
    context = {
        **shared(procurement, frame_of(procurement, title, crumbs=crumbs)),
        "tender": found,
        "form": form,
        "mine": mine,
        "cancel": here,
    }
    status = 409 if mine else 422 if form.errors else 200
    return render(request, "tenders/change.html", context, status=status)
