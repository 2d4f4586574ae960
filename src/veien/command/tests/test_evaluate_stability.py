"""``veien evaluate --stability``: the same figures on every machine, in words too, and refused in a sentence."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from veien.command.main import main
from veien.command.tests.test_evaluate import CASE

FIVE_LEAVES: dict[str, Any] = {
    "format": "veien-evaluation/1",
    "currency": "SEK",
    "method": "points",
    "scale": "10",
    "criteria": [
        {"id": f"k{place}", "title": f"Part {place}", "weight": "0.2", "kind": "quality"}
        for place in range(5)
    ],
    "tenders": [
        {"id": tender, "points": {f"k{place}": str(points) for place, points in enumerate(row)}}
        for tender, row in {"A": (9, 2, 4, 6, 5), "B": (3, 8, 5, 5, 6), "C": (1, 1, 1, 1, 1)}.items()
    ],
}


@pytest.fixture
def case(tmp_path: Path) -> str:
    file = tmp_path / "case.yaml"
    file.write_text(CASE, encoding="utf-8")
    return str(file)


@pytest.fixture
def five(tmp_path: Path) -> str:
    file = tmp_path / "five.json"
    file.write_text(json.dumps(FIVE_LEAVES))
    return str(file)


def veien(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, with these settings."""
    return subprocess.run(
        [sys.executable, "-m", "veien.command.main", *words],
        env={**os.environ, **settings},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def stability_in(text: str) -> dict[str, Any]:
    held: dict[str, Any] = json.loads(text)["stability"]
    return held


def test_without_the_flag_there_is_no_such_block(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", case, "--json"]) == 0
    assert "stability" not in json.loads(capsys.readouterr().out)


def test_two_leaves_are_exact_and_need_neither_samples_nor_seed(
    case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", case, "--json", "--stability", "--samples", "5", "--seed", "9"]) == 0
    found = stability_in(capsys.readouterr().out)
    assert (found["method"], found["samples"], found["seed"], found["half_width"]) == (
        "exact",
        None,
        None,
        None,
    )
    assert found["acceptability"]["B"] == ["59/103", "10/3399", "14/33"]


def test_a_million_samples_from_seed_one_unless_said_otherwise(five: str) -> None:
    found = stability_in(veien("evaluate", five, "--json", "--stability").stdout)
    assert (found["method"], found["samples"], found["seed"]) == ("sampled", 1_000_000, 1)
    assert found["half_width"] == "0.001"
    assert found["central_weights"]["C"] is None
    assert found["nearest_change"]["C"] is None


def test_the_figures_hang_on_the_seed_and_not_on_the_threads(five: str) -> None:
    words = ("evaluate", five, "--json", "--stability", "--samples", "20000")
    first, second, other = (
        veien(*words, "--seed", seed, VEIEN_THREADS=threads, OPENBLAS_NUM_THREADS=threads)
        for seed, threads in (("7", "1"), ("7", "2"), ("8", "2"))
    )
    assert first.returncode == 0
    assert first.stdout == second.stdout
    assert stability_in(first.stdout)["acceptability"] != stability_in(other.stdout)["acceptability"]


def test_the_words_for_exact_shares(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", case, "--stability"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "The shares are exact." in lines
    assert "B                     57.3 %   0.3 %  42.4 %" in lines
    assert "A is never first." in lines
    assert "Where C is first, the mean of the weights is Price 0.7864, Ease of use 0.2136." in lines
    assert "B stays first while Ease of use weighs 0.4272 to 1 (now 0.5)." in lines
    assert "A draws level with the winner when 0.0758 of the weight is moved." in lines


def test_the_words_for_a_sample(five: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", five, "--stability", "--samples", "10000", "--seed", "3"]) == 0
    out = capsys.readouterr().out
    assert "from 10000 samples with seed 3; with 95 % confidence each is right within 0.98 percentage" in out
    assert "C is in no sample first." in out
    assert "No weights bring C level with the winner." in out


def test_the_words_for_a_tie_and_for_one_leaf(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "tie.json"
    one = {**FIVE_LEAVES, "criteria": [{"id": "k0", "weight": "1", "kind": "quality"}]}
    one["tenders"] = [{"id": tender, "points": {"k0": "5"}} for tender in "AB"]
    file.write_text(json.dumps(one))
    assert main(["evaluate", str(file), "--stability"]) == 0
    out = capsys.readouterr().out
    assert "k0 has all the weight; the other weights have no proportion to grow in." in out
    assert "A is level with the winner now." in out
    assert "B is level with the winner now." in out


def test_many_ranks_are_summed_up_in_the_last_column(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    many = {**FIVE_LEAVES, "tenders": [
        {"id": f"T{n}", "points": {f"k{place}": str((n * 7 + place * place * (n + 1)) % 11) for place in range(5)}}
        for n in range(8)
    ]}  # fmt: skip
    file = tmp_path / "many.json"
    file.write_text(json.dumps(many))
    assert main(["evaluate", str(file), "--stability", "--samples", "2000"]) == 0
    (head,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("Share of all")]
    assert head.split("  ")[-1].strip() == "6 or lower"


@pytest.mark.parametrize(
    ("flags", "line"),
    [
        (
            ["--samples", "10"],
            "--samples: It says nothing without --stability. Leave it out, or add --stability.",
        ),
        (["--seed", "1"], "--seed: It says nothing without --stability. Leave it out, or add --stability."),
        *(
            (
                ["--stability", "--samples", bad],
                f"--samples: {bad} is no whole number from 1 to 10000000. Write one, such as 1000000.",
            )
            for bad in ("0", "-5", "1.5", "1e6", "many", "10000001", "٣", "NaN")
        ),
        (
            ["--stability", "--seed", "9223372036854775808"],
            "--seed: 9223372036854775808 is no whole number from 0 to 9223372036854775807. Write one, such as 1.",
        ),
        (
            ["--stability", "--seed", ""],
            "--seed: An empty text is no whole number from 0 to 9223372036854775807. Write one, such as 1.",
        ),
        (
            ["--stability", "--samples", "9" * 100_000],
            f"--samples: {'9' * 60}... is no whole number from 1 to 10000000. Write one, such as 1000000.",
        ),
    ],
)
def test_how_to_sample_is_refused_in_a_sentence(
    case: str, flags: list[str], line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", case, "--json", *flags]) == 2
    written = capsys.readouterr()
    assert (written.out, written.err) == ("", f"{line}\n")


@pytest.mark.parametrize("threads", ["0", "two", "65", "-1"])
def test_a_setting_that_is_no_number_of_threads_is_refused(
    case: str, threads: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VEIEN_THREADS", threads)
    assert main(["evaluate", case, "--stability"]) == 2
    assert "VEIEN_THREADS: " in capsys.readouterr().err
    assert main(["evaluate", case]) == 0


@pytest.mark.parametrize("method", ["lowest_price", "value_per_price"])
def test_other_methods_than_points_have_no_weights_to_vary(
    method: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "case.yaml"
    text = CASE.replace("method: points", f"method: {method}").replace(", model: {name: proportional}", "")
    file.write_text(text, encoding="utf-8")
    assert main(["evaluate", str(file), "--stability", "--json"]) == 2
    written = capsys.readouterr()
    what = f"Only the method points has weights to vary; this case has the method {method}."
    assert (written.out, written.err) == ("", f"--stability: {what} Leave the flag out.\n")


def test_a_case_that_is_wrong_is_told_before_anything_is_drawn(five: str) -> None:
    text = Path(five).read_text().replace('"0.2"', '"0.3"')
    Path(five).write_text(text)
    done = veien("evaluate", five, "--stability")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("criteria: The weights add up to 1.5, not to 1.")


@pytest.mark.parametrize(
    ("flags", "heavy"),
    [
        ([], {"numpy", "django", "veien.command.stability_words"}),
        (["--json"], {"numpy", "django", "threading", "concurrent.futures"}),
        (["--stability"], {"numpy", "django"}),
    ],
)
def test_numpy_is_loaded_only_where_something_is_sampled(
    case: str, flags: list[str], heavy: set[str]
) -> None:
    code = (
        "import sys; from veien.command.main import main;"
        f"status = main(['evaluate', {case!r}, *{flags!r}]);"
        f"loaded = {heavy!r} & set(sys.modules);"
        "sys.exit(status or (f'loaded: {loaded}' if loaded else 0))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
