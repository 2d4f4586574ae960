"""The record as a file: the case in the fixed format, and its result as ``veien evaluate --json`` gives it."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from veien.road.queries import Procurement

JSON = "application/json"
LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ö": "o", "ä": "a"})


def as_file(document: Mapping[str, Any]) -> bytes:
    """Write a document as JSON that people can read, in UTF-8."""
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def stem_of(procurement: Procurement) -> str:
    """Give a name for files about a procurement: plain letters, so that a command line takes it as it is."""
    plain = unicodedata.normalize("NFKD", procurement.title.lower().translate(LETTERS))
    stem = re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-")[:60].strip("-")
    return stem or "evaluation"


def record_name(procurement: Procurement, number: int | None = None) -> str:
    """Name the file of a record; one that is kept has a number."""
    return f"{stem_of(procurement)}-record{'' if number is None else f'-{number}'}.json"


def result_name(procurement: Procurement, number: int) -> str:
    """Name the file of a kept record's result."""
    return f"{stem_of(procurement)}-result-{number}.json"
