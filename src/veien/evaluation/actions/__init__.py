"""What people do in evaluation. One function is one use case, one transaction and one log entry."""

from veien.evaluation.actions.assigning import (
    CannotAssign,
    assign,
    assign_by_competence,
    set_assignments,
    set_competences,
    unassign,
)
from veien.evaluation.actions.clarifying import (
    CannotClarify,
    ClarifiedMeanwhile,
    drop_question,
    propose_question,
    register_answer,
    send_question,
)
from veien.evaluation.actions.judging import CannotJudge, JudgedMeanwhile, judge_musts
from veien.evaluation.actions.locking import (
    CannotLock,
    CannotOpenPrices,
    QualityIsLocked,
    ask_to_open_prices,
    lock_quality,
    open_prices,
    take_up_quality,
    withdraw_price_asking,
)
from veien.evaluation.actions.mailing import CannotMail
from veien.evaluation.actions.meetings import (
    CannotPlan,
    ChangedMeanwhile,
    change_meeting,
    plan_meeting,
    remove_meeting,
    write_minutes,
)
from veien.evaluation.actions.moderating import (
    CannotModerate,
    Settled,
    open_moderation,
    settle_agreed,
    settle_scores,
)
from veien.evaluation.actions.noting import CannotNote, NotedElsewhere, keep_note, remove_note
from veien.evaluation.actions.own import (
    CannotHandIn,
    CannotKeepOwn,
    CannotTakeBack,
    KeptElsewhere,
    Own,
    OwnFault,
    hand_in,
    keep_own_scores,
    take_back,
)
from veien.evaluation.actions.records import CannotKeepRecord, keep_record
from veien.evaluation.actions.refusing import IsPartial, has_conflict
from veien.evaluation.actions.rejecting import CannotReject, reject_tender, undo_rejection
from veien.evaluation.actions.scoring import CannotScore, ScoredMeanwhile, ScoreFault

__all__ = [
    "send_question",
    "register_answer",
    "propose_question",
    "drop_question",
    "ClarifiedMeanwhile",
    "CannotClarify",
    "CannotAssign",
    "CannotHandIn",
    "CannotJudge",
    "CannotKeepOwn",
    "CannotKeepRecord",
    "CannotLock",
    "CannotMail",
    "CannotModerate",
    "CannotNote",
    "CannotOpenPrices",
    "CannotPlan",
    "CannotReject",
    "CannotScore",
    "CannotTakeBack",
    "ChangedMeanwhile",
    "IsPartial",
    "JudgedMeanwhile",
    "KeptElsewhere",
    "NotedElsewhere",
    "Own",
    "OwnFault",
    "QualityIsLocked",
    "ScoreFault",
    "ScoredMeanwhile",
    "Settled",
    "ask_to_open_prices",
    "assign",
    "assign_by_competence",
    "change_meeting",
    "hand_in",
    "has_conflict",
    "judge_musts",
    "keep_note",
    "keep_own_scores",
    "keep_record",
    "lock_quality",
    "open_moderation",
    "open_prices",
    "plan_meeting",
    "reject_tender",
    "remove_meeting",
    "remove_note",
    "set_assignments",
    "set_competences",
    "settle_agreed",
    "settle_scores",
    "take_back",
    "take_up_quality",
    "withdraw_price_asking",
    "unassign",
    "undo_rejection",
    "write_minutes",
]
