"""How long stability takes, beside a plain blocked NumPy loop and, where they are installed, other programs.

Run: python -m bench stability. Each measurement runs in a process of its own, with one thread for products. Others'
programs are looked for in the Python that BENCH_PEERS names, an environment that is thrown away afterwards.
"""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import evaluate
from bench.table import Row, milliseconds, seconds

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = 1_000_000
RUNS = 5
LARGE, SMALL = (10, 40), (5, 8)
PEER_SAMPLES = 2000
COMMAND = "stability_of"
Measured = dict[str, float]


def plain_loop(points: Any, samples: int, *, seed: int = 1, rows: int = 4096) -> tuple[Any, Any]:
    """Rank under evenly drawn weights as one would write it in an hour: blocks, a product, pairs compared.

    Shape: points by tender and leaf; counts by tender and rank, mean of the weights where first by tender and leaf.
    """
    import numpy as np

    many, leaves = points.shape
    counts, central = np.zeros((many, many), np.int64), np.zeros((many, leaves))
    seeds = np.random.SeedSequence(seed).spawn(-(-samples // rows))
    for block, own_seed in enumerate(seeds):
        size = min(rows, samples - block * rows)
        drawn = np.random.Generator(np.random.SFC64(own_seed)).standard_exponential((size, leaves))
        weights = drawn / drawn.sum(axis=1, keepdims=True)
        sums = points @ weights.T
        ranks = np.zeros((many, size), np.uint8)
        for one in range(many):
            for other in range(one + 1, many):
                behind = sums[one] < sums[other]
                ranks[one] += behind
                ranks[other] += ~behind
        for one in range(many):
            counts[one] += np.bincount(ranks[one], minlength=many)
        central += (ranks == 0).astype(np.float64) @ weights
    return counts, central / np.maximum(counts[:, :1], 1)


def case_of(tenders: int, leaves: int) -> dict[str, Any]:
    """Make a case of a price and quality criteria, whose weights differ as little as three decimals allow."""
    case = evaluate.case_of(tenders, leaves - 1)
    names = [f"k{number}" for number in range(leaves - 1)]
    parts = [1000 // leaves + (number < 1000 % leaves) for number in range(leaves)]
    price = case["criteria"][0] | {"weight": f"0.{parts[0]:03}"}
    quality = [
        {"id": name, "weight": f"0.{part:03}", "kind": "quality"}
        for name, part in zip(names, parts[1:], strict=True)
    ]
    return case | {"criteria": [price, *quality]}


def measured(work: Callable[[], object], *, runs: int = 1) -> Measured:
    """Give CPU and wall time of the quickest of some runs, and the memory taken on top of what was there before."""
    before = peak_kilobytes()
    taken = []
    for _ in range(runs):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        taken.append((time.process_time() - cpu, time.perf_counter() - wall))
    more = peak_kilobytes() - before
    return {"cpu": min(taken)[0], "wall": min(wall for _, wall in taken), "bytes": 1024.0 * more}


def peak_kilobytes() -> int:
    """Give the most memory this program has held; what the parent held before it began is not in it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.findall(r"^VmHWM:\s+([0-9]+) kB$", status, re.MULTILINE)[0])


def in_this_process(name: str) -> Measured:
    """Carry out one measurement; NumPy is loaded before the clock starts."""
    import numpy as np

    from veien.award_model.rules import check_case, stability_of

    shape = SMALL if name == "small" else (10, 3) if name == "exact" else LARGE
    case = check_case(case_of(*shape))
    if name == "plain":
        chance = np.random.default_rng(1)
        points = chance.integers(0, 101, shape).astype(np.float64)
        return measured(lambda: plain_loop(points, SAMPLES))
    samples = 10_000 if name == "small" else SAMPLES
    threads = 2 if name == "threads" else 1
    runs = 20 if name in ("small", "exact") else 1
    return measured(lambda: stability_of(case, samples=samples, seed=1, threads=threads), runs=runs)


def in_its_own(name: str) -> Measured:
    """Carry out one measurement in a process of its own."""
    held: Measured = json.loads(_said([sys.executable, "-m", "bench.stability", name]))
    return held


def _said(command: list[str]) -> str:
    paths = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
    settings = {**os.environ, "PYTHONPATH": paths, "OPENBLAS_NUM_THREADS": "1"}
    return subprocess.run(command, env=settings, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def rows() -> list[Row]:
    """Measure; ours and the plain loop take turns, so that both meet the same load."""
    names = ("plain", "large", "threads")
    turns = [{name: in_its_own(name) for name in names} for _ in range(RUNS)]
    middle = {
        name: {key: statistics.median(turn[name][key] for turn in turns) for key in turns[0][name]}
        for name in names
    }
    ours, plain, threads = middle["large"], middle["plain"], middle["threads"]
    small, exact = in_its_own("small"), in_its_own("exact")
    given = "10 tenders x 40 criteria x 1,000,000 samples"
    ratio = ours["cpu"] / plain["cpu"]
    return [
        Row(
            "stability, CPU time",
            given,
            COMMAND,
            seconds(ours["cpu"]),
            f"{seconds(1.2 * plain['cpu'])} (1.2 x plain)",
            f"plain NumPy loop {seconds(plain['cpu'])}; {ratio:.2f} of it; median of {RUNS}",
        ),
        Row(
            "the same, memory",
            given,
            COMMAND,
            _megabytes(ours["bytes"]),
            "80 MB",
            f"above Python with NumPy loaded; plain NumPy loop {_megabytes(plain['bytes'])}",
        ),
        Row(
            "the same, two threads, wall time",
            given,
            COMMAND,
            seconds(threads["wall"]),
            "",
            f"one thread {seconds(ours['wall'])}",
        ),
        Row(
            "stability, small",
            "5 x 8 x 10,000",
            COMMAND,
            milliseconds(small["wall"]),
            "5 ms",
            "quickest of 20",
        ),
        Row(
            "stability, exact",
            "10 tenders x 3 criteria",
            COMMAND,
            milliseconds(exact["wall"]),
            "",
            "quickest of 20",
        ),
        _whole_command(),
        *peers(ours["cpu"]),
    ]


def _whole_command() -> Row:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "case.json"
        file.write_text(json.dumps(case_of(*SMALL)), encoding="utf-8")
        words = [sys.executable, "-m", "veien.command.main", "evaluate", "--json", "--stability", str(file)]
        taken = evaluate.median_of(words, runs=RUNS)
    return Row("the command, start to end", "5 x 8 x 1,000,000", "veien evaluate --stability", seconds(taken))


def peers(ours: float) -> list[Row]:
    """Measure other programs on the same task at a small number of samples, scaled to a million."""
    python = os.environ.get("BENCH_PEERS")
    if not python:
        what = "skipped: BENCH_PEERS names no Python in which they are installed"
        return [Row("other programs", "10 x 40", "", "", "", what)]
    found = json.loads(_said([python, "-m", "bench.peers", str(PEER_SAMPLES)]))
    return [_peer_row(name, held, ours) for name, held in found.items()]


def _peer_row(name: str, held: Measured | str, ours: float) -> Row:
    given = "10 x 40 x 1,000,000"
    if isinstance(held, str):
        return Row(name, given, "", "", "", f"skipped: {held}")
    beside = f"scaled from {PEER_SAMPLES:,} samples; {held['cpu'] / ours:,.0f} times ours"
    return Row(name, given, "", seconds(held["cpu"]), "", beside)


def _megabytes(count: float) -> str:
    return f"{count / 1_000_000:.1f} MB"


if __name__ == "__main__":
    print(json.dumps(in_this_process(sys.argv[1])))
