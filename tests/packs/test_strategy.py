"""The packs of the strategy: whole, in four languages, and with law that says where it stands and how sure it is."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from veien.foundation.reading import read_document
from veien.strategy.models import Agreement, Demand, OwnershipLine, ServiceChoice
from veien.strategy.queries.pack import PACKS, pack
from veien.strategy.rules import SERVICES

NAMES = ("strategy", "qualification")


def document(name: str) -> Any:
    return read_document((PACKS / f"{name}.yaml").read_bytes(), name=name)


def schema(name: str) -> Any:
    return json.loads((PACKS.parent / "schema" / f"{name}-1.schema.json").read_text("utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_a_pack_keeps_its_schema(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(name))
    jsonschema.validate(json.loads(json.dumps(document(name), default=str)), schema(name))


def test_everything_that_can_be_chosen_has_its_consequences() -> None:
    found = pack()
    assert set(found.ways) == set(ServiceChoice.How.values)
    assert set(found.agreements) == set(Agreement.Model.values)
    assert set(found.paces) == set(Agreement.Pace.values)
    assert set(found.ownership) == set(OwnershipLine.Way.values)
    assert {each.id for each in found.services} == set(SERVICES)


def test_every_check_looks_at_kinds_that_can_be_drafted() -> None:
    checks = pack().checks
    assert len({each.id for each in checks}) == len(checks)
    assert {kind for each in checks for kind in each.kinds} <= set(Demand.Kind.values)


def test_a_law_without_its_reference_does_not_keep_the_schema() -> None:
    held = json.loads(json.dumps(document("qualification"), default=str))
    held["checks"][0]["ref"] = ""
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(held, schema("qualification"))
