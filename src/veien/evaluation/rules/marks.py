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
    said = {state: escape(word) for state, word in words.items()}
    parts = []
    for label, state, points in cells:
        head = f'<td class="n" data-label="{escape(label)}">'
        if state == GIVEN:
            parts.append(f"{head}{escape(points)}</td>")
        elif state == HALF:
            shown = f"{escape(points)} " if points else ""
            parts.append(f'{head}{shown}<span class="mark-half">{said[HALF]}</span></td>')
        else:
            parts.append(f'{head}<span class="mark-none">{said[state]}</span></td>')
    return "".join(parts)


def state_of(points: object, *, has_reason: bool) -> str:
    """Say what a cell tells of own points."""
    if points is not None and has_reason:
        return GIVEN
    return HALF if points is not None or has_reason else NONE
