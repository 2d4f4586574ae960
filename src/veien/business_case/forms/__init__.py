"""Forms of the room."""

from veien.business_case.forms.book import TakeOver, Upload, WriteAssumption, WriteQuantity
from veien.business_case.forms.case import WriteAlternative, WriteCase, WriteKey
from veien.business_case.forms.lines import Choices, LineRow, WriteLine, typed_line

__all__ = [
    "Choices",
    "LineRow",
    "TakeOver",
    "Upload",
    "WriteAlternative",
    "WriteAssumption",
    "WriteCase",
    "WriteKey",
    "WriteLine",
    "WriteQuantity",
    "typed_line",
]
