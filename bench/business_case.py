"""How long a business case takes: the plain sums, and the draws beside a plain blocked NumPy draw of the same numbers.

Run: python -m bench business-case
"""

from __future__ import annotations

import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.table import Row, milliseconds, seconds

SOURCES = Path(__file__).resolve().parent.parent / "src"
ALTERNATIVES, LINES, UNCERTAIN, YEARS, SAMPLES = 10, 200, 60, 10, 100_000
GIVEN = f"{ALTERNATIVES} alternatives x {LINES} lines ({UNCERTAIN} uncertain) x {YEARS} years"
PLAIN_BLOCK = 4096
ENDS = {"low": "0.8", "mode": "1", "high": "1.3"}


def case_of(shape: str) -> dict[str, Any]:
    """Make a case of the promised size, with figures from a fixed seed."""
    chance = random.Random(2026)
    alternatives = [
        {"id": f"a{place}", "lines": [line_of(number, shape, chance) for number in range(LINES)]}
        for place in range(ALTERNATIVES)
    ]
    alternatives[0]["null_alternative"] = True
    return {
        "format": "veien-business-case/1",
        "currency": "NOK",
        "years": YEARS,
        "discount_rate": "0.04",
        "discounting": "year_zero_undiscounted",
        "quantities": {"users": "412", "visits": {"product": ["users", "14"], "divide": "60"}},
        "alternatives": alternatives,
        "cost_key": {"fixed_share": "0.3", "by": {f"m{place}": str(900 * place) for place in range(1, 22)}},
    }


def line_of(number: int, shape: str, chance: random.Random) -> dict[str, Any]:
    """Make one line: every third a benefit, some by a driver, some with ramp or growth."""
    line: dict[str, Any] = {"id": f"l{number}", "kind": "cost", "years": [number % 3, YEARS]}
    if number % 3 == 0:
        line |= {"kind": "benefit", "benefit": "saved_time", "realised": "0.8"}
    if number % 2:
        line |= {"quantity": "visits", "unit_amount": str(chance.randint(1_000, 99_999) / 10)}
    else:
        line["amount"] = str(chance.randint(10_000, 900_000))
    if number % 5 == 0:
        line["ramp"] = {"1": "0.5"}
    if number % 7 == 0:
        line["growth"] = str(chance.randint(1, 30) / 1000)
    if number < UNCERTAIN:
        line["uncertainty"] = {"shape": shape, **ENDS}
    return line


def plain_draw(shape: str) -> Callable[[], Any]:
    """Give the loop one would write by hand: draw a block of factors, weigh and add them, take percentiles."""
    import numpy as np

    low, mode, high = (float(ENDS[key]) for key in ("low", "mode", "high"))
    worth = np.linspace(-1e6, 1e6, UNCERTAIN)
    alpha, beta = 1 + 4 * (mode - low) / (high - low), 1 + 4 * (high - mode) / (high - low)

    def draw() -> None:
        generator = np.random.default_rng(1)
        for _ in range(ALTERNATIVES):
            runs = np.empty(SAMPLES)
            for start in range(0, SAMPLES, PLAIN_BLOCK):
                size = (min(PLAIN_BLOCK, SAMPLES - start), UNCERTAIN)
                if shape == "triangular":
                    factors = generator.triangular(low, mode, high, size=size)
                else:
                    factors = low + (high - low) * generator.beta(alpha, beta, size=size)
                runs[start : start + len(factors)] = factors @ worth
            np.percentile(runs, (10, 50, 90))

    return draw


def cpu_of(*calls: Callable[[], Any], runs: int) -> list[float]:
    """Give the median processor time of calls that take turns, after one round that warms the caches."""
    taken: list[list[float]] = [[] for _ in calls]
    for _ in range(runs + 1):
        for call, times in zip(calls, taken, strict=True):
            begun = time.process_time()
            call()
            times.append(time.process_time() - begun)
    return [statistics.median(times[1:]) for times in taken]


def rows() -> list[Row]:
    """Measure."""
    from veien.business_case.rules import check_case, reckon

    document = case_of("triangular")
    case = check_case(document)
    checked, plain = cpu_of(lambda: check_case(document), lambda: reckon(case, engine="veien"), runs=7)
    found = [
        Row("business case: plain sums", GIVEN, "in process", milliseconds(plain), "50 ms", "CPU time"),
        Row("business case: checking the file's content", GIVEN, "in process", milliseconds(checked)),
    ]
    for shape in ("triangular", "pert"):
        drawn_case = check_case(case_of(shape))
        ours, theirs = cpu_of(
            lambda case=drawn_case: reckon(case, engine="veien", samples=SAMPLES),  # type: ignore[misc]
            plain_draw(shape),
            runs=3,
        )
        beside = f"{ours / theirs:.2f} times a plain blocked NumPy draw, {seconds(theirs)}; CPU time"
        goal = "1.5 times"
        found.append(
            Row(f"business case: {SAMPLES} draws, {shape}", GIVEN, "in process", seconds(ours), goal, beside)
        )
    return [*found, *_whole_command(document)]


def _whole_command(document: dict[str, Any]) -> list[Row]:
    """Time the command with its start and its file, and weigh it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "case.json"
        file.write_text(json.dumps(document), encoding="utf-8")
        code = (
            "import contextlib, io, resource, sys; from veien.command.main import main\n"
            "with contextlib.redirect_stdout(io.StringIO()): main(sys.argv[1:])\n"
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
        )
        command = [
            sys.executable,
            "-c",
            code,
            "business-case",
            str(file),
            "--json",
            "--simulate",
            str(SAMPLES),
        ]
        begun = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=SOURCES)
        taken = time.perf_counter() - begun
    said = f"veien business-case --simulate {SAMPLES}"
    return [
        Row("business case: the whole command", GIVEN, said, seconds(taken)),
        Row(
            "business case: memory at most",
            GIVEN,
            said,
            f"{int(done.stdout) / 1024:.0f} MB",
            "150 MB",
            "with Python",
        ),
    ]


def main() -> None:
    """Print the rows as a table."""
    from bench.table import text_of

    print(text_of(rows()))


if __name__ == "__main__":
    main()
