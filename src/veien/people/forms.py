"""Forms of people: our own, and allauth's with our words."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from veien.people.adapter import worded
from veien.people.models import User

PASSWORD_HELP = _("At least 12 characters. Three or four words that you can remember are better than signs.")


def _worded(form: forms.BaseForm, **words: Any) -> None:
    """Give fields our labels; the library's hints inside the fields go, since they vanish when one types."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
        field.help_text = ""
    for name, label in words.items():
        form.fields[name].label = label


def _at_most(field: forms.Field, length: int) -> None:
    field.validators.append(MaxLengthValidator(length))
    field.widget.attrs["maxlength"] = length


class Login(account.LoginForm):  # type: ignore[misc]  # the library carries no types
    """Address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, login=_("E-mail address"), password=_("Password"))
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class ResetPassword(account.ResetPasswordForm):  # type: ignore[misc]  # the library carries no types
    """The address that the letter goes to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, email=_("E-mail address"))


class ResetPasswordFromKey(account.ResetPasswordKeyForm):  # type: ignore[misc]  # the library carries no types
    """A new password, twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, password1=_("New password"), password2=_("New password once more"))
        self.fields["password1"].help_text = PASSWORD_HELP


class ChangePassword(account.ChangePasswordForm):  # type: ignore[misc]  # the library carries no types
    """The present password, and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _worded(
            self,
            oldpassword=_("Present password"),
            password1=_("New password"),
            password2=_("New password once more"),
        )
        self.fields["password1"].help_text = PASSWORD_HELP


class Reauthenticate(account.ReauthenticateForm):  # type: ignore[misc]  # the library carries no types
    """The password once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, password=_("Password"))


def _code_field(form: forms.BaseForm, label: Any, help_text: Any) -> None:
    _worded(form, code=label)
    form.fields["code"].help_text = help_text
    form.fields["code"].widget.attrs |= {"inputmode": "numeric", "spellcheck": "false"}


class SecondStep(second_step.AuthenticateForm):  # type: ignore[misc]  # the library carries no types
    """A code when logging in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code_field(
            self, _("Code"), _("Six digits from the app on your phone, or one of your recovery codes.")
        )


class SecondStepAgain(second_step.ReauthenticateForm):  # type: ignore[misc]  # the library carries no types
    """A code before something important is changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code_field(
            self, _("Code"), _("Six digits from the app on your phone, or one of your recovery codes.")
        )


class ActivateTotp(totp.ActivateTOTPForm):  # type: ignore[misc]  # the library carries no types
    """The first code from the app, which shows that it works."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code_field(self, _("Code from the app"), _("Six digits. They change every 30 seconds."))


class AddPasskey(webauthn.AddWebAuthnForm):  # type: ignore[misc]  # the library carries no types
    """What a passkey is called, and what it may be used for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, name=_("Name"), passwordless=_("Log in with this alone, without a password"))
        self.fields["name"].help_text = _("So that you can tell it from others: “Work phone”, “Blue key”.")
        _at_most(self.fields["name"], 80)
        self.fields["passwordless"].help_text = _(
            "The device then asks for your fingerprint, face or PIN. Without this, it is a second step after the"
            " password."
        )
        self.fields["passwordless"].initial = True


class RenamePasskey(webauthn.EditWebAuthnForm):  # type: ignore[misc]  # the library carries no types
    """What a passkey is called."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, name=_("Name"))
        _at_most(self.fields["name"], 80)


class Invite(forms.Form):
    """Whom to invite, and to what."""

    full_name = forms.CharField(label=_("Full name"), max_length=150)
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("The address at work. The letter goes there, and it becomes the name to log in with."),
        error_messages={"invalid": _("Write an e-mail address such as name@municipality.no.")},
    )
    language = forms.ChoiceField(label=_("Language of the letter"), choices=User.Language.choices)
    role = forms.ChoiceField(label=_("Role in the procurement"))
    is_organisation_admin = forms.BooleanField(
        label=_("May invite people to the organisation"), required=False
    )

    def __init__(self, *args: Any, roles: list[tuple[str, str]], may_make_admin: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if roles:
            self.fields["role"].choices = [("", _("Choose a role")), *roles]  # type: ignore[attr-defined]
        else:
            del self.fields["role"]
        if not may_make_admin:
            del self.fields["is_organisation_admin"]


class Profile(forms.Form):
    """What a person says of himself or herself."""

    full_name = forms.CharField(
        label=_("Full name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=User.Language.choices,
        help_text=_("Of the pages, and of the letters that you get."),
    )


class Join(Profile):
    """Name, language, and a password twice."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=1000,
        help_text=PASSWORD_HELP,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password_again = forms.CharField(
        label=_("Password once more"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        """Ask the validators, and see that the same was typed twice."""
        data = super().clean() or {}
        password, again = data.get("password"), data.get("password_again")
        if password:
            person = User(email=self.email, full_name=data.get("full_name", ""))
            try:
                password_validation.validate_password(password, person)
            except ValidationError as faults:
                self.add_error("password", worded(faults))
        if password and again and password != again:
            self.add_error("password_again", _("This is not the same as the password above."))
        return data
