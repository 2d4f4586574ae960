"""The tornado: how far each uncertain line moves the result, around what it is now."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from veien.business_case.queries.working import Swing
from veien.web.rules.charts.twins import FILLS, chart, scaled, words
from veien.web.rules.numbers import written_number
from veien.web.rules.svg import Box, element, path
from veien.web.rules.text import shortened, text_width

WIDE, NARROW = 820.0, 350.0
BAR, ROW, HEAD = 26.0, 62.0, 26.0
SIZE = 14.0


def tornado(swings: Sequence[Swing], base: Decimal) -> str:
    """Draw a bar a line from the result at its lowest to the result at its highest; the farthest first.

    Shape: two drawings, of which the page shows one; zero and the result as it is now are marked.
    """
    if not swings:
        return ""
    ends = [value for each in swings for value in (each.low, each.high)]
    low, high = float(min([*ends, base, Decimal(0)])), float(max([*ends, base, Decimal(0)]))
    said = "; ".join(f"{each.title}: {_whole(each.low)} – {_whole(each.high)}" for each in swings)
    drawings = []
    for name, width in (("wide", WIDE), ("narrow", NARROW)):
        box = Box(0, 0, width, HEAD + ROW * len(swings))
        parts = [_bar(place, each, low, high, width) for place, each in enumerate(swings)]
        parts += _marks(base, low, high, box)
        title = _("What the result hangs on")
        drawings.append(
            chart(parts, box=box, key=f"case-tornado-{name}", title=title, desc=said, name=f"chart-{name}")
        )
    return "".join(drawings)


def _whole(value: Decimal) -> str:
    return written_number(value, get_language() or "nb", places=0)


def _across(value: Decimal | float, low: float, high: float, width: float) -> float:
    return scaled(value, low=low, high=high, start=2, end=width - 2)


def _bar(place: int, swing: Swing, low: float, high: float, width: float) -> str:
    top = HEAD + ROW * place
    ends = sorted((_across(swing.low, low, high, width), _across(swing.high, low, high, width)))
    at_least, at_most = sorted((swing.low, swing.high))
    figures = f"{_whole(at_least)} – {_whole(at_most)}"
    room = width - text_width(figures, SIZE) - 16
    return element(
        "g",
        [
            words(shortened(swing.title, room, SIZE, is_bold=True), 0, top + 16, size=SIZE, bold=True),
            words(figures, width, top + 16, size=SIZE, anchor="end"),
            element(
                "rect",
                x=ends[0],
                y=top + 23,
                width=max(ends[1] - ends[0], 1.5),
                height=BAR,
                rx=4,
                class_="s1",
                fill=FILLS[0],
            ),
        ],
    )


def _marks(base: Decimal, low: float, high: float, box: Box) -> list[str]:
    now, zero = _across(base, low, high, box.right), _across(0, low, high, box.right)
    parts = []
    for place in range(round((box.bottom - HEAD) / ROW)):
        top = HEAD + ROW * place + 20
        ends = (top, top + BAR + 6)
        parts.append(path([(zero, ends[0]), (zero, ends[1])], class_="axis", stroke="#75858d"))
        dashed = {"class_": "axis", "stroke": "#75858d", "stroke_dasharray": "4 4"}
        parts.append(path([(now, ends[0]), (now, ends[1])], **dashed))
    text = _("now %(figure)s") % {"figure": _whole(base)}
    half = text_width(text, SIZE) / 2
    middle = min(max(now, half), box.right - half)
    parts.append(words(text, middle, 14, size=SIZE, anchor="middle", soft=True))
    if abs(zero - middle) > half + 14:
        parts.append(words("0", min(max(zero, 6), box.right - 6), 14, size=SIZE, anchor="middle", soft=True))
    return parts
