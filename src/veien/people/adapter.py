"""How allauth and axes are told what holds in this house: nobody signs up, sentences and letters are our own.

An adapter is what allauth asks for by name in the settings; it is no room file of its own making but theirs.
"""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import quote

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.userkit import filter_users_by_email
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.mail.message import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from veien.people.models import User

WEAK = {
    "password_too_short": _("Too short. Use at least %(min_length)s characters."),
    "password_too_common": _("Too common. This is one of the passwords that are guessed first."),
    "password_too_similar": _("Too like your name or your address."),
}
"""Why a password is weak, by the validators' codes; Django's own sentences are not there in all our languages."""


def worded(faults: ValidationError) -> ValidationError:
    """Say in our words, and in the reader's language, why a password is weak."""
    return ValidationError(
        [
            ValidationError(WEAK.get(each.code or "", each.message), code=each.code, params=each.params)
            for each in faults.error_list
        ]
    )


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library carries no types
    """No open sign-up; our own sentences; links built on the address in the settings."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The e-mail address and the password do not belong together."),
        "incorrect_password": _("That is not your password."),
        "enter_current_password": _("That is not your present password."),
        "too_many_login_attempts": _("Too many tries. Wait a quarter of an hour, then try again."),
        "rate_limited": _("Too many tries. Wait a little, then try again."),
        "invalid_password_reset": _("The link has been used already or is too old."),
    }

    def clean_password(self, password: str, user: Any = None) -> str:
        """Ask the validators; give the password back.

        Raises: ValidationError with our sentences.
        """
        try:
            validate_password(password, user)
        except ValidationError as faults:
            raise worded(faults) from faults
        return password

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no: people come by invitation."""
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Give the link for a letter; what a request calls the server is not trusted."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return f"{settings.BASE_URL}{path.replace('UID-KEY', quote(key))}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a letter of plain text in the receiver's language."""
        user = context.get("user") or next(iter(filter_users_by_email(email)), None)
        with translation.override(user.language if isinstance(user, User) else settings.LANGUAGE_CODE):
            subject = render_to_string(f"{template_prefix}_subject.txt", context)
            body = render_to_string(f"{template_prefix}_message.txt", context)
        EmailMessage(" ".join(subject.split()), body, to=[email]).send()

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Give the ways to show once more who one is, in our words."""
        words = {
            "reauthenticate": gettext("Use your password"),
            "mfa_reauthenticate": gettext("Use a code from the app, or a recovery code"),
            "mfa_reauthenticate:webauthn": gettext("Use a passkey"),
        }
        return [
            {**each, "description": words.get(each["id"], each["description"])}
            for each in super().get_reauthentication_methods(user)
        ]


class SecurityAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # the library carries no types
    """Our own sentences and names for the second step."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("That is not the right code. Codes from the app change every 30 seconds."),
        "cannot_generate_recovery_codes": _(
            "Set up the app or a passkey first; then there is something to recover."
        ),
    }

    def _get_site_name(self) -> str:
        return "Veien"

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """Give a passkey a name that can be told from the last."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Passkey %(number)s") % {"number": count + 1}


def typed_address(request: HttpRequest, credentials: dict[str, Any] | None) -> str | None:
    """Tell axes which address was tried; letters' size and blanks make no new address.

    Shape: the address in small letters, or None where a page names no person.
    """
    given = credentials or {}
    name = given.get("email") or given.get("login") or given.get("username") or request.POST.get("login")
    return str(name).strip().lower()[:255] if name else None
