"""Row types that other rooms may hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True, slots=True)
class TenderRow:
    """One tender, as lists show it.

    Shape: ``answered`` of ``asked`` requirements have an answer; ``must_open`` must-requirements have none.
    Units: ``evaluated_price`` in the procurement's currency, without VAT, for the whole period.
    """

    pk: int
    public_id: UUID
    key: str
    name: str
    organisation_number: str
    is_invented: bool
    received_at: datetime
    is_late: bool
    evaluated_price: Decimal
    answered: int
    asked: int
    must_open: int


@dataclass(frozen=True, slots=True)
class PricedLine:
    """One line of the price form with one tender's unit price.

    Units: ``amount`` = ``unit_price`` x ``volume`` x ``years``, exact.
    """

    line_id: int
    key: str
    title: str
    unit: str
    volume: Decimal
    period: str
    years: int
    note: str
    unit_price: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One tender's answer to one requirement; ``shown`` is the value in the reader's words."""

    tender_id: int
    requirement_id: int
    value: str
    comment: str
    shown: str
