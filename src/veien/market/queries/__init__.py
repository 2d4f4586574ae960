"""Reading the market dialogue: what other rooms may ask."""

from veien.market.queries.kinds import KINDS, Kind, kind_of
from veien.market.queries.standing import Standing, loose_ends, next_steps, standing_of
from veien.market.queries.threads import (
    LearningRow,
    ToldRow,
    learnings_of,
    open_ledger_of,
    requirement_proposals_of,
)

__all__ = [
    "KINDS",
    "Kind",
    "LearningRow",
    "Standing",
    "ToldRow",
    "kind_of",
    "learnings_of",
    "loose_ends",
    "next_steps",
    "open_ledger_of",
    "requirement_proposals_of",
    "standing_of",
]
