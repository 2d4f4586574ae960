"""Reads of the page frame: the glossary, kept in memory after the first read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from veien.web.rules.numbers import in_language

GLOSSARY = Path(__file__).resolve().parent.parent / "packs" / "glossary" / "glossary.yaml"


@dataclass(frozen=True)
class Term:
    """A word of the field in one language: what it is called, what it means, and where that is said."""

    id: str
    title: str
    meaning: str
    source: str


def term(term_id: str, language: str) -> Term | None:
    """Give a term of the glossary in a language, or nothing if the glossary does not have it."""
    entry = _entries().get(term_id)
    if entry is None:
        return None
    source = in_language(entry.get("source"), language)
    return Term(term_id, in_language(entry, language), in_language(entry["means"], language), source)


def terms(language: str) -> list[Term]:
    """Give the whole glossary in a language, in the order of its words."""
    found = [term(term_id, language) for term_id in _entries()]
    return sorted((one for one in found if one is not None), key=lambda one: one.title.casefold())


@cache
def _entries() -> dict[str, dict[str, Any]]:
    if not GLOSSARY.exists():
        return {}
    pack = yaml.safe_load(GLOSSARY.read_text(encoding="utf-8"))
    return {str(entry["id"]): entry for entry in pack["terms"]}
