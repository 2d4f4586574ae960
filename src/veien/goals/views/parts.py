"""Technology's part in the goals: the matrix of needs and goals, and saying it for one goal; the whole as Excel."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from veien.files.queries import download
from veien.foundation.errors import Refused
from veien.goals import actions, forms, queries
from veien.goals.models import GoalNeed
from veien.goals.queries import excel
from veien.goals.views.frames import goals_frame, may_edit
from veien.needs.queries import NeedChoice
from veien.people.queries import signed_in
from veien.road.queries import procurement_for


@login_required
@require_GET
def page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show which need is answered by which goal, and how much of it technology carries."""
    procurement = procurement_for(request.user, public_id)
    goals = [row for row in queries.in_tree(queries.goals_of(procurement)) if row.needs]
    said = {(row.pk, part.need): part for row in goals for part in row.parts}
    needs: dict[int, NeedChoice] = {need.pk: need for row in goals for need in row.needs}
    context = {
        "procurement": procurement,
        "frame": goals_frame(procurement, "parts"),
        "goals": goals,
        "rows": [
            {"need": need, "cells": [{"goal": row, "part": said.get((row.pk, need.pk))} for row in goals]}
            for need in sorted(needs.values(), key=lambda each: each.ref)
        ],
        "unsaid": sum(not part.weight for part in said.values()),
        "all": len(said),
        "weights": GoalNeed.Weight.choices,
        "may_edit": may_edit(procurement),
    }
    return render(request, "goals/parts.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: UUID, goal_id: UUID) -> HttpResponse:
    """Say technology's part in one goal, need by need; a late writer sees what stands."""
    procurement = procurement_for(request.user, public_id, may="edit")
    goal = queries.goal_for(procurement, goal_id)
    links = list(goal.goal_needs.select_related("need").order_by("need__position", "need_id"))
    is_late, revision = False, goal.revision
    rows = [{"link": link, "form": _form(request, link)} for link in links]
    if request.method == "POST":
        revision = int(request.POST["revision"]) if request.POST.get("revision", "").isdecimal() else 0
        faulty = [row for row in rows if not row["form"].is_valid()]
        if not faulty:
            parts = {row["link"].need_id: _said(row["form"].cleaned_data) for row in rows}
            try:
                actions.say_parts(goal, by=signed_in(request), revision=revision, parts=parts)
            except actions.ChangedMeanwhile as late:
                is_late, revision = True, late.current.revision
            except Refused as refused:
                rows[0]["form"].add_error(None, str(refused))
            else:
                messages.success(request, _("Technology's part in %(goal)s is kept.") % {"goal": goal.ref})
                return redirect("goals:parts", public_id)
    context: dict[str, Any] = {
        "procurement": procurement,
        "frame": goals_frame(procurement, "parts", title=str(goal)),
        "goal": goal,
        "rows": rows,
        "revision": revision,
        "is_late": is_late,
        "all_forms": [row["form"] for row in rows],
    }
    is_faulty = any(row["form"].errors for row in rows)
    return render(request, "goals/part.html", context, status=409 if is_late else 422 if is_faulty else 200)


def _form(request: HttpRequest, link: GoalNeed) -> Any:
    told = {"weight": link.weight, "contribution": link.contribution}
    return forms.SayPart(
        request.POST if request.method == "POST" else None, prefix=f"n{link.need_id}", initial=told
    )


def _said(words: dict[str, str]) -> tuple[str, str]:
    return words["weight"], words["contribution"]


@login_required
@require_GET
def export(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give everything in the room as a workbook."""
    procurement = procurement_for(request.user, public_id)
    return download(excel.as_workbook(procurement), name=_("Goals") + ".xlsx", content_type=excel.XLSX)
