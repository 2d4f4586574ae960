"""Bars: one value a row, or several parts that add up. Drawn twice, for wide and for narrow screens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from veien.web.rules.charts.twins import FILLS, ON_FILLS, Number, Twin, chart, colour, scaled, words
from veien.web.rules.svg import Box, clean, element, path, text
from veien.web.rules.text import shortened, text_width

WIDE, NARROW = 820.0, 340.0
BAR = 34.0
ROW = 52.0
NARROW_ROW = 74.0
LABEL_SIZE = 15.0
INSIDE_SIZE = 12.5
GAP = 2.0


@dataclass(frozen=True)
class BarRow:
    """One bar. ``text`` is the value as it is read; ``is_strong`` sets the row apart."""

    label: str
    value: Number
    text: str
    is_strong: bool = False
    series: int = 0


@dataclass(frozen=True)
class Part:
    """One part of a stacked bar, with its value as it is read."""

    label: str
    value: Number
    text: str


@dataclass(frozen=True)
class StackedRow:
    """A stacked bar: its parts in the same order in every row, and the total as it is read."""

    name: str
    parts: tuple[Part, ...]
    total: str
    is_strong: bool = False


@dataclass(frozen=True)
class Sheet:
    """The measures of one of the two drawings."""

    width: float
    left: float
    right: float
    row: float
    is_narrow: bool

    def bar_top(self, place: int) -> float:
        """Give the top edge of a row's bar."""
        return self.row * place + (34 if self.is_narrow else 8)


def bar(rows: Sequence[BarRow], *, title: str, desc: str, key: str) -> str:
    """Draw one bar a row, from zero; values below zero go the other way.

    Shape: one bar a row, in the order given; two drawings, of which the page shows one.
    """
    low = min([0.0] + [float(row.value) for row in rows])
    high = max([0.0] + [float(row.value) for row in rows])
    drawings: list[str] = []
    for sheet in _sheets([row.label for row in rows], [row.text for row in rows]):
        parts = [_bar(sheet, place, row, low, high) for place, row in enumerate(rows)]
        if low < 0:
            zero = scaled(0, low=low, high=high, start=sheet.left, end=sheet.right)
            ends = [(zero, 2.0), (zero, sheet.row * len(rows))]
            parts.append(path(ends, class_="axis", stroke="#75858d"))
        drawings.append(_framed(parts, sheet, len(rows), key=key, title=title, desc=desc))
    return "".join(drawings)


def stacked_bar(
    rows: Sequence[StackedRow], *, title: str, desc: str, key: str, most: Number | None = None
) -> str:
    """Draw bars whose parts add up to the total that stands at their end.

    Shape: every part of every row once, in order. ``most`` is the value a full bar stands for; the highest if absent.
    Units: part values >= 0, all of one kind.
    """
    sums = [sum(max(0.0, float(part.value)) for part in row.parts) for row in rows]
    high = float(most) if most is not None else max([0.0, *sums])
    drawings: list[str] = []
    for sheet in _sheets([row.name for row in rows], [row.total for row in rows]):
        parts = [_stacked(sheet, place, row, max(high, *sums)) for place, row in enumerate(rows)]
        drawings.append(_framed(parts, sheet, len(rows), key=key, title=title, desc=desc))
    return "".join(drawings)


def bar_twin(rows: Sequence[BarRow], *, label: str, value: str) -> Twin:
    """Give the bars as a table."""
    return Twin((label, value), tuple((row.label, row.text) for row in rows))


def stacked_twin(rows: Sequence[StackedRow], *, name: str, total: str) -> Twin:
    """Give the stacked bars as a table, one column a part."""
    parts = tuple(part.label for part in rows[0].parts) if rows else ()
    lines = tuple((row.name, *(part.text for part in row.parts), row.total) for row in rows)
    return Twin((name, *parts, total), lines)


def _sheets(labels: Sequence[str], ends: Sequence[str]) -> tuple[Sheet, Sheet]:
    """Give the two sheets: with the names at the left, and with the names above the bars."""
    widest = max([0.0] + [text_width(label, LABEL_SIZE, is_bold=True) for label in labels])
    tail = max([0.0] + [text_width(end, LABEL_SIZE, is_bold=True) for end in ends]) + 14
    left = min(widest + 16, WIDE * 0.36)
    return (
        Sheet(WIDE, left, WIDE - tail, ROW, is_narrow=False),
        Sheet(NARROW, 0.0, NARROW - min(tail, 120.0), NARROW_ROW, is_narrow=True),
    )


def _framed(parts: list[str], sheet: Sheet, rows: int, *, key: str, title: str, desc: str) -> str:
    end = "narrow" if sheet.is_narrow else "wide"
    box = Box(0, 0, sheet.width, max(sheet.row * rows, 1.0))
    return chart(parts, box=box, key=f"{key}-{end}", title=title, desc=desc, name=f"chart-{end}")


def _name(sheet: Sheet, place: int, label: str, is_strong: bool) -> str:
    top = sheet.bar_top(place)
    room = sheet.width if sheet.is_narrow else sheet.left - 12
    y = top - 10 if sheet.is_narrow else top + BAR / 2 + 5
    return words(shortened(label, room, LABEL_SIZE, is_bold=is_strong), 0, y, size=LABEL_SIZE, bold=is_strong)


def _bar(sheet: Sheet, place: int, row: BarRow, low: float, high: float) -> str:
    top = sheet.bar_top(place)
    ends = [
        scaled(value, low=low, high=high, start=sheet.left, end=sheet.right)
        for value in (0, float(row.value))
    ]
    left, right = min(ends), max(ends)
    which = colour(row.series)
    shape = element(
        "rect", x=left, y=top, width=max(right - left, 1.5), height=BAR, rx=5, class_=f"s{which}", fill=FILLS[which - 1]
    )  # fmt: skip
    value = words(row.text, right + 8, top + BAR / 2 + 5, size=LABEL_SIZE, bold=True)
    return element("g", [_name(sheet, place, row.label, row.is_strong), shape, value])


def _stacked(sheet: Sheet, place: int, row: StackedRow, high: float) -> str:
    top = sheet.bar_top(place)
    drawn = [_name(sheet, place, row.name, row.is_strong)]
    sofar = 0.0
    for number, part in enumerate(row.parts):
        start = scaled(sofar, low=0, high=high, start=sheet.left, end=sheet.right)
        sofar += max(0.0, float(part.value))
        end = scaled(sofar, low=0, high=high, start=sheet.left, end=sheet.right)
        drawn.append(_part(number, part, start, max(end - start - GAP, 0.0), top))
    end = scaled(sofar, low=0, high=high, start=sheet.left, end=sheet.right)
    drawn.append(words(row.total, end + 8, top + BAR / 2 + 5, size=LABEL_SIZE, bold=True))
    return element("g", drawn)


def _part(number: int, part: Part, left: float, width: float, top: float) -> str:
    which = colour(number)
    about = element("title", clean(f"{part.label}: {part.text}"))
    shape = element(
        "rect", about, x=left, y=top, width=width, height=BAR, rx=min(5.0, width / 2), class_=f"s{which}",
        fill=FILLS[which - 1],
    )  # fmt: skip
    for inside in (f"{part.label} {part.text}", part.text, str(number + 1)):
        if text_width(inside, INSIDE_SIZE) + 10 <= width:
            x = left + (9 if width > text_width(inside, INSIDE_SIZE) + 18 else 5)
            names = {"class_": f"on{which}", "fill": ON_FILLS[which - 1], "font_size": INSIDE_SIZE}
            return shape + text(inside, x, top + BAR / 2 + 4.5, **names)
    return shape
