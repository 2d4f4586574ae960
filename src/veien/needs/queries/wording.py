"""Reading wordings: the lexicons that ship, and where a need names a solution. The reader decides, never the program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from veien.foundation.reading import read_document
from veien.needs.rules.wording import Lexicon, hits_in, lexicon_of

PACKS = Path(__file__).parents[2] / "packs" / "wording"
LANGUAGES = ("nb", "sv", "da", "en")


@dataclass(frozen=True)
class Finding:
    """A place where a text may name a solution: from and to, the words, which rule, and a question to the need.

    ``why`` says why the words were noticed. Both sentences are in the reader's language.
    """

    where: tuple[int, int]
    text: str
    rule: str
    advice: str
    why: str = ""


@dataclass(frozen=True)
class _Said:
    why: Mapping[str, str]
    ask: Mapping[str, str]


@cache
def lexicon(language: str) -> Lexicon:
    """Give the lexicon of a language, ready for use."""
    return lexicon_of(_document(language))


def findings_in(text: str, language: str, *, reader: str = "") -> tuple[Finding, ...]:
    """Find where a text names a solution, in the order of the text; an unknown language is read as Norwegian.

    ``reader`` is the language the explanations are written in; without it, the language of the text.
    """
    written = language if language in LANGUAGES else LANGUAGES[0]
    return _findings(text, written, reader if reader in LANGUAGES else written)


@lru_cache(maxsize=4096)
def _findings(text: str, language: str, reader: str) -> tuple[Finding, ...]:
    said = _sentences(reader)
    return tuple(
        Finding(
            where=hit.where,
            text=text[slice(*hit.where)],
            rule=hit.rule,
            advice=said.ask[hit.group],
            why=said.why[hit.rule],
        )
        for hit in hits_in(text, lexicon(language))
    )


@cache
def _sentences(language: str) -> _Said:
    document = _document(language)
    return _Said(
        why={rule: each["why"] for rule, each in document["rules"].items()},
        ask={each["id"]: each["ask"] for each in document["groups"]},
    )


@cache
def _document(language: str) -> Any:
    path = PACKS / f"{language}.yaml"
    return read_document(path.read_bytes(), name=path.name)
