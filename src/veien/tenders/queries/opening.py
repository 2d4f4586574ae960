"""Whether the prices are open, and who may read them before that."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from veien.road.queries import Procurement, RoleHolding, holdings_of
from veien.road.rules.roles import May, allowed
from veien.tenders.models import PriceOpening


@dataclass(frozen=True, slots=True)
class Opening:
    """How far the opening of the prices has come: who asked for it, and who confirmed."""

    asked_by_pk: int
    asked_by: str
    asked_at: datetime
    opened_by: str | None
    opened_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Tell whether two people have opened the prices."""
        return self.opened_at is not None


def opening_of(procurement: Procurement) -> Opening | None:
    """Give the opening of the prices, or None where nobody has asked for it. One query."""
    rows = PriceOpening.objects.filter(procurement=procurement).values_list(
        "asked_by_id", "asked_by__full_name", "asked_at", "opened_by__full_name", "opened_at"
    )
    row = rows.first()
    return Opening(*row) if row else None


def price_state(procurement: Procurement) -> str:
    """Say how it stands with the prices: ``sealed``, ``asked`` (one person has) or ``open``. One query."""
    opening = opening_of(procurement)
    if opening is None:
        return "sealed"
    return "open" if opening.is_open else "asked"


def may_see_prices(procurement: Procurement) -> bool:
    """Tell whether the reader (``procurement.granted``) may read prices now. At most one query.

    Before two people have opened them only those who control prices and give no points themselves may.
    """
    granted: Collection[Any] = procurement.granted  # type: ignore[attr-defined]
    if "judge_price" in granted and "score" not in granted:
        return True
    return "view_tenders" in granted and price_state(procurement) == "open"


def holders_of(procurement: Procurement, may: May, *, impartial: bool = False) -> list[tuple[int, str]]:
    """Give key and name of everybody whose roles let them do something, by name. One query.

    With ``impartial`` only those who have not declared a conflict of interest.
    """
    rows = holdings_of(procurement).values_list("user_id", "user__full_name", "role", "declaration")
    roles: dict[tuple[int, str], set[str]] = {}
    partial: set[int] = set()
    for pk, name, role, declaration in rows:
        roles.setdefault((pk, name), set()).add(role)
        if declaration == RoleHolding.Declaration.CONFLICT:
            partial.add(pk)
    return [
        person
        for person, held in roles.items()
        if may in allowed(held) and not (impartial and person[0] in partial)
    ]
