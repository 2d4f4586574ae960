from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from veien.foundation.faults import BadDocument, Fault
from veien.methods.rules import (
    LANGUAGES,
    Pack,
    UnknownId,
    Words,
    as_document,
    pack_digest,
    road_of,
    words_in,
)
from veien.methods.tests.small import checked, document, faults_of, put

STATION = "phases.0.stations.0"
ACTIVITY = f"{STATION}.activities.0"
DECISION = "phases.0.decisions.0"
TEXT = {"nb": "Tekst", "sv": "Text", "da": "Tekst", "en": "Text"}

SPOILED: list[tuple[str, Any, str, str]] = [
    # what is spoiled, what is put there, where the fault is said to be, what is said
    ("colour", "red", "colour", "is not known here"),
    ("pack", "Small Road", "pack", "not written as it must be"),
    ("version", "1.0", "version", "not written as it must be"),
    ("version", "01.0.0", "version", "not written as it must be"),
    ("version", 1, "version", "a whole number"),
    ("schema", 2, "schema", "out of bounds"),
    ("schema", True, "schema", "true or false"),
    ("country", "FI", "country", "no country called FI"),
    ("title", "Small road", "title", "Here stands a text"),
    ("title.sv", ..., "title.sv", "The Swedish text is missing"),
    ("title.sv", "  ", "title.sv", "The text is empty"),
    ("title.fi", "Pieni tie", "title.fi", "is not known here"),
    ("title.nb", "To\nlinjer", "title.nb", "line break"),
    ("title.nb", "a\u0000b", "title.nb", "cannot be seen"),
    ("title.nb", "x" * 91, "title.nb", "has 91 characters"),
    ("about.da", None, "about.da", "Here stands nothing"),
    ("sources", [], "sources", "The list is empty"),
    ("sources.0.read_on", "2026-02-30", "sources[0].read_on", "no day"),
    ("sources.0.read_on", "20261121", "sources[0].read_on", "no day"),
    ("sources.1.url", "javascript:alert(1)", "sources[1].url", "no web address"),
    ("sources.1.id", "S0", "sources[1].id", "already a source with the id S0"),
    ("phases", {}, "phases", "Here stands a mapping"),
    ("phases", [], "phases", "The list is empty"),
    ("phases.1", "after", "phases[1]", "Here stands a text"),
    ("phases.1.id", "before", "phases[1].id", "already a phase"),
    ("phases.1.stations", [], "phases[1].stations", "The list is empty"),
    ("phases.1.stations", ..., "phases[1]", "The key stations is missing"),
    ("phases.1.stations.0.id", "start", "phases[1].stations[0].id", "already a station, decision or lane"),
    (f"{STATION}.short.nb", "Behov hos alle mulige folk", "phases[0].stations[0].short.nb", "26 characters"),
    (f"{STATION}.effort", 6, "phases[0].stations[0].effort", "out of bounds"),
    (f"{STATION}.effort", 0, "phases[0].stations[0].effort", "out of bounds"),
    (f"{STATION}.effort", "3", "phases[0].stations[0].effort", "Here stands a text"),
    (f"{STATION}.activities", [], "phases[0].stations[0].activities", "The list is empty"),
    (
        f"{STATION}.frames",
        {"brother": TEXT},
        "phases[0].stations[0].frames.brother",
        "no frame called brother",
    ),
    (f"{STATION}.frames", ["sister"], "phases[0].stations[0].frames", "Here stands a list"),
    (
        f"{STATION}.source.document",
        "S9",
        "phases[0].stations[0].source.document",
        "none of the pack's sources",
    ),
    (f"{ACTIVITY}.title.sv", ..., "phases[0].stations[0].activities[0].title.sv", "Swedish text is missing"),
    (f"{ACTIVITY}.title.da", "x" * 71, "phases[0].stations[0].activities[0].title.da", "71 characters"),
    (f"{ACTIVITY}.id", "ask-people", "phases[0].stations[0].activities[1].id", "already an activity"),
    (f"{ACTIVITY}.id", "ask-for-answer", "phases[0].decisions[0].activities[0].id", "already an activity"),
    (f"{ACTIVITY}.tool", "chartr", "phases[0].stations[0].activities[0].tool", "Did you mean charter?"),
    (f"{ACTIVITY}.role", "king", "phases[0].stations[0].activities[0].role", "no role called king"),
    (f"{ACTIVITY}.role", ["it"], "phases[0].stations[0].activities[0].role", "Here stands a list"),
    (
        f"{ACTIVITY}.done_when.1",
        "charter.is_nice",
        "phases[0].stations[0].activities[0].done_when[1]",
        "no cond",
    ),
    (f"{ACTIVITY}.source", ..., "phases[0].stations[0].activities[0]", "The key source is missing"),
    (
        f"{ACTIVITY}.source.point",
        ...,
        "phases[0].stations[0].activities[0].source",
        "The key point is missing",
    ),
    (f"{ACTIVITY}.source.point", -1, "phases[0].stations[0].activities[0].source.point", "out of bounds"),
    (f"{ACTIVITY}.phase", "before", "phases[0].stations[0].activities[0].phase", "is not known here"),
    (f"{ACTIVITY}.after", "ask-people", "phases[0].stations[0].activities[0].after", "pack that extends"),
    ("lanes.0.activities.0.phase", "later", "lanes[0].activities[0].phase", "no phase called later"),
    ("lanes.0.activities.0.phase", ..., "lanes[0].activities[0]", "The key phase is missing"),
    (f"{STATION}.tools.0.tool", ..., "phases[0].stations[0].tools[0]", "The key tool is missing"),
    (f"{STATION}.tools.1.tool", "needs", "phases[0].stations[0].tools[1].tool", "none of Veien's"),
    (f"{STATION}.tools.1.kind", "magic", "phases[0].stations[0].tools[1].kind", "no kind of tool"),
    (f"{STATION}.tools.1.id", "needs-register", "phases[0].stations[0].tools[1].id", "already a tool"),
    (f"{STATION}.deliverables.0.gate", "stop", "phases[0].stations[0].deliverables[0].gate", "no decision"),
    (f"{STATION}.deliverables.0.gate", "close", "phases[0].stations[0].deliverables[0].gate", "not rest on"),
    (
        "phases.1.stations.0.deliverables.0.gate",
        "start",
        "phases[1].stations[0].deliverables[0].gate",
        "after itself",
    ),
    (
        "phases.1.stations.0.deliverables.0.id",
        "needs-summary",
        "phases[1].stations[0].deliverables[0].id",
        "already",
    ),
    (
        f"{DECISION}.deliverables",
        ["signed-contract"],
        "phases[0].decisions[0].deliverables[0]",
        "after itself",
    ),
    (f"{DECISION}.deliverables", ["nothing"], "phases[0].decisions[0].deliverables[0]", "No station makes"),
    (
        f"{DECISION}.deliverables",
        ["needs-summary", "needs-summary"],
        "phases[0].decisions[0].deliverables[1]",
        "named twice",
    ),
    (f"{DECISION}.questions", [], "phases[0].decisions[0].questions", "The list is empty"),
    (f"{DECISION}.optional", "yes", "phases[0].decisions[0].optional", "Write true or false"),
    ("extends", "other-road@1", "extends", "no pack other-road@1"),
    ("extends", "other-road", "extends", "not written as it must be"),
]


