"""How long the server takes to its first page, and how much memory the whole program holds."""

from __future__ import annotations

import shutil
import statistics
import time
from pathlib import Path

from bench import homes
from bench.homes import CannotMeasure
from bench.server import memory_of, serving, status_of
from bench.table import Row, seconds

STARTS = 3
IDLE_SECONDS = 5
VIEWS = 50
COMMAND = "veien serve"
PATHS = ("", "stations/documents/", "thread/", "requirements/", "needs/")
GIVEN = "Agder, 1,000 requirements, 200 needs"


def rows(home: Path, folder: Path) -> list[Row]:
    """Start a server some times; weigh the last one idle and after fifty page views of a person who is logged in.

    Raises: CannotMeasure when a page does not answer.
    """
    mine = folder / "start"
    shutil.copytree(home, mine)
    homes.run("bench.world", "people", home=mine)
    known = homes.told(mine)
    taken = []
    for _ in range(STARTS - 1):
        with serving(mine) as server:
            taken.append(server.seconds_to_first_page)
    with serving(mine) as server:
        taken.append(server.seconds_to_first_page)
        time.sleep(IDLE_SECONDS)
        idle = memory_of(server.pid)
        for view in range(VIEWS):
            path = f"/procurements/{known['procurement']}/{PATHS[view % len(PATHS)]}"
            status = status_of(server.port, path, f"sessionid={known['sessions'][0]}")
            if status != 200:
                raise CannotMeasure(f"{path} answered {status}.")
        after = memory_of(server.pid)
    return [
        Row(
            "start to first answered page",
            GIVEN,
            COMMAND,
            seconds(statistics.median(taken)),
            "5 s",
            f"median of {STARTS}, slowest {seconds(max(taken))}",
        ),
        Row(
            "memory idle, whole program",
            GIVEN,
            COMMAND,
            megabytes(idle),
            "250 MB",
            f"{IDLE_SECONDS} s after the start",
        ),
        Row(
            "memory after 50 page views",
            GIVEN,
            COMMAND,
            megabytes(after),
            "",
            "road, station, thread, editor, needs",
        ),
    ]


def megabytes(count: int) -> str:
    """Write an amount of memory."""
    return f"{count / 1_000_000:.0f} MB"
