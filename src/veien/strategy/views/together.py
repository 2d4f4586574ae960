"""Alone or together: the scorecard, where each municipality stands, and the choice."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from veien.road.queries import Procurement, procurement_for
from veien.strategy import actions, forms
from veien.strategy.queries.pack import pack
from veien.strategy.queries.strategy import Strategy
from veien.strategy.queries.together import member_choices, picture_of
from veien.strategy.views.editing import Reading, Sent, by_form, sent
from veien.strategy.views.frames import may_edit, strategy_frame


def _choice(found: Strategy) -> dict[str, Any]:
    row = found.choices["together"]
    return {"chosen": row.chosen, "reason": row.reason, "revision": row.revision}


def _points(found: Strategy) -> dict[str, Any]:
    said: dict[str, Any] = {"revision": found.choices["together"].revision}
    for each in pack().points:
        stand = found.points.get(each.id)
        said[f"{each.id}-strength"] = stand.strength if stand else None
        said[f"{each.id}-reason"] = stand.reason if stand else ""
    return said


def _stands(found: Strategy, members: list[tuple[int, UUID, str]]) -> dict[str, Any]:
    said: dict[str, Any] = {"revision": found.choices["together"].revision}
    for pk, public_id, _name in members:
        stand = found.stands.get(pk)
        said[f"{public_id}-wish"] = stand.wish if stand else ""
        said[f"{public_id}-reason"] = stand.reason if stand else ""
    return said


@login_required
@require_http_methods(["GET", "POST"])
def together(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the scorecard and the stands; a POST chooses alone or together."""
    procurement = procurement_for(request.user, public_id, may="edit" if request.method == "POST" else "view")
    read = Reading(procurement)
    shown = sent(
        request,
        forms.ChooseTogether,
        lambda: _choice(read.anew()),
        by_form(request, actions.choose_together, procurement),
    )
    if shown.is_done:
        messages.success(request, _("The choice is kept."))
        return redirect("strategy:together", public_id)
    return _page(request, procurement, read, choice=shown)


@login_required
@require_POST
def points(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say of each point whether it holds here, how much and why."""
    procurement = procurement_for(request.user, public_id, may="edit")
    read = Reading(procurement)
    shown = sent(
        request,
        forms.WeighPoints,
        lambda: _points(read.anew()),
        by_form(request, actions.weigh_points, procurement),
    )
    if shown.is_done:
        messages.success(request, _("The points are kept."))
        return redirect("strategy:together", public_id)
    return _page(request, procurement, read, points=shown)


@login_required
@require_POST
def stands(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Note where each municipality stands."""
    procurement = procurement_for(request.user, public_id, may="edit")
    members = member_choices(procurement)
    names = [(each, name) for _pk, each, name in members]
    read = Reading(procurement)
    shown = sent(
        request,
        lambda data=None, *, initial=None: forms.NoteStands(data, initial=initial, members=names),
        lambda: _stands(read.anew(), members),
        by_form(request, actions.note_stands, procurement),
    )
    if shown.is_done:
        messages.success(request, _("The stands are kept."))
        return redirect("strategy:together", public_id)
    return _page(request, procurement, read, stands=shown)


def _page(
    request: HttpRequest,
    procurement: Procurement,
    read: Reading,
    *,
    choice: Sent | None = None,
    points: Sent | None = None,
    stands: Sent | None = None,
) -> HttpResponse:
    """Show the page with the form that was sent as it was sent, and the two others as they stand."""
    language = get_language() or "nb"
    found = read.last
    members = member_choices(procurement)
    first = next(each for each in (choice, points, stands) if each is not None)
    weigh = points.form if points else forms.WeighPoints(initial=_points(found))
    note = (
        stands.form
        if stands
        else forms.NoteStands(
            initial=_stands(found, members), members=[(each, name) for _pk, each, name in members]
        )
    )
    context = {
        "procurement": procurement,
        "frame": strategy_frame(procurement, "together"),
        "strategy": found,
        "picture": picture_of(found, language),
        "sides": _sides(found, weigh),
        "members": [
            {
                "name": name,
                "stand": found.stands.get(pk),
                "wish": note[f"{each}-wish"],
                "reason": note[f"{each}-reason"],
            }
            for pk, each, name in members
        ],
        "choose": choice.form if choice else forms.ChooseTogether(initial=_choice(found)),
        "weigh": weigh,
        "note": note,
        "sent_choice": choice is not None and request.method == "POST",
        "sent_points": points is not None,
        "sent_stands": stands is not None,
        "both": first.both,
        "may_edit": may_edit(procurement),
    }
    return render(request, "strategy/together.html", context, status=first.status)


def _sides(found: Strategy, form: forms.Versioned) -> list[dict[str, Any]]:
    sides = (("for", _("Speaks for buying together")), ("against", _("Speaks against")))
    return [
        {
            "title": title,
            "points": [
                {
                    "point": each,
                    "stand": found.points.get(each.id),
                    "strength": form[f"{each.id}-strength"],
                    "reason": form[f"{each.id}-reason"],
                }
                for each in pack().points
                if each.side == side
            ],
        }
        for side, title in sides
    ]
