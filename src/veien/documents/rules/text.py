"""Which letters a cell or a document may hold. Pure."""

from __future__ import annotations

import re
import unicodedata

LONGEST_CELL = 32_767
"""The longest text that an Excel cell can hold, in UTF-16 units."""

_LINE_ENDS = re.compile(r"\r\n|[\r\v\f]")
# Control characters that no one sees, halves of letters, and the two marks that turn the reading direction
# around so that a text shows something else than it says. Tab and line feed are let through.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202d\u202e\ufffe\uffff]")


def with_plain_line_ends(text: str) -> str:
    """Write every line end as one line feed."""
    return _LINE_ENDS.sub("\n", text)


def forbidden_letters(text: str) -> list[str]:
    """Name the letters in a text that may not stand there, each once, as ``U+0007``."""
    return sorted({f"U+{ord(letter):04X}" for letter in _FORBIDDEN.findall(with_plain_line_ends(text))})


def clean_text(text: str) -> str:
    """Make a text fit for a document: one kind of line end, no unseen letters, no space around it.

    Shape: cleaning a clean text changes nothing.
    """
    return _FORBIDDEN.sub("", with_plain_line_ends(text)).strip()


def length_in_excel(text: str) -> int:
    """Count a text as Excel does, in UTF-16 units."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def compared(text: str) -> str:
    """Give the form in which labels are compared: case, spaces and the making of letters do not count."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split()).rstrip(" *:")
