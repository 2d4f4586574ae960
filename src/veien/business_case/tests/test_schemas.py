"""The JSON Schemas say what the program reads and writes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from veien.business_case.rules import BENEFITS, DISCOUNTINGS, PARTS, SHAPES, check_case, check_share, share
from veien.business_case.rules.figures import UNITS
from veien.business_case.tests.cases import Document, case_of, line, printed, result_of
from veien.business_case.tests.strategies import cases
from veien.business_case.tests.test_docs import examples
from veien.business_case.tests.test_rules_refusals import ONE_FAULT, SHARE
from veien.foundation.faults import BadDocument

FOLDER = Path(__file__).resolve().parents[4] / "docs" / "reference" / "formats"


def schema_of(name: str) -> Any:
    return Draft202012Validator(json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8")))


CASE, RESULT = schema_of("veien-business-case-1"), schema_of("veien-business-case-result-1")
KEY, KEY_RESULT = schema_of("veien-share-1"), schema_of("veien-share-result-1")


def test_the_schemas_are_schemas() -> None:
    for validator in (CASE, RESULT, KEY, KEY_RESULT):
        Draft202012Validator.check_schema(validator.schema)


def test_the_printed_case_and_its_result_are_valid() -> None:
    CASE.validate(printed())
    RESULT.validate(result_of(printed()))
    RESULT.validate(result_of(printed(), samples=10))


def test_a_key_and_its_result_are_valid() -> None:
    KEY.validate(SHARE)
    KEY_RESULT.validate(share(check_share(SHARE)))
    KEY.validate({**SHARE, "total": -5})
    KEY_RESULT.validate(share(check_share({**SHARE, "total": -5})))


@pytest.mark.parametrize(("case", "expected"), list(examples()))
def test_the_examples_of_the_docs_are_valid(case: Document, expected: Document) -> None:
    if case["format"] == "veien-share/1":
        KEY.validate(case)
    else:
        CASE.validate(case)
        RESULT.validate(result_of(case))


@settings(deadline=None, max_examples=60)
@given(cases())
def test_what_is_computed_is_valid_on_both_sides(document: Document) -> None:
    CASE.validate(document)
    RESULT.validate(result_of(document))
    if document["alternatives"][1]["lines"]:
        RESULT.validate(result_of(document, samples=5))


def test_schema_and_program_know_the_same_names() -> None:
    held = CASE.schema["$defs"]
    assert tuple(CASE.schema["properties"]["discounting"]["enum"]) == DISCOUNTINGS
    assert tuple(held["cost"]["properties"]["part"]["enum"]) == PARTS
    named = [
        *held["benefit"]["properties"]["benefit"]["enum"],
        held["quality"]["properties"]["benefit"]["const"],
    ]
    assert tuple(named) == BENEFITS
    open_shapes, fixed = held["uncertainty"]["oneOf"]
    assert (*open_shapes["properties"]["shape"]["enum"], fixed["properties"]["shape"]["const"]) == SHAPES
    told = held["quantity"]["anyOf"][1]["properties"]["unit"]["description"]
    assert all(unit in told for unit in UNITS)


SEEN_ONLY_BY_THE_PROGRAM = (
    "is outside",
    "is below 0",
    "is taken by",
    "no quantity",
    "a number, or",
    "null alternative",
    "is after the last",
    "is above",
    "do not rise",
    "one value",
    "All figures",
    "divided by 0",
    "no year of the case",
    "7 days",
    "0 to 130",
)


@pytest.mark.parametrize(("change", "place", "words"), ONE_FAULT)
def test_what_the_program_refuses_for_its_shape_the_schema_refuses(
    change: Any, place: str, words: str
) -> None:
    document = printed()
    change(document)
    with pytest.raises(BadDocument) as caught:
        check_case(document)
    if not any(each in caught.value.faults[0].line() for each in SEEN_ONLY_BY_THE_PROGRAM):
        assert not CASE.is_valid(document), place


@pytest.mark.parametrize("figure", ["01", "1e3", ".5", "1.", "", 5, 0.5])
def test_figures_of_a_result_have_one_spelling(figure: Any) -> None:
    result = result_of(case_of([line("a", 5, 0)]))
    result["alternatives"]["new"]["npv"] = figure
    assert not RESULT.is_valid(result)
