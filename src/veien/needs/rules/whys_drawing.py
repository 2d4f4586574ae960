"""Drawing a five-why tree: the challenge to the left, each why one step to the right. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from veien.needs.rules.whys import Placed
from veien.web.rules.svg import Box as Ground
from veien.web.rules.svg import drawing, element, figure, path, text_block

WIDTH, HEIGHT, GAP, STEP = 190, 62, 44, 14
LINE, LINES, LETTERS = 15, 3, 27


def whys_svg(tree: Sequence[Placed], *, title: str, desc: str, key: str) -> str:
    """Draw a tree of whys; boxes that have become needs are marked.

    Shape: SVG markup, text escaped. Empty text for an empty tree.
    """
    if not tree:
        return ""
    at = {each.box.key: each for each in tree}
    lines = [_line(at[each.box.parent], each) for each in tree if each.box.parent in at]
    boxes = [_box(each) for each in tree]
    right = max(_x(each) for each in tree) + WIDTH
    bottom = max(_y(each) for each in tree) + HEIGHT
    return drawing(
        [*lines, *boxes], box=Ground(-2, -2, right + 2, bottom + 2), key=key, title=title, desc=desc
    )


def wrapped(text: str, letters: int, lines: int) -> list[str]:
    """Break a text into lines of at most so many letters; what does not fit ends in an ellipsis.

    Shape: between one and ``lines`` lines, none longer than ``letters``.
    """
    rows, words = [""], text.split()
    for word in words:
        joined = f"{rows[-1]} {word}".strip()
        if len(joined) <= letters:
            rows[-1] = joined
        else:
            rows.append(word)
    rows = [row for row in rows if row] or [""]
    shown = [row if len(row) <= letters else row[: letters - 1] + "…" for row in rows[:lines]]
    if len(rows) > lines and not shown[-1].endswith("…"):
        shown[-1] = shown[-1][: letters - 2].rstrip() + " …"
    return shown


def _x(each: Placed) -> float:
    return each.level * (WIDTH + GAP)


def _y(each: Placed) -> float:
    return each.row * (HEIGHT + STEP)


def _line(above: Placed, below: Placed) -> str:
    start, end = _x(above) + WIDTH, _x(below)
    first, last = _y(above) + HEIGHT / 2, _y(below) + HEIGHT / 2
    middle = (start + end) / 2
    return path(
        [(start, first), (middle, first), (middle, last), (end, last)], class_="why-line", fill="none"
    )


def _box(each: Placed) -> str:
    kind = "why-need" if each.box.has_need else "why-root" if not each.level else "why"
    rows = wrapped(each.box.text, LETTERS, LINES)
    top = _y(each) + HEIGHT / 2 - (len(rows) - 1) * LINE / 2 + 4
    return element(
        "rect",
        x=figure(_x(each)),
        y=figure(_y(each)),
        width=WIDTH,
        height=HEIGHT,
        rx=8,
        class_=f"why-box {kind}",
    ) + text_block(rows, _x(each) + 10, top, LINE, class_="why-text")
