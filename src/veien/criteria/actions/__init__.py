"""Changing the award model: every change is refused once the competition is published."""

from veien.criteria.actions.choosing import choose_model
from veien.criteria.actions.criteria import (
    add_criterion,
    change_criterion,
    move_criterion,
    remove_criterion,
    set_weights,
)
from veien.criteria.actions.judging import assign_requirements, leave_unscored, unassign_requirements
from veien.criteria.actions.locking import CannotLock, lock
from veien.criteria.actions.opening import CannotChange, Locked, Overtaken
from veien.criteria.actions.prices import (
    add_price_line,
    change_price_line,
    move_price_line,
    remove_price_line,
)
from veien.criteria.actions.weighing import choose_judging, weigh_alike, weigh_requirements

__all__ = [
    "CannotChange",
    "CannotLock",
    "Locked",
    "Overtaken",
    "add_criterion",
    "add_price_line",
    "assign_requirements",
    "change_criterion",
    "change_price_line",
    "choose_judging",
    "choose_model",
    "leave_unscored",
    "lock",
    "move_criterion",
    "move_price_line",
    "remove_criterion",
    "remove_price_line",
    "set_weights",
    "unassign_requirements",
    "weigh_alike",
    "weigh_requirements",
]
