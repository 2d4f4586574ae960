"""How numbers and dates that people type become exact values. Pure."""

from __future__ import annotations

import math
import re
from datetime import date
from decimal import Context, Decimal

MOST_DIGITS = 15
"""The number of digits that Excel keeps of a number."""

_SPACES = " \t\u00a0\u202f\u2009\u2007"
_MINUS = str.maketrans({"\u2212": "-", "\u2013": "-"})
_PLAIN = re.compile(r"-?\d{1,20}([.,]\d{1,20})?", re.ASCII)
_GROUPED = re.compile(
    rf"-?\d{{1,3}}(?:([{_SPACES}.,'\u2019])\d{{3}})(?:\1\d{{3}}){{0,5}}([.,]\d{{1,20}})?", re.ASCII
)
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_DOTTED_DATE = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", re.ASCII)


class NotExact(ValueError):
    """The text can be read in two ways, or in none; ``code`` says which."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def number_from_cell(value: float) -> Decimal:
    """Give the number that Excel shows for a stored binary number.

    Units: at most 15 significant digits, which is what Excel keeps; ``0.1 + 0.2`` is 0.3.
    Raises: NotExact for infinity and not-a-number.
    """
    if not math.isfinite(value):
        raise NotExact("not_number")
    return _without_minus_zero(Decimal(format(value, f".{MOST_DIGITS}g")))


def number_from_text(text: str) -> Decimal:
    """Read a number as people type it: ``1 234,50``, ``1.234,50``, ``1,234.50``.

    Raises: NotExact("ambiguous_number") for ``1.234`` or ``1,234``, which is above a thousand to one reader
        and below two to another; NotExact("not_number") for all else, units and currency signs included.
    """
    plain = text.strip().translate(_MINUS)
    if _PLAIN.fullmatch(plain):
        return _plain_number(plain)
    grouped = _GROUPED.fullmatch(plain)
    if grouped is None:
        raise NotExact("not_number")
    mark, decimals = grouped[1], grouped[2]
    if decimals and decimals[0] == mark:
        raise NotExact("not_number")
    whole = plain[: len(plain) - len(decimals)] if decimals else plain
    return _without_minus_zero(Decimal(whole.replace(mark, "") + (decimals or "").replace(",", ".")))


def _plain_number(plain: str) -> Decimal:
    digits = plain.lstrip("-")
    whole, _, decimals = digits.replace(",", ".").partition(".")
    may_be_grouped = len(decimals) == 3 and len(whole) <= 3 and not whole.startswith("0")
    if may_be_grouped:
        raise NotExact("ambiguous_number")
    return _without_minus_zero(Decimal(plain.replace(",", ".")))


def _without_minus_zero(number: Decimal) -> Decimal:
    return number if number else abs(number)


def date_from_text(text: str) -> date:
    """Read a date written ``2026-03-01`` or ``1.3.2026``.

    Raises: NotExact("not_date") for all else: ``01/03/2026`` is March to one reader and January to another.
    """
    plain = text.strip()
    iso, dotted = _ISO_DATE.fullmatch(plain), _DOTTED_DATE.fullmatch(plain)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if dotted:
            return date(int(dotted[3]), int(dotted[2]), int(dotted[1]))
    except ValueError:
        pass
    raise NotExact("not_date")


def digits_of(number: Decimal) -> int:
    """Count the significant digits of a finite number: 1500 has two."""
    return len(_significant(number)[0])


def decimals_of(number: Decimal) -> int:
    """Count the decimals that a finite number really has: 1.50 has one."""
    return max(0, -_significant(number)[1])


def with_decimals(number: Decimal, decimals: int) -> Decimal:
    """Write a number that has no more than so many decimals with exactly so many."""
    return number.quantize(Decimal(1).scaleb(-decimals), context=Context(prec=100))


def _significant(number: Decimal) -> tuple[str, int]:
    # Not by normalize(), which rounds to the 28 digits of the usual context.
    _, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int):
        raise NotExact("not_number")
    written = "".join(map(str, digits)).lstrip("0")
    bare = written.rstrip("0")
    return (bare, exponent + len(written) - len(bare)) if bare else ("0", 0)
