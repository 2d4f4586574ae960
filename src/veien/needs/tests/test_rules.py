"""The order of needs, and what their words become."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from veien.needs.rules import changes, cleaned, moved

KEYS = st.integers(1, 30).map(lambda count: [each * 7 % 101 for each in range(1, count + 1)])


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(KEYS, st.data())
def test_moving_keeps_every_key_once(keys: list[int], data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(keys))
    where = data.draw(st.one_of(st.sampled_from(["up", "down"]), st.integers(-5, 40)))
    order = moved(keys, key, where)
    assert sorted(order) == sorted(keys)
    assert [each for each in order if each != key] == [each for each in keys if each != key]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(KEYS, st.data())
def test_a_key_moved_to_a_place_stands_there(keys: list[int], data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(keys))
    place = data.draw(st.integers(1, len(keys)))
    assert moved(keys, key, place).index(key) == place - 1


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(KEYS, st.data())
def test_down_undoes_up_except_at_the_top(keys: list[int], data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(keys))
    if keys[0] == key:
        assert moved(keys, key, "up") == keys
    else:
        assert moved(moved(keys, key, "up"), key, "down") == keys


def test_a_key_that_is_not_there_cannot_move() -> None:
    with pytest.raises(ValueError):
        moved([1, 2], 3, "up")


def test_words_on_one_line_stay_on_one_line_and_long_texts_keep_theirs() -> None:
    words = cleaned({"title": "  Be found\r\n at   night ", "statement": "One.\r\n\r\nTwo.\x00 "})
    assert words == {"title": "Be found at night", "statement": "One.\n\nTwo."}


def test_a_word_that_a_need_does_not_have_is_a_fault() -> None:
    with pytest.raises(KeyError, match="price"):
        cleaned({"title": "Be found", "price": "1"})


def test_changes_name_only_what_differs() -> None:
    found = changes({"title": "A", "area": "alarm"}, {"title": "B", "area": "alarm"})
    assert found == {"before": {"title": "A"}, "after": {"title": "B"}}
