"""The JSON Schemas say what the program reads and writes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from veien.award_model.rules import METHODS, NORMALISATIONS, check_case, stability_of
from veien.award_model.rules.check_criteria import MODEL_KEYS
from veien.award_model.tests.cases import Document, modelled, printed, result_of, small_case
from veien.award_model.tests.strategies import METHODS as OTHER_METHODS
from veien.award_model.tests.strategies import MODELS, cases
from veien.award_model.tests.test_docs import examples
from veien.award_model.tests.test_rules_reference import evaluated

FOLDER = Path(__file__).resolve().parents[4] / "docs" / "reference" / "formats"


def schema_of(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8"))
    return schema


CASE_SCHEMA = schema_of("veien-evaluation-1")
CASE = Draft202012Validator(CASE_SCHEMA)
RESULT = Draft202012Validator(schema_of("veien-evaluation-result-1"))


def test_the_schemas_are_schemas() -> None:
    for validator in (CASE, RESULT):
        Draft202012Validator.check_schema(validator.schema)


def test_the_printed_case_and_its_result_are_valid() -> None:
    CASE.validate(printed())
    RESULT.validate(result_of(printed()))


@settings(deadline=None, max_examples=40)
@given(cases())
def test_the_stability_of_what_is_evaluated_is_valid(document: Document) -> None:
    found = stability_of(check_case(document), samples=500, seed=1)
    RESULT.validate(result_of(document) | {"stability": found})


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("weights", "dirichlet"),
        ("samples", 1000),
        ("half_width", "0.001"),
        ("acceptability", {"A": ["1/3", 0.5]}),
        ("acceptability", {"A": ["0/3"]}),
        ("weight_intervals", {"price": ["0"]}),
        ("nearest_change", {"A": {"l2": "0.1"}}),
    ],
)
def test_another_stability_than_the_program_gives_is_refused(key: str, value: Any) -> None:
    result = result_of(printed()) | {"stability": stability_of(check_case(printed()), samples=10, seed=1)}
    RESULT.validate(result)
    result["stability"][key] = value
    assert not RESULT.is_valid(result)


@pytest.mark.parametrize(("case", "expected"), list(examples()))
def test_the_examples_of_the_docs_are_valid(case: Document, expected: Document) -> None:
    CASE.validate(case)
    RESULT.validate(result_of(case))


@settings(deadline=None, max_examples=60)
@given(cases() | cases(methods=OTHER_METHODS))
def test_what_is_evaluated_is_valid_on_both_sides(document: Document) -> None:
    CASE.validate(document)
    result = evaluated(document)
    if result is not None:
        RESULT.validate(result)


def test_schema_and_program_know_the_same_names() -> None:
    assert CASE_SCHEMA["properties"]["method"]["enum"] == list(METHODS)
    definitions = CASE_SCHEMA["$defs"]
    assert definitions["quality"]["properties"]["normalise"]["enum"] == list(NORMALISATIONS)
    models = {}
    for model in definitions["model"]["oneOf"]:
        name = model["properties"]["name"]["const"]
        models[name] = (set(model["required"]) - {"name"}, set(model["properties"]) - {"name"})
    assert models == {
        name: (set(required), {*required, *optional}) for name, (required, optional) in MODEL_KEYS.items()
    }
    assert {model["name"] for model in MODELS} == set(MODEL_KEYS)


TWO = {"A": ("100", "5"), "B": ("200", "10")}


@pytest.mark.parametrize(
    "document",
    [
        {},
        {**printed(), "format": "veien-evaluation/2"},
        {**printed(), "colour": "red"},
        {**printed(), "scale": 0.5},
        {**printed(), "scale": "1,5"},
        {**printed(), "criteria": []},
        {**printed(), "tenders": [{"id": "A", "rejected": ""}]},
        {**printed(), "rounding": {"at": "total"}},
        {**printed(), "percent": "5"},
        {**printed(), "criteria": [{"id": "x", "weight": "1", "kind": "quality", "children": []}]},
        modelled({"name": "linear_between", "floor": "0"}, TWO),
        modelled({"name": "discount_power", "base": "5"}, TWO),
        modelled({"name": "piecewise", "knots": [["1"]]}, TWO),
        small_case("percent_addition", TWO),
        small_case("qualified_lowest_price", TWO, least_points={}),
        small_case("value_per_price", TWO, decide_by="use"),
    ],
)
def test_what_the_program_refuses_for_its_shape_the_schema_refuses(document: Document) -> None:
    assert not CASE.is_valid(document)
    assert evaluated(document) is None


@pytest.mark.parametrize(
    "figure", ["0.286407766990", "0.000000000000", "-12.300000000000", "0", "-0.5", "120"]
)
def test_a_rounded_figure_keeps_its_twelve_decimals(figure: str) -> None:
    result = result_of(printed())
    result["tenders"]["A"]["total"] = figure
    RESULT.validate(result)


@pytest.mark.parametrize(
    "figure", ["1.0", "01", "1e3", "-0", "-0.000000000000", "0.5000000000000", ".5", "1.", "", 5, 0.5]
)
def test_figures_of_a_result_have_one_spelling(figure: Any) -> None:
    result = result_of(printed())
    result["tenders"]["A"]["total"] = figure
    assert not RESULT.is_valid(result)
