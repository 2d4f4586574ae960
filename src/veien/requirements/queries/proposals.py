"""What the market dialogue proposes as requirements, and which requirements came of it."""

from __future__ import annotations

from uuid import UUID

from veien.market.queries import LearningRow, learnings_of, requirement_proposals_of
from veien.requirements.models import Requirement
from veien.road.queries import Procurement

__all__ = ["LearningRow", "requirement_proposals_of"]


def proposal_for(procurement: Procurement, key: str) -> LearningRow | None:
    """Give a proposal that nobody has taken, by its id as an address has it; None for anything else. One query."""
    return next((each for each in requirement_proposals_of(procurement) if str(each.public_id) == key), None)


def lesson_of(procurement: Procurement, requirement: Requirement) -> LearningRow | None:
    """Give the lesson that a requirement is made of. One query where there is one, none else."""
    if requirement.comes_from_id is None:
        return None
    return lessons_behind(procurement, {requirement.public_id}).get(requirement.public_id)


def lessons_behind(
    procurement: Procurement, requirements: set[UUID] | None = None
) -> dict[UUID, LearningRow]:
    """Give the lessons that requirements are made of, of all requirements or of these. Two queries, one if none is."""
    made = Requirement.objects.filter(procurement=procurement).exclude(comes_from=None)
    if requirements is not None:
        made = made.filter(public_id__in=requirements)
    pairs = list(made.values_list("public_id", "comes_from__public_id"))
    if not pairs:
        return {}
    lessons = {each.public_id: each for each in learnings_of(procurement)}
    return {key: lessons[lesson] for key, lesson in pairs if lesson in lessons}
