"""Strengths and weaknesses of each tender: where its points count most, with the reason as the group wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from veien.evaluation.queries.case import Computed
from veien.evaluation.queries.result.reading import Reading
from veien.evaluation.queries.words import said, worked
from veien.evaluation.rules import TenderStanding, decimal_of
from veien.evaluation.rules.strengths import Lead, leads_of, level, strongest, weakest

MOST = 5
"""The most leads, and the most lags, that are shown of a tender."""


@dataclass(frozen=True)
class Trait:
    """One item on which a tender leads or lags: both points, what the difference counts for, and the reason."""

    title: str
    points: str
    best: str
    best_of: str
    counts: str
    working: str
    reason: str


@dataclass(frozen=True)
class Profile:
    """One tender: where it stands, what it leads and lags on, what it shares the best points on, and its price."""

    tender: TenderStanding
    rank: str
    figure: str
    price: str
    price_gap: str
    strengths: tuple[Trait, ...]
    weaknesses: tuple[Trait, ...]
    level: tuple[Trait, ...]
    more_strengths: int
    more_weaknesses: int


def profiles_of(computed: Computed) -> list[Profile]:
    """Draw up every tender that competes, in the order of the ranking.

    Raises: ValueError where nothing could be computed.
    """
    if computed.case is None or computed.result is None:
        raise ValueError("There is no result to draw on.")
    reading = Reading(computed.case, computed.result, computed.standing)
    reasons = computed.document.get("evidence", {}).get("reasons", {})
    leads = leads_of(computed.case, computed.result)
    return [_profile(reading, key, leads[key], reasons.get(key, {})) for key in reading.order]


def _profile(reading: Reading, key: str, leads: list[Lead], reasons: Mapping[str, str]) -> Profile:
    ahead, behind = strongest(leads, len(leads)), weakest(leads, len(leads))
    rank = reading.rank(key)
    price = reading.price(key)

    def traits(chosen: list[Lead]) -> tuple[Trait, ...]:
        return tuple(_trait(reading, lead, reasons) for lead in chosen)

    return Profile(
        tender=reading.standing.by_key(key),
        rank="" if rank is None else str(rank),
        figure=reading.say_figure(reading.figure(key)),
        price="" if price is None else reading.money(price),
        price_gap="" if price is None else _price_gap(reading, price),
        strengths=traits(ahead[:MOST]),
        weaknesses=traits(behind[:MOST]),
        level=traits(level(leads)[:MOST]),
        more_strengths=max(0, len(ahead) - MOST),
        more_weaknesses=max(0, len(behind) - MOST),
    )


def _price_gap(reading: Reading, price: Decimal) -> str:
    prices = [each.price for each in reading.case.competing if each.price is not None]
    lowest = min(prices)
    if price == lowest:
        return _("the lowest") if prices.count(lowest) == 1 else _("the lowest, with others")
    return _("%(gap)s above the lowest") % {"gap": reading.money(price - lowest)}


def _trait(reading: Reading, lead: Lead, reasons: Mapping[str, str]) -> Trait:
    gap = decimal_of(abs(lead.counts))
    is_money = reading.case.method == "priced_quality"
    return Trait(
        title=lead.title,
        points=said(decimal_of(lead.points), 2),
        best=said(decimal_of(lead.best), 2),
        best_of=reading.named(list(lead.by)),
        counts=reading.money(gap) if is_money else said(gap, 3),
        working=_sum(lead),
        reason=reasons.get(lead.item, ""),
    )


def _sum(lead: Lead) -> str:
    weight, points, best = (worked(decimal_of(each)) for each in (lead.weight, lead.points, lead.best))
    return f"{weight} × ({points} − {best}) = {worked(decimal_of(lead.counts))}"
