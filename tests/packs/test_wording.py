"""The words that name a solution: whole packs, and how well they tell a solution from a need.

The sentences are written by us, half of them needs that name no solution. ``[...]`` marks what should be found. They
were written beside the words, so the figures say that the words hold together, not how they do on strange texts.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

import jsonschema
import pytest

from veien.foundation.reading import read_document
from veien.needs.queries.wording import LANGUAGES, PACKS, findings_in, lexicon

SCHEMA = json.loads((PACKS.parent / "schema" / "wording-1.schema.json").read_text("utf-8"))
SENTENCES = Path(__file__).parent / "wording"
each_language = pytest.mark.parametrize("language", LANGUAGES)


class Sentence(NamedTuple):
    text: str
    marked: tuple[str, ...]


def sentences(language: str) -> tuple[list[Sentence], list[Sentence]]:
    """Give the sentences that name a solution, and those that do not."""
    solutions, needs = [], []
    for line in (SENTENCES / f"{language}.txt").read_text("utf-8").splitlines():
        marked = tuple(re.findall(r"\[([^\]]+)\]", line))
        text = re.sub(r"[\[\]]", "", line[2:])
        (solutions if line.startswith("+") else needs).append(Sentence(text, marked))
    return solutions, needs


@each_language
def test_a_pack_of_words_follows_the_schema(language: str) -> None:
    document = read_document((PACKS / f"{language}.yaml").read_bytes(), name=language)
    found = jsonschema.Draft202012Validator(SCHEMA).iter_errors(document)
    assert [f"{error.json_path}: {error.message}" for error in found] == []
    assert document["language"] == language


def test_the_packs_know_the_same_groups() -> None:
    def groups(language: str) -> list[tuple[str, str]]:
        document = read_document((PACKS / f"{language}.yaml").read_bytes(), name=language)
        return [(each["id"], each["rule"]) for each in document["groups"]]

    assert all(groups(language) == groups("nb") for language in LANGUAGES)


@each_language
def test_a_lexicon_knows_no_empty_word(language: str) -> None:
    ready = lexicon(language)
    assert all(len(each) > 1 for each in (*ready.whole, *ready.tails))


@each_language
def test_there_are_more_than_a_hundred_sentences_half_of_them_clean(language: str) -> None:
    solutions, needs = sentences(language)
    assert len(solutions) + len(needs) > 100
    assert abs(len(solutions) - len(needs)) <= 4
    assert len({each.text for each in (*solutions, *needs)}) == len(solutions) + len(needs)


@each_language
def test_solutions_are_told_from_needs(language: str) -> None:
    """Precision: of the sentences that are noticed, how many name a solution. Recall: how many of those are noticed."""
    solutions, needs = sentences(language)
    missed = [each.text for each in solutions if not findings_in(each.text, language)]
    wrong = [each.text for each in needs if findings_in(each.text, language)]
    noticed = len(solutions) - len(missed)
    precision, recall = noticed / (noticed + len(wrong)), noticed / len(solutions)
    print(f"{language}: precision {precision:.3f}, recall {recall:.3f}")
    assert precision >= 0.95, wrong
    assert recall >= 0.95, missed


@each_language
def test_what_is_found_is_what_is_marked(language: str) -> None:
    """Single words: nine of ten that are marked are found, and nine of ten that are found are marked."""
    solutions, _needs = sentences(language)
    pairs = [(each, [hit.text for hit in findings_in(each.text, language)]) for each in solutions]
    marked = sum(len(each.marked) for each, _found in pairs)
    found = sum(len(hits) for _each, hits in pairs)
    same = sum(
        any(word in hit or hit in word for hit in hits) for each, hits in pairs for word in each.marked
    )
    print(f"{language}: {same} of {marked} marked, {found} found")
    assert same / marked >= 0.9
    assert same / found >= 0.9
