"""The road drawn downwards, for narrow screens: the labels stand beside it, one row a stop."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

from veien.road.rules.picture import Label, RoadPicture, Stop, drawn_stop, driven_stop, label_of, lettering
from veien.web.rules.svg import Box, clean, drawing, element, path, text
from veien.web.rules.text import shortened, wrapped

WIDTH = 360.0
MIDDLE = 76.0
SWING = 16.0
SIZE = 15.5
TITLE_SIZE = 14.5
ASPHALT = 18.0
LANE = 22.0
LABEL_LEFT = 126.0
ROOM = WIDTH - LABEL_LEFT - 12


@dataclass(frozen=True)
class Row:
    """A stop with its place and the box its label fills."""

    stop: Stop
    x: float
    y: float
    label: Label
    box: Box


@dataclass(frozen=True)
class Stretch:
    """A phase with its top and bottom and the lines of its title."""

    lines: tuple[str, ...]
    url: str
    top: float
    bottom: float


def draw(road: RoadPicture) -> str:
    """Draw the road downwards."""
    stretches, rows = stacked(road)
    bottom = stretches[-1].bottom if stretches else 0.0
    parts = [_ground(place, stretch) for place, stretch in enumerate(stretches)]
    parts += _lane(road, stretches, bottom)
    parts += _road(road, stretches, rows)
    parts += [drawn_stop(row.stop, row.x, row.y, _written(row)) for row in rows]
    box = Box(0, 0, WIDTH, bottom + 4)
    names: dict[str, Any] = {"role": "group", "class_": "road-down"}
    return drawing(parts, box=box, key=f"{road.key}-down", title=road.title, desc=road.desc, **names)


def stacked(road: RoadPicture) -> tuple[list[Stretch], list[Row]]:
    """Give every phase its stretch and every stop its row, from the top down."""
    y = 34.0 if road.lane_title else 2.0
    stretches: list[Stretch] = []
    rows: list[Row] = []
    for phase in road.phases:
        top = y
        whole = wrapped(phase.title, ROOM, TITLE_SIZE, is_bold=True)
        lines = tuple(shortened(line, ROOM, TITLE_SIZE, is_bold=True) for line in whole)
        y += 20 + TITLE_SIZE * 1.25 * len(lines)
        for stop in phase.stops:
            row = _row(stop, y)
            rows.append(row)
            y = max(row.y + stop.reach, row.box.bottom) + 7
        y += 8
        stretches.append(Stretch(lines, phase.url, top, y - 3))
    return stretches, rows


def middle_at(y: float) -> float:
    """Give how far right the middle of the road is at a place along it."""
    return MIDDLE + SWING * math.sin(y / 130 * math.pi)


def _row(stop: Stop, top: float) -> Row:
    label = label_of(stop, width=ROOM, size=SIZE)
    lines = tuple(shortened(line, ROOM, SIZE, is_bold=stop.is_bold) for line in label.lines)
    label = replace(label, lines=lines)
    half = max(stop.reach, label.height / 2, 22.0)
    y = top + half
    start = y - label.height / 2
    return Row(stop, middle_at(y), y, label, Box(LABEL_LEFT, start, WIDTH - 6, start + label.height))


def _written(row: Row) -> list[str]:
    return lettering(row.label, row.box.left, row.box.top, anchor="start")


def _ground(place: int, stretch: Stretch) -> str:
    name, fill = ("phase-odd", "#eef4f3") if place % 2 == 0 else ("phase-even", "#f6f4ee")
    high = stretch.bottom - stretch.top
    left = LANE + 14
    field = element(
        "rect", x=left, y=stretch.top, width=WIDTH - left - 2, height=high, rx=12, class_=name, fill=fill
    )
    title = "".join(
        text(
            line,
            LABEL_LEFT,
            stretch.top + 25 + TITLE_SIZE * 1.25 * number,
            class_="phase-title",
            font_size=TITLE_SIZE,
        )
        for number, line in enumerate(stretch.lines)
    )
    return field + (element("a", title, href=stretch.url) if stretch.url else title)


def _road(road: RoadPicture, stretches: list[Stretch], rows: list[Row]) -> list[str]:
    if not rows:
        return []
    start, end = rows[0].y - rows[0].stop.reach + 6, stretches[-1].bottom - 12
    shared: dict[str, Any] = {"fill": "none", "stroke_linecap": "round"}
    parts = [path(_curve(start, end), class_="asphalt", stroke="#d5dbd8", stroke_width=ASPHALT, **shared)]
    reached = driven_stop(road)
    if reached is not None:
        is_home = reached == len(rows) - 1 and rows[reached].stop.state == "done"
        stop_at = end if is_home else max(rows[reached].y, start + 1)
        parts.append(
            path(_curve(start, stop_at), class_="driven", stroke="#0b4f5c", stroke_width=ASPHALT, **shared)
        )
    dashes: dict[str, Any] = {"stroke_width": 1.6, "stroke_dasharray": "9 9"}
    parts.append(path(_curve(start + 4, end - 4), class_="centre", stroke="#ffffff", fill="none", **dashes))
    return parts


def _curve(start: float, end: float) -> list[tuple[float, float]]:
    steps = max(2, int((end - start) / 6))
    ys = [start + (end - start) * step / steps for step in range(steps + 1)]
    return [(middle_at(y), y) for y in ys]


def _lane(road: RoadPicture, stretches: list[Stretch], bottom: float) -> list[str]:
    """Draw the lane on the left, its title above the road and its marks inside their phases."""
    if not road.lane_title or not stretches:
        return []
    line = path(
        [(LANE, 30), (LANE, bottom - 8)],
        class_="lane", stroke="#b4540a", stroke_width=3, stroke_dasharray="1 9", stroke_linecap="round",
    )  # fmt: skip
    title = text(road.lane_title, LANE - 6, 18, class_="lane-text strong", font_size=14.0, font_weight=600)
    parts = [line, element("a", title, href=road.lane_url) if road.lane_url else title]
    for number, stretch in enumerate(stretches):
        marks = [mark for mark in road.lane_marks if mark.phase == number]
        room = (stretch.bottom - stretch.top) / (len(marks) + 1)
        for place, mark in enumerate(marks, start=1):
            name = "lane-mark" if mark.is_done else "lane-mark is-open"
            ring = {
                "fill": "#b4540a" if mark.is_done else "#ffffff",
                "stroke": "#b4540a",
                "stroke_width": 2.5,
            }
            at: dict[str, Any] = {"cx": LANE, "cy": stretch.top + room * place, "r": 5.5}
            dot = element("circle", element("title", clean(mark.label)), class_=name, **at, **ring)
            parts.append(element("a", dot, href=mark.url, aria_label=mark.label) if mark.url else dot)
    return parts
