"""Information flows: what is missing in the map, and how it is drawn in columns. Pure: the map in, gaps or SVG out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from veien.web.rules.charts.twins import INK, chart, words
from veien.web.rules.svg import Box, element, figure, text
from veien.web.rules.text import shortened, wrapped

WIDTH, HEIGHT = 172.0, 52.0
COLUMN, ROW, TOP, EDGE = 318.0, 88.0, 14.0, 74.0
MOST_COLUMNS = 4
STROKES = {"none": "#75858d", "personal": "#0b4f5c", "health": "#b4540a"}
DASH = {"none": "2 4", "personal": "8 4", "health": ""}

GapKind = Literal["health_ground", "personal_ground", "to_record", "no_record", "alone"]


@dataclass(frozen=True)
class System:
    """One system as it is judged and drawn."""

    key: int
    name: str
    is_new: bool = False
    is_record: bool = False


@dataclass(frozen=True)
class Flow:
    """One flow between two systems; ``sort`` is none, personal or health."""

    key: int
    start: int
    end: int
    sort: str
    has_ground: bool = False
    is_both_ways: bool = False


@dataclass(frozen=True)
class Gap:
    """Something the map still lacks: of a flow, of a system, or of the map as a whole (key 0)."""

    kind: GapKind
    key: int


def gaps_in(systems: Sequence[System], flows: Sequence[Flow]) -> list[Gap]:
    """Find what a map of flows lacks before anybody can judge data protection or integration.

    Shape: flows of personal data without legal ground first; then systems without any flow, and new systems without
    a flow to or from the record.
    """
    found = [
        Gap("health_ground" if each.sort == "health" else "personal_ground", each.key)
        for each in sorted(flows, key=lambda each: each.sort)
        if each.sort != "none" and not each.has_ground
    ]
    records = {each.key for each in systems if each.is_record}
    fresh = [each for each in systems if each.is_new and not each.is_record]
    if fresh and not records:
        found.append(Gap("no_record", 0))
    touched = {key for each in flows for key in (each.start, each.end)}
    meets_record = {
        key for each in flows if {each.start, each.end} & records for key in (each.start, each.end)
    }
    for each in systems:
        if each.key not in touched:
            found.append(Gap("alone", each.key))
        elif records and each in fresh and each.key not in meets_record:
            found.append(Gap("to_record", each.key))
    return found


def columns_of(systems: Sequence[System], flows: Sequence[Flow]) -> list[list[int]]:
    """Put systems into columns so that most flows go from left to right, and neighbours stand beside each other.

    Shape: every system once; at most four columns, none empty.
    """
    depth = _depths([each.key for each in systems], flows)
    deepest = max(depth.values(), default=0)
    if deepest >= MOST_COLUMNS:
        depth = {key: value * (MOST_COLUMNS - 1) // deepest for key, value in depth.items()}
    used = sorted(set(depth.values()))
    columns = [[each.key for each in systems if depth[each.key] == level] for level in used]
    for _round in range(2):
        places = {key: row / len(column) for column in columns for row, key in enumerate(column)}
        columns = [
            sorted(column, key=lambda key: (_middle(key, flows, places), places[key])) for column in columns
        ]
    return columns


def _depths(keys: Sequence[int], flows: Sequence[Flow]) -> dict[int, int]:
    """Give how far each system stands from where information begins; a flow that closes a circle is left out."""
    after: dict[int, set[int]] = {key: set() for key in keys}
    for flow in flows:
        if flow.start in after and flow.end in after and not _reaches(after, flow.end, flow.start):
            after[flow.start].add(flow.end)
    depth = dict.fromkeys(keys, 0)
    for _round in keys:
        for key in keys:
            for later in after[key]:
                depth[later] = max(depth[later], depth[key] + 1)
    return depth


def _reaches(after: Mapping[int, set[int]], start: int, end: int) -> bool:
    seen, ahead = set(), [start]
    while ahead:
        here = ahead.pop()
        if here == end:
            return True
        if here not in seen:
            seen.add(here)
            ahead += after[here]
    return False


def _middle(key: int, flows: Sequence[Flow], places: Mapping[int, float]) -> float:
    beside = [each.end for each in flows if each.start == key] + [
        each.start for each in flows if each.end == key
    ]
    known = [places[each] for each in beside if each in places]
    return sum(known) / len(known) if known else places[key]


def flow_svg(
    systems: Sequence[System],
    flows: Sequence[Flow],
    *,
    title: str,
    desc: str,
    new_word: str,
    record_word: str,
) -> str:
    """Draw systems as boxes in columns, and every flow as a line with its number, the number of its row in the table.

    Shape: one rectangle a system, one line and one numbered circle a flow; the sort of data shows in dash and colour.
    """
    columns = columns_of(systems, flows)
    tallest = max((len(column) for column in columns), default=1)
    boxes: dict[int, tuple[float, float]] = {}
    for place, column in enumerate(columns):
        top = TOP + (tallest - len(column)) * ROW / 2 + (ROW / 4 if place % 2 else 0)
        boxes |= {key: (EDGE + place * COLUMN, top + row * ROW) for row, key in enumerate(column)}
    ports = _ports(flows, boxes)
    parts = [_line(each, ports[each.key], boxes) for each in flows]
    parts += [_box(each, boxes[each.key], new_word, record_word) for each in systems]
    parts += _numbers(flows, ports, boxes)
    box = Box(
        0, 0, EDGE + 30 + WIDTH + (max(len(columns), 1) - 1) * COLUMN, TOP * 2 + tallest * ROW + ROW / 4
    )
    # Few columns are drawn no larger than many: the stylesheet caps the width by their number.
    name = f"flow-plot columns-{min(len(columns), 4)}"
    return chart(parts, box=box, key="flows", title=title, desc=desc, name=name)


def _ports(flows: Sequence[Flow], boxes: Mapping[int, tuple[float, float]]) -> dict[int, tuple[float, float]]:
    """Give the height at which each flow leaves and reaches its boxes, so that lines do not lie on each other."""
    ends: dict[int, list[tuple[float, int, int]]] = {}
    for each in flows:
        ends.setdefault(each.start, []).append((boxes[each.end][1], each.key, 0))
        ends.setdefault(each.end, []).append((boxes[each.start][1], each.key, 1))
    found: dict[int, list[float]] = {each.key: [0.0, 0.0] for each in flows}
    for key, sides in ends.items():
        for place, (_other, flow, side) in enumerate(sorted(sides), start=1):
            found[flow][side] = boxes[key][1] + HEIGHT * place / (len(sides) + 1)
    return {key: (pair[0], pair[1]) for key, pair in found.items()}


Corners = tuple[tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]]


def _bend(flow: Flow, ports: tuple[float, float], boxes: Mapping[int, tuple[float, float]]) -> Corners:
    """Give the four points of the curve: where it starts, two that pull it, where it ends."""
    left, right = boxes[flow.start][0], boxes[flow.end][0]
    if left < right:
        start, end, pull = left + WIDTH, right - 8, (COLUMN - WIDTH) / 2
        return (start, ports[0]), (start + pull, ports[0]), (end - pull, ports[1]), (end, ports[1])
    if left > right:
        start, end, pull = left, right + WIDTH + 8, (COLUMN - WIDTH) / 2
        return (start, ports[0]), (start - pull, ports[0]), (end + pull, ports[1]), (end, ports[1])
    start, end = left, left - 8
    pull = min(24 + abs(ports[1] - ports[0]) / 4, EDGE + 14)
    return (start, ports[0]), (start - pull, ports[0]), (start - pull, ports[1]), (end, ports[1])


def _line(flow: Flow, ports: tuple[float, float], boxes: Mapping[int, tuple[float, float]]) -> str:
    points = _bend(flow, ports, boxes)
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = points
    names = [figure(value) for value in (x0, y0, x1, y1, x2, y2, x3, y3)]
    curve = "M{} {} C{} {} {} {} {} {}".format(*names)
    stroke = STROKES[flow.sort]
    drawn = element(
        "path", d=curve, class_=f"flow {flow.sort}", fill="none", stroke=stroke, stroke_width=1.8,
        stroke_dasharray=DASH[flow.sort] or None,
    )  # fmt: skip
    heads = [_head(points[2], points[3], flow.sort)]
    if flow.is_both_ways:
        heads.append(_head(points[1], points[0], flow.sort, back=8))
    return drawn + "".join(heads)


def _head(before: tuple[float, float], tip: tuple[float, float], sort: str, *, back: float = 0) -> str:
    way = 1 if tip[0] >= before[0] else -1
    x, y = tip[0] + way * (8 - back), tip[1]
    d = f"M{figure(x)} {figure(y)}L{figure(x - way * 10)} {figure(y - 5)}L{figure(x - way * 10)} {figure(y + 5)}Z"
    return element("path", d=d, class_=f"head {sort}", fill=STROKES[sort])


def _numbers(
    flows: Sequence[Flow], ports: Mapping[int, tuple[float, float]], boxes: Mapping[int, tuple[float, float]]
) -> list[str]:
    """Put the number of every flow on its line, where it covers no system and no other number if there is room."""
    taken = [Box(x - 12, y - 11, x + WIDTH + 12, y + HEIGHT + 11) for x, y in boxes.values()]
    drawn = []
    for place, flow in enumerate(flows, start=1):
        points = _bend(flow, ports[flow.key], boxes)
        spots = [_on(points, step / 40) for step in _TRIED]
        free = (spot for spot in spots if not any(_around(spot).overlaps(each) for each in taken))
        x, y = next(free, spots[0])
        taken.append(_around((x, y)))
        circle = element(
            "circle", cx=x, cy=y, r=9.5, class_="number", fill="#ffffff", stroke=STROKES[flow.sort]
        )
        look = {"font_size": 11.5, "font_weight": 700, "text_anchor": "middle"}
        drawn.append(circle + text(str(place), x, y + 4, class_="text", fill=INK, **look))
    return drawn


_TRIED = sorted(range(4, 37), key=lambda step: abs(step - 14))


def _around(spot: tuple[float, float]) -> Box:
    return Box(spot[0] - 10, spot[1] - 10, spot[0] + 10, spot[1] + 10)


def _on(points: Corners, part: float) -> tuple[float, float]:
    weights = ((1 - part) ** 3, 3 * part * (1 - part) ** 2, 3 * part**2 * (1 - part), part**3)
    x, y = (
        sum(weight * point[axis] for weight, point in zip(weights, points, strict=True)) for axis in (0, 1)
    )
    return x, y


def _box(system: System, at: tuple[float, float], new_word: str, record_word: str) -> str:
    left, top = at
    note = ", ".join(
        word for word, holds in ((new_word, system.is_new), (record_word, system.is_record)) if holds
    )
    lines = wrapped(system.name, WIDTH - 18, 13.5, most=1 if note else 2, is_bold=True)
    rect = element(
        "rect", x=left, y=top, width=WIDTH, height=HEIGHT, rx=9, fill="#ffffff", stroke="#75858d",
        class_="system is-new" if system.is_new else "system", stroke_width=2.5 if system.is_new else None,
    )  # fmt: skip
    first = top + (22 if len(lines) + bool(note) > 1 else 31)
    inside = [
        words(
            shortened(line, WIDTH - 16, 13.5, is_bold=True), left + 9, first + 17 * row, size=13.5, bold=True
        )
        for row, line in enumerate(lines[:2])
    ]
    if note:
        inside.append(words(note, left + 9, first + 18, size=12, soft=True))
    return element("g", [rect, *inside])
