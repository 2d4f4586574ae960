"""Reading tenders."""

from veien.tenders.models import Tender
from veien.tenders.queries.rows import AnswerRow, PricedLine, TenderRow

__all__ = ["AnswerRow", "PricedLine", "Tender", "TenderRow"]
