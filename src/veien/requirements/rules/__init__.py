"""What a requirement is made of, and the sums and comparisons made on many of them. Pure."""

from veien.requirements.rules.fields import (
    ANSWERS,
    CATEGORIES,
    FIELDS,
    KINDS,
    LONGEST,
    OBLIGATIONS,
    OPEN_KINDS,
    next_ref,
)
from veien.requirements.rules.figures import (
    OPENNESS,
    Figures,
    Openness,
    Share,
    figures_of,
    openness_of,
    too_many_musts,
)
from veien.requirements.rules.filters import RequirementFilter
from veien.requirements.rules.merge import Merge, merge
from veien.requirements.rules.order import DIRECTIONS, Direction, laid_in_order, moved, placed
from veien.requirements.rules.plan import COMPARED, Changed, FieldChange, Plan, Written, plan_of

__all__ = [
    "ANSWERS",
    "CATEGORIES",
    "COMPARED",
    "DIRECTIONS",
    "FIELDS",
    "KINDS",
    "LONGEST",
    "OBLIGATIONS",
    "OPENNESS",
    "OPEN_KINDS",
    "Changed",
    "Direction",
    "FieldChange",
    "Figures",
    "Merge",
    "Openness",
    "Plan",
    "RequirementFilter",
    "Share",
    "Written",
    "figures_of",
    "laid_in_order",
    "merge",
    "moved",
    "next_ref",
    "openness_of",
    "placed",
    "plan_of",
    "too_many_musts",
]
