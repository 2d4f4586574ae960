"""Locking the specification, a part of publishing the competition."""

from __future__ import annotations

from veien.foundation import clock
from veien.requirements.actions.writing import take_set
from veien.requirements.queries.content import content_digest
from veien.road.queries import Procurement


def lock(procurement: Procurement) -> str:
    """Lock the specification and give the digest of what it says; a part of a use case, which logs it.

    Raises: Locked if it is locked already.
    """
    found = take_set(procurement)
    found.locked_at, found.locked_digest = clock.now(), content_digest(procurement)
    found.save(update_fields=["locked_at", "locked_digest"])
    return found.locked_digest
