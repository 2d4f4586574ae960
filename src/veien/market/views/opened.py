"""What suppliers open without logging in: what was published, and what they wrote themselves. Nothing else is read."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.market import actions
from veien.market.actions.mailing import mail_confirmation
from veien.market.forms import Join
from veien.market.models import Invitation
from veien.market.queries.invitation import may_register, news_of, open_invitation, read
from veien.market.queries.meetings import own_registration, slots_to_book

MOST_READ = 300
MOST_WRITTEN = 20
WITHIN = 600  # seconds
View = Callable[..., HttpResponse]


def limited(view: View) -> View:
    """Let one address read and write only so often: many reads, few writes, within ten minutes."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        is_writing = request.method == "POST"
        who = hashlib.sha256(request.META.get("REMOTE_ADDR", "").encode()).hexdigest()[:32]
        key = f"veien-market-{'w' if is_writing else 'r'}-{who}"
        cache.add(key, 0, WITHIN)
        try:
            count = cache.incr(key)
        except ValueError:  # it ran out just now
            count = 1
        if count > (MOST_WRITTEN if is_writing else MOST_READ):
            answer = render(request, "market/open/slow.html", status=429)
            answer["Retry-After"] = str(WITHIN)
            return answer
        answer = view(request, *args, **kwargs)
        answer["Cache-Control"] = "no-store"
        answer["X-Robots-Tag"] = "noindex"
        return answer

    return inner


@limited
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, door: UUID) -> HttpResponse:
    """Show an open invitation, and take a registration."""
    invitation = open_invitation(door)
    said = read(invitation.snapshot)
    choices = [(each["id"], each["title"]) for each in said["activities"]]
    is_in_time = may_register(invitation)
    form = Join(
        request.POST if request.method == "POST" and is_in_time else None,
        procurement=invitation.procurement,
        activities=choices,
    )
    if request.method == "POST" and is_in_time:
        if form.is_trapped:
            return redirect("dialogue:thanks", door)  # a program is told what a person would be told
        if form.is_valid() and _joined(invitation, form):
            return redirect("dialogue:thanks", door)
    context = {
        "said": said,
        "form": form if is_in_time else None,
        "news": news_of(invitation.procurement),
    }
    return render(request, "market/open/invitation.html", context, status=422 if form.errors else 200)


def _joined(invitation: Invitation, form: Join) -> bool:
    chosen = [UUID(each) for each in form.cleaned_data.get("activities", [])]
    try:
        found, _is_new = actions.register(
            invitation.procurement, by=None, words=form.words(), activities=chosen
        )
    except Refused as refused:
        form.add_error(refused.field or None, str(refused))
        return False
    mail_confirmation(invitation, found)
    return True


@limited
@require_GET
def thanks(request: HttpRequest, door: UUID) -> HttpResponse:
    """Say that a letter is on its way; the same whether the address was new or not."""
    return render(
        request, "market/open/thanks.html", {"said": read(open_invitation(door).snapshot), "door": door}
    )


@limited
@require_GET
def own(request: HttpRequest, door: UUID, key: UUID) -> HttpResponse:
    """Show a supplier what it is registered for, and the times it can book."""
    return _own_page(request, door, key)


def _own_page(request: HttpRequest, door: UUID, key: UUID, refusal: str = "") -> HttpResponse:
    invitation = open_invitation(door)
    registration = own_registration(invitation, key)
    said = read(invitation.snapshot)
    published = {each["id"] for each in said["activities"]}
    slots = [each for each in slots_to_book(registration) if str(each.activity.public_id) in published]
    now = clock.now()
    context = {
        "said": said,
        "door": door,
        "registration": registration,
        "activities": [
            each
            for each in said["activities"]
            if each["id"]
            in {str(found) for found in registration.activities.values_list("public_id", flat=True)}
        ],
        "mine": [each for each in slots if each.registration_id],
        "free": [each for each in slots if not each.registration_id and each.starts_at > now],
        "refusal": refusal,
    }
    return render(request, "market/open/own.html", context, status=422 if refusal else 200)


@limited
@require_POST
def book(request: HttpRequest, door: UUID, key: UUID) -> HttpResponse:
    """Book a time."""
    registration = own_registration(open_invitation(door), key)
    wanted = _uuid(request.POST.get("slot", ""))
    try:
        if wanted is None:
            return _own_page(request, door, key, _("Choose a time first."))
        actions.book_slot(registration, wanted)
    except Refused as refused:
        return _own_page(request, door, key, str(refused))
    return redirect("dialogue:own", door, key)


@limited
@require_POST
def free(request: HttpRequest, door: UUID, key: UUID) -> HttpResponse:
    """Give up a time."""
    registration = own_registration(open_invitation(door), key)
    wanted = _uuid(request.POST.get("slot", ""))
    try:
        if wanted is None:
            return _own_page(request, door, key, _("Choose a time first."))
        actions.free_slot(registration, wanted)
    except Refused as refused:
        return _own_page(request, door, key, str(refused))
    return redirect("dialogue:own", door, key)


@limited
@require_POST
def withdraw(request: HttpRequest, door: UUID, key: UUID) -> HttpResponse:
    """Withdraw a registration."""
    actions.cancel_registration(own_registration(open_invitation(door), key))
    return redirect("dialogue:invitation", door)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
