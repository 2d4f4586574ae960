"""Ties the room to the library that keeps passwords and second steps: what people change there is logged here.

The library's own signals for the second step come after the transaction; the rows themselves are watched instead, so
that a change and its entry stand or fall together.
"""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed, password_reset
from allauth.mfa.models import Authenticator
from django.db.models.signals import post_delete, post_save

from veien.people.actions import record_security_change
from veien.people.models import User

CODES = Authenticator.Type.RECOVERY_CODES


def on_password_changed(sender: Any, user: User, **kwargs: Any) -> None:
    """Log a changed password."""
    record_security_change(user, "password_changed")


def on_password_reset(sender: Any, user: User, **kwargs: Any) -> None:
    """Log a password that was chosen anew by mail."""
    record_security_change(user, "password_reset")


def on_added(sender: Any, instance: Authenticator, created: bool, **kwargs: Any) -> None:
    """Log a new app or passkey, or new recovery codes."""
    if created and instance.type == CODES:
        record_security_change(instance.user, "recovery_codes_made")
    elif created:
        record_security_change(instance.user, "second_step_added", means=str(instance.type))


def on_removed(sender: Any, instance: Authenticator, **kwargs: Any) -> None:
    """Log that an app or a passkey is gone; recovery codes go with the last of them or for new ones."""
    if instance.type != CODES:
        record_security_change(instance.user, "second_step_removed", means=str(instance.type))


def register() -> None:
    """Listen. Called once, at start."""
    password_changed.connect(on_password_changed, dispatch_uid="veien.people.password_changed")
    password_reset.connect(on_password_reset, dispatch_uid="veien.people.password_reset")
    post_save.connect(on_added, sender=Authenticator, dispatch_uid="veien.people.added")
    post_delete.connect(on_removed, sender=Authenticator, dispatch_uid="veien.people.removed")
