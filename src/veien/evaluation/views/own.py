"""My points: where I have come, and the pages on which I score alone. Nobody else's points are read here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from veien.criteria.queries import Item, criterion_for
from veien.evaluation import actions, queries
from veien.evaluation.queries.clarifying import clarifications_on
from veien.evaluation.queries.notes import notes_on
from veien.evaluation.queries.own import own_rows_on
from veien.evaluation.queries.own_pages import Desk, around, desk_of
from veien.evaluation.queries.progress import EvaluatorProgress, Progress, progress_of
from veien.evaluation.views.cells import Cell, Outcome, beside, fresh_cell, keep_cells, sent_cell
from veien.evaluation.views.frames import granted, room_frame
from veien.evaluation.views.own_pages import is_autosave, item_page, kept_part, matrix_page, url_of
from veien.foundation.errors import Refused
from veien.people.queries import signed_in
from veien.road.queries import procurement_for
from veien.tenders.queries import answers_of_requirement, tenders_in_order


@login_required
@require_GET
def page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what I judge and how far I have come, and how far the others have: in counts, never in values."""
    user = signed_in(request)
    procurement = procurement_for(user, public_id, may="view_tenders")
    standing = queries.standing_of(procurement)
    people = progress_of(procurement, standing)
    mine = next((each for each in people if each.evaluator.pk == user.pk), None)
    may_score = "score" in granted(procurement)
    context = {
        "procurement": procurement,
        "frame": room_frame(procurement, "own"),
        "standing": standing,
        "mine": mine,
        "rows": mine.rows if mine else (),
        "people": people,
        "leaves": _handed_in(people),
        "may_score": may_score,
        "expected": _expected(mine.rows, standing.is_locked) if mine else "",
        "next": mine.next if mine and standing.competing and not standing.is_locked else None,
    }
    return render(request, "evaluation/own.html", context)


def _handed_in(people: Iterable[EvaluatorProgress]) -> list[dict[str, Any]]:
    """Count, criterion by criterion, who has handed in."""
    found: dict[int, dict[str, Any]] = {}
    for row in (row for each in people for row in each.rows):
        new = {"title": row.criterion.title, "done": 0, "all": 0, "opened": row.opened_at}
        line = found.setdefault(row.criterion.pk, new)
        line["all"] += 1
        line["done"] += row.handed_in_at is not None
    return list(found.values())


def _expected(rows: tuple[Progress, ...], is_locked: bool) -> str:
    if is_locked:
        return _("The judging of quality is locked. Nothing more is expected of you here.")
    if not any(row.asked for row in rows):
        return _("No tender competes yet, so there is nothing to give points to.")
    if any(row.is_open and row.left for row in rows):
        return _(
            "Give points with reasons on your criteria, alone. Hand in each one when you are done with it."
        )
    if any(row.is_ready for row in rows):
        return _("Everything is given. Read it through once more and hand it in.")
    return _("You have handed in everything. The group now meets over each criterion.")


def _desk(request: HttpRequest, public_id: UUID, criterion_id: UUID) -> Desk:
    user = signed_in(request)
    procurement = procurement_for(user, public_id, may="score")
    criterion = criterion_for(procurement, criterion_id)
    if criterion.kind != "quality":
        raise Http404
    criterion.procurement = procurement
    return desk_of(procurement, criterion, user)


@login_required
@require_http_methods(["GET", "POST"])
def criterion(request: HttpRequest, public_id: UUID, criterion_id: UUID) -> HttpResponse:
    """Score one criterion alone: all tenders side by side, or, requirement by requirement, the way into each."""
    desk = _desk(request, public_id, criterion_id)
    if request.method == "POST" and "take_back" in request.POST:
        return _take_back(request, desk)
    if desk.is_each:
        return _hand_in(request, desk) if request.method == "POST" else matrix_page(request, desk)
    cells = _cells(desk, desk.items[0])
    if request.method == "POST":
        return _keep(request, desk, desk.items[0], cells)
    return item_page(request, desk, desk.items[0], cells)


@login_required
@require_http_methods(["GET", "POST"])
def requirement(
    request: HttpRequest, public_id: UUID, criterion_id: UUID, requirement_id: UUID
) -> HttpResponse:
    """Score one requirement alone, all tenders side by side."""
    desk = _desk(request, public_id, criterion_id)
    item = next((each for each in desk.items if each.requirement_id == requirement_id), None)
    if item is None:
        raise Http404
    cells = _cells(desk, item)
    if request.method == "POST":
        return _keep(request, desk, item, cells)
    return item_page(request, desk, item, cells)


def _cells(desk: Desk, item: Item) -> list[Cell]:
    """Make the fields of all tenders that compete on one item."""
    rows = own_rows_on(desk.criterion, item.ref, desk.user)
    notes = notes_on(desk.criterion, desk.user)
    answers = answers_of_requirement(desk.procurement, item.requirement_pk) if item.requirement_pk else {}
    asked = clarifications_on(desk.procurement, desk.criterion, item=item.requirement_pk)
    cells = []
    for tender in desk.tenders:
        key = (tender.pk, item.ref)
        cell = fresh_cell(tender, item, rows.get(key), notes.get(key))
        cell.answer = answers.get(tender.pk)
        cell.asked = asked.get(tender.pk, ())
        cells.append(cell)
    return cells


def _keep(request: HttpRequest, desk: Desk, item: Item, cells: list[Cell]) -> HttpResponse:
    tenders = {each.pk: each for each in tenders_in_order(desk.procurement)}
    cells = [sent_cell(cell, request.POST) for cell in cells]
    outcome = keep_cells(desk.procurement, desk.user, desk.criterion, cells, tenders)
    if is_autosave(request):
        return kept_part(request, outcome, cells, _cells(desk, item))
    if not outcome.is_kept:
        shown = beside(cells) if outcome.is_late else cells
        return item_page(request, desk, item, shown, outcome=outcome)
    if "hand_in" in request.POST:
        return _hand_in(request, desk)
    messages.success(request, _("%(item)s: your draft is kept.") % {"item": item.label})
    if "next" in request.POST:
        after = around(desk.mine, item)[1]
        return redirect(url_of(desk, after or item))
    return redirect(url_of(desk, item))


def _hand_in(request: HttpRequest, desk: Desk) -> HttpResponse:
    try:
        actions.hand_in(desk.procurement, by=desk.user, criterion=desk.criterion)
    except Refused as refused:
        outcome = Outcome(refusal=str(refused))
        if desk.is_each:
            return matrix_page(request, desk, refusal=outcome.refusal)
        outcome.missing = frozenset(tender for tender, _ref in getattr(refused, "missing", ()))
        return item_page(request, desk, desk.items[0], _cells(desk, desk.items[0]), outcome=outcome)
    messages.success(
        request, _("%(criterion)s: your points are handed in.") % {"criterion": desk.criterion.title}
    )
    return redirect("evaluation:own", desk.procurement.public_id)


def _take_back(request: HttpRequest, desk: Desk) -> HttpResponse:
    try:
        actions.take_back(desk.procurement, by=desk.user, criterion=desk.criterion)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request, _("%(criterion)s: your points are taken back.") % {"criterion": desk.criterion.title}
        )
    return redirect(url_of(desk))
