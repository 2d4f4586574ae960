"""Fifty clients reading and writing at once against a real server on SQLite; and the same with Django's defaults."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bench import homes
from bench.homes import PRODUCT, ROOT, CannotMeasure
from bench.server import serving
from bench.table import Row, percentile, seconds

DEFAULTS = "bench.django_defaults"
LONG, SHORT = 20, 8
CALM_PAUSE = 1.0


class Burst(NamedTuple):
    """What a burst took: every read and every write in seconds, what failed, and what the log has of it."""

    seconds: float
    reads: list[float]
    writes: list[float]
    errors: list[str]
    logged: int

    @property
    def all(self) -> list[float]:
        """Give the times of all requests."""
        return [*self.reads, *self.writes]

    @property
    def per_second(self) -> float:
        """Give how many requests were answered in a second."""
        return len(self.all) / self.seconds


def rows(home: Path, folder: Path) -> list[Row]:
    """Measure the burst flat out and at people's pace, and flat out with Django's defaults."""
    shutil.copytree(home, folder / "burst")
    homes.run("bench.world", "people", home=folder / "burst")
    for name in ("calm", "defaults"):
        shutil.copytree(folder / "burst", folder / name)
    set_back_journal(folder / "defaults" / "veien.sqlite3")
    flat_out = burst(folder / "burst", duration=LONG, pause=0)
    calm = burst(folder / "calm", duration=LONG, pause=CALM_PAUSE)
    defaults = burst(folder / "defaults", duration=SHORT, pause=0, settings=DEFAULTS)
    return [
        *told("50 clients, no pause", flat_out, LONG, goal=True),
        *told("50 clients, a request each second", calm, LONG, goal=True),
        *told("no pause, Django's defaults for SQLite", defaults, SHORT, goal=False),
    ]


def set_back_journal(database: Path) -> None:
    """Give a database file the journal that SQLite starts with; the file remembers it."""
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()


def burst(home: Path, *, duration: float, pause: float, settings: str = PRODUCT) -> Burst:
    """Start a server and let fifty clients work at it.

    Raises: CannotMeasure when the clients could not work at all.
    """
    known = homes.told(home)
    before = entries_in(home)
    with serving(home, settings=settings) as server:
        plan = {**known, "port": server.port, "seconds": duration, "pause": pause}
        done = subprocess.run(
            [sys.executable, "-m", "bench.clients"],
            input=json.dumps(plan),
            capture_output=True,
            text=True,
            cwd=ROOT,
            timeout=duration + 180,
            check=False,
        )
    if done.returncode != 0:
        raise CannotMeasure(f"The clients failed:\n{done.stderr.strip()[-2000:]}")
    return Burst(**json.loads(done.stdout), logged=entries_in(home) - before)


def entries_in(home: Path) -> int:
    """Count the entries of the log."""
    connection = sqlite3.connect(home / "veien.sqlite3")
    count: int = connection.execute("SELECT COUNT(*) FROM audit_logentry").fetchone()[0]
    connection.close()
    return count


def told(what: str, found: Burst, duration: float, *, goal: bool) -> list[Row]:
    """Tell of a burst in four rows: how much, how it went, and reads and writes apart."""
    given = f"{duration:.0f} s, same procurement"
    answered = f"{found.per_second:.0f} requests/s"
    return [
        Row(what, given, "veien serve", times_of(found.all), "p99 0.5 s" if goal else "", answered),
        Row("  reads", given, "GET", times_of(found.reads), "", f"{len(found.reads)} requests"),
        Row(
            "  writes",
            given,
            "POST",
            times_of(found.writes),
            "",
            f"{len(found.writes)} requests, {found.logged} in the log",
        ),
        Row("  errors", given, "", errors_of(found), "none" if goal else "", most_frequent(found.errors)),
    ]


def times_of(values: Sequence[float]) -> str:
    """Give the median and the time that 99 of 100 requests stay under."""
    if not values:
        return "none"
    return f"p50 {seconds(percentile(values, 50))}, p99 {seconds(percentile(values, 99))}"


def errors_of(found: Burst) -> str:
    """Give how many requests failed, of how many."""
    return f"{len(found.errors)} of {len(found.all)}"


def most_frequent(errors: Sequence[str]) -> str:
    """Name the failures, the most frequent first."""
    counted: list[tuple[str, Any]] = Counter(errors).most_common(2)
    return ", ".join(f"{count} x {text}" for text, count in counted)
