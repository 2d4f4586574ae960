"""The rules of the room: how early, which times, which words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veien.market.queries.ways import agenda_in, ways
from veien.market.rules import (
    ADVISED_DAYS,
    OpenQuestion,
    Overlap,
    SlotTime,
    changes_of,
    is_blank,
    question_sources,
    register_questions,
    sealed,
    tidied,
    times_of,
    warned,
)

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1))
MOMENTS = st.integers(0, 600_000).map(
    lambda minutes: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


@given(DAYS, DAYS)
def test_four_weeks_is_enough_and_a_day_less_is_not(announced: date, meets: date) -> None:
    found = warned(announced, meets)
    assert found.days == (meets - announced).days
    assert (found.state == "ok") == (announced + timedelta(days=ADVISED_DAYS) <= meets)
    assert found.latest_on is not None
    assert warned(found.latest_on, meets).state == "ok"
    assert warned(found.latest_on + timedelta(days=1), meets).state == "short"


def test_without_a_meeting_day_nothing_is_said() -> None:
    assert warned(date(2026, 1, 1), None).state == "unknown"
    assert warned(date(1, 1, 1), date(1, 1, 2)).latest_on is None


@given(MOMENTS, st.integers(1, 480), st.integers(0, 240), st.integers(1, 40))
def test_all_get_equally_long_and_no_two_meet_at_once(
    first: datetime, minutes: int, pause: int, count: int
) -> None:
    times = times_of(first, minutes=minutes, pause=pause, count=count)
    assert len(times) == count
    assert {each.minutes for each in times} == {minutes}
    for one, other in zip(times, times[1:], strict=False):
        assert other.starts_at - one.ends_at == timedelta(minutes=pause)
    with pytest.raises(Overlap):
        times_of(first, minutes=minutes, pause=pause, count=1, taken=times)


def test_a_time_may_begin_when_another_ends() -> None:
    first = datetime(2026, 5, 4, 9, tzinfo=UTC)
    taken = [SlotTime(first, 30)]
    assert times_of(first + timedelta(minutes=30), minutes=30, pause=0, count=2, taken=taken)
    with pytest.raises(Overlap) as refused:
        times_of(first + timedelta(minutes=29), minutes=30, pause=0, count=1, taken=taken)
    assert refused.value.at == first + timedelta(minutes=29)


@given(st.dictionaries(st.sampled_from("abc"), st.text(max_size=30), max_size=3))
def test_tidying_twice_changes_nothing_more(words: dict[str, str]) -> None:
    once = tidied(words, several={"a"})
    assert tidied(once, several={"a"}) == once
    assert changes_of(once, once) == {"before": {}, "after": {}}


def test_a_secret_is_told_by_length_and_digest_only() -> None:
    assert "price" not in str(sealed("our price is 12"))
    assert sealed("") == ""
    assert is_blank(" ", "\n")
    assert not is_blank("", "a")


def test_every_way_speaks_four_languages_and_has_agenda_and_checklist() -> None:
    assert len(ways()) == 8
    for way in ways().values():
        for text in (way.title, way.good_for, *way.agenda, *way.checklist):
            assert set(text) == {"nb", "sv", "da", "en"}
            assert all(said.strip() for said in text.values())
        assert len(way.agenda) >= 4
        assert len(way.checklist) >= 5
        assert len(agenda_in(way, "sv").splitlines()) == len(way.agenda)


def test_a_room_brings_its_questions_by_one_provider() -> None:
    def provider(procurement: object) -> list[OpenQuestion]:
        return [OpenQuestion("1", "Who answers at night?")]

    register_questions("room-of-a-test", provider)
    register_questions("room-of-a-test", provider)
    assert question_sources()["room-of-a-test"] is provider
    with pytest.raises(RuntimeError):
        register_questions("room-of-a-test", lambda procurement: [])
    from veien.market.rules import questions

    del questions._sources["room-of-a-test"]
