"""Tables of the business case: the case, its assumptions and drivers, its alternatives and their lines."""

from veien.business_case.models.book import Assumption, Quantity
from veien.business_case.models.case import Alternative, BusinessCase, MemberFigure
from veien.business_case.models.lines import Line

__all__ = ["Alternative", "Assumption", "BusinessCase", "Line", "MemberFigure", "Quantity"]
