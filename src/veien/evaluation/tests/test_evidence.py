"""The evidence of a record: every key is described, and everyone takes the digests again."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from veien.audit.queries import entries_of
from veien.evaluation import actions, queries
from veien.evaluation.models import Moderation, OwnScore, QualityLock
from veien.evaluation.queries import evidence
from veien.evaluation.rules import JUDGING, digests_of
from veien.evaluation.tests.cast import judge_and_score, make_case
from veien.foundation.canonical import digest_of

pytestmark = pytest.mark.django_db
FOLDER = Path(__file__).resolve().parents[4] / "docs" / "reference" / "formats"
PAGE = (FOLDER / "evidence.md").read_text(encoding="utf-8")
SCHEMA = json.loads((FOLDER / "veien-evaluation-1.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


@pytest.fixture
def case(procurement: Any, leader: Any, nurse: Any) -> Any:
    made = make_case(procurement, leader)
    judge_and_score(made, leader)
    return made


def block(kind: str) -> str:
    found = re.search(rf"^```{kind}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert found
    return found[1]


def taken_by_the_program(record: dict[str, Any], folder: Path) -> str:
    program, file = folder / "take.py", folder / "record.json"
    program.write_text(block("python"), encoding="utf-8")
    file.write_text(json.dumps(record), encoding="utf-8")
    done = subprocess.run([sys.executable, "-I", str(program), str(file)], capture_output=True, check=True)
    return done.stdout.decode()


def test_the_program_on_the_page_prints_what_the_page_says(tmp_path: Path) -> None:
    record = json.loads(block("json"))
    assert taken_by_the_program(record, tmp_path) == block("text")
    VALIDATOR.validate(record)
    told = record["evidence"]["digests"]
    assert told == digests_of(record)
    assert record["evidence"]["lock"]["digest"] == told["scores"]


def test_a_record_of_veien_is_valid_and_has_its_digests_taken_again(case: Any, tmp_path: Path) -> None:
    computed = queries.computed_of(case.procurement)
    record = json.loads(json.dumps(computed.document))
    VALIDATOR.validate(record)
    assert computed.result is not None
    printed = dict(line.split() for line in taken_by_the_program(record, tmp_path).splitlines()[:4])
    held = record["evidence"]["digests"]
    assert printed == {name: held[name] for name in ("model", "scores", "reasons", "judging")}
    assert record["evidence"]["lock"]["digest"] == held["scores"]
    last = taken_by_the_program(record, tmp_path).splitlines()[-1].split()
    assert last == ["input", computed.result["input_sha256"]]


def test_every_key_is_described_in_page_and_schema(case: Any) -> None:
    record = queries.computed_of(case.procurement).document
    described = set(SCHEMA["properties"]["evidence"]["properties"])
    assert set(record["evidence"]) <= described
    assert described == {"reasons", "musts", "digests", *JUDGING}
    named = set(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE))
    assert described <= named
    digests = set(SCHEMA["$defs"]["evidence_digests"]["properties"])
    assert set(record["evidence"]["digests"]) == digests
    assert all(f"`{name}`" in PAGE for name in digests)
    for key in described:
        for inner in keys_in(SCHEMA["$defs"][f"evidence_{key}"]):
            assert f"`{inner}`" in PAGE, (key, inner)


def keys_in(schema: dict[str, Any]) -> set[str]:
    found = set(schema.get("properties", ()))
    for each in (
        *schema.get("properties", {}).values(),
        schema.get("additionalProperties"),
        schema.get("items"),
    ):
        if isinstance(each, dict):
            found |= keys_in(each)
    return found


def test_own_points_are_told_once_the_meeting_is_opened_and_match_the_log(
    procurement: Any, leader: Any, nurse: Any
) -> None:
    made = make_case(procurement, leader)
    for key, tender in made.tenders.items():
        failed = {made.musts[1].pk: "The certificate has run out."} if key == "E" else {}
        actions.judge_musts(procurement, by=leader, tender=tender, failed=failed)
    given = [actions.Own(made.tenders[key], points="7,50", reason=f"Own of {key}") for key in "ABCD"]
    actions.keep_own_scores(procurement, by=nurse, criterion=made.environment, scores=given)
    actions.hand_in(procurement, by=nurse, criterion=made.environment)
    assert queries.case_of(procurement)["evidence"]["own"] == []
    actions.open_moderation(procurement, by=leader, criterion=made.environment)
    told = queries.case_of(procurement)["evidence"]["own"]
    assert [each["evaluator"] for each in told] == [nurse.full_name]
    assert [each["points"] for each in told[0]["scores"]] == ["7.5"] * 4
    logged = [
        entry.content["digest"]
        for entry in entries_of(procurement.public_id, most=1000)
        if entry.action == "evaluation.own_scores_handed_in"
    ]
    assert logged == [told[0]["digest"]] == [digest_of(told[0]["scores"])]


def test_nothing_of_own_points_is_told_before_the_meeting(procurement: Any, leader: Any, nurse: Any) -> None:
    made = make_case(procurement, leader)
    judge_and_score(made, leader)
    Moderation.objects.filter(criterion=made.environment).delete()
    secret = "Only I know that the lamp blinks."
    OwnScore.objects.filter(criterion=made.environment).update(reason=secret)
    QualityLock.objects.all().delete()
    record = queries.case_of(procurement)
    assert {each["criterion"] for each in record["evidence"]["own"]} == {made.competence.key}
    assert secret not in json.dumps(record)


def test_very_many_own_points_stay_in_the_log(case: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "MOST_OWN", 3)
    record = queries.case_of(case.procurement)
    assert record["evidence"]["own"]
    assert all("scores" not in each and "digest" not in each for each in record["evidence"]["own"])
    VALIDATOR.validate(json.loads(json.dumps(queries.computed_of(case.procurement).document)))


def test_the_record_says_who_locked_and_who_opened(case: Any, leader: Any) -> None:
    told = queries.case_of(case.procurement)["evidence"]
    assert told["lock"]["by"] == leader.full_name
    assert told["opening"]["asked_by"] != told["opening"]["opened_by"]
    assert set(told["judged"]["scores"]) == {case.environment.key, case.competence.key}
    assert set(told["judged"]["musts"]) == set(case.tenders)
