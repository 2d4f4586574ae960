"""How a word without quotes becomes a value, and what stands in its place where it is refused."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from veien.foundation.faults import shown

if TYPE_CHECKING:
    from datetime import date

MOST_DIGITS = 1000

_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]*)", re.ASCII)
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{1,4})?", re.ASCII)
_NUMBER_LIKE = re.compile(
    r"""[-+]?(?:
        [0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?      # 007, 1_000, +5, 1.5, 1e5
      | \.[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?                  # .5
      | 0x[0-9a-fA-F_]+ | 0b[01_]+ | 0o[0-7_]+
      | [0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?         # 12:30, which YAML 1.1 reads as 750
      | \.(?:inf|Inf|INF) | Infinity
    ) | \.(?:nan|NaN|NAN) | NaN""",
    re.ASCII | re.VERBOSE,
)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_PLAIN_WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None, "true": True, "false": False,
}  # fmt: skip
_QUOTE_IT = "Put it in quotes, so that it is kept as written."


class Refused:
    """Stands in a tree where a value was refused, until its place is known."""

    def __init__(self, what: str, mend: str) -> None:
        self.what = what
        self.mend = mend


class Scalars:
    """How an unquoted word becomes a value."""

    def __init__(self, *, unquoted_decimals: bool, dates: bool) -> None:
        self._decimals = unquoted_decimals
        self._dates = dates

    def plain(self, text: str) -> Any:
        """Read an unquoted word of YAML."""
        if text in _PLAIN_WORDS:
            return _PLAIN_WORDS[text]
        if text[0] not in "0123456789-+.NI":
            return text
        if _WHOLE.fullmatch(text):
            return self.whole(text)
        if _NUMBER_LIKE.fullmatch(text):
            return self.number(text)
        if self._dates and _DATE.fullmatch(text):
            return _date_of(text)
        return text

    def whole(self, text: str) -> Any:
        """Read a whole number, or refuse one that is too long to be meant."""
        if len(text) > MOST_DIGITS:
            return Refused(
                f"The number has more than {MOST_DIGITS} digits.", f"Write at most {MOST_DIGITS} digits."
            )
        return int(text)

    def number(self, text: str) -> Any:
        """Read an unquoted decimal where that is allowed; refuse every other kind of number."""
        if not _DECIMAL.fullmatch(text):
            if text.lower().endswith(("nan", "inf", "infinity")):
                return Refused(
                    f"{text} is no number.", "Write a number, or put it in quotes where it is a word."
                )
            return Refused(f"{shown(text)} can be read as more than one number.", _QUOTE_IT)
        if not self._decimals:
            return Refused(
                f"{shown(text)} is a decimal without quotes.", f'Write it in quotes: "{shown(text)}".'
            )
        return self.whole(text) if len(text) > MOST_DIGITS else Decimal(text)

    def constant(self, text: str) -> Any:
        """Refuse NaN and Infinity in JSON."""
        return Refused(f"{text} is no number.", "Write a number, or leave the key out.")


def _date_of(text: str) -> date | Refused:
    from datetime import date  # here, so that a file without dates does not pay for it

    try:
        return date.fromisoformat(text)
    except ValueError:
        return Refused(f"{text} is no day in the calendar.", "Write a day that exists, as YYYY-MM-DD.")
