"""The first page: what the strategy has chosen, and what is left."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from veien.road.queries import procurement_for
from veien.strategy.views.frames import strategy_frame


@login_required
@require_GET
def page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what is chosen and what is left."""
    procurement = procurement_for(request.user, public_id)
    context = {"procurement": procurement, "frame": strategy_frame(procurement, "page")}
    return render(request, "strategy/page.html", context)
