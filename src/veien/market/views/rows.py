"""Lists of questions, input, visits, outreach, lessons and the ledger: one way of showing and writing for all."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from veien.files.queries import content_of, download
from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.market import actions
from veien.market.actions.mailing import mail_news
from veien.market.forms import Narrow, Publish, Words, form_of
from veien.market.queries.asking import brought_by
from veien.market.queries.excel import XLSX, rows_as_workbook
from veien.market.queries.invitation import invitation_of
from veien.market.queries.kinds import (
    KINDS,
    LOOSE,
    Kind,
    heading_of,
    is_hidden,
    kind_of,
    label_of,
    narrowed,
    row_for,
    rows_of,
    shown,
    words_of,
)
from veien.market.queries.meetings import registered_in
from veien.market.views.frames import both_of, form_page, market_frame, may_edit, remove_page
from veien.people.queries import signed_in
from veien.road.queries import Procurement, procurement_for
from veien.web.rules.frame import Crumb
from veien.web.rules.table import Column, table_page

ROWS = 100


@login_required
@require_GET
def listing(request: HttpRequest, public_id: UUID, kind: str) -> HttpResponse:
    """Show the rows of a kind."""
    procurement = procurement_for(request.user, public_id)
    sort = kind_of(kind)
    narrow = Narrow(request.GET, can_be_loose=kind in LOOSE)
    text, loose = narrow.said("q"), bool(narrow.said("loose"))
    found = narrowed(sort, rows_of(sort, procurement), text, loose)
    all_count = rows_of(sort, procurement).count()
    total = found.count() if text or loose else all_count
    columns = (
        Column("number", heading_of(sort.model, sort.head)),
        *(
            Column(each, heading_of(sort.model, each), can_sort=each not in sort.links)
            for each in sort.columns
        ),
    )
    table = table_page(columns, request.GET.dict(), total=total, order="number", size=ROWS)
    is_writer = may_edit(procurement)
    rows = found.order_by(table.order_by, "number")[table.start : table.stop]
    context = {
        "procurement": procurement,
        "frame": market_frame(procurement, kind, lead=str(sort.lead)),
        "kind": sort,
        "narrow": narrow,
        "is_narrowed": bool(text or loose),
        "table": table,
        "all_count": all_count,
        "rows": [_line(sort, each, is_writer) for each in rows],
        "may_edit": is_writer,
        "brought": brought_by(procurement) if kind == "question" and is_writer else [],
    }
    return render(request, "market/rows.html", context)


def _line(kind: Kind, row: Any, is_writer: bool) -> dict[str, Any]:
    hidden = is_hidden(row, may_edit=is_writer)
    open_columns = {"theme", "received_on", "is_confidential"}
    return {
        "row": row,
        "head": _("Kept confidential") if hidden else getattr(row, kind.head),
        "cells": [
            (heading_of(kind.model, each), "–" if hidden and each not in open_columns else shown(row, each))
            for each in kind.columns
        ],
        "is_open": kind.key == "told" and not row.published_at,
    }


@login_required
@require_GET
def export(request: HttpRequest, public_id: UUID, kind: str) -> HttpResponse:
    """Give a list as a workbook; what is confidential is not in it."""
    procurement = procurement_for(request.user, public_id)
    sort = kind_of(kind)
    narrow = Narrow(request.GET, can_be_loose=kind in LOOSE)
    rows = narrowed(sort, rows_of(sort, procurement), narrow.said("q"), bool(narrow.said("loose")))
    data = rows_as_workbook(sort, list(rows.order_by("number")))
    return download(data, name=f"{sort.title}.xlsx", content_type=XLSX)


@login_required
@require_GET
def row(request: HttpRequest, public_id: UUID, kind: str, row_id: UUID) -> HttpResponse:
    """Show one row."""
    procurement = procurement_for(request.user, public_id)
    sort = kind_of(kind)
    return _row_page(request, sort, row_for(sort, procurement, row_id))


def _row_page(request: HttpRequest, kind: Kind, found: Any, form: Publish | None = None) -> HttpResponse:
    procurement = found.procurement
    is_writer = may_edit(procurement)
    hidden = is_hidden(found, may_edit=is_writer)
    is_told = kind.key == "told"
    if is_told and form is None and is_writer and not found.published_at:
        form = Publish(initial={"text": found.what})
    context = {
        "procurement": procurement,
        "frame": market_frame(
            procurement, kind.key, title=_title(kind, found, hidden), crumbs=(Crumb(found.ref),)
        ),
        "kind": kind,
        "row": found,
        "hidden": hidden,
        "facts": [] if hidden else [(label_of(kind.model, each), shown(found, each)) for each in kind.fields],
        "form": form,
        "is_told": is_told,
        "may_edit": is_writer,
    }
    if is_told and form is not None:
        invitation = invitation_of(procurement)
        context["page_is_open"] = invitation is not None and invitation.state == invitation.State.OPEN
        context["registered"] = registered_in(procurement)
    return render(request, "market/row.html", context, status=422 if form and form.errors else 200)


def _title(kind: Kind, row: Any, hidden: bool) -> str:
    head = " ".join(str(getattr(row, kind.head)).split())
    return row.ref if hidden else f"{row.ref} {head[:80]}{'…' if len(head) > 80 else ''}"


@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, public_id: UUID, kind: str) -> HttpResponse:
    """Write down a row of a kind."""
    procurement = procurement_for(request.user, public_id, may="edit")
    sort = kind_of(kind)
    made = form_of(sort)
    if request.method != "POST":
        return _form(request, procurement, sort, made(procurement=procurement, initial=_today(sort)))
    form = made(request.POST, request.FILES, procurement=procurement)
    if form.is_valid():
        sent = form.cleaned_data.get("upload")
        upload = (sent.read(), sent.name, sent.content_type or "") if sent else None
        try:
            found = actions.add_row(
                sort, procurement, by=signed_in(request), words=form.words(), upload=upload
            )
        except Refused as refused:
            field = "upload" if refused.field == "file" else refused.field
            form.add_error(field or None, str(refused))
        else:
            messages.success(request, _("%(what)s is kept.") % {"what": found.ref})
            return redirect("market:rows", public_id, kind)
    return _form(request, procurement, sort, form)


def _today(kind: Kind) -> dict[str, Any]:
    days = {"received_on", "visited_on", "done_on"} | ({"told_on"} if kind.key == "told" else set())
    return {each: clock.today() for each in kind.fields if each in days}


@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: UUID, kind: str, row_id: UUID) -> HttpResponse:
    """Change a row; when somebody else wrote first, show both."""
    procurement = procurement_for(request.user, public_id, may="edit")
    sort = kind_of(kind)
    found = row_for(sort, procurement, row_id)
    made = form_of(sort)
    if request.method != "POST":
        initial = words_of(found, sort.fields) | {"revision": found.revision}
        return _form(
            request, procurement, sort, _no_file(made(procurement=procurement, initial=initial)), found
        )
    form = _no_file(made(request.POST, procurement=procurement))
    if form.is_valid():
        words, revision = form.words(), form.cleaned_data["revision"]
        try:
            actions.change_row(sort, found, by=signed_in(request), revision=revision, words=words)
        except actions.ChangedMeanwhile as late:
            form = _no_file(
                made(procurement=procurement, initial=words | {"revision": late.current.revision})
            )
            return _form(request, procurement, sort, form, found, both=both_of(late.current, words))
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("%(what)s is kept.") % {"what": found.ref})
            return redirect("market:row", public_id, kind, row_id)
    return _form(request, procurement, sort, form, found)


def _no_file(form: Words) -> Words:
    form.fields.pop("upload", None)
    return form


def _form(
    request: HttpRequest,
    procurement: Procurement,
    kind: Kind,
    form: Words,
    found: Any = None,
    *,
    both: Any = None,
) -> HttpResponse:
    here = [procurement.public_id, kind.key]
    crumbs: tuple[Crumb, ...]
    if found is None:
        title, crumbs = str(kind.add), (Crumb(str(kind.add)),)
        back = reverse("market:rows", args=here)
    else:
        back = reverse("market:row", args=[*here, found.public_id])
        title = _("Change %(what)s") % {"what": found.ref}
        crumbs = (Crumb(found.ref, back), Crumb(_("Change")))
    frame = market_frame(procurement, kind.key, title=title, crumbs=crumbs)
    return form_page(request, procurement, frame, form, back=back, why=(str(kind.why),), both=both)


@login_required
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, public_id: UUID, kind: str, row_id: UUID) -> HttpResponse:
    """Ask before a row is removed, then remove it."""
    procurement = procurement_for(request.user, public_id, may="edit")
    sort = kind_of(kind)
    found = row_for(sort, procurement, row_id)
    refusal = ""
    if request.method == "POST":
        try:
            actions.remove_row(sort, found, by=signed_in(request))
            messages.success(request, _("%(what)s is removed.") % {"what": found.ref})
            return redirect("market:rows", public_id, kind)
        except Refused as refused:
            refusal = str(refused)
    back = reverse("market:row", args=[public_id, kind, row_id])
    title = _("Remove %(what)s?") % {"what": found.ref}
    frame = market_frame(procurement, kind, title=title, crumbs=(Crumb(found.ref, back), Crumb(_("Remove"))))
    text = _("It leaves the list, and its number is not used again. The log keeps that it was there.")
    return remove_page(
        request,
        procurement,
        frame,
        what=str(getattr(found, sort.head)),
        text=text,
        back=back,
        refusal=refusal,
    )


@login_required
@require_POST
def publish(request: HttpRequest, public_id: UUID, row_id: UUID) -> HttpResponse:
    """Publish to all what one was told."""
    procurement = procurement_for(request.user, public_id, may="edit")
    kind = KINDS["told"]
    found = row_for(kind, procurement, row_id)
    form = Publish(request.POST)
    if form.is_valid():
        try:
            told = actions.publish_told(found, by=signed_in(request), **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            count = 0 if told.published_where else mail_news(procurement, told)
            said = _("Published to all. %(count)s letters were mailed.") % {"count": count}
            messages.success(request, said)
            return redirect("market:rows", public_id, "told")
    return _row_page(request, kind, found, form)


@login_required
@require_GET
def file(request: HttpRequest, public_id: UUID, row_id: UUID) -> HttpResponse:
    """Give the paper that came with an input; a confidential one only to those who write here."""
    procurement = procurement_for(request.user, public_id)
    found = row_for(KINDS["input"], procurement, row_id)
    if found.file is None or is_hidden(found, may_edit=may_edit(procurement)):
        raise Http404
    return download(content_of(found.file), name=found.file.name, content_type=found.file.content_type)


@login_required
@require_POST
def bring(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Bring an open question of another room into the dialogue."""
    procurement = procurement_for(request.user, public_id, may="edit")
    wanted = request.POST.get("question", "")
    for room, asked in brought_by(procurement):
        if f"{room}:{asked.key}" == wanted:
            try:
                actions.bring_question(procurement, asked, by=signed_in(request), room=room)
            except Refused as refused:
                messages.error(request, str(refused))
            break
    return redirect("market:rows", public_id, "question")
