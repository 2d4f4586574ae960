"""Locking the model at publication. A part of publishing, which writes the one entry."""

from __future__ import annotations

from django.utils.translation import gettext as _

from veien.criteria.actions.opening import CannotChange, open_for_change
from veien.criteria.queries import locked_content
from veien.foundation import clock
from veien.foundation.canonical import digest_of
from veien.road.queries import Procurement


class CannotLock(CannotChange):
    """The model is not ready to be locked."""


def lock(procurement: Procurement) -> str:
    """Lock model, criteria, weights, anchors, assignment and price form, and give the digest of it all.

    Call it inside the use case that publishes; it writes no entry of its own.
    Raises: Locked if it is locked already; CannotLock if no model is chosen.
    """
    model = open_for_change(procurement)
    if model is None:
        raise CannotLock(_("No method is chosen yet."))
    model.locked_at = clock.now()
    model.locked_digest = digest_of(locked_content(procurement))
    model.save(update_fields=["locked_at", "locked_digest"])
    return model.locked_digest
