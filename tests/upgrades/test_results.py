"""A record from before an upgrade recomputes as it did then, the key ``engine`` aside."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from veien.award_model.rules import METHODS, check_case, evaluate
from veien.award_model.rules.check_criteria import MODEL_KEYS

BEFORE = Path(__file__).parent / "before"
KEPT = [json.loads(line) for line in (BEFORE / "results.jsonl").read_text(encoding="utf-8").splitlines()]
TWELVE = re.compile(r"-?\d+\.\d{12}")


def compared(value: Any) -> Any:
    """Leave out the engine, and the zeros that the first version left off where a figure is rounded to 12 decimals."""
    if isinstance(value, dict):
        return {key: compared(held) for key, held in value.items() if key != "engine"}
    if isinstance(value, list):
        return [compared(held) for held in value]
    if isinstance(value, str) and TWELVE.fullmatch(value):
        return value.rstrip("0").rstrip(".")
    return value


@pytest.mark.parametrize(("case", "result"), [pytest.param(*each[1:], id=each[0]) for each in KEPT])
def test_a_case_of_then_gives_the_result_of_then(case: Any, result: Any) -> None:
    found = evaluate(check_case(case), engine="veien of today")
    assert compared(json.loads(json.dumps(found))) == compared(result)


def test_every_method_and_price_model_is_among_them() -> None:
    cases = [each[1] for each in KEPT]
    assert {case["method"] for case in cases} == set(METHODS)
    text = json.dumps(cases)
    assert all(f'"name": "{name}"' in text for name in MODEL_KEYS)
    assert any(each[0] == "agder" for each in KEPT)


def test_the_command_gives_the_files_that_were_kept(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "veien.command.main", "evaluate", str(BEFORE / "record.json"), "--json"]
    done = subprocess.run(command, capture_output=True, check=True)
    kept = json.loads((BEFORE / "result.json").read_text(encoding="utf-8"))
    assert compared(json.loads(done.stdout)) == compared(kept)
