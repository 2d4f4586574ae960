"""The questions that tell whether a procurement can be innovative: whole, and in four languages."""

from __future__ import annotations

import json
from typing import Any

import jsonschema

from veien.foundation.reading import read_document
from veien.needs.queries.innovation import PACK, questions

SCHEMA = json.loads((PACK.parents[1] / "schema" / "innovation-1.schema.json").read_text("utf-8"))


def test_the_questions_follow_the_schema() -> None:
    document: Any = read_document(PACK.read_bytes(), name=PACK.name)
    found = jsonschema.Draft202012Validator(SCHEMA).iter_errors(document)
    assert [f"{error.json_path}: {error.message}" for error in found] == []


def test_the_two_questions_that_lead_the_way_are_there_and_ids_are_their_own() -> None:
    ids = [each.id for each in questions()]
    assert len(set(ids)) == len(ids)
    assert {each.id for each in questions() if not each.opens} == {"exists", "adaptable"}


def test_no_question_is_the_same_in_two_languages() -> None:
    assert all(len(set(each.text.values())) == 4 for each in questions())
