"""What people do in the market dialogue."""

from veien.market.actions.joining import (
    book_slot,
    cancel_registration,
    erase_registration,
    free_slot,
    register,
)
from veien.market.actions.meetings import (
    add_activity,
    add_slots,
    change_activity,
    mark_attendance,
    remove_activity,
    remove_slot,
    tick_item,
    write_minutes,
)
from veien.market.actions.planning import (
    close_invitation,
    publish_invitation,
    write_invitation,
    write_note,
    write_plan,
)
from veien.market.actions.rows import (
    CannotWrite,
    ChangedMeanwhile,
    add_row,
    bring_question,
    change_row,
    mark_taken,
    publish_told,
    remove_row,
    take_proposal,
)

__all__ = [
    "CannotWrite",
    "ChangedMeanwhile",
    "add_activity",
    "add_row",
    "add_slots",
    "book_slot",
    "bring_question",
    "cancel_registration",
    "change_activity",
    "change_row",
    "close_invitation",
    "erase_registration",
    "free_slot",
    "mark_attendance",
    "publish_invitation",
    "publish_told",
    "register",
    "remove_activity",
    "mark_taken",
    "remove_row",
    "remove_slot",
    "take_proposal",
    "tick_item",
    "write_invitation",
    "write_minutes",
    "write_note",
    "write_plan",
]
