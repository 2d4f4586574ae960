"""The language of the person who is logged in.

A middleware is a kind of file that rooms do not have otherwise. It is one here because the choice must be made before
any view runs, and after Django knows who is asking; no view can do it for the others.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation


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
