"""The language of the person who is logged in, and the address a visitor comes from.

A middleware is a kind of file that rooms do not have otherwise. It is one here because both must be settled before
any view runs; no view can do it for the others.
"""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation


class VisitorAddressMiddleware:
    """Says where a visitor comes from when web servers stand in front: else all would seem to be one and the same.

    Each server in front writes down, last in ``X-Forwarded-For``, who knocked at it. Only as many of the last words
    are believed as there are servers of our own; what a visitor writes there stands before them. What limits or locks
    out by address (log-in, the suppliers' pages) then counts the visitor.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Put the visitor's address where Django looks for it, then go on."""
        told = [each.strip() for each in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        if 0 < settings.PROXIES <= len(told) and is_address(told[-settings.PROXIES]):
            request.META["REMOTE_ADDR"] = told[-settings.PROXIES]
        return self.get_response(request)


def is_address(text: str) -> bool:
    """Tell whether a text is the address of a machine."""
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


class PersonLanguageMiddleware:
    """Shows pages in the person's own language, unless a choice made in this browser says otherwise."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Choose the language, then go on."""
        if request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) not in dict(settings.LANGUAGES):
            language = getattr(request.user, "language", None)
            if language:
                translation.activate(language)
                request.LANGUAGE_CODE = language  # as LocaleMiddleware does
        return self.get_response(request)
