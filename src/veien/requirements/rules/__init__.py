"""What a requirement is made of, and the sums and comparisons made on many of them. Pure."""

from veien.requirements.rules.fields import (
    ANSWERS,
    CATEGORIES,
    FIELDS,
    KINDS,
    LONGEST,
    OBLIGATIONS,
    OPEN_KINDS,
    next_ref,
)
from veien.requirements.rules.filters import RequirementFilter

__all__ = [
    "ANSWERS",
    "CATEGORIES",
    "FIELDS",
    "KINDS",
    "LONGEST",
    "OBLIGATIONS",
    "OPEN_KINDS",
    "RequirementFilter",
    "next_ref",
]
