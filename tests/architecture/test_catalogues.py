"""Four languages everywhere: each room's sentences are all translated, whole, and with the same words in every room."""

from __future__ import annotations

import os
import re
import shutil
from collections import defaultdict
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from tests.architecture.catalogues import (
    LANGUAGES,
    collected,
    entries,
    leftovers,
    path_of,
    rooms,
    speaking_rooms,
)
from veien.foundation.reading import read_document
from veien.methods import queries as methods
from veien.road.rules.registry import tools

SPEAKING = speaking_rooms()
CATALOGUES = [(room, language) for room in rooms() for language in LANGUAGES if entries(room, language)]
NAMED = re.compile(r"%\((\w+)\)s")
UNNAMED = re.compile(r"%[sdifr]\b|%\((\w+)\)(?!s)|\{\w*\}")
MARKUP = re.compile(r"</?\w|&#?\w+;")
FOREIGN = {
    "nb": re.compile(r"[äöÄÖ]|\b(och|inte|af|jeres|anbud|upphandling|leverantör|indkøb)\b", re.IGNORECASE),
    "sv": re.compile(r"[æøÆØ]|\b(ikke|og|til|leverandør|anskaffelse|dere|tilbud)\b", re.IGNORECASE),
    "da": re.compile(r"[äöÄÖ]|\b(och|inte|dere|anskaffelse|leverantör|hva|ikkje|av)\b", re.IGNORECASE),
}
each_catalogue = pytest.mark.parametrize(
    ("room", "language"), CATALOGUES, ids=[f"{room}-{language}" for room, language in CATALOGUES]
)


@pytest.mark.parametrize("room", SPEAKING)
def test_a_room_that_speaks_has_a_catalogue_in_every_language(room: str) -> None:
    assert [language for language in LANGUAGES if not path_of(room, language).is_file()] == []


@each_catalogue
def test_nothing_is_left_untranslated_doubtful_or_struck_out(room: str, language: str) -> None:
    found = entries(room, language)
    assert [entry.key[1] for entry in found if not all(text.strip() for text in entry.texts)] == []
    assert [entry.key[1] for entry in found if entry.is_fuzzy] == []
    assert [entry.key[1] for entry in found if entry.key[2] and len(entry.texts) != 2] == []
    assert leftovers(room, language) == 0


@each_catalogue
def test_a_translation_holds_the_same_names_as_the_sentence(room: str, language: str) -> None:
    """One thing may go without its number ("one minute"); several may not."""
    for entry in entries(room, language):
        names = [set(NAMED.findall(said)) for said in entry.key[1:] if said]
        assert set(NAMED.findall(entry.texts[0])) in names, f"{entry.key[1]} | {entry.texts[0]}"
        assert set(NAMED.findall(entry.texts[-1])) == names[-1], f"{entry.key[1]} | {entry.texts[-1]}"


@each_catalogue
def test_a_sentence_holds_no_markup_and_no_nameless_gaps(room: str, language: str) -> None:
    for entry in entries(room, language):
        for text in (*entry.key[1:], *entry.texts):
            assert not MARKUP.search(text), text
            assert not UNNAMED.search(text), text


@each_catalogue
def test_a_translation_begins_and_ends_as_the_sentence_does(room: str, language: str) -> None:
    for entry in entries(room, language):
        for text, said in zip(entry.texts, [word for word in entry.key[1:] if word], strict=True):
            assert (text[0].isspace(), text[-1].isspace()) == (said[0].isspace(), said[-1].isspace()), text
            assert text.endswith(":") == said.endswith(":"), f"{said} | {text}"
            assert text.endswith("?") == said.endswith("?"), f"{said} | {text}"


@each_catalogue
def test_a_translation_is_in_its_own_language(room: str, language: str) -> None:
    for entry in entries(room, language):
        for text in entry.texts:
            assert not FOREIGN[language].search(text), text
            assert len(text) < 30 or text not in entry.key, text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_is_translated_alike_in_all_rooms(language: str) -> None:
    """Django merges the rooms' catalogues, so where two differ, one of them speaks for both."""
    heard: dict[tuple[str, str], dict[tuple[str, ...], list[str]]] = defaultdict(lambda: defaultdict(list))
    for room in rooms():
        for entry in entries(room, language):
            heard[entry.key[:2]][entry.texts].append(room)
    assert {key[1]: dict(texts) for key, texts in heard.items() if len(texts) > 1} == {}


