"""What people do with the strategy. One function is one use case, one transaction and one log entry."""

from veien.strategy.actions.choosing import (
    choose_agreement,
    choose_delivery,
    choose_ownership,
    choose_together,
    link_to_case,
)
from veien.strategy.actions.costs import add_cost, change_cost, remove_cost
from veien.strategy.actions.demands import add_demand, change_demand, remove_demand
from veien.strategy.actions.questions import add_question, change_question, remove_question, write_mandate
from veien.strategy.actions.together import note_stands, weigh_points
from veien.strategy.actions.writing import CannotWrite, ChangedMeanwhile, NotFounded

__all__ = [
    "CannotWrite",
    "ChangedMeanwhile",
    "NotFounded",
    "add_cost",
    "add_demand",
    "add_question",
    "change_cost",
    "change_demand",
    "change_question",
    "choose_agreement",
    "choose_delivery",
    "choose_ownership",
    "choose_together",
    "link_to_case",
    "note_stands",
    "remove_cost",
    "remove_demand",
    "remove_question",
    "weigh_points",
    "write_mandate",
]
