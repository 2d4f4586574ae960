"""Writing to the log. A use case opens ``recorded``; its changes and its one entry stand or fall together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from django.db import transaction

from veien.audit.models import Chain, LogEntry
from veien.audit.rules import FIRST, Link
from veien.foundation import clock
from veien.foundation.canonical import digest_of, plain

HOUSE = UUID("00000000-0000-4000-8000-000000000001")
"""The chain for what belongs to no procurement: organisations, people, invitations."""


class Actor(Protocol):
    """Who can act: a person with a key and a name."""

    @property
    def pk(self) -> Any:
        """The person's key."""

    @property
    def full_name(self) -> str:
        """The person's name as the log keeps it."""


@dataclass
class Entry:
    """What the use case says of itself while it runs; becomes the log entry when the block ends."""

    action: str
    subject: str = ""
    why: str = ""
    content: dict[str, Any] = field(default_factory=dict)


_open: ContextVar[Entry | None] = ContextVar("veien_open_entry", default=None)


@contextmanager
def recorded(
    chain: UUID, action: str, *, by: Actor | None, subject: str = "", why: str = ""
) -> Iterator[Entry]:
    """Run one use case as one transaction that ends in one log entry.

    ``by`` is None for what the program does by itself. The block fills ``entry.content`` (what was done, so that a
    reader understands it without the database) and may set ``entry.subject``.
    Raises: RuntimeError if a use case is opened inside another: then one of them is a part, not a use case.
    Logs: ``action``.
    """
    if _open.get() is not None:
        raise RuntimeError(f"{action} was begun inside {_open.get()}: one use case is one entry.")
    entry = Entry(action=action, subject=subject, why=why)
    token = _open.set(entry)
    try:
        with transaction.atomic():
            yield entry
            _append(chain, entry, by)
    finally:
        _open.reset(token)


def _append(chain_id: UUID, entry: Entry, by: Actor | None) -> None:
    Chain.objects.get_or_create(id=chain_id, defaults={"head": FIRST})
    chain = Chain.objects.select_for_update().get(id=chain_id)
    content = plain(entry.content)
    at = (
        clock.now()
    )  # asked once: between two answers a second may pass, and the hash would not fit what is kept
    link = Link(
        chain=str(chain_id),
        number=chain.entries + 1,
        at=at.isoformat(),
        actor=by.full_name if by is not None else "Veien",
        action=entry.action,
        subject=entry.subject,
        why=entry.why,
        content_digest=digest_of(content),
        previous=chain.head,
    )
    LogEntry.objects.create(
        chain=chain,
        number=link.number,
        at=at,
        actor_id=by.pk if by is not None else None,
        actor=link.actor,
        action=link.action,
        subject=link.subject,
        why=link.why,
        content=content,
        content_digest=link.content_digest,
        previous=link.previous,
        hash=link.hash(),
    )
    chain.entries, chain.head = link.number, link.hash()
    chain.save(update_fields=["entries", "head"])
