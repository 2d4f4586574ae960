"""The law packs: whole, four languages, every figure with its source, its days and how sure it is."""

from __future__ import annotations

import json
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from veien.foundation.reading import read_document
from veien.law.queries import PACKS, confidence_words, countries, law_of
from veien.law.rules import CONFIDENCES

SCHEMA = json.loads((PACKS.parent / "schema" / "law-1.schema.json").read_text("utf-8"))
FILES = [path for path in sorted(PACKS.glob("*.yaml")) if path.stem != "words"]
each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def document(path: Path) -> Any:
    read = read_document(path.read_bytes(), name=path.name, dates=True)
    return json.loads(json.dumps(read, default=str))


@each_file
def test_a_law_pack_follows_the_schema(path: Path) -> None:
    found = jsonschema.Draft202012Validator(SCHEMA).iter_errors(document(path))
    assert [f"{error.json_path}: {error.message}" for error in found] == []


@each_file
def test_what_a_law_pack_names_is_there(path: Path) -> None:
    law = document(path)
    rests = [*law["categories"].values(), *law["regimes"].values(), *law["counting"].values()]
    rests += [figure for line in law["thresholds"] for figure in line["figures"]]
    assert {source for each in rests for source in each["sources"]} == set(law["sources"])
    assert {step["regime"] for steps in law["steps"].values() for step in steps} == set(law["regimes"])
    levels = {line["level"] for line in law["thresholds"] if line["kind"] == "regime"}
    assert {step["level"] for steps in law["steps"].values() for step in steps[1:]} == levels


@each_file
def test_only_what_is_called_known_goes_without_a_source(path: Path) -> None:
    law = document(path)
    rests = [*law["categories"].values(), *law["regimes"].values(), *law["counting"].values()]
    rests += [figure for line in law["thresholds"] for figure in line["figures"]]
    assert [each for each in rests if not each["sources"] and each["confidence"] != "known"] == []


@pytest.mark.parametrize("country", countries())
def test_the_figures_of_a_threshold_follow_each_other_without_a_gap_or_an_overlap(country: str) -> None:
    for line in law_of(country).lines:
        assert line.figures[0].to_on is None or line.figures[0].from_on <= line.figures[0].to_on
        for before, after in pairwise(line.figures):
            assert before.to_on is not None
            assert after.from_on == before.to_on + timedelta(days=1), line.id


def test_a_text_is_written_anew_in_every_language() -> None:
    texts = [rule.text for country in countries() for rule in law_of(country).counting.values()]
    texts += [each.means for country in countries() for each in law_of(country).regimes.values()]
    texts += [each.means for each in confidence_words().values()]
    assert [text["en"] for text in texts if len(set(text.values())) != 4] == []


def test_every_degree_of_certainty_has_its_words() -> None:
    assert tuple(confidence_words()) == CONFIDENCES
