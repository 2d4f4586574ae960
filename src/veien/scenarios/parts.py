"""The people of a play: roles, never persons. They log in with an example password that everybody may know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from veien.organisations.queries import Organisation
from veien.people.actions import add_person
from veien.people.queries import User
from veien.road import actions as road
from veien.road.queries import Procurement

PASSWORD = "veien-eksempel-2016"  # noqa: S105 - the example's password stands on the start page; it guards nothing


@dataclass(frozen=True)
class Part:
    """One part in the play: who, from where, with which roles."""

    key: str
    email: str
    full_name: str
    organisation: str
    roles: tuple[str, ...]
    hours: int
    about: str


def gather_people(
    parts: Sequence[Part], organisations: Mapping[str, Organisation], *, admins: Sequence[str]
) -> dict[str, User]:
    """Give the people of a play by their key, made where they do not exist yet; ``admins`` may invite others."""
    found: dict[str, User] = {}
    for part in parts:
        there = User.objects.filter(email=part.email).first()
        found[part.key] = there or add_person(
            by=None,
            email=part.email,
            full_name=part.full_name,
            organisation=organisations[part.organisation],
            password=PASSWORD,
            is_example=True,
            is_organisation_admin=part.key in admins,
        )
    return found


def give_roles(procurement: Procurement, parts: Sequence[Part], people: Mapping[str, User]) -> None:
    """Give everybody their roles, and let those declare their interests who must."""
    for part in parts:
        for role in part.roles:
            if (part.key, role) == ("leader", "project-leader"):
                continue  # whoever starts a procurement leads it
            road.give_role(
                procurement, by=people["leader"], user=people[part.key], role=role, hours_reserved=part.hours
            )
    for part in parts:
        road.declare_interests(procurement, by=people[part.key], has_conflict=False, text="")
