"""The sums and decisions of evaluation that need neither database nor clock. Pure."""

from veien.evaluation.rules.document import (
    JUDGING,
    Offered,
    case_digest,
    digests_of,
    document_with,
    judging_digest,
    model_digest,
    scores_digest,
)
from veien.evaluation.rules.figures import (
    Line,
    decimal_of,
    lines_of,
    parts_of,
    places_that_tell,
    quality_of,
    ranked,
    shortened,
    turned_pair,
)
from veien.evaluation.rules.markup import answer_cells
from veien.evaluation.rules.standing import Failed, Standing, TenderStanding, in_order
from veien.evaluation.rules.typed import (
    MOST_DECIMALS,
    MOST_LETTERS,
    NotPoints,
    points_from,
    says_something,
    tidied,
)
from veien.evaluation.rules.working import (
    METHOD_PAGES,
    MODEL_PAGES,
    figure_working,
    price_working,
    quality_working,
)

__all__ = [
    "JUDGING",
    "METHOD_PAGES",
    "MODEL_PAGES",
    "MOST_DECIMALS",
    "MOST_LETTERS",
    "Failed",
    "Line",
    "NotPoints",
    "Offered",
    "Standing",
    "TenderStanding",
    "answer_cells",
    "case_digest",
    "decimal_of",
    "digests_of",
    "document_with",
    "figure_working",
    "in_order",
    "judging_digest",
    "lines_of",
    "model_digest",
    "parts_of",
    "places_that_tell",
    "points_from",
    "price_working",
    "quality_of",
    "quality_working",
    "ranked",
    "says_something",
    "scores_digest",
    "shortened",
    "tidied",
    "turned_pair",
]
