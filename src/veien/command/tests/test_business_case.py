"""``veien business-case`` and ``veien share``: figures from a file, without Django, a database or NumPy."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from veien import __version__
from veien.command.main import main

CASE = """
format: veien-business-case/1
title: Night supervision
currency: NOK
years: 5                     # flows in year 0..years
discount_rate: "0.04"
discounting: year_zero_undiscounted     # or first_flow_discounted (spreadsheet NPV)
quantities:                  # named drivers; a quantity is a number, or a product of others
  users: "40"
  visits_per_year: {product: [users, "14", "52"]}
  hours_per_year: {product: [visits_per_year, "20"], divide: "60"}
alternatives:
  - {id: today, title: Today's practice, null_alternative: true, lines: []}      # exactly one
  - id: cameras
    title: Digital supervisiøn
    lines:
      - {id: setup, title: Project, kind: cost, amount: "600000", years: [0, 0]}
      - {id: devices, title: Devices, kind: cost, quantity: users, unit_amount: "7800",
         years: [1, 5], ramp: {"1": "0.5"}}
      - {id: time, title: Freed hours, kind: benefit, benefit: saved_time, quantity: hours_per_year, unit_amount: "520",
         share: "0.75", years: [1, 5], ramp: {"1": "0.5"}, realised: "1", growth: "0",
         uncertainty: {shape: triangular, low: "0.8", mode: "1", high: "1.1"}}      # a factor on the line
      - {id: calm, title: Sleep, kind: benefit, benefit: quality, text: "Nobody is woken."}
cost_key: {fixed_share: "0.3", by: {Kristiansand: "92000", Lillesand: "11000"}}      # optional
"""
KEY = '{format: veien-share/1, total: "1000000.00", fixed_share: "0.3", by: {Årdal: "92000", B: "23000"}}'


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
    assert main(["business-case", str(case), "--json"]) == 0
    written = capsys.readouterr()
    result = json.loads(written.out)
    assert written.err == ""
    assert result["format"] == "veien-business-case-result/1"
    assert result["engine"] == f"veien {__version__}"
    assert result["alternatives"]["cameras"]["flows"][0] == "-600000"
    assert "simulation" not in result["alternatives"]["cameras"]


def test_file_and_standard_input_give_the_same_figures(case: Path) -> None:
    of_file = veien("business-case", str(case), "--json")
    of_input = veien("business-case", "-", "--json", stdin=case.read_text(encoding="utf-8"))
    assert of_file.returncode == 0
    assert of_input.stdout == of_file.stdout
    as_json = json.dumps(json.loads(veien("share", "-", "--json", stdin=KEY).stdout)["shares"])
    assert json.loads(as_json) == {"Årdal": "710000.00", "B": "290000.00"}


def test_the_table_shows_the_plain_sums_first(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["business-case", str(case), "--simulate", "200"]) == 0
    out = capsys.readouterr().out
    lines = out.splitlines()
    assert lines[:2] == [
        "Night supervision",
        "years 0 to 5, NOK, discount rate 4.00 %, year 0 not discounted",
    ]
    rows = [" ".join(line.split()) for line in lines]
    assert "Digital supervisiøn 13 193 850.05 13 193 850.05 353.06 % year 1 year 1" in rows
    assert "0 0.00 -600 000.00" in rows
    assert "Kristiansand 0.00 -10 228 436.18" in rows
    assert "Project 22.99" in rows
    assert "Freed hours 10 187 286.33 14 697 131.91" in rows
    assert "200 draws, seed 1." in rows
    assert "Digital supervisiøn: Sleep: Nobody is woken. (not counted in money)" in rows
    assert "Digital supervisiøn: no line says what integration costs." in rows
    assert out.index("Net present value") < out.index("Beside today, drawn")


def test_a_table_of_many_alternatives_is_laid_out_a_few_at_a_time(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    lines = [{"id": "run", "kind": "cost", "amount": "1", "years": [0, 1]}]
    alternatives = [{"id": f"a{number}", "lines": lines} for number in range(7)]
    document = {
        "format": "veien-business-case/1",
        "currency": "SEK",
        "years": 1,
        "discount_rate": "0",
        "discounting": "first_flow_discounted",
        "alternatives": [{"id": "today", "null_alternative": True, "lines": []}, *alternatives],
    }
    file = tmp_path / "case.json"
    file.write_text(json.dumps(document))
    assert main(["business-case", str(file)]) == 0
    out = capsys.readouterr().out
    assert len([line for line in out.splitlines() if line.startswith("Year ")]) == 2
    assert "year 0 discounted too, as spreadsheets do" in out
    assert "never" in out
    assert "drawn" not in out


def test_the_share_of_each_is_laid_out(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "key.yaml"
    file.write_text(KEY, encoding="utf-8")
    assert main(["share", str(file)]) == 0
    rows = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert "Årdal 92000 710 000.00" in rows
    assert "Together 1 000 000.00" in rows
    assert rows[-1] == "30.00 % is split equally, the rest by the figures."
    assert main(["share", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "format": "veien-share-result/1",
        "shares": {"Årdal": "710000.00", "B": "290000.00"},
    }


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        (
            "years: 5 ",
            "years: 900 ",
            "years: 900 is outside 1 to 100. Write the number of years after year 0, 1 to 100.",
        ),
        (
            'discount_rate: "0.04"',
            "discount_rate: 0.04",
            'line 6, discount_rate: 0.04 is a decimal without quotes. Write it in quotes: "0.04".',
        ),
        ('users: "40"', 'users: "-40"', "quantities.users: -40 is below 0. Write 0 to 1000000000000000."),
        (
            'growth: "0"',
            'growth: "40"',
            "alternatives[1].lines[2].growth: 40 is outside -1 to 1."
            ' Write the growth per year, -1 to 1, such as "0.02" for 2 %.',
        ),
        (
            'amount: "600000", years: [0, 0]',
            'amount: "600000", years: [-1, 0]',
            "alternatives[1].lines[0].years[0]: -1 is below 0. Write a year of the case, 0 to 5.",
        ),
        (
            "title: Digital supervisiøn",
            "null_alternative: true",
            "alternatives[1].null_alternative: This is a second null alternative; the first is alternatives[0]."
            " Keep one of them.",
        ),
        (
            'users: "40"',
            "users: {product: [hours_per_year]}",
            "quantities.users: The quantity needs itself: users -> hours_per_year -> visits_per_year -> users."
            " Give one of them a number.",
        ),
        (
            "title: Night",
            "titel: Night",
            "titel: The key is unknown. Take it away; the keys here are format, currency, years, discount_rate,"
            " discounting, alternatives, title, quantities, cost_key.",
        ),
        (
            'users: "40"',
            f"users: {'9' * 100_000}",
            "line 9, quantities.users: The number has more than 1000 digits. Write at most 1000 digits.",
        ),
        (
            'users: "40"',
            f'users: "{"9" * 100_000}"',
            "quantities.users: The number has more than 1000 digits. Write fewer digits.",
        ),
        (
            'users: "40"',
            'users: &u "40"',
            "line 9, quantities.users: &u names a place to refer to. Take the mark away.",
        ),
    ],
)
def test_wrong_input_ends_in_two_with_a_line_per_fault(
    before: str, after: str, line: str, case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = case.read_text(encoding="utf-8")
    assert before in text
    case.write_text(text.replace(before, after), encoding="utf-8")
    assert main(["business-case", str(case), "--json"]) == 2
    written = capsys.readouterr()
    assert (written.out, written.err) == ("", f"{line}\n")


def test_a_wrong_key_ends_in_two(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "key.yaml"
    file.write_text(KEY.replace('"0.3"', "0.3").replace('"23000"', '"-1"'), encoding="utf-8")
    assert main(["share", str(file)]) == 2
    assert "line 1, fixed_share: 0.3 is a decimal without quotes." in capsys.readouterr().err
    file.write_text(KEY.replace('"0.3"', '"3"').replace('"23000"', '"-1"'), encoding="utf-8")
    assert main(["share", str(file)]) == 2
    assert [line.split(": ")[0] for line in capsys.readouterr().err.splitlines()] == ["fixed_share", "by.B"]


@pytest.mark.parametrize(
    ("flags", "where"),
    [
        (["--simulate", "0"], "--simulate"),
        (["--simulate", "ten"], "--simulate"),
        (["--simulate", "1e5"], "--simulate"),
        (["--simulate", "10000001"], "--simulate"),
        (["--simulate", "9" * 5000], "--simulate"),
        (["--simulate=-5"], "--simulate"),
        (["--simulate", ""], "--simulate"),
        (["--simulate", "10", "--seed", "x"], "--seed"),
        (["--simulate", "10", "--seed", str(2**64)], "--seed"),
        (["--seed", "1"], "--seed"),
    ],
)
def test_how_often_to_draw_is_refused_in_words(
    flags: list[str], where: str, case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["business-case", str(case), *flags]) == 2
    written = capsys.readouterr()
    assert written.out == ""
    assert written.err.startswith(f"{where}: ")
    assert len(written.err.splitlines()) == 1
    assert len(written.err) < 200


def test_the_seed_decides_the_draws(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = []
    for flags in (["--seed", "1"], [], ["--seed", str(2**64 - 1)]):
        assert main(["business-case", str(case), "--simulate", "1000", "--json", *flags]) == 0
        found.append(json.loads(capsys.readouterr().out)["alternatives"]["cameras"]["simulation"])
    assert found[0] == found[1]
    assert found[2]["seed"] == 2**64 - 1
    assert found[2]["p50"] != found[0]["p50"]


@pytest.mark.parametrize("name", ["business-case", "share"])
@pytest.mark.parametrize("file", ["nowhere.yaml", ".", "a\0b", ""])
def test_a_file_that_cannot_be_read_is_told(name: str, file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, file]) == 2
    assert "The file cannot be read" in capsys.readouterr().err


def test_a_name_cannot_write_to_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(CASE.replace("title: Project", 'title: "\\e[2J"'), encoding="utf-8")
    assert main(["business-case", str(file)]) == 0
    assert "\x1b" not in capsys.readouterr().out
    file.write_text(KEY.replace("Årdal", '"\\e[2J"'), encoding="utf-8")
    assert main(["share", str(file)]) == 0
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.parametrize("name", ["business-case", "share"])
def test_an_endless_file_is_refused(name: str) -> None:
    done = veien(name, "/dev/zero")
    assert (done.returncode, done.stdout) == (2, "")
    assert "larger than 20000000 bytes" in done.stderr


def test_neither_django_nor_numpy_is_loaded_unless_something_is_drawn(case: Path) -> None:
    code = (
        "import sys; from veien.command.main import main;"
        f"status = main(['business-case', {str(case)!r}, '--json', *sys.argv[1:]]);"
        "print({'django', 'sqlite3', 'asyncio', 'numpy'} & set(sys.modules), file=sys.stderr)"
    )
    plain, drawn = (
        subprocess.run([sys.executable, "-c", code, *flags], capture_output=True, text=True, check=True)
        for flags in ([], ["--simulate", "5"])
    )
    assert plain.stderr == "set()\n"
    assert drawn.stderr == "{'numpy'}\n"
