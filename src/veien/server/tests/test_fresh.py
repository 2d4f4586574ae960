"""An empty database is made in one go; one with anything in it goes step by step."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from veien.server.fresh import is_empty, lay_out


@pytest.fixture
def empty(tmp_path: Path) -> Any:
    """Give a connection to an SQLite file that holds nothing."""
    held = connections["default"].settings_dict | {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(tmp_path / "fresh.sqlite3"),
        "OPTIONS": {},
    }
    connections.databases["fresh"] = held
    connection: BaseDatabaseWrapper = connections["fresh"]
    yield connection
    connection.close()
    del connections["fresh"], connections.databases["fresh"]


@pytest.mark.once
@pytest.mark.django_db(databases=["default"])
def test_everything_is_there_at_once_and_every_step_is_noted(
    empty: BaseDatabaseWrapper, django_db_blocker: Any
) -> None:
    with django_db_blocker.unblock():
        assert is_empty(empty)
        MigrationRecorder(empty).ensure_schema()
        assert is_empty(empty), "a start that was cut short leaves only the list of steps, and begins again"
        done = lay_out(empty)
        assert not is_empty(empty)
        loader = MigrationLoader(empty)
        assert set(loader.disk_migrations) == set(loader.applied_migrations) == set(done)
        tables = empty.introspection.table_names()
        assert {"audit_logentry", "road_procurement", "people_user", "evaluation_score"} <= set(tables)


@pytest.mark.once
@pytest.mark.django_db(databases=["default"])
def test_a_database_with_a_table_in_it_is_not_empty(
    empty: BaseDatabaseWrapper, django_db_blocker: Any
) -> None:
    with django_db_blocker.unblock(), empty.cursor() as cursor:
        cursor.execute("CREATE TABLE somebody_elses (id integer)")
        assert not is_empty(empty)
