"""What a business case is once it has been checked: drivers resolved, every line with its full amount a year."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

UNDISCOUNTED = "year_zero_undiscounted"
FIRST_DISCOUNTED = "first_flow_discounted"
DISCOUNTINGS = (UNDISCOUNTED, FIRST_DISCOUNTED)
KINDS = ("cost", "benefit")
BENEFITS = ("avoided_cost", "saved_time", "quality")
PARTS = ("technology", "services", "contract", "implementation")
SHAPES = ("triangular", "pert", "fixed")

_NO_RAMP: Mapping[int, Decimal] = MappingProxyType({})


class Uncertainty(NamedTuple):
    """A factor on a line, drawn once per run: its shape, its lowest, most likely and highest value."""

    shape: str
    low: Decimal
    mode: Decimal
    high: Decimal

    @property
    def is_open(self) -> bool:
        """Tell whether the factor can come out in more than one way."""
        return self.shape != "fixed"


class Line(NamedTuple):
    """One line of an alternative. A quality line has no ``amount``.

    Units: ``amount`` is money in a full year, before share, ramp, realisation and growth; years are years of
    the case, both ends included.
    """

    id: str
    kind: str
    title: str = ""
    benefit: str | None = None
    amount: Fraction | None = None
    first: int = 0
    last: int = 0
    share: Decimal = Decimal(1)
    realised: Decimal = Decimal(1)
    growth: Decimal = Decimal(0)
    ramp: Mapping[int, Decimal] = _NO_RAMP
    uncertainty: Uncertainty | None = None
    part: str | None = None
    integration: bool = False
    source: str = ""
    text: str = ""

    @property
    def sign(self) -> int:
        """Say what the line does to the flow: a benefit adds, a cost takes."""
        return 1 if self.kind == "benefit" else -1

    @property
    def is_uncertain(self) -> bool:
        """Tell whether a range is declared for the line."""
        return self.uncertainty is not None and self.uncertainty.is_open


class Alternative(NamedTuple):
    """One way of doing it; exactly one of a case is today's practice, the null alternative."""

    id: str
    lines: tuple[Line, ...]
    title: str = ""
    is_null: bool = False


class CostKey(NamedTuple):
    """How a cost is shared: a part equally, the rest by figures such as inhabitants."""

    fixed_share: Decimal
    by: Mapping[str, Decimal]


class Case(NamedTuple):
    """A checked business case: everything that is computed with, nothing left to doubt."""

    currency: str
    years: int
    discount_rate: Decimal
    discounting: str
    quantities: Mapping[str, Fraction]
    alternatives: tuple[Alternative, ...]
    input_sha256: str
    title: str = ""
    cost_key: CostKey | None = None

    @property
    def null(self) -> Alternative:
        """Give the null alternative."""
        return next(each for each in self.alternatives if each.is_null)


class ShareCase(NamedTuple):
    """A checked cost key on its own, with the amount that is shared."""

    total: Decimal
    key: CostKey