def test_our_rooms_stand_before_the_programs_whose_words_would_win() -> None:
    ours = [name.startswith("veien.") for name in settings.INSTALLED_APPS]
    assert ours == sorted(ours, reverse=True)
    assert {f"veien.{room}" for room in SPEAKING} <= set(settings.INSTALLED_APPS)


def test_the_catalogues_hold_what_code_and_pages_say_and_nothing_else(tmp_path: Path) -> None:
    if shutil.which("xgettext") is None:
        assert not os.environ.get("CI"), "This check needs gettext; it may not be left out here."
        pytest.skip("There is no xgettext on this machine; `make test` installs gettext.")
    said = collected(tmp_path)
    assert set(said) == set(SPEAKING)
    for room, language in CATALOGUES:
        held = {entry.key for entry in entries(room, language)}
        assert said[room] - held == set(), f"{room} lacks these in {language}"
        assert held - said[room] == set(), f"{room} no longer says these"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_tool_is_called_the_same_on_its_page_and_in_the_packs(language: str) -> None:
    known, words = methods.tools(), spoken(language)
    for tool in tools():
        with translation.override("en"):
            title = str(tool.title)
        assert title == known[tool.id].title["en"]
        heard = {text.casefold() for text in words[title.casefold()]}
        assert heard == {known[tool.id].title[language].casefold()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_thing_has_one_word_on_pages_in_packs_and_in_the_glossary(language: str) -> None:
    words = spoken(language)
    path = methods.PACKS / "glossary" / "glossary.yaml"
    known = [dict(term) for term in read_document(path.read_bytes(), name=path.name)["terms"]]
    known += [role.title for role in methods.roles().values()]
    known += [tool.title for tool in methods.tools().values()]
    for each in known:
        heard = {text.casefold() for text in words.get(each["en"].casefold(), ())}
        assert heard <= {each[language].casefold()}, f"{each['en']}: {heard}"


@pytest.mark.parametrize(
    ("said", "stems"),
    [
        ("tenderer", ("tilby", "anbudsgivar", "tilbudsgiver")),
        ("award criteri", ("tildelingskriteri", "tilldelningskriteri", "tildelingskriteri")),
        ("award model", ("evalueringsmodell", "utvärderingsmodell", "evalueringsmodel")),
        ("should-requirement", ("bør-krav", "bör-krav", "bør-krav")),
        ("must-requirement", ("må-krav", "ska-krav", "skal-krav")),
        ("evaluation group", ("evalueringsgruppe", "utvärderingsgrupp", "evalueringsgruppe")),
        ("deliverable", ("leveranse", "leverans", "leverance")),
        ("conflict of interest", ("inhabil", "jäv", "inhabil")),
        (r"anchors?\b", ("poengforklaring", "poängförklaring", "pointforklaring")),
        ("weight", ("vekt", "vikt", "vægt")),
    ],
)
def test_a_word_of_the_field_is_the_same_in_every_sentence(said: str, stems: tuple[str, str, str]) -> None:
    """Of a tenderer before the tender one may say supplier, as the room of needs does."""
    asked = 0
    for language, stem in zip(LANGUAGES, stems, strict=True):
        for room in set(rooms()) - {"needs"}:
            for entry in entries(room, language):
                if re.search(rf"\b{said}", entry.key[1], re.IGNORECASE):
                    asked += 1
                    assert stem in entry.texts[0].lower(), f"{room}: {entry.key[1]} | {entry.texts[0]}"
    assert asked >= len(LANGUAGES)


def spoken(language: str) -> dict[str, set[str]]:
    """Give every sentence that stands without a context, in small letters, with what it is called."""
    found: dict[str, set[str]] = defaultdict(set)
    for room in rooms():
        for entry in entries(room, language):
            if not entry.key[0]:
                found[entry.key[1].casefold()].add(entry.texts[0])
    return found


def test_every_room_was_looked_at() -> None:
    assert len(SPEAKING) >= 14
    assert len(CATALOGUES) == len(SPEAKING) * len(LANGUAGES)
