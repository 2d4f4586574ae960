"""A timeline: what happens when, as bars and points on a calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from veien.web.rules.charts.twins import FILLS, Twin, chart, colour, scaled, words
from veien.web.rules.svg import Box, clean, element, figure, path
from veien.web.rules.text import shortened, text_width

WIDE, NARROW = 900.0, 360.0
ROW, NARROW_ROW = 36.0, 54.0
BAR = 16.0
HEAD = 34.0
SIZE = 14.0


@dataclass(frozen=True)
class TimelineRow:
    """Something with a beginning and perhaps an end; without an end it is a point in time.

    ``text`` is the time as it is read; ``series`` chooses the colour, ``is_bound`` marks a date fixed by law.
    """

    label: str
    starts_on: date
    ends_on: date | None
    text: str
    series: int = 0
    is_bound: bool = False


@dataclass(frozen=True)
class Sheet:
    """The measures of one of the two drawings."""

    width: float
    left: float
    row: float
    first: int
    last: int
    is_narrow: bool

    def at(self, day: date) -> float:
        """Give where a day falls."""
        edges = {
            "low": float(self.first),
            "high": float(self.last),
            "start": self.left,
            "end": self.width - 10,
        }
        return scaled(day.toordinal(), **edges)


def timeline(
    rows: Sequence[TimelineRow],
    *,
    ticks: Sequence[tuple[date, str]],
    title: str,
    desc: str,
    key: str,
    today: tuple[date, str] | None = None,
) -> str:
    """Draw every row on a common calendar, with a line for today.

    Shape: one bar or diamond a row, in the order given; two drawings, of which the page shows one.
    """
    days = [row.starts_on for row in rows] + [row.ends_on or row.starts_on for row in rows]
    days += [day for day, _ in ticks] + ([today[0]] if today else [])
    first, last = (min(days).toordinal(), max(days).toordinal()) if days else (0, 1)
    widest = max([0.0] + [text_width(row.label, SIZE) for row in rows])
    left = min(widest + 16, WIDE * 0.36)
    drawings: list[str] = []
    for sheet in (
        Sheet(WIDE, left, ROW, first, last, is_narrow=False),
        Sheet(NARROW, 8.0, NARROW_ROW, first, last, is_narrow=True),
    ):
        bottom = HEAD + sheet.row * len(rows)
        parts = _calendar(sheet, ticks, bottom)
        parts += [_row(sheet, place, row) for place, row in enumerate(rows)]
        if today:
            x = sheet.at(today[0])
            parts.append(path([(x, 22), (x, bottom)], class_="now", stroke="#b4540a", stroke_width=2))
            anchor = "end" if x > sheet.width * 0.85 else "middle" if x > sheet.left + 30 else "start"
            parts.append(words(today[1], x, bottom + 16, size=12.5, anchor=anchor, bold=True))
        end = "narrow" if sheet.is_narrow else "wide"
        box = Box(0, 0, sheet.width, bottom + 22)
        drawings.append(
            chart(parts, box=box, key=f"{key}-{end}", title=title, desc=desc, name=f"chart-{end}")
        )
    return "".join(drawings)


def timeline_twin(rows: Sequence[TimelineRow], *, what: str, when: str) -> Twin:
    """Give the timeline as a table."""
    return Twin((what, when), tuple((row.label, row.text) for row in rows))


def _calendar(sheet: Sheet, ticks: Sequence[tuple[date, str]], bottom: float) -> list[str]:
    """Draw the lines of the calendar; a tick whose word would run into the one before is left without it."""
    parts: list[str] = []
    free = -1.0
    for day, label in ticks:
        x = sheet.at(day)
        parts.append(path([(x, 22), (x, bottom)], class_="rule", stroke="#dfe3e0"))
        width = text_width(label, 12.5)
        start = min(max(x - width / 2, 0.0), sheet.width - width)
        if start > free:
            parts.append(words(label, start, 15, size=12.5, soft=True))
            free = start + width + 8
    return parts


def _row(sheet: Sheet, place: int, row: TimelineRow) -> str:
    top = HEAD + sheet.row * place
    middle = top + (sheet.row - BAR / 2 - 8 if sheet.is_narrow else sheet.row / 2)
    room = sheet.width - 8 if sheet.is_narrow else sheet.left - 12
    y = top + 16 if sheet.is_narrow else middle + 5
    name = words(shortened(row.label, room, SIZE), 0, y, size=SIZE)
    about = element("title", clean(f"{row.label}: {row.text}"))
    which = colour(row.series)
    fill = FILLS[which - 1]
    x = sheet.at(row.starts_on)
    if row.ends_on is None or row.ends_on <= row.starts_on:
        half = 8.0
        corners = ((x, middle - half), (x + half, middle), (x, middle + half), (x - half, middle))
        steps = "L".join(f"{figure(a)} {figure(b)}" for a, b in corners)
        edge = {"stroke": "#b4540a", "stroke_width": 2.5} if row.is_bound else {}
        sign = element(
            "path", about, d=f"M{steps}Z", class_=f"s{which}" + (" bound" if edge else ""), fill=fill, **edge
        )
    else:
        width = max(sheet.at(row.ends_on) - x, 3.0)
        sign = element(
            "rect", about, x=x, y=middle - BAR / 2, width=width, height=BAR, rx=min(5.0, width / 2),
            class_=f"s{which}", fill=fill,
        )  # fmt: skip
    return element("g", [name, sign])