@pytest.mark.parametrize(("way", "new", "where", "what"), SPOILED)
def test_a_fault_is_told_with_its_place_and_what_is_wrong(way: str, new: Any, where: str, what: str) -> None:
    told = faults_of(put(document(), way, new))
    assert any(line.startswith(f"{where}: ") and what in line for line in told), told


def test_the_small_road_has_no_faults() -> None:
    assert faults_of(document()) == []


@pytest.mark.parametrize("value", [None, [], "text", 3, True, {}, {"pack": []}])
def test_what_is_no_pack_at_all_is_refused(value: Any) -> None:
    assert faults_of(value)


def test_all_faults_are_found_at_once() -> None:
    spoiled = document()
    put(spoiled, f"{ACTIVITY}.role", "king")
    put(spoiled, f"{STATION}.effort", 9)
    put(spoiled, f"{STATION}.deliverables.0.gate", "stop")
    put(spoiled, "title.en", "")
    assert len(faults_of(spoiled)) == 4


def test_an_unreadable_id_brings_no_second_fault_at_what_refers_to_it() -> None:
    told = faults_of(put(document(), f"{DECISION}.id", "Start!"))
    assert [line.split(":")[0] for line in told] == ["phases[0].decisions[0].id"]


def test_more_faults_than_a_person_reads_are_counted() -> None:
    spoiled = document()
    put(spoiled, f"{ACTIVITY}.done_when", ["nothing"] * 1000)
    told = faults_of(spoiled)
    assert len(told) == 201
    assert "800 more" in told[-1]


def test_a_checked_pack_gives_its_parts_by_id_and_in_order() -> None:
    pack = checked(document())
    assert [station.id for station in pack.stations] == ["map-needs", "buy"]
    assert [decision.id for decision in pack.decisions] == ["start", "close"]
    assert [activity.id for activity in pack.activities] == [
        "name-owner",
        "ask-people",
        "ask-for-answer",
        "sign",
        "tell-people",
    ]
    assert pack.phase("before").stations == (pack.station("map-needs"),)
    assert pack.phase_of("start").id == "before"
    assert pack.phase_of("buy").id == "after"
    assert pack.place_of("sign").id == "buy"
    assert pack.place_of("ask-for-answer").id == "start"
    assert pack.place_of("tell-people") is pack.lane("anchoring")
    assert pack.station_of("needs-summary").id == "map-needs"
    assert pack.deliverable("signed-contract").gate == ""
    assert pack.decision("close").optional
    assert pack.activity("name-owner").done_when == ("charter.has_owner", "charter.has_funding")
    assert pack.activity("name-owner").source.point == 1
    assert pack.station("map-needs").frames[0].title.en == "Idea"


