"""What alternatives cost and give, against today's practice, and how a cost is shared. Pure: no Django, files, clock.

``check_case`` turns a document into a case or tells everything that is wrong with it; ``reckon`` computes the
result document; ``check_share`` and ``share`` do the same for a cost key on its own. Each formula is a function
of its own, with a docs page in ``docs/reference/formulas/business-case``.
"""

from veien.business_case.rules.case import (
    BENEFITS,
    DISCOUNTINGS,
    KINDS,
    PARTS,
    SHAPES,
    Alternative,
    Case,
    CostKey,
    Line,
    ShareCase,
    Uncertainty,
)
from veien.business_case.rules.checking import FORMAT, SHARE_FORMAT, check_case, check_share
from veien.business_case.rules.comparison import Comparison, Swing, internal_rate_of_return, payback_year
from veien.business_case.rules.engine import (
    DEFAULT_SEED,
    RESULT_FORMAT,
    SHARE_RESULT_FORMAT,
    reckon,
    share,
)
from veien.business_case.rules.flows import Reckoner, Series, Worth, discount_factors, net_present_value
from veien.business_case.rules.gaps import Gap, Twice, counted_twice, gaps_of
from veien.business_case.rules.life_cycle import (
    CannotReckon,
    annuity_factor,
    equivalent_annual_cost,
    life_cycle_cost,
    real_rate,
)
from veien.business_case.rules.sharing import (
    CannotShare,
    airport_shares,
    better_off_alone,
    largest_remainder,
    shapley_shares,
    shares_by_key,
)
from veien.business_case.rules.simulation import MOST_SAMPLES, MOST_SEED, Simulation, simulate
from veien.business_case.rules.uncertainty import mean_of, pert_shapes, triangular_quantile

__all__ = [
    "BENEFITS",
    "DEFAULT_SEED",
    "DISCOUNTINGS",
    "FORMAT",
    "KINDS",
    "MOST_SAMPLES",
    "MOST_SEED",
    "PARTS",
    "RESULT_FORMAT",
    "SHAPES",
    "SHARE_FORMAT",
    "SHARE_RESULT_FORMAT",
    "Alternative",
    "CannotReckon",
    "CannotShare",
    "Case",
    "Comparison",
    "CostKey",
    "Gap",
    "Line",
    "Reckoner",
    "Series",
    "ShareCase",
    "Simulation",
    "Swing",
    "Uncertainty",
    "Worth",
    "airport_shares",
    "annuity_factor",
    "better_off_alone",
    "check_case",
    "check_share",
    "discount_factors",
    "equivalent_annual_cost",
    "gaps_of",
    "internal_rate_of_return",
    "largest_remainder",
    "life_cycle_cost",
    "mean_of",
    "net_present_value",
    "payback_year",
    "pert_shapes",
    "real_rate",
    "reckon",
    "shapley_shares",
    "share",
    "shares_by_key",
    "simulate",
    "triangular_quantile",
    "Twice",
    "counted_twice",
]
