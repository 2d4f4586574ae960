"""What can be said of goals without a database: words, figures, the tree, and the lines beside them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from hashlib import sha256
from typing import TypedDict

from veien.documents.rules import clean_text


class GoalWords(TypedDict, total=False):
    """What people write about a goal, the needs it answers left out."""

    title: str
    kind: str
    unit: str
    baseline: Decimal | None
    baseline_source: str
    target: Decimal | None
    owner: str
    due_on: date | None
    measure: str
    horizon: str
    parent: int | None
    key_figure: int | None


TIES = ("parent", "key_figure")
"""The words that name something else by its key."""
FIELDS = tuple(word for word in GoalWords.__annotations__ if word not in TIES)
FIGURES = frozenset({"baseline", "target"})
_SEVERAL_LINES = frozenset({"measure"})


def cleaned(words: Mapping[str, object]) -> dict[str, object]:
    """Tidy what was written about a goal: texts trimmed, figures without empty decimals.

    Raises: KeyError for a word that a goal does not have.
    """
    unknown = set(words) - {*FIELDS, *TIES}
    if unknown:
        raise KeyError(", ".join(sorted(unknown)))
    return {key: _tidy(key, value) for key, value in words.items()}


def tidied(words: Mapping[str, object]) -> dict[str, object]:
    """Tidy the words of a line beside the goals: texts on one line, without ends."""
    return {key: " ".join(clean_text(v).split()) if isinstance(v, str) else v for key, v in words.items()}


def _tidy(key: str, value: object) -> object:
    if isinstance(value, Decimal):
        return bare(value)
    if not isinstance(value, str):
        return value
    text = clean_text(value)
    return text if key in _SEVERAL_LINES else " ".join(text.split())


def bare(value: Decimal | None) -> Decimal | None:
    """Give a figure without empty decimals: 640.0000 becomes 640, 0.5000 becomes 0.5."""
    if value is None or not value.is_finite():
        return value
    short = value.normalize()
    return short.quantize(Decimal(1)) if short.as_tuple().exponent > 0 else short  # type: ignore[operator]


@dataclass(frozen=True)
class Step:
    """How far it is from today to the target.

    Units: ``difference`` in the goal's own unit, below zero when the figure is to fall; ``percent`` of today's
    figure, to one decimal, or None when today's figure is zero.
    """

    difference: Decimal
    percent: Decimal | None


def step(baseline: Decimal | None, target: Decimal | None) -> Step | None:
    """Give the way from today to the target, or nothing while one of them is missing.

    Units: rounded half to even, for show only.
    """
    if baseline is None or target is None:
        return None
    difference = target - baseline
    percent = None
    if baseline:
        share = difference / abs(baseline) * 100
        percent = bare(share.quantize(Decimal("0.1"), rounding=ROUND_HALF_EVEN))
    return Step(bare(difference) or Decimal(0), percent)


def share_of(baseline: Decimal | None, target: Decimal | None) -> Decimal | None:
    """Give the target in percent of the figure for today, or nothing while one is missing or today is zero.

    Units: percent to the nearest whole, half to even, for show only.
    """
    if target is None or not baseline:
        return None
    return (target / baseline * 100).quantize(Decimal(1), rounding=ROUND_HALF_EVEN)


DEEPEST = 4
"""How many goals may stand under one another, the highest counted."""


@dataclass(frozen=True)
class Spot:
    """A goal's spot in the tree: how deep it stands, from 1, and whether goals stand under it."""

    key: int
    depth: int
    has_under: bool


def tree_of(parents: Mapping[int, int | None]) -> list[Spot]:
    """Order goals as a tree is read, each before those under it; the order given holds among those side by side.

    A goal whose parent is not there, or that goes in a ring, stands at the top: nothing is left out.
    """
    under: dict[int | None, list[int]] = {}
    for key, parent in parents.items():
        under.setdefault(parent if parent in parents else None, []).append(key)
    found: list[Spot] = []
    seen: set[int] = set()
    for top in [*under.get(None, ()), *parents]:
        _read(top, 1, under, seen, found)
    return found


