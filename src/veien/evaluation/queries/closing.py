"""The end of judging as its page shows it: who has locked, asked and opened, and who can do what is next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from veien.audit.queries import entries_of
from veien.evaluation.models import QualityLock
from veien.evaluation.queries.missing import Missing, missing_of
from veien.evaluation.queries.standing import standing_of
from veien.evaluation.rules import Standing
from veien.evaluation.rules.standing import ASKED, NO_PRICES, OPENED, SEALED
from veien.road.queries import Procurement
from veien.road.rules.registry import log_title
from veien.tenders.queries import Opening, opening_of
from veien.tenders.queries.opening import holders_of

CLOSING = "evaluation:closing"
MOST_PAST = 50


@dataclass(frozen=True)
class Deed:
    """One thing that somebody did at the end of judging."""

    at: datetime
    actor: str
    title: str
    why: str


@dataclass(frozen=True)
class Closing:
    """Where the end of judging stands.

    Shape: ``openers`` may ask and confirm, ``lockers`` may lock, ``givers`` may give a role to one more; key and name.
    """

    standing: Standing
    missing: tuple[Missing, ...]
    opening: Opening | None
    lock: QualityLock | None
    lockers: tuple[tuple[int, str], ...]
    openers: tuple[tuple[int, str], ...]
    givers: tuple[tuple[int, str], ...]
    past: tuple[Deed, ...]

    @property
    def has_prices(self) -> bool:
        """Tell whether a price is judged, so that prices are to be opened."""
        return self.standing.prices != NO_PRICES

    @property
    def is_asked(self) -> bool:
        """Tell whether one person has asked and another is awaited."""
        return self.standing.prices == ASKED

    @property
    def is_open(self) -> bool:
        """Tell whether the prices are open."""
        return self.standing.prices == OPENED

    @property
    def awaits_asking(self) -> bool:
        """Tell whether the prices can be asked for now."""
        return self.standing.is_locked and self.standing.prices == SEALED

    @property
    def lacks_an_opener(self) -> bool:
        """Tell whether there are too few people to open the prices, and they are still shut."""
        return self.standing.are_prices_shut and len(self.openers) < 2

    def others_than(self, pk: int) -> list[str]:
        """Name those who may open prices, without one person."""
        return [name for key, name in self.openers if key != pk]


def closing_of(procurement: Procurement) -> Closing:
    """Give where the end of judging stands. Six queries beside the standing and what is missing."""
    standing = standing_of(procurement)
    missing = [each for each in missing_of(procurement, standing) if each.kind not in ("lock", "prices")]
    return Closing(
        standing=standing,
        missing=tuple(missing),
        opening=opening_of(procurement),
        lock=QualityLock.objects.filter(procurement=procurement).select_related("locked_by").first(),
        lockers=tuple(holders_of(procurement, "score", impartial=True)),
        openers=tuple(holders_of(procurement, "judge_price", impartial=True)),
        givers=tuple(holders_of(procurement, "manage")),
        past=tuple(_deeds(procurement)),
    )


def _deeds(procurement: Procurement) -> list[Deed]:
    lines = entries_of(procurement.public_id, subject=CLOSING, most=MOST_PAST)
    return [
        Deed(line.at, line.actor, str(log_title(line.action)), _why(line.why, line.content)) for line in lines
    ]


def _why(why: str, content: Mapping[str, Any]) -> str:
    return why or str(content.get("reason", ""))
