"""What can be said of a market dialogue without a database. Pure."""

from veien.market.rules.notice import ADVISED_DAYS, Warned, warned
from veien.market.rules.questions import OpenQuestion, question_sources, register_questions
from veien.market.rules.slots import Overlap, SlotTime, times_of
from veien.market.rules.words import changes_of, is_blank, sealed, tidied

__all__ = [
    "ADVISED_DAYS",
    "OpenQuestion",
    "Overlap",
    "SlotTime",
    "Warned",
    "changes_of",
    "is_blank",
    "question_sources",
    "register_questions",
    "sealed",
    "tidied",
    "times_of",
    "warned",
]
