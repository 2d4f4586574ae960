"""Answers side by side: the list of requirements, and one requirement with every tender's answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from veien.people.queries import signed_in
from veien.requirements.queries import (
    Requirement,
    RequirementRow,
    requirement_for,
    requirement_rows,
    sections_of,
)
from veien.road.queries import frame_of, procurement_for
from veien.tenders import forms, queries
from veien.tenders.models import Tender
from veien.tenders.rules import AnswerFilter
from veien.tenders.views.frames import room_frame, shared, way_in
from veien.web.rules.frame import Crumb
from veien.web.rules.table import Column, table_page

ROWS = 50
LONGEST = 90
OBLIGATIONS = dict(Requirement.Obligation.choices)


@login_required
@require_GET
def page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the requirements with every tender's answer in short; each leads to its own page."""
    procurement = procurement_for(signed_in(request), public_id, may="view_tenders")
    narrow = forms.NarrowAnswers(request.GET, sections_of(procurement))
    wish = narrow.wish()
    tenders = queries.tenders_in_order(procurement)
    left_open = queries.open_counts(procurement)
    wanted = [row for row in requirement_rows(procurement) if _is_wanted(row, wish, left_open)]
    table = table_page(
        (Column("place", _("Requirement"), can_sort=False),), request.GET.dict(), total=len(wanted), size=ROWS
    )
    shown = wanted[table.start : table.stop]
    answers = queries.answers_of_requirements(procurement, [row.pk for row in shown])
    context = {
        **shared(procurement, room_frame(procurement, "answers")),
        "tenders": tenders,
        "narrow": narrow,
        "is_narrowed": wish.is_on,
        "table": table,
        "rows": [_in_short(row, tenders, answers.get(row.pk, {})) for row in shown],
        "has_invented": any(each.is_invented for each in tenders),
    }
    return render(request, "tenders/answers.html", context)


def _is_wanted(row: RequirementRow, wish: AnswerFilter, left_open: dict[int, int]) -> bool:
    return wish.lets_through(
        obligation=row.obligation,
        section=row.section_id,
        texts=(row.ref, row.title, row.text),
        is_open=bool(left_open.get(row.pk)),
    )


def _in_short(
    row: RequirementRow, tenders: list[Tender], answers: dict[int, queries.AnswerRow]
) -> dict[str, Any]:
    cells = []
    for each in tenders:
        answer = answers.get(each.pk)
        text = answer.shown if answer else ""
        cells.append(f"{text[:LONGEST]}…" if len(text) > LONGEST else text)
    return {
        "requirement": row,
        "obligation": OBLIGATIONS.get(row.obligation, ""),
        "is_must": row.obligation == "must",
        "cells": cells,
    }


@login_required
@require_GET
def requirement(request: HttpRequest, public_id: UUID, requirement_id: UUID) -> HttpResponse:
    """Show what one requirement asks and every tender's answer to it, side by side."""
    procurement = procurement_for(signed_in(request), public_id, may="view_tenders")
    found = requirement_for(procurement, requirement_id)
    rows = requirement_rows(procurement)
    place = next(at for at, row in enumerate(rows) if row.pk == found.pk)
    answers = queries.answers_of_requirement(procurement, found.pk)
    tenders = queries.tenders_in_order(procurement)
    title = f"{found.ref} {found.title}"
    way = (
        way_in(procurement),
        Crumb(_("Answers side by side"), reverse("tenders:answers", args=[public_id])),
        Crumb(found.ref),
    )
    context = {
        **shared(procurement, frame_of(procurement, title, crumbs=way)),
        "requirement": found,
        "way": queries.way_of(found.answer, found.unit),
        "is_must": found.obligation == "must",
        "answers": [{"tender": each, "answer": answers.get(each.pk)} for each in tenders],
        "before": rows[place - 1] if place else None,
        "after": rows[place + 1] if place + 1 < len(rows) else None,
        "place": place + 1,
        "total": len(rows),
        "has_invented": any(each.is_invented for each in tenders),
    }
    return render(request, "tenders/requirement.html", context)
