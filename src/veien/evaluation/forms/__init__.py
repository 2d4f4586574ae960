"""Forms of the room."""

from veien.evaluation.forms.clarifying import (
    DropQuestion,
    NarrowQuestions,
    ProposeQuestion,
    RegisterAnswer,
    SendQuestion,
)
from veien.evaluation.forms.judging import GivePoints, KeepRecord, NarrowMusts, RejectTender, UndoRejection
from veien.evaluation.forms.moderation import NarrowItems, OpenMeeting, SettlePoints

__all__ = [
    "DropQuestion",
    "NarrowQuestions",
    "ProposeQuestion",
    "RegisterAnswer",
    "SendQuestion",
    "GivePoints",
    "KeepRecord",
    "NarrowItems",
    "NarrowMusts",
    "OpenMeeting",
    "RejectTender",
    "SettlePoints",
    "UndoRejection",
]
