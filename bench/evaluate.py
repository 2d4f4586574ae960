"""How long ``veien evaluate`` takes, start to end, beside the floors of the machine.

Run: python bench/evaluate.py
"""

from __future__ import annotations

import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

SOURCES = Path(__file__).resolve().parent.parent / "src"
Row = tuple[str, str, str]


def case_of(tenders: int, leaves: int, *, normalise: str = "none") -> dict[str, Any]:
    """Make a case: a price and ``leaves`` quality criteria in parents of twenty, figures from a fixed seed."""
    chance = random.Random(2026)
    names = [f"k{number}" for number in range(leaves)]
    inside = min(20, leaves)
    parents = [names[start : start + inside] for start in range(0, leaves, inside)]
    quality = [
        {
            "id": f"part{number}",
            "weight": str(1 / len(parents)),
            "children": [
                {"id": name, "weight": str(1 / inside), "kind": "quality", "normalise": normalise}
                for name in group
            ],
        }
        for number, group in enumerate(parents)
    ]
    return {
        "format": "veien-evaluation/1",
        "currency": "NOK",
        "method": "points",
        "scale": "10",
        "criteria": [
            {"id": "price", "weight": "0.4", "kind": "price", "model": {"name": "proportional"}},
            {"id": "quality", "weight": "0.6", "children": quality},
        ],
        "tenders": [
            {
                "id": f"T{number}",
                "name": f"Firm {number}",
                "price": str(chance.randint(800_000, 2_000_000)),
                "points": {name: str(chance.randint(0, 100) / 10) for name in names},
            }
            for number in range(tenders)
        ],
    }


def median_of(command: Sequence[str], *, runs: int) -> float:
    """Give the median wall time of a command in seconds, after one run that warms the caches."""
    taken = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True, cwd=SOURCES)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken[1:])


def rows() -> list[Row]:
    """Measure; each row is what was measured, the figure, and the goal or what stands beside it."""
    import yaml

    python = sys.executable
    evaluate = [python, "-m", "veien.command.main", "evaluate", "--json"]
    with tempfile.TemporaryDirectory() as folder:

        def timed(name: str, case: dict[str, Any], runs: int) -> str:
            file = Path(folder) / name
            dump = json.dumps if name.endswith("json") else yaml.safe_dump
            file.write_text(dump(case), encoding="utf-8")
            return f"{median_of([*evaluate, str(file)], runs=runs):.3f} s"

        small, large = case_of(5, 8), case_of(100, 400)
        relative = case_of(100, 400, normalise="proportional")
        measured = [
            ("veien evaluate, 5 tenders, YAML", timed("small.yaml", small, 7), "goal 0.25 s"),
            ("veien evaluate, 5 tenders, JSON", timed("small.json", small, 7), "goal 0.25 s"),
            ("veien evaluate, 100 x 400, YAML", timed("large.yaml", large, 5), "goal 1 s"),
            ("veien evaluate, 100 x 400, JSON", timed("large.json", large, 5), "goal 1 s"),
            ("the same, points normalised", timed("relative.json", relative, 5), "goal 1 s"),
        ]
    bare = median_of([python, "-c", "pass"], runs=7)
    django = median_of([python, "-c", "import django"], runs=7)
    setup = "import django; from django.conf import settings; settings.configure(); django.setup()"
    ready = median_of([python, "-c", setup], runs=7)
    return [
        *measured,
        ("python -c pass", f"{bare:.3f} s", "floor"),
        ("python -c 'import django'", f"{django:.3f} s", "floor of what is not loaded"),
        ("the same with an empty django.setup()", f"{ready:.3f} s", "floor of what is not loaded"),
    ]


def main() -> None:
    """Print the rows as a table."""
    table = rows()
    width = max(len(what) for what, _, _ in table)
    for what, figure, beside in table:
        print(f"{what:<{width}}  {figure:>9}  {beside}")


if __name__ == "__main__":
    main()
