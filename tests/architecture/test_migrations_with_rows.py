"""A database with rows in it is brought up to date without losing or changing one.

The tables are made in a database of their own, as they were before the evaluation room grew, filled, and brought on.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.architecture.shapes import shape_of

PLAY = Path(__file__).with_name("old_rows.py")
ROOT = PLAY.parents[2]
PLACES = (str(ROOT / "src"), str(ROOT))


@pytest.fixture
def told(surroundings: dict[str, str]) -> list[str]:
    """Run the play once, and hear it."""
    done = subprocess.run(
        [sys.executable, str(PLAY)], env=surroundings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout.splitlines()


@pytest.fixture
def surroundings(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> Iterator[dict[str, str]]:
    """Give the surroundings of a Veien with an empty database of the kind that the tests use."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VEIEN_")}
    kept |= {"VEIEN_HOME": str(tmp_path_factory.mktemp("home")), "PYTHONPATH": os.pathsep.join(PLACES)}
    kept["DJANGO_SETTINGS_MODULE"] = "veien.server.settings"
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


@pytest.mark.django_db
def test_rows_stand_as_they_stood_and_tables_made_in_one_go_are_those_the_steps_come_to(
    told: list[str],
) -> None:
    """The tests' own database is laid out at once; the play's came to its tables step by step."""
    from django.db import connection

    assert told[-1] == "All rows stand as they stood."
    stepped, at_once = json.loads(told[-2]), json.loads(json.dumps(shape_of(connection)))
    assert len(at_once) > 100
    assert at_once[""], "the log's triggers are missing"
    assert at_once.keys() == stepped.keys()
    assert [table for table in at_once if at_once[table] != stepped[table]] == []
