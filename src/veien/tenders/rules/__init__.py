"""The rules of received tenders: names, lateness, sums, what a filled form must keep. Pure."""

from veien.tenders.rules.control import (
    FEWEST_TO_COMPARE,
    HIGH,
    LOW,
    SUM_TOLERANCE,
    Finding,
    Odd,
    findings_of,
    middle_of,
)
from veien.tenders.rules.filters import AnswerFilter
from veien.tenders.rules.forms import FoundRow, RowProblem, compare_rows, same_words
from veien.tenders.rules.naming import next_key, tidy_name
from veien.tenders.rules.prices import (
    MOST_DECIMALS,
    MOST_UNIT_PRICE,
    PricedLine,
    evaluated_price,
    lowest_of,
    options_outside,
    own_cost,
    priced,
    shortened,
)
from veien.tenders.rules.stage import evaluation_has_begun, register_evaluation_check
from veien.tenders.rules.times import is_late, lateness

__all__ = [
    "FEWEST_TO_COMPARE",
    "HIGH",
    "LOW",
    "SUM_TOLERANCE",
    "Finding",
    "Odd",
    "findings_of",
    "middle_of",
    "options_outside",
    "own_cost",
    "MOST_DECIMALS",
    "MOST_UNIT_PRICE",
    "AnswerFilter",
    "FoundRow",
    "PricedLine",
    "RowProblem",
    "compare_rows",
    "evaluated_price",
    "evaluation_has_begun",
    "is_late",
    "lateness",
    "lowest_of",
    "next_key",
    "priced",
    "register_evaluation_check",
    "same_words",
    "shortened",
    "tidy_name",
]
