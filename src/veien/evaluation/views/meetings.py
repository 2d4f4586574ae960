"""Meetings with tenderers: the list, planning, minutes, and the points given with a phone in the hand."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from veien.criteria.queries import Criterion
from veien.evaluation import actions
from veien.evaluation.forms.meetings import PlanMeeting, WriteMinutes
from veien.evaluation.models import Meeting
from veien.evaluation.queries.meetings import meeting_for, meetings_of
from veien.evaluation.views.frames import granted, may_reject, procurement_to_reject_in, room_frame
from veien.foundation.errors import Refused
from veien.people.queries import signed_in
from veien.road.queries import Procurement, procurement_for
from veien.tenders.queries import tenders_in_order
from veien.web.rules.frame import Crumb


def meetings_frame(procurement: Procurement, title: str, *way: Crumb) -> Any:
    """Make the head of a page about meetings."""
    url = reverse("evaluation:meetings", args=[procurement.public_id])
    crumbs = (Crumb(_("Demonstrations and interviews"), url), *way, Crumb(title))
    return room_frame(procurement, "page", title=title, crumbs=crumbs)


@login_required
@require_GET
def page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the meetings that are planned and held."""
    procurement = procurement_for(signed_in(request), public_id, may="view_tenders")
    title = _("Demonstrations and interviews")
    context = {
        "procurement": procurement,
        "frame": room_frame(procurement, "page", title=title, crumbs=(Crumb(title),)),
        "meetings": meetings_of(procurement),
        "may_plan": may_reject(procurement),
        "may_score": "score" in granted(procurement),
    }
    return render(request, "evaluation/meetings.html", context)


def _form(procurement: Procurement, *args: Any, **rest: Any) -> PlanMeeting:
    tenders = [(str(each.public_id), f"{each.key} {each.name}") for each in tenders_in_order(procurement)]
    criteria = Criterion.objects.filter(procurement=procurement, kind="quality").order_by("position", "pk")
    return PlanMeeting(
        *args, tenders=tenders, criteria=[(str(each.public_id), each.title) for each in criteria], **rest
    )


def _chosen(procurement: Procurement, form: PlanMeeting) -> dict[str, Any]:
    """Give what a valid form says of the meeting."""
    said = form.cleaned_data
    tender = next(each for each in tenders_in_order(procurement) if str(each.public_id) == said["tender"])
    criteria = Criterion.objects.filter(procurement=procurement, public_id__in=said["criteria"])
    held_at: datetime = said["held_at"]
    return {
        "tender": tender,
        "kind": said["kind"],
        "held_at": held_at,
        "place": said["place"],
        "criteria": list(criteria.order_by("position", "pk")),
    }


@login_required
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Plan a meeting with a tenderer."""
    procurement = procurement_to_reject_in(request, public_id)
    form = _form(
        procurement,
        request.POST if request.method == "POST" else None,
        initial={"kind": Meeting.Kind.DEMONSTRATION},
    )
    if request.method == "POST" and form.is_valid():
        try:
            meeting = actions.plan_meeting(procurement, by=signed_in(request), **_chosen(procurement, form))
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("The meeting is planned."))
            return redirect("evaluation:meeting", procurement.public_id, meeting.public_id)
    context = {
        "procurement": procurement,
        "frame": meetings_frame(procurement, _("Plan a meeting")),
        "form": form,
        "has_tenders": bool(form.fields["tender"].choices),  # type: ignore[attr-defined]
    }
    return render(request, "evaluation/meeting_form.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def meeting(request: HttpRequest, public_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Show a meeting and write its minutes."""
    if request.method == "POST":
        procurement = procurement_to_reject_in(request, public_id)
    else:
        procurement = procurement_for(signed_in(request), public_id, may="view_tenders")
    found = meeting_for(procurement, meeting_id)
    form, theirs, status = WriteMinutes(initial=_stands(found)), "", 200
    if request.method == "POST":
        form = WriteMinutes(request.POST)
        form.is_valid()
        text = form.cleaned_data.get("minutes", "")
        try:
            revision = form.cleaned_data.get("revision") or 0
            actions.write_minutes(
                procurement, by=signed_in(request), meeting=found, text=text, revision=revision
            )
        except actions.ChangedMeanwhile as late:
            theirs, status = late.current.minutes, 409
            form = WriteMinutes(initial={"minutes": text, "revision": late.current.revision})
        except Refused as refused:
            status = 422
            form.add_error("minutes", str(refused))
        else:
            messages.success(request, _("The minutes are kept."))
            return redirect("evaluation:meeting", procurement.public_id, found.public_id)
    context = {
        "procurement": procurement,
        "frame": meetings_frame(procurement, _title(found)),
        "meeting": found,
        "criteria": found.criteria.order_by("position", "pk"),
        "form": form,
        "is_late": status == 409,
        "theirs": theirs,
        "may_plan": may_reject(procurement),
        "may_score": "score" in granted(procurement),
    }
    return render(request, "evaluation/with_tenderer.html", context, status=status)


def _stands(found: Meeting) -> dict[str, Any]:
    return {"minutes": found.minutes, "revision": found.revision}


def _title(found: Meeting) -> str:
    tender = f"{found.tender.key} {found.tender.name}"
    return f"{found.get_kind_display()}: {tender}"


@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Change a planned meeting."""
    procurement = procurement_to_reject_in(request, public_id)
    found = meeting_for(procurement, meeting_id)
    initial = _planned(found)
    form, late, status = (
        _form(procurement, request.POST if request.method == "POST" else None, initial=initial),
        None,
        200,
    )
    if request.method == "POST" and form.is_valid():
        try:
            revision = form.cleaned_data["revision"] or 0
            said = _chosen(procurement, form)
            actions.change_meeting(
                procurement, by=signed_in(request), meeting=found, revision=revision, **said
            )
        except actions.ChangedMeanwhile as refused:
            late, status = refused.current, 409
            typed = {**form.cleaned_data, "revision": refused.current.revision}
            form = _form(procurement, initial=typed)
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("The meeting is changed."))
            return redirect("evaluation:meeting", procurement.public_id, found.public_id)
    context = {
        "procurement": procurement,
        "frame": meetings_frame(procurement, _("Change the meeting")),
        "form": form,
        "meeting": found,
        "late": late,
        "has_tenders": True,
    }
    return render(request, "evaluation/meeting_form.html", context, status=422 if form.errors else status)


def _planned(found: Meeting) -> dict[str, Any]:
    return {
        "tender": str(found.tender.public_id),
        "kind": found.kind,
        "held_at": localtime(found.held_at),
        "place": found.place,
        "criteria": [str(each) for each in found.criteria.values_list("public_id", flat=True)],
        "revision": found.revision,
    }


@login_required
@require_POST
def remove(request: HttpRequest, public_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Remove a meeting that has no minutes."""
    procurement = procurement_to_reject_in(request, public_id)
    found = meeting_for(procurement, meeting_id)
    try:
        actions.remove_meeting(procurement, by=signed_in(request), meeting=found)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("evaluation:meeting", procurement.public_id, found.public_id)
    messages.success(request, _("The meeting is removed."))
    return redirect("evaluation:meetings", procurement.public_id)
