"""What a document may not be, whatever it is written in, and the words for it."""

from __future__ import annotations

from veien.foundation.faults import BadDocument, Fault, shown

MOST_DEPTH = 100
MOST_FAULTS = 100
MOST_VALUES = 2_000_000


def empty(name: str) -> BadDocument:
    """Say that a file holds nothing."""
    return BadDocument([Fault(name, "The file is empty.", "Write the document in it.")])


def is_text(value: str) -> bool:
    """Tell whether a string can be written as UTF-8."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def half_letter(where: str) -> Fault:
    """Say that a string cannot be written as UTF-8."""
    return Fault(where, "The text holds half of a letter (a lone surrogate).", "Write the letter itself.")


def twice(where: str, key: str) -> Fault:
    """Say that a key stands more than once."""
    return Fault(where, f"The key {shown(key)} stands more than once.", "Keep one of them.")


def too_deep(where: str) -> BadDocument:
    """Say that the text is nested too deep."""
    return BadDocument(
        [Fault(where, f"The text is nested deeper than {MOST_DEPTH} levels.", "Use fewer levels.")]
    )


def too_many(name: str) -> BadDocument:
    """Say that there are too many values."""
    return BadDocument([Fault(name, f"The file holds more than {MOST_VALUES} values.", "Split it.")])
