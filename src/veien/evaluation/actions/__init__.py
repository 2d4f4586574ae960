"""What people do in evaluation. One function is one use case, one transaction and one log entry."""

from veien.evaluation.actions.judging import CannotJudge, JudgedMeanwhile, judge_musts
from veien.evaluation.actions.locking import (
    CannotLock,
    CannotOpenPrices,
    QualityIsLocked,
    ask_to_open_prices,
    lock_quality,
    open_prices,
    take_up_quality,
)
from veien.evaluation.actions.records import CannotKeepRecord, keep_record
from veien.evaluation.actions.refusing import IsPartial, has_conflict
from veien.evaluation.actions.rejecting import CannotReject, reject_tender, undo_rejection
from veien.evaluation.actions.scoring import (
    CannotScore,
    Given,
    ScoredMeanwhile,
    ScoreFault,
    give_score,
    give_scores,
)

__all__ = [
    "CannotJudge",
    "CannotKeepRecord",
    "CannotLock",
    "CannotOpenPrices",
    "CannotReject",
    "CannotScore",
    "Given",
    "IsPartial",
    "JudgedMeanwhile",
    "QualityIsLocked",
    "ScoreFault",
    "ScoredMeanwhile",
    "ask_to_open_prices",
    "give_score",
    "give_scores",
    "has_conflict",
    "judge_musts",
    "keep_record",
    "lock_quality",
    "open_prices",
    "reject_tender",
    "take_up_quality",
    "undo_rejection",
]
