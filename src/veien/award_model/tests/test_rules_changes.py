"""How far a weight may go, and the least change that makes level: verified by going there."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from veien.award_model.rules.stability.changes import least_squares, least_weight_moved, nearest_changes
from veien.award_model.rules.stability.field import Field
from veien.award_model.rules.stability.intervals import weight_intervals
from veien.award_model.tests.fields import field, fields, sum_under
from veien.award_model.tests.test_rules_golden_stability import scored, stability

thoroughly = settings(deadline=None, max_examples=80)
NOTHING = Fraction(0)


def others_scaled(drawn: Field, leaf: int, weight: Fraction) -> list[Fraction]:
    rest = 1 - drawn.weights[leaf]
    return [weight if place == leaf else own * (1 - weight) / rest for place, own in enumerate(drawn.weights)]


def leaders_under(drawn: Field, weights: list[Fraction]) -> set[int]:
    sums = [sum_under(points, weights) for points in drawn.points]
    return {index for index, own in enumerate(sums) if own == max(sums)}


@thoroughly
@given(fields(leaves=st.integers(2, 5)))
def test_those_who_lead_do_so_up_to_the_ends_of_the_interval_and_not_outside(drawn: Field) -> None:
    today = set(drawn.leaders())
    tiny = Fraction(1, 10**9)
    for leaf, interval in enumerate(weight_intervals(drawn).values()):
        if interval is None:
            assert drawn.weights[leaf] == 1
            continue
        low, high = interval
        assert 0 <= low <= drawn.weights[leaf] <= high <= 1
        for inside in (low, (low + high) / 2, high):
            assert today <= leaders_under(drawn, others_scaled(drawn, leaf, inside))
        for outside in (low - tiny, high + tiny):
            if 0 <= outside <= 1:
                assert not today <= leaders_under(drawn, others_scaled(drawn, leaf, outside))


def leads(draw_from: int, *, most: int = 6) -> st.SearchStrategy[tuple[list[int], list[Fraction]]]:
    pairs = st.tuples(st.integers(-6, 6), st.integers(0, draw_from))
    parts = st.lists(pairs, min_size=1, max_size=most).filter(lambda drawn: any(part for _, part in drawn))

    def weighed(drawn: list[tuple[int, int]]) -> tuple[list[int], list[Fraction]]:
        whole = sum(part for _, part in drawn)
        weights = [Fraction(part, whole) for _, part in drawn]
        lead = [own for own, _ in drawn]
        if sum_under(lead, weights) < 0:
            lead = [-own for own in lead]
        return lead, weights

    return parts.map(weighed)


@thoroughly
@given(leads(4))
def test_level_can_be_reached_unless_one_leads_on_every_leaf(
    drawn: tuple[list[int], list[Fraction]],
) -> None:
    lead, weights = drawn
    moved, squares = least_weight_moved(lead, weights), least_squares(lead, weights)
    if min(lead) > 0:
        assert moved is None
        assert squares is None
        return
    assert moved is not None
    assert squares is not None
    assert (moved == 0) == (squares == 0) == (sum_under(lead, weights) == 0)
    assert squares <= (2 * moved) ** 2 <= len(lead) * squares


@thoroughly
@given(st.integers(-6, 0), leads(4, most=2))
def test_no_finer_grid_of_weights_has_a_smaller_change(
    behind: int, drawn: tuple[list[int], list[Fraction]]
) -> None:
    """Every way to split the weight in steps that is level costs at least the least change."""
    lead, weights = [behind, *drawn[0]], [Fraction(1, 7), *(part * 6 / 7 for part in drawn[1])]
    assume(sum_under(lead, weights) > 0)
    moved, squares = least_weight_moved(lead, weights), least_squares(lead, weights)
    assert moved is not None
    assert squares is not None
    for one in range(len(lead)):
        for other in range(len(lead)):
            if lead[one] <= 0 <= lead[other] and lead[one] != lead[other]:
                share = Fraction(lead[other], lead[other] - lead[one])
                level = [NOTHING] * len(lead)
                level[one], level[other] = share, 1 - share
                for step in range(11):
                    for third in (level, *(levels_of(lead))):
                        tried = [
                            Fraction(step, 10) * a + Fraction(10 - step, 10) * b
                            for a, b in zip(level, third, strict=True)
                        ]
                        assert sum_under(lead, tried) == 0
                        changes = [new - old for new, old in zip(tried, weights, strict=True)]
                        assert sum(map(abs, changes)) >= 2 * moved
                        assert sum(change**2 for change in changes) >= squares


def levels_of(lead: list[int]) -> list[list[Fraction]]:
    """The corners of all weights at which a lead is nil."""
    corners = []
    for one in range(len(lead)):
        for other in range(len(lead)):
            if lead[one] < 0 < lead[other]:
                level = [NOTHING] * len(lead)
                level[one] = Fraction(lead[other], lead[other] - lead[one])
                level[other] = 1 - level[one]
                corners.append(level)
        if lead[one] == 0:
            corners.append([Fraction(int(place == one)) for place in range(len(lead))])
    return corners


@settings(deadline=None, max_examples=60)
@given(leads(4))
def test_the_smallest_sum_of_squares_meets_the_conditions_for_one(
    drawn: tuple[list[int], list[Fraction]],
) -> None:
    """Dykstra's alternating projections, in floats, come to the same distance."""
    lead, weights = drawn
    assume(min(lead) <= 0)
    squares = least_squares(lead, weights)
    assert squares is not None
    assert projected(lead, [float(weight) for weight in weights]) == pytest.approx(float(squares), abs=2e-4)


