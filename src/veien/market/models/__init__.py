"""Tables of the market dialogue."""

from veien.market.models.meetings import Activity, CheckItem, Registration, Slot, SlotAnswer, TakesPart
from veien.market.models.plan import Invitation, Note, Numbered, Plan, Series
from veien.market.models.rows import Input, Learning, Outreach, Question, Theme, Told, Visit

__all__ = [
    "Activity",
    "CheckItem",
    "Input",
    "Invitation",
    "Learning",
    "Note",
    "Numbered",
    "Outreach",
    "Plan",
    "Question",
    "Registration",
    "Series",
    "Slot",
    "SlotAnswer",
    "TakesPart",
    "Theme",
    "Told",
    "Visit",
]
