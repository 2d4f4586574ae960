"""Reading the log, and checking that nobody has touched it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
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


_last: dict[UUID, tuple[int, Mapping[str, int]]] = {}
_MOST_CHAINS = 10_000


def last_by_room(chain: UUID) -> Mapping[str, int]:
    """Give the number of the last entry that each room has written to a chain.

    One query, for the entries that came since this process asked last: a chain only ever grows. Not to be asked inside
    a transaction that has written to the chain itself, for what is rolled back is then remembered as written.
    """
    seen, found = _last.get(chain, (0, {}))
    rows = LogEntry.objects.filter(chain_id=chain, number__gt=seen).order_by("number")
    new = {action.partition(".")[0]: number for number, action in rows.values_list("number", "action")}
    if new:
        found = {**found, **new}
        if len(_last) >= _MOST_CHAINS:
            _last.clear()
        _last[chain] = (max(new.values()), found)
    return found


def entries_since(chain: UUID, number: int, *, room: str, most: int) -> list[tuple[str, Any]]:
    """Give action and content of what a room wrote after an entry, oldest first; at most ``most``. One query."""
    rows = LogEntry.objects.filter(chain_id=chain, number__gt=number, action__startswith=f"{room}.")
    return list(rows.order_by("number").values_list("action", "content")[:most])


def says_any(chain: UUID, *, room: str, keys: Collection[str]) -> bool:
    """Tell whether an entry that a room wrote says anything under some keys of its content. One query."""
    rows = LogEntry.objects.filter(chain_id=chain, action__startswith=f"{room}.")
    return rows.filter(content__has_any_keys=sorted(keys)).exists()


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
