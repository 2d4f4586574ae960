"""The figures of a specification: how open it is, how much of it is must, where the thread is torn. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from veien.requirements.rules.fields import KINDS, OPEN_KINDS

OPEN_ENOUGH = Decimal("0.5")
"""The least share of performance and function requirements in a specification that counts as open."""

MOST_MUST_SHARE = Decimal("0.4")
MOST_MUSTS = 60
FEW = 10
"""Below this many requirements a share says nothing."""

OPENNESS = {"performance": 4, "function": 3, "standard": 2, "detail": 1}
"""How open a single requirement is, 4 the most: what is to be achieved, what it shall do, which norm, exactly how."""


class Counted(Protocol):
    """What the figures look at in a requirement."""

    @property
    def obligation(self) -> str:
        """Must or should."""

    @property
    def kind(self) -> str:
        """How open it is."""

    @property
    def need_ids(self) -> Collection[int]:
        """The keys of its needs."""


@dataclass(frozen=True)
class Share:
    """How many requirements are of a kind, and the part of all that they make up."""

    kind: str
    count: int
    share: Decimal

    @property
    def percent(self) -> int:
        """Give the part in whole percent."""
        return int((self.share * 100).quantize(Decimal(1)))


@dataclass(frozen=True)
class Openness:
    """How open a specification is."""

    total: int
    shares: tuple[Share, ...]

    @property
    def open_share(self) -> Decimal:
        """Give the part that is performance or function; 0 where there is nothing."""
        return sum((each.share for each in self.shares if each.kind in OPEN_KINDS), Decimal(0))

    @property
    def open_percent(self) -> int:
        """Give the open part in whole percent."""
        return int((self.open_share * 100).quantize(Decimal(1)))

    @property
    def is_mostly_open(self) -> bool:
        """Say whether at least half is performance or function."""
        return self.total > 0 and self.open_share >= OPEN_ENOUGH


def openness_of(counts: dict[str, int]) -> Openness:
    """Give the share of each kind, the most open first.

    Shape: ``counts`` maps a kind to how many requirements are of it; kinds that are missing count 0.
    Source: Kvikk-guide, Utarbeide underlag, point 10: an open specification asks for needs, not for solutions.
    """
    total = sum(counts.get(kind, 0) for kind in KINDS)
    shares = tuple(
        Share(kind, counts.get(kind, 0), Decimal(counts.get(kind, 0)) / total if total else Decimal(0))
        for kind in KINDS
    )
    return Openness(total, shares)


def too_many_musts(musts: int, total: int) -> bool:
    """Say whether must-requirements are so many that they risk shutting out good tenders.

    Shape: true above 40 percent of all, or above 60; never in a specification of fewer than ten requirements.
    Source: Kvikk-guide, Utarbeide underlag, point 12: must only where a tender without it is of no use.
    """
    if total < FEW:
        return False
    return musts > MOST_MUSTS or Decimal(musts) / total > MOST_MUST_SHARE


@dataclass(frozen=True)
class Figures:
    """All that the side of the editor says about a specification."""

    total: int
    musts: int
    shoulds: int
    without_need: int
    openness: Openness
    uncovered: tuple[int, ...]

    @property
    def has_too_many_musts(self) -> bool:
        """Say whether the must-requirements are too many."""
        return too_many_musts(self.musts, self.total)

    @property
    def must_percent(self) -> int:
        """Give the part that is must, in whole percent."""
        return int((Decimal(self.musts) * 100 / self.total).quantize(Decimal(1))) if self.total else 0


def figures_of(rows: Iterable[Counted], needs: Iterable[int]) -> Figures:
    """Count a specification once through.

    Shape: ``needs`` are the keys of all needs; ``uncovered`` are those that no requirement answers, in their order.
    """
    kinds: Counter[str] = Counter()
    obligations: Counter[str] = Counter()
    covered: set[int] = set()
    loose = 0
    for row in rows:
        kinds[row.kind] += 1
        obligations[row.obligation] += 1
        covered.update(row.need_ids)
        loose += not row.need_ids
    return Figures(
        total=sum(kinds.values()),
        musts=obligations["must"],
        shoulds=obligations["should"],
        without_need=loose,
        openness=openness_of(kinds),
        uncovered=tuple(need for need in needs if need not in covered),
    )
