"""The result, the reasons behind it, and everything that can be taken away from it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from veien.criteria.queries.words import METHODS
from veien.evaluation import actions, forms, queries
from veien.evaluation.queries.download import record_name
from veien.evaluation.queries.drawing import ranking_drawing, ranking_legend
from veien.evaluation.queries.result import ResultView, result_view
from veien.evaluation.queries.result.charts import shares_chart
from veien.evaluation.queries.result.judgement import judgement_findings
from veien.evaluation.queries.result.steadiness import MANY, QUICK, Steadiness, steadiness_of
from veien.evaluation.queries.scoring import TenderReasons
from veien.evaluation.queries.words import grounds_of, said
from veien.evaluation.views.alternatives import result_tabs
from veien.evaluation.views.costs import shown_costs
from veien.evaluation.views.frames import may_reject, procurement_to_reject_in, room_frame
from veien.foundation.errors import Refused
from veien.people.queries import signed_in
from veien.road.queries import Procurement, procurement_for
from veien.tenders.queries import costs_of, may_see_prices


@login_required
@require_GET
def result(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the ranking, what it hangs on and how to recompute it; or what is missing before it can be shown."""
    procurement = procurement_for(signed_in(request), public_id, may="view_tenders")
    return _page(request, procurement, forms.KeepRecord())


@login_required
@require_POST
def keep(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Keep the record as it stands now."""
    procurement = procurement_to_reject_in(request, public_id)
    form = forms.KeepRecord(request.POST)
    if form.is_valid():
        try:
            record = actions.keep_record(procurement, by=signed_in(request), note=form.cleaned_data["note"])
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("Record %(number)s is kept.") % {"number": record.number})
            return redirect("evaluation:result", public_id)
    return _page(request, procurement, form, status=422)


def _page(
    request: HttpRequest, procurement: Procurement, form: forms.KeepRecord, *, status: int = 200
) -> HttpResponse:
    computed = queries.computed_of(procurement)
    records = queries.records_of(procurement)
    view = result_view(computed) if computed.result is not None else None
    context: dict[str, Any] = {
        "procurement": procurement,
        "frame": room_frame(procurement, "result"),
        "tabs": result_tabs(procurement, "result"),
        "standing": computed.standing,
        "missing": computed.missing,
        "view": view,
        "drawing": ranking_drawing(view) if view is not None else "",
        "legend": ranking_legend(view) if view is not None else "",
        "method": next((each for each in METHODS if each.id == computed.document["method"]), None),
        "record_name": record_name(procurement),
        "log_head": computed.document["evidence"]["digests"]["log"]["head"],
        "records": records,
        "since": queries.changed_since(records, computed.document),
        "form": form,
        "may_keep": may_reject(procurement),
        "has_invented": any(each.is_invented for each in computed.standing.tenders),
    }
    if view is not None:
        context |= _steadiness(request, procurement, view)
        if view.shows_price and may_see_prices(procurement):
            context["costs"] = shown_costs(costs_of(procurement))
    return render(request, "evaluation/result.html", context, status=status)


def _steadiness(request: HttpRequest, procurement: Procurement, view: ResultView) -> dict[str, Any]:
    """Give what other weights and other evaluators would have made of the order."""
    samples = MANY if request.GET.get("samples") == str(MANY) else QUICK
    steady = steadiness_of(view.reading, samples=samples)
    is_told = isinstance(steady, Steadiness)
    return {
        "steady": steady,
        "is_steady_told": is_told,
        "shares_drawing": shares_chart(steady.shares) if isinstance(steady, Steadiness) else "",
        "many": MANY,
        "judgement": judgement_findings(procurement, view.reading),
    }


@login_required
@require_GET
def reasons(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show every tender's points and reasons, criterion by criterion."""
    procurement = procurement_for(signed_in(request), public_id, may="view_tenders")
    standing = queries.standing_of(procurement)
    tenders = queries.reasons_of(procurement, standing)
    best = _best(tenders)
    context = {
        "procurement": procurement,
        "frame": room_frame(procurement, "reasons"),
        "standing": standing,
        "tenders": [
            {
                "tender": each.tender,
                "grounds": grounds_of(each.tender, standing),
                "scores": [
                    {
                        "item": item,
                        "points": said(score.points),
                        "score": score,
                        "is_best": item.place in best and score.points == best[item.place],
                    }
                    for item, score in each.scores
                ],
            }
            for each in tenders
        ],
    }
    return render(request, "evaluation/reasons.html", context)


def _best(tenders: list[TenderReasons]) -> dict[tuple[int, str], Decimal]:
    """Give the highest points on each item on which the tenders that compete differ."""
    given: dict[tuple[int, str], list[Decimal]] = {}
    for each in tenders:
        if not each.tender.is_rejected:
            for item, score in each.scores:
                given.setdefault(item.place, []).append(score.points)
    return {place: max(points) for place, points in given.items() if len(set(points)) > 1}
