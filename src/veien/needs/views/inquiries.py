"""Conversations, observations, workshops and surveys: the list, one of them, writing and taking away."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from veien.files.queries import download
from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.needs import actions
from veien.needs.forms.inquiries import AttachFile, ChangeInquiry, NarrowInquiries, WriteInquiry
from veien.needs.models import Inquiry
from veien.needs.queries import inquiries as queries
from veien.needs.queries.excel import XLSX
from veien.needs.queries.history import history_of
from veien.needs.queries.inquiry_list import list_as_workbook
from veien.needs.rules.inquiries import INQUIRY_FIELDS, SECRET
from veien.needs.views.both import both_of
from veien.needs.views.frames import export_address, may_edit, needs_frame
from veien.people.queries import signed_in
from veien.road.queries import procurement_for
from veien.web.rules.frame import Crumb, Frame
from veien.web.rules.table import Column, table_page

ROWS = 100


@login_required
@require_GET
def page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what was asked and seen, and what still lacks."""
    procurement = procurement_for(request.user, public_id)
    today = clock.today()
    counts = queries.inquiry_counts(procurement, today=today)
    narrow = NarrowInquiries(request.GET)
    narrowed = narrow.narrowed()
    total = queries.how_many_inquiries(procurement, narrowed, today=today) if narrowed.is_on else counts.all
    table = table_page(_columns(), request.GET.dict(), total=total, order="number", size=ROWS)
    rows = queries.inquiries_of(
        procurement, narrowed, today=today, order=table.order_by, cut=slice(table.start, table.stop)
    )
    context = {
        "procurement": procurement,
        "frame": needs_frame(procurement, "inquiries"),
        "counts": counts,
        "narrow": narrow,
        "is_narrowed": narrowed.is_on,
        "table": table,
        "export_url": export_address(request, "inquiry_export", procurement),
        "rows": rows,
        "may_edit": may_edit(procurement),
        "today": today,
    }
    return render(request, "needs/inquiries.html", context)


def _columns() -> tuple[Column, ...]:
    return (
        Column("number", _("What it was about")),
        Column("kind", _("Kind")),
        Column("held_on", _("When")),
        Column("with_whom", _("With whom"), can_sort=False),
        Column("consent", _("Consent"), can_sort=False),
        Column("needs", _("Needs"), can_sort=False, is_number=True),
    )


