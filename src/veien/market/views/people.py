"""Who is registered: the list, adding by hand, erasing."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from veien.files.queries import download
from veien.foundation.errors import Refused
from veien.market import actions
from veien.market.actions.mailing import mail_confirmation, own_address
from veien.market.forms import Narrow, WritePerson
from veien.market.queries.excel import XLSX, people_as_workbook
from veien.market.queries.invitation import invitation_of
from veien.market.queries.meetings import activities_of, registration_for, registrations_of
from veien.market.views.frames import form_page, market_frame, may_edit, remove_page
from veien.people.queries import signed_in
from veien.road.queries import Procurement, procurement_for
from veien.web.rules.frame import Crumb
from veien.web.rules.table import Column, table_page


@login_required
@require_GET
def page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show who takes part. Names and addresses only to those who write here."""
    procurement = procurement_for(request.user, public_id)
    narrow = Narrow(request.GET)
    is_writer = may_edit(procurement)
    text = narrow.said("q") if is_writer else ""
    found = registrations_of(procurement, text)
    columns = (
        Column("number", _("Firm")),
        Column("person", _("Person"), can_sort=False),
        Column("activities", _("Takes part in"), can_sort=False),
    )
    table = table_page(columns, request.GET.dict(), total=found.count(), order="number", size=100)
    invitation = invitation_of(procurement)
    rows = list(found.order_by(table.order_by)[table.start : table.stop])
    is_open = invitation is not None and invitation.state == invitation.State.OPEN
    context = {
        "procurement": procurement,
        "frame": market_frame(
            procurement, "people", lead=_("Firms that are registered, and what they come to.")
        ),
        "narrow": narrow,
        "is_narrowed": bool(text),
        "table": table,
        "rows": [
            (each, own_address(invitation, each) if invitation and is_open and is_writer else "")
            for each in rows
        ],
        "is_open": is_open,
        "may_edit": is_writer,
    }
    return render(request, "market/people.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Register somebody by hand."""
    procurement = procurement_for(request.user, public_id, may="edit")
    title = _("Register somebody by hand")
    frame = market_frame(procurement, "people", title=title, crumbs=(Crumb(title),))
    back = reverse("market:people", args=[public_id])
    choices = [(str(each.public_id), each.title) for each in activities_of(procurement) if each.is_public]
    form = WritePerson(
        request.POST if request.method == "POST" else None, procurement=procurement, activities=choices
    )
    if request.method == "POST" and form.is_valid() and _kept(request, procurement, form):
        return redirect(back)
    return form_page(request, procurement, frame, form, back=back)


def _kept(request: HttpRequest, procurement: Procurement, form: WritePerson) -> bool:
    chosen = [UUID(each) for each in form.cleaned_data.get("activities", [])]
    try:
        found, is_new = actions.register(
            procurement, by=signed_in(request), words=form.words(), activities=chosen
        )
    except Refused as refused:
        form.add_error(refused.field or None, str(refused))
        return False
    if not is_new:
        form.add_error("email", _("This address is registered already."))
        return False
    invitation = invitation_of(procurement)
    if invitation is not None and invitation.state == invitation.State.OPEN:
        mail_confirmation(invitation, found)
    messages.success(request, _("%(what)s is kept.") % {"what": found.firm})
    return True


@login_required
@require_GET
def export(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give who is registered as a workbook."""
    procurement = procurement_for(request.user, public_id, may="edit")
    data = people_as_workbook(list(registrations_of(procurement)))
    return download(data, name=_("Participants") + ".xlsx", content_type=XLSX)


@login_required
@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest, public_id: UUID, registration_id: UUID) -> HttpResponse:
    """Ask before a name is erased, then erase it."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = registration_for(procurement, registration_id)
    back = reverse("market:people", args=[public_id])
    if request.method == "POST":
        actions.erase_registration(found, by=signed_in(request))
        messages.success(request, _("Name and address are erased."))
        return redirect(back)
    title = _("Erase name and address?")
    frame = market_frame(procurement, "people", title=title, crumbs=(Crumb(title),))
    text = _(
        "Name, address and note go for good, and the booked times are free. That the firm took part stays."
    )
    return remove_page(request, procurement, frame, what=str(found), text=text, back=back, submit=_("Erase"))
