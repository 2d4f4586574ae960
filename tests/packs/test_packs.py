"""Every method pack that ships, and the names the packs may use: whole, four languages everywhere, unchanged."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from veien.foundation.reading import read_document
from veien.methods import queries
from veien.methods.rules import KEYS, LANGUAGES, Pack, Station, Words, pack_digest, words_in

ROOT = Path(__file__).resolve().parents[2]
SCHEMA_FILE = queries.PACKS / "schema" / "method-pack-1.schema.json"
SCHEMA = json.loads(SCHEMA_FILE.read_text("utf-8"))
FILES = sorted(queries.METHODS.glob("*/*.yaml"))
CHECK = jsonschema.Draft202012Validator(SCHEMA)
GUIDE = ("no-kvikkguide", "1.0.0")


def document(path: Path) -> Any:
    """Read a pack file as JSON sees it: days as text."""
    return json.loads(json.dumps(read_document(path.read_bytes(), name=path.name, dates=True), default=str))


def pack_of(path: Path) -> Pack:
    return queries.pack(path.parent.name, path.stem)


each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")


@each_file
def test_a_pack_passes_the_check_and_lies_where_its_name_says(path: Path) -> None:
    pack = pack_of(path)
    assert (pack.id, pack.version) == (path.parent.name, path.stem)


@each_file
def test_a_pack_follows_the_schema(path: Path) -> None:
    assert [f"{error.json_path}: {error.message}" for error in CHECK.iter_errors(document(path))] == []


@each_file
def test_a_pack_that_extends_another_names_its_whole_version(path: Path) -> None:
    extends = pack_of(path).extends
    assert not extends or re.fullmatch(r"[a-z0-9-]+@\d+\.\d+\.\d+", extends)


@each_file
def test_a_shipped_version_never_changes(path: Path) -> None:
    """A new pack: `veien method seal ID VERSION`. A changed one: put it back and make a new version."""
    key = (path.parent.name, path.stem)
    assert queries.sealed().get(key) == pack_digest(pack_of(path))


def test_every_seal_is_of_a_pack_that_ships() -> None:
    assert set(queries.sealed()) == {(path.parent.name, path.stem) for path in FILES}


@each_file
def test_a_text_is_written_anew_in_every_language(path: Path) -> None:
    """Short names may be the same word in two languages; a sentence never is."""
    copied = [
        words["nb"]
        for words in words_in(pack_of(path))
        for first, second in (
            ("nb", "sv"),
            ("nb", "da"),
            ("nb", "en"),
            ("sv", "da"),
            ("sv", "en"),
            ("da", "en"),
        )
        if len(words[first]) > 45 and words[first] == words[second]
    ]
    assert copied == []


@each_file
def test_a_text_is_clean(path: Path) -> None:
    odd = re.compile(r"  | [,.;:!?]|\.\.|,,|[<>{}|]|\bTODO\b|https?:|[\u00a0\u2013\u2014]")
    texts = [words[code] for words in words_in(pack_of(path)) for code in LANGUAGES]
    assert [text for text in texts if odd.search(text)] == []


SIGNS = {
    "nb": (r"[äö]|\b(och|inte|ikke at|af|jeres|upphandling|leverantör)\b"),
    "sv": (r"[æø]|\b(ikke|og|jeg|leverandør|anskaffelse|dere)\b"),
    "da": (r"[äö]|\b(och|inte|dere|deres egne|anskaffelse|leverantör|hva|hvordan dere|av)\b"),
    "en": (r"[æøåäö]|\b(og|och|ikke|inte)\b"),
}
NAMES = re.compile(
    r"Veikart\w*|Prosjektveiviseren|Dagens tjenestereise|Gevinstkartlegging|Forankring|Innsikt|DFØ|Lindås|"
    r"Direktoratet for e-helse|Statistisk sentralbyrå|[a-z]*anskaffelser\.no|Normen",
    re.IGNORECASE,
)


@each_file
@pytest.mark.parametrize("code", LANGUAGES)
def test_a_text_holds_no_word_of_another_language(path: Path, code: str) -> None:
    texts = [NAMES.sub("", words[code]) for words in words_in(pack_of(path))]
    assert [text for text in texts if re.search(SIGNS[code], text)] == []


@each_file
def test_a_sentence_ends_as_one(path: Path) -> None:
    pack = pack_of(path)
    sentences = [activity.text for activity in pack.activities]
    sentences += [deliverable.text for deliverable in pack.deliverables]
    for station in pack.stations:
        sentences += [station.intro, *(tool.note for tool in station.tools)]
    for decision in pack.decisions:
        sentences += [decision.intro, *(question.help for question in decision.questions)]
    assert [
        words["nb"] for words in sentences if not all(words[code][-1] in ".!?" for code in LANGUAGES)
    ] == []
    asked = [question.text for decision in pack.decisions for question in decision.questions]
    assert [words["nb"] for words in asked if not all(words[code][-1] == "?" for code in LANGUAGES)] == []


@each_file
def test_a_title_is_no_sentence(path: Path) -> None:
    titles = [activity.title for activity in pack_of(path).activities]
    assert [words["nb"] for words in titles if any(words[code].endswith(".") for code in LANGUAGES)] == []


@each_file
def test_every_activity_and_deliverable_says_where_it_comes_from(path: Path) -> None:
    pack = pack_of(path)
    known = {source.id for source in pack.sources}
    assert all(activity.source.document in known and activity.source.point for activity in pack.activities)
    assert all(item.source.document in known and item.source.chapter for item in pack.deliverables)


@each_file
def test_every_gate_is_a_decision_that_rests_on_the_deliverable(path: Path) -> None:
    pack = pack_of(path)
    for item in pack.deliverables:
        if item.gate:
            assert item.id in pack.decision(item.gate).deliverables


@pytest.fixture(scope="module")
def guide() -> Pack:
    return queries.pack(*GUIDE)


def test_the_guide_has_its_four_phases_thirteen_stations_lane_and_decisions(guide: Pack) -> None:
    assert [phase.id for phase in guide.phases] == ["clarify-needs", "plan", "carry-out", "follow-up"]
    assert [[station.id for station in phase.stations] for phase in guide.phases] == [
        ["map-needs", "set-goals", "market-dialogue", "strategy", "business-case"],
        ["cooperation", "procedure", "documents", "planning"],
        ["carry-out-procurement"],
        ["contract", "test", "manage"],
    ]
    assert [[decision.id for decision in phase.decisions] for phase in guide.phases] == [
        ["decision-1"],
        ["decision-2"],
        ["decision-3a", "decision-3b"],
        [],
    ]
    assert [decision.id for decision in guide.decisions if decision.optional] == ["decision-3a"]
    assert [lane.id for lane in guide.lanes] == ["anchoring"]


POINTS = {
    "map-needs": 13,
    "set-goals": 10,
    "market-dialogue": 13,
    "strategy": 7,
    "business-case": 9,
    "decision-1": 3,
    "cooperation": 11,
    "procedure": 6,
    "documents": 13,
    "planning": 8,
    "decision-2": 1,
    "carry-out-procurement": 12,
    "contract": 13,
    "test": 12,
    "manage": 11,
    "anchoring": 16,
}


def test_every_point_of_every_chapter_is_an_activity(guide: Pack) -> None:
    places = (*guide.stations, *guide.decisions, *guide.lanes)
    found = {place.id: sorted({item.source.point for item in place.activities}) for place in places}
    assert {name: points for name, points in found.items() if points} == {
        name: list(range(1, most + 1)) for name, most in POINTS.items()
    }


def test_every_chapter_is_a_station_or_the_lane(guide: Pack) -> None:
    places = (*guide.stations, *guide.lanes)
    assert len({place.source.chapter for place in places}) == 14


def test_the_guide_has_its_twenty_eight_deliverables(guide: Pack) -> None:
    found = Counter(guide.station_of(item.id).id for item in guide.deliverables)
    assert sum(found.values()) == 28
    assert found == {
        "map-needs": 3,
        "set-goals": 1,
        "market-dialogue": 1,
        "strategy": 3,
        "cooperation": 4,
        "procedure": 1,
        "documents": 3,
        "planning": 4,
        "carry-out-procurement": 4,
        "contract": 1,
        "test": 2,
        "manage": 1,
    }


def test_every_question_of_the_decisions_is_asked(guide: Pack) -> None:
    asked = {decision.id: len(decision.questions) for decision in guide.decisions}
    assert asked == {"decision-1": 3, "decision-2": 5, "decision-3a": 1, "decision-3b": 1}


def test_only_what_follows_the_last_decision_has_no_gate(guide: Pack) -> None:
    free = {guide.station_of(item.id).id for item in guide.deliverables if not item.gate}
    assert free == {station.id for station in guide.phase("follow-up").stations}


def test_every_lane_activity_belongs_to_a_phase_and_every_phase_has_some(guide: Pack) -> None:
    found = Counter(activity.phase for activity in guide.lane("anchoring").activities)
    assert found == {"clarify-needs": 7, "plan": 3, "carry-out": 4, "follow-up": 2}


def test_effort_is_greatest_where_the_guide_puts_most_work(guide: Pack) -> None:
    most = max(guide.stations, key=lambda station: station.effort)
    assert isinstance(most, Station)
    assert most.id == "carry-out-procurement"


def test_the_copy_of_the_schema_in_the_docs_is_the_schema() -> None:
    copy = ROOT / "docs" / "reference" / "formats" / SCHEMA_FILE.name
    assert copy.read_bytes() == SCHEMA_FILE.read_bytes()


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_schema_names_the_keys_the_check_knows() -> None:
    definitions = SCHEMA["$defs"]
    assert set(SCHEMA["properties"]) == {*KEYS["pack"].required, *KEYS["pack"].optional}
    assert set(definitions["whole"]["required"]) == set(KEYS["pack"].required)
    for kind, keys in KEYS.items():
        if kind != "pack":
            assert set(definitions[kind]["properties"]) == {*keys.required, *keys.optional}, kind
            assert set(definitions[kind]["required"]) == set(keys.required), kind


@pytest.mark.parametrize(
    ("definition", "known"),
    [("role", queries.roles()), ("tool_name", queries.tools()), ("predicate_name", queries.predicates())],
)
def test_the_schema_names_the_tools_conditions_and_roles_there_are(definition: str, known: Any) -> None:
    assert SCHEMA["$defs"][definition]["enum"] == list(known)


def spoilings() -> Iterator[tuple[str, list[Any], Any]]:
    """Give ways to spoil the guide that the schema, too, must find."""
    station: list[Any] = ["phases", 0, "stations", 0]
    yield "a language is missing", [*station, "title", "sv"], None
    yield "an unknown key", [*station, "colour"], "red"
    yield "an effort out of bounds", [*station, "effort"], 6
    yield "an unknown tool", [*station, "activities", 0, "tool"], "hammer"
    yield "an unknown condition", [*station, "activities", 0, "done_when"], ["sun.shines"]
    yield "a label that is too long", [*station, "short", "nb"], "x" * 23
    yield "an activity without its point", [*station, "activities", 0, "source", "point"], None
    yield "no phases", ["phases"], []
    yield "a version that is none", ["version"], "1.0"
    yield "an address that runs", ["sources", 0, "url"], "javascript:alert(1)"


@pytest.mark.parametrize(("way", "new"), [pytest.param(way, new, id=name) for name, way, new in spoilings()])
def test_the_schema_refuses_what_the_check_refuses(way: list[Any], new: Any) -> None:
    spoiled = document(queries.METHODS / GUIDE[0] / f"{GUIDE[1]}.yaml")
    place = spoiled
    for step in way[:-1]:
        place = place[step]
    if new is None:
        del place[way[-1]]
    else:
        place[way[-1]] = new
    assert not CHECK.is_valid(spoiled)


def named_words() -> list[tuple[str, Words]]:
    found = [(name, tool.title) for name, tool in queries.tools().items()]
    found += [(name, predicate.text) for name, predicate in queries.predicates().items()]
    return found + [
        (name, words) for name, role in queries.roles().items() for words in (role.title, role.text)
    ]


def test_every_name_a_pack_may_use_is_put_in_words_in_four_languages() -> None:
    assert [name for name, words in named_words() if not all(words[code].strip() for code in LANGUAGES)] == []


def test_the_sentences_of_conditions_and_roles_end_as_such() -> None:
    sentences = [predicate.text for predicate in queries.predicates().values()]
    sentences += [role.text for role in queries.roles().values()]
    assert all(words[code].endswith(".") for words in sentences for code in LANGUAGES)
