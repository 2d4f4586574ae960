"""The page on which anyone learns how to compute the ranking anew."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from veien.evaluation import queries
from veien.evaluation.queries.download import record_name
from veien.evaluation.queries.recompute import compared_rows, digest_rows
from veien.evaluation.views.alternatives import result_tabs
from veien.evaluation.views.frames import room_frame
from veien.people.queries import signed_in
from veien.road.queries import procurement_for


@login_required
@require_GET
def recompute(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the one command, what to compare, what each digest covers, and what all of it proves."""
    procurement = procurement_for(signed_in(request), public_id, may="view_tenders")
    computed = queries.computed_of(procurement)
    context: dict[str, Any] = {
        "procurement": procurement,
        "frame": room_frame(procurement, "result", title=_("Recompute it yourself")),
        "tabs": result_tabs(procurement, "recompute"),
        "missing": computed.missing,
        "is_ranked": computed.result is not None,
        "record_name": record_name(procurement),
    }
    if computed.result is not None:
        context |= {
            "rows": compared_rows(computed),
            "digests": digest_rows(computed.document),
            "input_sha256": computed.result["input_sha256"],
        }
    return render(request, "evaluation/recompute.html", context)
