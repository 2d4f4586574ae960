"""What a journey adds up to, and how it is drawn: today above, wanted below. Pure: steps in, sums or SVG out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from veien.web.rules.charts.twins import FILLS, ON_FILLS, chart, colour, words
from veien.web.rules.svg import Box, clean, element, path
from veien.web.rules.text import shortened, wrapped

CARD, GAP, SIZE = 168.0, 26.0, 13.0
HEIGHT, HEAD = 104.0, 34.0


@dataclass(frozen=True)
class Step:
    """One step as it is counted and drawn; ``origin`` is the key of the step of today that it comes from."""

    key: int
    actor: str
    title: str
    minutes: Decimal | None
    pain: str = ""
    origin: int | None = None


@dataclass(frozen=True)
class ActorTime:
    """The minutes of one actor in one round, today and wanted."""

    actor: str
    today: Decimal
    wanted: Decimal

    @property
    def less(self) -> Decimal:
        """Give how many minutes fewer are wanted; below zero where it takes longer."""
        return self.today - self.wanted


@dataclass(frozen=True)
class JourneySums:
    """What a journey takes in one round; ``untimed`` steps say nothing of minutes and are left out of the sums."""

    actors: tuple[ActorTime, ...]
    today: Decimal
    wanted: Decimal
    untimed: int

    @property
    def less(self) -> Decimal:
        """Give how many minutes fewer are wanted in one round."""
        return self.today - self.wanted

    def hours_a_week(self, minutes: Decimal, per_week: Decimal | None) -> Decimal | None:
        """Give hours a week in the whole service, or None where nobody has said how often.

        Units: minutes in one round, rounds a week; hours out, exact.
        """
        return None if per_week is None else minutes * per_week / 60


def sums_of(today: Sequence[Step], wanted: Sequence[Step]) -> JourneySums:
    """Add up the minutes of every actor, in the order in which they appear.

    Shape: one row an actor, those who differ only in capitals together; rows add up to the totals.
    """
    actors: dict[str, list[Decimal]] = {}
    names: dict[str, str] = {}
    for column, steps in enumerate((today, wanted)):
        for step in steps:
            key = step.actor.casefold()
            names.setdefault(key, step.actor)
            actors.setdefault(key, [Decimal(0), Decimal(0)])[column] += step.minutes or Decimal(0)
    rows = tuple(ActorTime(names[key], *pair) for key, pair in actors.items())
    return JourneySums(
        actors=rows,
        today=sum((row.today for row in rows), Decimal(0)),
        wanted=sum((row.wanted for row in rows), Decimal(0)),
        untimed=sum(step.minutes is None for step in [*today, *wanted]),
    )


def falls_away(today: Sequence[Step], wanted: Sequence[Step]) -> list[Step]:
    """Give the steps of today that no wanted step comes from; none while nothing is wanted yet."""
    carried = {step.origin for step in wanted}
    return [step for step in today if step.key not in carried] if wanted else []


def is_new(wanted: Step, today: Iterable[Step]) -> bool:
    """Tell whether a wanted step comes from none of today's."""
    return wanted.origin not in {step.key for step in today}


def journey_svg(
    today: Sequence[Step],
    wanted: Sequence[Step],
    *,
    title: str,
    desc: str,
    labels: Mapping[str, str],
    minutes: Mapping[int, str],
) -> str:
    """Draw both journeys, today's above the wanted one; the page scrolls it sideways where it is wide.

    Shape: one card a step in its order, a line from a step of today to what becomes of it. ``labels`` has today,
    wanted, away, new; ``minutes`` maps a step's key to its finished text. Every actor has a colour and a number.
    """
    actors = {step.actor.casefold(): place for place, step in reversed(list(enumerate([*today, *wanted])))}
    order = {key: number for number, key in enumerate(sorted(actors, key=lambda each: actors[each]))}
    lower = HEAD + HEIGHT + 64
    count = max(len(today), len(wanted), 1)
    box = Box(0, 0, count * CARD + (count - 1) * GAP + 4, lower + HEIGHT + 6 if wanted else HEAD + HEIGHT + 6)
    parts = [words(labels["today"], 2, 18, size=15, bold=True)]
    gone = {step.key for step in falls_away(today, wanted)}
    if wanted:
        parts.append(words(labels["wanted"], 2, lower - 14, size=15, bold=True))
        parts += _lines(today, wanted, lower)
    for row, steps in ((HEAD, today), (lower, wanted)):
        for place, step in enumerate(steps):
            fresh = row == lower and is_new(step, today)
            note = labels["away"] if row == HEAD and step.key in gone else labels["new"] if fresh else ""
            parts.append(_card(step, place, row, order[step.actor.casefold()], (minutes[step.key], note)))
            if place:
                middle = row + HEIGHT / 2
                parts.append(_arrow(_left(place) - GAP + 3, middle))
    return chart(parts, box=box, key="journey", title=title, desc=desc, name="journey-plot")


def _left(place: int) -> float:
    return 2 + place * (CARD + GAP)


def _arrow(x: float, y: float) -> str:
    end = x + GAP - 6
    points = [(x, y), (end, y), (end - 6, y - 5), (end, y), (end - 6, y + 5)]
    return path(points, class_="axis", stroke="#75858d", stroke_width=1.8, fill="none")


def _lines(today: Sequence[Step], wanted: Sequence[Step], lower: float) -> list[str]:
    places = {step.key: place for place, step in enumerate(today)}
    drawn = []
    for place, step in enumerate(wanted):
        if step.origin in places:
            start = (_left(places[step.origin]) + CARD - 30, HEAD + HEIGHT)
            end = (_left(place) + CARD - 30, lower)
            drawn.append(
                path([start, end], class_="rule", stroke="#c9d0cd", stroke_width=2, stroke_dasharray="4 4")
            )
    return drawn


def _card(step: Step, place: int, top: float, number: int, notes: tuple[str, str]) -> str:
    left, which = _left(place), colour(number)
    minutes, note = notes
    lines = wrapped(step.title, CARD - 20, SIZE, most=3)[:3]
    shown = [shortened(line, CARD - 20, SIZE) for line in lines]
    inside = [
        element(
            "rect", x=left, y=top, width=CARD, height=HEIGHT, rx=10, class_="step", fill="#ffffff",
            stroke="#75858d", stroke_dasharray="6 4" if note else None,
        ),
        element("rect", x=left, y=top, width=CARD, height=24, rx=10, class_=f"s{which}", fill=FILLS[which - 1]),
        element(
            "text", _shown(step.actor, CARD - 18), x=left + 9, y=top + 17, class_=f"on{which}",
            fill=ON_FILLS[which - 1], font_size=12.5, font_weight=700,
        ),
    ]  # fmt: skip
    inside += [words(line, left + 9, top + 42 + 16 * row, size=SIZE) for row, line in enumerate(shown)]
    inside.append(words(minutes, left + 9, top + HEIGHT - 8, size=12.5, bold=True))
    if note:
        inside.append(words(note, left + CARD - 9, top + HEIGHT - 8, size=12.5, anchor="end", soft=True))
    elif step.pain:
        mark = (left + CARD - 16, top + HEIGHT - 13)
        inside.append(
            element("circle", cx=mark[0], cy=mark[1], r=8, class_="pain", fill="#b4540a")
            + element(
                "text", "!", x=mark[0], y=mark[1] + 4.5, class_="on-pain", fill="#ffffff", font_size=12.5,
                font_weight=700, text_anchor="middle",
            )
        )  # fmt: skip
    return element("g", inside)


def _shown(text: str, width: float) -> str:
    return clean(shortened(text or "–", width, 12.5, is_bold=True))
