"""Tables of the room: what is judged, scored alone and together, asked, locked and kept."""

from veien.evaluation.models.judged import MustJudgement, MustReview, Rejection
from veien.evaluation.models.records import EvaluationRecord
from veien.evaluation.models.scores import Dissent, HandIn, Moderation, OwnScore, QualityLock, Score
from veien.evaluation.models.work import Assignment, Clarification, Competence, Meeting, PrivateNote

__all__ = [
    "Assignment",
    "Clarification",
    "Competence",
    "Dissent",
    "EvaluationRecord",
    "HandIn",
    "Meeting",
    "Moderation",
    "MustJudgement",
    "MustReview",
    "OwnScore",
    "PrivateNote",
    "QualityLock",
    "Rejection",
    "Score",
]
