"""The first page: what is expected now, how far it has come, what is missing, who may do what."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from veien.evaluation import queries
from veien.evaluation.queries.clarifying import clarifications_of
from veien.evaluation.queries.overview import overview_of, step_title
from veien.evaluation.queries.words import grounds_of
from veien.evaluation.rules import Standing
from veien.evaluation.rules.clarification import SENT
from veien.evaluation.views.frames import granted, may_reject, room_frame
from veien.people.queries import signed_in
from veien.road.queries import Procurement, RoleHolding, procurement_for

SHOWN = 8


@login_required
@require_GET
def page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show how far the evaluation has come and what is expected next."""
    procurement = procurement_for(signed_in(request), public_id, may="view_tenders")
    standing = queries.standing_of(procurement)
    missing = queries.missing_of(procurement, standing)
    holdings = _evaluators(procurement)
    mine = [each for each in holdings if each.user_id == request.user.pk]
    asked = clarifications_of(procurement) if standing.tenders else []
    seen = overview_of(procurement, standing, signed_in(request), granted=granted(procurement), asked=asked)
    context = {
        "procurement": procurement,
        "frame": room_frame(procurement, "page", lead=expected_now(standing)),
        "standing": standing,
        "seen": seen,
        "steps": [{"step": each, "title": step_title(each.key)} for each in seen.steps],
        "rows": [{"tender": each, "grounds": grounds_of(each, standing)} for each in standing.tenders],
        "missing": missing[:SHOWN],
        "more_missing": missing[SHOWN:],
        "is_ready": not missing,
        "records": queries.records_of(procurement),
        "asked": asked,
        "waiting_answers": sum(each.state == SENT for each in asked),
        "evaluators": holdings,
        "may_score": "score" in granted(procurement),
        "may_reject": may_reject(procurement),
        "has_conflict": any(each.declaration == RoleHolding.Declaration.CONFLICT for each in mine),
        "must_declare": any(each.declaration == RoleHolding.Declaration.MISSING for each in mine),
    }
    return render(request, "evaluation/page.html", context)


def _evaluators(procurement: Procurement) -> list[Any]:
    rows = RoleHolding.objects.filter(procurement=procurement, role="evaluation-group")
    return list(rows.select_related("user").order_by("user__full_name", "pk"))


def expected_now(standing: Standing) -> str:
    """Say in one sentence what the evaluation waits for."""
    if not standing.is_published:
        return _("Evaluation begins when the competition is published and tenders have come in.")
    if not standing.tenders:
        return _("The competition is published. Evaluation begins when the tenders are received.")
    if not standing.competing:
        return _(
            "Every tender is rejected. See whether the grounds hold before the competition is called off."
        )
    if standing.musts_left:
        return _("Now: judge whether each tender meets the must-requirements, then score, each alone.")
    if standing.scores_left:
        return _(
            "Now: each gives points alone, then the group settles them together. Prices are shut meanwhile."
        )
    if not standing.is_locked:
        return _("Everything is settled. Lock the quality, so that the prices can be opened.")
    if standing.are_prices_shut:
        return _("Quality is locked. Two people open the prices together.")
    return _("Everything is judged and reasoned. The tenders can be ranked, and the record can be kept.")
