"""``make bench``: measures speed and memory on data that it makes itself, and prints one table.

Run: python -m bench [evaluate] [business-case] [wording] [start] [pages] [preparing] [burst] [matrix]; without a
name, everything. It writes to a temporary folder only, and takes about ten minutes.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench import burst, homes, matrix, start
from bench.homes import CannotMeasure
from bench.pages import ROUNDS, Measured
from bench.table import Row, milliseconds, text_of


def evaluate_rows(_: Path) -> list[Row]:
    """Time the command that computes a ranking."""
    from bench import evaluate

    found = []
    for what, figure, beside in evaluate.rows():
        if beside.startswith("goal "):
            goal = beside.removeprefix("goal ")
            found.append(Row(what, "made from a fixed seed", "veien evaluate --json", figure, goal))
        else:
            found.append(Row(what, "", "python", figure, "", beside))
    return found


def business_case_rows(_: Path) -> list[Row]:
    """Time the sums and the draws of a business case."""
    from bench import business_case

    return business_case.rows()


def stability_rows(_: Path) -> list[Row]:
    """Time what tells how steady an order is, beside a plain loop and other programs."""
    from bench import stability

    return stability.rows()


def wording_rows(_: Path) -> list[Row]:
    """Time the search for solutions in the wording of needs."""
    from bench import wording

    return wording.rows()


def start_rows(folder: Path) -> list[Row]:
    """Time the start of the server and weigh it."""
    return start.rows(large_home(folder), folder)


def burst_rows(folder: Path) -> list[Row]:
    """Let fifty clients work."""
    return burst.rows(large_home(folder), folder)


def preparing_rows(folder: Path) -> list[Row]:
    """Time the pages of phase 1 in the scenarios."""
    from bench import preparing

    return preparing.rows(folder)


def pages_rows(folder: Path) -> list[Row]:
    """Time pages at the promised size, beside a bare Django page; count their queries at both sizes."""
    large = large_home(folder)
    few = {each.title: each for each in measured(folder / "small", rounds=1)}
    found = [
        Row(
            each.title,
            start.GIVEN,
            "GET, in process",
            milliseconds(each.seconds),
            f"{each.goal} ms" if each.goal else "",
            f"{counted(few[each.title].queries, each.queries)}, {each.kilobytes} kB;"
            f" after a write in every room {milliseconds(each.seconds_anew)},"
            f" {counted(few[each.title].queries_anew, each.queries_anew)}",
        )
        for each in measured(large, rounds=ROUNDS)
    ]
    floor = json.loads(homes.run("bench.floor", home=folder))
    return found + [
        Row(
            "bare Django table",
            f"{count} rows",
            "GET, in process",
            milliseconds(taken),
            "",
            "floor: no log-in, no frame",
        )
        for count, taken in floor.items()
    ]


def measured(home: Path, *, rounds: int) -> list[Measured]:
    """Measure the pages of a home in a process of its own."""
    return [
        Measured(*each)
        for each in json.loads(homes.run("bench.pages", str(rounds), home=home).splitlines()[-1])
    ]


def counted(few: int, many: int) -> str:
    """Say how many queries a page takes at either size, and where their number grows."""
    return f"{many} queries" if few == many else f"{few} queries GROWN TO {many}"


def large_home(folder: Path) -> Path:
    """Give the home with a thousand requirements, made the first time it is asked for."""
    if not (folder / "large").exists():
        homes.played(folder / "small")
        homes.grown(folder / "small", folder / "large")
    return folder / "large"


GROUPS: dict[str, Callable[[Path], list[Row]]] = {
    "evaluate": evaluate_rows,
    "stability": stability_rows,
    "business-case": business_case_rows,
    "wording": wording_rows,
    "start": start_rows,
    "pages": pages_rows,
    "preparing": preparing_rows,
    "burst": burst_rows,
    "matrix": matrix.rows,
}


def main() -> int:
    """Measure what was named, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure speed and memory.")
    parser.add_argument(
        "names", nargs="*", metavar="name", help=f"which of {', '.join(GROUPS)}; all when left out"
    )
    names = parser.parse_args().names or list(GROUPS)
    unknown = [each for each in names if each not in GROUPS]
    if unknown:
        parser.error(f"there is no {unknown[0]}; choose among {', '.join(GROUPS)}")
    found: list[Row] = []
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="veien-bench-") as folder:
        for name in names:
            begun = time.monotonic()
            try:
                found += GROUPS[name](Path(folder))
            except CannotMeasure as problem:
                print(f"Veien: {problem}", file=sys.stderr)
                return 1
            print(f"{name}: measured in {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
    cores = len(os.sched_getaffinity(0))
    print(
        f"\nPython {platform.python_version()}, {cores} cores, load {load:.1f} before, SQLite\n\n{text_of(found)}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
