"""`veien migrate`: brings the database up to date, with a copy of an existing SQLite file taken first."""

from __future__ import annotations

import argparse
import io
import os
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from veien.foundation import clock


class CannotStart(Exception):
    """Veien cannot start as things are; the message is one sentence that says what to do."""


def migrate(arguments: Sequence[str]) -> int:
    """Bring the database up to date and tell what was done."""
    parser = argparse.ArgumentParser(prog="veien migrate", description=__doc__)
    parser.parse_args(arguments)
    try:
        load_django()
        steps = bring_up_to_date()
    except CannotStart as obstacle:
        print(f"Veien: {obstacle}", file=sys.stderr)
        return 1
    if not steps:
        print("The database is up to date.")
    return 0


def load_django() -> None:
    """Read the settings and load the rooms.

    Raises: CannotStart when a setting cannot be used.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "veien.server.settings")
    # Tenders lie in the database and in files: nobody but the user who runs Veien may read what it writes.
    os.umask(0o077)
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as problem:
        if "psycopg" in str(problem):
            told = "VEIEN_DATABASE_URL names PostgreSQL and its driver is missing"
            raise CannotStart(f"{told}; type 'make install' with that setting in force.") from problem
        raise CannotStart(str(problem).splitlines()[0]) from problem


def bring_up_to_date() -> int:
    """Apply the migrations that are missing; give how many they were.

    Raises: CannotStart when the database does not answer, or a newer Veien has made it.
    """
    from django.core.management import call_command
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
    except DatabaseError as problem:
        reason = str(problem).strip().splitlines()[0]
        raise CannotStart(
            f"The database cannot be opened ({reason}); see to VEIEN_DATABASE_URL."
        ) from problem
    refuse_newer(executor)
    steps = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if steps:
        if executor.loader.applied_migrations:
            keep_copy(connection.settings_dict)
        print(f"Bringing the database up to date ({steps} steps)", flush=True)
        call_command("migrate", interactive=False, verbosity=1, stdout=Progress(steps), no_color=True)
    return steps


def refuse_newer(executor: Any) -> None:
    """See that this Veien knows every change the database has been through.

    Raises: CannotStart when it does not.
    """
    loader = executor.loader
    ours = {label for label, _ in loader.disk_migrations}
    replaced = {old for found in loader.disk_migrations.values() for old in found.replaces}
    unknown = {
        (label, name)
        for label, name in loader.applied_migrations
        if label in ours and (label, name) not in loader.disk_migrations and (label, name) not in replaced
    }
    if unknown:
        label, name = sorted(unknown)[0]
        told = f"A newer Veien has changed this database ({label} {name})"
        raise CannotStart(f"{told}; start that version, or the copy in var/backups that was taken before it.")


def keep_copy(database: dict[str, Any]) -> None:
    """Copy an existing SQLite database into ``backups`` before its tables are changed.

    Raises: CannotStart when there is no room for the copy.
    """
    from django.conf import settings

    if not database["ENGINE"].endswith("sqlite3"):
        return
    folder = Path(settings.HOME) / "backups"
    target = folder / f"veien-{clock.now():%Y%m%dT%H%M%SZ}.sqlite3"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        source, copy = sqlite3.connect(str(database["NAME"])), sqlite3.connect(target)
        with source, copy:
            source.backup(copy)
        source.close()
        copy.close()
    except (OSError, sqlite3.Error) as problem:
        told = f"The database could not be copied to {target} before changing it ({problem})"
        raise CannotStart(f"{told}; free some space and start again.") from problem
    print(f"Kept a copy of the database as it was: {target}", flush=True)


class Progress(io.StringIO):
    """Takes Django's account of its migrations and shows how many are done, a few times in all."""

    def __init__(self, steps: int) -> None:
        super().__init__()
        self.steps, self.done, self.shown = steps, 0, 0

    def write(self, text: str) -> int:
        """Count the migrations that Django reports as done."""
        self.done += text.count(" OK")
        quarter = 4 * self.done // self.steps
        if quarter > self.shown:
            self.shown = quarter
            print(f"  {self.done} of {self.steps}", flush=True)
        return len(text)
