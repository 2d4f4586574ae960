"""Decisions, skipping a phase, and the deliverables that decisions rest on."""

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
from veien.methods.queries import roles
from veien.methods.rules import Decision as Point
from veien.methods.rules import Deliverable
from veien.people.queries import signed_in
from veien.road import actions, forms, queries
from veien.road.queries import DeliverableVersion, Procurement, procurement_for
from veien.road.queries.grounds import all_warnings, grounds_of, recommendation_of
from veien.road.rules.registry import ground_providers, maker_of
from veien.road.rules.roles import may_open
from veien.road.rules.state import DecisionStanding, PhaseStanding, standing_of
from veien.road.views.station import activity_rows, deliverable_rows
from veien.web.rules.frame import Crumb


@login_required
@require_http_methods(["GET", "POST"])
def decision(request: HttpRequest, public_id: UUID, point: str) -> HttpResponse:
    """Show a decision point: its questions, what it rests on, how it was decided; and record a decision."""
    procurement = procurement_for(
        request.user, public_id, may="decide" if request.method == "POST" else "view"
    )
    found = queries.road_of(procurement)
    here, phase = found.standing.decision(point), found.standing.phase_of_decision(point)
    if here is None or phase is None:
        raise Http404
    stations = tuple(each.station for each in phase.stations)
    form = forms.Decide(
        forms.posted(request)[0],
        point=here.decision,
        stations=stations,
        initial={"decided_on": clock.today()},
    )
    if request.method == "POST" and form.is_valid() and _decided(request, procurement, point, form):
        return redirect("road:decision", public_id, point)
    return _decision_page(request, found, here, phase, form)


def _decided(request: HttpRequest, procurement: Procurement, point: str, form: forms.Decide) -> bool:
    data = form.cleaned_data
    try:
        actions.decide(
            procurement,
            by=signed_in(request),
            point=point,
            outcome=data["outcome"],
            decided_by=data["decided_by"],
            decided_on=data["decided_on"],
            answers=form.answers(),
            reason=data["reason"],
            reopened_stations=data["reopened_stations"],
        )
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return False
    messages.success(request, _("The decision is recorded, and its documents are frozen."))
    return True


def _decision_page(
    request: HttpRequest,
    found: queries.Road,
    here: DecisionStanding,
    phase: PhaseStanding,
    form: forms.Decide,
) -> HttpResponse:
    procurement = found.procurement
    title = here.decision.title.in_language(get_language() or "nb")
    rows = deliverable_rows(procurement, *(each.station for each in phase.stations))
    rows = [row for row in rows if row["deliverable"].id in here.decision.deliverables]
    return render(
        request,
        "road/decision.html",
        {
            "procurement": procurement,
            "frame": queries.frame_of(procurement, title, crumbs=(Crumb(title),)),
            "here": here,
            "decision": here.decision,
            "phase": phase,
            "form": form,
            "rounds": _rounds(procurement, here, phase),
            **_grounds(procurement, here.decision, form),
            "questions": {each.id: each for each in here.decision.questions},
            "deliverables": rows,
            "missing": [row for row in rows if row["newest"] is None],
            "activities": activity_rows(found, _standings_of(found, here.decision)),
            "decider": roles()[here.decision.role],
            "open_deliverables": {row["deliverable"].id for row in rows if row["may_open"]},
            "may_decide": "decide" in procurement.granted and phase.is_open,  # type: ignore[attr-defined]
            "may_edit": "edit" in procurement.granted,  # type: ignore[attr-defined]
            "may_skip": "skip" in procurement.granted,  # type: ignore[attr-defined]
            "is_current": found.standing.current_phase.phase.id == phase.phase.id and not phase.is_passed,
            "today": clock.today(),
        },
        status=422 if form.errors else 200,
    )


def _grounds(procurement: Procurement, point: Point, form: forms.Decide) -> dict[str, Any]:
    """Give each question with its field and what the rooms say to it, the warnings, the advice, and the paper."""
    asked = grounds_of(procurement, point)
    paper = _PAPERS.get(point.id, "")
    return {
        "asked": [
            {
                "question": each.question,
                "grounds": each.grounds,
                "bound": form[f"answer-{each.question.id}"],
            }
            for each in asked
        ],
        "asked_any": bool(ground_providers(point.id)),
        "warnings": all_warnings(asked),
        "advice": recommendation_of(procurement, point.id),
        "paper_maker": maker_of(paper),
        "paper_id": paper,
    }


_PAPERS = {"decision-1": "decision-paper"}
"""The deliverable that is the paper of a decision."""


def _rounds(procurement: Procurement, here: DecisionStanding, phase: PhaseStanding) -> list[Any]:
    """Give every round with the stations that it sent back, and how many have signed."""
    found: list[Any] = queries.decisions_of(procurement, here.decision.id)
    stations = {each.station.id: each.station for each in phase.stations}
    for each in found:
        signatures = list(each.signatures.all())
        each.signers = len(signatures)
        each.signed = sum(row.signed_on is not None for row in signatures)
        each.reopened = [stations[key] for key in each.reopened_stations if key in stations]
    return found


def _standings_of(found: queries.Road, point: Point) -> tuple[Any, ...]:
    deeds = queries.deeds_of(found.procurement, facts=found.report.facts)
    return tuple(standing_of(each, deeds) for each in point.activities)


