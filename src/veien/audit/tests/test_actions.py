"""Writing to the log: one use case, one transaction, one entry; and nobody can take it back."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from veien.audit.actions import recorded
from veien.audit.models import Chain, LogEntry
from veien.audit.queries import entries_of, export_chain, verify_chain
from veien.foundation import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain() -> Any:
    chain = uuid4()
    for number in range(4):
        with recorded(chain, "test.counted", by=None, why="because") as entry:
            entry.content = {"number": number}
    return chain


def test_each_use_case_becomes_one_entry_that_follows_the_last(chain: Any) -> None:
    lines = entries_of(chain)
    assert [each.number for each in lines] == [4, 3, 2, 1]
    assert lines[0].content == {"number": 3}
    assert lines[0].actor == "Veien"
    assert verify_chain(chain).intact


def test_the_hash_fits_what_is_kept_though_a_second_passes_between(
    chain: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, asked = clock.now(), count()
    monkeypatch.setattr(clock, "now", lambda: begun + timedelta(seconds=next(asked)))
    for number in range(3):
        with recorded(chain, "needs.need_added", by=None) as entry:
            entry.content = {"text": str(number)}
    assert verify_chain(chain).intact


def test_a_failed_use_case_leaves_neither_change_nor_entry(chain: Any) -> None:
    def fail() -> None:
        with recorded(chain, "test.failed", by=None):
            Chain.objects.create(id=uuid4(), head="0" * 64)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert Chain.objects.count() == 1
    assert len(entries_of(chain)) == 4


def test_a_use_case_inside_another_is_a_fault_of_ours(chain: Any) -> None:
    with (
        pytest.raises(RuntimeError, match="one use case is one entry"),
        recorded(chain, "test.outer", by=None),
        recorded(chain, "test.inner", by=None),
    ):
        pass


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_logentry SET actor = 'Somebody else' WHERE number = 2",
        "DELETE FROM audit_logentry WHERE number = 2",
    ],
)
def test_the_database_refuses_to_change_or_delete_an_entry(chain: Any, statement: str) -> None:
    with pytest.raises(DatabaseError, match="cannot be"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert LogEntry.objects.count() == 4
    assert verify_chain(chain).intact


def without_the_triggers() -> None:
    statements = {
        "sqlite": ["DROP TRIGGER audit_logentry_no_update", "DROP TRIGGER audit_logentry_no_delete"],
        "postgresql": [
            "SET CONSTRAINTS ALL IMMEDIATE",  # a table with checks still to come cannot be altered
            "ALTER TABLE audit_logentry DISABLE TRIGGER USER",
        ],
    }[connection.vendor]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("UPDATE audit_logentry SET why = 'another reason' WHERE number = 2", "edited"),
        ("DELETE FROM audit_logentry WHERE number = 2", "missing"),
        ("DELETE FROM audit_logentry WHERE number = 4", "missing"),
    ],
)
def test_what_the_owner_of_the_database_changes_is_found(chain: Any, statement: str, kind: str) -> None:
    without_the_triggers()
    with connection.cursor() as cursor:
        cursor.execute(statement)
    assert kind in {each.kind for each in verify_chain(chain).breaks}


def test_an_export_holds_what_a_check_needs(chain: Any) -> None:
    document = export_chain(chain)
    assert document["count"] == 4
    assert document["head"] == document["entries"][-1]["hash"]
