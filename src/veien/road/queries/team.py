"""Reading the team: who knows what, where nobody does, and whether the time reserved is enough."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from veien.road.models import Competence, HelpRequest, NotAsked, Procurement, ReservedTime, RoleHolding
from veien.road.queries import efforts_of, holdings_of, pack_of
from veien.road.rules.competence import HOURS_A_DAY, Cover, Spare, coverage, known_by

if TYPE_CHECKING:
    from veien.people.queries import User

FIELD_NAMES: Mapping[str, Any] = {
    "service": _("Health and care in practice"),
    "users": _("Those who use the service"),
    "purchasing": _("Purchasing rules"),
    "it": _("IT and integrations"),
    "operations": _("Technical operation"),
    "privacy": _("Privacy and information security"),
    "law": _("Contract law"),
    "economy": _("Economy"),
    "buildings": _("Buildings"),
    "change": _("Training and change"),
}
"""What the fields are called."""


@dataclass(frozen=True)
class Member:
    """A person of the team: roles, fields known, hours by phase and for the whole procurement."""

    user: User
    roles: tuple[str, ...]
    fields: tuple[str, ...]
    hours: Mapping[str, int]
    whole: int | None

    @property
    def reserved(self) -> int:
        """Add up the hours reserved in the phases."""
        return sum(self.hours.values())


@dataclass(frozen=True)
class Team:
    """The whole team: its people, what is covered by whom, hours per phase, and whom one asks for help."""

    members: tuple[Member, ...]
    covers: tuple[Cover, ...]
    spares: tuple[Spare, ...]
    requests: tuple[HelpRequest, ...]

    @property
    def gaps(self) -> tuple[Cover, ...]:
        """Give the fields that the work asks for and nobody knows."""
        return tuple(each for each in self.covers if each.is_gap)


def team_of(procurement: Procurement) -> Team:
    """Read the team of a procurement. Six queries."""
    members = tuple(_members(procurement))
    requests = tuple(
        HelpRequest.objects.filter(procurement=procurement)
        .select_related("asked_by")
        .order_by("-asked_at", "-pk")
    )
    helpers: dict[str, list[str]] = {}
    for each in requests:
        if each.is_covered:
            helpers.setdefault(each.field, []).append(each.asked_of)
    pack = pack_of(procurement)
    covers = coverage(
        [station.id for phase in pack.phases for station in phase.stations],
        {each.user.full_name: each.fields for each in members},
        helpers=helpers,
        not_asked=dict(NotAsked.objects.filter(procurement=procurement).values_list("field", "reason")),
    )
    return Team(members, covers, tuple(_spares(procurement, members)), requests)


def gaps_at(
    procurement: Procurement, station: str, holdings: Iterable[tuple[int, str, str]]
) -> tuple[str, ...]:
    """Give the fields that one station asks for and nobody knows. Three queries.

    Shape: ``holdings`` are rows of person, role and declaration, as whoever asks has read them.
    """
    roles: dict[int, list[str]] = {}
    for person, role, _declared in holdings:
        roles.setdefault(person, []).append(role)
    stated: dict[int, list[str]] = {}
    for person, field in Competence.objects.filter(procurement=procurement).values_list("user_id", "field"):
        stated.setdefault(person, []).append(field)
    helping = HelpRequest.objects.filter(procurement=procurement, is_covered=True)
    covers = coverage(
        [station],
        {str(person): known_by(held, stated.get(person, ())) for person, held in roles.items()},
        helpers=dict.fromkeys(helping.values_list("field", flat=True), ["outside"]),
        not_asked=dict(NotAsked.objects.filter(procurement=procurement).values_list("field", "reason")),
    )
    return tuple(each.field for each in covers if each.is_gap)


def has_time(procurement: Procurement) -> bool:
    """Say whether time is set aside for somebody in the first phase or for the whole. One query."""
    first = pack_of(procurement).phases[0].id
    reserved = ReservedTime.objects.filter(procurement=procurement, phase=first, hours__gt=0)
    whole = RoleHolding.objects.filter(procurement=procurement, hours_reserved__gt=0)
    return bool(reserved.values("pk").union(whole.values("pk")).exists())


def _members(procurement: Procurement) -> list[Member]:
    stated: dict[int, set[str]] = {}
    for key, field in Competence.objects.filter(procurement=procurement).values_list("user_id", "field"):
        stated.setdefault(key, set()).add(field)
    hours: dict[int, dict[str, int]] = {}
    reserved = ReservedTime.objects.filter(procurement=procurement)
    for key, phase, count in reserved.values_list("user_id", "phase", "hours"):
        hours.setdefault(key, {})[phase] = count
    people: dict[int, list[Any]] = {}
    for holding in holdings_of(procurement):
        people.setdefault(holding.user_id, []).append(holding)
    found = []
    for key, held in people.items():
        roles = tuple(each.role for each in held)
        wholes = [each.hours_reserved for each in held if each.hours_reserved is not None]
        found.append(
            Member(
                user=held[0].user,
                roles=roles,
                fields=known_by(roles, stated.get(key, ())),
                hours=hours.get(key, {}),
                whole=max(wholes) if wholes else None,
            )
        )
    return found


def _spares(procurement: Procurement, members: tuple[Member, ...]) -> list[Spare]:
    efforts = efforts_of(procurement)
    found = []
    for phase in pack_of(procurement).phases:
        days = [efforts[station.id].planned_days for station in phase.stations if station.id in efforts]
        planned = [each for each in days if each is not None]
        found.append(
            Spare(
                phase=phase.id,
                reserved=sum(each.hours.get(phase.id, 0) for each in members),
                planned=sum(planned, Decimal(0)) * HOURS_A_DAY if planned else None,
            )
        )
    return found


def member_for(procurement: Procurement, public_id: UUID) -> Member:
    """Give one person of the team.

    Raises: Http404 for somebody without a role here.
    """
    found = next((each for each in _members(procurement) if each.user.public_id == public_id), None)
    if found is None:
        raise Http404
    return found


def help_for(procurement: Procurement, public_id: UUID) -> HelpRequest:
    """Give one request for help.

    Raises: Http404 if the procurement has no such request.
    """
    found = HelpRequest.objects.filter(procurement=procurement, public_id=public_id).first()
    if found is None:
        raise Http404
    found.procurement = procurement
    return found
