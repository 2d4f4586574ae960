"""Reading the evaluation: how far it has come, the case, and the result."""

from veien.evaluation.models import EvaluationRecord, MustJudgement, Rejection, Score
from veien.evaluation.queries.case import Computed, case_of, computed_of, result_of
from veien.evaluation.queries.judging import must_matrix, musts_of
from veien.evaluation.queries.missing import Missing, missing_of
from veien.evaluation.queries.records import changed_since, record_for, records_of
from veien.evaluation.queries.scoring import ScoreRow, reasons_of, score_matrix, scores_of
from veien.evaluation.queries.standing import has_begun, standing_of
from veien.evaluation.rules import Standing, TenderStanding

__all__ = [
    "Computed",
    "EvaluationRecord",
    "Missing",
    "MustJudgement",
    "Rejection",
    "Score",
    "ScoreRow",
    "Standing",
    "TenderStanding",
    "case_of",
    "changed_since",
    "computed_of",
    "has_begun",
    "missing_of",
    "must_matrix",
    "musts_of",
    "record_for",
    "records_of",
    "reasons_of",
    "result_of",
    "score_matrix",
    "scores_of",
    "standing_of",
]
