"""Row types that other rooms may hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True, slots=True)
class TenderRow:
    """One tender, as lists show it.

    Shape: ``answered`` of ``asked`` requirements have an answer; ``must_open`` must-requirements have none;
        ``zeros`` price lines are free of charge.
    Units: ``evaluated_price`` in the procurement's currency, without VAT, for the whole period; None where the reader
        may not see it, and ``zeros`` is then 0.
    """

    pk: int
    public_id: UUID
    key: str
    name: str
    organisation_number: str
    organisation_country: str
    is_invented: bool
    received_at: datetime
    late_by: timedelta
    evaluated_price: Decimal | None
    answered: int
    asked: int
    must_open: int
    zeros: int

    @property
    def is_late(self) -> bool:
        """Tell whether the tender came after the deadline."""
        return bool(self.late_by)

    @property
    def node(self) -> str:
        """Give the id on the thread."""
        return f"answer:{self.public_id}"


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One tender's answer to one requirement; ``shown`` is the value in the reader's words, empty while open."""

    tender_id: int
    requirement_id: int
    value: str
    comment: str
    shown: str

    @property
    def is_open(self) -> bool:
        """Tell whether the tender leaves the requirement unanswered."""
        return not self.value
