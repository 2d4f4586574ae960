"""How long before a meeting it should be announced. Pure.

Four weeks is a rule of method, not of law: it comes from the method for supplier dialogue of the Norwegian programme
for supplier development. No statute of public procurement asks for it before a competition.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

ADVISED_DAYS = 28


@dataclass(frozen=True)
class Warned:
    """How early a meeting was, or would be, announced.

    Shape: ``state`` is ``ok``, ``short`` or ``unknown`` (no meeting day); ``latest_on`` is the last day that keeps the
    advice; ``days`` are the days between announcing and meeting, negative when it was announced afterwards.
    """

    state: Literal["ok", "short", "unknown"]
    days: int | None = None
    latest_on: date | None = None


def warned(announced_on: date, meets_on: date | None) -> Warned:
    """Tell whether there are at least four weeks between the announcement and the meeting.

    Units: whole days.
    Source: LUP, five rules for a good dialogue, rule 4 (advice).
    """
    if meets_on is None:
        return Warned("unknown")
    days = (meets_on - announced_on).days
    latest_on = meets_on - timedelta(days=ADVISED_DAYS) if meets_on.toordinal() > ADVISED_DAYS else None
    return Warned("ok" if days >= ADVISED_DAYS else "short", days, latest_on)
