"""The log of a procurement, as a page and as a file that anyone can check."""

from __future__ import annotations

import json
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from veien.audit.queries import entries_of, export_chain, verify_chain
from veien.files.queries import download
from veien.road import queries
from veien.road.queries import procurement_for
from veien.road.rules.registry import log_title
from veien.web.rules.frame import Crumb

ROWS = 100


@login_required
@require_GET
def log(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show who did what, when and why, newest first, and whether the chain is whole."""
    procurement = procurement_for(request.user, public_id, may="view_tenders")
    before = request.GET.get("before", "")
    lines = entries_of(public_id, most=ROWS, before=int(before) if before.isdecimal() else None)
    title = _("Log")
    return render(
        request,
        "road/log.html",
        {
            "procurement": procurement,
            "frame": queries.frame_of(procurement, title, crumbs=(Crumb(title),)),
            "lines": [{"line": each, "title": log_title(each.action)} for each in lines],
            "verdict": verify_chain(public_id),
            "earlier": lines[-1].number if len(lines) == ROWS and lines[-1].number > 1 else None,
        },
    )


@login_required
@require_GET
def log_export(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give the log as a file for ``veien log verify``."""
    procurement_for(request.user, public_id, may="view_tenders")
    data = json.dumps(export_chain(public_id), ensure_ascii=False, indent=1).encode()
    return download(data, name=f"veien-log-{public_id}.json", content_type="application/json")
