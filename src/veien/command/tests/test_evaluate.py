"""``veien evaluate``: a ranking from a file, on a machine without Django or a database."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from veien import __version__
from veien.command.main import main

CASE = """
format: veien-evaluation/1
title: Safety alarms, final tenders
currency: NOK
method: points            # see the formats page
scale: "10"
criteria:
  - {id: price, title: Price, weight: "0.5", kind: price, model: {name: proportional}}
  - id: quality
    weight: "0.5"
    children:
      - {id: use, title: Ease of use, weight: "1", kind: quality, normalise: none}
tenders:
  - {id: A, name: Firm A, price: "1000000", points: {use: "6"}}
  - {id: B, name: Førm B, price: "1250000", points: {use: "7.9"}}
  - {id: C, name: Firm C, price: "700000", points: {use: "2"}}
  - {id: D, name: Firm D, price: "900000", points: {use: "9"}, rejected: "must-requirement 12 not met"}
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    file = tmp_path / "case.yaml"
    file.write_text(CASE, encoding="utf-8")
    return file


def veien(*words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command as a stranger would, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "veien.command.main", *words],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_result_is_written_as_json(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(case), "--json"]) == 0
    written = capsys.readouterr()
    result = json.loads(written.out)
    assert written.err == ""
    assert result["format"] == "veien-evaluation-result/1"
    assert result["engine"] == f"veien {__version__}"
    assert result["order"] == ["B", "A", "C"]
    assert result["tenders"]["B"]["total"] == "6.75"
    assert result["rejected"] == {"D": "must-requirement 12 not met"}


def test_yaml_json_and_standard_input_give_the_same_result(case: Path, tmp_path: Path) -> None:
    from veien.foundation.reading import read_document

    as_json = tmp_path / "case.json"
    as_json.write_text(json.dumps(read_document(CASE.encode(), name="case")), encoding="utf-8")
    outputs = {
        veien("evaluate", str(case), "--json").stdout,
        veien("evaluate", str(as_json), "--json").stdout,
        veien("evaluate", "-", "--json", stdin=CASE).stdout,
        veien("evaluate", "--json", "-", stdin=as_json.read_text()).stdout,
    }
    assert len(outputs) == 1
    assert json.loads(outputs.pop())["order"] == ["B", "A", "C"]


def test_the_table_shows_the_ranking_and_the_points_of_each_leaf(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", str(case)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["Safety alarms, final tenders", "method points, currency NOK"]
    rows = [line.split() for line in lines]
    assert ["1", "B", "Førm", "B", "1250000", "6.75"] in rows
    assert ["3", "C", "Firm", "C", "700000", "6"] in rows
    assert ["Points", "B", "A", "C"] in rows
    assert ["Ease", "of", "use", "7.9", "6", "2"] in rows
    assert "Rejected: D: must-requirement 12 not met" in lines
    assert "If the lowest price were under 950000 NOK, B would lead among A and B." in lines
    assert "Without C the others would stand otherwise: A, B." in lines


def test_the_table_shows_ties_and_evaluated_prices(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    document: dict[str, Any] = {
        "format": "veien-evaluation/1",
        "currency": "SEK",
        "method": "percent_addition",
        "percent": "100",
        "scale": "1",
        "rounding": {"step": "0.01", "at": "total"},
        "criteria": [
            {"id": "price", "weight": "0", "kind": "price"},
            {"id": "use", "weight": "1", "kind": "quality", "normalise": "none"},
        ],
        "tenders": [
            {"id": f"T{place}", "price": price, "points": {"use": points}}
            for place, (price, points) in enumerate([("500", "0.5"), ("1000", "0.5"), ("750", "1")] * 3)
        ],
    }
    file = tmp_path / "case.json"
    file.write_text(json.dumps(document))
    assert main(["evaluate", str(file)]) == 0
    out = capsys.readouterr().out
    assert "rounded to 0.01 at total" in out
    assert "Evaluated price" in out
    assert "Level: T0, T2, T3, T5, T6, T8 share a rank." in out
    assert [line.split()[0] for line in out.splitlines() if line.startswith("Points")] == ["Points"] * 2


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        (
            'weight: "0.5", kind',
            "weight: 0.5, kind",
            'line 8, criteria[0].weight: 0.5 is a decimal without quotes. Write it in quotes: "0.5".',
        ),
        (
            'weight: "0.5", kind',
            'weight: "0.6", kind',
            "criteria: The weights add up to 1.1, not to 1. Change them so that they add up to exactly 1.",
        ),
        ('points: {use: "2"}', "points: {}", "tenders[2].points.use: The points are missing. Write them."),
        ("{id: C", "{id: B", "tenders[2].id: The id B is taken by tenders[1]. Give each tender its own id."),
    ],
)
def test_wrong_input_ends_in_two_with_a_line_per_fault(before: str, after: str, line: str) -> None:
    done = veien("evaluate", "-", "--json", stdin=CASE.replace(before, after))
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"{line}\n")


def test_every_fault_has_its_own_line() -> None:
    done = veien("evaluate", "-", stdin=CASE.replace('"1000000"', '"0"').replace('"7.9"', '"11"'))
    assert done.returncode == 2
    assert [line.split(": ")[0] for line in done.stderr.splitlines()] == [
        "tenders[0].price",
        "tenders[1].points.use",
    ]


@pytest.mark.parametrize("file", ["nowhere.yaml", ".", "a\0b", ""])
def test_a_file_that_cannot_be_read_is_told(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", file]) == 2
    assert "The file cannot be read" in capsys.readouterr().err


def test_a_name_cannot_write_to_the_terminal(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(CASE.replace("name: Firm A", 'name: "\\e[31mred"').replace("12 not", "\\e[2J not"))
    assert main(["evaluate", str(file)]) == 0
    assert "\x1b" not in capsys.readouterr().out


def test_a_terminal_that_knows_only_ascii_gets_the_letters_all_the_same(case: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "veien.command.main", "evaluate", str(case)],
        env={"PYTHONIOENCODING": "ascii", "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        check=True,
    )
    assert "Førm B" in done.stdout.decode()


def test_an_endless_file_is_refused() -> None:
    done = veien("evaluate", "/dev/zero")
    assert (done.returncode, done.stdout) == (2, "")
    assert "larger than 20000000 bytes" in done.stderr


def test_a_reader_who_has_seen_enough_is_no_fault(case: Path) -> None:
    piped = f"{sys.executable} -m veien.command.main evaluate {case} --json | true"
    done = subprocess.run(["/bin/sh", "-c", piped], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_no_web_framework_and_no_database_is_loaded(case: Path) -> None:
    code = (
        "import sys; from veien.command.main import main;"
        f"status = main(['evaluate', {str(case)!r}, '--json']);"
        "heavy = {'django', 'sqlite3', 'asyncio', 'socket', 'dataclasses', 'shutil'} & set(sys.modules);"
        "sys.exit(status or (f'loaded: {heavy}' if heavy else 0))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_result_goes_out_through_any_stream(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    assert main(["evaluate", str(case)]) == 0
    assert stream.getvalue().endswith("\n")
