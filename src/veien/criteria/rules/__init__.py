"""What an award model is made of and how it is tried. Pure."""

from veien.criteria.rules.document import (
    EXTRA_KEYS,
    Head,
    Placed,
    document_of,
    faults_of,
    made_up_tenders,
    placed,
)
from veien.criteria.rules.figures import cut, tidy
from veien.criteria.rules.keys import key_of
from veien.criteria.rules.prices import PriceRow, line_total
from veien.criteria.rules.tree import (
    DEEPEST,
    Node,
    Place,
    Tree,
    WeightSum,
    grown,
    is_spared,
    sum_of,
    weight_sums,
)
from veien.criteria.rules.trial import (
    COMPARED,
    FEWEST,
    MOST,
    NAMES,
    MadeUp,
    Outcome,
    example_spread,
    others_for,
    try_out,
    with_price_model,
)

__all__ = [
    "COMPARED",
    "FEWEST",
    "MOST",
    "NAMES",
    "MadeUp",
    "Outcome",
    "example_spread",
    "others_for",
    "tidy",
    "try_out",
    "with_price_model",
    "DEEPEST",
    "EXTRA_KEYS",
    "Head",
    "Node",
    "Place",
    "Placed",
    "PriceRow",
    "Tree",
    "WeightSum",
    "cut",
    "document_of",
    "faults_of",
    "grown",
    "is_spared",
    "key_of",
    "line_total",
    "made_up_tenders",
    "placed",
    "sum_of",
    "weight_sums",
]
