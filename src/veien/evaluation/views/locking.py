"""The end of judging: locking quality, and opening the prices by two."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from veien.evaluation import actions
from veien.evaluation.actions.locking import withdraw_price_asking
from veien.evaluation.actions.refusing import has_conflict
from veien.evaluation.forms.locking import TakeUp
from veien.evaluation.queries.closing import Closing, closing_of
from veien.evaluation.views.costs import shown_costs
from veien.evaluation.views.frames import granted, procurement_to_reject_in, room_frame
from veien.foundation.errors import Refused
from veien.people.queries import User, signed_in
from veien.road.queries import Procurement, procurement_for
from veien.tenders.queries import costs_of, may_see_prices
from veien.tenders.queries.control import control_of

_WITH_QUALITY, _WITH_PRICES = ("lock", "take-up"), ("ask", "withdraw", "open")
_STEPS = _WITH_QUALITY + _WITH_PRICES


@login_required
@require_http_methods(["GET", "POST"])
def lock(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Lock quality, take it up again, ask for the prices, open them: one step at a time, each with its warning."""
    user = signed_in(request)
    if request.method == "POST":
        procurement = procurement_to_reject_in(request, public_id)
    else:
        procurement = procurement_for(user, public_id, may="view_tenders")
    fault, form = "", TakeUp()
    if request.method == "POST":
        try:
            messages.success(request, _done(procurement, user, request))
        except Refused as refused:
            fault = str(refused)
            form = TakeUp(request.POST if request.POST.get("step") == "take-up" else None)
            if refused.field == "reason":
                form.add_error("reason", fault)
        else:
            return redirect("evaluation:lock", public_id)
    context = {
        **_context(procurement, user, closing_of(procurement)),
        "fault": "" if form.errors else fault,
        "take_up": form,
    }
    return render(request, "evaluation/lock.html", context, status=422 if fault else 200)


def _context(procurement: Procurement, user: User, closing: Closing) -> dict[str, object]:
    may, opening = granted(procurement), closing.opening
    sees = may_see_prices(procurement)
    is_partial = has_conflict(procurement, user)
    return {
        "procurement": procurement,
        "frame": room_frame(procurement, "lock"),
        "closing": closing,
        "standing": closing.standing,
        "opening": opening,
        "is_partial": is_partial,
        "may_score": "score" in may and not is_partial,
        "may_open": "judge_price" in may and not is_partial,
        "is_asker": opening is not None and opening.asked_by_pk == user.pk,
        "lockers": ", ".join(name for _pk, name in closing.lockers),
        "openers": ", ".join(name for _pk, name in closing.openers),
        "others": ", ".join(closing.others_than(opening.asked_by_pk if opening else user.pk)),
        "givers": ", ".join(name for _pk, name in closing.givers),
        "questions_left": control_of(procurement).left if sees and not closing.is_open else 0,
        "costs": shown_costs(costs_of(procurement)) if closing.is_open and sees else None,
    }


def _done(procurement: Procurement, user: User, request: HttpRequest) -> str:
    """Do the step that was pressed, and say so.

    Raises: Refused where it cannot be done; Http404 for a step that is not the reader's.
    """
    step, may = request.POST.get("step", ""), granted(procurement)
    if step in _WITH_QUALITY and "score" in may:
        return _done_with_quality(procurement, user, request, step)
    if step in _WITH_PRICES and "judge_price" in may:
        return _done_with_prices(procurement, user, step)
    if step in _STEPS:
        raise Http404
    raise Refused(_("Choose the step to take."))


def _done_with_quality(procurement: Procurement, user: User, request: HttpRequest, step: str) -> str:
    if step == "lock":
        actions.lock_quality(procurement, by=user)
        return _("The judging of quality is locked.")
    actions.take_up_quality(procurement, by=user, reason=request.POST.get("reason", ""))
    return _("The judging of quality is taken up again.")


def _done_with_prices(procurement: Procurement, user: User, step: str) -> str:
    if step == "ask":
        actions.ask_to_open_prices(procurement, by=user)
        return _("You have asked for the prices to be opened. Another person confirms it.")
    if step == "withdraw":
        withdraw_price_asking(procurement, by=user)
        return _("The wish to open the prices is withdrawn. They stay shut.")
    actions.open_prices(procurement, by=user)
    return _("The prices are open.")
