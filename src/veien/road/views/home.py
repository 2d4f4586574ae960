"""My procurements, starting one, and the road of one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.methods.queries import latest
from veien.people.queries import signed_in
from veien.road import actions, forms, queries
from veien.road.queries import procurement_for
from veien.road.rules.registry import tools
from veien.road.rules.upgrading import is_newer
from veien.road.views.pictures import road_pictures


@login_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show the procurements in which the reader has a role."""
    return render(request, "road/home.html", {"places": queries.places_of(signed_in(request))})


@login_required
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Start a procurement of one's own."""
    user = signed_in(request)
    form = forms.StartProcurement(
        forms.posted(request)[0], initial={"language": user.language, "currency": "NOK"}
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        pack_id, version = data.pop("pack").split(" ")
        if user.organisation is None:
            form.add_error(None, _("You belong to no organisation yet. Ask whoever invited you."))
            return render(request, "road/start.html", {"form": form}, status=422)
        try:
            procurement = actions.start_procurement(
                by=user, buyer=user.organisation, pack_id=pack_id, pack_version=version, **data
            )
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("The procurement has begun. This is its road."))
            return redirect("road:road", procurement.public_id)
    return render(request, "road/start.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_GET
def road(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the road of a procurement: where it stands, what waits, and what comes."""
    procurement = procurement_for(request.user, public_id)
    found = queries.road_of(procurement)
    language = get_language() or "nb"
    now = found.standing.now
    waiting = _waiting(found, signed_in(request).pk)
    return render(
        request,
        "road/road.html",
        {
            "procurement": procurement,
            "frame": queries.frame_of(procurement, procurement.title, lead=procurement.summary),
            "road": found,
            "standing": found.standing,
            "now": now,
            "pictures": road_pictures(found, language=language),
            "waiting": waiting[:6],
            "waiting_count": len(waiting),
            "today": clock.today(),
            "documents": _documents(found),
            "tools": _tools(found),
            "newer": is_newer(latest(procurement.pack_id).version, procurement.pack_version),
            "may_read_log": "view_tenders" in procurement.granted,  # type: ignore[attr-defined]
        },
    )


def _waiting(found: queries.Road, user_id: int) -> list[dict[str, object]]:
    """Give what is not done yet in the phase that is open: the reader's own first, then by due date."""
    phase = found.standing.current_phase
    rows: list[dict[str, object]] = []
    for station in phase.stations:
        rows += [
            {"station": station.station, "standing": each, "mine": each.tick.owner_id == user_id}
            for each in station.activities
            if not each.is_done
        ]

    def order(row: dict[str, object]) -> tuple[bool, bool, str]:
        due = row["standing"].tick.due_on  # type: ignore[attr-defined]
        return (not row["mine"], due is None, due.isoformat() if due else "")

    return sorted(rows, key=order)


def _documents(found: queries.Road) -> dict[str, int]:
    phase = found.standing.current_phase
    wanted = sum(len(each.station.deliverables) for each in phase.stations)
    return {"wanted": wanted, "there": sum(each.deliverables_present for each in phase.stations)}


def _tools(found: queries.Road) -> list[dict[str, object]]:
    procurement = found.procurement
    return [
        {
            "tool": each,
            "url": reverse(each.url_name, args=[procurement.public_id]),
            "status": found.report.status.get(each.id, ""),
        }
        for each in tools()
        if each.may in procurement.granted  # type: ignore[attr-defined]
    ]
