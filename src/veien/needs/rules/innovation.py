"""Which way leads to an answer: something that exists, something adapted, or something that must be developed. Pure.

What was seen in the market weighs most, then what class the need is of, then how new the answer may be.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Branch = Literal["existing", "adapted", "not_there"]
Ground = Literal["market", "class", "height"]
Answer = Literal["yes", "no", "unknown"]

HEIGHTS = ("same", "here", "field", "world")
CLASSES = ("1a", "1b", "1c", "2a", "2b", "3")
ANSWERS: tuple[Answer, ...] = ("yes", "no", "unknown")

BY_CLASS: Mapping[str, Branch] = {"1a": "existing", "1b": "adapted", "1c": "not_there", "3": "not_there"}
BY_HEIGHT: Mapping[str, Branch] = {
    "same": "existing",
    "here": "existing",
    "field": "adapted",
    "world": "not_there",
}


@dataclass(frozen=True)
class Lead:
    """Where it leads, what it is founded on, and which grounds lead somewhere else.

    ``branch`` is None while nothing says which way; ``first`` is the ground that decided.
    """

    branch: Branch | None
    first: Ground | None
    agree: tuple[Ground, ...]
    against: tuple[tuple[Ground, Branch], ...]


def seen_in_market(answers: Mapping[str, str]) -> Branch | None:
    """Say what the market was seen to hold: asked is whether something exists, and whether it could be adapted."""
    if answers.get("exists") == "yes":
        return "existing"
    if answers.get("adaptable") == "yes":
        return "adapted"
    if answers.get("exists") == "no" and answers.get("adaptable") == "no":
        return "not_there"
    return None


def lead_of(*, height: str = "", need_class: str = "", answers: Mapping[str, str] | None = None) -> Lead:
    """Find which way leads to an answer, and tell what speaks for and against it.

    Shape: without any ground there is no way; the ground that weighs most decides, and those that disagree are named.
    """
    grounds: dict[Ground, Branch | None] = {
        "market": seen_in_market(answers or {}),
        "class": BY_CLASS.get(need_class),
        "height": BY_HEIGHT.get(height),
    }
    said = [(ground, branch) for ground, branch in grounds.items() if branch is not None]
    if not said:
        return Lead(None, None, (), ())
    first, chosen = said[0]
    return Lead(
        branch=chosen,
        first=first,
        agree=tuple(ground for ground, branch in said if branch == chosen),
        against=tuple((ground, branch) for ground, branch in said if branch != chosen),
    )


def readiness(answers: Mapping[str, str], wanted: Mapping[str, str]) -> tuple[int, int]:
    """Count how many questions are answered as makes room for something new, of all that are asked.

    ``wanted`` says for each question which answer makes room; one with no such answer is not counted.
    """
    counted = {key: answer for key, answer in wanted.items() if answer}
    return sum(answers.get(key) == answer for key, answer in counted.items()), len(counted)
