"""Reading the award model. Nodes and rows are light; other rooms hold them instead of tables."""

from veien.criteria.models import AwardModel, Criterion, PriceLine
from veien.criteria.queries.items import items_of, judged_by, judged_of, measured_by
from veien.criteria.queries.judged import (
    criteria_of_requirements,
    criterion_of_requirement,
    requirement_keys_by_leaf,
    requirements_of_leaf,
    unscored_of,
)
from veien.criteria.queries.model import (
    award_model_document,
    head_of,
    is_locked,
    locked_content,
    model_of,
    price_line_for,
    price_lines_of,
)
from veien.criteria.queries.problems import Gaps, Problem, gaps_of, problems_of
from veien.criteria.queries.tree import criterion_for, leaves_of, tree_of
from veien.criteria.rules import Node, Place, PriceRow, Tree, WeightSum, line_total
from veien.criteria.rules.items import Item

__all__ = [
    "AwardModel",
    "Criterion",
    "Gaps",
    "Item",
    "Node",
    "Place",
    "PriceLine",
    "PriceRow",
    "Problem",
    "Tree",
    "WeightSum",
    "award_model_document",
    "criteria_of_requirements",
    "criterion_for",
    "criterion_of_requirement",
    "gaps_of",
    "head_of",
    "is_locked",
    "items_of",
    "judged_by",
    "judged_of",
    "leaves_of",
    "line_total",
    "measured_by",
    "locked_content",
    "model_of",
    "price_line_for",
    "price_lines_of",
    "problems_of",
    "requirement_keys_by_leaf",
    "requirements_of_leaf",
    "tree_of",
    "unscored_of",
]
