"""Accepting an invitation: the one page that makes an account."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from veien.foundation.errors import Refused
from veien.people import actions, forms, queries
from veien.people.queries import Invitation, signed_in
from veien.people.rules import procurements
from veien.people.views.profile import keep_language

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@sensitive_post_parameters("password", "password_again")
@never_cache
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Let the receiver of a letter in; whoever holds the token may, once, until it expires."""
    invitation = queries.invitation_by_token(token)
    if invitation is None:
        return render(request, "people/invitation_gone.html", {"standing": "unknown"}, status=404)
    with _in_language_of(request, invitation):
        standing = queries.standing(invitation)
        if standing != "open":
            context = {"standing": standing, "invitation": invitation}
            return render(request, "people/invitation_gone.html", context, status=410)
        if request.user.is_authenticated or queries.account_with(invitation.email) is not None:
            return _take_up(request, invitation)
        return _join(request, invitation)


def _in_language_of(request: HttpRequest, invitation: Invitation) -> AbstractContextManager[object]:
    """Speak the letter's language, unless this browser or the person who is logged in has chosen one."""
    if request.user.is_authenticated or settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
        return nullcontext()
    return translation.override(invitation.language)


def _join(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    form = forms.Join(
        request.POST if request.method == "POST" else None,
        email=invitation.email,
        initial={"full_name": invitation.full_name, "language": invitation.language},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            joined = actions.join(
                invitation,
                full_name=data["full_name"],
                password=data["password"],
                language=data["language"],
            )
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            login(request, joined.user, backend=BACKEND)
            return keep_language(_welcome(request, invitation, joined), joined.user.language)
    context = {"invitation": invitation, "offer": queries.offer_of(invitation), "form": form}
    return render(request, "people/join.html", context, status=422 if form.errors else 200)


def _take_up(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Let somebody who has an account take the promised role, or say who must be logged in for it."""
    is_receiver = request.user.is_authenticated and signed_in(request).email == invitation.email
    refusal = ""
    if request.method == "POST" and is_receiver:
        try:
            return _welcome(request, invitation, actions.take_up(invitation, by=signed_in(request)))
        except Refused as refused:
            refusal = str(refused)
    context = {
        "invitation": invitation,
        "offer": queries.offer_of(invitation),
        "is_receiver": is_receiver,
        "refusal": refusal,
    }
    return render(request, "people/take_up.html", context, status=422 if refusal else 200)


def _welcome(request: HttpRequest, invitation: Invitation, joined: actions.Joined) -> HttpResponse:
    """Go where the invitation leads: to the procurement, or to the first page."""
    offer = procurements()
    with translation.override(joined.user.language):
        if joined.refusal:
            messages.warning(
                request,
                _("You are in, but the role could not be given: %(why)s") % {"why": joined.refusal},
            )
        else:
            messages.success(request, _("Welcome to Veien."))
    at = invitation.procurement_public_id
    if offer is not None and at is not None and not joined.refusal:
        return redirect(offer.url_name, at)
    return redirect(settings.LOGIN_REDIRECT_URL)
