"""A database from before evaluators scored alone: brought up to date, its procurements reach their result unchanged."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.upgrades.test_results import BEFORE, compared

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Bring the old database up to date with the command that does so, and hear how it goes on from there."""
    home = tmp_path_factory.mktemp("home")
    with sqlite3.connect(home / "veien.sqlite3") as old:
        old.executescript((BEFORE / "database.sql").read_text(encoding="utf-8"))
    old.close()
    for name in ("record.json", "result.json"):
        data = (BEFORE / name).read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        (home / "files" / digest[:2]).mkdir(parents=True, exist_ok=True)
        (home / "files" / digest[:2] / digest).write_bytes(data)
    clean = {name: value for name, value in os.environ.items() if not name.startswith("VEIEN_")}
    env = clean | {
        "VEIEN_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "veien.server.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }
    run = [sys.executable, "-m"]
    subprocess.run([*run, "veien.command.main", "migrate"], env=env, check=True, capture_output=True)
    done = subprocess.run([*run, "tests.upgrades.after"], env=env, capture_output=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return json.loads(done.stdout)


def before() -> Any:
    return json.loads((BEFORE / "record.json").read_text(encoding="utf-8"))


def test_what_was_settled_lacks_only_the_lock_and_the_opening(told: Any) -> None:
    assert told["missing"]["All settled"] == ["lock"]
    assert told["missing"]["Half settled"] == ["scores"]


def test_a_kept_record_is_the_same_file_before_and_after(told: Any) -> None:
    for when in ("kept", "kept after"):
        assert told[when]["record"].encode() == (BEFORE / "record.json").read_bytes()
        assert told[when]["result"].encode() == (BEFORE / "result.json").read_bytes()
        assert told[when]["sha256"] == hashlib.sha256((BEFORE / "record.json").read_bytes()).hexdigest()
    assert told["kept again"] == 2


def test_nobody_is_told_that_judgements_have_changed(told: Any) -> None:
    assert told["since"] is False


def test_the_case_and_its_result_are_what_they_were(told: Any) -> None:
    old, new = before(), told["record"]
    assert {**new, "evidence": None} == {**old, "evidence": None}
    kept = json.loads((BEFORE / "result.json").read_text(encoding="utf-8"))
    result = told["result"]
    assert (
        result["input_sha256"] != kept["input_sha256"]
    )  # the evidence has grown by the lock and the opening
    assert compared({**result, "input_sha256": ""}) == compared({**kept, "input_sha256": ""})


def test_the_evidence_holds_what_it_held_and_says_that_nobody_scored_alone(told: Any) -> None:
    old, new = before()["evidence"], told["record"]["evidence"]
    assert (new["reasons"], new["musts"]) == (old["reasons"], old["musts"])
    for name in ("requirements", "criteria", "price_lines", "forms", "scores"):
        assert new["digests"][name] == old["digests"][name], name
    assert (new["own"], new["meetings"], new["dissents"]) == ([], {}, [])
    assert new["lock"]["digest"] == old["digests"]["scores"]
    assert (new["opening"]["asked_by"], new["opening"]["opened_by"]) == ("Leader", "Buyer")


def test_what_was_half_settled_is_finished_in_the_new_way(told: Any) -> None:
    assert told["meetings"] == 1
    assert told["half after"] == ["lock"]
