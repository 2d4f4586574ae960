"""How long an invitation lasts and where it stands, and how its token is kept. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Literal

from veien.people.rules.registry import Procurements, procurements, register_procurements

__all__ = [
    "LASTS",
    "Procurements",
    "Standing",
    "procurements",
    "register_procurements",
    "standing_of",
    "token_digest",
]

LASTS = timedelta(days=14)
"""How long an invitation can be accepted."""

Standing = Literal["open", "accepted", "withdrawn", "expired"]


def token_digest(token: str) -> str:
    """Give what the table keeps of a token: who reads the table cannot open an invitation."""
    return sha256(token.encode("utf-8")).hexdigest()


def standing_of(
    *, expires_at: datetime, accepted_at: datetime | None, withdrawn_at: datetime | None, now: datetime
) -> Standing:
    """Say where an invitation stands at a moment; it can be accepted until its last second, not after."""
    if accepted_at is not None:
        return "accepted"
    if withdrawn_at is not None:
        return "withdrawn"
    return "open" if now < expires_at else "expired"
