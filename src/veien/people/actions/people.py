"""Adding a person without an invitation, and changing what a person says of himself."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from veien.audit.actions import HOUSE, recorded
from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.organisations.queries import Organisation
from veien.people.models import User


class CannotKeepPerson(Refused):
    """The person cannot be kept as written; the message says why."""


def add_person(
    *,
    by: User | None,
    email: str,
    full_name: str,
    organisation: Organisation,
    password: str | None = None,
    language: str = User.Language.NORWEGIAN,
    is_organisation_admin: bool = False,
    is_example: bool = False,
) -> User:
    """Add a person who can log in at once: the first of a house, or somebody in an example.

    Raises: CannotKeepPerson if the name is empty, or the address is none or taken.
    Logs: people.added
    """
    with recorded(HOUSE, "people.added", by=by) as entry:
        user = new_user(
            email,
            full_name,
            organisation,
            password=password,
            language=language,
            is_organisation_admin=is_organisation_admin,
            is_example=is_example,
        )
        entry.subject = f"person:{user.public_id}"
        entry.content = told(user)
    return user


def change_profile(user: User, *, full_name: str, language: str) -> None:
    """Change one's own name and language.

    Raises: CannotKeepPerson if the name is empty or the language is none of ours.
    Logs: people.profile_changed
    """
    with recorded(HOUSE, "people.profile_changed", by=user, subject=f"person:{user.public_id}") as entry:
        kept = User.objects.select_for_update().get(pk=user.pk)
        before = {"full_name": kept.full_name, "language": str(kept.language)}
        kept.full_name, kept.language = checked_name(full_name), checked_language(language)
        kept.save(update_fields=["full_name", "language"])
        entry.content = {
            "before": before,
            "after": {"full_name": kept.full_name, "language": str(kept.language)},
        }
    user.full_name, user.language = kept.full_name, kept.language


def new_user(
    email: str,
    full_name: str,
    organisation: Organisation,
    *,
    password: str | None,
    language: str,
    is_organisation_admin: bool = False,
    is_example: bool = False,
) -> User:
    """Make the row of a person, as a part of a use case.

    Raises: CannotKeepPerson if the name is empty, or the address is none or taken.
    """
    address = checked_address(email)
    if User.objects.filter(email=address).exists():
        raise CannotKeepPerson(_("%(email)s has an account already.") % {"email": address}, field="email")
    return User.objects.create_user(
        address,
        password,
        full_name=checked_name(full_name),
        organisation=organisation,
        language=checked_language(language),
        is_organisation_admin=is_organisation_admin,
        is_example=is_example,
        joined_at=clock.now(),
    )


def checked_name(full_name: str) -> str:
    """Give a name without double spaces.

    Raises: CannotKeepPerson if nothing is left.
    """
    name = " ".join(full_name.split())
    if not name:
        raise CannotKeepPerson(_("Write the full name."), field="full_name")
    return name


def checked_address(email: str) -> str:
    """Give an address in small letters.

    Raises: CannotKeepPerson if it is no e-mail address.
    """
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as fault:
        raise CannotKeepPerson(
            _("Write an e-mail address such as name@municipality.no."), field="email"
        ) from fault
    return address


def checked_language(language: str) -> str:
    """Give a language of the program.

    Raises: CannotKeepPerson if it is none of ours.
    """
    if language not in User.Language.values:
        raise CannotKeepPerson(_("Choose one of the languages."), field="language")
    return language


def told(user: User) -> dict[str, object]:
    """Say of a person what a reader of the log needs."""
    return {
        "full_name": user.full_name,
        "email": user.email,
        "organisation": user.organisation.name if user.organisation else "",
        "is_organisation_admin": user.is_organisation_admin,
    }
