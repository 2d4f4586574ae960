"""``veien log verify`` on an exported file and on the database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from veien.audit.actions import recorded
from veien.audit.queries import export_chain
from veien.command.log import run


@pytest.fixture
def exported(db: None, tmp_path: Path) -> Path:
    chain = uuid4()
    for number in range(3):
        with recorded(chain, "test.counted", by=None) as entry:
            entry.content = {"number": number}
    path = tmp_path / "log.json"
    path.write_text(json.dumps(export_chain(chain)), encoding="utf-8")
    return path


def test_a_whole_export_ends_in_0_and_says_so(exported: Path, capsys: Any) -> None:
    assert run(["verify", str(exported), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["intact"] is True
    assert said["entries"] == 3


def test_a_changed_export_ends_in_3_and_names_the_entry(exported: Path, capsys: Any) -> None:
    document = json.loads(exported.read_text())
    document["entries"][1]["content"] = {"number": 99}
    exported.write_text(json.dumps(document))
    assert run(["verify", str(exported)]) == 3
    assert "entry 2: edited" in capsys.readouterr().out


def test_the_log_in_the_database_is_checked_by_its_id(exported: Path, capsys: Any) -> None:
    chain = json.loads(exported.read_text())["chain"]
    assert run(["verify", chain]) == 0
    assert "intact" in capsys.readouterr().out


@pytest.mark.parametrize("asked", ["not-an-id", "00000000-0000-4000-8000-0000000000ff"])
def test_an_unknown_log_ends_in_2_with_a_sentence(db: None, asked: str, capsys: Any) -> None:
    assert run(["verify", asked]) == 2
    assert asked in capsys.readouterr().err


def test_a_file_that_is_no_log_ends_in_2(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "x.json"
    path.write_text('{"entries": [{"chain": "x"}]}')
    assert run(["verify", str(path)]) == 2
    assert "entries[0]" in capsys.readouterr().err
