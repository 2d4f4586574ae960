"""Lines: how one figure follows another, for example points as the price rises."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from veien.web.rules.charts.twins import DASHES, FILLS, Number, Twin, chart, colour, mark, scaled, words
from veien.web.rules.svg import Box, path
from veien.web.rules.text import text_width

WIDE = (640.0, 340.0)
NARROW = (350.0, 320.0)
SIZE = 13.0


@dataclass(frozen=True)
class Axis:
    """An axis: what it measures, and its ticks as value and finished text, in rising order."""

    title: str
    ticks: tuple[tuple[Number, str], ...]


@dataclass(frozen=True)
class LineSeries:
    """One line through points (x, y); ``texts`` are the y values as they are read, one a point."""

    label: str
    points: tuple[tuple[Number, Number], ...]
    texts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Marker:
    """An upright line at a value of x, with a word at its top."""

    x: Number
    text: str


@dataclass(frozen=True)
class Field:
    """The ground a line chart is drawn on: its edges, and the values at them."""

    box: Box
    low_x: float
    high_x: float
    low_y: float
    high_y: float

    def at(self, x: Number, y: Number) -> tuple[float, float]:
        """Give where a point falls."""
        across = scaled(x, low=self.low_x, high=self.high_x, start=self.box.left, end=self.box.right)
        up = scaled(y, low=self.low_y, high=self.high_y, start=self.box.bottom, end=self.box.top)
        return across, up


def line(
    series: Sequence[LineSeries],
    *,
    x_axis: Axis,
    y_axis: Axis,
    title: str,
    desc: str,
    key: str,
    markers: Sequence[Marker] = (),
) -> str:
    """Draw one line a series, each with its own colour, dash and mark.

    Shape: one path a series, one mark a point (none past 24 points); the ground spans the ticks and all points;
    two drawings, of which the page shows one.
    """
    drawings: list[str] = []
    for end, size in (("wide", WIDE), ("narrow", NARROW)):
        field = _field(series, x_axis, y_axis, size)
        parts = _grid(field, x_axis, y_axis) + _markers(field, markers)
        for number, one in enumerate(series):
            parts += _line(number, one, field)
        box, name = Box(0, 0, *size), f"chart-plot chart-{end}"
        drawings.append(chart(parts, box=box, key=f"{key}-{end}", title=title, desc=desc, name=name))
    return "".join(drawings)


def line_twin(series: Sequence[LineSeries], *, x_title: str, x_texts: Sequence[str]) -> Twin:
    """Give the lines as a table: one row a value of x, one column a series."""
    rows = []
    for place, x_text in enumerate(x_texts):
        rows.append((x_text, *(one.texts[place] if place < len(one.texts) else "" for one in series)))
    return Twin((x_title, *(one.label for one in series)), tuple(rows))


def _field(series: Sequence[LineSeries], x_axis: Axis, y_axis: Axis, size: tuple[float, float]) -> Field:
    xs = [float(x) for one in series for x, _ in one.points] + [float(value) for value, _ in x_axis.ticks]
    ys = [float(y) for one in series for _, y in one.points] + [float(value) for value, _ in y_axis.ticks]
    left = max([24.0] + [text_width(label, SIZE) + 10 for _, label in y_axis.ticks])
    last = x_axis.ticks[-1][1] if x_axis.ticks else ""
    box = Box(left, 34, size[0] - max(12.0, text_width(last, SIZE) / 2), size[1] - 48)
    return Field(box, min(xs, default=0.0), max(xs, default=1.0), min(ys, default=0.0), max(ys, default=1.0))


def _grid(field: Field, x_axis: Axis, y_axis: Axis) -> list[str]:
    box = field.box
    parts = [words(y_axis.title, 0, 16, size=SIZE, soft=True)]
    parts.append(words(x_axis.title, box.right, box.bottom + 42, size=SIZE, anchor="end", soft=True))
    for value, label in y_axis.ticks:
        _, y = field.at(field.low_x, value)
        parts.append(path([(box.left, y), (box.right, y)], class_="rule", stroke="#dfe3e0"))
        parts.append(words(label, box.left - 7, y + 4.5, size=SIZE, anchor="end", soft=True))
    free = -1e9
    for value, label in x_axis.ticks:
        x, _ = field.at(value, field.low_y)
        parts.append(path([(x, box.bottom), (x, box.bottom + 5)], class_="axis", stroke="#75858d"))
        half = text_width(label, SIZE) / 2
        if x - half > free:
            parts.append(words(label, x, box.bottom + 20, size=SIZE, anchor="middle", soft=True))
            free = x + half + 6
    parts.append(path([(box.left, box.bottom), (box.right, box.bottom)], class_="axis", stroke="#75858d"))
    return parts


def _markers(field: Field, markers: Sequence[Marker]) -> list[str]:
    parts: list[str] = []
    for marker in markers:
        x, _ = field.at(marker.x, field.low_y)
        ends = [(x, field.box.top), (x, field.box.bottom)]
        parts.append(path(ends, class_="now", stroke="#b4540a", stroke_width=1.6, stroke_dasharray="4 3"))
        is_late = x > field.box.left + (field.box.right - field.box.left) * 0.7
        shift, anchor = (-5, "end") if is_late else (5, "start")
        parts.append(words(marker.text, x + shift, field.box.top + 12, size=12, anchor=anchor))
    return parts


def _line(number: int, one: LineSeries, field: Field) -> list[str]:
    if not one.points:
        return []
    spots = [field.at(x, y) for x, y in one.points]
    which = colour(number)
    look: dict[str, Any] = {"stroke": FILLS[which - 1], "stroke_width": 2.6, "stroke_linejoin": "round"}
    dash = DASHES[number % len(DASHES)] or None
    drawn = [path(spots, class_=f"line l{which}", fill="none", stroke_dasharray=dash, **look)]
    if len(spots) <= 24:
        drawn += [mark(number, x, y) for x, y in spots]
    return drawn
