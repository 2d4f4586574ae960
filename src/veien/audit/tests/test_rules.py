"""A chain of log entries: whole, and broken in every way."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from veien.audit.rules import FIRST, Link, Stored, stored_from, verify
from veien.foundation.canonical import digest_of


def chain_of(contents: list[Any]) -> list[Stored]:
    entries: list[Stored] = []
    previous = FIRST
    for number, content in enumerate(contents, start=1):
        link = Link(
            "c", number, f"2026-01-01T00:00:{number:02d}", "A", "x.done", "", "", digest_of(content), previous
        )
        entries.append(Stored(link, link.hash(), content))
        previous = link.hash()
    return entries


CONTENTS = st.lists(
    st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5)), min_size=3, max_size=8
)


@given(CONTENTS)
def test_an_untouched_chain_is_whole(contents: list[Any]) -> None:
    entries = chain_of(contents)
    verdict = verify(entries, expected_head=entries[-1].hash, expected_count=len(entries))
    assert verdict.intact
    assert verdict.entries == len(contents)
    assert verdict.head == entries[-1].hash


@given(CONTENTS, st.data())
def test_a_changed_content_is_found(contents: list[Any], data: st.DataObject) -> None:
    entries = chain_of(contents)
    at = data.draw(st.integers(0, len(entries) - 1))
    entries[at] = replace(entries[at], content={"forged": True})
    verdict = verify(entries)
    assert [(each.number, each.kind) for each in verdict.breaks] == [(at + 1, "edited")]


@given(CONTENTS, st.data())
def test_an_entry_rewritten_with_a_fitting_hash_is_found_by_the_next(
    contents: list[Any], data: st.DataObject
) -> None:
    entries = chain_of(contents)
    at = data.draw(st.integers(0, len(entries) - 2))
    link = replace(entries[at].link, actor="Somebody else")
    entries[at] = Stored(link, link.hash(), entries[at].content)
    assert not verify(entries).intact


@given(CONTENTS, st.data())
def test_a_deleted_entry_is_found(contents: list[Any], data: st.DataObject) -> None:
    entries = chain_of(contents)
    at = data.draw(st.integers(0, len(entries) - 1))
    head, count = entries[-1].hash, len(entries)
    del entries[at]
    verdict = verify(entries, expected_head=head, expected_count=count)
    assert "missing" in {each.kind for each in verdict.breaks}


@given(CONTENTS, st.data())
def test_two_entries_in_a_new_order_are_found(contents: list[Any], data: st.DataObject) -> None:
    entries = chain_of(contents)
    at = data.draw(st.integers(0, len(entries) - 2))
    entries[at], entries[at + 1] = entries[at + 1], entries[at]
    assert not verify(entries).intact


@given(CONTENTS, st.data())
def test_an_inserted_entry_is_found(contents: list[Any], data: st.DataObject) -> None:
    entries = chain_of(contents)
    at = data.draw(st.integers(1, len(entries) - 1))
    link = Link(
        "c", at + 1, "2026-01-01T00:00:00", "X", "x.forged", "", "", digest_of({}), entries[at - 1].hash
    )
    entries.insert(at, Stored(link, link.hash(), {}))
    assert not verify(entries).intact


def test_an_exported_entry_reads_back_as_it_was() -> None:
    entry = chain_of([{"a": 1}, {"b": "ø"}])[1]
    assert stored_from(entry.as_document()) == entry
