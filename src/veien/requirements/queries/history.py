"""What the log says of one requirement: alone, among many, or in an import."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from veien.audit.queries import Line, entries_of
from veien.requirements.models import Requirement
from veien.road.queries import Procurement
from veien.road.rules.registry import log_title

MOST = 100
MOST_IMPORTS = 10


@dataclass(frozen=True)
class Alteration:
    """One field that changed: what it is called, what stood there, what stands there now."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Past:
    """One thing that happened to a requirement."""

    at: datetime
    number: int
    actor: str
    title: str
    alterations: tuple[Alteration, ...]


def history_of(procurement: Procurement, requirement: Requirement) -> list[Past]:
    """Give what happened to a requirement, newest first. Three queries."""
    chain = procurement.public_id
    own = entries_of(chain, subject=f"requirement:{requirement.public_id}", most=MOST)
    many = [
        line
        for line in entries_of(chain, subject="requirements:many", most=MOST)
        if str(requirement.public_id) in line.content.get("requirements", ())
    ]
    imports = entries_of(chain, subject="requirements:import", most=MOST_IMPORTS)
    found = [_past(line, tuple(_in_own(line))) for line in own]
    found += [_past(line, tuple(_in_many(line, requirement))) for line in many]
    found += [past for line in imports if (past := _in_import(line, requirement)) is not None]
    return sorted(found, key=lambda each: each.number, reverse=True)


def _past(line: Line, alterations: tuple[Alteration, ...]) -> Past:
    return Past(line.at, line.number, line.actor, str(log_title(line.action)), alterations)


def field_labels() -> dict[str, str]:
    """Give the fields' names in the active language."""
    return {
        "ref": _("Reference"),
        "title": _("Title"),
        "text": _("Text"),
        "obligation": _("Obligation"),
        "kind": _("Kind of requirement"),
        "category": _("Category"),
        "answer": _("How to answer"),
        "unit": _("Unit"),
        "evidence": _("Evidence asked for"),
        "section": _("Section"),
        "needs": _("Needs"),
        "add_need": _("Need"),
        "remove_need": _("Need"),
    }


def shown(field: str, value: Any) -> str:
    """Write a field's value as people read it, in the active language."""
    if isinstance(value, list | tuple):
        return ", ".join(str(each) for each in value)
    labels = {
        "obligation": Requirement.Obligation,
        "kind": Requirement.Kind,
        "category": Requirement.Category,
        "answer": Requirement.Answer,
    }
    text = "" if value is None else str(value)
    return str(dict(labels[field].choices).get(text, text)) if field in labels else text


def _in_own(line: Line) -> Iterator[Alteration]:
    labels = field_labels()
    before = line.content.get("before", {})
    for field, value in line.content.get("after", {}).items():
        yield Alteration(labels.get(field, field), shown(field, before.get(field)), shown(field, value))


def _in_many(line: Line, requirement: Requirement) -> Iterator[Alteration]:
    content = line.content
    ref = dict(zip(content["requirements"], content["refs"], strict=True))[str(requirement.public_id)]
    old = content.get("old", {}).get(ref, "")
    field = content.get("field", "")
    labels = field_labels()
    if field == "remove_need":
        yield Alteration(labels[field], content["value"], "")
    elif field:
        yield Alteration(labels[field], shown(field, old), shown(field, content["value"]))
    elif "section" in content and old != content["section"]:
        yield Alteration(labels["section"], old, content["section"])


def _in_import(line: Line, requirement: Requirement) -> Past | None:
    labels = field_labels()
    for each in line.content.get("changed", ()):
        if each["ref"] == requirement.ref:
            fields = each["fields"].items()
            return _past(
                line,
                tuple(
                    Alteration(labels[field], shown(field, old), shown(field, new))
                    for field, (old, new) in fields
                ),
            )
    is_new = any(each["ref"] == requirement.ref for each in line.content.get("new", ()))
    return _past(line, ()) if is_new else None
