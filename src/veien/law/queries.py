"""Reads of the law packs that ship with the program."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from veien.foundation.reading import read_document
from veien.law import rules
from veien.law.rules import FigureMissing, LawPack, Placement, Threshold, Words

__all__ = [
    "CannotSay",
    "ConfidenceWords",
    "FigureMissing",
    "LawPack",
    "Placement",
    "Threshold",
    "buyer_words",
    "confidence_words",
    "countries",
    "law_of",
    "placed",
    "thresholds_on",
]

PACKS = Path(__file__).resolve().parent.parent / "packs" / "law"
_FILES = {"NO": "no", "SE": "se", "DK": "dk"}


class CannotSay(LookupError):
    """The program holds no law of that country."""


class ConfidenceWords(NamedTuple):
    """How sure something is, as a short word and as a sentence."""

    title: Words
    means: Words


def countries() -> tuple[str, ...]:
    """Give the countries whose law the program holds."""
    return tuple(_FILES)


@cache
def law_of(country: str) -> LawPack:
    """Give the law of a country.

    Raises: CannotSay if the program does not hold it.
    """
    if country not in _FILES:
        raise CannotSay(f"Veien holds no law of {country}.")
    return rules.pack_of(_document(_FILES[country]))


def thresholds_on(country: str, buyer: str, category: str, on: date) -> tuple[Threshold, ...]:
    """Give the thresholds of a country that hold on a day, the lowest first.

    Raises: CannotSay; FigureMissing if one that decides which rules apply has no figure on that day.
    """
    return rules.thresholds_on(law_of(country), buyer, category, on)


def placed(country: str, buyer: str, category: str, on: date, *, value: Decimal) -> Placement:
    """Say which rules of a country a value falls under on a day.

    Units: ``value`` in the country's currency, excl. VAT, options and extensions counted in.
    Raises: CannotSay; FigureMissing if a figure that the answer hangs on is missing.
    """
    return rules.placed(law_of(country), buyer, category, on, value=value)


@cache
def confidence_words() -> Mapping[str, ConfidenceWords]:
    """Give what each word for how sure something is means, in four languages."""
    words = _document("words")["confidence"]
    return {key: ConfidenceWords(each["title"], each["means"]) for key, each in words.items()}


@cache
def buyer_words() -> Mapping[str, Words]:
    """Give the name of each kind of buyer, in four languages."""
    found: Mapping[str, Words] = _document("words")["buyers"]
    return found


def _document(name: str) -> Any:
    path = PACKS / f"{name}.yaml"
    return read_document(path.read_bytes(), name=path.name, dates=True)
