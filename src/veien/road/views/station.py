"""A station or the lane: what to do, who does it, what it must deliver; and doing it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from veien.files.queries import content_of, download
from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.methods.queries import predicates, roles, tools
from veien.methods.rules import Lane, Station
from veien.people.queries import User, signed_in
from veien.road import actions, forms, queries
from veien.road.models import Evidence
from veien.road.queries import Procurement, procurement_for
from veien.road.rules.registry import maker_of, tool_by_id
from veien.road.rules.roles import may_open
from veien.road.rules.state import ActivityStanding
from veien.web.rules.frame import Crumb


@login_required
@require_GET
def station(request: HttpRequest, public_id: UUID, station_id: str) -> HttpResponse:
    """Show one station."""
    return _station_page(request, procurement_for(request.user, public_id), station_id)


def _station_page(
    request: HttpRequest,
    procurement: Procurement,
    station_id: str,
    effort_form: forms.PlanEffort | None = None,
) -> HttpResponse:
    found = queries.road_of(procurement)
    here = found.standing.station(station_id)
    phase = found.standing.phase_of_station(station_id)
    if here is None or phase is None:
        raise Http404
    language = get_language() or "nb"
    title = here.station.title.in_language(language)
    effort = queries.efforts_of(procurement).get(station_id)
    context = {
        "procurement": procurement,
        "frame": queries.frame_of(procurement, title, crumbs=(Crumb(title),)),
        "phase": phase,
        "here": here,
        "station": here.station,
        "pack": found.standing.pack,
        "activities": activity_rows(found, here.activities),
        "deliverables": deliverable_rows(procurement, here.station),
        "tools": tool_rows(found, here.station),
        "effort": effort,
        "effort_form": effort_form
        or forms.PlanEffort(
            initial={"planned_days": effort.planned_days, "spent_days": effort.spent_days} if effort else None
        ),
        "may_edit": "edit" in procurement.granted,  # type: ignore[attr-defined]
        "today": clock.today(),
        "next_decision": next((each for each in phase.decisions if each.state != "done"), None),
    }
    return render(request, "road/station.html", context, status=422 if effort_form else 200)


@login_required
@require_GET
def lane(request: HttpRequest, public_id: UUID, lane_id: str) -> HttpResponse:
    """Show the lane that runs along the whole road, phase by phase."""
    procurement = procurement_for(request.user, public_id)
    found = queries.road_of(procurement)
    here: Lane = _or_404(found.standing.pack.lane, lane_id)
    standings = found.standing.lanes[found.standing.pack.lanes.index(here)]
    rows = activity_rows(found, standings)
    phases = [
        {"phase": each, "rows": [row for row in rows if row["activity"].phase == each.phase.id]}
        for each in found.standing.phases
    ]
    title = here.title.in_language(get_language() or "nb")
    return render(
        request,
        "road/lane.html",
        {
            "procurement": procurement,
            "frame": queries.frame_of(procurement, title, crumbs=(Crumb(title),)),
            "lane": here,
            "phases": phases,
            "may_edit": "edit" in procurement.granted,  # type: ignore[attr-defined]
            "today": clock.today(),
        },
    )


def _or_404(read: Any, key: str) -> Any:
    try:
        return read(key)
    except LookupError as problem:
        raise Http404 from problem


def activity_rows(found: queries.Road, standings: tuple[ActivityStanding, ...]) -> list[dict[str, Any]]:
    """Give the rows of a list of activities: state, role, tool, and what the program does not see yet."""
    known_roles, known_tools, known_predicates = roles(), tools(), predicates()
    language = get_language() or "nb"
    evidence = queries.evidence_of(found.procurement)
    rows = []
    for each in standings:
        tool = tool_by_id(each.activity.tool)
        rows.append(
            {
                "activity": each.activity,
                "standing": each,
                "tick": each.tick,
                "role": known_roles[each.activity.role],
                "tool": tool,
                "tool_name": known_tools[each.activity.tool].title
                if each.activity.tool in known_tools
                else None,
                "status": found.report.status.get(each.activity.tool, ""),
                "unseen": [
                    {
                        "text": known_predicates[name].text.in_language(language),
                        "page": tool_by_id(found.report.given_by.get(name, "")),
                    }
                    for name in each.unseen
                    if name in known_predicates
                ],
                "evidence": evidence.get(each.activity.id, []),
            }
        )
    return rows


def tool_rows(found: queries.Road, here: Station) -> list[dict[str, Any]]:
    """Give the tools of a station: Veien's own with a line of status, others with what they are good for."""
    rows = []
    for each in here.tools:
        tool = tool_by_id(each.tool) if each.kind == "veien" else None
        rows.append(
            {"tool": each, "page": tool, "status": found.report.status.get(each.tool, "") if tool else ""}
        )
    return rows


