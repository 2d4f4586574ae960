"""The choices in a requirement, and the references by which people name requirements. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

OBLIGATIONS = ("must", "should")
KINDS = ("performance", "function", "standard", "detail")
OPEN_KINDS = frozenset({"performance", "function"})
"""The kinds that leave it to the market how a need is met."""

CATEGORIES = (
    "function",
    "operation",
    "integration",
    "security",
    "privacy",
    "accessibility",
    "delivery",
    "service",
    "environment",
)
ANSWERS = ("yes_no", "text", "number", "document")

FIELDS = ("ref", "title", "text", "obligation", "kind", "category", "answer", "unit", "evidence")
"""The fields that a person writes, in the order in which they are shown; section and needs come on top."""

LONGEST = {"ref": 20, "title": 160, "text": 8000, "unit": 40, "evidence": 4000}
"""The most characters in each written field."""

PREFIXES = {
    "function": "F",
    "operation": "D",
    "integration": "I",
    "security": "S",
    "privacy": "P",
    "accessibility": "U",
    "delivery": "L",
    "service": "T",
    "environment": "M",
}
"""The letter before the number, in Nordic words: drift, universell utforming, leveranse, tjeneste, miljø."""

_REF = re.compile(r"([A-ZÆØÅÄÖ]+)-(\d{1,9})", re.IGNORECASE)


def next_ref(category: str, taken: Iterable[str]) -> str:
    """Propose the next free reference of a category: ``F-13`` after ``F-12``.

    Shape: numbers below 100 get two digits, so that lists sorted as text stand in order.
    """
    prefix = PREFIXES[category]
    highest = 0
    for each in taken:
        found = _REF.fullmatch(each)
        if found and found[1].upper() == prefix:
            highest = max(highest, int(found[2]))
    return f"{prefix}-{highest + 1:02d}"
