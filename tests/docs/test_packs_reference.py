"""The reference page of method packs names every key, limit, role, tool and condition there is."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from veien.foundation.reading import read_document
from veien.methods import queries
from veien.methods.rules import KEYS, road_of

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "reference" / "packs.md").read_text("utf-8")
SCHEMA = json.loads((queries.PACKS / "schema" / "method-pack-1.schema.json").read_text("utf-8"))
HEADINGS = {
    "pack": "The pack",
    "source_document": "A document it builds on",
    "frame": "A sister frame",
    "source": "Where an item comes from",
    "phase": "A phase",
    "station": "A station",
    "activity": "An activity",
    "lane_activity": "An activity",
    "tool": "A tool",
    "deliverable": "A deliverable",
    "decision": "A decision",
    "question": "A decision",
    "lane": "A lane",
}


def section(heading: str) -> str:
    found = re.search(rf"(?ms)^##+ {re.escape(heading)}\n(.*?)(?=^##|\Z)", PAGE)
    assert found, heading
    return found[1]


def rows(heading: str) -> dict[str, str]:
    """Give the rows of a section's tables by the name in their first cell."""
    found = re.findall(r"(?m)^\| `([^`|]+)` \|(.*)\|$", section(heading))
    return dict(found)


@pytest.mark.parametrize("kind", KEYS)
def test_every_key_of_the_schema_is_explained_with_its_type_and_meaning(kind: str) -> None:
    told = rows(HEADINGS[kind])
    keys = SCHEMA["properties"] if kind == "pack" else SCHEMA["$defs"][kind]["properties"]
    assert [key for key in keys if key not in told] == []
    assert all(len(told[key].split("|")) == 3 and all(map(str.strip, told[key].split("|"))) for key in keys)


@pytest.mark.parametrize("kind", KEYS)
def test_the_page_says_which_keys_must_be_there(kind: str) -> None:
    told = rows(HEADINGS[kind])
    for key in KEYS[kind].required:
        assert not told[key].strip().startswith("no "), key
    for key in KEYS[kind].optional:
        assert not told[key].strip().startswith("yes"), key


@pytest.mark.parametrize("kind", KEYS)
def test_the_page_gives_the_limits_of_the_texts(kind: str) -> None:
    told = rows(HEADINGS[kind])
    keys = SCHEMA["properties"] if kind == "pack" else SCHEMA["$defs"][kind]["properties"]
    for key, definition in keys.items():
        found = re.search(r"words(\d+)$", definition.get("$ref", ""))
        if found:
            assert f"at most {found[1]}" in told[key], key


@pytest.mark.parametrize(
    ("heading", "known"),
    [("Roles", queries.roles()), ("Tools", queries.tools()), ("Conditions", queries.predicates())],
)
def test_every_name_a_pack_may_use_is_listed_and_no_other(heading: str, known: dict[str, object]) -> None:
    assert list(rows(heading)) == list(known)


def test_the_words_of_roles_and_conditions_are_those_of_the_program() -> None:
    assert all(role.text.en in rows("Roles")[name] for name, role in queries.roles().items())
    assert all(item.text.en in rows("Conditions")[name] for name, item in queries.predicates().items())


def test_the_example_that_extends_the_guide_is_a_sound_pack() -> None:
    example = re.search(r"(?s)```yaml\n(pack: our-road.*?)```", PAGE)
    assert example
    pack = queries.read_pack(example[1].encode(), name="example")
    assert pack.station("map-needs").effort == 4
    assert (
        len(pack.station("map-needs").tools)
        == len(queries.latest("no-kvikkguide").station("map-needs").tools) - 1
    )


def test_the_examples_are_yaml_that_veien_reads() -> None:
    examples = re.findall(r"(?s)```yaml\n(.*?)```", PAGE)
    assert len(examples) >= 5
    for example in examples:
        assert read_document(example.encode(), name="example")


def test_every_key_of_the_road_as_json_is_explained() -> None:
    told = section("Check a pack")
    road = road_of(queries.latest("no-kvikkguide"))
    inner = [*road["phases"][0], *road["phases"][0]["stations"][0], *road["phases"][0]["decisions"][0]]
    assert [
        key for key in [*road, *inner, *road["lanes"][0], *road["texts"]["nb"]] if f"`{key}`" not in told
    ] == []


def test_every_link_inside_the_page_leads_to_a_heading_or_a_file() -> None:
    headings = {
        re.sub(r"[^a-z0-9 -]", "", text.lower()).replace(" ", "-")
        for text in re.findall(r"(?m)^#+ (.*)$", PAGE)
    }
    for target in re.findall(r"\]\(([^)]+)\)", PAGE):
        if target.startswith("#"):
            assert target[1:] in headings, target
        else:
            assert (ROOT / "docs" / "reference" / target).exists(), target
