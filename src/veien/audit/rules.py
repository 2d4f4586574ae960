"""How a chain of log entries is hashed and checked. Pure: an auditor can run it on an exported file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from veien.foundation.canonical import digest_of

FIRST = "0" * 64


@dataclass(frozen=True)
class Link:
    """One entry of a chain, as it was hashed."""

    chain: str
    number: int
    at: str
    actor: str
    action: str
    subject: str
    why: str
    content_digest: str
    previous: str

    def hash(self) -> str:
        """Give the hash that the next entry carries."""
        return digest_of(asdict(self))


@dataclass(frozen=True)
class Break:
    """Where a chain is broken, and how."""

    number: int
    kind: str  # edited | missing | inserted | out of order
    what: str


@dataclass(frozen=True)
class Verdict:
    """What a check of a chain found."""

    entries: int
    first: str | None
    last: str | None
    head: str
    breaks: tuple[Break, ...]

    @property
    def intact(self) -> bool:
        """Whether nothing was changed."""
        return not self.breaks

    def as_document(self) -> dict[str, Any]:
        """Give the verdict in the fixed format of ``veien log verify``."""
        document: dict[str, Any] = {
            "entries": self.entries,
            "first": self.first,
            "last": self.last,
            "head": self.head,
            "intact": self.intact,
        }
        if self.breaks:
            document["breaks"] = [asdict(each) for each in self.breaks]
        return document


@dataclass(frozen=True)
class Stored:
    """An entry as it lies in the database or an exported file: the link, its own hash, and the content's text."""

    link: Link
    hash: str
    content: Any

    def as_document(self) -> dict[str, Any]:
        """Give the entry as it is exported."""
        return {**asdict(self.link), "content": self.content, "hash": self.hash}


def stored_from(document: dict[str, Any]) -> Stored:
    """Read one exported entry.

    Raises: KeyError or TypeError where a key is missing or of the wrong type.
    """
    fields = {name: document[name] for name in Link.__dataclass_fields__}
    return Stored(link=Link(**fields), hash=str(document["hash"]), content=document["content"])


def verify(
    entries: Iterable[Stored], *, expected_head: str | None = None, expected_count: int | None = None
) -> Verdict:
    """Check a chain in the order in which it lies.

    Shape: entries in stored order; the verdict names every break with the entry's number.
    ``expected_head`` and ``expected_count`` come from a place the entries do not (the chain's own row, an older
    export): without them a cut tail cannot be seen.
    """
    entries = list(entries)
    breaks: list[Break] = []
    previous, wanted = FIRST, 1
    known = {each.hash for each in entries}
    for each in entries:
        breaks.extend(_breaks_of(each, previous=previous, wanted=wanted, known=known))
        previous, wanted = each.hash, max(wanted, each.link.number) + 1
    if expected_count is not None and len(entries) < expected_count:
        breaks.append(Break(expected_count, "missing", f"{expected_count - len(entries)} entries are gone."))
    elif expected_head is not None and previous != expected_head and not breaks:
        breaks.append(Break(wanted - 1, "edited", "The last hash is not the one that was kept apart."))
    return Verdict(
        entries=len(entries),
        first=entries[0].link.at if entries else None,
        last=entries[-1].link.at if entries else None,
        head=previous if entries else FIRST,
        breaks=tuple(breaks),
    )


def _breaks_of(each: Stored, *, previous: str, wanted: int, known: set[str]) -> Iterable[Break]:
    link = each.link
    if digest_of(each.content) != link.content_digest:
        yield Break(link.number, "edited", "The content is not the one that was logged.")
    elif link.hash() != each.hash:
        yield Break(link.number, "edited", "The entry's own hash does not fit what it says.")
    if link.number > wanted:
        yield Break(wanted, "missing", f"Entry {wanted} to {link.number - 1} are gone.")
    elif link.number < wanted:
        kind = "out of order" if link.previous in known or link.previous == FIRST else "inserted"
        yield Break(link.number, kind, f"Entry {link.number} stands where {wanted} was expected.")
    elif link.previous != previous:
        kind = "out of order" if link.previous in known else "inserted"
        yield Break(link.number, kind, "The entry does not follow the one before it.")
