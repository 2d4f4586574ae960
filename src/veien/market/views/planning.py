"""The overview, the plan, and the dialogue note."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from veien.foundation.errors import Refused
from veien.market import actions
from veien.market.forms import WriteNote, WritePlan
from veien.market.models import Note, Plan
from veien.market.queries import loose_ends, next_steps, open_ledger_of, standing_of
from veien.market.queries.invitation import invitation_of, notice_days
from veien.market.queries.kinds import label_of
from veien.market.queries.meetings import activities_of
from veien.market.queries.standing import THEMES
from veien.market.queries.ways import ways
from veien.market.rules import ADVISED_DAYS
from veien.market.views.frames import both_of, form_page, market_frame, may_edit
from veien.people.queries import signed_in
from veien.road.queries import procurement_for
from veien.web.rules.frame import Crumb


@login_required
@require_GET
def page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show how far the dialogue has come, what is expected next, and the activities."""
    procurement = procurement_for(request.user, public_id)
    standing = standing_of(procurement)
    plan = Plan.objects.filter(procurement=procurement).first()
    activities = activities_of(procurement)
    days = notice_days(procurement, invitation_of(procurement), activities)
    context = {
        "procurement": procurement,
        "frame": market_frame(
            procurement,
            "page",
            lead=_("Talk with suppliers before you write requirements: openly, widely, and the same to all."),
        ),
        "standing": standing,
        "steps": next_steps(procurement, standing),
        "ends": loose_ends(standing),
        "open_ledger": open_ledger_of(procurement)[:5],
        "plan": plan,
        "themes": [(label_of(Plan, each), getattr(plan, each)) for each in THEMES] if plan else [],
        "activities": [(each, ways()[each.template].title, days.get(each.pk)) for each in activities],
        "advised": ADVISED_DAYS,
        "may_edit": may_edit(procurement),
    }
    return render(request, "market/page.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write why, about what and when the market is talked with."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = Plan.objects.filter(procurement=procurement).first()
    title = _("Plan of the dialogue")
    frame = market_frame(procurement, "page", title=title, crumbs=(Crumb(title),))
    back = reverse("market:page", args=[public_id])
    why = (
        _("A supplier who knows what the meeting is about gives better answers."),
        _("Trouble seldom comes from technology alone: raise all five themes."),
        _("A real dialogue comes early enough that what you hear can change the purchase."),
    )
    if request.method != "POST":
        initial = _initial(found, actions.planning.PLAN_FIELDS)
        return form_page(
            request,
            procurement,
            frame,
            WritePlan(procurement=procurement, initial=initial),
            back=back,
            why=why,
        )
    form = WritePlan(request.POST, procurement=procurement)
    if form.is_valid():
        words, revision = form.words(), form.cleaned_data["revision"]
        try:
            actions.write_plan(procurement, by=signed_in(request), revision=revision, words=words)
        except actions.ChangedMeanwhile as late:
            form = WritePlan(procurement=procurement, initial=words | {"revision": late.current.revision})
            return form_page(
                request, procurement, frame, form, back=back, why=why, both=both_of(late.current, words)
            )
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("The plan is kept."))
            return redirect(back)
    return form_page(request, procurement, frame, form, back=back, why=why)


def _note_advice() -> tuple[str, ...]:
    """Say what a good dialogue note does, in the active language."""
    return (
        _("Tell the needs, not the solution. Name a product, and you will be offered that product."),
        _("Would it still be true if the technology were quite another? Then it is a need."),
        _("Be honest about volume: suppliers price by it, and too high a figure strikes back."),
        _("Limits you know of are not secret. Keep them back, and the answers rest on the wrong ground."),
    )


@login_required
@require_http_methods(["GET", "POST"])
def note(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write the dialogue note."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = Note.objects.filter(procurement=procurement).first()
    title = _("Dialogue note")
    frame = market_frame(procurement, "invitation", title=title, crumbs=(Crumb(title),))
    back = reverse("market:invitation", args=[public_id])
    why = _note_advice()
    if request.method != "POST":
        initial = _initial(found, actions.planning.NOTE_FIELDS)
        initial["needs"] = list(found.needs.all()) if found else []
        return form_page(
            request,
            procurement,
            frame,
            WriteNote(procurement=procurement, initial=initial),
            back=back,
            why=why,
        )
    form = WriteNote(request.POST, procurement=procurement)
    if form.is_valid():
        words, revision = form.words(), form.cleaned_data["revision"]
        needs = words.pop("needs")
        try:
            actions.write_note(
                procurement, by=signed_in(request), revision=revision, words=words, needs=needs
            )
        except actions.ChangedMeanwhile as late:
            initial = words | {"revision": late.current.revision, "needs": list(needs)}
            form = WriteNote(procurement=procurement, initial=initial)
            return form_page(
                request, procurement, frame, form, back=back, why=why, both=both_of(late.current, words)
            )
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("The dialogue note is kept."))
            return redirect(back)
    return form_page(request, procurement, frame, form, back=back, why=why)


def _initial(found: Any, fields: tuple[str, ...]) -> dict[str, Any]:
    if found is None:
        return {"revision": 0}
    return {each: getattr(found, each) for each in fields} | {"revision": found.revision}
