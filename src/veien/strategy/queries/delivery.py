"""What the services of the founding alternative cost, so that the delivery model is chosen by figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from veien.business_case.queries import outcome_of
from veien.business_case.rules import Reckoner
from veien.strategy.queries.pack import pack
from veien.strategy.rules import by_service

if TYPE_CHECKING:
    from veien.road.queries import Procurement

PART = "services"


@dataclass(frozen=True)
class Hint:
    """What the costs of one service come to today in the founding alternative.

    Units: whole money in the currency of the case, worth today. What is saved is not counted in.
    """

    worth: Decimal
    lines: tuple[tuple[str, Decimal], ...]


def hints_of(procurement: Procurement, alternative: str) -> Mapping[str, Hint]:
    """Give the hints by service; "" holds the service lines whose title names none of the eight.

    Six queries at most. Empty while the case cannot be computed.
    """
    found = outcome_of(procurement)
    case = found.case if found is not None else None
    chosen = next((each for each in case.alternatives if each.id == alternative), None) if case else None
    if case is None or chosen is None:
        return {}
    worth = Reckoner(case).worth(chosen)
    lines = [
        (line.title or line.id, Decimal(round(-worth.contribution(line.id))))
        for line in chosen.lines
        if line.part == PART and line.kind == "cost" and line.id in worth.lines
    ]
    return {
        service: Hint(sum((amount for _title, amount in own), Decimal(0)), tuple(own))
        for service, own in by_service(lines, pack().services).items()
    }
