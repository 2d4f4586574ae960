"""Pages that document a result from its record: strengths, other models, what if. They write nothing, anywhere."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from veien.evaluation import queries
from veien.evaluation.forms.supposing import OtherModel, WhatIf
from veien.evaluation.queries.case import Computed
from veien.evaluation.queries.result.charts import moves_chart, places_chart
from veien.evaluation.queries.result.models import ModelsView, cannot_say, declared, models_view
from veien.evaluation.queries.result.strengths import profiles_of
from veien.evaluation.queries.result.supposing import CannotSuppose, SupposedView, supposed_view
from veien.evaluation.rules.models import COMMON, PRICED, CannotCompare, Tried, suggested_figures
from veien.evaluation.views.frames import MAY_TELL, granted, room_frame
from veien.people.queries import signed_in
from veien.road.queries import Procurement, procurement_for
from veien.web.rules.frame import Tab


def result_tabs(procurement: Procurement, current: str) -> list[Tab]:
    """Give the pages of the result; ``current`` is the url name of the one that is shown."""
    names = [
        ("result", _("Ranking")),
        ("strengths", _("Strengths and weaknesses")),
        ("models", _("Other models")),
        ("what_if", _("What if")),
        ("recompute", _("Recompute it yourself")),
    ]
    if granted(procurement) & MAY_TELL:
        names.append(("extracts", _("What each tenderer is told")))
    return [
        Tab(title, reverse(f"evaluation:{name}", args=[procurement.public_id]), is_current=name == current)
        for name, title in names
    ]


def _begun(request: HttpRequest, public_id: UUID, name: str, title: str) -> tuple[dict[str, Any], Computed]:
    """Read the procurement and its result, and give what every page here needs."""
    procurement = procurement_for(signed_in(request), public_id, may="view_tenders")
    computed = queries.computed_of(procurement)
    context: dict[str, Any] = {
        "procurement": procurement,
        "frame": room_frame(procurement, "result", title=title),
        "tabs": result_tabs(procurement, name),
        "missing": computed.missing,
        "is_ranked": computed.result is not None,
        "has_invented": any(each.is_invented for each in computed.standing.tenders),
    }
    return context, computed


@login_required
@require_GET
def strengths(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show where each tender leads and lags, with the reasons as the group wrote them."""
    context, computed = _begun(request, public_id, "strengths", _("Strengths and weaknesses"))
    if computed.case is not None and computed.result is not None:
        context["profiles"] = profiles_of(computed)
        context["method"] = computed.case.method
    return render(request, "evaluation/strengths.html", context)


@login_required
@require_GET
def models(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the tenders under the declared model, the three common ones, and one more that is asked for."""
    context, computed = _begun(request, public_id, "models", _("The same tenders under other models"))
    if computed.result is None:
        return render(request, "evaluation/models.html", context)
    own = declared(computed)
    asked = (PRICED, request.GET.get("model", ""))
    try:
        suggested = {name: _suggested(own, name) for name in asked if name != own.name}
        form = OtherModel(request.GET or None, shown=(*COMMON, own.name), suggested=suggested)
        other, figures = (form.chosen, form.figures()) if form.is_valid() else ("", {})
        view = models_view(own, computed.standing, other=other, figures=figures)
    except CannotCompare as cannot:
        context["cannot"] = cannot_say(cannot)
        return render(request, "evaluation/models.html", context)
    context |= {"form": form, "view": view, "drawing": places_chart(view), "grid": _grid(view)}
    return render(request, "evaluation/models.html", context, status=422 if form.errors else 200)


def _grid(view: ModelsView) -> list[dict[str, Any]]:
    """Turn the columns into one row a tender, in the order of the declared model."""
    shown = [column for column in view.columns if not column.faults]
    own = next((column for column in shown if column.is_own), shown[0])
    rows = []
    for one in own.rows:
        cells = [
            {"column": column, "row": next(row for row in column.rows if row.key == one.key)}
            for column in shown
        ]
        rows.append({"label": one.label, "cells": cells})
    return rows


@login_required
@require_GET
def what_if(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Compute what the address supposes, beside the result. Nothing is written: it only documents."""
    context, computed = _begun(request, public_id, "what_if", _("What if – documentation only"))
    if computed.result is None:
        return render(request, "evaluation/what_if.html", context)
    own = declared(computed)
    labels = {each.key: each.label for each in computed.standing.competing}
    suggested = _suggested(own, request.GET.get("model", ""))
    form = WhatIf(request.GET or None, document=own.document, suggested=suggested, labels=labels)
    view = _supposed(form, own, computed)
    context |= {"form": form, "view": view, "is_empty": form.is_bound and not form.errors and view is None}
    if view is not None:
        context["drawing"] = moves_chart(view.labels, own, view.tried)
    return render(request, "evaluation/what_if.html", context, status=422 if form.errors else 200)


def _supposed(form: WhatIf, own: Tried, computed: Computed) -> SupposedView | None:
    """Compute what a valid form supposes; what the engine refuses becomes a sentence at the model."""
    if not form.is_valid():
        return None
    supposition = form.supposition()
    if supposition.is_empty:
        return None
    try:
        return supposed_view(own, computed.standing, supposition)
    except CannotSuppose as cannot:
        for sentence in cannot.sentences:
            form.add_error("model", sentence)
    except CannotCompare as cannot:
        form.add_error("model", cannot_say(cannot))
    return None


def _suggested(own: Tried, model: str) -> dict[str, str]:
    """Give the figures suggested for a model that is asked for; nothing where there are none."""
    try:
        return suggested_figures(own.document, model)
    except CannotCompare:
        return {}
