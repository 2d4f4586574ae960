"""Points: the table of all, and the page on which one criterion is scored. Prices are never shown here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from veien.criteria.queries import Criterion, Node, criterion_for, model_of
from veien.evaluation import actions, forms, queries
from veien.evaluation.queries.scoring import (
    AnsweredRow,
    ScoreRow,
    answers_on,
    scores_of_leaf,
    unscored_by_leaf,
)
from veien.evaluation.queries.words import said, typed_points
from veien.evaluation.rules import Standing, TenderStanding, answer_cells
from veien.evaluation.views.frames import granted, room_frame
from veien.foundation.errors import Refused
from veien.people.queries import signed_in
from veien.road.queries import procurement_for
from veien.tenders.queries import tenders_in_order
from veien.web.rules.frame import Crumb


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


@dataclass
class Row:
    """One tender on the scoring page: its form, what stands, and whether somebody else wrote it meanwhile."""

    tender: TenderStanding
    form: forms.GivePoints
    current: ScoreRow | None
    points: str = ""
    is_theirs: bool = False


@login_required
@require_http_methods(["GET", "POST"])
def score(request: HttpRequest, public_id: UUID, criterion_id: UUID) -> HttpResponse:
    """Give the tenders points on one criterion: all at once, or one at a time."""
    is_post = request.method == "POST"
    procurement = procurement_for(signed_in(request), public_id, may="score" if is_post else "view_tenders")
    criterion = criterion_for(procurement, criterion_id)
    if criterion.kind != "quality":
        raise Http404
    criterion.procurement = procurement
    standing = queries.standing_of(procurement)
    current = scores_of_leaf(criterion)
    if is_post:
        return _give(request, criterion, standing, current)
    rows = [_row(each, current.get(each.pk)) for each in standing.competing]
    return _page(request, criterion, standing, rows)


def _row(tender: TenderStanding, current: ScoreRow | None) -> Row:
    initial = {
        "points": typed_points(current.points) if current else "",
        "reason": current.reason if current else "",
        "revision": current.revision if current else 0,
    }
    form = forms.GivePoints(initial=initial, prefix=tender.key, auto_id="id_%s")
    return Row(tender, form, current, said(current.points) if current else "")


def _typed_row(tender: TenderStanding, typed: Mapping[str, Any], current: ScoreRow | None) -> Row:
    """Keep what was typed, against what stands now."""
    initial = {**typed, "revision": current.revision if current else 0}
    form = forms.GivePoints(initial=initial, prefix=tender.key, auto_id="id_%s")
    return Row(tender, form, current, said(current.points) if current else "")


def _give(
    request: HttpRequest, criterion: Criterion, standing: Standing, current: dict[int, ScoreRow]
) -> HttpResponse:
    procurement = criterion.procurement
    rows = []
    for each in standing.competing:
        form = forms.GivePoints(request.POST, prefix=each.key, auto_id="id_%s")
        form.is_valid()
        score = current.get(each.pk)
        rows.append(Row(each, form, score, said(score.points) if score else ""))
    only = request.POST.get("only", "")
    chosen = [row for row in rows if _is_chosen(row, only)]
    if not _keep(request, criterion, rows, chosen):
        late = any(row.is_theirs for row in rows)
        return _page(request, criterion, standing, rows, status=409 if late else 422)
    if not only:
        messages.success(request, _("%(criterion)s: points and reasons are kept.") % {"criterion": criterion})
        return redirect("evaluation:score", procurement.public_id, criterion.public_id)
    kept = scores_of_leaf(criterion)
    saved = {row.tender.pk for row in chosen}
    messages.success(request, _("%(tender)s is kept.") % {"tender": chosen[0].tender.label})
    fresh = [
        _row(row.tender, kept.get(row.tender.pk))
        if row.tender.pk in saved
        else _as_typed(row, kept.get(row.tender.pk))
        for row in rows
    ]
    return _page(request, criterion, queries.standing_of(procurement), fresh)


def _as_typed(row: Row, current: ScoreRow | None) -> Row:
    """Keep what was typed for a tender that was not saved, against the version it was typed against."""
    form = forms.GivePoints(initial=row.form.cleaned_data, prefix=row.tender.key, auto_id="id_%s")
    return Row(row.tender, form, current, said(current.points) if current else "")


def _is_chosen(row: Row, only: str) -> bool:
    """Tell whether a tender is to be saved: the one pressed, or each in which something stands."""
    if only:
        return only == str(row.tender.public_id)
    if not row.form.is_blank:
        return True
    # Emptied points are a fault to be told; those that somebody else gave meanwhile are none of this reader's.
    return row.current is not None and row.form.cleaned_data.get("revision") == row.current.revision


def _keep(request: HttpRequest, criterion: Criterion, rows: list[Row], chosen: list[Row]) -> bool:
    """Keep the chosen rows; where they cannot be kept, say why at the fields and give False."""
    procurement = criterion.procurement
    tenders = {each.pk: each for each in tenders_in_order(procurement)}
    given = [
        actions.Settled(
            tenders[row.tender.pk],
            row.form.cleaned_data.get("points", ""),
            row.form.cleaned_data.get("reason", ""),
            revision=row.form.cleaned_data.get("revision", 0),
        )
        for row in chosen
    ]
    if any(row.form.errors for row in chosen) or not chosen:
        if not chosen and rows:
            rows[0].form.add_error(None, _("Nothing is typed yet: write points and a reason for a tender."))
        return False
    by = signed_in(request)
    try:
        actions.settle_scores(procurement, by=by, criterion=criterion, settled=given)
    except actions.CannotScore as refused:
        _place(rows, refused)
    except actions.ScoredMeanwhile as late:
        _set_beside(rows, {tender: row for (tender, _item), row in late.current.items()})
    except Refused as refused:
        rows[0].form.add_error(None, str(refused))
    else:
        return True
    return False


def _place(rows: list[Row], refused: actions.CannotScore) -> None:
    """Put each sentence at its field."""
    by_tender = {row.tender.pk: row for row in rows}
    for fault in refused.faults:
        by_tender[fault.tender.pk].form.add_error(fault.field, fault.sentence)
    if not refused.faults and rows:
        rows[0].form.add_error(None, str(refused))


def _set_beside(rows: list[Row], current: dict[int, ScoreRow]) -> None:
    """Show what the other wrote beside what was typed; saving again then replaces it knowingly."""
    for index, row in enumerate(rows):
        if row.tender.pk in current:
            fresh = _typed_row(row.tender, row.form.cleaned_data, current[row.tender.pk])
            fresh.is_theirs = True
            rows[index] = fresh
        else:
            rows[index] = _as_typed(row, row.current)


def _page(
    request: HttpRequest, criterion: Criterion, standing: Standing, rows: list[Row], *, status: int = 200
) -> HttpResponse:
    procurement = criterion.procurement
    answered = answers_on(procurement, criterion, standing.competing)
    left = unscored_by_leaf(procurement, standing)
    model = model_of(procurement)
    leaf = next(each for each in standing.leaves if each.pk == criterion.pk)
    before, after = _beside(standing, leaf)
    title = _("Points: %(criterion)s") % {"criterion": criterion.title}
    context = {
        "procurement": procurement,
        "frame": room_frame(procurement, "scores", title=title, crumbs=(Crumb(criterion.title),)),
        "leaf": leaf,
        "standing": standing,
        "rows": rows,
        "faults": [fault for row in rows for fault in _faults(row)],
        "is_late": status == 409,
        "answered": _answer_rows(answered, standing),
        "leaves": [{"leaf": each, "left": len(left.get(each.pk, ()))} for each in standing.leaves],
        "before": before,
        "after": after,
        "scale": said(model.scale) if model else "",
        "may_score": "score" in granted(procurement),
    }
    return render(request, "evaluation/score.html", context, status=status)


def _faults(row: Row) -> list[dict[str, str]]:
    """Say what must be mended in a row, each with the id of its field."""
    if not row.form.is_bound:
        return []
    found = [{"id": "", "tender": "", "text": str(text)} for text in row.form.non_field_errors()]
    for name in ("points", "reason"):
        found += [
            {"id": row.form[name].id_for_label, "tender": row.tender.label, "text": str(text)}
            for text in row.form[name].errors
        ]
    return found


def _answer_rows(answered: list[AnsweredRow], standing: Standing) -> list[dict[str, Any]]:
    labels = [each.label for each in standing.competing]
    left_open = _("not answered")
    rows = []
    for row in answered:
        cells = (
            (label, answer.shown, answer.comment) if answer else (label, "", "")
            for label, answer in zip(labels, row.answers, strict=True)
        )
        rows.append({"requirement": row.requirement, "cells": answer_cells(cells, left_open=left_open)})
    return rows


def _beside(standing: Standing, leaf: Node) -> tuple[Node | None, Node | None]:
    leaves = list(standing.leaves)
    place = next(index for index, each in enumerate(leaves) if each.pk == leaf.pk)
    before = leaves[place - 1] if place else None
    return before, leaves[place + 1] if place + 1 < len(leaves) else None
