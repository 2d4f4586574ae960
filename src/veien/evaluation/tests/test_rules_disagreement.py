"""What is talked through first: effect, order, and what must not matter."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veien.criteria.rules import Node, grown
from veien.criteria.rules.items import Item
from veien.evaluation.rules.agreement import agreement_on
from veien.evaluation.rules.disagreement import disputed_in, weights_in_whole
from veien.evaluation.rules.judges import Evaluator
from veien.evaluation.rules.moderation import agreed_points, joined_reasons, judging, lacking_hand_in

USE, CARE = (1, ""), (2, "")
POINTS = st.integers(0, 20).map(lambda halves: Decimal(halves) / 2)
TENDERS = (10, 11, 12)


def own_of(draw_values: list[list[Decimal]]) -> dict[tuple[tuple[int, str], int], list[Decimal]]:
    cells = [(place, tender) for place in (USE, CARE) for tender in TENDERS]
    return dict(zip(cells, draw_values, strict=True))


CASES = st.lists(st.lists(POINTS, min_size=1, max_size=4), min_size=6, max_size=6).map(own_of)
WEIGHTS = st.integers(0, 10).map(lambda tenths: {USE: Fraction(tenths, 10), CARE: Fraction(10 - tenths, 10)})


def test_the_item_on_which_the_order_hangs_comes_first() -> None:
    own = {
        (USE, 10): [Decimal(6), Decimal(8)],
        (USE, 11): [Decimal(7), Decimal(7)],
        (CARE, 10): [Decimal(5), Decimal(5)],
        (CARE, 11): [Decimal(0), Decimal("0.5")],
    }
    weights = {USE: Fraction(1, 10), CARE: Fraction(9, 10)}
    first, second = disputed_in(own, {}, weights, (10, 11))
    assert (first.place, first.effect) == (CARE, Fraction(9, 20))
    assert not first.passes
    assert not second.passes
    near = own | {(CARE, 11): [Decimal("4.9"), Decimal("5.4")]}
    found = disputed_in(near, {}, weights, (10, 11))
    assert [(each.place, each.tender, each.passes) for each in found] == [(CARE, 11, (10,)), (USE, 10, ())]


@given(CASES, WEIGHTS)
def test_only_what_differs_is_disputed_and_its_effect_is_weight_times_spread(
    own: dict, weights: dict
) -> None:
    found = disputed_in(own, {}, weights, TENDERS)
    assert {(each.place, each.tender) for each in found} == {
        cell for cell, given_points in own.items() if len(set(given_points)) > 1
    }
    for each in found:
        assert each.effect == weights[each.place] * Fraction(each.spread)
        assert each.spread > 0
    keys = [(not each.passes, -each.effect) for each in found]
    assert keys == sorted(keys)


@given(CASES, WEIGHTS)
def test_the_order_hangs_on_an_item_just_where_its_ends_put_the_tender_on_both_sides(
    own: dict, weights: dict
) -> None:
    mean = {cell: sum(map(Fraction, points)) / len(points) for cell, points in own.items()}

    def quality(tender: int, **changed: Fraction) -> Fraction:
        return sum(weights[place] * changed.get(str(place[0]), mean[place, tender]) for place in (USE, CARE))

    for each in disputed_in(own, {}, weights, TENDERS):
        low = quality(each.tender, **{str(each.place[0]): Fraction(each.low)})
        high = quality(each.tender, **{str(each.place[0]): Fraction(each.high)})
        expected = {
            other
            for other in TENDERS
            if other != each.tender and weights[each.place] and low <= quality(other) <= high
        }
        assert set(each.passes) == expected


@given(CASES, WEIGHTS, st.permutations(TENDERS))
def test_neither_the_order_of_tenders_nor_that_of_evaluators_matters(
    own: dict, weights: dict, order: list[int]
) -> None:
    turned = {cell: list(reversed(points)) for cell, points in reversed(list(own.items()))}

    def told(found: list) -> set:
        return {(each.place, each.tender, each.effect, frozenset(each.passes)) for each in found}

    assert told(disputed_in(own, {}, weights, TENDERS)) == told(disputed_in(turned, {}, weights, order))


@given(CASES, WEIGHTS, POINTS)
def test_what_is_settled_is_marked_and_counts_in_place_of_the_own_points(
    own: dict, weights: dict, points: Decimal
) -> None:
    settled = dict.fromkeys(own, points)
    found = disputed_in(own, settled, weights, TENDERS)
    assert all(each.is_settled for each in found)
    for each in found:
        reaches = each.low <= points <= each.high and weights[each.place] != 0
        assert bool(each.passes) == reaches


def test_a_tender_that_does_not_compete_and_an_item_half_scored_change_no_order() -> None:
    own = {
        (USE, 10): [Decimal(1), Decimal(9)],
        (USE, 11): [Decimal(5)],
        (USE, 99): [Decimal(0), Decimal(10)],
        (CARE, 10): [Decimal(2), Decimal(3)],
    }
    found = disputed_in(own, {}, {USE: Fraction(1, 2), CARE: Fraction(1, 2)}, (10, 11))
    assert [(each.place, each.passes) for each in found] == [(USE, (11,)), (CARE, ())]


def node(pk: int, kind: str, parent: int | None = None, **more: object) -> Node:
    return Node(pk, uuid4(), f"c{pk}", f"C {pk}", kind, parent_pk=parent, **more)  # type: ignore[arg-type]


def test_the_weight_in_the_whole_goes_through_groups_and_requirements() -> None:
    group = node(1, "", weight=Decimal("0.8"))
    leaf = node(2, "quality", 1, weight=Decimal("0.5"), judging="each")
    tree = grown([group, leaf, node(3, "quality", weight=Decimal("0.2"))])
    items = [
        Item(leaf, "F-1", 7, None, "One", Decimal("0.25")),
        Item(leaf, "F-2", 8, None, "Two", Decimal("0.75")),
    ]
    found = weights_in_whole(tree, [*items, Item(tree.quality()[1])])
    assert found == {(2, "F-1"): Fraction(1, 10), (2, "F-2"): Fraction(3, 10), (3, ""): Fraction(1, 5)}


def test_where_a_point_is_worth_money_the_effect_is_money() -> None:
    leaf = node(2, "quality", money_per_point=Decimal(50000))
    assert weights_in_whole(grown([leaf]), [Item(leaf)]) == {(2, ""): Fraction(50000)}


@given(st.lists(POINTS, max_size=4), st.integers(0, 4))
def test_agreed_is_what_all_gave(points: list[Decimal], judges: int) -> None:
    agreed = agreed_points(points, judges)
    assert (agreed is not None) == (bool(points) and len(points) >= judges and len(set(points)) == 1)
    assert agreed is None or agreed == points[0]


@given(st.lists(st.text(max_size=30), max_size=6), st.integers(10, 80))
def test_joined_reasons_say_each_thing_once_and_stay_short_enough(reasons: list[str], most: int) -> None:
    joined = joined_reasons(reasons, most)
    assert len(joined) <= most
    assert joined_reasons([joined], most) == joined.strip()[:most]


def test_reasons_are_joined_in_their_order() -> None:
    assert joined_reasons(["Good. ", "", "Good.", "Fast."], 100) == "Good.\n\nFast."


def test_who_lacks_is_who_judges_anything_and_has_not_handed_in() -> None:
    one, two, three = Evaluator(1, "Ada"), Evaluator(2, "Bo"), Evaluator(3, "Cy")
    judges = {(5, "F-1"): (two, one), (5, "F-2"): (one,), (6, ""): (three,)}
    assert judging(5, judges) == (one, two)
    assert lacking_hand_in(5, judges, {1}) == (two,)
    assert lacking_hand_in(6, judges, {1}) == (three,)


AGREEING = {
    "same": ({"a": {"A": 5, "B": 5}, "b": {"A": 5, "B": 5}}, "same", "flat"),
    "alone": ({"a": {"A": 5, "B": 7}}, "alone", "alone"),
    "few": ({"a": {"A": 5}, "b": {"A": 7}}, "none", "few"),
    "one order": ({"a": {"A": 2, "B": 5, "C": 9}, "b": {"A": 2, "B": 5, "C": 9}}, "reliable", "same"),
    "another level": ({"a": {"A": 1, "B": 2, "C": 3}, "b": {"A": 7, "B": 8, "C": 9}}, "none", "same"),
    "opposite": ({"a": {"A": 1, "B": 5, "C": 9}, "b": {"A": 9, "B": 5, "C": 1}}, "none", "none"),
}


@pytest.mark.parametrize("name", AGREEING)
def test_every_case_of_agreement_has_a_word(name: str) -> None:
    given_points, alpha, w = AGREEING[name]
    found = agreement_on(
        {who: {k: Decimal(v) for k, v in each.items()} for who, each in given_points.items()}
    )
    assert (found.alpha_word, found.w_word) == (alpha, w)
    assert (found.alpha is None) == (alpha in ("same", "alone"))
    assert (found.w is None) == (w in ("flat", "alone", "few"))


@given(st.lists(st.lists(POINTS, min_size=3, max_size=3), min_size=2, max_size=4), st.integers(1, 5))
def test_agreement_does_not_hang_on_the_unit_of_the_points(rows: list[list[Decimal]], times: int) -> None:
    one = {str(who): {str(n): points for n, points in enumerate(row)} for who, row in enumerate(rows)}
    other = {who: {key: points * times for key, points in each.items()} for who, each in one.items()}
    assert agreement_on(one) == agreement_on(other)
