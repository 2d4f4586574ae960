"""One's own profile."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from veien.foundation.errors import Refused
from veien.organisations.queries import may_list
from veien.people import actions, forms
from veien.people.queries import may_invite, signed_in


@login_required
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Show and change one's own name and language."""
    user = signed_in(request)
    form = forms.Profile(
        request.POST if request.method == "POST" else None,
        initial={"full_name": user.full_name, "language": user.language},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_profile(user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            with translation.override(user.language):
                messages.success(request, _("Your profile is kept."))
            return keep_language(redirect("people:profile"), user.language)
    context = {"form": form, "may_invite": may_invite(user), "may_list": may_list(user)}
    return render(request, "people/profile.html", context, status=422 if form.errors else 200)


def keep_language(response: HttpResponse, language: str) -> HttpResponse:
    """Let this browser show the language too, as the menu at the top does."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        path=settings.LANGUAGE_COOKIE_PATH,
        domain=settings.LANGUAGE_COOKIE_DOMAIN,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    return response
