"""Who judges what: the matrix of people and criteria, requirements one by one, competences, and the proposal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from veien.criteria.queries import Item, criterion_for, is_locked
from veien.evaluation import actions, queries
from veien.evaluation.forms.assigning import FindItems
from veien.evaluation.queries.assigning import CATEGORIES, known_fields, proposal_of
from veien.evaluation.queries.assignment_pages import assignments_of, item_rows, leaf_rows, titles_of
from veien.evaluation.queries.judges import evaluators_of
from veien.evaluation.rules.assigning import Assigned, Gap
from veien.evaluation.views.frames import granted, room_frame
from veien.foundation.errors import Refused
from veien.people.queries import signed_in
from veien.road.queries import Procurement, procurement_for
from veien.web.rules.frame import Crumb
from veien.web.rules.table import Column, table_page

ROWS = 100
SHOWN = 12


def _procurement(request: HttpRequest, public_id: UUID) -> Procurement:
    is_post = request.method == "POST"
    return procurement_for(signed_in(request), public_id, may="manage" if is_post else "view_tenders")


@login_required
@require_http_methods(["GET", "POST"])
def matrix(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show and decide who judges which criterion; loads and gaps stand beside."""
    procurement = _procurement(request, public_id)
    standing = queries.standing_of(procurement)
    refusal = ""
    if request.method == "POST":
        chosen = _chosen(request, standing.items)
        within = {(leaf.pk, "") for leaf in standing.leaves}
        refusal = _set(request, procurement, chosen, within)
        if not refusal:
            messages.success(request, _("Who judges what is decided."))
            return redirect("evaluation:assignments", procurement.public_id)
    found = assignments_of(procurement, standing)
    context = {
        "procurement": procurement,
        "frame": room_frame(procurement, "assignments"),
        "standing": standing,
        "found": found,
        "rows": leaf_rows(found, standing),
        **_gap_context(found.gaps),
        "ticked": request.POST.getlist("judge") if refusal else None,
        "refusal": refusal,
        "is_published": is_locked(procurement),
        "may_manage": _may_change(procurement, standing.is_locked),
    }
    return render(request, "evaluation/assignments.html", context, status=422 if refusal else 200)


def _may_change(procurement: Procurement, is_shut: bool) -> bool:
    return "manage" in granted(procurement) and not is_shut and is_locked(procurement)


def _gap_context(gaps: Sequence[Gap]) -> dict[str, Any]:
    rows = [{"item": each.item, "fields": ", ".join(titles_of(each.fields))} for each in gaps]
    return {"gaps": rows[:SHOWN], "more_gaps": rows[SHOWN:]}


def _chosen(request: HttpRequest, items: Iterable[Item]) -> set[Assigned]:
    """Read the boxes that are ticked; one that names nothing here is no choice."""
    refs = {(item.criterion.pk, item.requirement_pk or 0): item.ref for item in items}
    refs |= {(criterion, 0): "" for criterion, _requirement in list(refs)}
    found = set()
    for value in request.POST.getlist("judge"):
        parts = value.split("-")
        if len(parts) == 3 and all(part.isascii() and part.isdigit() and len(part) < 18 for part in parts):
            criterion, requirement, person = map(int, parts)
            if (criterion, requirement) in refs:
                found.add((criterion, refs[criterion, requirement], person))
    return found


def _set(
    request: HttpRequest, procurement: Procurement, chosen: set[Assigned], within: set[tuple[int, str]]
) -> str:
    """Set the assignments; where they cannot be set, give the sentence that says why."""
    try:
        actions.set_assignments(procurement, by=signed_in(request), chosen=chosen, within=within)
    except Refused as refused:
        return str(refused)
    return ""


