"""What stands around one requirement: its place, what comes before and after it, and the needs it answers."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from veien.market.queries import LearningRow
from veien.needs.queries import NeedChoice, need_choices
from veien.requirements.models import Requirement, RequirementNeed
from veien.requirements.queries.proposals import lesson_of
from veien.requirements.queries.rows import IN_ORDER
from veien.requirements.rules import OPENNESS
from veien.road.queries import Procurement


@dataclass(frozen=True)
class Neighbour:
    """The requirement before or after."""

    public_id: UUID
    ref: str
    title: str


@dataclass(frozen=True)
class Around:
    """What a requirement's own page shows beside it."""

    place: int
    total: int
    needs: list[NeedChoice]
    before: Neighbour | None
    after: Neighbour | None
    openness: int
    lesson: LearningRow | None = None


def page_of(procurement: Procurement, requirement: Requirement) -> Around:
    """Read what stands around a requirement. Three queries, one more where it came from the market dialogue."""
    rows = Requirement.objects.filter(procurement=procurement).order_by(*IN_ORDER)
    order = list(rows.values_list("public_id", "ref", "title", "section_id"))
    at = next(number for number, row in enumerate(order) if row[0] == requirement.public_id)
    here = [row[0] for row in order if row[3] == requirement.section_id]
    linked = set(RequirementNeed.objects.filter(requirement=requirement).values_list("need_id", flat=True))
    return Around(
        place=here.index(requirement.public_id) + 1,
        total=len(here),
        needs=[each for each in need_choices(procurement) if each.pk in linked],
        before=Neighbour(*order[at - 1][:3]) if at else None,
        after=Neighbour(*order[at + 1][:3]) if at + 1 < len(order) else None,
        openness=OPENNESS[requirement.kind],
        lesson=lesson_of(procurement, requirement),
    )
