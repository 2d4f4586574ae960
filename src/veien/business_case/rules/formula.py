"""A driver as people type it: ``40``, or ``users × 14 × 52 / 60``. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple

MARKS = "×*·/=?~"
_TIMES = re.compile(r"[×*·]")


class NotAFormula(ValueError):
    """The text is neither a number nor a product; ``code`` says why."""

    def __init__(self, code: str, part: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.part = part


class Formula(NamedTuple):
    """A number, or factors and what they are divided by, written as the format writes them."""

    number: Decimal | None = None
    factors: tuple[str, ...] = ()
    divide: str = ""


def read_formula(text: str, number_of: Callable[[str], Decimal]) -> Formula:
    """Read what was typed; ``number_of`` reads a number in the reader's language.

    Raises: NotAFormula for an empty factor or more than one division; what ``number_of`` raises for a bad number.
    """
    above, *below = text.split("/")
    if len(below) > 1:
        raise NotAFormula("divided_twice")
    parts = [part.strip() for part in _TIMES.split(above)]
    if any(not part for part in parts) or (below and not below[0].strip()):
        raise NotAFormula("empty_factor")
    read = [_factor(part, number_of) for part in parts]
    divide = _factor(below[0].strip(), number_of) if below else ""
    if len(read) == 1 and isinstance(read[0], Decimal) and not below:
        return Formula(number=read[0])
    return Formula(factors=tuple(map(_text, read)), divide=_text(divide))


def write_formula(factors: Sequence[str], divide: str, number_text: Callable[[str], str]) -> str:
    """Write a product as people type it; ``number_text`` writes a number in the reader's language."""
    product = " × ".join(number_text(each) if _is_number(each) else each for each in factors)
    if not divide:
        return product
    return f"{product} / {number_text(divide) if _is_number(divide) else divide}"


def plain_factor(text: str) -> str:
    """Write a number of a product so that it is read back in any language: no marks between thousands."""
    whole, _point, decimals = text.partition(".")
    if not decimals:
        return whole
    return f"{whole}.{decimals}0" if len(decimals) == 3 else f"{whole}.{decimals}"  # 1.234 has two readings


def _factor(part: str, number_of: Callable[[str], Decimal]) -> Decimal | str:
    return number_of(part) if _is_number(part) else part


def _is_number(part: str) -> bool:
    return part.lstrip(" +-.,\u2212")[:1].isdigit()


def _text(value: Decimal | str) -> str:
    return format(value, "f") if isinstance(value, Decimal) else value
