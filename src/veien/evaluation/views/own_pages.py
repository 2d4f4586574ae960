"""The pages on which one evaluator scores alone, as they are written, and the short answer to an autosave."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from veien.criteria.queries import Item, model_of
from veien.evaluation.forms.own import NarrowMatrix
from veien.evaluation.queries.own_pages import Desk, around, matrix_of, text_of
from veien.evaluation.queries.scoring import AnsweredRow, answers_on
from veien.evaluation.queries.words import said
from veien.evaluation.rules import answer_cells
from veien.evaluation.rules.marks import HALF, NONE, OTHERS, mark_row
from veien.evaluation.views.cells import Cell, Outcome, tokens_of
from veien.evaluation.views.frames import room_frame
from veien.foundation import clock
from veien.requirements.queries import sections_of
from veien.web.rules.frame import Crumb


def url_of(desk: Desk, item: Item | None = None) -> str:
    """Give the address of a criterion's page, or of one requirement in it."""
    place = [desk.procurement.public_id, desk.criterion.public_id]
    if item is None or item.requirement_id is None:
        return reverse("evaluation:own_criterion", args=place)
    return reverse("evaluation:own_requirement", args=[*place, item.requirement_id])


def is_autosave(request: HttpRequest) -> bool:
    """Tell whether the page keeps a draft by itself while its reader goes on typing."""
    return request.headers.get("HX-Request") == "true"


def kept_part(
    request: HttpRequest, outcome: Outcome, cells: Sequence[Cell], now: Sequence[Cell]
) -> HttpResponse:
    """Answer an autosave: a line that says what became of it, and what the page has read from now on."""
    tokens = {key: value for cell in now for key, value in tokens_of(cell, outcome).items()}
    late = [cell for cell in cells if cell.theirs is not None or cell.their_note]
    context = {
        "at": localtime(clock.now()),
        "outcome": outcome,
        "faults": [fault for cell in cells for fault in cell.faults],
        "tokens": [{"name": name, "value": value} for name, value in tokens.items()],
        "late": late,
    }
    status = 200 if outcome.is_kept else 409 if outcome.is_late else 422
    return render(request, "evaluation/own_kept.html", context, status=status)


def _base(desk: Desk, title: str, crumbs: tuple[Crumb, ...]) -> dict[str, Any]:
    model = model_of(desk.procurement)
    return {
        "procurement": desk.procurement,
        "frame": room_frame(desk.procurement, "own", title=title, crumbs=crumbs),
        "desk": desk,
        "leaf": desk.leaf,
        "standing": desk.standing,
        "scale": said(model.scale) if model else "",
        "criterion_url": url_of(desk),
    }


def item_page(
    request: HttpRequest, desk: Desk, item: Item, cells: Sequence[Cell], *, outcome: Outcome | None = None
) -> HttpResponse:
    """Write the page on which one criterion or one requirement is scored for all tenders."""
    crumbs: tuple[Crumb, ...] = (Crumb(desk.criterion.title),)
    if item.ref:
        crumbs = (Crumb(desk.criterion.title, url_of(desk)), Crumb(item.ref))
    labels = [each.label for each in desk.tenders]
    answered = [] if item.ref else answers_on(desk.procurement, desk.criterion, desk.tenders)
    before, after = around(desk.items, item) if item.ref else (None, None)
    context = {
        **_base(desk, item.label, crumbs),
        "item": item,
        "asked": text_of(desk.procurement, item),
        "cells": cells,
        "answered": answer_rows(answered, labels),
        "faults": _faults(cells, outcome),
        "refusal": outcome.refusal if outcome else "",
        "is_late": bool(outcome and outcome.is_late),
        "before": _link(desk, before),
        "after": _link(desk, after),
        "done": sum(cell.is_whole for cell in cells),
        "is_mine": item in desk.mine,
        "may_write": desk.may_write and item in desk.mine,
    }
    status = 200 if outcome is None else 409 if outcome.is_late else 422
    return render(request, "evaluation/own_item.html", context, status=status)


def _faults(cells: Sequence[Cell], outcome: Outcome | None) -> list[dict[str, str]]:
    found = [fault for cell in cells for fault in cell.faults]
    for cell in cells:
        if outcome and cell.tender.pk in outcome.missing:
            text = _("points or a reason is missing")
            found.append({"id": cell.form["points"].id_for_label, "label": cell.tender.label, "text": text})
    return found


def _link(desk: Desk, item: Item | None) -> dict[str, str] | None:
    return {"url": url_of(desk, item), "label": item.label} if item else None


def answer_rows(answered: Sequence[AnsweredRow], labels: Sequence[str]) -> list[dict[str, Any]]:
    """Write the tenderers' answers to the requirements of a criterion as rows of a table."""
    left_open = _("not answered")
    rows = []
    for row in answered:
        cells = (
            (label, answer.shown, answer.comment) if answer else (label, "", "")
            for label, answer in zip(labels, row.answers, strict=True)
        )
        rows.append({"requirement": row.requirement, "cells": answer_cells(cells, left_open=left_open)})
    return rows


def matrix_page(request: HttpRequest, desk: Desk, *, refusal: str = "") -> HttpResponse:
    """Write the matrix of requirements and tenders with one's own points, narrowed as the address asks."""
    sections = [(each.pk, each.title) for each in sections_of(desk.procurement)]
    narrow = NarrowMatrix(request.GET, sections=sections)
    wish = narrow.wish()
    words = {HALF: _("half done"), NONE: _("missing"), OTHERS: _("others judge")}
    rows = matrix_of(desk, wish, words)
    base = url_of(desk)
    urls = [f"{base}{row.item.requirement_id}/" for row in rows]
    title, left_word = desk.criterion.title, _("Left")
    context = {
        **_base(desk, title, (Crumb(title),)),
        "narrow": narrow,
        "is_narrowed": bool(wish.show or wish.text or wish.section),
        "count": len(rows),
        "left_word": left_word,
        "body": "".join(
            mark_row(url, row.item.label, row.cells, left=row.left, left_word=left_word)
            for url, row in zip(urls, rows, strict=True)
        ),
        "left": sum(row.left for row in rows),
        "first_left": next((url for url, row in zip(urls, rows, strict=True) if row.left), ""),
        "refusal": refusal,
    }
    return render(request, "evaluation/own_matrix.html", context, status=422 if refusal else 200)