def _read(
    key: int, depth: int, under: Mapping[int | None, list[int]], seen: set[int], found: list[Spot]
) -> None:
    waiting = [(key, depth)]
    while waiting:
        each, level = waiting.pop()
        if each in seen:
            continue
        seen.add(each)
        below = under.get(each, [])
        found.append(Spot(each, level, bool(below)))
        waiting += [(one, level + 1) for one in reversed(below)]


def fault_of_parent(parents: Mapping[int, int | None], key: int | None, parent: int | None) -> str:
    """Say why a goal cannot stand under another one: ``ring`` or ``deep``, or nothing when it can.

    Shape: ``key`` is None for a goal that is not there yet.
    """
    if parent is None:
        return ""
    above, step_up = 0, parent
    while True:
        if step_up == key:
            return "ring"
        above += 1
        higher = parents.get(step_up)
        if higher is None or above > len(parents):
            break
        step_up = higher
    spots = tree_of({one: up for one, up in parents.items() if key is None or one != key})
    levels = {spot.key: spot.depth for spot in spots}
    below = 0
    if key is not None:
        inside = tree_of(parents)
        at = next((place for place, spot in enumerate(inside) if spot.key == key), None)
        if at is not None:
            below = _height(inside, at)
    return "deep" if levels.get(parent, above) + 1 + below > DEEPEST else ""


def _height(spots: list[Spot], at: int) -> int:
    top, height = spots[at].depth, 0
    for spot in spots[at + 1 :]:
        if spot.depth <= top:
            break
        height = max(height, spot.depth - top)
    return height


def faults_of_figures(baseline: Decimal | None, target: Decimal | None) -> dict[str, str]:
    """Say what cannot be right about a goal's figures: field and ``negative`` or ``same``; nothing when all is well."""
    figures = {"baseline": baseline, "target": target}
    found = {field: "negative" for field, figure in figures.items() if figure is not None and figure < 0}
    if not found and baseline is not None and baseline == target:
        found["target"] = "same"
    return found


def due_is_past(due_on: date | None, before: date | None, today: date) -> bool:
    """Tell whether a date is newly set to a day that has been. One that stood there before may stand."""
    return due_on is not None and due_on != before and due_on < today


def faults_of_line(what: str, words: Mapping[str, object], today: date) -> dict[str, str]:
    """Say what cannot be right in a line beside the goals: field and a code; nothing when all is well.

    Shape: codes ``future``, ``date_missing``, ``gave_up_missing``, ``answer_missing``, ``why_missing``,
    ``no_answer``, ``past``.
    """
    found: dict[str, str] = {}
    for field in ("settled_on", "checked_on", "answered_on"):
        day = words.get(field)
        if isinstance(day, date) and day > today:
            found[field] = "future"
    told = {
        "positions": _position_faults,
        "questions": _question_faults,
        "sign-off": _sign_off_faults,
    }.get(what)
    return (told(words) | found) if told else found


def _position_faults(words: Mapping[str, object]) -> dict[str, str]:
    if words.get("gave_up") and not words.get("settled_on"):
        return {"settled_on": "date_missing"}
    if words.get("settled_on") and not words.get("gave_up"):
        return {"gave_up": "gave_up_missing"}
    return {}


def _question_faults(words: Mapping[str, object]) -> dict[str, str]:
    if words.get("answer") and not words.get("answered_on"):
        return {"answered_on": "date_missing"}
    if words.get("answered_on") and not words.get("answer"):
        return {"answer": "answer_missing"}
    return {}


def _sign_off_faults(words: Mapping[str, object]) -> dict[str, str]:
    answer = words.get("answer")
    if answer == "waiting":
        return {"answer": "no_answer"} if words.get("answered_on") else {}
    found = {} if words.get("answered_on") else {"answered_on": "date_missing"}
    if answer in ("reserved", "refused") and not words.get("note"):
        found["note"] = "why_missing"
    return found


def digest_of_goals(vision: str, goals: Iterable[Iterable[object]]) -> str:
    """Give the digest of what somebody agrees to: the vision and every goal's words, in their order.

    Shape: SHA-256 in hex over lines that cannot be taken for each other.
    """
    lines = [repr(vision), *(repr([str(word) for word in each]) for each in goals)]
    return sha256("\n".join(lines).encode()).hexdigest()
