"""What people do to anchor the procurement. One function is one use case, one transaction and one log entry."""

from veien.anchoring.actions.measures import (
    add_measure,
    add_measure_file,
    answer_invitation,
    change_measure,
    invite,
    remove_measure,
    withdraw_invitation,
)
from veien.anchoring.actions.plans import add_plan_link, change_plan_link, remove_plan_link, write_brief
from veien.anchoring.actions.stakeholders import (
    add_stakeholder,
    change_stakeholder,
    note_view,
    remove_stakeholder,
)
from veien.anchoring.actions.writing import CannotWrite, ChangedMeanwhile

__all__ = [
    "CannotWrite",
    "ChangedMeanwhile",
    "add_measure",
    "add_measure_file",
    "add_plan_link",
    "add_stakeholder",
    "answer_invitation",
    "change_measure",
    "change_plan_link",
    "change_stakeholder",
    "invite",
    "note_view",
    "remove_measure",
    "remove_plan_link",
    "remove_stakeholder",
    "withdraw_invitation",
    "write_brief",
]
