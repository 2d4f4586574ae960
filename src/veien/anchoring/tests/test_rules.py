"""The map of stakeholders: what a place means, and how it is drawn."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veien.anchoring.rules import ATTITUDES, INFLUENCES, MapWords, Place, advice, is_won, map_svg

WORDS = MapWords("Map", "A map.", "Attitude", "Influence", ("a", "b", "c", "d", "e"))
influences, attitudes = st.sampled_from(list(INFLUENCES)), st.sampled_from(list(ATTITUDES))
places = st.lists(
    st.tuples(
        st.text(min_size=1, max_size=30), influences, attitudes, st.none() | st.tuples(influences, attitudes)
    ),
    max_size=40,
).map(lambda rows: [Place(number, *row) for number, row in enumerate(rows, start=1)])


@given(influences, attitudes)
def test_every_place_on_the_map_has_one_advice(influence: int, attitude: int) -> None:
    assert advice(influence, attitude) in ("win", "use", "listen", "inform")
    assert is_won(influence, attitude) == (influence < 4 or attitude > 0)


@given(influences, attitudes)
def test_whoever_turns_for_the_purchase_never_stands_more_in_the_way(influence: int, attitude: int) -> None:
    assert not (is_won(influence, attitude) and attitude < 2 and not is_won(influence, attitude + 1))


@pytest.mark.parametrize(("influence", "attitude"), [(0, 0), (6, 0), (3, -3), (3, 3)])
def test_what_is_not_on_the_map_is_refused(influence: int, attitude: int) -> None:
    with pytest.raises(ValueError, match="not on the map"):
        advice(influence, attitude)


@given(places)
def test_the_map_is_whole_svg_with_a_dot_for_each(found: list[Place]) -> None:
    drawn = ElementTree.fromstring(map_svg(found, WORDS))
    circles = [each for each in drawn.iter() if each.tag.endswith("circle")]
    assert len(circles) == len(found)


@given(st.lists(st.tuples(influences, attitudes), max_size=16))
def test_no_two_dots_lie_on_one_another(rows: list[tuple[int, int]]) -> None:
    drawn = map_svg([Place(number, "x", *row) for number, row in enumerate(rows, start=1)], WORDS)
    spots = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', drawn)
    assert len(set(spots)) == len(rows)
