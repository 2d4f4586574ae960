"""In time or late. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta


def is_late(received_at: datetime, due_at: datetime) -> bool:
    """Tell whether a tender came after its deadline; one that came on the second is in time."""
    return received_at > due_at


def lateness(received_at: datetime, due_at: datetime) -> timedelta:
    """Give by how much a tender is late; nothing when it is in time."""
    return max(received_at - due_at, timedelta())
