"""The map of information flows: systems, what goes between them today and wanted, and what is lacking."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from veien.documents import actions as documents
from veien.files.queries import download
from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.needs import actions
from veien.needs.forms.mapping import WriteFlow, WriteSystem
from veien.needs.models import When
from veien.needs.queries import data_flow as queries
from veien.needs.queries.data_protection import basis_of
from veien.needs.queries.excel import XLSX
from veien.needs.views import mapped
from veien.needs.views.frames import may_edit
from veien.people.queries import signed_in
from veien.road.actions import draft_paper
from veien.road.queries import Procurement, procurement_for
from veien.web.rules.frame import Crumb, Frame

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@login_required
@require_GET
def page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the map, today or wanted."""
    return _page(request, procurement_for(request.user, public_id))


def _page(
    request: HttpRequest,
    procurement: Procurement,
    *,
    system_form: WriteSystem | None = None,
    flow_form: WriteFlow | None = None,
) -> HttpResponse:
    asked = request.POST.get("when") or request.GET.get("when", "")
    when = asked if asked in When.values else When.TODAY.value
    found = queries.map_of(procurement, when)
    choices = [(str(each.public_id), each.name) for each in found.systems]
    context = {
        "procurement": procurement,
        "frame": mapped.mapping_frame(procurement, "data_flow"),
        "map": found,
        "sides": [(value, label, value == when) for value, label in When.choices],
        "drawing": queries.drawing_of(found) if found.flows else "",
        "system_form": system_form or WriteSystem(prefix="system"),
        "flow_form": flow_form or WriteFlow(systems=choices, initial={"when": when}),
        "may_edit": may_edit(procurement),
    }
    status = 422 if system_form is not None or flow_form is not None else 200
    return render(request, "needs/data_flow.html", context, status=status)


@login_required
@require_POST
def add_system(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Put a system on the map."""
    procurement = procurement_for(request.user, public_id, may="edit")
    form = WriteSystem(request.POST, prefix="system")

    def write(words: dict[str, Any]) -> None:
        actions.add_system(procurement, by=signed_in(request), **words)

    if mapped.written(request, form, write, _("The system is on the map.")):
        return redirect(reverse("needs:data_flow", args=[public_id]) + "#systems")
    return _page(request, procurement, system_form=form)


@login_required
@require_http_methods(["GET", "POST"])
def system(request: HttpRequest, public_id: UUID, system_id: UUID) -> HttpResponse:
    """Change a system."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = queries.system_for(procurement, system_id)

    def write(revision: int, words: dict[str, Any]) -> None:
        actions.change_system(found, by=signed_in(request), revision=revision, **words)

    changing = mapped.Changing(
        frame=_frame(procurement, _("Change the system"), found.name),
        back=reverse("needs:data_flow", args=[public_id]) + "#systems",
        remove_url=reverse("needs:system_remove", args=[public_id, system_id]),
        remove_word=_("Remove the system"),
        remove_note=_("Only a system that no flow touches can be removed."),
    )
    return mapped.change_row(request, procurement, changing, row=found, form_of=WriteSystem, write=write)


@login_required
@require_POST
def remove_system(request: HttpRequest, public_id: UUID, system_id: UUID) -> HttpResponse:
    """Take a system off the map."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = queries.system_for(procurement, system_id)
    said = _("%(what)s is removed.") % {"what": found.name}
    mapped.done(request, lambda: actions.remove_system(found, by=signed_in(request)), said)
    return redirect("needs:data_flow", public_id)


@login_required
@require_POST
def add_flow(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Put a flow on the map."""
    procurement = procurement_for(request.user, public_id, may="edit")
    form = WriteFlow(request.POST, systems=_choices(procurement))

    def write(words: dict[str, Any]) -> None:
        actions.add_flow(procurement, by=signed_in(request), **_with_ends(procurement, words))

    if mapped.written(request, form, write, _("The flow is on the map.")):
        return redirect(_url(procurement, form.cleaned_data["when"], "#write"))
    return _page(request, procurement, flow_form=form)


@login_required
@require_http_methods(["GET", "POST"])
def flow(request: HttpRequest, public_id: UUID, flow_id: UUID) -> HttpResponse:
    """Change a flow, or turn it."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = queries.flow_for(procurement, flow_id)
    choices = _choices(procurement)

    def form_of(*args: Any, **kwargs: Any) -> WriteFlow:
        return WriteFlow(*args, systems=choices, **kwargs)

    def write(revision: int, words: dict[str, Any]) -> None:
        ends = _with_ends(procurement, words)
        actions.change_flow(found, by=signed_in(request), revision=revision, **ends)

    changing = mapped.Changing(
        frame=_frame(procurement, _("Change the flow"), found.information),
        back=_url(procurement, found.when, "#flows"),
        remove_url=reverse("needs:flow_remove", args=[public_id, flow_id]),
        remove_word=_("Remove the flow"),
        remove_note=_("A need that came of it stays."),
    )
    return mapped.change_row(request, procurement, changing, row=found, form_of=form_of, write=write)


@login_required
@require_POST
def remove_flow(request: HttpRequest, public_id: UUID, flow_id: UUID) -> HttpResponse:
    """Take a flow off the map."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = queries.flow_for(procurement, flow_id)
    said = _("The flow is removed.")
    mapped.done(request, lambda: actions.remove_flow(found, by=signed_in(request)), said)
    return redirect(_url(procurement, found.when, "#flows"))


@login_required
@require_POST
def flow_need(request: HttpRequest, public_id: UUID, flow_id: UUID) -> HttpResponse:
    """Make an integration need of a flow."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = queries.flow_for(procurement, flow_id)
    return mapped.made_need(
        request,
        procurement,
        lambda: actions.need_from_flow(found, by=signed_in(request)),
        _url(procurement, found.when, "#flows"),
    )


@login_required
@require_POST
def carry(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Carry today's flows over to what is wanted."""
    procurement = procurement_for(request.user, public_id, may="edit")
    said = _("The flows are carried over.")
    mapped.done(request, lambda: actions.carry_flows(procurement, by=signed_in(request)), said)
    return redirect(_url(procurement, When.WANTED.value, "#flows"))


@login_required
@require_GET
def export(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give the map as a workbook, today and wanted."""
    procurement = procurement_for(request.user, public_id)
    maps = [queries.map_of(procurement, when) for when in When.values]
    return download(queries.as_workbook(maps), name=_("Information flow") + ".xlsx", content_type=XLSX)


@login_required
@require_GET
def basis(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give what an assessment of data protection begins with, as Word in the procurement's own language."""
    procurement = procurement_for(request.user, public_id)
    try:
        said = basis_of(procurement, procurement.language)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("needs:data_flow", public_id)
    with draft_paper(procurement):
        data = documents.build_report_docx(said, at=clock.now())
    return download(data, name=f"{said.title}.docx", content_type=DOCX)


def _choices(procurement: Procurement) -> list[tuple[str, str]]:
    return [(str(each.public_id), each.name) for each in queries.systems_of(procurement)]


def _with_ends(procurement: Procurement, words: dict[str, Any]) -> dict[str, Any]:
    """Give the words of a flow with its systems instead of their public ids."""
    ends = {key: queries.system_for(procurement, UUID(words[key])) for key in ("start", "end")}
    return words | ends


def _url(procurement: Procurement, when: str, place: str = "") -> str:
    return f"{reverse('needs:data_flow', args=[procurement.public_id])}?when={when}{place}"


def _frame(procurement: Procurement, title: str, last: str) -> Frame:
    return mapped.mapping_frame(procurement, "data_flow", title=title, crumbs=(Crumb(last),))
