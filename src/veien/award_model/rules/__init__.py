"""How prices and points become an order, and how much that order hangs on. Pure: no Django, files or clock.

``check_case`` turns a document into a case or tells everything that is wrong with it; ``evaluate`` computes
the result document. Each formula is a function of its own, with a docs page in ``docs/reference/formulas``.
"""

from veien.award_model.rules.agreement import LEVELS, Alpha, Concordance, kendall_w, krippendorff_alpha
from veien.award_model.rules.case import (
    METHODS,
    NORMALISATIONS,
    PRICED_METHODS,
    Case,
    Criterion,
    PriceModel,
    Rounding,
    Tender,
    leaf_weights,
    leaves_of,
    nodes_of,
)
from veien.award_model.rules.checking import FORMAT, canonical_sha256, check_case, with_tenders
from veien.award_model.rules.engine import RESULT_FORMAT, evaluate
from veien.award_model.rules.evaluated_prices import (
    basket_price,
    price_less_quality,
    price_marked_up,
    price_with_addition,
    price_with_deduction,
    utility_indices,
    value_for_price,
)
from veien.award_model.rules.insight import effective_weights, money_per_quality_point
from veien.award_model.rules.numbers import rounded, written
from veien.award_model.rules.outsiders import (
    critical_lowest_price_linear,
    critical_lowest_price_proportional,
)
from veien.award_model.rules.price_points import (
    CannotScore,
    discount_power_points,
    linear_points_above_lowest,
    linear_points_between,
    linear_points_to_threshold,
    piecewise_price_points,
    points_around_mean,
    price_points,
    proportional_price_points,
)
from veien.award_model.rules.price_slopes import price_slopes
from veien.award_model.rules.quality_points import proportional_quality_points, shifted_quality_points
from veien.award_model.rules.sheet import Known
from veien.award_model.rules.stability import (
    DEFAULT_SAMPLES,
    DEFAULT_SEED,
    MOST_SAMPLES,
    MOST_SEED,
    MOST_THREADS,
    CannotTellStability,
    half_width,
    share_of_weights_ahead,
    stability_of,
)

__all__ = [
    "DEFAULT_SAMPLES",
    "DEFAULT_SEED",
    "FORMAT",
    "LEVELS",
    "METHODS",
    "MOST_SAMPLES",
    "MOST_SEED",
    "MOST_THREADS",
    "NORMALISATIONS",
    "PRICED_METHODS",
    "RESULT_FORMAT",
    "Alpha",
    "CannotScore",
    "CannotTellStability",
    "Case",
    "Concordance",
    "Criterion",
    "Known",
    "PriceModel",
    "Rounding",
    "Tender",
    "basket_price",
    "canonical_sha256",
    "check_case",
    "critical_lowest_price_linear",
    "critical_lowest_price_proportional",
    "discount_power_points",
    "effective_weights",
    "evaluate",
    "half_width",
    "kendall_w",
    "krippendorff_alpha",
    "leaf_weights",
    "leaves_of",
    "linear_points_above_lowest",
    "linear_points_between",
    "linear_points_to_threshold",
    "money_per_quality_point",
    "nodes_of",
    "piecewise_price_points",
    "points_around_mean",
    "price_less_quality",
    "price_marked_up",
    "price_points",
    "price_slopes",
    "price_with_addition",
    "price_with_deduction",
    "proportional_price_points",
    "proportional_quality_points",
    "rounded",
    "share_of_weights_ahead",
    "shifted_quality_points",
    "stability_of",
    "utility_indices",
    "value_for_price",
    "with_tenders",
    "written",
]
