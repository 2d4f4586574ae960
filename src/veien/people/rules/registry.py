"""How the road tells this room what an invitation to a procurement means. Filled once at start, then only read.

People stand below procurements in the house, so an invitation keeps a procurement's public id and a role's id as data;
what they are called, who may hand them out and what happens on acceptance is the road's to say.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Procurements:
    """What the road offers.

    ``may_invite_to(user, procurement)``: whether a person may hand out roles there; False where there is none.
    ``title_of(procurement)``: its title, empty where there is none.
    ``roles()``: id and title of each role, titles in the reader's language.
    ``give_role(procurement, role, by, user)``: give it; raises Refused with a sentence where it cannot be given.
    ``url_name``: the page of one procurement, by public id.
    """

    may_invite_to: Callable[[Any, UUID], bool]
    title_of: Callable[[UUID], str]
    roles: Callable[[], Sequence[tuple[str, str]]]
    give_role: Callable[[UUID, str, Any, Any], None]
    url_name: str


_offered: list[Procurements] = []


def register_procurements(offer: Procurements) -> None:
    """Say how procurements are invited to; a second offer is a fault of ours.

    Raises: RuntimeError if another room has registered.
    """
    if _offered and _offered[0] is not offer:
        raise RuntimeError("Two rooms say how procurements are invited to.")
    _offered[:] = [offer]


def procurements() -> Procurements | None:
    """Give what the road offers, or None in a house without procurements."""
    return _offered[0] if _offered else None
