"""What an evaluator keeps alone: the digest that the log shows, and what is missing before handing in. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from veien.award_model.rules import written
from veien.evaluation.rules.typed import says_something
from veien.foundation.canonical import digest_of

Cell = tuple[int, str]
"""The key of a tender, and the reference of a requirement, empty where the criterion is judged as a whole."""


@dataclass(frozen=True, slots=True)
class OwnLine:
    """One evaluator's points and reason for one tender on one item, with the salt that hides them in a digest."""

    tender: str
    item: str
    points: Decimal | None
    reason: str
    salt: str


def own_digest(lines: Iterable[OwnLine]) -> str:
    """Give the digest of points and reasons: it tells nothing without the salts, and proves everything with them.

    Shape: the order of the lines does not matter; a decimal's trailing zeros do not either.
    """
    told = (
        {
            "tender": each.tender,
            "item": each.item,
            "points": None if each.points is None else written(each.points),
            "reason": each.reason,
            "salt": each.salt,
        }
        for each in lines
    )
    return digest_of(sorted(told, key=lambda line: (str(line["tender"]), str(line["item"]))))


def is_whole(points: Decimal | None, reason: str) -> bool:
    """Tell whether an own score can be handed in: it has points, and a reason that says something."""
    return points is not None and says_something(reason)


def lacking(
    tenders: Sequence[int], items: Sequence[str], whole: Iterable[Cell]
) -> tuple[tuple[int, str], ...]:
    """Give what an evaluator still owes on a criterion, item by item and tender by tender.

    Shape: every pair of a tender that competes and an item the evaluator judges, less those that are whole.
    """
    done = set(whole)
    return tuple((tender, item) for item in items for tender in tenders if (tender, item) not in done)
