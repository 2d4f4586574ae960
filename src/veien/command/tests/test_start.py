"""Veien as a process of its own: it starts on an empty folder, answers, stops when told, and starts again."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PATIENCE = 60  # seconds; a start takes two, but the machine may be busy with other tests


@contextmanager
def running(home: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """Start Veien and wait until it says that it is ready."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VEIEN_")}
    command = [sys.executable, "-m", "veien.command.main", "serve", "--port", str(port)]
    with subprocess.Popen(
        command,
        env=kept | {"VEIEN_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout is not None
        told = ""
        while "Veien is ready" not in told:
            line = process.stdout.readline()
            assert line, f"It ended before it was ready: {told}"
            told += line
        try:
            yield process
        finally:
            process.kill()


def answer(port: int, path: str) -> int:
    """Ask for a page until the worker answers, and give the status."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", path)
            return connection.getresponse().status
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


@pytest.fixture
def port() -> int:
    """Find a port that is free."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.slow
def test_it_starts_on_an_empty_folder_stops_when_told_and_starts_again(tmp_path: Path, port: int) -> None:
    home = tmp_path / "home"
    for _ in range(2):
        with running(home, port) as process:
            assert answer(port, "/static/web/vendor/designsystemet.css") == 200
            assert answer(port, "/no-such-page") == 404
            process.send_signal(signal.SIGTERM)
            assert process.wait(PATIENCE) == 0
    database = sqlite3.connect(home / "veien.sqlite3")
    assert database.execute("SELECT count(*) FROM django_migrations").fetchone()[0] > 0
    assert not (home / "backups").exists()
    assert (home / "veien.sqlite3").stat().st_mode & 0o077 == 0


@pytest.mark.slow
def test_no_worker_is_left_holding_the_port_when_the_server_is_killed(tmp_path: Path, port: int) -> None:
    with running(tmp_path / "home", port) as process:
        assert answer(port, "/no-such-page") == 404
        process.kill()
    until = time.monotonic() + PATIENCE
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        while True:
            try:
                probe.bind(("127.0.0.1", port))
                break
            except OSError:
                assert time.monotonic() < until
                time.sleep(0.1)
