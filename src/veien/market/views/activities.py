"""The activities: choosing one of eight ways, what to remember, who came, times for one supplier alone, minutes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.market import actions
from veien.market.actions.meetings import ACTIVITY_FIELDS
from veien.market.forms import Minutes, NewSlots, WriteActivity
from veien.market.models import Activity, Slot
from veien.market.queries.invitation import invitation_of, notice_days
from veien.market.queries.kinds import words_of
from veien.market.queries.meetings import activity_for, parts_of, questions_of, slot_for, slots_of
from veien.market.queries.ways import agenda_in, ways
from veien.market.rules import ADVISED_DAYS
from veien.market.views.frames import both_of, form_page, market_frame, may_edit, remove_page
from veien.people.queries import signed_in
from veien.road.queries import procurement_for
from veien.web.rules.frame import Crumb, Frame
from veien.web.rules.numbers import in_language


@login_required
@require_GET
def choose(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the eight ways of hearing the market, to choose one."""
    procurement = procurement_for(request.user, public_id, may="edit")
    title = _("How do you want to hear the market?")
    context = {
        "procurement": procurement,
        "frame": market_frame(procurement, "page", title=title, crumbs=(Crumb(_("Plan an activity")),)),
        "ways": list(ways().values()),
    }
    return render(request, "market/choose.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, public_id: UUID, way: str) -> HttpResponse:
    """Plan an activity, filled in from its template."""
    procurement = procurement_for(request.user, public_id, may="edit")
    if way not in ways():
        raise Http404
    template = ways()[way]
    language = procurement.language
    initial = {"title": template.title[language], "agenda": agenda_in(template, language), "is_public": True}
    form = WriteActivity(
        request.POST if request.method == "POST" else None, procurement=procurement, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_activity(procurement, template, by=signed_in(request), words=form.words())
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            return redirect("market:activity", public_id, made.public_id)
    reader = request.LANGUAGE_CODE
    title = _("Plan an activity")
    frame = market_frame(
        procurement, "page", title=title, crumbs=(Crumb(in_language(template.title, reader)),)
    )
    back = reverse("market:activity_choose", args=[public_id])
    why = (
        in_language(template.good_for, reader),
        _("Announce it at least %(days)s days before. It is advice from the method, not law.")
        % {"days": ADVISED_DAYS},
    )
    return form_page(request, procurement, frame, form, back=back, why=why)


@login_required
@require_GET
def activity(request: HttpRequest, public_id: UUID, activity_id: UUID) -> HttpResponse:
    """Show an activity."""
    procurement = procurement_for(request.user, public_id)
    return _activity_page(request, activity_for(procurement, activity_id))


def _activity_page(request: HttpRequest, found: Activity, form: NewSlots | None = None) -> HttpResponse:
    procurement = found.procurement
    slots = slots_of(found)
    context = {
        "procurement": procurement,
        "frame": _frame(found),
        "activity": found,
        "way": ways()[found.template],
        "points": [line for line in found.agenda.splitlines() if line.strip()],
        "items": list(found.items.select_related("done_by").order_by("position")),
        "parts": parts_of(found),
        "slots": slots,
        "slot_form": form or NewSlots(initial=_next_slots(found, slots)),
        "has_slots": bool(slots) or ways()[found.template].has_slots,
        "day": notice_days(procurement, invitation_of(procurement), [found]).get(found.pk),
        "advised": ADVISED_DAYS,
        "today": clock.today(),
        "may_edit": may_edit(procurement),
    }
    return render(request, "market/activity.html", context, status=422 if form and form.errors else 200)


def _next_slots(found: Activity, slots: list[Slot]) -> dict[str, Any]:
    """Begin where the last time ends, with the same length."""
    if not slots:
        return {"first": found.starts_at, "minutes": 45, "pause": 15, "count": 6}
    last, long = slots[-1], timedelta(minutes=slots[-1].minutes_long)
    pause = slots[-1].starts_at - slots[-2].starts_at - long if len(slots) > 1 else timedelta(minutes=15)
    pause = pause if timedelta(0) <= pause <= timedelta(hours=4) else timedelta(minutes=15)
    return {
        "first": last.starts_at + long + pause,
        "minutes": last.minutes_long,
        "pause": int(pause.total_seconds() // 60),
        "count": 1,
    }


def _frame(found: Activity, last: str = "") -> Frame:
    if not last:
        return market_frame(found.procurement, "page", title=found.title, crumbs=(Crumb(found.ref),))
    here = reverse("market:activity", args=[found.procurement.public_id, found.public_id])
    crumbs = (Crumb(found.ref, here), Crumb(last))
    return market_frame(found.procurement, "page", title=last, crumbs=crumbs)


@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: UUID, activity_id: UUID) -> HttpResponse:
    """Change an activity; when somebody else wrote first, show both."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = activity_for(procurement, activity_id)
    frame = _frame(found, _("Change %(what)s") % {"what": found.ref})
    back = reverse("market:activity", args=[public_id, activity_id])
    if request.method != "POST":
        initial = words_of(found, ACTIVITY_FIELDS) | {"revision": found.revision}
        return form_page(
            request, procurement, frame, WriteActivity(procurement=procurement, initial=initial), back=back
        )
    form = WriteActivity(request.POST, procurement=procurement)
    if form.is_valid():
        words, revision = form.words(), form.cleaned_data["revision"]
        try:
            actions.change_activity(found, by=signed_in(request), revision=revision, words=words)
        except actions.ChangedMeanwhile as late:
            form = WriteActivity(procurement=procurement, initial=words | {"revision": late.current.revision})
            return form_page(request, procurement, frame, form, back=back, both=both_of(late.current, words))
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            return redirect(back)
    return form_page(request, procurement, frame, form, back=back)


@login_required
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, public_id: UUID, activity_id: UUID) -> HttpResponse:
    """Ask before an activity is removed, then remove it."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = activity_for(procurement, activity_id)
    refusal = ""
    if request.method == "POST":
        try:
            actions.remove_activity(found, by=signed_in(request))
            return redirect("market:page", public_id)
        except Refused as refused:
            refusal = str(refused)
    return remove_page(
        request,
        procurement,
        _frame(found, _("Remove %(what)s?") % {"what": found.ref}),
        what=str(found),
        text=_("It leaves the list, and its number is not used again. The log keeps that it was there."),
        back=reverse("market:activity", args=[public_id, activity_id]),
        refusal=refusal,
    )


@login_required
@require_POST
def tick(request: HttpRequest, public_id: UUID, activity_id: UUID) -> HttpResponse:
    """Mark a point as done, or as not done."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = activity_for(procurement, activity_id)
    wanted = request.POST.get("item", "")
    item = found.items.filter(position=int(wanted)).first() if _is_number(wanted) else None
    if item is not None:
        item.activity = found
        actions.tick_item(item, by=signed_in(request), is_done=item.done_at is None)
    return redirect(reverse("market:activity", args=[public_id, activity_id]) + "#items")


@login_required
@require_POST
def attendance(request: HttpRequest, public_id: UUID, activity_id: UUID) -> HttpResponse:
    """Keep who came."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = activity_for(procurement, activity_id)
    meant = {"yes": True, "no": False, "": None}
    came = {
        int(key[5:]): meant[value]
        for key, value in request.POST.items()
        if key.startswith("part-") and _is_number(key[5:]) and value in meant
    }
    actions.mark_attendance(found, by=signed_in(request), came=came)
    messages.success(request, _("Who came is kept."))
    return redirect(reverse("market:activity", args=[public_id, activity_id]) + "#people")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


@login_required
@require_POST
def slots(request: HttpRequest, public_id: UUID, activity_id: UUID) -> HttpResponse:
    """Set up times for one supplier alone."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = activity_for(procurement, activity_id)
    form = NewSlots(request.POST)
    if form.is_valid():
        try:
            actions.add_slots(found, by=signed_in(request), **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            return redirect(reverse("market:activity", args=[public_id, activity_id]) + "#slots")
    return _activity_page(request, found, form)


@login_required
@require_POST
def slot_remove(request: HttpRequest, public_id: UUID, activity_id: UUID, slot_id: UUID) -> HttpResponse:
    """Take away a time that nobody has booked."""
    procurement = procurement_for(request.user, public_id, may="edit")
    slot = slot_for(activity_for(procurement, activity_id), slot_id)
    try:
        actions.remove_slot(slot, by=signed_in(request))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(reverse("market:activity", args=[public_id, activity_id]) + "#slots")


@login_required
@require_http_methods(["GET", "POST"])
def minutes(request: HttpRequest, public_id: UUID, activity_id: UUID, slot_id: UUID) -> HttpResponse:
    """Read or write the minutes of a meeting with one supplier."""
    procurement = procurement_for(request.user, public_id, may="view" if request.method == "GET" else "edit")
    slot = slot_for(activity_for(procurement, activity_id), slot_id)
    if not may_edit(procurement):
        return _minutes_page(request, slot, None)
    answers = dict(slot.answers.values_list("question_id", "text"))
    asked = questions_of(procurement)
    initial = {"minutes": slot.minutes, "is_confidential": slot.is_confidential, "revision": slot.revision}
    if request.method != "POST":
        return _minutes_page(request, slot, Minutes(questions=asked, answers=answers, initial=initial))
    form = Minutes(request.POST, questions=asked, answers=answers)
    if form.is_valid():
        try:
            _written(slot, form, request)
        except actions.ChangedMeanwhile as late:
            kept = form.cleaned_data | {"revision": late.current.revision}
            form = Minutes(questions=asked, answers=form.answers(), initial=kept)
            words = {key: kept[key] for key in ("minutes", "is_confidential")}
            return _minutes_page(request, slot, form, both=both_of(late.current, words))
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("The minutes are kept."))
            return redirect(reverse("market:activity", args=[public_id, activity_id]) + "#slots")
    return _minutes_page(request, slot, form)


def _written(slot: Slot, form: Minutes, request: HttpRequest) -> None:
    said = form.cleaned_data
    actions.write_minutes(
        slot,
        by=signed_in(request),
        revision=said["revision"],
        minutes=said["minutes"],
        is_confidential=said["is_confidential"],
        answers=form.answers(),
    )


def _minutes_page(
    request: HttpRequest, slot: Slot, form: Minutes | None, *, both: Any = None
) -> HttpResponse:
    hidden = form is None and slot.is_confidential
    context = {
        "procurement": slot.activity.procurement,
        "frame": _frame(
            slot.activity, f"{_('Minutes')}: {slot.registration.firm}" if slot.registration else _("Minutes")
        ),
        "slot": slot,
        "form": form,
        "both": both,
        "hidden": hidden,
        "answers": []
        if form or hidden
        else list(slot.answers.select_related("question").order_by("question__number")),
        "back": reverse(
            "market:activity", args=[slot.activity.procurement.public_id, slot.activity.public_id]
        ),
    }
    status = 409 if both is not None else 422 if form and form.errors else 200
    return render(request, "market/minutes.html", context, status=status)
