"""A real ``veien serve`` on loopback: started, waited for, weighed and stopped."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from bench.homes import PRODUCT, ROOT, CannotMeasure, environment

LONGEST_START = 60.0
LONGEST_STOP = 20.0
FIRST_PAGE = "/account/login/"


class Server(NamedTuple):
    """A server that answers: its process, its port and how long the first page took from the start."""

    pid: int
    port: int
    seconds_to_first_page: float


@contextmanager
def serving(home: Path, *, settings: str = PRODUCT) -> Iterator[Server]:
    """Start ``veien serve`` on a free port, hand it out when it answers, and stop it.

    Raises: CannotMeasure when it does not answer in time.
    """
    port = free_port()
    command = [sys.executable, "-m", "veien.command.main", "serve", "--port", str(port)]
    said = home / "serve.log"
    with said.open("wb") as log:
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            env=environment(home, settings=settings),
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            wait_for_page(process, port, said)
            yield Server(process.pid, port, time.perf_counter() - start)
        finally:
            stop(process)


def free_port() -> int:
    """Give a port of loopback that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def wait_for_page(process: subprocess.Popen[bytes], port: int, said: Path) -> None:
    """Ask for the first page until it is answered."""
    deadline = time.monotonic() + LONGEST_START
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            if status_of(port, FIRST_PAGE) == 200:
                return
        except OSError:
            time.sleep(0.01)
    raise CannotMeasure(f"veien serve did not answer:\n{said.read_text(errors='replace')[-2000:]}")


def status_of(port: int, path: str, cookie: str = "") -> int:
    """Fetch a page on a connection of its own; give the status."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a server as Ctrl-C does; one that does not end is killed with all it started."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(LONGEST_STOP)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def family_of(pid: int) -> list[int]:
    """Give a process and all that it has started, and those have started."""
    found = [pid]
    for each in found:
        for listed in Path(f"/proc/{each}/task").glob("*/children"):
            found += [int(child) for child in listed.read_text().split()]
    return found


def pss_of(pid: int) -> int:
    """Give the memory of a process in bytes; pages that it shares with others are split between them."""
    return kilobytes_in(Path(f"/proc/{pid}/smaps_rollup").read_text()) * 1024


def kilobytes_in(rollup: str) -> int:
    """Read the proportional share out of what the kernel says of a process."""
    line = next(each for each in rollup.splitlines() if each.startswith("Pss:"))
    return int(line.split()[1])


def memory_of(pid: int) -> int:
    """Give the memory of a whole program in bytes."""
    return sum(pss_of(each) for each in family_of(pid))
