"""Which thresholds hold on a day, and which rules a value falls under. Pure: the figures are handed in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

Words = Mapping[str, str]

BUYERS = ("municipal", "state")
CATEGORIES = ("goods-services", "special-services", "health-social", "works")
CONFIDENCES = ("verified", "verified-secondary", "known", "uncertain")
COUNTED = ("options", "frameworks", "splitting", "parts", "open-term")


class FigureMissing(LookupError):
    """A figure that the question hangs on is not in the data; ``missing`` says which."""

    def __init__(self, missing: tuple[Missing, ...]) -> None:
        super().__init__(" ".join(each.sentence for each in missing))
        self.missing = missing


@dataclass(frozen=True, slots=True)
class Source:
    """Where something was read."""

    id: str
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a statement of law rests on.

    ``confidence`` is verified, verified-secondary, known or uncertain. ``ref`` is the section.
    """

    sources: tuple[Source, ...]
    ref: str
    confidence: str
    checked_on: date | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """What a threshold is from one day to another. ``value`` None: it exists, and nobody has read it.

    Units: ``value`` in the currency of the country, excl. VAT; ``eur`` in euro; ``to_on`` is the last day, None = open.
    """

    value: Decimal | None
    from_on: date
    to_on: date | None
    grounds: Grounds
    note: Words
    eur: Decimal | None = None

    def holds_on(self, on: date) -> bool:
        """Say whether the figure is in force on a day."""
        return self.from_on <= on and (self.to_on is None or on <= self.to_on)


@dataclass(frozen=True, slots=True)
class Line:
    """A threshold as the law has it, with all its figures.

    ``kind`` regime moves the purchase to other rules, duty brings one duty. ``at`` from counts the amount itself in.
    """

    id: str
    kind: str
    level: str
    buyers: tuple[str, ...]
    categories: tuple[str, ...]
    at: str
    title: Words
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Threshold:
    """A threshold on one day: the amount, and what anybody who shows it must show with it."""

    id: str
    kind: str
    level: str
    title: Words
    value: Decimal
    currency: str
    from_on: date
    to_on: date | None
    at: str
    grounds: Grounds
    note: Words

    def is_reached_by(self, value: Decimal) -> bool:
        """Say whether a value brings what the threshold brings; equality counts unless the law says above."""
        return value >= self.value if self.at == "from" else value > self.value

    def is_checked_before(self, on: date) -> bool:
        """Say whether the figure was last checked before a day, so that it may have changed since."""
        return self.grounds.checked_on is None or self.grounds.checked_on < on


@dataclass(frozen=True, slots=True)
class Missing:
    """A threshold that no figure is known for on a day. ``eur`` is the amount in euro, where that one is known."""

    id: str
    level: str
    title: Words
    currency: str
    on: date
    eur: Decimal | None
    note: Words

    @property
    def sentence(self) -> str:
        """Say in English which figure is missing."""
        known = f" The amount in euro is {self.eur:,}.".replace(",", " ") if self.eur is not None else ""
        return f"The figure of {self.id} on {self.on.isoformat()} is not in the data.{known}"


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of purchase that has rules of its own."""

    id: str
    title: Words
    holds: Words
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Regime:
    """A set of rules that a purchase may fall under."""

    id: str
    title: Words
    means: Words
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Step:
    """From a level on, this regime; without a level from the first krone. ``also`` is what comes on top."""

    level: str
    regime: str
    also: Words


@dataclass(frozen=True, slots=True)
class CountingRule:
    """How a value is counted."""

    id: str
    text: Words
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class LawPack:
    """The law of a country as far as this room knows it."""

    country: str
    currency: str
    categories: Mapping[str, Category]
    regimes: Mapping[str, Regime]
    steps: Mapping[str, tuple[Step, ...]]
    lines: tuple[Line, ...]
    counting: Mapping[str, CountingRule]


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a value lies: under which regime, by which threshold, and what the next one up is.

    ``reached`` is None below the lowest threshold; ``next_up`` is None above the highest.
    """

    regime: Regime
    reached: Threshold | None
    next_up: Threshold | None
    also: tuple[Words, ...]
    thresholds: tuple[Threshold, ...]
    missing: tuple[Missing, ...]


def thresholds_on(pack: LawPack, buyer: str, category: str, on: date) -> tuple[Threshold, ...]:
    """Give the thresholds that hold for a kind of buyer and purchase on a day, the lowest first.

    Raises: FigureMissing if one that decides which rules apply has no figure on that day.
    """
    missing = missing_on(pack, buyer, category, on)
    if missing:
        raise FigureMissing(missing)
    return known_on(pack, buyer, category, on)


