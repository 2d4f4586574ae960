"""Reading the log, and checking that nobody has touched it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from veien.audit import rules
from veien.audit.models import Chain, LogEntry
from veien.audit.rules import Link, Stored, Verdict


@dataclass(frozen=True)
class Line:
    """One entry as a page shows it."""

    number: int
    at: datetime
    actor: str
    action: str
    subject: str
    why: str
    content: Any
    hash: str


def entries_of(chain: UUID, *, subject: str = "", most: int = 200, before: int | None = None) -> list[Line]:
    """Give the newest entries of a chain, newest first, at most ``most``; ``before`` pages backwards."""
    rows = LogEntry.objects.filter(chain_id=chain).order_by("-number")
    if subject:
        rows = rows.filter(subject=subject)
    if before is not None:
        rows = rows.filter(number__lt=before)
    return [
        Line(each.number, each.at, each.actor, each.action, each.subject, each.why, each.content, each.hash)
        for each in rows[:most]
    ]


def stored_entries(chain: UUID) -> Iterator[Stored]:
    """Give every entry of a chain in the order in which it was written."""
    for each in LogEntry.objects.filter(chain_id=chain).order_by("id").iterator():
        link = Link(
            chain=str(chain),
            number=each.number,
            at=each.at.astimezone(UTC).isoformat(),
            actor=each.actor,
            action=each.action,
            subject=each.subject,
            why=each.why,
            content_digest=each.content_digest,
            previous=each.previous,
        )
        yield Stored(link=link, hash=each.hash, content=each.content)


def verify_chain(chain: UUID) -> Verdict:
    """Check one chain against itself and against the row that keeps its end.

    Raises: Chain.DoesNotExist if nothing was ever logged under that id.
    """
    end = Chain.objects.get(id=chain)
    return rules.verify(stored_entries(chain), expected_head=end.head, expected_count=end.entries)


def export_chain(chain: UUID) -> dict[str, Any]:
    """Give a chain as a document that ``veien log verify`` checks without a database.

    Raises: Chain.DoesNotExist if nothing was ever logged under that id.
    """
    end = Chain.objects.get(id=chain)
    return {
        "format": "veien-log/1",
        "chain": str(chain),
        "count": end.entries,
        "head": end.head,
        "entries": [each.as_document() for each in stored_entries(chain)],
    }
