"""Reading how new the answer may be, and which way that leads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from veien.foundation.reading import read_document
from veien.needs.models import Innovation
from veien.needs.rules.innovation import Lead, lead_of, readiness
from veien.road.queries import Procurement

__all__ = ["Innovation"]
PACK = Path(__file__).parents[2] / "packs" / "innovation" / "checklist.yaml"


@dataclass(frozen=True)
class Question:
    """One question of the checklist, in four languages; ``opens`` is the answer that makes room for something new."""

    id: str
    opens: str
    text: Mapping[str, str]


@cache
def questions() -> tuple[Question, ...]:
    """Give the questions of the checklist, in their order."""
    said: Any = read_document(PACK.read_bytes(), name=PACK.name)
    return tuple(Question(each["id"], each["opens"], each["text"]) for each in said["questions"])


@dataclass(frozen=True)
class InnovationOf:
    """How new the answer to a procurement's needs may be: what was said, which way it leads, and on what grounds.

    ``branch`` is existing, adapted, not_there, or empty while nothing says which way.
    """

    height: str
    need_class: str
    branch: str
    reason: str
    answers: Mapping[str, str]
    lead: Lead
    opens: int
    asked: int
    revision: int

    @property
    def branch_name(self) -> str:
        """Give the way as people read it, in the reader's language."""
        return str(dict(Innovation.Branch.choices).get(self.branch, ""))

    @property
    def height_name(self) -> str:
        """Give how new it is as people read it, in the reader's language."""
        return str(dict(Innovation.Height.choices).get(self.height, ""))


def innovation_of(procurement: Procurement) -> InnovationOf:
    """Give how new the answer may be and which way leads there; empty where nothing is said. One query."""
    row = Innovation.objects.filter(procurement=procurement).first() or Innovation(
        procurement=procurement, revision=0
    )
    lead = lead_of(height=row.height, need_class=row.need_class, answers=row.checklist)
    opens, asked = readiness(row.checklist, {each.id: each.opens for each in questions()})
    return InnovationOf(
        height=row.height,
        need_class=row.need_class,
        branch=lead.branch or "",
        reason=row.reason,
        answers=dict(row.checklist),
        lead=lead,
        opens=opens,
        asked=asked,
        revision=row.revision,
    )
