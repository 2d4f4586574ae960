"""The invitation: the note that goes with it, what strangers read, publishing and closing, letter and notice."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from veien.documents import actions as documents
from veien.files.queries import download
from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.market import actions
from veien.market.actions.mailing import invitation_letter, page_address
from veien.market.forms import WriteInvitation
from veien.market.models import Note
from veien.market.queries.invitation import (
    invitation_of,
    is_behind,
    lacking_of,
    note_sections,
    notice_days,
    read,
)
from veien.market.queries.meetings import activities_of
from veien.market.queries.report import note_report
from veien.market.rules import ADVISED_DAYS
from veien.market.views.frames import both_of, form_page, market_frame, may_edit
from veien.needs.queries.wording import Finding, findings_in
from veien.people.queries import signed_in
from veien.road.actions import draft_paper
from veien.road.queries import Procurement, procurement_for
from veien.web.rules.frame import Crumb

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@login_required
@require_GET
def page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the note, where the invitation stands, and what lacks before it can be published."""
    procurement = procurement_for(request.user, public_id)
    invitation = invitation_of(procurement)
    activities = [each for each in activities_of(procurement) if each.is_public]
    days = notice_days(procurement, invitation, activities)
    context = {
        "procurement": procurement,
        "frame": market_frame(procurement, "invitation"),
        "invitation": invitation,
        "has_note": Note.objects.filter(procurement=procurement).exists(),
        "sections": note_sections(procurement),
        "findings": _findings(procurement, request.LANGUAGE_CODE),
        "lacking": lacking_of(procurement),
        "is_behind": invitation is not None and is_behind(invitation, procurement),
        "address": page_address(invitation) if invitation else "",
        "short": [(each, days[each.pk]) for each in activities if days[each.pk].state == "short"],
        "advised": ADVISED_DAYS,
        "today": clock.today(),
        "may_edit": may_edit(procurement),
    }
    return render(request, "market/invitation.html", context)


def _findings(procurement: Procurement, reader: str) -> list[Finding]:
    """Find where the note may name a solution, each word once."""
    once: dict[str, Finding] = {}
    for _head, text in note_sections(procurement):
        for each in findings_in(text, procurement.language, reader=reader):
            once.setdefault(each.text.casefold(), each)
    return list(once.values())[:12]


@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write whom suppliers can ask, and until when they register."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = invitation_of(procurement)
    title = _("Invitation")
    frame = market_frame(procurement, "invitation", title=title, crumbs=(Crumb(title),))
    back = reverse("market:invitation", args=[public_id])
    if request.method != "POST":
        initial = (
            {"contact": found.contact, "register_by": found.register_by, "revision": found.revision}
            if found
            else {"revision": 0}
        )
        return form_page(
            request, procurement, frame, WriteInvitation(procurement=procurement, initial=initial), back=back
        )
    form = WriteInvitation(request.POST, procurement=procurement)
    if form.is_valid():
        words, revision = form.words(), form.cleaned_data["revision"]
        try:
            actions.write_invitation(procurement, by=signed_in(request), revision=revision, words=words)
        except actions.ChangedMeanwhile as late:
            form = WriteInvitation(
                procurement=procurement, initial=words | {"revision": late.current.revision}
            )
            return form_page(request, procurement, frame, form, back=back, both=both_of(late.current, words))
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            return redirect(back)
    return form_page(request, procurement, frame, form, back=back)


@login_required
@require_POST
def publish(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Publish the invitation, or publish it again."""
    procurement = procurement_for(request.user, public_id, may="edit")
    try:
        actions.publish_invitation(procurement, by=signed_in(request))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request, _("The invitation is published. Everybody who has the address can read it.")
        )
    return redirect("market:invitation", public_id)


@login_required
@require_POST
def close(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Close the public page."""
    procurement = procurement_for(request.user, public_id, may="edit")
    try:
        actions.close_invitation(procurement, by=signed_in(request))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The invitation is closed. Nobody finds the page any more."))
    return redirect("market:invitation", public_id)


@login_required
@require_GET
def letter(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give the invitation as a mail to address and send."""
    procurement = procurement_for(request.user, public_id)
    invitation = invitation_of(procurement)
    if invitation is None or invitation.state != invitation.State.OPEN:
        raise Http404
    return download(
        invitation_letter(invitation), name=_("Invitation") + ".eml", content_type="message/rfc822"
    )


@login_required
@require_GET
def notice(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show a draft of the notice, to be copied into the notice database."""
    procurement = procurement_for(request.user, public_id)
    invitation = invitation_of(procurement)
    if invitation is None or not invitation.snapshot:
        raise Http404
    title = _("Draft notice")
    context = {
        "procurement": procurement,
        "frame": market_frame(procurement, "invitation", title=title, crumbs=(Crumb(title),)),
        "said": read(invitation.snapshot),
        "address": page_address(invitation),
        "advised": ADVISED_DAYS,
    }
    return render(request, "market/notice.html", context)


@login_required
@require_GET
def note_file(request: HttpRequest, public_id: UUID, ending: str) -> HttpResponse:
    """Give the dialogue note as Word or PDF, in the procurement's own language."""
    procurement = procurement_for(request.user, public_id)
    if ending not in ("pdf", "docx") or not Note.objects.filter(procurement=procurement).exists():
        raise Http404
    report = note_report(procurement, procurement.language)
    with draft_paper(procurement):
        if ending == "pdf":
            data, content_type = documents.build_report_pdf(report, at=clock.now()), "application/pdf"
        else:
            data, content_type = documents.build_report_docx(report, at=clock.now()), DOCX
    return download(data, name=f"{report.title}.{ending}", content_type=content_type)
