"""Own points given in a meeting, with a phone in the hand: one tender, the criteria of the meeting that I judge."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from veien.criteria.queries import Criterion, Item, model_of
from veien.evaluation import queries
from veien.evaluation.models import Meeting
from veien.evaluation.queries.meetings import items_in_meeting, meeting_for, still_criteria
from veien.evaluation.queries.notes import notes_on_tender
from veien.evaluation.queries.own import own_rows_of_tender
from veien.evaluation.queries.words import said
from veien.evaluation.rules import Standing, TenderStanding
from veien.evaluation.views.cells import Cell, Outcome, beside, fresh_cell, keep_cells, sent_cell
from veien.evaluation.views.meetings import meetings_frame
from veien.evaluation.views.own_pages import is_autosave, kept_part
from veien.people.queries import User, signed_in
from veien.road.queries import Procurement, procurement_for


@login_required
@require_http_methods(["GET", "POST"])
def points(request: HttpRequest, public_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Give the tender of a meeting my own points on what is judged in it."""
    user = signed_in(request)
    procurement = procurement_for(user, public_id, may="score")
    meeting = meeting_for(procurement, meeting_id)
    standing = queries.standing_of(procurement)
    tender = next(each for each in standing.tenders if each.pk == meeting.tender_id)
    items = items_in_meeting(procurement, standing, meeting, user)
    still = still_criteria(procurement, items, user)
    cells = _cells(tender, items, user)
    if request.method == "GET" or tender.is_rejected:
        return _page(request, procurement, meeting, standing, cells, still=still)
    cells = [sent_cell(cell, request.POST) for cell in cells]
    outcome = _keep(procurement, user, cells, meeting)
    if is_autosave(request):
        return kept_part(request, outcome, cells, _cells(tender, items, user))
    if not outcome.is_kept:
        shown = beside(cells) if outcome.is_late else cells
        return _page(request, procurement, meeting, standing, shown, still=still, outcome=outcome)
    messages.success(request, _("Your draft is kept."))
    return redirect("evaluation:meeting_points", procurement.public_id, meeting.public_id)


def _cells(tender: TenderStanding, items: list[Item], user: User) -> list[Cell]:
    rows = own_rows_of_tender(tender.pk, user)
    notes = notes_on_tender(tender.pk, user)
    return [fresh_cell(tender, item, rows.get(item.place), notes.get(item.place)) for item in items]


def _keep(procurement: Procurement, user: User, cells: list[Cell], meeting: Meeting) -> Outcome:
    """Keep each criterion by itself, and join what became of them."""
    whole = Outcome()
    chosen = {cell.item.criterion.pk for cell in cells}
    for criterion in Criterion.objects.filter(pk__in=chosen).order_by("pk"):
        criterion.procurement = procurement
        mine = [cell for cell in cells if cell.item.criterion.pk == criterion.pk]
        one = keep_cells(procurement, user, criterion, mine, {meeting.tender_id: meeting.tender})
        whole.refusal = whole.refusal or one.refusal
        whole.is_late = whole.is_late or one.is_late
        whole.kept += one.kept
        whole.noted += one.noted
    return whole


def _page(
    request: HttpRequest,
    procurement: Procurement,
    meeting: Meeting,
    standing: Standing,
    cells: list[Cell],
    *,
    still: set[int],
    outcome: Outcome | None = None,
) -> HttpResponse:
    model = model_of(procurement)
    title = f"{meeting.tender.key} {meeting.tender.name}"
    parts: dict[int, dict[str, Any]] = {}
    for cell in cells:
        leaf = cell.item.criterion
        part = parts.setdefault(leaf.pk, {"leaf": leaf, "cells": [], "is_still": leaf.pk in still})
        part["cells"].append(cell)
    may_write = not standing.is_locked and any(not part["is_still"] for part in parts.values())
    context = {
        "procurement": procurement,
        "frame": meetings_frame(procurement, title),
        "meeting": meeting,
        "parts": list(parts.values()),
        "scale": said(model.scale) if model else "",
        "faults": [fault for cell in cells for fault in cell.faults],
        "refusal": outcome.refusal if outcome else "",
        "is_late": bool(outcome and outcome.is_late),
        "is_out": any(each.pk == meeting.tender_id and each.is_rejected for each in standing.tenders),
        "may_write": may_write,
    }
    status = 200 if outcome is None else 409 if outcome.is_late else 422
    return render(request, "evaluation/in_hand.html", context, status=status)
