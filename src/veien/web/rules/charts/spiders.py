"""A spider: how a few things do on the same axes, for example tenderers on the award criteria."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from veien.web.rules.charts.twins import DASHES, FILLS, Number, Twin, chart, colour, mark, scaled, words
from veien.web.rules.svg import Box, element, figure, path
from veien.web.rules.text import wrapped

SIZE = 13.5
RINGS = 4


@dataclass(frozen=True)
class Sheet:
    """The measures of one of the two drawings."""

    name: str
    width: float
    height: float
    radius: float
    words: float

    def at(self, place: int, count: int, radius: float) -> tuple[float, float]:
        """Give where a place on an axis falls, axis 0 straight up and the rest clockwise."""
        turn = 2 * math.pi * place / max(count, 1)
        return self.width / 2 + radius * math.sin(turn), self.height / 2 - radius * math.cos(turn)


SHEETS = (Sheet("wide", 520.0, 400.0, 140.0, 112.0), Sheet("narrow", 340.0, 300.0, 84.0, 84.0))


@dataclass(frozen=True)
class SpiderSeries:
    """One thing on all axes: values from 0 to ``most``, and how each is read."""

    label: str
    values: tuple[Number, ...]
    texts: tuple[str, ...]


def spider(
    axes: Sequence[str], series: Sequence[SpiderSeries], *, most: Number, title: str, desc: str, key: str
) -> str:
    """Draw every series as a ring over the axes; far out is much.

    Shape: one axis a name, clockwise from the top; one outline a series; two drawings, of which the page shows one.
    Units: values from 0 to ``most``; what lies outside is drawn at the edge.
    """
    drawings: list[str] = []
    count = len(axes)
    for sheet in SHEETS:
        rings = range(1, RINGS + 1) if count else ()
        parts = [_ring(sheet, count, sheet.radius * ring / RINGS) for ring in rings]
        for place, name in enumerate(axes):
            ends = [(sheet.width / 2, sheet.height / 2), sheet.at(place, count, sheet.radius)]
            parts += [path(ends, class_="rule", stroke="#dfe3e0"), *_name(sheet, name, place, count)]
        for number, one in enumerate(series):
            parts += _outline(sheet, number, one, count, float(most))
        lowest = max(
            [sheet.at(place, count, sheet.radius + 16)[1] for place in range(count)] + [sheet.height / 2]
        )
        box = Box(0, 0, sheet.width, lowest + 30)
        look = f"chart-square chart-{sheet.name}"
        drawings.append(chart(parts, box=box, key=f"{key}-{sheet.name}", title=title, desc=desc, name=look))
    return "".join(drawings)


def spider_twin(axes: Sequence[str], series: Sequence[SpiderSeries], *, name: str) -> Twin:
    """Give the spider as a table: one row an axis, one column a series."""
    rows = tuple((axis, *(one.texts[place] for one in series)) for place, axis in enumerate(axes))
    return Twin((name, *(one.label for one in series)), rows)


def _closed(spots: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{figure(x)} {figure(y)}" for x, y in spots) + "Z"


def _ring(sheet: Sheet, count: int, radius: float) -> str:
    spots = [sheet.at(place, count, radius) for place in range(count)]
    return element("path", d=_closed(spots), class_="rule", fill="none", stroke="#dfe3e0")


def _name(sheet: Sheet, name: str, place: int, count: int) -> list[str]:
    x, y = sheet.at(place, count, sheet.radius + 16)
    side = x - sheet.width / 2
    anchor = "middle" if abs(side) < 20 else "start" if side > 0 else "end"
    lines = wrapped(name, sheet.words, SIZE)
    above = y < sheet.height / 2 - sheet.radius
    top = y - (len(lines) - 1) * 16 if above else y + 4 - (len(lines) - 1) * 8 if abs(side) >= 20 else y + 10
    return [words(text, x, top + 16 * row, size=SIZE, anchor=anchor) for row, text in enumerate(lines)]


def _outline(sheet: Sheet, number: int, one: SpiderSeries, count: int, most: float) -> list[str]:
    lengths = [scaled(value, low=0, high=most, start=0, end=sheet.radius) for value in one.values[:count]]
    spots = [sheet.at(place, count, length) for place, length in enumerate(lengths)]
    if not spots:
        return []
    which = colour(number)
    look: dict[str, Any] = {"stroke": FILLS[which - 1], "fill": FILLS[which - 1], "fill_opacity": 0.1}
    dash = DASHES[number % len(DASHES)] or None
    names = f"area s{which} l{which}"
    outline = element(
        "path", d=_closed(spots), class_=names, stroke_width=2.5, stroke_dasharray=dash,
        stroke_linejoin="round", **look,
    )  # fmt: skip
    return [outline, *(mark(number, x, y) for x, y in spots)]
