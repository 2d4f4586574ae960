"""What all charts share: the table twin, the legend, the colours, and how a value becomes a length."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from veien.web.rules.svg import Box, clean, drawing, element, figure, text

SERIES = 6
# The page's style sheet gives the colours; these stand in where a picture is saved on its own.
FILLS = ("#0b4f5c", "#2f7d4f", "#d49a3a", "#7a4f86", "#a5583c", "#5c6b73")
ON_FILLS = ("#ffffff", "#ffffff", "#241802", "#ffffff", "#ffffff", "#ffffff")
DASHES = ("", "8 4", "2 4", "10 3 2 3", "5 5", "1 3")
INK = "#1b2830"
SOFT = "#4d5d67"

Number = Decimal | float | int


@dataclass(frozen=True)
class Twin:
    """The same content as a table: headings, and rows of finished texts. The first column names the row."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def legend(labels: Sequence[str], *, lines: bool = False) -> str:
    """Write the key to a chart as a list: a swatch with the number of the series (or its line), and its name."""
    swatch = _line_swatch if lines else _swatch
    items = [
        element("li", swatch(number) + element("span", clean(label))) for number, label in enumerate(labels)
    ]
    return element("ul", items, class_="legend")


def colour(number: int) -> int:
    """Give which of the six colours a series has, counted from 1."""
    return number % SERIES + 1


def scaled(value: Number, *, low: float, high: float, start: float, end: float) -> float:
    """Give where a value falls between two edges."""
    if high <= low:
        return start
    return start + (min(max(float(value), low), high) - low) / (high - low) * (end - start)


def chart(content: Iterable[str], *, box: Box, key: str, title: str, desc: str, name: str = "") -> str:
    """Wrap a chart's markup."""
    return drawing(content, box=box, key=key, title=title, desc=desc, class_=name or None)


def words(
    line: str,
    x: float,
    y: float,
    *,
    size: float = 14.0,
    anchor: str = "start",
    bold: bool = False,
    soft: bool = False,
) -> str:
    """Write a line in a chart."""
    names = " ".join(filter(None, ["soft" if soft else "text", "bold" if bold else ""]))
    fill = SOFT if soft else INK
    weight = 700 if bold else None
    return text(line, x, y, class_=names, fill=fill, font_size=size, text_anchor=anchor, font_weight=weight)


def mark(number: int, x: float, y: float) -> str:
    """Draw the mark of a series: round, square, pointed, in turn."""
    which = colour(number)
    look: dict[str, Any] = {"class_": f"s{which}", "fill": FILLS[which - 1]}
    shape = number % 4
    if shape == 0:
        return element("circle", cx=x, cy=y, r=4, **look)
    if shape == 1:
        return element("rect", x=x - 3.8, y=y - 3.8, width=7.6, height=7.6, **look)
    corners = ((0, -5), (4.8, 3.6), (-4.8, 3.6)) if shape == 2 else ((0, -5), (5, 0), (0, 5), (-5, 0))
    steps = "L".join(f"{figure(x + dx)} {figure(y + dy)}" for dx, dy in corners)
    return element("path", d=f"M{steps}Z", **look)


def _swatch(number: int) -> str:
    which = colour(number)
    shape = element("rect", width=26, height=14, rx=4, class_=f"s{which}", fill=FILLS[which - 1])
    sign = text(
        str(number + 1), 13, 11, class_=f"on{which}", fill=ON_FILLS[which - 1], font_size=10.5,
        text_anchor="middle", font_weight=700,
    )  # fmt: skip
    return element(
        "svg", shape + sign, viewBox="0 0 26 14", aria_hidden="true", focusable="false", class_="chart"
    )


def _line_swatch(number: int) -> str:
    which = colour(number)
    dash = DASHES[number % len(DASHES)] or None
    stroke = element(
        "path", d="M1 7H27", class_=f"line l{which}", stroke=FILLS[which - 1], stroke_width=2.5,
        stroke_dasharray=dash, fill="none",
    )  # fmt: skip
    sign = stroke + mark(number, 14, 7)
    return element("svg", sign, viewBox="0 0 28 14", aria_hidden="true", focusable="false", class_="chart")
