"""What a drawing of the road is made of: the picture it is drawn from, and the signs that stand on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from veien.web.rules.svg import element, text, text_block
from veien.web.rules.text import wrapped

Kind = Literal["station", "decision"]
State = Literal["done", "now", "next", "returned", "skipped"]

RADII = {1: 11.0, 2: 13.0, 3: 15.5, 4: 18.5, 5: 22.0}
DIAMOND = 14.0
GLOW = 8.0
PERCENT_RADIUS = 19.0


@dataclass(frozen=True)
class Stop:
    """A station or a decision.

    ``note`` is a short line under the name, for example "optional"; ``spoken`` is what a screen reader adds to
    what is seen, for example "under way".
    """

    kind: Kind
    label: str
    url: str
    effort: int = 3
    state: State = "next"
    percent: int | None = None
    is_optional: bool = False
    note: str = ""
    spoken: str = ""

    @property
    def radius(self) -> float:
        """Give half the size of the sign on the road."""
        if self.kind == "decision":
            return DIAMOND
        radius = RADII[min(max(self.effort, 1), 5)]
        return max(radius, PERCENT_RADIUS) if self.state == "now" and self.percent is not None else radius

    @property
    def reach(self) -> float:
        """Give half of what the sign takes up, the glow around the place where one is included."""
        return self.radius + (GLOW if self.state == "now" else 2)

    @property
    def is_bold(self) -> bool:
        """Say whether the label is written bold."""
        return self.state == "now" or self.kind == "decision"


@dataclass(frozen=True)
class LaneMark:
    """Something to do on the lane that runs along the whole road, inside one phase (counted from 0)."""

    label: str
    phase: int
    url: str = ""
    is_done: bool = False


@dataclass(frozen=True)
class PhasePicture:
    """One stretch of the road with its stops in order."""

    title: str
    stops: tuple[Stop, ...]
    url: str = ""


@dataclass(frozen=True)
class RoadPicture:
    """A whole road. ``title`` and ``desc`` say in words what the drawing shows."""

    phases: tuple[PhasePicture, ...]
    lane_title: str = ""
    lane_marks: tuple[LaneMark, ...] = ()
    title: str = ""
    desc: str = ""
    lane_url: str = ""
    key: str = "road"


@dataclass(frozen=True)
class Label:
    """The lines written at a stop, and how wide each may grow."""

    lines: tuple[str, ...]
    note: str
    size: float

    @property
    def height(self) -> float:
        """Give the height of all lines, the note included."""
        return self.size * 1.2 * len(self.lines) + (self.size * 1.1 if self.note else 0)


def label_of(stop: Stop, *, width: float, size: float, most: int = 3) -> Label:
    """Break a stop's label into lines for a given width."""
    return Label(wrapped(stop.label, width, size, most=most, is_bold=stop.is_bold), stop.note, size)


def drawn_stop(stop: Stop, x: float, y: float, lettering: Iterable[str]) -> str:
    """Draw a stop with its label as one group, a link where it has an address."""
    signs: list[str] = []
    if stop.state == "now":
        signs.append(_shape(stop, x, y, stop.radius + GLOW, class_="glow", fill="#d9eaec"))
    signs.append(_shape(stop, x, y, stop.radius, class_="stop", **_paint(stop)))
    # The words stand after the label with spaces between, so that the name that is spoken holds what is seen.
    inner = [*signs, " ".join([*lettering, *_sign(stop, x, y)])]
    names = f"{stop.kind} is-{stop.state}" + (" is-optional" if stop.is_optional else "")
    if not stop.url:
        return element("g", inner, class_=names)
    current = "step" if stop.state == "now" else None
    return element("a", inner, href=stop.url, class_=names, aria_label=_spoken(stop), aria_current=current)


def _spoken(stop: Stop) -> str:
    shows_percent = stop.state == "now" and stop.kind == "station"
    seen = [stop.label, stop.note, _percent(stop) if shows_percent else ""]
    more = stop.spoken.removeprefix(stop.label).strip(" ,")
    return ", ".join(filter(None, [" ".join(filter(None, seen)), more]))


def lettering(label: Label, x: float, top: float, *, anchor: str) -> list[str]:
    """Write the lines of a label from its top edge down."""
    step = label.size * 1.2
    look: dict[str, Any] = {"text_anchor": anchor}
    first = top + label.size
    written = [text_block(label.lines, x, first, step, class_="label", font_size=label.size, **look)]
    if label.note:
        below = top + step * len(label.lines) + label.size * 0.95
        written.append(text(label.note, x, below, class_="small", font_size=label.size - 1, **look))
    return written


def driven_stop(road: RoadPicture) -> int | None:
    """Give the place of the stop that the coloured part of the road reaches, or nothing before the start."""
    stops = [stop for phase in road.phases for stop in phase.stops]
    for states in (("now",), ("done", "skipped")):
        reached = [place for place, stop in enumerate(stops) if stop.state in states]
        if reached:
            return reached[-1]
    return None


def _shape(stop: Stop, x: float, y: float, half: float, **attributes: Any) -> str:
    if stop.kind == "station":
        return element("circle", cx=x, cy=y, r=half, **attributes)
    corners = f"M{x:.1f} {y - half:.1f}L{x + half:.1f} {y:.1f}L{x:.1f} {y + half:.1f}L{x - half:.1f} {y:.1f}Z"
    return element("path", d=corners, stroke_linejoin="round", **attributes)


def _paint(stop: Stop) -> dict[str, Any]:
    """Give colours for where no style sheet reaches (a saved picture); the page's own win."""
    strong = "#2f7d4f" if stop.kind == "decision" else "#0b4f5c"
    if stop.state == "done":
        return {"fill": strong, "stroke": "#ffffff", "stroke_width": 3}
    edge = {"returned": "#b4540a", "now": strong}.get(
        stop.state, "#2f7d4f" if stop.kind == "decision" else "#76867f"
    )
    dashes = "4 3" if stop.state == "skipped" or (stop.is_optional and stop.state == "next") else None
    return {"fill": "#ffffff", "stroke": edge, "stroke_width": 3, "stroke_dasharray": dashes}


def _sign(stop: Stop, x: float, y: float) -> list[str]:
    if stop.state == "done":
        return [_stroke(f"M{x - 5:.1f} {y + 0.4:.1f}l3.6 3.8l6.6 -7.8", "check", "#ffffff")]
    if stop.state == "returned":
        return [
            _stroke(
                f"M{x + 4.5:.1f} {y + 4:.1f}v-3.5a3.5 3.5 0 0 0 -3.5 -3.5h-6m3 -3l-3 3l3 3", "sign", "#7a3705"
            )
        ]
    if stop.state == "skipped":
        return [_stroke(f"M{x - 5:.1f} {y + 5:.1f}l10 -10", "sign", "#7a3705")]
    if stop.state == "now" and stop.percent is not None and stop.kind == "station":
        shown = {
            "class_": "percent",
            "text_anchor": "middle",
            "font_size": 13.0,
            "font_weight": 700,
            "aria_hidden": "true",
        }
        return [text(_percent(stop), x, y + 4.6, fill="#0b4f5c", **shown)]
    return []


def _stroke(steps: str, name: str, colour: str) -> str:
    return element(
        "path", d=steps, class_=name, fill="none", stroke=colour, stroke_width=2.4, stroke_linecap="round"
    )


def _percent(stop: Stop) -> str:
    return "" if stop.percent is None else f"{stop.percent}%"
