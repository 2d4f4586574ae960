"""The wide table of own points as markup. Pure; every text is escaped here.

Eight thousand cells written by the template engine take twice the time that a page may take.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

GIVEN, HALF, NONE, OTHERS = "given", "half", "none", "others"
"""What a cell tells: points with a reason, only one of them, nothing yet, or that others judge it."""


def mark_cells(cells: Iterable[tuple[str, str, str]], words: dict[str, str]) -> str:
    """Write one requirement's own points as table cells.

    Shape: ``cells`` are the tender's label, what is told, and the points; ``words`` hold what ``half``, ``none`` and
    ``others`` are called.
    """
    ends = {NONE: "none", OTHERS: "none", HALF: "half"}
    said = {
        state: f'<span class="mark-{ends[state]}">{escape(word)}</span></td>' for state, word in words.items()
    }
    parts = []
    for label, state, points in cells:
        shown = escape(points) if points else ""
        end = "</td>" if state == GIVEN else f" {said[state]}" if points else said[state]
        parts.append(f'<td class="n" data-label="{escape(label)}">{shown}{end}')
    return "".join(parts)


def mark_row(url: str, title: str, cells: str, *, left: int, left_word: str) -> str:
    """Write one requirement of the table as a row; ``cells`` are those of ``mark_cells``."""
    head = f'<th scope="row"><a href="{escape(url)}">{escape(title)}</a></th>'
    return f'<tr>{head}{cells}<td class="n" data-label="{escape(left_word)}">{left}</td></tr>'


def state_of(points: object, *, has_reason: bool) -> str:
    """Say what a cell tells of own points."""
    if points is not None and has_reason:
        return GIVEN
    return HALF if points is not None or has_reason else NONE
