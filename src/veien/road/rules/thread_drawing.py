"""The red thread as a drawing: columns from need to points, lines between what belongs together. Pure.

The caller chooses what to show (at most so many nodes a column) and says how many more there are; the page
has the whole of it in a table beside the drawing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from veien.web.rules.svg import Box, clean, drawing, element, figure, text, text_block
from veien.web.rules.text import fitted, shortened

WIDTH = 1180.0
SIDE = 4.0
GAP = 62.0
TOP = 48.0
SIZE = 13.5
LINE = 16.5
ROW_GAP = 16.0
NARROWEST = 96.0


@dataclass(frozen=True)
class Node:
    """One thing on the thread. A loose one lacks a line it should have, a hot one is on the chosen thread."""

    id: str
    label: str
    url: str = ""
    is_loose: bool = False
    is_hot: bool = False


@dataclass(frozen=True)
class Column:
    """One joint of the thread; ``rest`` is the line under the last node, for example "and 24 more"."""

    title: str
    nodes: tuple[Node, ...]
    rest: str = ""
    rest_url: str = ""
    share: float = 1.0


@dataclass(frozen=True)
class Link:
    """A line from a node to a node further right."""

    from_id: str
    to_id: str


@dataclass(frozen=True)
class Spot:
    """A node with its box and the lines written in it."""

    node: Node
    box: Box
    lines: tuple[str, ...]

    @property
    def middle(self) -> float:
        """Give the height at which lines meet the box."""
        return (self.box.top + self.box.bottom) / 2


def thread_svg(
    columns: Sequence[Column],
    links: Iterable[Link],
    highlighted: frozenset[str] = frozenset(),
    *,
    title: str = "",
    desc: str = "",
    loose_word: str = "",
    key: str = "thread",
) -> str:
    """Draw the columns and the lines between them.

    Shape: every node once; a line for every link whose two ends are shown; ``highlighted`` are ids drawn as
    hot beside those that say so themselves. ``loose_word`` is written above a loose node.
    """
    hot = highlighted | {node.id for column in columns for node in column.nodes if node.is_hot}
    placed = laid_out(columns)
    spots = {spot.node.id: spot for column in placed for spot in column}
    lines = [
        (spots[link.from_id], spots[link.to_id])
        for link in links
        if {link.from_id, link.to_id} <= spots.keys()
    ]
    # Hot lines are drawn last, so that they lie on top.
    lines.sort(key=lambda ends: ends[0].node.id in hot and ends[1].node.id in hot)
    parts = [_line(start, end, start.node.id in hot and end.node.id in hot) for start, end in lines]
    parts += _headings(columns)
    parts += [_node(spot, spot.node.id in hot, loose_word) for column in placed for spot in column]
    parts += _rests(columns, placed)
    floor = max([spot.box.bottom for spot in spots.values()] + [TOP]) + (
        34 if any(c.rest for c in columns) else 8
    )
    box = Box(0, 0, WIDTH, floor)
    return drawing(parts, box=box, key=key, title=title, desc=desc, role="group", class_="thread-picture")


def laid_out(columns: Sequence[Column]) -> list[list[Spot]]:
    """Give every node its box, column by column, from the top down."""
    placed: list[list[Spot]] = []
    for (left, width), column in zip(_edges(columns), columns, strict=True):
        y = TOP
        spots: list[Spot] = []
        for node in column.nodes:
            lines = fitted(node.label, width - 22, SIZE, most=3)
            high = 22 + LINE * len(lines)
            spots.append(Spot(node, Box(left, y, left + width, y + high), lines))
            y += high + ROW_GAP
        placed.append(spots)
    return placed


def _edges(columns: Sequence[Column]) -> list[tuple[float, float]]:
    shares = [max(column.share, 0.1) for column in columns]
    room = WIDTH - 2 * SIDE - GAP * (len(columns) - 1)
    widths = [max(NARROWEST, room * share / sum(shares)) for share in shares]
    shrink = min(1.0, room / sum(widths)) if widths else 1.0
    left = SIDE
    edges: list[tuple[float, float]] = []
    for width in widths:
        edges.append((left, width * shrink))
        left += width * shrink + GAP
    return edges


def _headings(columns: Sequence[Column]) -> list[str]:
    return [
        text(
            shortened(column.title, width + GAP - 8, 14, is_bold=True),
            left,
            24,
            class_="heading",
            font_size=14.0,
        )
        for (left, width), column in zip(_edges(columns), columns, strict=True)
    ]


def _line(start: Spot, end: Spot, is_hot: bool) -> str:
    x1, y1, x2, y2 = start.box.right, start.middle, end.box.left, end.middle
    bend = (x1 + x2) / 2
    ways = [(bend, y1), (bend, y2), (x2, y2)]
    curve = f"M{figure(x1)} {figure(y1)}C" + " ".join(f"{figure(x)} {figure(y)}" for x, y in ways)
    look: dict[str, Any] = (
        {"stroke": "#b3261e", "stroke_width": 3} if is_hot else {"stroke": "#cbd3d0", "stroke_width": 1.8}
    )
    return element("path", d=curve, class_="link is-hot" if is_hot else "link", fill="none", **look)


def _node(spot: Spot, is_hot: bool, loose_word: str) -> str:
    node, box = spot.node, spot.box
    names = " ".join(filter(None, ["item", "is-hot" if is_hot else "", "is-loose" if node.is_loose else ""]))
    edge = "#b4540a" if node.is_loose else "#b3261e" if is_hot else "#75858d"
    fill = "#fbe9d8" if node.is_loose else "#ffffff"
    shape: dict[str, Any] = {
        "x": box.left,
        "y": box.top,
        "width": box.right - box.left,
        "height": box.bottom - box.top,
        "rx": 9,
    }
    inner = [element("rect", class_="node", fill=fill, stroke=edge, **shape)]
    first = box.top + 24
    look: dict[str, Any] = {"class_": "label", "font_size": SIZE}
    inner.append(text_block(spot.lines, box.left + 11, first, LINE, **look))
    if node.is_loose and loose_word:
        look = {"class_": "note", "text_anchor": "end", "font_size": 11.5}
        inner.append(text(loose_word, box.right - 8, box.top - 4, **look))
    spoken = f"{node.label}, {loose_word}" if node.is_loose and loose_word else node.label
    if not node.url:
        return element("g", " ".join(inner), class_=names)
    # The whole name as a title: read out and shown under the pointer where the box has room for less.
    return element("a", element("title", clean(spoken)) + " ".join(inner), href=node.url, class_=names)


def _rests(columns: Sequence[Column], placed: Sequence[Sequence[Spot]]) -> list[str]:
    parts: list[str] = []
    for (left, _), column, spots in zip(_edges(columns), columns, placed, strict=True):
        if not column.rest:
            continue
        y = (spots[-1].box.bottom if spots else TOP - ROW_GAP) + 22
        line = text(column.rest, left + 11, y, class_="rest", font_size=13.0)
        parts.append(element("a", line, href=column.rest_url) if column.rest_url else line)
    return parts