def known_on(pack: LawPack, buyer: str, category: str, on: date) -> tuple[Threshold, ...]:
    """Give the thresholds whose figures are known on a day, the lowest first; those that are missing are left out."""
    found = [
        Threshold(
            id=line.id,
            kind=line.kind,
            level=line.level,
            title=line.title,
            value=figure.value,
            currency=pack.currency,
            from_on=figure.from_on,
            to_on=figure.to_on,
            at=line.at,
            grounds=figure.grounds,
            note=figure.note,
        )
        for line in _lines_for(pack, buyer, category)
        for figure in line.figures
        if figure.value is not None and figure.holds_on(on)
    ]
    return tuple(sorted(found, key=lambda each: (each.value, each.kind != "regime")))


def missing_on(pack: LawPack, buyer: str, category: str, on: date) -> tuple[Missing, ...]:
    """Give the thresholds that decide which rules apply and have no figure on a day."""
    found = []
    for line in _lines_for(pack, buyer, category):
        if line.kind != "regime":
            continue
        figure = next((each for each in line.figures if each.holds_on(on)), None)
        if figure is not None and figure.value is not None:
            continue
        eur, note = (figure.eur, figure.note) if figure is not None else (None, {})
        found.append(Missing(line.id, line.level, line.title, pack.currency, on, eur, note))
    return tuple(found)


def placed(pack: LawPack, buyer: str, category: str, on: date, *, value: Decimal) -> Placement:
    """Say which rules a value falls under on a day.

    The levels are climbed from below; what lies above a threshold that the value does not reach need not be known.

    Units: ``value`` in the country's currency, excl. VAT, options and extensions counted in.
    Raises: FigureMissing if the climb meets a figure that is missing.
    """
    known = known_on(pack, buyer, category, on)
    missing = missing_on(pack, buyer, category, on)
    at = {each.level: each for each in known if each.kind == "regime"}
    first, *rest = pack.steps[category]
    regime, also, reached, next_up = first.regime, list(_some(first.also)), None, None
    for step in rest:
        threshold = at.get(step.level)
        if threshold is None:
            raise FigureMissing(tuple(each for each in missing if each.level == step.level))
        if not threshold.is_reached_by(value):
            next_up = threshold
            break
        regime, reached = step.regime, threshold
        also += _some(step.also)
    return Placement(pack.regimes[regime], reached, next_up, tuple(also), known, missing)


def stays_below(placement: Placement, parts: Iterable[Decimal]) -> bool:
    """Say whether a value that reaches a threshold is made of parts that would each stay below it."""
    amounts = [each for each in parts if each > 0]
    reached = placement.reached
    return (
        reached is not None and len(amounts) > 1 and not any(reached.is_reached_by(each) for each in amounts)
    )


def pack_of(document: Mapping[str, Any]) -> LawPack:
    """Make a pack of a document that follows the schema ``law-1``."""
    sources = {key: Source(key, each["title"], each["address"]) for key, each in document["sources"].items()}
    return LawPack(
        country=document["country"],
        currency=document["currency"],
        categories={
            key: Category(key, each["title"], each["holds"], _grounds(each, sources))
            for key, each in document["categories"].items()
        },
        regimes={
            key: Regime(key, each["title"], each["means"], _grounds(each, sources))
            for key, each in document["regimes"].items()
        },
        steps={
            key: tuple(Step(each.get("level", ""), each["regime"], each.get("also", {})) for each in steps)
            for key, steps in document["steps"].items()
        },
        lines=tuple(_line(each, sources) for each in document["thresholds"]),
        counting={
            key: CountingRule(key, each["text"], _grounds(each, sources))
            for key, each in document["counting"].items()
        },
    )


def _line(entry: Mapping[str, Any], sources: Mapping[str, Source]) -> Line:
    return Line(
        id=entry["id"],
        kind=entry["kind"],
        level=entry["level"],
        buyers=tuple(entry["buyers"]),
        categories=tuple(entry["categories"]),
        at=entry["at"],
        title=entry["title"],
        figures=tuple(
            Figure(
                value=_amount(each["value"]),
                from_on=each["from"],
                to_on=each["to"],
                grounds=_grounds(each, sources),
                note=each.get("note", {}),
                eur=_amount(each.get("eur")),
            )
            for each in entry["figures"]
        ),
    )


def _grounds(entry: Mapping[str, Any], sources: Mapping[str, Source]) -> Grounds:
    return Grounds(
        sources=tuple(sources[key] for key in entry["sources"]),
        ref=entry["ref"],
        confidence=entry["confidence"],
        checked_on=entry.get("checked_on"),
    )


def _amount(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _lines_for(pack: LawPack, buyer: str, category: str) -> Iterator[Line]:
    if buyer not in BUYERS:
        raise LookupError(f"There is no kind of buyer {buyer}.")
    if category not in pack.steps:
        raise LookupError(f"There is no category {category}.")
    return (line for line in pack.lines if buyer in line.buyers and category in line.categories)


def _some(words: Words) -> tuple[Words, ...]:
    return (words,) if words else ()
