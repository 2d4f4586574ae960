"""``veien person``: adds the first person of an empty installation, who then invites the others."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Sequence

DONE = 0
WRONG_INPUT = 2


def run(arguments: Sequence[str]) -> int:
    """Carry out ``veien person``; the password is asked for, or read as one line of standard input."""
    parser = argparse.ArgumentParser(
        prog="veien person", description="Add the first person of an installation."
    )
    parser.add_argument("email", metavar="EMAIL")
    parser.add_argument("name", metavar="NAME", help="full name, in quotation marks")
    parser.add_argument("--organisation", required=True, metavar="NAME", help="made if it does not exist yet")
    parser.add_argument("--country", choices=("NO", "SE", "DK"), default="NO")
    parser.add_argument("--number", default="", help="organisation number, checked")
    parser.add_argument("--language", choices=("nb", "sv", "da", "en"), default="nb")
    chosen = parser.parse_args(arguments)

    from veien.command.migrate import CannotStart, bring_up_to_date, load_django

    try:
        load_django()
        bring_up_to_date()
    except CannotStart as obstacle:
        print(f"Veien: {obstacle}", file=sys.stderr)
        return 1
    return _add(chosen)


def _add(chosen: argparse.Namespace) -> int:
    from django.core.exceptions import ValidationError
    from django.utils.translation import override

    from veien.foundation.errors import Refused

    with override("en"):
        try:
            _keep(chosen, _password())
        except ValidationError as weak:
            for sentence in weak.messages:
                print(f"password: {sentence}", file=sys.stderr)
            return WRONG_INPUT
        except Refused as refused:
            print(f"{refused.field or 'person'}: {refused}", file=sys.stderr)
            return WRONG_INPUT
    print(f"{chosen.name} can log in as {chosen.email} and invite others to {chosen.organisation}.")
    return DONE


def _keep(chosen: argparse.Namespace, password: str) -> None:
    from django.contrib.auth.password_validation import validate_password
    from django.db import transaction

    from veien.organisations.actions import add_organisation
    from veien.organisations.queries import Organisation
    from veien.people.actions import add_person

    validate_password(password)
    with transaction.atomic():
        organisation = Organisation.objects.filter(name=chosen.organisation, is_example=False).first()
        if organisation is None:
            organisation = add_organisation(
                by=None,
                name=chosen.organisation,
                kind="municipality",
                country=chosen.country,
                number=chosen.number,
            )
        add_person(
            by=None,
            email=chosen.email,
            full_name=chosen.name,
            organisation=organisation,
            password=password,
            language=chosen.language,
            is_organisation_admin=True,
        )


def _password() -> str:
    if sys.stdin.isatty():
        return getpass.getpass("Password (at least 12 characters): ")
    return sys.stdin.readline().rstrip("\n")
