"""The log of a procurement, as a page and as a file that anyone can check."""

from __future__ import annotations

import json
from dataclasses import replace
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from veien.audit.queries import Line, entries_of, export_chain, says_any, verify_chain
from veien.files.queries import download
from veien.road import queries
from veien.road.queries import Procurement, procurement_for
from veien.road.rules.registry import Veil, log_title, veils_over
from veien.web.rules.frame import Crumb

ROWS = 100


@login_required
@require_GET
def log(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show who did what, when and why, newest first, and whether the chain is whole."""
    procurement = procurement_for(request.user, public_id, may="view_tenders")
    return _page(request, procurement, _hidden(procurement))


@login_required
@require_GET
def log_export(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give the log as a file for ``veien log verify``; not as long as it says what the reader may not read.

    A file that leaves something out could not be checked, so it is given whole or not at all.
    """
    procurement = procurement_for(request.user, public_id, may="view_tenders")
    hidden = _hidden(procurement)
    if hidden:
        return _page(request, procurement, hidden, status=403)
    data = json.dumps(export_chain(public_id), ensure_ascii=False, indent=1).encode()
    return download(data, name=f"veien-log-{public_id}.json", content_type="application/json")


def _hidden(procurement: Procurement) -> list[Veil]:
    """Give what the log says that the reader may not read yet."""
    chain = procurement.public_id
    return [veil for veil in veils_over(procurement) if says_any(chain, room=veil.room, keys=veil.keys)]


def _page(
    request: HttpRequest, procurement: Procurement, hidden: list[Veil], *, status: int = 200
) -> HttpResponse:
    before = request.GET.get("before", "")
    lines = entries_of(procurement.public_id, most=ROWS, before=int(before) if before.isdecimal() else None)
    title = _("Log")
    context = {
        "procurement": procurement,
        "frame": queries.frame_of(procurement, title, crumbs=(Crumb(title),)),
        "lines": [{"line": _veiled(each, hidden), "title": log_title(each.action)} for each in lines],
        "verdict": verify_chain(procurement.public_id),
        "earlier": lines[-1].number if len(lines) == ROWS and lines[-1].number > 1 else None,
        "hidden": hidden,
    }
    return render(request, "road/log.html", context, status=status)


def _veiled(line: Line, hidden: list[Veil]) -> Line:
    content = line.content
    for veil in hidden:
        content = veil.over(line.action, content)
    return replace(line, content=content)