@login_required
@require_http_methods(["GET", "POST"])
def requirements(request: HttpRequest, public_id: UUID, criterion_id: UUID) -> HttpResponse:
    """Show and decide who judges which requirement of a criterion that is judged requirement by requirement."""
    procurement = _procurement(request, public_id)
    criterion = criterion_for(procurement, criterion_id)
    standing = queries.standing_of(procurement)
    items = [item for item in standing.items if item.criterion.pk == criterion.pk and item.ref]
    if not items:
        raise Http404
    find = FindItems(request.GET)
    fitting = [item for item in items if find.lets_through(item)]
    columns = (Column("item", _("Requirement"), can_sort=False),)
    table = table_page(columns, request.GET.dict(), total=len(fitting), size=ROWS)
    shown = fitting[table.start : table.stop]
    refusal = ""
    if request.method == "POST":
        refusal = _set(request, procurement, _chosen(request, items), {item.place for item in shown})
        if not refusal:
            messages.success(request, _("Who judges what is decided."))
            return redirect(request.get_full_path())
    found = assignments_of(procurement, standing)
    context = {
        "procurement": procurement,
        "frame": room_frame(
            procurement, "assignments", title=criterion.title, crumbs=(Crumb(criterion.title),)
        ),
        "criterion": criterion,
        "find": find,
        "table": table,
        "found": found,
        "rows": item_rows(found, shown),
        "ticked": request.POST.getlist("judge") if refusal else None,
        "refusal": refusal,
        "may_manage": _may_change(procurement, standing.is_locked),
        "here": reverse("evaluation:assignments_of", args=[procurement.public_id, criterion.public_id]),
    }
    return render(request, "evaluation/assignments_of.html", context, status=422 if refusal else 200)


@login_required
@require_http_methods(["GET", "POST"])
def competences(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write down which fields each evaluator knows."""
    procurement = procurement_for(signed_in(request), public_id, may="manage")
    group = evaluators_of(procurement)
    refusal = ""
    if request.method == "POST":
        ticked = set(request.POST.getlist("knows"))
        values = [value for value, _title in CATEGORIES]
        known = {each.pk: [value for value in values if f"{each.pk}-{value}" in ticked] for each in group}
        try:
            actions.set_competences(procurement, by=signed_in(request), known=known)
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, _("What the evaluators know is written down."))
            return redirect("evaluation:assignments", procurement.public_id)
    stands = known_fields(procurement)
    title = _("What the evaluators know")
    context = {
        "procurement": procurement,
        "frame": room_frame(procurement, "assignments", title=title),
        "categories": CATEGORIES,
        "rows": [
            {
                "person": each,
                "boxes": [
                    (f"{each.pk}-{value}", value in stands.get(each.pk, ()), name)
                    for value, name in CATEGORIES
                ],
            }
            for each in group
        ],
        "refusal": refusal,
    }
    return render(request, "evaluation/competences.html", context, status=422 if refusal else 200)


@login_required
@require_http_methods(["GET", "POST"])
def by_competence(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what assigning by competence would change, and do it when asked."""
    procurement = procurement_for(signed_in(request), public_id, may="manage")
    is_all = (request.POST if request.method == "POST" else request.GET).get("which") == "all"
    refusal = ""
    if request.method == "POST":
        try:
            actions.assign_by_competence(procurement, by=signed_in(request), only_empty=not is_all)
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, _("The evaluators are assigned by competence."))
            return redirect("evaluation:assignments", procurement.public_id)
    standing = queries.standing_of(procurement)
    proposal = proposal_of(procurement, standing.items, only_empty=not is_all)
    after = assignments_of(procurement, standing, proposal=proposal)
    before = {each.evaluator.pk: each.load for each in assignments_of(procurement, standing).people}
    context = {
        "procurement": procurement,
        "frame": room_frame(procurement, "assignments", title=_("Assign by competence")),
        "is_all": is_all,
        "proposal": proposal,
        "changes": proposal.before != proposal.after,
        "people": [{"person": each, "before": before[each.evaluator.pk]} for each in after.people],
        "after": after,
        **_gap_context(after.gaps),
        "refusal": refusal,
        "may_manage": _may_change(procurement, standing.is_locked),
    }
    return render(request, "evaluation/by_competence.html", context, status=422 if refusal else 200)
