"""A database with rows in it is brought up to date without losing or changing one.

The tables are made in a database of their own, as they were before the evaluation room grew, filled, and brought on.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

PLAY = Path(__file__).with_name("old_rows.py")


@pytest.fixture
def surroundings(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Give the surroundings of a Veien with an empty database of the kind that the tests use."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VEIEN_")}
    kept |= {"VEIEN_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "veien.server.settings"}
    wanted: dict[str, Any] = settings.DATABASES["default"]
    if wanted["ENGINE"].endswith("sqlite3"):
        yield kept
        return
    import psycopg

    name = f"old_rows_{os.getpid()}"
    door = {key: wanted[word] for key, word in (("user", "USER"), ("password", "PASSWORD"), ("host", "HOST"))}
    door = {key: value for key, value in door.items() if value} | {"port": wanted["PORT"] or 5432}
    with psycopg.connect(dbname="postgres", autocommit=True, **door) as server:
        server.execute(f"CREATE DATABASE {name}")
        who = f"{door.get('user', '')}:{door.get('password', '')}"
        yield {**kept, "VEIEN_DATABASE_URL": f"postgresql://{who}@{door['host']}:{door['port']}/{name}"}
        server.execute(f"DROP DATABASE {name}")


def test_rows_from_before_stand_as_they_stood(surroundings: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, str(PLAY)], env=surroundings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.splitlines()[-1] == "All rows stand as they stood."
