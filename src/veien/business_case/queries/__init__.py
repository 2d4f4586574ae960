"""Reading the business case."""

from veien.business_case.models import Alternative, Assumption, BusinessCase, Line, MemberFigure, Quantity
from veien.business_case.queries.outcome import AlternativeRow, Outcome, alternatives_of, outcome_of
from veien.business_case.queries.rows import case_of

__all__ = [
    "Alternative",
    "AlternativeRow",
    "Assumption",
    "BusinessCase",
    "Line",
    "MemberFigure",
    "Outcome",
    "Quantity",
    "alternatives_of",
    "case_of",
    "outcome_of",
]
