"""The end of judging: locking quality, and opening the prices by two."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from veien.evaluation import actions, queries
from veien.evaluation.views.frames import granted, room_frame
from veien.foundation.errors import Refused
from veien.people.queries import User, signed_in
from veien.road.queries import Procurement, procurement_for
from veien.tenders.queries import opening_of


@login_required
@require_http_methods(["GET", "POST"])
def lock(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Lock quality, take it up again, ask for the prices, open them: one step at a time, each with its warning."""
    user = signed_in(request)
    procurement = procurement_for(user, public_id, may="view_tenders")
    fault, status = "", 200
    if request.method == "POST":
        try:
            messages.success(request, _done(procurement, user, request))
        except Refused as refused:
            fault, status = str(refused), 422
        else:
            return redirect("evaluation:lock", public_id)
    standing = queries.standing_of(procurement)
    context = {
        "procurement": procurement,
        "frame": room_frame(procurement, "lock"),
        "standing": standing,
        "opening": opening_of(procurement),
        "missing": [each for each in queries.missing_of(procurement, standing) if each.kind != "lock"],
        "fault": fault,
        "reason": request.POST.get("reason", ""),
        "may_score": "score" in granted(procurement),
        "may_open": "judge_price" in granted(procurement),
        "me": user,
    }
    return render(request, "evaluation/lock.html", context, status=status)


def _done(procurement: Procurement, user: User, request: HttpRequest) -> str:
    """Do the step that was pressed, and say so.

    Raises: Refused where it cannot be done; Http404 for a step that is not the reader's.
    """
    step, may = request.POST.get("step", ""), granted(procurement)
    if step == "lock" and "score" in may:
        actions.lock_quality(procurement, by=user)
        return _("The judging of quality is locked.")
    if step == "take-up" and "score" in may:
        actions.take_up_quality(procurement, by=user, reason=request.POST.get("reason", ""))
        return _("The judging of quality is taken up again.")
    if step == "ask" and "judge_price" in may:
        actions.ask_to_open_prices(procurement, by=user)
        return _("You have asked for the prices to be opened. Another person confirms it.")
    if step == "open" and "judge_price" in may:
        actions.open_prices(procurement, by=user)
        return _("The prices are open.")
    raise Http404
