"""What `make` calls: sets up what a target needs, then does it. Needs Python 3.11 and nothing installed."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable

import assets
import checks
import messages
import packages
from said import ENVIRONMENT, ROOT, Stop, step

BUILT = (
    "build",
    "dist",
    "node_modules",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
    ".import_linter_cache",
)


def set_up(*, for_tests: bool = False) -> None:
    """Install and build all that is missing; with everything in place this takes some milliseconds.

    Raises: Stop with one sentence when something cannot be had.
    """
    held = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        packages.ensure_environment()
        packages.ensure("build", "Build tools")
        packages.ensure("dev" if for_tests else "base", "Packages for tests" if for_tests else "Packages")
        if "VEIEN_DATABASE_URL" in os.environ or "VEIEN_DATABASE_URL_FILE" in os.environ:
            packages.ensure("postgres", "PostgreSQL driver")
        packages.ensure_veien()
        assets.ensure(for_tests=for_tests)
        messages.ensure()
    finally:
        os.close(held)


def run() -> None:
    """Set up, then become the server, with the example loaded the first time."""
    set_up()
    command = str(ENVIRONMENT / "bin" / "veien")
    sys.stdout.flush()
    os.execv(command, [command, "serve", "--example", "agder"])


def install() -> None:
    """Set up and say what to type next."""
    set_up()
    print("\nVeien is installed. Start it with: .venv/bin/veien serve")


def test() -> None:
    """Set up for tests, then run every check."""
    set_up(for_tests=True)
    checks.lint()
    checks.test(os.environ.get("ARGS", ""))


def lint() -> None:
    """Set up for tests, then run the checks that start no test."""
    set_up(for_tests=True)
    checks.lint()


def bench() -> None:
    """Set up for tests, then measure."""
    set_up(for_tests=True)
    checks.bench(os.environ.get("ARGS", ""))


def locks() -> None:
    """Write the lock files anew."""
    set_up(for_tests=True)
    with step("Lock files"):
        if subprocess.run(["sh", str(ROOT / "requirements" / "lock.sh")], check=False).returncode != 0:
            raise Stop("The Python lock files could not be written; the reason stands above.")
        assets.lock()


def clean() -> None:
    """Remove what was built and installed here, and keep the user's data."""
    assets.remove()
    for name in BUILT:
        shutil.rmtree(ROOT / name, ignore_errors=True)
    for compiled in [
        *ROOT.glob("src/**/*.mo"),
        *ROOT.glob("src/**/__pycache__"),
        *ROOT.glob("src/*.egg-info"),
    ]:
        shutil.rmtree(compiled) if compiled.is_dir() else compiled.unlink()
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    print("Removed what was built and installed; var/ with your data is as it was.")


TARGETS: dict[str, Callable[[], None]] = {
    "run": run,
    "install": install,
    "test": test,
    "lint": lint,
    "bench": bench,
    "locks": locks,
    "clean": clean,
}


def main() -> int:
    """Do what the target says; an obstacle is told in one sentence."""
    # Told to end, it ends as with Ctrl-C: what it has started for the tests is stopped and removed.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        TARGETS[sys.argv[1]]()
    except Stop as stop:
        told = str(stop)
    except KeyboardInterrupt:
        told = "Stopped; type the same command again to go on where it was."
    except PermissionError as error:
        told = (
            f"{error.filename} cannot be written to; copy Veien to a folder that you own and start it there."
        )
    except OSError as error:
        told = f"{error.strerror}: {error.filename}; mend that and type the same command again."
    else:
        return 0
    print(f"\nVeien: {told}", file=sys.stderr, flush=True)
    return 1


if __name__ == "__main__":
    sys.exit(main())
