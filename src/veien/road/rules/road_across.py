"""The road drawn from left to right: where each stop stands, and where its label finds room."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

from veien.road.rules.picture import (
    Label,
    LaneMark,
    RoadPicture,
    Stop,
    drawn_stop,
    driven_stop,
    label_of,
    lettering,
)
from veien.web.rules.svg import Box, clean, drawing, element, path, text
from veien.web.rules.text import text_width

WIDTH = 1180.0
SIDE = 10.0
SIZE = 13.0
TITLE_SIZE = 14.0
LABEL_WIDTH = 92.0
ASPHALT = 18.0
SWING = 20.0
GAP = 5.0
STEP = 16.0


@dataclass(frozen=True)
class Placed:
    """A stop with its place, its label and the box the label fills."""

    stop: Stop
    phase: int
    x: float
    y: float
    label: Label
    box: Box
    is_above: bool


@dataclass(frozen=True)
class Stretch:
    """A phase with its edges."""

    title: str
    url: str
    left: float
    right: float


def draw(road: RoadPicture) -> str:
    """Draw the road across."""
    stretches, places = spread(road)
    right = stretches[-1].right if stretches else WIDTH
    placed = labelled(places, stretches)
    tops = (
        [spot.box.top for spot in placed] + [spot.y - spot.stop.reach for spot in placed] + [-SWING - ASPHALT]
    )
    floors = (
        [spot.box.bottom for spot in placed]
        + [spot.y + spot.stop.reach for spot in placed]
        + [SWING + ASPHALT]
    )
    top, floor = min(tops) - 46, max(floors) + 14
    lane, bottom = _lane(road, stretches, floor)
    parts = [_ground(place, stretch, top, bottom) for place, stretch in enumerate(stretches)]
    parts += lane + _road(road, placed, right)
    parts += [drawn_stop(spot.stop, spot.x, spot.y, _written(spot)) for spot in placed]
    low, high = (
        min([0.0] + [spot.box.left - 2 for spot in placed]),
        max([spot.box.right + 2 for spot in placed] + [0]),
    )
    box = Box(low, top - 2, max(right + SIDE, high), bottom + 2)
    long = " road-long" if right > WIDTH * 1.25 else ""
    names: dict[str, Any] = {"role": "group", "class_": f"road-across{long}"}
    return drawing(parts, box=box, key=f"{road.key}-across", title=road.title, desc=road.desc, **names)


def spread(road: RoadPicture) -> tuple[list[Stretch], list[tuple[Stop, int, float]]]:
    """Give every phase its stretch and every stop its place along the road.

    Shape: no two signs touch; a road that does not fit the usual width becomes wider.
    """
    wishes = [[_slot(stop) for stop in phase.stops] for phase in road.phases]
    titles = [text_width(phase.title, TITLE_SIZE, is_bold=True) + 34 for phase in road.phases]
    widths = [max(sum(slots) + 12, title) for slots, title in zip(wishes, titles, strict=True)]
    stretch = max(1.0, (WIDTH - SIDE) / sum(widths)) if widths else 1.0
    left = SIDE
    stretches: list[Stretch] = []
    places: list[tuple[Stop, int, float]] = []
    for number, (phase, slots, width) in enumerate(zip(road.phases, wishes, widths, strict=True)):
        width *= stretch
        room = (width - 12) / sum(slots) if slots else 1.0
        x = left + 6
        for stop, slot in zip(phase.stops, slots, strict=True):
            places.append((stop, number, x + slot * room / 2))
            x += slot * room
        stretches.append(Stretch(phase.title, phase.url, left, left + width))
        left += width
    return stretches, places


def height_at(x: float) -> float:
    """Give how far down the middle of the road is at a place along it."""
    return SWING * math.sin((x - 40) / 360 * math.pi)


def labelled(places: list[tuple[Stop, int, float]], stretches: list[Stretch]) -> list[Placed]:
    """Find room for every label: near its stop, inside its phase, over no other label and no sign."""
    signs = [
        Box(x - s.reach, height_at(x) - s.reach, x + s.reach, height_at(x) + s.reach) for s, _, x in places
    ]
    taken: list[Box] = []
    placed: list[Placed] = []
    for stop, phase, x in places:
        label = label_of(stop, width=LABEL_WIDTH, size=SIZE)
        stretch = stretches[phase]
        box, leader, is_above = next(
            found
            for found in _candidates(stop, label, x, stretch, signs)
            if not any(found[0].grown(2).overlaps(other) for other in taken)
            and not (found[1] and any(found[1].overlaps(other) for other in taken))
        )
        taken.append(box)
        if leader:
            taken.append(leader)
        placed.append(Placed(stop, phase, x, height_at(x), label, box, is_above))
    return placed


def _slot(stop: Stop) -> float:
    """Give the width a stop asks for: its sign with air, and most of its label, which may lean over."""
    label = label_of(stop, width=LABEL_WIDTH, size=SIZE)
    share = 0.6 if stop.kind == "decision" else 0.8
    return max(2 * stop.reach + 10, min(_width(stop, label), LABEL_WIDTH) * share + 8)


def _width(stop: Stop, label: Label) -> float:
    lines = [text_width(line, label.size, is_bold=stop.is_bold) for line in label.lines]
    return max([*lines, text_width(label.note, label.size - 1) if label.note else 0])


def _candidates(
    stop: Stop, label: Label, x: float, stretch: Stretch, signs: list[Box]
) -> Iterator[tuple[Box, Box | None, bool]]:
    """Give places for a label, the best first; in the end so far out that nothing else is there."""
    width = _width(stop, label)
    first = stop.kind == "decision"
    for level in count():
        for is_above in (first, not first) if level % 2 == 0 or level > 3 else (first,):
            for shift in _shifts(x, width, stretch):
                centre = x + shift
                box = _box(centre, width, label.height, signs, is_above).moved(
                    y=(-STEP if is_above else STEP) * level
                )
                yield box, _leader(x, stop, box, is_above) if level < 12 else None, is_above


def _shifts(x: float, width: float, stretch: Stretch) -> list[float]:
    """Give how far a label may stand aside: straight under its stop, or pushed back into its own phase."""
    half = width / 2
    low, high = stretch.left + half + 6 - x, stretch.right - half - 6 - x
    inside = 0.0 if low > high else min(max(0.0, low), high)
    lean = max(0.0, half - 4)
    inside = min(max(inside, -lean), lean)
    near = [inside, inside - 8, inside + 8, inside - 16, inside + 16]
    return [shift for shift in near if abs(shift) <= lean + 0.1] or [0.0]


def _box(centre: float, width: float, height: float, signs: list[Box], is_above: bool) -> Box:
    """Put a label as near the road as the road and the signs in its width allow."""
    left, right = centre - width / 2, centre + width / 2
    steps = [left + (right - left) * part / 8 for part in range(9)]
    near = [sign for sign in signs if sign.left < right + 2 and left - 2 < sign.right]
    if is_above:
        edge = min([height_at(at) - ASPHALT / 2 for at in steps] + [sign.top for sign in near]) - GAP
        return Box(left, edge - height, right, edge)
    edge = max([height_at(at) + ASPHALT / 2 for at in steps] + [sign.bottom for sign in near]) + GAP
    return Box(left, edge, right, edge + height)


def _leader(x: float, stop: Stop, box: Box, is_above: bool) -> Box | None:
    """Give the line from a stop to a label that stands far off, as something no other label may cover."""
    y = height_at(x)
    start, end = (box.bottom, y - stop.reach) if is_above else (y + stop.reach, box.top)
    return Box(x - 2, start + 1, x + 2, end - 1) if end - start > 18 else None


def _written(spot: Placed) -> list[str]:
    centre = (spot.box.left + spot.box.right) / 2
    written = lettering(spot.label, centre, spot.box.top, anchor="middle")
    leader = _leader(spot.x, spot.stop, spot.box, spot.is_above)
    if leader:
        ends = [(spot.x, leader.top + 2), (spot.x, leader.bottom - 2)]
        written.insert(0, path(ends, class_="leader", stroke="#75858d", fill="none"))
    return written


def _ground(place: int, stretch: Stretch, top: float, bottom: float) -> str:
    name, fill = ("phase-odd", "#eef4f3") if place % 2 == 0 else ("phase-even", "#f6f4ee")
    width = stretch.right - stretch.left - 4
    field = element(
        "rect", x=stretch.left + 2, y=top, width=width, height=bottom - top, rx=14, class_=name, fill=fill
    )
    title = text(
        stretch.title,
        stretch.left + 16,
        top + 26,
        class_="phase-title",
        font_size=TITLE_SIZE,
        font_weight=650,
    )
    return field + (element("a", title, href=stretch.url) if stretch.url else title)


def _road(road: RoadPicture, placed: list[Placed], right: float) -> list[str]:
    start, end = SIDE + 4, right - 4
    shared: dict[str, Any] = {"fill": "none", "stroke_linecap": "round"}
    parts = [path(_curve(start, end), class_="asphalt", stroke="#d5dbd8", stroke_width=ASPHALT, **shared)]
    reached = driven_stop(road)
    if reached is not None:
        is_home = reached == len(placed) - 1 and placed[reached].stop.state == "done"
        stop_at = end if is_home else placed[reached].x
        parts.append(
            path(_curve(start, stop_at), class_="driven", stroke="#0b4f5c", stroke_width=ASPHALT, **shared)
        )
    dashes: dict[str, Any] = {"stroke_width": 1.6, "stroke_dasharray": "9 9"}
    parts.append(path(_curve(start + 6, end - 6), class_="centre", stroke="#ffffff", fill="none", **dashes))
    return parts


def _curve(start: float, end: float) -> list[tuple[float, float]]:
    steps = max(2, int((end - start) / 6))
    xs = [start + (end - start) * step / steps for step in range(steps + 1)]
    return [(x, height_at(x)) for x in xs]


def _lane(road: RoadPicture, stretches: list[Stretch], floor: float) -> tuple[list[str], float]:
    """Draw the lane along the whole road, and give the bottom of it all; labels stand where there is room."""
    if not road.lane_title or not stretches:
        return [], floor + 4
    y = floor + 22
    line = path(
        [(SIDE + 10, y), (stretches[-1].right - 10, y)],
        class_="lane", stroke="#b4540a", stroke_width=3, stroke_dasharray="1 9", stroke_linecap="round",
    )  # fmt: skip
    title = text(
        road.lane_title, SIDE + 14, y - 12, class_="lane-text strong", font_size=13.0, font_weight=600
    )
    parts = [line, element("a", title, href=road.lane_url) if road.lane_url else title]
    has_words = False
    for number, stretch in enumerate(stretches):
        marks = [mark for mark in road.lane_marks if mark.phase == number]
        room = (stretch.right - stretch.left - 16) / max(1, len(marks))
        fits = bool(marks) and all(text_width(mark.label, 12) <= room - 12 for mark in marks)
        has_words = has_words or fits
        start = stretch.left + (20 if fits else 8 + room / 2)
        parts += [_mark(mark, start + room * place, y, fits) for place, mark in enumerate(marks)]
    return parts, y + (30 if has_words else 16)


def _mark(mark: LaneMark, x: float, y: float, has_words: bool) -> str:
    name = "lane-mark" if mark.is_done else "lane-mark is-open"
    ring: dict[str, Any] = {
        "fill": "#b4540a" if mark.is_done else "#ffffff",
        "stroke": "#b4540a",
        "stroke_width": 2.5,
    }
    dot = element("circle", element("title", clean(mark.label)), cx=x, cy=y, r=5.5, class_=name, **ring)
    words = text(mark.label, x - 5, y + 21, class_="lane-text", font_size=12.0) if has_words else ""
    return (
        element("a", dot + words, href=mark.url, aria_label=mark.label)
        if mark.url
        else element("g", dot + words)
    )
