"""Which fields the work of a station asks for, who holds them, and where nobody does. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

COMPETENCES = (
    "service",
    "users",
    "purchasing",
    "it",
    "operations",
    "privacy",
    "law",
    "economy",
    "buildings",
    "change",
)
"""The fields that a purchase of welfare technology asks for, from the service to those who lead change."""

IMPLIED = {
    "purchasing": "purchasing",
    "it": "it",
    "data-protection-officer": "privacy",
    "buildings": "buildings",
    "allocation-office": "service",
    "home-care": "service",
    "nursing-home": "service",
    "service-staff": "service",
}
"""What a role says of whoever holds it, without anybody having to write it again."""

ASKED = {
    "map-needs": ("service", "users", "purchasing", "it", "operations", "privacy"),
    "set-goals": ("service", "users", "economy"),
    "market-dialogue": ("purchasing", "service", "it"),
    "strategy": ("purchasing", "economy", "law"),
    "business-case": ("economy", "service", "it"),
    "cooperation": ("law", "purchasing"),
    "procedure": ("purchasing", "law"),
    "documents": ("purchasing", "it", "privacy", "law", "service", "operations", "buildings"),
    "planning": ("service", "change", "it"),
    "carry-out-procurement": ("purchasing", "service", "users", "it", "privacy", "law"),
    "contract": ("law", "purchasing"),
    "test": ("service", "it", "operations", "users"),
    "manage": ("operations", "change", "economy"),
}
"""What the work of each station asks for. An own judgement on the guide's activities; the guide itself names only
purchasing, IT, privacy, buildings and the service.

Source: Kvikk-guide, Kartlegge behov 2, Etablere samarbeid og team 6, Utarbeide underlag 2.
"""

HOURS_A_DAY = Decimal("7.5")
"""Working hours in a planned day. An assumption, said wherever it is used."""


@dataclass(frozen=True)
class Cover:
    """One field: which stations ask for it, who holds it, who helps from outside, or why it is not asked for."""

    field: str
    stations: tuple[str, ...]
    holders: tuple[str, ...]
    helpers: tuple[str, ...] = ()
    not_asked: str = ""

    @property
    def is_gap(self) -> bool:
        """Say whether the work asks for it and nobody knows it."""
        return bool(self.stations) and not (self.holders or self.helpers or self.not_asked)


def known_by(roles: Iterable[str], stated: Iterable[str]) -> tuple[str, ...]:
    """Give the fields a person knows: those stated, and those that the roles imply, in the usual order."""
    found = set(stated) | {IMPLIED[role] for role in roles if role in IMPLIED}
    return tuple(each for each in COMPETENCES if each in found)


def coverage(
    stations: Sequence[str],
    held: Mapping[str, Iterable[str]],
    *,
    helpers: Mapping[str, Iterable[str]] | None = None,
    not_asked: Mapping[str, str] | None = None,
) -> tuple[Cover, ...]:
    """Say of every field who covers it, for the stations of a road.

    Shape: ``held`` maps a person to fields, ``helpers`` a field to names, ``not_asked`` a field to the reason. A
    station that is not known asks for nothing; a field that no station asks for and nobody holds is left out.
    """
    helpers, not_asked = helpers or {}, not_asked or {}
    rows = []
    for field in COMPETENCES:
        asking = tuple(each for each in stations if field in ASKED.get(each, ()))
        holders = tuple(person for person, fields in held.items() if field in set(fields))
        if asking or holders:
            row = Cover(field, asking, holders, tuple(helpers.get(field, ())), not_asked.get(field, ""))
            rows.append(row)
    return tuple(rows)


@dataclass(frozen=True)
class Spare:
    """Hours reserved for a phase beside the hours its stations are planned to take."""

    phase: str
    reserved: int
    planned: Decimal | None

    @property
    def is_short(self) -> bool:
        """Say whether less is reserved than planned."""
        return self.planned is not None and self.reserved < self.planned
