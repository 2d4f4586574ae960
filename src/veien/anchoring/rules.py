"""What a place on the map of stakeholders means, and how the map is drawn. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from veien.web.rules.svg import Box, clean, drawing, element, text

Advice = Literal["win", "use", "listen", "inform"]
INFLUENCES = range(1, 6)
ATTITUDES = range(-2, 3)
MUCH = 4
"""From here on a stakeholder has much influence."""


def advice(influence: int, attitude: int) -> Advice:
    """Say what to do with a stakeholder by its place on the map.

    Shape: ``win`` much influence and not for it; ``use`` much influence and for it; ``listen`` little influence and
    against or doubtful; ``inform`` all others.
    Raises: ValueError outside the map.
    """
    if influence not in INFLUENCES or attitude not in ATTITUDES:
        raise ValueError("This place is not on the map.")
    if influence >= MUCH:
        return "use" if attitude > 0 else "win"
    return "listen" if attitude < 0 else "inform"


def is_won(influence: int, attitude: int) -> bool:
    """Say whether a stakeholder no longer stands in the way: little influence, or for it."""
    return advice(influence, attitude) != "win"


@dataclass(frozen=True)
class Place:
    """A stakeholder on the map: the number in the table beside it, the name, and where it stands."""

    number: int
    name: str
    influence: int
    attitude: int
    before: tuple[int, int] | None = None


@dataclass(frozen=True)
class MapWords:
    """The words of the map in the reader's language; ``attitudes`` from against to for, ``influences`` from 1 to 5."""

    title: str
    desc: str
    attitude: str
    influence: str
    attitudes: tuple[str, ...]


CELL_WIDE, CELL_HIGH, LEFT, TOP, UNDER = 88, 76, 44, 8, 56
_ACROSS, _DOWN = 4, 4


def map_svg(places: Sequence[Place], words: MapWords, *, key: str = "stakeholders") -> str:
    """Draw the map: attitude along, influence upwards, a numbered dot for each stakeholder.

    Shape: dots in the same field stand beside each other, four in a row; a thin line leads from where a stakeholder
    stood before. The numbers are those of the table beside the map.
    """
    box = Box(0, 0, LEFT + CELL_WIDE * 5 + 8, TOP + CELL_HIGH * 5 + UNDER)
    parts = [_field(attitude, influence) for influence in INFLUENCES for attitude in ATTITUDES]
    parts += _axes(words)
    spots = _spots(places)
    for place in places:
        if place.before is not None and place.before != (place.influence, place.attitude):
            parts.append(_trail(place, spots[place.number]))
    parts += [_dot(place, spots[place.number]) for place in places]
    return drawing(parts, box=box, key=key, title=words.title, desc=words.desc, class_="chart-plot")


def _corner(attitude: int, influence: int) -> tuple[float, float]:
    return float(LEFT + CELL_WIDE * (attitude + 2)), float(TOP + CELL_HIGH * (5 - influence))


def _field(attitude: int, influence: int) -> str:
    x, y = _corner(attitude, influence)
    is_hot = advice(influence, attitude) == "win"
    return element(
        "rect",
        x=x,
        y=y,
        width=float(CELL_WIDE),
        height=float(CELL_HIGH),
        class_="track rule" if is_hot else "mark rule",
    )


def _axes(words: MapWords) -> list[str]:
    bottom, middle = TOP + CELL_HIGH * 5, TOP + CELL_HIGH * 2.5
    parts = [
        text(str(influence), 28, TOP + CELL_HIGH * (5.5 - influence) + 5, class_="text", font_size="14")
        for influence in INFLUENCES
    ]
    under = {"class_": "text", "text_anchor": "middle", "font_size": "13"}
    parts += [
        text(word, LEFT + CELL_WIDE * (at + 0.5), bottom + 20, **under)
        for at, word in enumerate(words.attitudes)
    ]
    name = {"class_": "soft", "text_anchor": "middle", "font_size": "13"}
    parts.append(text(words.influence, 14, middle, transform=f"rotate(-90 14 {middle})", **name))
    parts.append(text(words.attitude, LEFT + CELL_WIDE * 2.5, bottom + 44, **name))
    return parts


def _spots(places: Sequence[Place]) -> dict[int, tuple[float, float]]:
    taken: dict[tuple[int, int], int] = {}
    found = {}
    for place in places:
        at = taken.get((place.influence, place.attitude), 0)
        taken[place.influence, place.attitude] = at + 1
        x, y = _corner(place.attitude, place.influence)
        row, column = divmod(at, _ACROSS)
        row %= _DOWN  # Past sixteen in one field the dots lie on one another; the table has them all.
        found[place.number] = (x + 14 + column * 20, y + 13 + row * 17)
    return found


def _dot(place: Place, spot: tuple[float, float]) -> str:
    x, y = spot
    name = element("title", f"{place.number}. {clean(place.name)}")
    circle = element(
        "circle",
        cx=x,
        cy=y,
        r=9.0,
        class_="s5" if advice(place.influence, place.attitude) == "win" else "s1",
    )
    on = "on5" if advice(place.influence, place.attitude) == "win" else "on1"
    label = text(
        str(place.number), x, y + 4, class_=on, text_anchor="middle", font_size="11", font_weight="700"
    )
    return element("g", name + circle + label)


def _trail(place: Place, spot: tuple[float, float]) -> str:
    if place.before is None:
        return ""
    influence, attitude = place.before
    x, y = _corner(attitude, influence)
    return element(
        "line",
        x1=x + CELL_WIDE / 2,
        y1=y + CELL_HIGH / 2,
        x2=spot[0],
        y2=spot[1],
        class_="axis",
        stroke_dasharray="3 4",
    )
