"""The eight ways of hearing the market, read from the pack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from veien.foundation.reading import read_document

PACK = Path(__file__).parents[2] / "packs" / "dialogue" / "activities.yaml"
Text = Mapping[str, str]


@dataclass(frozen=True)
class Way:
    """One way of hearing the market: what it is good for, its agenda and what to remember, in four languages."""

    id: str
    title: Text
    good_for: Text
    has_slots: bool
    agenda: tuple[Text, ...]
    checklist: tuple[Text, ...]


@cache
def ways() -> dict[str, Way]:
    """Give the ways by their id, in the order of the pack."""
    said: Any = read_document(PACK.read_bytes(), name=PACK.name)
    common = tuple(said["common"])
    return {
        each["id"]: Way(
            id=each["id"],
            title=each["title"],
            good_for=each["good_for"],
            has_slots=each["has_slots"],
            agenda=(said["opening"], *each["agenda"], said["closing"]),
            checklist=(*common, *each["checklist"]),
        )
        for each in said["activities"]
    }


def agenda_in(way: Way, language: str) -> str:
    """Write the agenda of a way in a language, one point on each line."""
    return "\n".join(each[language] for each in way.agenda)
