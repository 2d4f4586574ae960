"""The library's pages in our way: a refused form answers 422, a change and its log entry stand or fall together."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.db import transaction
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse

from veien.foundation import clock
from veien.people.adapter import typed_address

View = Callable[..., HttpResponse]


def in_our_way(view: View) -> View:
    """Let a page of the library answer 422 where it refuses what was typed, and 410 where a link is spent."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if isinstance(response, TemplateResponse) and response.status_code == 200:
            context = response.context_data or {}
            refused = [context.get("form"), context.get("webauthn_form")]
            if request.method == "POST" and any(form is not None and form.errors for form in refused):
                response.status_code = 422
            elif context.get("token_fail"):
                response.status_code = 410
        return response

    return answer


def in_one_piece(view: View) -> View:
    """As ``in_our_way``, and in one transaction with the log entry of the change."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return in_our_way(view)(request, *args, **kwargs)
        with transaction.atomic():
            return in_our_way(view)(request, *args, **kwargs)

    return answer


def locked(
    request: HttpRequest, response: HttpResponse | None = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """Say that the door is shut for a while, and until when; axes calls this after too many failures."""
    tries = AccessAttempt.objects.filter(
        username=typed_address(request, credentials),
        ip_address=request.axes_ip_address,  # type: ignore[attr-defined]  # set by axes
    )
    last = tries.aggregate(last=Max("attempt_time"))["last"] or clock.now()
    until = last + (get_cool_off(request) or timedelta(minutes=15))
    seconds = max(1, int((until - clock.now()).total_seconds()))
    context = {"until": until, "minutes": math.ceil(seconds / 60)}
    page = render(request, "account/locked.html", context, status=429)
    page["Retry-After"] = str(seconds)
    return page
