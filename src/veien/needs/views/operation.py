"""What the operation asks for, and who answers for what, today and wanted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from veien.files.queries import download
from veien.foundation.errors import Refused
from veien.needs import actions
from veien.needs.forms.mapping import WriteOperation, WriteTask, parts_sent
from veien.needs.models import ResponsibilityShare, When
from veien.needs.queries import operation as queries
from veien.needs.queries.excel import XLSX
from veien.needs.views import mapped
from veien.needs.views.frames import may_edit
from veien.people.queries import signed_in
from veien.road.queries import Procurement, procurement_for
from veien.web.rules.frame import Crumb


@login_required
@require_GET
def page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what the operation asks for."""
    return _page(request, procurement_for(request.user, public_id))


def _page(request: HttpRequest, procurement: Procurement, form: WriteOperation | None = None) -> HttpResponse:
    rows = queries.operation_of(procurement)
    context = {
        "procurement": procurement,
        "frame": mapped.mapping_frame(procurement, "operation"),
        "rows": [{"row": each, "down": queries.down_in(each)} for each in rows],
        "form": form or WriteOperation(),
        "may_edit": may_edit(procurement),
    }
    return render(request, "needs/operation.html", context, status=422 if form is not None else 200)


@login_required
@require_POST
def add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write down what the operation asks for."""
    procurement = procurement_for(request.user, public_id, may="edit")
    form = WriteOperation(request.POST)

    def write(words: dict[str, Any]) -> None:
        actions.add_operation(procurement, by=signed_in(request), **words)

    if mapped.written(request, form, write, _("What you wrote is kept.")):
        return redirect(reverse("needs:operation", args=[public_id]) + "#write")
    return _page(request, procurement, form)


@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: UUID, operation_id: UUID) -> HttpResponse:
    """Change what the operation asks for."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = queries.operation_for(procurement, operation_id)

    def write(revision: int, words: dict[str, Any]) -> None:
        actions.change_operation(found, by=signed_in(request), revision=revision, **words)

    title = _("Change what the operation asks for")
    changing = mapped.Changing(
        frame=mapped.mapping_frame(procurement, "operation", title=title, crumbs=(Crumb(_("Change")),)),
        back=reverse("needs:operation", args=[public_id]),
        remove_url=reverse("needs:operation_remove", args=[public_id, operation_id]),
        remove_word=_("Remove it"),
        remove_note=_("A need that came of it stays."),
    )
    return mapped.change_row(request, procurement, changing, row=found, form_of=WriteOperation, write=write)


@login_required
@require_POST
def remove(request: HttpRequest, public_id: UUID, operation_id: UUID) -> HttpResponse:
    """Remove what the operation asks for."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = queries.operation_for(procurement, operation_id)
    said = _("%(what)s is removed.") % {"what": found}
    mapped.done(request, lambda: actions.remove_operation(found, by=signed_in(request)), said)
    return redirect("needs:operation", public_id)


@login_required
@require_POST
def need(request: HttpRequest, public_id: UUID, operation_id: UUID) -> HttpResponse:
    """Make a need of what the operation asks for."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = queries.operation_for(procurement, operation_id)
    back = reverse("needs:operation", args=[public_id])
    return mapped.made_need(
        request, procurement, lambda: actions.need_from_operation(found, by=signed_in(request)), back
    )


