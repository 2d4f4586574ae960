"""Tables of the room: the needs, what they rest on, what is mapped beside them, and how they were asked out."""

from veien.needs.models.asking import Guess, Innovation, MeantWord, Why
from veien.needs.models.inquiries import Inquiry, InquiryFile, NeedInquiry, Persona, UserStory
from veien.needs.models.mapping import (
    DataFlow,
    DataSystem,
    Journey,
    JourneyStep,
    KeyFigure,
    NeedDependency,
    OperationNeed,
    ResponsibilityShare,
    ResponsibilityTask,
    When,
)
from veien.needs.models.needs import Need, NeedSeries

__all__ = [
    "DataFlow",
    "DataSystem",
    "Guess",
    "Innovation",
    "Inquiry",
    "InquiryFile",
    "Journey",
    "JourneyStep",
    "KeyFigure",
    "MeantWord",
    "Need",
    "NeedDependency",
    "NeedInquiry",
    "NeedSeries",
    "OperationNeed",
    "Persona",
    "ResponsibilityShare",
    "ResponsibilityTask",
    "UserStory",
    "When",
    "Why",
]
