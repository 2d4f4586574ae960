"""Reading wordings: the lexicons that ship, and where a need names a solution. People decide, never Veien."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.http import Http404
from django.utils.translation import get_language

from veien.foundation.reading import read_document
from veien.needs.models import MeantWord, Need
from veien.needs.queries import NeedRow
from veien.needs.rules.wording import Lexicon, hits_in, lexicon_of
from veien.road.queries import Procurement

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


def findings_of(need: Need | NeedRow, language: str = "") -> tuple[Finding, ...]:
    """Find where a need names a solution, in its short and its full words, meant or not.

    A row does not know its procurement, so ``language`` says which one its words are in.
    """
    written = language or (need.procurement.language if isinstance(need, Need) else "")
    return findings_in(f"{need.title}\n{need.statement}", written, reader=reader_language())


def reader_language() -> str:
    """Give the reader's language, as the lexicons call it."""
    return (get_language() or "").split("-")[0]


@dataclass(frozen=True)
class Wording:
    """How a need is worded: solutions named and not said to be meant, and words that are meant."""

    open: tuple[Finding, ...]
    meant: tuple[MeantWord, ...]


def wording_of(need: Need) -> Wording:
    """Give how a need is worded. One query."""
    meant = tuple(MeantWord.objects.filter(need=need).select_related("said_by").order_by("pk"))
    words = {each.word for each in meant}
    return Wording(_once(each for each in findings_of(need) if each.text.casefold() not in words), meant)


def words_naming(procurement: Procurement, rows: Iterable[NeedRow]) -> dict[int, tuple[str, ...]]:
    """Give which words of these needs name a solution and are not meant, by the need's key. One query."""
    meant: dict[int, set[str]] = {}
    for need, word in MeantWord.objects.filter(need__procurement=procurement).values_list("need_id", "word"):
        meant.setdefault(need, set()).add(word)
    found = {}
    for row in rows:
        let = meant.get(row.pk, set())
        open_ones = _once(
            each for each in findings_of(row, procurement.language) if each.text.casefold() not in let
        )
        if open_ones:
            found[row.pk] = tuple(each.text for each in open_ones)
    return found


def meant_for(need: Need, key: int) -> MeantWord:
    """Give a word that is meant in a need that the caller has already been let into.

    Raises: Http404 if there is none.
    """
    found = MeantWord.objects.filter(need=need, pk=key).first()
    if found is None:
        raise Http404
    found.need = need
    return found


def _once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Give each word once, where it stands first."""
    first: dict[str, Finding] = {}
    for each in findings:
        first.setdefault(each.text.casefold(), each)
    return tuple(first.values())
