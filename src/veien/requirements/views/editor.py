"""The editor: the whole specification on one page, and one row of it."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from veien.requirements.views.frames import is_part, room_frame
from veien.requirements.views.listing import (
    Listing,
    carried,
    cells_for,
    editor_context,
    listing_of,
    next_step,
)
from veien.requirements.views.rows import rows_html
from veien.road.queries import procurement_for


@login_required
@require_GET
def page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the specification, all of it or what a filter lets through."""
    procurement = procurement_for(request.user, public_id)
    listing = listing_of(procurement)
    context = editor_context(listing, request.GET)
    lead = "" if context["locked"] else next_step(listing.figures, len(listing.needs))
    context["frame"] = room_frame(procurement, "page", lead=lead, editing=context["may_edit"])
    return render(request, "requirements/page.html", context)


@login_required
@require_GET
def row(request: HttpRequest, public_id: UUID, requirement_id: UUID) -> HttpResponse:
    """Show one row again, as after a change that was given up; without a script, the requirement's own page."""
    procurement = procurement_for(request.user, public_id)
    if not is_part(request):
        return redirect("requirements:requirement", public_id, requirement_id)
    return row_part(request, listing_of(procurement), requirement_id)


def row_part(
    request: HttpRequest,
    listing: Listing,
    requirement_id: UUID,
    *,
    said: str = "",
    form_context: object = None,
) -> HttpResponse:
    """Answer with one row, the figures and the sections as they now are, and what was done.

    Raises: Http404 if the requirement is gone.
    """
    found = [each for each in listing.rows if each.public_id == requirement_id]
    if not found:
        raise Http404
    context = editor_context(listing, carried(request), said=said)
    context |= {"rows": rows_html(found, cells_for(listing)), "add_form": form_context}
    return render(request, "requirements/row_part.html", context)
