"""My private notes. Every one of these pages shows the reader's own notes and nobody else's."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from veien.evaluation import actions
from veien.evaluation.forms.meetings import WriteNote
from veien.evaluation.models import PrivateNote
from veien.evaluation.queries.notes import note_for, notes_of, notes_on_tender
from veien.evaluation.views.frames import room_frame
from veien.foundation.errors import Refused
from veien.people.queries import signed_in
from veien.road.queries import Procurement, procurement_for
from veien.tenders.queries import Tender, tender_for, tenders_in_order
from veien.web.rules.frame import Crumb


@login_required
@require_GET
def page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show all my notes, tender by tender."""
    user = signed_in(request)
    procurement = procurement_for(user, public_id, may="score")
    notes = notes_of(procurement, user)
    rows = [
        {
            "tender": tender,
            "own": next((each for each in notes if each.tender_id == tender.pk and not each.criterion), None),
            "notes": [each for each in notes if each.tender_id == tender.pk and each.criterion],
        }
        for tender in tenders_in_order(procurement)
    ]
    context = {
        "procurement": procurement,
        "frame": room_frame(procurement, "own", title=_("My private notes")),
        "rows": rows,
        "count": len(notes),
    }
    return render(request, "evaluation/notes.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def of_tender(request: HttpRequest, public_id: UUID, tender_id: UUID) -> HttpResponse:
    """Write or change my note on a tender as a whole."""
    user = signed_in(request)
    procurement = procurement_for(user, public_id, may="score")
    tender = tender_for(procurement, tender_id)
    note = notes_on_tender(tender.pk, user).get((None, ""))
    return _edit(request, procurement, tender, note)


@login_required
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, public_id: UUID, note_id: int) -> HttpResponse:
    """Change or remove one of my notes."""
    user = signed_in(request)
    procurement = procurement_for(user, public_id, may="score")
    note = note_for(procurement, user, note_id)
    return _edit(request, procurement, note.tender, note)


def _edit(
    request: HttpRequest, procurement: Procurement, tender: Tender, note: PrivateNote | None
) -> HttpResponse:
    stands = {"text": note.text if note else "", "revision": note.revision if note else 0}
    form = WriteNote(request.POST if request.method == "POST" else None, initial=stands)
    theirs, status = "", 200
    if request.method == "POST":
        status = 422
        form.is_valid()
        typed = "" if "remove" in request.POST else form.cleaned_data.get("text", "")
        try:
            actions.keep_note(
                procurement,
                by=signed_in(request),
                tender=tender,
                criterion=note.criterion if note else None,
                item=note.item if note else "",
                text=typed,
                revision=form.cleaned_data.get("revision") or 0,
            )
        except actions.NotedElsewhere as late:
            theirs, status = late.current.text, 409
            form = WriteNote(initial={"text": typed, "revision": late.current.revision})
        except Refused as refused:
            form.add_error("text", str(refused))
        else:
            messages.success(request, _("The note is kept.") if typed.strip() else _("The note is removed."))
            return redirect("evaluation:notes", procurement.public_id)
    title = _("Note on %(tender)s") % {"tender": f"{tender.key} {tender.name}"}
    context = {
        "procurement": procurement,
        "frame": room_frame(procurement, "own", title=title, crumbs=(Crumb(title),)),
        "form": form,
        "note": note,
        "theirs": theirs,
    }
    return render(request, "evaluation/note.html", context, status=status)
