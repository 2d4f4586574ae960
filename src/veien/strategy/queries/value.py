"""What the purchase is expected to be worth, and which rules of public procurement that value falls under."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404

from veien.business_case.queries import Line, Outcome, outcome_of
from veien.business_case.rules.working import line_flow
from veien.collaboration.queries import Member
from veien.law.queries import CannotSay, law_of
from veien.law.rules import (
    FigureMissing,
    LawPack,
    Missing,
    Placement,
    Threshold,
    known_on,
    missing_on,
    placed,
    stays_below,
)
from veien.strategy.models import ValueEstimate, ValueRow
from veien.strategy.rules import value as rules

if TYPE_CHECKING:
    from veien.road.queries import Procurement

MAY_JOIN = "option"
CONTRACT_PARTS = ("technology", "services")


@dataclass(frozen=True)
class Row:
    """One part of the value as lists show it.

    Units: money in the currency of the procurement, VAT excluded. ``member`` is empty for all of them.
    """

    public_id: UUID
    title: str
    member: str
    member_id: int | None
    amount: Decimal
    per: str
    is_option: bool
    contract: str
    source: str
    line_id: int | None
    is_taken_over: bool
    counted: rules.Counted


@dataclass(frozen=True)
class EstimatedValue:
    """The estimate of a procurement, counted and held against the thresholds of a day.

    ``cannot`` says why it is not placed: "" (it is), "empty", "country", "currency" or "missing".
    """

    kept: ValueEstimate
    currency: str
    country: str
    rows: tuple[Row, ...]
    sums: rules.Counted
    time: rules.Time
    law: LawPack | None = None
    thresholds: tuple[Threshold, ...] = ()
    missing: tuple[Missing, ...] = ()
    placement: Placement | None = None
    cannot: str = ""
    contracts: dict[str, Decimal] = field(default_factory=dict)

    @property
    def total(self) -> Decimal:
        """Give the highest value, every extension and option counted in, VAT excluded."""
        return self.sums.total

    @property
    def on(self) -> date:
        """Give the day whose thresholds it is held against."""
        return self.kept.placed_on

    @property
    def is_split(self) -> bool:
        """Say whether it is bought in several contracts that would each stay below what their sum reaches."""
        return self.placement is not None and stays_below(self.placement, self.contracts.values())

    @property
    def near(self) -> Threshold | None:
        """Give the next threshold up, where the value is close to it."""
        up = self.placement.next_up if self.placement is not None else None
        return up if up is not None and rules.is_near(self.total, up.value) else None

    @property
    def is_estimated(self) -> bool:
        """Say whether there is a value at all."""
        return self.total > 0


def estimate_of(procurement: Procurement) -> ValueEstimate | None:
    """Give what holds for the estimate of a procurement, if it is begun. One query."""
    found = ValueEstimate.objects.filter(procurement=procurement).first()
    if found is not None:
        found.procurement = procurement
    return found


def value_of(procurement: Procurement) -> EstimatedValue | None:
    """Give the value estimate of a procurement, or None where none is begun. Two queries."""
    kept = estimate_of(procurement)
    if kept is None:
        return None
    time = rules.Time(kept.months, kept.extension_months, is_open=kept.term == rules.OPEN)
    rows = tuple(_rows(kept, time))
    return _placed(
        EstimatedValue(
            kept=kept,
            currency=procurement.currency,
            country=procurement.buyer.country,
            rows=rows,
            sums=rules.added(row.counted for row in rows),
            time=time,
            contracts=rules.by_contract((row.contract, row.counted.total) for row in rows),
        )
    )


def _rows(kept: ValueEstimate, time: rules.Time) -> list[Row]:
    fields = (
        "public_id",
        "title",
        "member__organisation__name",
        "member__standing",
        "member_id",
        "amount",
        "per",
        "is_option",
        "contract",
        "source",
        "line_id",
        "is_taken_over",
    )
    found = []
    for each in ValueRow.objects.filter(estimate=kept).order_by("position", "pk").values(*fields):
        name, standing = each.pop("member__organisation__name"), each.pop("member__standing")
        each["is_option"] = each["is_option"] or standing == MAY_JOIN
        count = rules.counted(each["amount"], each["per"], time, is_option=each["is_option"])
        found.append(Row(member=name or "", counted=count, **each))
    return found


def _placed(value: EstimatedValue) -> EstimatedValue:
    """Hold a counted value against the thresholds, as far as they are known."""
    kept = value.kept
    try:
        law = law_of(value.country)
    except CannotSay:
        return _with(value, cannot="country")
    who = (kept.buyer, kept.category, kept.placed_on)
    found = _with(value, law=law, thresholds=known_on(law, *who), missing=missing_on(law, *who))
    if law.currency != value.currency:
        return _with(found, cannot="currency")
    if not value.is_estimated:
        return _with(found, cannot="empty")
    try:
        return _with(found, placement=placed(law, *who, value=value.total))
    except FigureMissing as refused:
        return _with(found, cannot="missing", missing=refused.missing)


def _with(value: EstimatedValue, **more: object) -> EstimatedValue:
    return EstimatedValue(**{**vars(value), **more})


def row_for(procurement: Procurement, public_id: UUID) -> ValueRow:
    """Give one row of a procurement's estimate.

    Raises: Http404 if there is none.
    """
    rows = ValueRow.objects.filter(estimate__procurement=procurement, public_id=public_id)
    found = rows.select_related("estimate", "member__organisation").first()
    if found is None:
        raise Http404
    found.estimate.procurement = procurement
    return found


def members_to_choose(procurement: Procurement) -> list[tuple[int, str, bool]]:
    """Give who buys together: key, name, and whether it may join later. One query."""
    rows = Member.objects.filter(procurement=procurement).order_by("standing", "organisation__name", "pk")
    found = rows.values_list("pk", "organisation__name", "standing")
    return [(pk, name, standing == MAY_JOIN) for pk, name, standing in found]


@dataclass(frozen=True)
class CostLine:
    """A cost of an alternative that may be part of the contract.

    Units: ``total`` is money over the years asked for, nothing discounted.
    """

    pk: int
    key: str
    title: str
    part: str
    total: Decimal
    is_usual: bool


def cost_lines(found: Outcome, key: str, first: int, last: int) -> list[CostLine]:
    """Give the costs of an alternative and what each comes to from one year to another. One query.

    ``is_usual`` marks the parts that are usually paid to a supplier: technology and delivery services.
    """
    if found.case is None:
        return []
    flows, parts = _flows(found, key), dict(Line.Part.choices)
    rows = Line.objects.filter(alternative__case=found.kept, alternative__key=key, kind="cost")
    named = rows.order_by("position", "pk").values_list("pk", "key", "title", "part")
    return [
        CostLine(
            pk,
            name,
            title,
            str(parts[part]),
            rules.flow_between(flows[name], first, last),
            part in CONTRACT_PARTS,
        )
        for pk, name, title, part in named
        if name in flows
    ]


def _flows(found: Outcome, key: str) -> dict[str, list[Fraction]]:
    case = found.case
    alternative = next((each for each in case.alternatives if each.id == key), None) if case else None
    if case is None or alternative is None:
        return {}
    return {line.id: line_flow(line, case.years) for line in alternative.lines if line.amount is not None}


def case_says_now(value: EstimatedValue, procurement: Procurement) -> dict[UUID, Decimal | None]:
    """Give what the business case says today of each row that was taken over; None where the line is gone.

    Nothing is asked where nothing was taken over; else nine queries at most.
    """
    rows = [row for row in value.rows if row.is_taken_over]
    kept = value.kept
    if not rows:
        return {}
    found = outcome_of(procurement)
    alternative = kept.alternative
    if found is None or alternative is None or kept.first_year is None or kept.last_year is None:
        return {row.public_id: None for row in rows}
    lines = cost_lines(found, alternative.key, kept.first_year, kept.last_year)
    totals = {line.pk: line.total for line in lines}
    return {row.public_id: totals.get(row.line_id) if row.line_id else None for row in rows}
