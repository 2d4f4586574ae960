"""What people type: points with a comma or a point, and texts that must say something. Pure."""

from __future__ import annotations

import re
from decimal import Decimal

MOST_DECIMALS = 3
"""The decimals that points may have."""

MOST_LETTERS = 4000
"""The longest reason or ground."""

_POINTS = re.compile(r"(\d{1,9})(?:[.,](\d*))?")
_MINUS = ("-", "\u2212", "\u2013")


class NotPoints(ValueError):
    """What was typed are no points that can be given; ``code`` says why.

    Shape: ``empty``, ``letters``, ``decimals``, or ``outside`` the scale.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def points_from(typed: str | Decimal, *, scale: Decimal) -> Decimal:
    """Read points from 0 to the scale, with a comma or a point for the decimals.

    Raises: NotPoints for nothing, letters, too many decimals, and points outside the scale.
    """
    text = format(typed, "f") if isinstance(typed, Decimal) else typed.strip()
    if not text:
        raise NotPoints("empty")
    if text[:1] in _MINUS and _POINTS.fullmatch(text[1:].strip()):
        raise NotPoints("outside")
    match = _POINTS.fullmatch(text)
    if match is None or not text.isascii():
        raise NotPoints("letters")
    decimals = (match[2] or "").rstrip("0")
    if len(decimals) > MOST_DECIMALS:
        raise NotPoints("decimals")
    points = Decimal(f"{match[1]}.{decimals}" if decimals else match[1])
    if points > scale:
        raise NotPoints("outside")
    return points


def tidied(text: str) -> str:
    """Give a text with the line ends of Unix, nothing at its ends, and no letters that cannot be seen."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(letter for letter in plain if letter in "\n\t" or letter.isprintable()).strip()


def says_something(text: str) -> bool:
    """Tell whether a text holds words: at least two letters."""
    return sum(letter.isalpha() for letter in text) >= 2
