"""Settings whose absence shows only under load, or only to an attacker."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import connection


def test_sqlite_takes_the_write_lock_at_once_and_keeps_what_it_acknowledged() -> None:
    from veien.server.settings import database

    found = database("sqlite:///x.sqlite3")
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        assert pragma in found["OPTIONS"]["init_command"]
    assert found["CONN_MAX_AGE"] is None


@pytest.mark.django_db
def test_foreign_keys_are_enforced_where_the_tests_run() -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA foreign_keys").fetchone() == (1,)
    else:
        assert connection.vendor == "postgresql"


def test_passwords_are_hashed_with_argon2() -> None:
    from veien.server import settings as as_written

    assert as_written.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")


def test_nothing_but_our_own_server_may_give_script_or_style() -> None:
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert directives["default-src"] == ["'self'"]
    assert "script-src" not in directives
    assert "style-src" not in directives
