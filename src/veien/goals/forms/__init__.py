"""Forms of the room."""

from veien.goals.forms.goals import GoalChoices, SayPart, WriteGoal, WriteVision
from veien.goals.forms.lines import FORMS, FindGoals, FindLines, LineChoices, WriteLine

__all__ = [
    "FORMS",
    "FindGoals",
    "FindLines",
    "GoalChoices",
    "LineChoices",
    "SayPart",
    "WriteGoal",
    "WriteLine",
    "WriteVision",
]
