"""The value on the scale of the thresholds, as drawings: side by side, and one above the other for a narrow screen.

The fields are drawn equally large; where the value stands inside its field is true to the amounts around it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from veien.web.rules.charts.twins import FILLS, INK, ON_FILLS, chart, words
from veien.web.rules.svg import Box, element, text_block
from veien.web.rules.text import shortened, text_width, wrapped

WIDE, NARROW = 900.0, 360.0
SIDE, TOP, HEIGHT, FOOT = 8.0, 58.0, 76.0, 34.0
SIZE = 14.0
STEP = 18.0
FIELD, GAP = 84.0, 28.0


@dataclass(frozen=True)
class Field:
    """The rules that hold from one amount up to the next. ``begins`` is the finished text of that amount, or ""."""

    title: str
    begins: str = ""
    is_here: bool = False


@dataclass(frozen=True)
class Scale:
    """Fields from the lowest up; ``place`` is where in its field the value stands, from 0 to 1."""

    fields: tuple[Field, ...]
    mark: str
    place: float
    title: str
    desc: str


def place_between(value: float, low: float, high: float | None) -> float:
    """Give where a value stands between two thresholds, 0 to 1; above the highest ever closer to 1."""
    if high is None:
        return 1 - low / value if low and value > low else 0.5 if not low else 0.0
    return min(max((value - low) / (high - low), 0.0), 1.0) if high > low else 0.0


def scale_across(scale: Scale) -> str:
    """Draw the fields side by side."""
    width = (WIDE - 2 * SIDE) / len(scale.fields)
    parts = []
    for number, field in enumerate(scale.fields):
        left = SIDE + number * width
        parts += _field(field, Box(left, TOP, left + width, TOP + HEIGHT))
        if field.begins:
            parts.append(_tick(left, TOP - 4, TOP + HEIGHT + 8))
            parts.append(words(field.begins, left, TOP + HEIGHT + 26, anchor="middle"))
        if field.is_here:
            parts += _marker(scale, left + 10 + scale.place * (width - 20))
    box = Box(0, 0, WIDE, TOP + HEIGHT + FOOT)
    return chart(
        parts, box=box, key="value-across", title=scale.title, desc=scale.desc, name="chart-wide value-scale"
    )


def scale_up(scale: Scale) -> str:
    """Draw the fields one above the other, the lowest at the foot."""
    parts = []
    count = len(scale.fields)
    for number, field in enumerate(reversed(scale.fields)):
        top = number * (FIELD + GAP)
        box = Box(SIDE, top, NARROW - SIDE, top + FIELD)
        parts += _field(field, box, under=scale.mark if field.is_here else "")
        if field.begins:
            parts.append(words(field.begins, NARROW / 2, top + FIELD + 19, anchor="middle"))
    box = Box(0, 0, NARROW, count * (FIELD + GAP) - GAP)
    return chart(
        parts, box=box, key="value-up", title=scale.title, desc=scale.desc, name="chart-narrow value-scale"
    )


def _field(field: Field, box: Box, *, under: str = "") -> list[str]:
    look = (
        {"class_": "s1", "fill": FILLS[0]} if field.is_here else {"class_": "track rule", "fill": "#e9eef0"}
    )
    ink = {"class_": "on1", "fill": ON_FILLS[0]} if field.is_here else {"class_": "text", "fill": INK}
    width = box.right - box.left
    lines = _lines(field.title, width - 16)
    middle = (box.left + box.right) / 2
    count = len(lines) + (1 if under else 0)
    first = (box.top + box.bottom) / 2 - (count - 1) * STEP / 2 + SIZE / 3
    drawn = [
        element(
            "rect", x=box.left + 1.5, y=box.top, width=width - 3, height=box.bottom - box.top, rx=6, **look
        ),
        text_block(lines, middle, first, STEP, font_size=SIZE, text_anchor="middle", **ink),
    ]
    if under:
        more = {**ink, "class_": f"{ink['class_']} bold"}
        line = shortened(under, width - 16, SIZE, is_bold=True)
        below = first + len(lines) * STEP
        drawn.append(
            text_block(
                [line], middle, below, STEP, font_size=SIZE, text_anchor="middle", font_weight=700, **more
            )
        )
    return drawn


def _lines(title: str, width: float) -> Sequence[str]:
    return [shortened(line, width, SIZE) for line in wrapped(title, width, SIZE, most=3)]


def _tick(x: float, top: float, bottom: float) -> str:
    return element(
        "path", d=f"M{x:.1f} {top:.1f}V{bottom:.1f}", class_="axis", stroke="#8a979e", stroke_width=1.5
    )


def _marker(scale: Scale, x: float) -> list[str]:
    """Draw the arrow and the words above it, kept inside the drawing."""
    half = text_width(scale.mark, SIZE + 1, is_bold=True) / 2
    middle = min(max(x, SIDE + half), WIDE - SIDE - half)
    arrow = f"M{x:.1f} {TOP - 4:.1f}l-9 -14h18Z"
    return [
        element("path", d=arrow, class_="s3", fill=FILLS[2]),
        words(scale.mark, middle, TOP - 30, size=SIZE + 1, anchor="middle", bold=True),
    ]
