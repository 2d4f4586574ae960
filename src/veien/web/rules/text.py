"""How wide a text is, near enough, and where to break it. For drawings, where no browser can be asked."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import combinations

# Widths in parts of the font size, measured on Inter and rounded up so that a wider font still has room.
_NARROW = frozenset("iIjl.,:;'|!\u00ad\u2019")
_SLIM = frozenset('ftr()[]-/ \u00a0"*')
_WIDE = frozenset("mwMWæÆœ@%\u2014\u2026")
ELLIPSIS = "\u2026"


@lru_cache(maxsize=4096)
def text_width(text: str, size: float, *, is_bold: bool = False) -> float:
    """Estimate how wide a line of text is drawn.

    Units: the same as ``size``, which is the font size.
    """
    parts = sum(_part(letter) for letter in text)
    return parts * size * (1.06 if is_bold else 1.0)


def _part(letter: str) -> float:
    if letter in _NARROW:
        return 0.3
    if letter in _SLIM:
        return 0.4
    if letter in _WIDE:
        return 0.93
    if letter.isupper():
        return 0.74
    if ord(letter) > 0x2E80:
        return 1.05
    return 0.61


def wrapped(text: str, width: float, size: float, *, most: int = 3, is_bold: bool = False) -> tuple[str, ...]:
    """Break a text into the fewest lines that fit, as even as can be; a word that is too long stays whole.

    Shape: at least one line, at most ``most``; the lines joined give the text back, but for the spaces.
    """
    pieces = _pieces(text)
    if len(pieces) < 2:
        return ("".join(pieces),)
    goal = max(width, *(text_width(piece, size, is_bold=is_bold) for piece in pieces))
    best: tuple[str, ...] = ()
    for count in range(1, min(most, len(pieces)) + 1):
        best = min(
            (_lines(pieces, cuts) for cuts in combinations(range(1, len(pieces)), count - 1)),
            key=lambda lines: _spread([text_width(line, size, is_bold=is_bold) for line in lines]),
        )
        if max(text_width(line, size, is_bold=is_bold) for line in best) <= goal:
            break
    return best


def _spread(widths: list[float]) -> tuple[float, float]:
    """Give what makes one way of breaking better than another: a short longest line, then even lines."""
    return max(widths), sum(width * width for width in widths)


def _pieces(text: str) -> list[str]:
    """Cut where a line may end: at spaces and after hyphens, but never just before a bare number."""
    pieces: list[str] = []
    for piece in re.split(r"(?<=-)(?=\w)|[ \t\r\n]+", text.strip()):
        if pieces and re.fullmatch(r"\d+[:.]?", piece):
            pieces[-1] = f"{pieces[-1]} {piece}"
        elif piece:
            pieces.append(piece)
    return pieces[:12] + ([" ".join(pieces[12:])] if len(pieces) > 12 else [])


def shortened(text: str, width: float, size: float, *, is_bold: bool = False) -> str:
    """Cut a line so that it fits, with an ellipsis where it was cut: after a whole word, unless there is only one.

    Whole words can be said to a computer that listens, and found in the full name that is read out.
    """
    if text_width(text, size, is_bold=is_bold) <= width:
        return text
    kept = text
    while kept and text_width(kept + ELLIPSIS, size, is_bold=is_bold) > width:
        kept = kept[:-1]
    if not text[len(kept)].isspace():
        kept = kept.rpartition(" ")[0] or kept
    return kept.rstrip(" ,.-") + ELLIPSIS


def fitted(text: str, width: float, size: float, *, most: int = 2) -> tuple[str, ...]:
    """Break a text into at most ``most`` lines that all fit, filled from the top; the rest is cut."""
    words, lines = text.split(), [""]
    for place, word in enumerate(words):
        longer = f"{lines[-1]} {word}".strip()
        if text_width(longer, size) <= width or not lines[-1]:
            lines[-1] = longer
        elif len(lines) < most:
            lines.append(word)
        else:
            lines[-1] = " ".join([lines[-1], *words[place:]])
            break
    return tuple(shortened(line, width, size) for line in lines)


def _lines(pieces: list[str], cuts: tuple[int, ...]) -> tuple[str, ...]:
    edges = (0, *cuts, len(pieces))
    return tuple(_joined(pieces[a:b])[0] for a, b in zip(edges, edges[1:], strict=False))


def _joined(pieces: list[str]) -> tuple[str, ...]:
    line = ""
    for piece in pieces:
        line += piece if not line or line.endswith("-") else f" {piece}"
    return (line,)
