"""How figures are written in each language: grouped by threes, with the right mark for the decimals."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Decimal

NO_BREAK = "\u00a0"
MINUS = "\u2212"
NOTHING = "\u2013"
# Group mark and decimal mark. A no-break space keeps a figure on one line.
_MARKS = {"nb": (NO_BREAK, ","), "sv": (NO_BREAK, ","), "da": (".", ","), "en": (",", ".")}
_KRONE = {"nb": "NOK", "sv": "SEK", "da": "DKK"}


def written_number(value: Decimal | int | None, language: str, *, places: int | None = None) -> str:
    """Write a figure as the language writes it; ``None`` becomes a dash.

    Units: ``places`` rounds half to even for show only; without it every digit the value carries is shown.
    """
    if value is None:
        return NOTHING
    group, mark = _MARKS.get(language[:2], _MARKS["en"])
    exact = Decimal(value)
    if not exact.is_finite():
        return str(value)
    if places is not None:
        exact = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN)
    whole, _, fraction = format(abs(exact), "f").partition(".")
    grouped = f"{int(whole):,}".replace(",", group)
    sign = MINUS if exact < 0 else ""
    return f"{sign}{grouped}{mark}{fraction}" if fraction else f"{sign}{grouped}"


def written_money(value: Decimal | int | None, currency: str, language: str) -> str:
    """Write an amount with its currency: whole amounts without decimals, others with two.

    A reader's own krone is written "kr"; any other currency by its code, so that nobody takes it for another.
    """
    if value is None:
        return NOTHING
    exact = Decimal(value)
    figure = written_number(exact, language, places=0 if exact == exact.to_integral_value() else 2)
    if language[:2] == "en":
        return f"{currency}{NO_BREAK}{figure}"
    name = "kr" if _KRONE.get(language[:2]) == currency else currency
    return f"{figure}{NO_BREAK}{name}"


def short_digest(digest: str) -> str:
    """Shorten a digest to what a person can compare by eye: the first eight and the last four."""
    return digest if len(digest) <= 16 else f"{digest[:8]}\u2026{digest[-4:]}"


def initials_of(name: str) -> str:
    """Give one or two letters that stand for a name or an e-mail address."""
    words = [word for word in name.partition("@")[0].replace(".", " ").replace("-", " ").split() if word]
    if not words:
        return "?"
    letters = words[0][0] + (words[-1][0] if len(words) > 1 else "")
    return letters.upper()


def in_language(text: object, language: str) -> str:
    """Pick a pack's text in a language, or in the next best one when it is missing.

    Shape: a language map {nb, sv, da, en} in, one text out; plain text passes through.
    """
    if not isinstance(text, Mapping):
        return "" if text is None else str(text)
    for choice in (language[:2], "nb", "en"):
        if text.get(choice):
            return str(text[choice])
    return str(next(iter(text.values()), ""))