def projected(lead: list[int], start: list[float]) -> float:
    count, mean = len(lead), sum(lead) / len(lead)
    spread = sum((part - mean) ** 2 for part in lead)
    at, given_back = list(start), [0.0] * count
    for _ in range(4000):
        excess, gap = (sum(at) - 1) / count, sum(w * d for w, d in zip(at, lead, strict=True))
        at = [w - excess for w in at]
        if spread:
            gap = sum(w * d for w, d in zip(at, lead, strict=True))
            at = [w - gap * (d - mean) / spread for w, d in zip(at, lead, strict=True)]
        raised = [max(w + back, 0.0) for w, back in zip(at, given_back, strict=True)]
        given_back = [w + back - up for w, back, up in zip(at, given_back, raised, strict=True)]
        at = raised
    return sum((now - then) ** 2 for now, then in zip(at, start, strict=True))


def test_a_weight_that_would_go_below_zero_stops_there() -> None:
    weights = [Fraction(1, 10), Fraction(1, 10), Fraction(8, 10)]
    squares = least_squares([9, -1, 1], weights)  # straight ahead the first weight would end below zero
    assert squares == Fraction(1, 100) + Fraction(4, 10) ** 2 + Fraction(3, 10) ** 2
    assert least_weight_moved([9, -1, 1], weights) == Fraction(4, 10)


def test_where_several_lead_each_is_level_and_the_others_are_held_against_the_nearest() -> None:
    found = stability(
        scored({"A": ("8", "4"), "B": ("4", "8"), "C": ("5", "5"), "D": ("3", "3")}, "0.5", "0.5")
    )
    level = {"l2": "0", "l1": "0"}
    assert found["nearest_change"] == {
        "A": level,
        "B": level,
        "C": {"l2": "0.353553390593", "l1": "0.5"},
        "D": None,
    }
    assert found["weight_intervals"] == {"k1": ["0.5", "0.5"], "k2": ["0.5", "0.5"]}


def test_the_winner_has_no_change_and_who_is_behind_on_every_leaf_has_none_either() -> None:
    changes = nearest_changes(field((9, 2, 5), (3, 8, 4), (1, 1, 1)))
    assert list(changes) == ["T1", "T2"]
    assert changes["T2"] is None
