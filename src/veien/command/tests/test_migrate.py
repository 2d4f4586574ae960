"""How a database is brought up to date, and what is kept of the one before."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from veien.command import migrate as command


def loader(applied: set[tuple[str, str]], on_disk: dict[tuple[str, str], list[tuple[str, str]]]) -> Any:
    """Make the part of Django that knows which migrations are applied, and which lie on disk."""
    disk = {key: SimpleNamespace(replaces=replaces) for key, replaces in on_disk.items()}
    return SimpleNamespace(
        loader=SimpleNamespace(applied_migrations=dict.fromkeys(applied), disk_migrations=disk)
    )


def test_a_database_from_a_newer_veien_is_refused() -> None:
    with pytest.raises(
        command.CannotStart, match=r"A newer Veien has changed this database \(needs 0002_more\)"
    ):
        command.refuse_newer(
            loader({("needs", "0001_start"), ("needs", "0002_more")}, {("needs", "0001_start"): []})
        )


def test_a_database_that_went_through_replaced_steps_is_taken() -> None:
    command.refuse_newer(loader({("needs", "0001_old")}, {("needs", "0001_new"): [("needs", "0001_old")]}))


def test_a_database_with_the_tables_of_a_room_that_is_gone_is_taken() -> None:
    command.refuse_newer(loader({("gone", "0001_start")}, {("needs", "0001_start"): []}))


def test_the_copy_holds_what_the_database_held(tmp_path: Path, settings: Any) -> None:
    settings.HOME = tmp_path
    name = tmp_path / "veien.sqlite3"
    writer = sqlite3.connect(name)
    writer.execute("PRAGMA journal_mode=WAL")
    with writer:
        writer.execute("CREATE TABLE note (text TEXT)")
        writer.execute("INSERT INTO note VALUES ('kept')")
    command.keep_copy({"ENGINE": "django.db.backends.sqlite3", "NAME": name})
    (copy,) = (tmp_path / "backups").iterdir()
    assert sqlite3.connect(copy).execute("SELECT text FROM note").fetchall() == [("kept",)]
    writer.close()


def test_no_copy_is_taken_of_postgresql(tmp_path: Path, settings: Any) -> None:
    settings.HOME = tmp_path
    command.keep_copy({"ENGINE": "django.db.backends.postgresql", "NAME": "veien"})
    assert not (tmp_path / "backups").exists()


def test_without_room_for_the_copy_nothing_is_changed(tmp_path: Path, settings: Any) -> None:
    settings.HOME = tmp_path
    (tmp_path / "backups").touch()
    with pytest.raises(command.CannotStart, match="could not be copied"):
        command.keep_copy({"ENGINE": "django.db.backends.sqlite3", "NAME": tmp_path / "veien.sqlite3"})


def test_progress_is_shown_four_times_however_many_steps_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    progress = command.Progress(100)
    for _ in range(100):
        progress.write("  Applying needs.0001_start... OK\n")
    assert capsys.readouterr().out.split("\n")[:-1] == [
        "  25 of 100",
        "  50 of 100",
        "  75 of 100",
        "  100 of 100",
    ]