@login_required
@require_http_methods(["GET", "POST"])
def skip(request: HttpRequest, public_id: UUID, phase_id: str) -> HttpResponse:
    """Let the project owner pass a phase by, with a reason."""
    procurement = procurement_for(request.user, public_id, may="skip")
    found = queries.road_of(procurement)
    phase = next((each for each in found.standing.phases if each.phase.id == phase_id), None)
    if phase is None:
        raise Http404
    form = forms.SkipPhase(forms.posted(request)[0])
    if request.method == "POST" and form.is_valid():
        try:
            actions.skip_phase(
                procurement, by=signed_in(request), phase_id=phase_id, reason=form.cleaned_data["reason"]
            )
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("The phase is skipped, and the reason stays on the road."))
            return redirect("road:road", public_id)
    title = _("Skip the phase %(phase)s") % {"phase": phase.phase.title.in_language(get_language() or "nb")}
    return render(
        request,
        "road/skip.html",
        {
            "procurement": procurement,
            "frame": queries.frame_of(procurement, title, crumbs=(Crumb(title),)),
            "phase": phase,
            "form": form,
        },
        status=422 if form.errors else 200,
    )


@login_required
@require_GET
def deliverables(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show all deliverables of the road, phase by phase."""
    procurement = procurement_for(request.user, public_id)
    pack = queries.pack_of(procurement)
    title = _("Deliverables")
    phases = [
        {"phase": phase, "rows": deliverable_rows(procurement, *phase.stations)} for phase in pack.phases
    ]
    there = len(
        {each for each in queries.versions_of(procurement) if each in {d.id for d in pack.deliverables}}
    )
    return render(
        request,
        "road/deliverables.html",
        {
            "procurement": procurement,
            "frame": queries.frame_of(procurement, title, crumbs=(Crumb(title),)),
            "phases": phases,
            "there": there,
            "wanted": len(pack.deliverables),
        },
    )


@login_required
@require_http_methods(["GET", "POST"])
def deliverable(request: HttpRequest, public_id: UUID, deliverable_id: str) -> HttpResponse:
    """Show one deliverable with its versions; bring a file as the next one."""
    procurement = procurement_for(request.user, public_id, may="edit" if request.method == "POST" else "view")
    _deliverable_or_404(procurement, deliverable_id)
    form = forms.AddFile(*forms.posted(request))
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            actions.bring_deliverable(
                procurement,
                by=signed_in(request),
                deliverable_id=deliverable_id,
                data=upload.read(),
                name=upload.name,
                content_type=upload.content_type or "application/octet-stream",
                note=form.cleaned_data["note"],
            )
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            messages.success(request, _("The new version is kept."))
            return redirect("road:deliverable", public_id, deliverable_id)
    return _deliverable_page(request, procurement, deliverable_id, form)


def _deliverable_page(
    request: HttpRequest, procurement: Procurement, deliverable_id: str, form: forms.AddFile
) -> HttpResponse:
    found = _deliverable_or_404(procurement, deliverable_id)
    station = queries.pack_of(procurement).station_of(deliverable_id)
    title = found.title.in_language(get_language() or "nb")
    return render(
        request,
        "road/deliverable.html",
        {
            "procurement": procurement,
            "frame": queries.frame_of(procurement, title, crumbs=(Crumb(title),)),
            "deliverable": found,
            "station": station,
            "role": roles()[found.role],
            "maker": maker_of(deliverable_id),
            "versions": queries.versions_of(procurement).get(deliverable_id, []),
            "form": form,
            "may_edit": "edit" in procurement.granted,  # type: ignore[attr-defined]
        },
        status=422 if form.errors else 200,
    )


def _see_that_it_is_open(procurement: Procurement, found: Deliverable) -> None:
    if may_open(found.tool) not in procurement.granted:  # type: ignore[attr-defined]
        raise Http404


def _deliverable_or_404(procurement: Procurement, deliverable_id: str) -> Deliverable:
    try:
        found = queries.pack_of(procurement).deliverable(deliverable_id)
    except LookupError as problem:
        raise Http404 from problem
    _see_that_it_is_open(procurement, found)
    return found


@login_required
@require_POST
def make(request: HttpRequest, public_id: UUID, deliverable_id: str) -> HttpResponse:
    """Let the program make the next version of a deliverable."""
    procurement = procurement_for(request.user, public_id, may="edit")
    _deliverable_or_404(procurement, deliverable_id)
    try:
        actions.make_deliverable(
            procurement,
            by=signed_in(request),
            deliverable_id=deliverable_id,
            ending=request.POST.get("ending", ""),
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The document is made from what is in Veien now."))
    return redirect("road:deliverable", public_id, deliverable_id)


@login_required
@require_GET
def version(request: HttpRequest, public_id: UUID, file_id: UUID) -> HttpResponse:
    """Give one version of a deliverable."""
    procurement = procurement_for(request.user, public_id)
    found = (
        DeliverableVersion.objects.filter(procurement=procurement, file__public_id=file_id)
        .select_related("file")
        .first()
    )
    if found is None:
        raise Http404
    _deliverable_or_404(procurement, found.deliverable)
    return download(content_of(found.file), name=found.file.name, content_type=found.file.content_type)
