"""Tables of the room: the vision, the goals, and what stands beside them line by line."""

from veien.goals.models.goals import Goal, GoalNeed, GoalSeries, Vision
from veien.goals.models.lines import Line, OpenQuestion, PlanLink, Position, SignOff, WorkStep

__all__ = [
    "Goal",
    "GoalNeed",
    "GoalSeries",
    "Line",
    "OpenQuestion",
    "PlanLink",
    "Position",
    "SignOff",
    "Vision",
    "WorkStep",
]
