"""How far the judging of the tenders has come, and who is out. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from veien.criteria.rules import Node, Tree
from veien.criteria.rules.items import Item

NO_PRICES, SEALED, ASKED, OPENED = "none", "sealed", "asked", "open"
"""How it stands with the prices: none are judged, nobody asked, one person has asked, two have opened them."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A must-requirement that a tender does not meet, and why."""

    requirement: UUID
    ref: str
    title: str
    ground: str


@dataclass(frozen=True, slots=True)
class TenderStanding:
    """One tender and what is known of it.

    Shape: ``judged`` of ``musts`` must-requirements are judged, ``scored`` of ``leaves`` items have points.
    A rejected tender need not be judged or scored any further.
    """

    pk: int
    public_id: UUID
    key: str
    name: str
    is_invented: bool
    received_at: datetime
    late_by: timedelta
    rejection: str
    failed: tuple[Failed, ...]
    judged: int
    musts: int
    scored: int
    leaves: int

    @property
    def label(self) -> str:
        """Name the tender: its short name and the firm."""
        return f"{self.key} {self.name}"

    @property
    def is_rejected(self) -> bool:
        """Tell whether the tender is out: it is late, fails a must-requirement, or was rejected on another ground."""
        return bool(self.late_by or self.failed or self.rejection)

    @property
    def musts_left(self) -> int:
        """Count the must-requirements that still have to be judged."""
        return 0 if self.is_rejected else max(0, self.musts - self.judged)

    @property
    def scores_left(self) -> int:
        """Count the items that still have to be settled."""
        return 0 if self.is_rejected else max(0, self.leaves - self.scored)


@dataclass(frozen=True)
class Standing:
    """All tenders of a procurement, by their short names, and what they are measured by."""

    is_published: bool
    due_at: datetime | None
    requirements_digest: str
    criteria_digest: str
    musts: int
    tree: Tree
    tenders: tuple[TenderStanding, ...]
    items: tuple[Item, ...] = ()
    locked_at: datetime | None = None
    prices: str = NO_PRICES

    @property
    def is_locked(self) -> bool:
        """Tell whether the judging of quality is finished."""
        return self.locked_at is not None

    @property
    def are_prices_shut(self) -> bool:
        """Tell whether there are prices that are not opened to the evaluators yet."""
        return self.prices in (SEALED, ASKED)

    @property
    def may_rank(self) -> bool:
        """Tell whether a ranking may be computed: all is judged, quality is locked, and prices are open."""
        return self.is_complete and self.is_locked and not self.are_prices_shut

    @property
    def leaves(self) -> tuple[Node, ...]:
        """Give the criteria that people give points."""
        return tuple(self.tree.quality())

    @property
    def competing(self) -> tuple[TenderStanding, ...]:
        """Give the tenders that are not rejected."""
        return tuple(each for each in self.tenders if not each.is_rejected)

    @property
    def rejected(self) -> tuple[TenderStanding, ...]:
        """Give the tenders that are rejected."""
        return tuple(each for each in self.tenders if each.is_rejected)

    @property
    def musts_left(self) -> int:
        """Count the judgements of must-requirements that are missing."""
        return sum(each.musts_left for each in self.tenders)

    @property
    def musts_done(self) -> int:
        """Count the judgements of must-requirements that are made."""
        return sum(each.judged for each in self.tenders)

    @property
    def scores_left(self) -> int:
        """Count the scores that are missing."""
        return sum(each.scores_left for each in self.tenders)

    @property
    def scores_done(self) -> int:
        """Count the scores that are given to tenders that compete."""
        return sum(each.scored for each in self.competing)

    @property
    def has_begun(self) -> bool:
        """Tell whether anything has been judged."""
        return any(each.judged or each.scored or each.rejection for each in self.tenders)

    @property
    def is_judged(self) -> bool:
        """Tell whether there are tenders and every must-requirement is judged."""
        return bool(self.tenders) and not self.musts_left

    @property
    def is_scored(self) -> bool:
        """Tell whether every tender that competes has points on every criterion."""
        return bool(self.competing) and not self.scores_left

    @property
    def is_complete(self) -> bool:
        """Tell whether a ranking can be computed as far as people's work goes."""
        return self.is_judged and self.is_scored

    def by_key(self, key: str) -> TenderStanding:
        """Give a tender by its short name.

        Raises: KeyError if there is none.
        """
        found = next((each for each in self.tenders if each.key == key), None)
        if found is None:
            raise KeyError(key)
        return found


def in_order(tenders: Sequence[TenderStanding]) -> tuple[TenderStanding, ...]:
    """Put tenders in the order of their short names, A to Z before AA."""
    return tuple(sorted(tenders, key=lambda each: (len(each.key), each.key)))
