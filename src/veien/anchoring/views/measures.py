"""One measure and its files; the invitations."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from veien.anchoring import actions, forms, queries
from veien.anchoring.models import Invitation, Measure, MeasureFile, Stakeholder
from veien.anchoring.views.editing import both_texts, form_page, tried
from veien.anchoring.views.page import frame, phase_choices
from veien.files.queries import content_of, download
from veien.foundation.errors import Refused
from veien.people.queries import signed_in
from veien.road.queries import Procurement, phases_of, procurement_for

WORDS = ("title", "kind", "phase", "who", "due_on", "done_on", "outcome", "revision")


def _found(procurement: Procurement, measure_id: UUID) -> Measure:
    found = get_object_or_404(Measure, procurement=procurement, public_id=measure_id)
    found.procurement = procurement
    return found


def _choices(procurement: Procurement) -> dict[str, Any]:
    rows = Stakeholder.objects.filter(procurement=procurement).order_by("name").values_list("pk", "name")
    return {"phases": phase_choices(procurement), "people": [(str(key), name) for key, name in rows]}


def _words(form: forms.WriteMeasure) -> dict[str, Any]:
    words = dict(form.cleaned_data)
    words["stakeholders"] = [int(each) for each in words.get("stakeholders", ())]
    return words


@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Plan a measure; ``?for=`` names a stakeholder, ``?phase=`` a phase."""
    procurement = procurement_for(request.user, public_id, may="edit")
    choices = _choices(procurement)
    now = phases_of(procurement).current_phase.phase.id
    chosen = Stakeholder.objects.filter(
        procurement=procurement, public_id__in=_ids(request.GET.getlist("for"))
    )
    initial = {
        "phase": request.GET.get("phase", now),
        "stakeholders": [str(key) for key in chosen.values_list("pk", flat=True)],
    }
    form = forms.WriteMeasure(request.POST if request.method == "POST" else None, initial=initial, **choices)
    if request.method == "POST" and form.is_valid():
        words = _words(form)
        words.pop("revision")
        if tried(form, lambda: actions.add_measure(procurement, by=signed_in(request), **words)):
            messages.success(request, _("The measure is planned."))
            return redirect("anchoring:measures", public_id)
    back = reverse("anchoring:measures", args=[public_id])
    return form_page(request, procurement, form, title=_("Plan a measure"), back=back)


def _ids(typed: list[str]) -> list[UUID]:
    found = []
    for each in typed:
        try:
            found.append(UUID(each))
        except ValueError:
            continue
    return found


@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: UUID, measure_id: UUID) -> HttpResponse:
    """Change a measure, or say that it is done."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found, choices = _found(procurement, measure_id), _choices(procurement)
    stands = {key: getattr(found, key) for key in WORDS}
    stands["stakeholders"] = [str(key) for key in found.stakeholders.values_list("pk", flat=True)]
    form = forms.WriteMeasure(request.POST if request.method == "POST" else None, initial=stands, **choices)
    if request.method == "POST" and form.is_valid():
        words = _words(form)
        try:
            if tried(form, lambda: actions.change_measure(found, by=signed_in(request), **words)):
                messages.success(request, _("It is kept."))
                return redirect("anchoring:measures", public_id)
        except actions.ChangedMeanwhile as late:
            typed = words | {
                "revision": late.current.revision,
                "stakeholders": request.POST.getlist("stakeholders"),
            }
            anew = forms.WriteMeasure(initial=typed, **choices)
            both = both_texts(form, late.current, words)
            return _measure_page(request, procurement, found, anew, both=both)
    return _measure_page(request, procurement, found, form)


def _measure_page(
    request: HttpRequest,
    procurement: Procurement,
    found: Measure,
    form: forms.WriteMeasure,
    *,
    both: list[dict[str, str]] | None = None,
    file_form: forms.AddFile | None = None,
) -> HttpResponse:
    return form_page(
        request,
        procurement,
        form,
        title=found.title,
        back=reverse("anchoring:measures", args=[procurement.public_id]),
        both=both,
        measure=found,
        files=found.files.select_related("file", "added_by").order_by("pk"),
        file_form=file_form or forms.AddFile(),
    )


@login_required
@require_POST
def attach(request: HttpRequest, public_id: UUID, measure_id: UUID) -> HttpResponse:
    """Attach a file that shows that a measure was carried out."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = _found(procurement, measure_id)
    file_form = forms.AddFile(request.POST, request.FILES)
    if file_form.is_valid():
        upload = file_form.cleaned_data["file"]
        kind = upload.content_type or "application/octet-stream"
        if tried(
            file_form,
            lambda: actions.add_measure_file(
                found, by=signed_in(request), data=upload.read(), name=upload.name, content_type=kind
            ),
        ):
            messages.success(request, _("The file is attached."))
            return redirect("anchoring:measure_change", public_id, measure_id)
    stands = {key: getattr(found, key) for key in WORDS}
    stands["stakeholders"] = [str(key) for key in found.stakeholders.values_list("pk", flat=True)]
    form = forms.WriteMeasure(initial=stands, **_choices(procurement))
    answer = _measure_page(request, procurement, found, form, file_form=file_form)
    answer.status_code = 422
    return answer


@login_required
@require_GET
def file(request: HttpRequest, public_id: UUID, file_id: UUID) -> HttpResponse:
    """Give a file that is attached to a measure."""
    procurement = procurement_for(request.user, public_id)
    rows = MeasureFile.objects.filter(measure__procurement=procurement).select_related("file")
    found = get_object_or_404(rows, file__public_id=file_id).file
    return download(content_of(found), name=found.name, content_type=found.content_type)


@login_required
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, public_id: UUID, measure_id: UUID) -> HttpResponse:
    """Ask before a measure is taken away, then do it."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = _found(procurement, measure_id)
    if request.method == "POST":
        actions.remove_measure(found, by=signed_in(request))
        messages.success(request, _("%(name)s is taken away.") % {"name": found.title})
        return redirect("anchoring:measures", public_id)
    context = {
        "procurement": procurement,
        "frame": frame(procurement, _("Take away %(name)s?") % {"name": found.title}),
        "what": _("The log still says that it was planned, and which files were attached."),
        "back": reverse("anchoring:measure_change", args=[public_id, measure_id]),
    }
    return render(request, "anchoring/remove.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def invitations(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """List who was invited to what, and write down one more."""
    procurement = procurement_for(request.user, public_id, may="edit" if request.method == "POST" else "view")
    form = forms.Invite(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data
        if tried(form, lambda: actions.invite(procurement, by=signed_in(request), **words)):
            messages.success(request, _("The invitation is written down."))
            return redirect("anchoring:invitations", public_id)
    rows = queries.invitations_of(procurement)
    context = {
        "procurement": procurement,
        "frame": frame(procurement, _("Invitations"), here="invitations"),
        "form": form,
        "rows": rows,
        "services": len({each.service.casefold() for each in rows}),
        "said_yes": sum(each.answer == Invitation.Answer.YES for each in rows),
        "may_edit": "edit" in procurement.granted,  # type: ignore[attr-defined]
    }
    return render(request, "anchoring/invitations.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def answer(request: HttpRequest, public_id: UUID, invitation_id: UUID) -> HttpResponse:
    """Note an answer to an invitation, or take the invitation off the list."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = get_object_or_404(Invitation, procurement=procurement, public_id=invitation_id)
    found.procurement = procurement
    by = signed_in(request)
    try:
        if "withdraw" in request.POST:
            actions.withdraw_invitation(found, by=by)
        else:
            actions.answer_invitation(found, by=by, answer=request.POST.get("answer", ""))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("anchoring:invitations", public_id)
