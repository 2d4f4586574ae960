"""Where questions for the dialogue come from besides the room itself. A higher room registers a source at start."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class OpenQuestion:
    """A question that another room wants the market to answer. ``key`` stays the same as long as the question does."""

    key: str
    text: str
    theme: str = "operation"
    origin: str = ""


_sources: dict[str, Callable[[Any], Sequence[OpenQuestion]]] = {}


def register_questions(room: str, provider: Callable[[Any], Sequence[OpenQuestion]]) -> None:
    """Let a room bring its open questions into the dialogue; ``provider`` is asked with the procurement.

    Raises: RuntimeError if the room has registered another provider already.
    """
    if _sources.setdefault(room, provider) is not provider:
        raise RuntimeError(f"{room} brings its questions twice.")


def question_sources() -> dict[str, Callable[[Any], Sequence[OpenQuestion]]]:
    """Give the rooms that bring questions, and whom to ask."""
    return dict(_sources)
