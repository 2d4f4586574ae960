"""Finding a solution where a need should stand: words, compounds, endings, counts, detail measures. Pure.

A lexicon is data. Nothing here judges: a hit says where a word stands and which group of the lexicon knows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, NamedTuple

Rule = Literal["product", "service", "method", "brand", "count", "detail"]
RULES: tuple[Rule, ...] = ("product", "service", "method", "brand", "count", "detail")
SHORTEST_FIRST_PART = 2
"""How many letters must stand before the last part of a compound."""

_TOKEN = re.compile(r"\w+(?:[-'’]\w+)*")
_MIXED = re.compile(r"[^\W\d_A-ZÆØÅÄÖ]+[A-ZÆØÅÄÖ]\w*|[A-ZÆØÅÄÖ][^\W\d_A-ZÆØÅÄÖ]+[A-ZÆØÅÄÖ]\w*")
_MODEL = re.compile(r"[A-ZÆØÅÄÖ]{2,}-?\d{2,}\w*")
_CLASS = re.compile(r"\b(?:IP\s?\d{2}|RAL\s?\d{4})\b")
_MARKED = "®™"


@dataclass(frozen=True)
class Known:
    """What a lexicon knows of a word."""

    rule: Rule
    group: str


@dataclass(frozen=True)
class Hit:
    """A place in a text where a solution may stand: from and to, and the group that knows it."""

    where: tuple[int, int]
    rule: Rule
    group: str


@dataclass(frozen=True)
class Ending:
    """How words that end in some way are bent: how much is cut, and what is put in its place."""

    after: str
    cut: int
    add: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Lexicon:
    """A dictionary made ready: every form of every word, and what is left alone. Each is only equal to itself."""

    whole: Mapping[str, Known]
    tails: Mapping[str, Known]
    tail_ends: frozenset[str]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Known], ...]]
    left: frozenset[str]
    left_phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    numbers: frozenset[str]
    measure: re.Pattern[str] | None


class _Token(NamedTuple):
    start: int
    end: int
    text: str
    word: str


def forms_of(word: str, endings: Sequence[Ending]) -> set[str]:
    """Give a word as it may be bent: with every ending, with a doubled last letter, as owner of something.

    Shape: the word itself is always among them. The first ending that fits is used.
    """
    found = {word}
    for ending in endings:
        if word.endswith(ending.after):
            stem = word[: len(word) - ending.cut]
            found |= {stem + each for each in ending.add}
            if not ending.cut and word[-1:] in "bdfgklmnprst":
                found |= {stem + word[-1] + each for each in ending.add if each[:1] in ("a", "e", "o")}
            break
    return found | {f"{each}s" for each in found if not each.endswith("s")}


def lexicon_of(data: Mapping[str, Any]) -> Lexicon:
    """Make a lexicon ready out of a pack of words, as ``packs/schema`` says it is written."""
    nouns = tuple(Ending(each["after"], each["cut"], tuple(each["add"])) for each in data["endings"])
    verbs = tuple(Ending(each["after"], each["cut"], tuple(each["add"])) for each in data["verb_endings"])
    whole: dict[str, Known] = {}
    tails: dict[str, Known] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Known]]] = {}
    for group in data["groups"]:
        known = Known(group["rule"], group["id"])
        for kind, endings in (("words", nouns), ("heads", nouns), ("tails", nouns), ("verbs", verbs)):
            for word in group.get(kind, ()):
                for form in _bent(word.casefold(), endings):
                    if " " in form:
                        parts = tuple(form.split())
                        phrases.setdefault(parts[0], []).append((parts, known))
                        continue
                    if kind != "tails":
                        whole.setdefault(form, known)
                    if kind in ("heads", "tails"):
                        tails.setdefault(form, known)
    return Lexicon(
        whole=whole,
        tails=tails,
        tail_ends=frozenset(each[-3:] for each in tails),
        phrases={key: tuple(sorted(each, key=lambda it: -len(it[0]))) for key, each in phrases.items()},
        left=frozenset(form for word in data["leave"] if " " not in word for form in _bent(word, nouns)),
        left_phrases=_by_first(word for word in data["leave"] if " " in word),
        numbers=frozenset(data["numbers"]),
        measure=_measure(data["units"]),
    )


def hits_in(text: str, lexicon: Lexicon) -> tuple[Hit, ...]:
    """Find where a text names a solution.

    Shape: in the order of the text; no two share a letter; each lies inside the text.
    """
    tokens = [_Token(m.start(), m.end(), m.group(), m.group().casefold()) for m in _TOKEN.finditer(text)]
    taken = list(_word_hits(text, tokens, lexicon))
    found = taken + [each for each in _measures(text, lexicon) if not _touches(each, taken)]
    return tuple(sorted(found, key=lambda each: each.where))


def _word_hits(text: str, tokens: Sequence[_Token], lexicon: Lexicon) -> Iterator[Hit]:
    at = free = 0
    while at < len(tokens):
        left = _left(tokens, at, lexicon)
        if left:
            at += left
            continue
        known, length = _phrase(tokens, at, lexicon)
        known = known or _known(tokens[at].word, lexicon) or _brand(tokens[at], text)
        if known is not None:
            yield _counted(tokens, range(max(free, at - 2), at), length, known, lexicon)
            free = at + length
        at += length


def _left(tokens: Sequence[_Token], at: int, lexicon: Lexicon) -> int:
    """Say how many words from here are left alone."""
    for parts in lexicon.left_phrases.get(tokens[at].word, ()):
        if tuple(each.word for each in tokens[at : at + len(parts)]) == parts:
            return len(parts)
    return 1 if tokens[at].word in lexicon.left else 0


def _phrase(tokens: Sequence[_Token], at: int, lexicon: Lexicon) -> tuple[Known | None, int]:
    for parts, known in lexicon.phrases.get(tokens[at].word, ()):
        if tuple(each.word for each in tokens[at : at + len(parts)]) == parts:
            return known, len(parts)
    return None, 1


@lru_cache(maxsize=1 << 15)
def _known(word: str, lexicon: Lexicon) -> Known | None:
    found = lexicon.whole.get(word)
    if found:
        return found
    if "’" in word or "'" in word:
        word = word.replace("’", "'")
        found = lexicon.whole.get(word) or lexicon.whole.get(word.replace("'", ""))
        if found:
            return found
    if word[-3:] in lexicon.tail_ends:
        for start in range(SHORTEST_FIRST_PART, len(word) - 2):
            found = lexicon.tails.get(word[start:])
            if found:
                return found
    if "-" in word or "'" in word:
        parts = word.replace("'", "-").split("-")
        return next((lexicon.whole[part] for part in parts if part in lexicon.whole), None)
    return None


def _brand(token: _Token, text: str) -> Known | None:
    """Tell a name by its look: capitals inside, letters and figures together, a mark behind it."""
    marked = text[token.end : token.end + 1]
    if marked and marked in _MARKED:
        return Known("brand", "brand")
    if token.text[1:] == token.word[1:] or _CLASS.fullmatch(token.text):  # no capitals inside
        return None
    is_mixed = len(token.text) > 4 and _MIXED.fullmatch(token.text)
    return Known("brand", "brand") if is_mixed or _MODEL.fullmatch(token.text) else None


def _counted(tokens: Sequence[_Token], before: range, length: int, known: Known, lexicon: Lexicon) -> Hit:
    """Let a number among the words right before a thing be part of the hit: how many is part of the solution too."""
    at = before.stop
    start, end = tokens[at].start, tokens[at + length - 1].end
    if known.rule == "product":
        for place in reversed(before):
            if tokens[place].text.isdecimal() or tokens[place].word in lexicon.numbers:
                return Hit((tokens[place].start, end), "count", known.group)
    return Hit((start, end), known.rule, known.group)


def _measures(text: str, lexicon: Lexicon) -> Iterator[Hit]:
    for pattern in (lexicon.measure, _CLASS):
        for match in pattern.finditer(text) if pattern else ():
            yield Hit(match.span(), "detail", "detail")


def _touches(hit: Hit, taken: Iterable[Hit]) -> bool:
    return any(hit.where[0] < each.where[1] and each.where[0] < hit.where[1] for each in taken)


def _bent(word: str, endings: Sequence[Ending]) -> set[str]:
    """Bend the last word of a phrase, or the word."""
    first, _space, last = word.rpartition(" ")
    return {f"{first} {form}".strip() for form in forms_of(last, endings)}


def _by_first(phrases: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for each in phrases:
        parts = tuple(each.split())
        found.setdefault(parts[0], []).append(parts)
    return {key: tuple(sorted(parts, key=len, reverse=True)) for key, parts in found.items()}


def _measure(units: Sequence[str]) -> re.Pattern[str] | None:
    if not units:
        return None
    either = "|".join(re.escape(each) for each in sorted(units, key=len, reverse=True))
    return re.compile(rf"\b\d+(?:[.,]\d+)?[\s\u00a0-]?(?:{either})\b", re.IGNORECASE)
