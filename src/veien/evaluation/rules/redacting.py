"""Keeping the secrets of others out of what one tenderer is told. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

_AMOUNT = re.compile(r"\d(?:[\d .,'\u00a0\u202f\u2009]*\d)?")
_LEAST_DIGITS = 3


@dataclass(frozen=True)
class Secrets:
    """What one tenderer may not read: the names of others and their prices; ``known`` are names that may stand."""

    names: tuple[str, ...]
    prices: tuple[Decimal, ...]
    known: tuple[str, ...] = ()

    def found_in(self, text: str) -> bool:
        """Tell whether a text holds one of them."""
        return self.without(text, name="", amount="") != text

    def without(self, text: str, *, name: str, amount: str) -> str:
        """Give a text in which each name and each price of others is replaced by these words."""
        return self._without_amounts(self._without_names(text, name), amount)

    def _without_names(self, text: str, instead: str) -> str:
        known = {_folded(each) for each in self.known}
        wanted = sorted({*self.names, *self.known} - {""}, key=len, reverse=True)
        if not wanted:
            return text
        pattern = "|".join(r"\s+".join(map(re.escape, each.split())) for each in wanted)
        return re.sub(
            rf"(?<!\w)(?:{pattern})(?!\w)",
            lambda match: match[0] if _folded(match[0]) in known else instead,
            text,
            flags=re.IGNORECASE,
        )

    def _without_amounts(self, text: str, instead: str) -> str:
        digits = digits_of(self.prices)

        def replaced(match: re.Match[str]) -> str:
            bare = re.sub(r"\D", "", match[0])
            return instead if bare in digits else match[0]

        return _AMOUNT.sub(replaced, text) if digits else text


def digits_of(prices: Iterable[Decimal]) -> Collection[str]:
    """Give the digits by which a price is recognised however it is written: with its decimals, and without them."""
    found = set()
    for price in prices:
        plain = format(price, "f")
        whole, _point, rest = plain.partition(".")
        ways = {whole + rest, whole, whole + rest.rstrip("0"), whole + (rest.rstrip("0") or "").ljust(2, "0")}
        found |= {each for each in ways if len(each) >= _LEAST_DIGITS}
    return found


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
