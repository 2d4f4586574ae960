"""What the log says of one tender, in people's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from veien.audit.queries import Line, entries_of
from veien.road.rules.registry import log_title
from veien.tenders.models import Tender


@dataclass(frozen=True)
class Alteration:
    """One word that changed: what it is called, what stood there, what stands there now."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Past:
    """One thing that happened to a tender."""

    at: datetime
    actor: str
    title: str
    why: str
    alterations: tuple[Alteration, ...]


def history_of(tender: Tender, *, most: int = 50) -> list[Past]:
    """Give what happened to a tender, newest first. One query."""
    lines = entries_of(tender.procurement.public_id, subject=f"tender:{tender.public_id}", most=most)
    return [_past(line) for line in lines]


def _past(line: Line) -> Past:
    before, after = _words(line, "before"), _words(line, "after")
    labels = {
        "name": _("Tenderer"),
        "organisation_number": _("Organisation number"),
        "organisation_country": _("Country of the number"),
        "version": _("Version of the forms"),
        "received_at": _("Received"),
    }
    changed = tuple(
        Alteration(label, _shown(key, before.get(key)), _shown(key, after.get(key)))
        for key, label in labels.items()
        if before.get(key) != after.get(key)
    )
    return Past(line.at, line.actor, str(log_title(line.action)), line.why, changed)


def _words(line: Line, key: str) -> Mapping[str, Any]:
    """Give what an entry says stood before or after; rooms further along write of tenders in their own way."""
    found = line.content.get(key) if isinstance(line.content, dict) else None
    return found if isinstance(found, dict) else {}


def _shown(key: str, value: object) -> str:
    if value is None:
        return ""
    if key == "received_at":
        return f"{localtime(datetime.fromisoformat(str(value))):%Y-%m-%d %H:%M:%S}"
    return str(value)
