"""Folders with a database each, made for the run and thrown away after it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = "veien.server.settings"


class CannotMeasure(Exception):
    """A measurement could not be made; the message says which and why."""


def environment(home: Path, *, settings: str = PRODUCT) -> dict[str, str]:
    """Give the surroundings of a Veien that keeps its data in ``home`` and knows no setting of the user's."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("VEIEN_", "DJANGO_"))}
    return kept | {
        "VEIEN_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": settings,
        "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
        # Compiled modules are kept beside the homes: starts are timed with them, and the source tree stays as it is.
        "PYTHONPYCACHEPREFIX": str(home.parent / "compiled"),
    }


def run(module: str, *words: str, home: Path) -> str:
    """Run a module of the bench in a process of its own, in the surroundings of a home; give what it printed.

    Raises: CannotMeasure when it fails.
    """
    command = [sys.executable, "-m", module, *words]
    done = subprocess.run(
        command, env=environment(home), cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise CannotMeasure(f"{module} failed:\n{done.stderr.strip()[-3000:]}")
    return done.stdout


def played(home: Path) -> None:
    """Make a home in which the example has been played."""
    home.mkdir(parents=True)
    run("bench.world", "play", home=home)


def grown(small: Path, large: Path) -> None:
    """Make a home out of another one by adding requirements and needs to the size that is promised."""
    shutil.copytree(small, large)
    run("bench.world", "grow", home=large)


def told(home: Path) -> dict[str, Any]:
    """Give what the making of a home left behind about it."""
    found: dict[str, Any] = json.loads((home / "bench.json").read_text(encoding="utf-8"))
    return found
