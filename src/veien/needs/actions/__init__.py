"""What people do with needs. One function is one use case, one transaction and one log entry."""

from veien.needs.actions.needs import (
    MOST_IMPORTED,
    CannotRemove,
    CannotWrite,
    ChangedMeanwhile,
    add_need,
    change_need,
    import_needs,
    move_need,
    remove_need,
    words_of,
)

__all__ = [
    "MOST_IMPORTED",
    "CannotRemove",
    "CannotWrite",
    "ChangedMeanwhile",
    "add_need",
    "change_need",
    "import_needs",
    "move_need",
    "remove_need",
    "words_of",
]
