"""Points: the table of all that is settled. Prices are never shown here."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from veien.criteria.queries import model_of
from veien.evaluation import queries
from veien.evaluation.queries.scoring import ScoreRow
from veien.evaluation.queries.words import said
from veien.evaluation.rules import Standing
from veien.evaluation.views.frames import granted, room_frame
from veien.people.queries import signed_in
from veien.road.queries import procurement_for


@login_required
@require_GET
def matrix(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the points of every tender on every criterion."""
    procurement = procurement_for(signed_in(request), public_id, may="view_tenders")
    standing = queries.standing_of(procurement)
    rows = queries.score_matrix(procurement, standing)
    model = model_of(procurement)
    context = {
        "procurement": procurement,
        "frame": room_frame(procurement, "scores"),
        "standing": standing,
        "rows": [{"item": row.item, "left": row.left, "cells": _cells(standing, row.scores)} for row in rows],
        "scale": said(model.scale) if model else "",
        "may_score": "score" in granted(procurement),
    }
    return render(request, "evaluation/scores.html", context)


def _cells(standing: Standing, scores: tuple[ScoreRow | None, ...]) -> list[dict[str, Any]]:
    return [
        {"label": tender.label, "points": said(score.points) if score else "", "is_out": tender.is_rejected}
        for tender, score in zip(standing.tenders, scores, strict=True)
    ]