@login_required
@require_GET
def export(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give what the operation asks for as a workbook."""
    procurement = procurement_for(request.user, public_id)
    data = queries.operation_workbook(queries.operation_of(procurement))
    return download(data, name=_("Operation") + ".xlsx", content_type=XLSX)


@login_required
@require_GET
def matrix(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show who answers for what, today or wanted."""
    return _matrix(request, procurement_for(request.user, public_id))


def _matrix(
    request: HttpRequest,
    procurement: Procurement,
    *,
    form: WriteTask | None = None,
    refused: Refused | None = None,
    sent: dict[int, dict[str, str]] | None = None,
) -> HttpResponse:
    asked = request.POST.get("when") or request.GET.get("when", "")
    when = asked if asked in When.values else When.TODAY.value
    rows = queries.matrix_of(procurement)
    context = {
        "procurement": procurement,
        "frame": mapped.mapping_frame(procurement, "responsibility"),
        "when": when,
        "sides": [(value, label, value == when) for value, label in When.choices],
        "side_name": dict(When.choices)[when],
        "parties": ResponsibilityShare.Party.choices,
        "letters": ResponsibilityShare.Letter.choices,
        "rows": [_task(each, when, (sent or {}).get(each.task.pk), refused) for each in rows],
        "nobody": sum(each.has_nobody(when) for each in rows),
        "changing": sum(bool(each.changing) for each in rows),
        "refused": refused,
        "form": form or WriteTask(),
        "may_edit": may_edit(procurement),
    }
    status = 422 if form is not None or refused is not None else 200
    return render(request, "needs/responsibility.html", context, status=status)


def _task(
    row: queries.TaskRow, when: str, sent: dict[str, str] | None, refused: Refused | None
) -> dict[str, Any]:
    letters, before = {**row.letters(when), **(sent or {})}, row.today
    names = dict(ResponsibilityShare.Letter.choices)
    cells = [
        {
            "party": key,
            "name": label,
            "letter": letters.get(key, ""),
            "shown": names.get(letters.get(key, ""), ""),
            "is_changed": when == When.WANTED and key in row.changing,
            "before": names.get(before.get(key, ""), _("no part")),
        }
        for key, label in ResponsibilityShare.Party.choices
    ]
    wrong = refused is not None and refused.field == f"task-{row.task.pk}"
    return {"task": row.task, "cells": cells, "nobody": row.has_nobody(when), "wrong": wrong}


@login_required
@require_POST
def add_task(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Put a task into the matrix, or the usual ones at once."""
    procurement = procurement_for(request.user, public_id, may="edit")
    person = signed_in(request)
    back = reverse("needs:responsibility", args=[public_id])
    if "usual" in request.POST:
        mapped.done(
            request,
            lambda: actions.add_tasks(procurement, by=person, titles=queries.usual_tasks()),
            _("The usual tasks are in the matrix. Remove those you do not have."),
        )
        return redirect(back)
    form = WriteTask(request.POST)

    def write(words: dict[str, Any]) -> None:
        actions.add_tasks(procurement, by=person, titles=[words["title"]])

    if mapped.written(request, form, write, _("The task is in the matrix.")):
        return redirect(back + "#write")
    return _matrix(request, procurement, form=form)


@login_required
@require_POST
def keep(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Keep who has which part, today or wanted."""
    procurement = procurement_for(request.user, public_id, may="edit")
    when, parts = request.POST.get("when", ""), parts_sent(request.POST)
    try:
        actions.share_out(procurement, by=signed_in(request), when=when, parts=parts)
    except Refused as refused:
        return _matrix(request, procurement, refused=refused, sent=parts)
    mapped.done(request, lambda: None, _("What you wrote is kept."))
    return redirect(f"{reverse('needs:responsibility', args=[public_id])}?when={when}")


@login_required
@require_http_methods(["GET", "POST"])
def task(request: HttpRequest, public_id: UUID, task_id: UUID) -> HttpResponse:
    """Change what a task is called."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = queries.task_for(procurement, task_id)

    def write(revision: int, words: dict[str, Any]) -> None:
        actions.change_task(found, by=signed_in(request), revision=revision, **words)

    changing = mapped.Changing(
        frame=mapped.mapping_frame(
            procurement, "responsibility", title=_("Change the task"), crumbs=(Crumb(found.title),)
        ),
        back=reverse("needs:responsibility", args=[public_id]),
        remove_url=reverse("needs:task_remove", args=[public_id, task_id]),
        remove_word=_("Remove the task"),
    )
    return mapped.change_row(request, procurement, changing, row=found, form_of=WriteTask, write=write)


@login_required
@require_POST
def remove_task(request: HttpRequest, public_id: UUID, task_id: UUID) -> HttpResponse:
    """Take a task out of the matrix."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = queries.task_for(procurement, task_id)
    said = _("%(what)s is removed.") % {"what": found.title}
    mapped.done(request, lambda: actions.remove_task(found, by=signed_in(request)), said)
    return redirect("needs:responsibility", public_id)


@login_required
@require_GET
def matrix_export(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give the matrix as a workbook."""
    procurement = procurement_for(request.user, public_id)
    data = queries.matrix_workbook(queries.matrix_of(procurement))
    return download(data, name=_("Responsibility") + ".xlsx", content_type=XLSX)
