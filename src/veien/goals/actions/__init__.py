"""What people do in the room. One function is one use case, one transaction and one log entry."""

from veien.goals.actions.goals import (
    FIGURE_FAULTS,
    LONGEST_VISION,
    CannotWrite,
    ChangedMeanwhile,
    add_goal,
    change_goal,
    move_goal,
    remove_goal,
    words_of,
    write_vision,
)
from veien.goals.actions.lines import (
    FAULTS,
    CannotNote,
    LineChangedMeanwhile,
    add_line,
    change_line,
    keyed_words,
    remove_line,
    words_of_line,
)
from veien.goals.actions.parts import say_parts

__all__ = [
    "FAULTS",
    "FIGURE_FAULTS",
    "LONGEST_VISION",
    "CannotNote",
    "CannotWrite",
    "ChangedMeanwhile",
    "LineChangedMeanwhile",
    "add_goal",
    "add_line",
    "change_goal",
    "change_line",
    "keyed_words",
    "move_goal",
    "remove_goal",
    "remove_line",
    "say_parts",
    "words_of",
    "words_of_line",
    "write_vision",
]
