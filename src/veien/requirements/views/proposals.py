"""What the market dialogue proposes as requirements: a list, and from each line to the form for a new one."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from veien.needs.queries import need_choices
from veien.requirements.queries import set_of
from veien.requirements.queries.proposals import requirement_proposals_of
from veien.requirements.views.frames import base_of, may_edit, room_frame
from veien.road.queries import procurement_for


@login_required
@require_GET
def page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the lessons that should become requirements and that nobody has taken yet."""
    procurement = procurement_for(request.user, public_id)
    kept = set_of(procurement)
    editing = may_edit(procurement, kept)
    needs = {each.pk: each for each in need_choices(procurement)}
    rows = [
        {"lesson": each, "need": needs.get(each.need_id) if each.need_id else None}
        for each in requirement_proposals_of(procurement)
    ]
    lead = _("What you learned from suppliers and want to ask for. Nobody has made a requirement of it yet.")
    context = base_of(procurement) | {
        "frame": room_frame(procurement, "proposals", lead=lead, editing=editing),
        "rows": rows,
        "may_edit": editing,
        "locked": kept.locked_at,
    }
    return render(request, "requirements/proposals.html", context)
