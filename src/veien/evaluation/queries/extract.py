"""What one tenderer is told: all of its own, of the chosen tender what the buyer allows, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from veien.award_model.rules import Case, Criterion, nodes_of
from veien.evaluation.queries.case import Computed
from veien.evaluation.queries.result.reading import Reading
from veien.evaluation.queries.words import grounds_of, percent, said
from veien.evaluation.rules import Line, TenderStanding, decimal_of, lines_of
from veien.evaluation.rules.redacting import Secrets

REVEALING = frozenset(
    {"proportional", "linear_above_lowest", "linear_between", "discount_power", "around_mean", "piecewise"}
)
"""The price models in which own points and own price together tell something of the prices of others."""


@dataclass(frozen=True)
class Choices:
    """What the buyer lets the extract say of the chosen tender; ``words`` are the buyer's own on what set it apart."""

    points: bool = True
    price_points: bool = False
    words: str = ""


@dataclass(frozen=True)
class ExtractRow:
    """One criterion: the tenderer's own points and reason, and the chosen tender's points where they are told."""

    title: str
    depth: int
    weight: str
    points: str
    chosen: str
    reason: str
    is_group: bool


@dataclass(frozen=True)
class Extract:
    """What one tenderer is told.

    Shape: ``place`` is empty where the tender has none, and ``grounds`` says why then. ``chosen`` are the tenders that
    are first, empty where this is the only one. ``has_hidden`` tells the buyer that a text named somebody else.
    """

    tender: TenderStanding
    place: str
    competing: int
    price: str
    grounds: tuple[str, ...]
    chosen: tuple[str, ...]
    is_chosen: bool
    rows: tuple[ExtractRow, ...]
    musts: int
    met: int
    failed: tuple[tuple[str, str, str], ...]
    words: str
    shows_chosen: bool
    has_hidden: bool
    is_revealing: bool

    @property
    def has_reasons(self) -> bool:
        """Tell whether any criterion has a reason."""
        return any(row.reason for row in self.rows)


def extract_of(computed: Computed, public_id: UUID, choices: Choices | None = None) -> Extract:
    """Draw up what one tenderer is told, in the active language.

    Raises: Http404 if there is no such tender; ValueError where nothing is ranked.
    """
    if computed.case is None or computed.result is None:
        raise ValueError("There is no result to draw on.")
    tender = next((each for each in computed.standing.tenders if each.public_id == public_id), None)
    if tender is None:
        raise Http404
    reading = Reading(computed.case, computed.result, computed.standing)
    first = [key for key in reading.placed if reading.rank(key) == 1]
    told = _told(reading, computed.document, tender, first, choices or Choices())
    return _without_secrets(told, secrets_of(computed, tender, first))


def secrets_of(computed: Computed, tender: TenderStanding, first: list[str]) -> Secrets:
    """Give what this tenderer may not read: names of all but itself and the chosen ones, and everybody's price."""
    case = computed.case
    standing = computed.standing
    known = [each.name for each in standing.tenders if each.pk == tender.pk or each.key in first]
    own = next((each.price for each in case.tenders if each.id == tender.key), None) if case else None
    prices = [
        each.price for each in (case.tenders if case else ()) if each.price is not None and each.price != own
    ]
    names = [each.name for each in standing.tenders if each.name not in known]
    return Secrets(tuple(names), tuple(prices), tuple(known))


def _told(
    reading: Reading, document: Mapping[str, Any], tender: TenderStanding, first: list[str], choices: Choices
) -> Extract:
    rank = reading.rank(tender.key) if tender.key in reading.tenders else None
    price = None if tender.is_rejected else reading.price(tender.key)
    is_chosen = tender.key in first
    others = [key for key in first if key != tender.key]
    failed = tuple((each.ref, each.title, each.ground) for each in tender.failed)
    shown = choices.points and bool(others) and not is_chosen
    model = reading.case.price_leaf.model if reading.case.price_leaf else None
    return Extract(
        tender=tender,
        place="" if rank is None else str(rank),
        competing=len(reading.placed),
        price="" if price is None else reading.money(price),
        grounds=_grounds(reading, tender, rank),
        chosen=tuple(reading.standing.by_key(key).name for key in others),
        is_chosen=is_chosen,
        rows=_rows(reading, document, tender, others[0] if shown else "", choices),
        musts=tender.musts,
        met=document["evidence"]["musts"].get(tender.key, {}).get("met", 0),
        failed=failed,
        words=choices.words,
        shows_chosen=shown,
        has_hidden=False,
        is_revealing=model is not None and model.name in REVEALING,
    )


def _grounds(reading: Reading, tender: TenderStanding, rank: int | None) -> tuple[str, ...]:
    if tender.is_rejected:
        return tuple(grounds_of(tender, reading.standing))
    return () if rank is not None else (_("The tender does not reach the least points that are required."),)


def _rows(
    reading: Reading, document: Mapping[str, Any], tender: TenderStanding, chosen: str, choices: Choices
) -> tuple[ExtractRow, ...]:
    own = _points_of(reading, document, tender)
    theirs = reading.tenders[chosen]["points"] if chosen else {}
    reasons = document["evidence"]["reasons"].get(tender.key, {})
    priced = _with_price(reading.case)
    rows = []
    for line in lines_of(reading.case):
        if own.get(line.id) is None and line.is_price:
            continue
        may_tell = choices.price_points or line.id not in priced
        rows.append(
            ExtractRow(
                title=line.title,
                depth=line.depth - 1,
                weight=_weight(line),
                points=_points(own.get(line.id)),
                chosen=_points(theirs.get(line.id)) if may_tell else "–",
                reason=reasons.get(line.id, ""),
                is_group=line.is_group,
            )
        )
    return tuple(rows)


def _points_of(
    reading: Reading, document: Mapping[str, Any], tender: TenderStanding
) -> Mapping[str, str | None]:
    """Give a tender's awarded points; of one that is rejected what it was given before that."""
    if tender.key in reading.tenders:
        found: Mapping[str, str | None] = reading.tenders[tender.key]["points"]
        return found
    given: Mapping[str, str] = next(
        (each.get("points", {}) for each in document["tenders"] if each["id"] == tender.key), {}
    )
    return dict(given)


def _with_price(case: Case) -> set[str]:
    """Name the criteria that are the price or hold it: their points tell the price."""

    def holds(node: Criterion) -> bool:
        return node.kind == "price" or any(holds(child) for child in node.children)

    return {node.id for node in nodes_of(case.criteria) if holds(node)}


def _weight(line: Line) -> str:
    return "" if line.weight is None else percent(decimal_of(line.weight))


def _points(value: str | None) -> str:
    return "–" if value is None else said(Decimal(value), 2)


def _without_secrets(told: Extract, secrets: Secrets) -> Extract:
    """Take the names and prices of others out of every text that people wrote."""
    name, amount = _("[another tenderer]"), _("[an amount]")

    def clean(text: str) -> str:
        return secrets.without(text, name=name, amount=amount)

    rows = tuple(replace(row, reason=clean(row.reason)) for row in told.rows)
    failed = tuple((ref, title, clean(ground)) for ref, title, ground in told.failed)
    cleaned = replace(
        told, rows=rows, failed=failed, grounds=tuple(map(clean, told.grounds)), words=clean(told.words)
    )
    return replace(cleaned, has_hidden=cleaned != told)