@login_required
@require_GET
def export(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give the list as a workbook; the notes stay where they are."""
    procurement = procurement_for(request.user, public_id)
    narrow = NarrowInquiries(request.GET).narrowed()
    rows = queries.inquiries_of(procurement, narrow, today=clock.today())
    name = _("Conversations and observations") + ".xlsx"
    return download(list_as_workbook(rows), name=name, content_type=XLSX)


@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write down an inquiry, held or planned; then go on to its notes."""
    procurement = procurement_for(request.user, public_id, may="edit")
    form = WriteInquiry(
        request.POST if request.method == "POST" else None,
        initial={"held_on": clock.today(), "kind": _kind_asked(request)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_inquiry(procurement, by=signed_in(request), **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            where = "inquiry_notes" if "notes_next" in request.POST else "inquiry"
            return redirect(f"needs:{where}", public_id, made.public_id)
    context = {
        "procurement": procurement,
        "frame": needs_frame(
            procurement, "inquiries", title=_("Write down a conversation or an observation")
        ),
        "form": form,
        "is_new": True,
    }
    return render(request, "needs/inquiry_change.html", context, status=422 if form.errors else 200)


def _kind_asked(request: HttpRequest) -> str:
    asked = request.GET.get("kind", "")
    return asked if asked in Inquiry.Kind.values else str(Inquiry.Kind.INTERVIEW)


@login_required
@require_GET
def one(request: HttpRequest, public_id: UUID, inquiry_id: UUID) -> HttpResponse:
    """Show an inquiry; notes and files only to those who write here."""
    procurement = procurement_for(request.user, public_id)
    return inquiry_page(request, queries.inquiry_for(procurement, inquiry_id))


def inquiry_page(
    request: HttpRequest,
    inquiry: Inquiry,
    *,
    file_form: AttachFile | None = None,
    need_form: django_forms.Form | None = None,
) -> HttpResponse:
    """Write the page of one inquiry, with a refused form where there is one."""
    procurement = inquiry.procurement
    subject = f"inquiry:{inquiry.public_id}"
    is_writer = may_edit(procurement)
    context = {
        "procurement": procurement,
        "frame": inquiry_frame(inquiry, str(inquiry)),
        "inquiry": inquiry,
        "needs": queries.needs_from(inquiry),
        "personas": list(inquiry.personas.order_by("position", "pk")),
        "files": queries.files_of(inquiry) if is_writer else [],
        "file_count": 0 if is_writer else inquiry.files.count(),
        "file_form": file_form or AttachFile(),
        "need_form": need_form,
        "history": history_of(procurement, subject, labels=_labels(told=True), shown=shown),
        "may_edit": is_writer,
        "is_due": bool(inquiry.erase_on and inquiry.erase_on <= clock.today() and not inquiry.erased_at),
        "is_ahead": bool(inquiry.held_on and inquiry.held_on > clock.today()),
    }
    wrong = (file_form and file_form.errors) or (need_form and need_form.errors)
    return render(request, "needs/inquiry.html", context, status=422 if wrong else 200)


@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: UUID, inquiry_id: UUID) -> HttpResponse:
    """Change an inquiry; when somebody else wrote first, show both texts and let the writer choose."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = queries.inquiry_for(procurement, inquiry_id)
    if request.method != "POST":
        initial = actions.words_of_inquiry(found) | {"revision": found.revision}
        return _change_page(request, found, ChangeInquiry(initial=initial))
    form = ChangeInquiry(request.POST)
    if form.is_valid():
        words = dict(form.cleaned_data)
        try:
            actions.change_inquiry(found, by=signed_in(request), revision=words.pop("revision"), **words)
        except actions.InquiryChangedMeanwhile as late:
            return _both_page(request, late.current, words)
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("%(what)s is kept.") % {"what": found.ref})
            return redirect("needs:inquiry", public_id, inquiry_id)
    return _change_page(request, found, form)


def _change_page(
    request: HttpRequest, inquiry: Inquiry, form: ChangeInquiry, *, both: object = None, status: int = 0
) -> HttpResponse:
    context = {
        "procurement": inquiry.procurement,
        "frame": inquiry_frame(inquiry, _("Change %(what)s") % {"what": inquiry.ref}, _("Change")),
        "inquiry": inquiry,
        "form": form,
        "both": both,
    }
    status = status or (422 if form.errors else 200)
    return render(request, "needs/inquiry_change.html", context, status=status)


def _both_page(request: HttpRequest, current: Inquiry, words: dict[str, Any]) -> HttpResponse:
    both = both_of(actions.words_of_inquiry(current), words, labels=_labels(), shown=shown)
    form = ChangeInquiry(initial=words | {"revision": current.revision})
    return _change_page(request, current, form, both=both, status=409)


@login_required
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, public_id: UUID, inquiry_id: UUID) -> HttpResponse:
    """Ask before an inquiry is removed, then remove it; refused while something rests on it."""
    return _take_away(request, public_id, inquiry_id, is_whole=True)


@login_required
@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest, public_id: UUID, inquiry_id: UUID) -> HttpResponse:
    """Ask before the notes and files of an inquiry are erased, then erase them."""
    return _take_away(request, public_id, inquiry_id, is_whole=False)


def _take_away(request: HttpRequest, public_id: UUID, inquiry_id: UUID, *, is_whole: bool) -> HttpResponse:
    procurement = procurement_for(request.user, public_id, may="edit")
    found = queries.inquiry_for(procurement, inquiry_id)
    refusal = ""
    if request.method == "POST":
        try:
            if is_whole:
                actions.remove_inquiry(found, by=signed_in(request))
                messages.success(request, _("%(what)s is removed.") % {"what": found})
                return redirect("needs:inquiries", public_id)
            actions.erase_inquiry(found, by=signed_in(request))
            messages.success(request, _("The notes and files of %(what)s are erased.") % {"what": found.ref})
            return redirect("needs:inquiry", public_id, inquiry_id)
        except Refused as refused:
            refusal = str(refused)
    text = _("Remove %(what)s?") if is_whole else _("Erase the notes and files of %(what)s?")
    context = {
        "procurement": procurement,
        "frame": inquiry_frame(found, text % {"what": found.ref}, _("Remove") if is_whole else _("Erase")),
        "inquiry": found,
        "is_whole": is_whole,
        "needs": queries.needs_from(found),
        "personas": list(found.personas.order_by("position", "pk")),
        "files": queries.files_of(found),
        "refusal": refusal,
    }
    return render(request, "needs/inquiry_remove.html", context, status=422 if refusal else 200)


def inquiry_frame(inquiry: Inquiry, title: str, last: str = "") -> Frame:
    """Make the head of a page about one inquiry, or of a page below it called ``last``."""
    if not last:
        return needs_frame(inquiry.procurement, "inquiries", title=title, crumbs=(Crumb(inquiry.ref),))
    here = reverse("needs:inquiry", args=[inquiry.procurement.public_id, inquiry.public_id])
    crumbs = (Crumb(inquiry.ref, here), Crumb(last))
    return needs_frame(inquiry.procurement, "inquiries", title=title, crumbs=crumbs)


def _labels(*, told: bool = False) -> dict[str, Any]:
    fields = WriteInquiry.base_fields
    return {key: fields[key].label for key in INQUIRY_FIELDS if not (told and key in SECRET)}


def shown(field: str, value: object) -> str:
    """Write a word of an inquiry as people read it."""
    if value in (None, ""):
        return ""
    if field == "kind":
        return str(dict(Inquiry.Kind.choices).get(str(value), value))
    if field == "consent":
        return str(dict(Inquiry.Consent.choices).get(str(value), value))
    return date_format(value, "SHORT_DATE_FORMAT") if hasattr(value, "year") else str(value)  # type: ignore[arg-type]
