"""The vision and all goals on one page, as a tree; writing the vision; moving goals."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from veien.foundation.errors import Refused
from veien.goals import actions, forms, queries
from veien.goals.models import Goal
from veien.goals.views.drawn import chart_of, tree_drawing
from veien.goals.views.frames import goals_frame, may_edit
from veien.needs.queries import NeedChoice, need_choices
from veien.people.queries import signed_in
from veien.road.queries import Procurement, procurement_for


@login_required
@require_GET
def page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the vision, the goals, and the needs that no goal answers yet."""
    procurement = procurement_for(request.user, public_id)
    rows, choices = queries.in_tree(queries.goals_of(procurement)), need_choices(procurement)
    answered = {need.pk for row in rows for need in row.needs}
    without = [each for each in choices if each.pk not in answered]
    narrow = forms.FindGoals(request.GET, kinds=Goal.Kind.choices, horizons=Goal.Horizon.choices)
    wish = narrow.cleaned_data if narrow.is_valid() else {}
    kept = [each for each in rows if _fits(each, wish)]
    vision = queries.vision_of(procurement)
    context = {
        "procurement": procurement,
        "frame": goals_frame(procurement, "page"),
        "vision": vision,
        "vision_needs": list(vision.needs.order_by("position", "pk")) if vision else [],
        "rows": [
            {"goal": each, "kind": _KINDS[each.kind], "horizon": _HORIZONS.get(each.horizon)} for each in kept
        ],
        "count": len(rows),
        "is_narrowed": any(wish.values()),
        "narrow": narrow,
        "tree": tree_drawing(procurement, rows) if len(rows) > 1 else "",
        "chart": chart_of(rows),
        "needs_count": len(choices),
        "without": without,
        "lacking": _lacking(rows),
        "may_edit": may_edit(procurement),
        "may_move": may_edit(procurement) and len(rows) > 1 and len(kept) == len(rows),
    }
    return render(request, "goals/page.html", context)


def _fits(row: queries.GoalRow, wish: dict[str, str]) -> bool:
    if wish.get("kind") and row.kind != wish["kind"]:
        return False
    if wish.get("horizon") and row.horizon != wish["horizon"]:
        return False
    text = f"{row.ref} {row.title} {row.owner} {row.unit} {row.measure}".casefold()
    return all(word in text for word in wish.get("q", "").casefold().split())


_KINDS = dict(Goal.Kind.choices)
_HORIZONS = dict(Goal.Horizon.choices)


def _lacking(rows: list[queries.GoalRow]) -> list[dict[str, Any]]:
    """Say what goals still lack of what the first decision asks for."""
    asked = (
        (_("Without a need behind it"), [each for each in rows if not each.needs]),
        (_("Without unit, figure for today or target"), [each for each in rows if not each.is_measurable]),
        (_("Without an owner"), [each for each in rows if not each.owner]),
        (_("Without a date"), [each for each in rows if each.due_on is None]),
    )
    return [{"what": what, "goals": found} for what, found in asked if found]


@login_required
@require_http_methods(["GET", "POST"])
def vision(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write the vision; when somebody else wrote first, show both texts."""
    procurement = procurement_for(request.user, public_id, may="edit")
    stands, needs = queries.vision_of(procurement), need_choices(procurement)
    if request.method != "POST":
        initial = {"text": stands.text, "revision": stands.revision} if stands else None
        chosen = {str(pk) for pk in stands.needs.values_list("pk", flat=True)} if stands else set()
        form = forms.WriteVision(initial=initial, needs=needs)
        return _vision_page(request, procurement, form, needs, chosen=chosen)
    form = forms.WriteVision(request.POST, needs=needs)
    if form.is_valid():
        words = form.cleaned_data
        try:
            actions.write_vision(procurement, by=signed_in(request), **words)
        except actions.ChangedMeanwhile as late:
            anew = forms.WriteVision(initial=words | {"revision": late.current.revision}, needs=needs)
            return _vision_page(request, procurement, anew, needs, theirs=late.current)
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("The vision is kept."))
            return redirect("goals:page", public_id)
    return _vision_page(request, procurement, form, needs)


def _vision_page(
    request: HttpRequest,
    procurement: Procurement,
    form: forms.WriteVision,
    needs: list[NeedChoice],
    *,
    chosen: set[str] | None = None,
    theirs: Any = None,
) -> HttpResponse:
    ticked = set(request.POST.getlist("needs")) if chosen is None else chosen
    context = {
        "procurement": procurement,
        "frame": goals_frame(procurement, "page", title=_("Vision")),
        "form": form,
        "theirs": theirs,
        "their_needs": list(theirs.needs.order_by("position", "pk")) if theirs else [],
        "rows": [{"need": each, "is_chosen": str(each.pk) in ticked} for each in needs],
    }
    status = 409 if theirs else 422 if form.errors else 200
    return render(request, "goals/vision.html", context, status=status)


@login_required
@require_POST
def move(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Move a goal one step up or down."""
    procurement = procurement_for(request.user, public_id, may="edit")
    way = "up" if "up" in request.POST else "down"
    try:
        goal = queries.goal_for(procurement, UUID(request.POST.get(way, "")))
    except ValueError as problem:
        raise Http404 from problem
    actions.move_goal(goal, by=signed_in(request), where="up" if way == "up" else "down")
    return redirect(f"{reverse('goals:page', args=[public_id])}#goal-{goal.number}")