def test_an_unknown_id_is_said() -> None:
    pack = checked(document())
    for find in (pack.phase, pack.station, pack.decision, pack.lane, pack.activity, pack.deliverable):
        with pytest.raises(UnknownId, match="nowhere"):
            find("nowhere")
    with pytest.raises(UnknownId):
        pack.phase_of("anchoring")


def test_words_are_given_in_a_language_and_in_norwegian_for_one_we_have_not() -> None:
    words = Words(nb="Vei", sv="Väg", da="Vej", en="Road")
    assert words.in_language("sv") == "Väg"
    assert words.in_language("da-dk") == "Vej"
    assert words.in_language("en_GB") == "Road"
    for other in ("nb", "no", "nn-NO", "fi", "", None):
        assert words.in_language(other) == "Vei"
    assert dict(words) == {"nb": "Vei", "sv": "Väg", "da": "Vej", "en": "Road"}
    with pytest.raises(KeyError):
        words["fi"]


def test_blanks_around_a_text_are_no_part_of_it() -> None:
    padded = checked(put(document(), f"{ACTIVITY}.text.nb", "  Noen må eie det.\n"))
    assert padded == checked(document())


def test_a_pack_written_out_and_checked_again_is_the_same_pack() -> None:
    pack = checked(document())
    again = checked(as_document(pack))
    assert again == pack
    assert pack_digest(again) == pack_digest(pack)


@pytest.mark.parametrize("way", [f"{ACTIVITY}.title.da", f"{STATION}.effort", "sources.0.read_on"])
def test_every_change_of_content_changes_the_digest(way: str) -> None:
    new: dict[str, Any] = {"effort": 4, "da": "Noget andet", "read_on": "2026-01-01"}
    changed = put(document(), way, new[way.rsplit(".", 1)[1]])
    assert pack_digest(checked(changed)) != pack_digest(checked(document()))


def test_the_road_counts_what_the_pack_holds() -> None:
    road = road_of(checked(document()), "en")
    assert road["totals"] == {
        "phases": 2,
        "stations": 2,
        "lanes": 1,
        "activities": 5,
        "tools": 2,
        "deliverables": 2,
        "decisions": 2,
        "questions": 2,
    }
    assert road["phases"][0]["stations"][0] == {
        "id": "map-needs",
        "title": "Map needs",
        "effort": 3,
        "activities": 2,
        "tools": 2,
        "deliverables": 1,
    }
    assert road["texts"]["sv"] == {"written": 44, "of": 44}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=20,
)


def judged(value: Any, base: Pack | None = None) -> Pack | None:
    """Check a value; whatever it is, the answer is a pack or faults that each say all three things."""
    faults: list[Fault] = []
    pack = None
    try:
        pack = checked(value, base)
    except BadDocument as error:
        faults = error.faults
    assert (pack is None) == bool(faults)
    assert all(part.strip() for fault in faults for part in fault)
    return pack


@given(JSON)
def test_any_value_gives_a_pack_or_faults(value: Any) -> None:
    assert judged(value) is None


def ways_in(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """List the way to every place of a document but the top."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, inner in pairs for found in ((*way, key), *ways_in(inner, (*way, key)))]


WAYS = ways_in(document())


@settings(max_examples=150)
@given(st.lists(st.tuples(st.sampled_from(WAYS), JSON), min_size=1, max_size=3))
def test_a_pack_with_places_overwritten_gives_a_pack_or_faults(changes: list[tuple[Any, Any]]) -> None:
    spoiled = document()
    for way, new in changes:
        place = spoiled
        for step in way[:-1]:
            inside = (isinstance(place, dict) and step in place) or (
                isinstance(place, list) and isinstance(step, int) and step < len(place)
            )
            if not inside:
                break
            place = place[step]
        else:
            if isinstance(place, dict) or (isinstance(place, list) and way[-1] in range(len(place))):
                place[way[-1]] = new
    pack = judged(spoiled)
    if pack is not None:
        assert checked(as_document(pack)) == pack


@given(st.sampled_from(WAYS))
def test_a_pack_with_a_place_taken_away_gives_a_pack_or_faults(way: tuple[Any, ...]) -> None:
    spoiled = document()
    place = spoiled
    for step in way[:-1]:
        place = place[step]
    del place[way[-1]]
    pack = judged(spoiled)
    if pack is not None:
        assert all(text[code] for text in words_in(pack) for code in LANGUAGES)
