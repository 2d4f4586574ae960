"""What rooms say of a procurement is kept until something that it rests on is written to the log."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veien.audit.actions import recorded
from veien.audit.queries import last_by_room
from veien.road import queries
from veien.road.rules.keeping import Kept
from veien.road.rules.registry import _rests_on, rooms_behind


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), max_size=60), st.integers(1, 5))
def test_an_answer_always_has_the_stamp_that_was_asked_for(visits: list[tuple[int, int]], most: int) -> None:
    kept: Kept[tuple[int, int]] = Kept(most=most)
    for key, stamp in visits:
        assert kept.given(key, stamp, lambda key=key, stamp=stamp: (key, stamp)) == (key, stamp)
        assert len(kept) <= most


def test_nobody_is_asked_twice_for_the_same() -> None:
    kept: Kept[int] = Kept(most=2)
    asked: list[str] = []

    def visit(key: str, stamp: int) -> None:
        kept.given(key, stamp, lambda: asked.append(key) or 1)

    for key, stamp in (("a", 1), ("a", 1), ("b", 1), ("a", 1), ("c", 1), ("b", 1), ("a", 2)):
        visit(key, stamp)
    assert asked == ["a", "b", "c", "b", "a"]


class Room:
    """A room that rests on the needs, and counts how often it is asked."""

    asked = 0

    def report(self, procurement: Any) -> int:
        self.asked += 1
        return self.asked


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Room:
    found = Room()
    monkeypatch.setitem(_rests_on, found.report, ("needs",))
    return found


@pytest.mark.django_db
def test_a_room_is_asked_anew_when_something_it_rests_on_is_logged_and_only_then(
    procurement: Any, leader: Any, room: Room
) -> None:
    def say() -> Any:
        # Tests run inside a transaction, in which nothing is kept: the log is read as a page outside one reads it.
        return queries._asked(room.report, procurement, last_by_room(procurement.public_id))

    assert [say(), say()] == [1, 1]
    with recorded(procurement.public_id, "road.activity_ticked", by=leader):
        pass
    assert say() == 1
    with recorded(procurement.public_id, "needs.need_added", by=leader):
        pass
    assert [say(), say()] == [2, 2]
    assert room.asked == 2


@pytest.mark.django_db
def test_nothing_is_kept_inside_a_transaction_which_may_be_taken_back(procurement: Any, room: Room) -> None:
    written = queries._written(procurement)
    assert written is None
    assert [queries._asked(room.report, procurement, written) for _ in range(2)] == [1, 2]


def test_a_room_that_rests_on_nothing_named_is_asked_every_time() -> None:
    assert rooms_behind(print) == ()