def deliverable_rows(procurement: Procurement, *stations: Station) -> list[dict[str, Any]]:
    """Give the deliverables of stations with their newest version and whether the program can make them. One query."""
    versions = queries.versions_of(procurement)
    known_roles = roles()
    return [
        {
            "station": here,
            "deliverable": each,
            "versions": versions.get(each.id, []),
            "newest": versions[each.id][0] if each.id in versions else None,
            "maker": maker_of(each.id),
            "role": known_roles[each.role],
            "may_open": may_open(each.tool) in procurement.granted,  # type: ignore[attr-defined]
        }
        for here in stations
        for each in here.deliverables
    ]


@login_required
@require_POST
def tick(request: HttpRequest, public_id: UUID, activity_id: str) -> HttpResponse:
    """Tick an activity, or take the tick back, and go back to where it stands."""
    procurement = procurement_for(request.user, public_id, may="edit")
    act = actions.untick_activity if request.POST.get("done") == "no" else actions.tick_activity
    try:
        act(procurement, by=signed_in(request), activity_id=activity_id)
    except Refused as refused:
        messages.error(request, str(refused))
    return back_to(procurement, activity_id)


def back_to(procurement: Procurement, activity_id: str) -> HttpResponse:
    """Go back to the station, decision or lane in which an activity stands."""
    pack = queries.pack_of(procurement)
    place = _or_404(pack.place_of, activity_id)
    kind = "station" if isinstance(place, Station) else "lane" if isinstance(place, Lane) else "decision"
    response = redirect(f"road:{kind}", procurement.public_id, place.id)
    response["Location"] += f"#{activity_id}"
    return response


@login_required
@require_http_methods(["GET", "POST"])
def activity(request: HttpRequest, public_id: UUID, activity_id: str) -> HttpResponse:
    """Say who does an activity and by when; add evidence."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = _or_404(queries.pack_of(procurement).activity, activity_id)
    state = queries.ActivityState.objects.filter(procurement=procurement, activity=activity_id).first()
    initial = {"owner": state.owner_id, "due_on": state.due_on, "note": state.note} if state else {}
    form = forms.DescribeActivity(
        forms.posted(request)[0], people=queries.people_in(procurement), initial=initial
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        owner = User.objects.get(pk=data["owner"]) if data["owner"] else None
        actions.describe_activity(
            procurement,
            by=signed_in(request),
            activity_id=activity_id,
            owner=owner,
            due_on=data["due_on"],
            note=data["note"],
        )
        return back_to(procurement, activity_id)
    return activity_page(request, procurement, found, form=form, file_form=forms.AddFile())


def activity_page(
    request: HttpRequest,
    procurement: Procurement,
    found: Any,
    *,
    form: forms.DescribeActivity,
    file_form: forms.AddFile,
) -> HttpResponse:
    """Show the page of one activity with its two forms."""
    title = found.title.in_language(get_language() or "nb")
    place = queries.pack_of(procurement).place_of(found.id)
    return render(
        request,
        "road/activity.html",
        {
            "procurement": procurement,
            "frame": queries.frame_of(procurement, title, crumbs=(Crumb(title),)),
            "activity": found,
            "place": place,
            "form": form,
            "file_form": file_form,
            "evidence": queries.evidence_of(procurement).get(found.id, []),
        },
        status=422 if form.errors or file_form.errors else 200,
    )


@login_required
@require_POST
def evidence_add(request: HttpRequest, public_id: UUID, activity_id: str) -> HttpResponse:
    """Attach a file that shows that an activity was done."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = _or_404(queries.pack_of(procurement).activity, activity_id)
    form = forms.AddFile(request.POST, request.FILES)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            actions.add_evidence(
                procurement,
                by=signed_in(request),
                activity_id=activity_id,
                data=upload.read(),
                name=upload.name,
                content_type=upload.content_type or "application/octet-stream",
            )
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            messages.success(request, _("The file is attached."))
            return redirect("road:activity", public_id, activity_id)
    people = forms.DescribeActivity(people=queries.people_in(procurement))
    return activity_page(request, procurement, found, form=people, file_form=form)


@login_required
@require_GET
def evidence(request: HttpRequest, public_id: UUID, file_id: UUID) -> HttpResponse:
    """Give a file of evidence."""
    procurement = procurement_for(request.user, public_id)
    found = (
        Evidence.objects.filter(state__procurement=procurement, file__public_id=file_id)
        .select_related("file")
        .first()
    )
    if found is None:
        raise Http404
    return download(content_of(found.file), name=found.file.name, content_type=found.file.content_type)


@login_required
@require_POST
def effort(request: HttpRequest, public_id: UUID, station_id: str) -> HttpResponse:
    """Keep the days of work of a station."""
    procurement = procurement_for(request.user, public_id, may="edit")
    form = forms.PlanEffort(request.POST)
    if not form.is_valid():
        return _station_page(request, procurement, station_id, form)
    try:
        actions.plan_effort(procurement, by=signed_in(request), station_id=station_id, **form.cleaned_data)
    except Refused as refused:
        raise Http404 from refused
    messages.success(request, _("The days are kept."))
    return redirect("road:station", public_id, station_id)
