"""Runs the checks: those that only read the code, then the tests on SQLite, then the tests on PostgreSQL."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import browser
import messages
import postgres
from said import ENVIRONMENT, ROOT, Stop

BIN = ENVIRONMENT / "bin"
MOST_WORKERS = 8
SETUP_TYPES = ("--config-file=", "--strict", "--python-version=3.11", "--cache-dir=.mypy_cache/setup")


def lint() -> None:
    """Run every check that starts no test, all of them even when one fails.

    Raises: Stop naming the checks that found something.
    """
    checks: dict[str, list[str | Path]] = {
        "ruff": [BIN / "ruff", "check", "."],
        "mypy": [BIN / "mypy"],
        "mypy on setup": [BIN / "mypy", *SETUP_TYPES, "setup/main.py", "setup/messages.py"],
        "import-linter": [BIN / "lint-imports"],
        "migrations": [BIN / "veien", "manage", "makemigrations", "--check", "--dry-run"],
    }
    with temporary_home() as home:
        failed = [name for name, command in checks.items() if not passes(name, command, clean(home))]
    if failed:
        raise Stop(
            f"{', '.join(failed)} found something; mend what is listed above and type the same command again."
        )


def test(arguments: str) -> None:
    """Run the whole suite on SQLite, then on PostgreSQL; the last line printed is pytest's own.

    Raises: Stop when a run fails, or in CI when a browser, gettext or PostgreSQL cannot be had.
    """
    have_or_skip(browser.ensure, "the page tests in a browser are skipped")
    have_or_skip(messages.ensure_collector, "the test that no sentence lacks a translation is skipped")
    run_pytest("SQLite", arguments, {})
    if have_or_skip(postgres.ensure_programs, "the second run, on PostgreSQL, is skipped"):
        with postgres.private_cluster() as address:
            run_pytest("PostgreSQL", arguments, {"VEIEN_DATABASE_URL": address})


def have_or_skip(ensure: Callable[[], object], consequence: str) -> bool:
    """Tell whether a tool is there; where it is not, say so, and in CI refuse to go on without it."""
    try:
        ensure()
    except Stop as stop:
        if os.environ.get("CI"):
            raise
        print(f"\nVeien: {stop} Until then {consequence}.", flush=True)
        return False
    return True


def run_pytest(name: str, arguments: str, extra: dict[str, str]) -> None:
    """Run pytest once, on as many cores as the machine has (at most eight)."""
    workers = str(min(os.cpu_count() or 1, MOST_WORKERS))
    command: list[str | Path] = [BIN / "pytest", "-n", workers, "--dist=worksteal", *shlex.split(arguments)]
    with temporary_home() as home:
        if not passes(f"pytest on {name}", command, clean(home) | extra):
            raise Stop(f"The tests on {name} failed; the reasons stand above.")


def passes(name: str, command: Sequence[str | Path], env: dict[str, str]) -> bool:
    """Run one check with its output in full view, and tell how it went."""
    print(f"\n== {name}", flush=True)
    start = time.monotonic()
    done = subprocess.run(
        [str(part) for part in command], cwd=ROOT, env=env, stdin=subprocess.DEVNULL, check=False
    )
    if not name.startswith("pytest"):
        print(f"   {time.monotonic() - start:.1f} s", flush=True)
    return done.returncode == 0


def clean(home: Path) -> dict[str, str]:
    """Give an environment in which the tests can reach neither the user's data nor the user's settings."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("VEIEN_", "PYTHON", "DJANGO_"))
    }
    return kept | {"VEIEN_HOME": str(home), "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"}


@contextmanager
def temporary_home() -> Iterator[Path]:
    """Lend a folder for data that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="veien-home-") as folder:
        yield Path(folder)


def bench(arguments: str) -> None:
    """Run the measurements and print their table.

    Raises: Stop when a measurement could not be made.
    """
    with temporary_home() as home:
        command = [BIN / "python", "-m", "bench", *shlex.split(arguments)]
        done = subprocess.run([str(part) for part in command], cwd=ROOT, env=clean(home), check=False)
    if done.returncode != 0:
        raise Stop("A measurement could not be made; the reason stands above.")


if __name__ == "__main__":
    sys.exit("Type 'make test' or 'make lint'.")
