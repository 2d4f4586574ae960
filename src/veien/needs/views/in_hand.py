"""Notes taken while people talk, with a tablet in the hand; the files of an inquiry; a need out of it."""

from __future__ import annotations

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

from veien.files.queries import content_of, download
from veien.files.rules import MOST_BYTES
from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.needs import actions
from veien.needs.forms import NeedOutOf
from veien.needs.forms.inquiries import AttachFile, NotesInHand
from veien.needs.models import Inquiry
from veien.needs.queries import inquiries as queries
from veien.needs.rules.inquiries import first_line
from veien.needs.views.both import both_of
from veien.needs.views.inquiries import inquiry_frame, inquiry_page, shown
from veien.people.queries import signed_in
from veien.road.queries import procurement_for

IN_HAND = ("with_whom", "people", "consent", "notes")


@login_required
@require_http_methods(["GET", "POST"])
def notes(request: HttpRequest, public_id: UUID, inquiry_id: UUID) -> HttpResponse:
    """Take notes while people talk; they keep themselves, and a button keeps them where there is no script."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = queries.inquiry_for(procurement, inquiry_id)
    if request.method != "POST":
        stands = actions.words_of_inquiry(found)
        initial = {key: stands[key] for key in IN_HAND} | {"revision": found.revision}
        return _notes_page(request, found, NotesInHand(initial=initial))
    form = NotesInHand(request.POST)
    current, both, refusal = found, None, ""
    if form.is_valid():
        words = dict(form.cleaned_data)
        try:
            current = actions.change_inquiry(
                found, by=signed_in(request), revision=words.pop("revision"), **words
            )
        except actions.InquiryChangedMeanwhile as late:
            current, both = late.current, _both(late.current, words)
        except Refused as refused:
            refusal = str(refused)
            form.add_error(refused.field or None, refusal)
    if request.headers.get("HX-Request") == "true":
        return _kept_part(request, form, current, is_late=both is not None)
    if both is not None:
        form = NotesInHand(initial=words | {"revision": current.revision})
        return _notes_page(request, current, form, both=both, status=409)
    if form.errors:
        return _notes_page(request, found, form, status=422)
    messages.success(request, _("The notes are kept."))
    return redirect("needs:inquiry", public_id, inquiry_id)


def _both(current: Inquiry, words: dict[str, Any]) -> object:
    labels = {key: NotesInHand.base_fields[key].label for key in IN_HAND}
    return both_of(actions.words_of_inquiry(current), words, labels=labels, shown=shown)


def _kept_part(request: HttpRequest, form: NotesInHand, current: Inquiry, *, is_late: bool) -> HttpResponse:
    """Answer an autosave: a line that says what became of it, and the version read from now on."""
    context = {
        "at": localtime(clock.now()),
        "is_late": is_late,
        "faults": [
            (form[name].id_for_label, texts[0]) for name, texts in form.errors.items() if name in form.fields
        ],
        "revision": None if is_late or form.errors else current.revision,
    }
    status = 409 if is_late else 422 if form.errors else 200
    return render(request, "needs/notes_kept.html", context, status=status)


def _notes_page(
    request: HttpRequest, inquiry: Inquiry, form: NotesInHand, *, both: object = None, status: int = 200
) -> HttpResponse:
    context = {
        "procurement": inquiry.procurement,
        "frame": inquiry_frame(inquiry, inquiry.title, _("Notes")),
        "inquiry": inquiry,
        "form": form,
        "both": both,
    }
    return render(request, "needs/notes.html", context, status=status)


@login_required
@require_POST
def attach(request: HttpRequest, public_id: UUID, inquiry_id: UUID) -> HttpResponse:
    """Keep a file with an inquiry."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = queries.inquiry_for(procurement, inquiry_id)
    form = AttachFile(request.POST, request.FILES)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            form.add_error(
                "file", _("The file is larger than %(most)s MB.") % {"most": MOST_BYTES // 1024 // 1024}
            )
            return inquiry_page(request, found, file_form=form)
        try:
            actions.attach_file(
                found,
                by=signed_in(request),
                data=upload.read(),
                name=upload.name,
                content_type=upload.content_type or "application/octet-stream",
            )
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            messages.success(request, _("The file is kept."))
            return redirect(reverse("needs:inquiry", args=[public_id, inquiry_id]) + "#files")
    return inquiry_page(request, found, file_form=form)


@login_required
@require_GET
def file(request: HttpRequest, public_id: UUID, inquiry_id: UUID, file_id: UUID) -> HttpResponse:
    """Give a file of an inquiry to somebody who writes here."""
    procurement = procurement_for(request.user, public_id, may="edit")
    kept = queries.file_for(queries.inquiry_for(procurement, inquiry_id), file_id)
    return download(content_of(kept.file), name=kept.file.name, content_type=kept.file.content_type)


@login_required
@require_POST
def remove_file(request: HttpRequest, public_id: UUID, inquiry_id: UUID, file_id: UUID) -> HttpResponse:
    """Take a file of an inquiry away for good."""
    procurement = procurement_for(request.user, public_id, may="edit")
    kept = queries.file_for(queries.inquiry_for(procurement, inquiry_id), file_id)
    actions.remove_file(kept, by=signed_in(request))
    messages.success(request, _("The file is gone for good."))
    return redirect(reverse("needs:inquiry", args=[public_id, inquiry_id]) + "#files")


@login_required
@require_http_methods(["GET", "POST"])
def need(request: HttpRequest, public_id: UUID, inquiry_id: UUID) -> HttpResponse:
    """Make a need that rests on an inquiry: the words are proposed, the writer says what is meant."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = queries.inquiry_for(procurement, inquiry_id)
    if request.method != "POST":
        proposed = {"title": first_line(found.notes) or found.title, "holder": found.with_whom[:120]}
        return inquiry_page(request, found, need_form=NeedOutOf(initial=proposed))
    form = NeedOutOf(request.POST)
    if form.is_valid():
        try:
            made = actions.add_need(
                procurement, by=signed_in(request), inquiries=[found.public_id], **form.cleaned_data
            )
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("%(need)s is written down.") % {"need": made})
            return redirect(reverse("needs:inquiry", args=[public_id, inquiry_id]) + "#needs")
    return inquiry_page(request, found, need_form=form)
