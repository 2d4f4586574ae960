"""What people write about an assumption, as actions take it and workbooks give it. Pure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TypedDict


class AssumptionWords(TypedDict, total=False):
    """What is written about an assumption."""

    title: str
    figure: Decimal
    unit: str
    source: str
    checked_on: date | None
    note: str
    origin: str
