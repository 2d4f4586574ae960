"""Reading tenders, their prices and their answers, and the two forms they come on."""

from veien.tenders.models import Answer, FormsVersion, PriceAnswer, PriceOpening, Tender
from veien.tenders.queries.answers import (
    Answered,
    answers_of,
    answers_of_requirement,
    answers_of_requirements,
    open_counts,
    shown_value,
)
from veien.tenders.queries.building import (
    XLSX,
    NotPublished,
    answer_form,
    form_file_name,
    price_form,
    published,
)
from veien.tenders.queries.costs import Costs, TenderCost, cost_of, costs_of
from veien.tenders.queries.opening import Opening, may_see_prices, opening_of, price_state
from veien.tenders.queries.reading import FormFault, read_answer_form, read_price_form
from veien.tenders.queries.rows import AnswerRow, TenderRow
from veien.tenders.queries.sheets import answer_sheet, paid_how, price_sheet, way_of
from veien.tenders.queries.tenders import (
    breakdown_of,
    checked_counts,
    count_of,
    evaluated_prices,
    priced_lines,
    tender_for,
    tenders_in_order,
    tenders_of,
    versions_of,
)
from veien.tenders.rules import PricedLine

__all__ = [
    "Costs",
    "TenderCost",
    "cost_of",
    "costs_of",
    "XLSX",
    "Answer",
    "AnswerRow",
    "Answered",
    "FormFault",
    "FormsVersion",
    "NotPublished",
    "Opening",
    "PriceAnswer",
    "PriceOpening",
    "PricedLine",
    "Tender",
    "TenderRow",
    "answer_form",
    "answer_sheet",
    "answers_of",
    "answers_of_requirement",
    "answers_of_requirements",
    "breakdown_of",
    "checked_counts",
    "count_of",
    "evaluated_prices",
    "form_file_name",
    "may_see_prices",
    "open_counts",
    "opening_of",
    "paid_how",
    "price_form",
    "price_state",
    "price_sheet",
    "priced_lines",
    "published",
    "read_answer_form",
    "read_price_form",
    "shown_value",
    "tender_for",
    "tenders_in_order",
    "tenders_of",
    "versions_of",
    "way_of",
]
