"""The road a pack makes, in figures: what ``veien method check`` shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from veien.foundation.canonical import digest_of
from veien.methods.rules.document import as_document
from veien.methods.rules.pack import Pack, Station
from veien.methods.rules.words import LANGUAGES, Words


def pack_digest(pack: Pack) -> str:
    """Give the SHA-256 of what a pack says, what it extends included, however its file is laid out."""
    return digest_of(as_document(pack))


def road_of(pack: Pack, language: str = "nb") -> dict[str, Any]:
    """Sum up a pack: phases, stations with their counts and effort, decisions, lanes, totals and texts."""
    return {
        "format": "veien-method-road/1",
        "pack": pack.id,
        "version": pack.version,
        "extends": pack.extends or None,
        "digest": pack_digest(pack),
        "title": pack.title.in_language(language),
        "phases": [
            {
                "id": phase.id,
                "title": phase.title.in_language(language),
                "stations": [_station(station, language) for station in phase.stations],
                "decisions": [
                    {
                        "id": decision.id,
                        "title": decision.title.in_language(language),
                        "optional": decision.optional,
                        "deliverables": len(decision.deliverables),
                        "questions": [question.text.in_language(language) for question in decision.questions],
                    }
                    for decision in phase.decisions
                ],
            }
            for phase in pack.phases
        ],
        "lanes": [
            {"id": lane.id, "title": lane.title.in_language(language), "activities": len(lane.activities)}
            for lane in pack.lanes
        ],
        "totals": totals_of(pack),
        "texts": _texts_of(pack),
    }


def totals_of(pack: Pack) -> dict[str, int]:
    """Count what a pack holds."""
    return {
        "phases": len(pack.phases),
        "stations": len(pack.stations),
        "lanes": len(pack.lanes),
        "activities": len(pack.activities),
        "tools": sum(len(station.tools) for station in pack.stations),
        "deliverables": len(pack.deliverables),
        "decisions": len(pack.decisions),
        "questions": sum(len(decision.questions) for decision in pack.decisions),
    }


def words_in(value: Any) -> Iterator[Words]:
    """Give every text of a pack, or of a part of one, in the order it is written."""
    if isinstance(value, Words):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from words_in(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from words_in(getattr(value, field.name))


def _station(station: Station, language: str) -> dict[str, Any]:
    return {
        "id": station.id,
        "title": station.title.in_language(language),
        "effort": station.effort,
        "activities": len(station.activities),
        "tools": len(station.tools),
        "deliverables": len(station.deliverables),
    }


def _texts_of(pack: Pack) -> dict[str, dict[str, int]]:
    """Count texts per language: how many are written, of how many."""
    texts = list(words_in(pack))
    return {
        code: {"written": sum(bool(text[code]) for text in texts), "of": len(texts)} for code in LANGUAGES
    }
