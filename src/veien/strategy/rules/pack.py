"""What the strategy asks about, as data hands it over: points, services, agreements, checks. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Point:
    """A point that may speak for buying together, or against it."""

    id: str
    side: str
    text: Words
    ask: Words


@dataclass(frozen=True, slots=True)
class Service:
    """A service around the equipment. ``words`` are beginnings of words by which a cost line is known."""

    id: str
    title: Words
    mind: Words
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Consequence:
    """What a choice gives, and what it takes."""

    gives: Words
    takes: Words


@dataclass(frozen=True, slots=True)
class FrameworkLimit:
    """How long a framework agreement may last in a country unless there are special grounds.

    ``confidence`` is verified, verified-secondary, known or uncertain.
    """

    country: str
    most_years: Decimal
    source: str
    ref: str
    confidence: str
    checked_on: date


@dataclass(frozen=True, slots=True)
class Check:
    """When a demand on the supplier is worth a second look.

    ``what`` is figure, figure_of_value, figure_of_year, not_equivalent, not_relying, likeness or no_reason; ``over`` is
    the limit of the first three, ``among`` what likeness speaks at. ``kind`` is law or judgement.
    """

    id: str
    kinds: frozenset[str]
    what: str
    over: Decimal
    among: frozenset[str]
    kind: str
    source: str
    ref: str
    confidence: str
    says: Words
    mend: Words


@dataclass(frozen=True, slots=True)
class StrategyPack:
    """Everything that the strategy's pages are filled with."""

    points: tuple[Point, ...]
    services: tuple[Service, ...]
    ways: Mapping[str, Consequence]
    agreements: Mapping[str, Consequence]
    paces: Mapping[str, Consequence]
    ownership: Mapping[str, Consequence]
    frameworks: Mapping[str, FrameworkLimit]
    checks: tuple[Check, ...]


SERVICES = (
    "installation",
    "training",
    "response",
    "technical-call-out",
    "alarm-call-out",
    "removal",
    "storage",
    "maintenance",
)


def pack_of(strategy: Mapping[str, Any], qualification: Mapping[str, Any]) -> StrategyPack:
    """Make the pack from its two documents, which their schemas have let through."""
    return StrategyPack(
        points=tuple(Point(e["id"], e["side"], e["text"], e["ask"]) for e in strategy["points"]),
        services=tuple(
            Service(e["id"], e["title"], e["mind"], tuple(e["words"])) for e in strategy["services"]
        ),
        ways=_consequences(strategy["ways"]),
        agreements=_consequences(strategy["agreements"]),
        paces=_consequences(strategy["paces"]),
        ownership=_consequences(strategy["ownership"]),
        frameworks={each["country"]: _limit(each) for each in strategy["frameworks"]},
        checks=tuple(_check(each) for each in qualification["checks"]),
    )


def _consequences(held: Mapping[str, Any]) -> dict[str, Consequence]:
    return {key: Consequence(each["gives"], each["takes"]) for key, each in held.items()}


def _limit(held: Mapping[str, Any]) -> FrameworkLimit:
    return FrameworkLimit(
        country=held["country"],
        most_years=Decimal(held["most_years"]),
        source=held["source"],
        ref=held["ref"],
        confidence=held["confidence"],
        checked_on=date.fromisoformat(str(held["checked_on"])),
    )


def _check(held: Mapping[str, Any]) -> Check:
    when = held["when"]
    return Check(
        id=held["id"],
        kinds=frozenset(held["kinds"]),
        what=when["what"],
        over=Decimal(str(when.get("over", 0))),
        among=frozenset(when.get("among", ())),
        kind=held["kind"],
        source=held["source"],
        ref=held["ref"],
        confidence=held["confidence"],
        says=held["says"],
        mend=held["mend"],
    )
