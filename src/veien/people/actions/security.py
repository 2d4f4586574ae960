"""Logging what people change about how they log in; the changes themselves are allauth's."""

from __future__ import annotations

from veien.audit.actions import HOUSE, recorded
from veien.people.models import User


def record_security_change(user: User, change: str, *, means: str = "") -> None:
    """Log that a person changed how he or she logs in; ``means`` names the way, never a secret.

    Shape: ``change`` is one of password_changed, password_reset, second_step_added, second_step_removed,
    recovery_codes_made.
    Logs: people.password_changed, people.password_reset, people.second_step_added, people.second_step_removed,
    people.recovery_codes_made
    """
    with recorded(HOUSE, f"people.{change}", by=user, subject=f"person:{user.public_id}") as entry:
        entry.content = {"means": means} if means else {}
