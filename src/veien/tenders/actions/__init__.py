"""What people do with tenders. One function is one use case, one transaction and one log entry."""

from veien.tenders.actions.changing import ChangedMeanwhile, change_tender, replace_forms
from veien.tenders.actions.controlling import AnsweredMeanwhile, CannotAnswer, answer_finding
from veien.tenders.actions.opening import ask_opening, confirm_opening, withdraw_asking
from veien.tenders.actions.receiving import CannotReceive, receive_tender

__all__ = [
    "AnsweredMeanwhile",
    "CannotAnswer",
    "answer_finding",
    "CannotReceive",
    "ChangedMeanwhile",
    "ask_opening",
    "change_tender",
    "confirm_opening",
    "receive_tender",
    "replace_forms",
    "withdraw_asking",
]
