"""What the log says of one object, in people's words. The room of goals uses it too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from veien.audit.queries import Line, entries_of
from veien.road.queries import Procurement
from veien.road.rules.registry import log_title


@dataclass(frozen=True)
class Alteration:
    """One word that changed: what it is called, what stood there, what stands there now."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Past:
    """One thing that happened to an object."""

    at: datetime
    actor: str
    title: str
    alterations: tuple[Alteration, ...]


def history_of(
    procurement: Procurement,
    subject: str,
    *,
    labels: Mapping[str, Any],
    shown: Callable[[str, object], str],
    most: int = 50,
) -> list[Past]:
    """Give what happened to one object, newest first. One query.

    ``labels`` names the words whose changes are told; ``shown`` writes a word's value as people read it.
    """
    return [
        Past(
            at=line.at,
            actor=line.actor,
            title=str(log_title(line.action)),
            alterations=tuple(_alterations(line, labels, shown)),
        )
        for line in entries_of(procurement.public_id, subject=subject, most=most)
    ]


def _alterations(
    line: Line, labels: Mapping[str, Any], shown: Callable[[str, object], str]
) -> Iterable[Alteration]:
    before, after = line.content.get("before", {}), line.content.get("after", {})
    for key, value in after.items():
        if key in labels:
            yield Alteration(str(labels[key]), shown(key, before.get(key)), shown(key, value))
