"""Writing SVG by hand: elements, escaped text, and boxes that may not overlap."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Any

# XML 1.0 has no place for these, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Box:
    """A rectangle that something takes up."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        """Say whether two boxes share any ground; touching edges do not."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def grown(self, by: float) -> Box:
        """Give the box with a margin around it."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def moved(self, *, x: float = 0, y: float = 0) -> Box:
        """Give the box at another place."""
        return Box(self.left + x, self.top + y, self.right + x, self.bottom + y)


def clean(text: object) -> str:
    """Make any text safe to stand in SVG: markup escaped, what XML cannot hold left out."""
    return escape(_NOT_XML.sub("", str(text)))


def figure(value: float) -> str:
    """Write a coordinate with at most one decimal."""
    written = f"{value:.1f}".removesuffix(".0")
    return "0" if written == "-0" else written


def element(name: str, content: str | Iterable[str] = "", **attributes: Any) -> str:
    """Write one element. ``content`` is markup; attribute values are escaped; ``None`` leaves one out.

    Attribute names: ``class_`` for class, ``stroke_width`` for stroke-width, ``viewBox`` as it is.
    """
    inner = content if isinstance(content, str) else "".join(content)
    pairs = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{pairs}>{inner}</{name}>" if inner else f"<{name}{pairs}/>"


def _value(value: object) -> str:
    return figure(value) if isinstance(value, float) else clean(value)


def text(words: str, x: float, y: float, **attributes: Any) -> str:
    """Write a line of text."""
    return element("text", clean(words), x=float(x), y=float(y), **attributes)


def text_block(lines: Iterable[str], x: float, y: float, step: float, **attributes: Any) -> str:
    """Write lines under each other as one text, so that it is also read as one."""
    spans = [
        element("tspan", clean(line), x=float(x), y=float(y + step * row)) for row, line in enumerate(lines)
    ]
    return element("text", " ".join(spans), **attributes)


def path(points: Iterable[tuple[float, float]], **attributes: Any) -> str:
    """Draw a line through points."""
    steps = " L".join(f"{figure(x)} {figure(y)}" for x, y in points)
    return element("path", d=f"M{steps}", **attributes)


def drawing(content: Iterable[str], *, box: Box, key: str, title: str, desc: str, **attributes: Any) -> str:
    """Wrap markup in an ``svg`` that says its name and what it shows.

    ``key`` makes the ids its own; ``role`` is "img" unless given ("group" where there are links inside).
    """
    name, about = f"{key}-title", f"{key}-desc"
    head = [element("title", clean(title), id=name), element("desc", clean(desc) or " ", id=about)]
    attributes = {"role": "img"} | attributes
    view = (
        f"{figure(box.left)} {figure(box.top)} {figure(box.right - box.left)} {figure(box.bottom - box.top)}"
    )
    return element(
        "svg",
        [*head, *content],
        xmlns="http://www.w3.org/2000/svg",
        viewBox=view,
        aria_labelledby=name,
        aria_describedby=about,
        **attributes,
    )
