"""Inviting people, and following the letters until they are answered."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.people import actions, forms, queries
from veien.people.queries import User, signed_in
from veien.people.rules import Procurements, procurements
from veien.web.rules.table import Column, table_page


@login_required
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Show the people of one's own organisation, and the invitations that one may handle."""
    user = signed_in(request)
    if user.organisation is None:
        raise Http404
    text = request.GET.get("q", "").strip()
    found = queries.people_of([user.organisation])
    found = found.filter(full_name__icontains=text) if text else found
    columns = (
        Column("full_name", _("Name")),
        Column("email", _("E-mail address")),
        Column("is_organisation_admin", _("May invite"), can_sort=False),
    )
    table = table_page(columns, request.GET.dict(), total=found.count(), order="full_name")
    context = {
        "organisation": user.organisation,
        "table": table,
        "rows": list(found.order_by(table.order_by, "pk")[table.start : table.stop]),
        "text": text,
        "invitations": _rows(user, None),
        "may_invite": queries.may_invite(user),
    }
    return render(request, "people/page.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody to the organisation, or with ``?procurement=`` to a role in a procurement."""
    user = signed_in(request)
    at = _asked_for(request)
    if not queries.may_invite(user, at):
        raise Http404
    offer = procurements() if at else None
    form = forms.Invite(
        request.POST if request.method == "POST" else None,
        roles=list(offer.roles()) if offer else [],
        may_make_admin=at is None and user.is_organisation_admin,
        initial={"language": user.language},
    )
    if request.method == "POST" and form.is_valid():
        try:
            invitation = actions.invite(by=user, procurement=at, **form.cleaned_data)
        except actions.CannotSend as unsent:
            messages.warning(request, str(unsent))
            return redirect(_here(at))
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _sent(invitation.email))
            return redirect(_here(at))
    return _invite_page(request, form, at, offer)


def _invite_page(
    request: HttpRequest, form: forms.Invite, at: UUID | None, offer: Procurements | None
) -> HttpResponse:
    user = signed_in(request)
    context = {
        "form": form,
        "organisation": user.organisation,
        "title": offer.title_of(at) if offer and at else "",
        "back": reverse(offer.url_name, args=[at]) if offer and at else reverse("people:page"),
        "invitations": _rows(user, at),
        "here": _here(at),
        "at": at,
    }
    return render(request, "people/invite.html", context, status=422 if form.errors else 200)


def _asked_for(request: HttpRequest) -> UUID | None:
    """Read which procurement the address names; what is none is not found."""
    text = request.GET.get("procurement", "")
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError as fault:
        raise Http404 from fault


def _here(at: UUID | None) -> str:
    return reverse("people:invite") + (f"?procurement={at}" if at else "")


def _sent(email: str) -> str:
    told = _("The invitation to %(email)s is sent.") % {"email": email}
    if not settings.EMAIL_HOST:
        told += " " + _(
            "No mail server is set up, so the letter lies as a file in %(folder)s; somebody must carry it."
        ) % {"folder": settings.MAIL_FOLDER}
    return told


def _rows(user: User, at: UUID | None) -> list[dict[str, object]]:
    """Give the unanswered invitations with what each is to. One query, and the road's for each procurement."""
    rows = list(queries.unanswered_invitations(user, at)[:200])
    offer = procurements()
    titles: dict[UUID | None, str] = {None: ""}
    roles = dict(offer.roles()) if offer and rows else {}
    for each in rows:
        key = each.procurement_public_id
        if offer is not None and key is not None and key not in titles:
            titles[key] = offer.title_of(key)
    now = clock.now()
    return [
        {
            "invitation": each,
            "title": titles.get(each.procurement_public_id, ""),
            "role": roles.get(each.role, each.role),
            "is_expired": each.expires_at <= now,
        }
        for each in rows
    ]


@login_required
@require_POST
def send_again(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Send an invitation again, with a new link."""
    user = signed_in(request)
    invitation = queries.invitation_for(user, public_id)
    try:
        actions.send_again(invitation, by=user)
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _sent(invitation.email))
    return _back(request)


@login_required
@require_POST
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Withdraw an invitation."""
    user = signed_in(request)
    invitation = queries.invitation_for(user, public_id)
    try:
        actions.withdraw(invitation, by=user)
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(
            request, _("The invitation to %(email)s is withdrawn.") % {"email": invitation.email}
        )
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    """Go back to the list that the button stood in; the form says which procurement's, if any."""
    try:
        at = UUID(request.POST.get("procurement", ""))
    except ValueError:
        return redirect("people:page")
    return redirect(_here(at))
