"""Sharing: every hundredth lands somewhere, ties go to the first, and Shapley keeps its promises."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from veien.business_case.rules import (
    CannotReckon,
    CannotShare,
    airport_shares,
    annuity_factor,
    better_off_alone,
    equivalent_annual_cost,
    largest_remainder,
    life_cycle_cost,
    real_rate,
    shapley_shares,
    shares_by_key,
)
from veien.business_case.rules.sharing import Coalition
from veien.business_case.tests.strategies import keys

D = Decimal


@settings(max_examples=200)
@given(keys, st.integers(-(10**8), 10**8), st.sampled_from(["0", "0.3", "0.333", "1"]))
def test_shares_add_up_to_the_last_hundredth(by: dict[str, str], hundredths: int, fixed: str) -> None:
    total = D(hundredths).scaleb(-2)
    figures = {member: D(figure) for member, figure in by.items()}
    shares = shares_by_key(total, fixed_share=D(fixed), by=figures)
    assert list(shares) == list(by)
    assert sum(shares.values()) == total
    whole = sum(figures.values())
    for member, amount in shares.items():
        exact = Fraction(total) * (
            Fraction(D(fixed)) / len(by)
            + (1 - Fraction(D(fixed))) * Fraction(figures[member]) / Fraction(whole)
        )
        assert abs(Fraction(amount) - exact) < Fraction(1, 100)


def test_equal_remainders_go_to_the_first_in_the_list() -> None:
    thirds = shares_by_key(D("100.00"), fixed_share=D(1), by=dict.fromkeys("CAB", D(0)))
    assert thirds == {"C": D("33.34"), "A": D("33.33"), "B": D("33.33")}
    assert shares_by_key(D("-0.01"), fixed_share=D(1), by={"A": D(1), "B": D(1)}) == {"A": D("-0.01"), "B": 0}


def test_a_total_with_more_decimals_is_rounded_half_up_first() -> None:
    assert shares_by_key(Fraction(1, 200), fixed_share=D(1), by={"A": D(1)}) == {"A": D("0.01")}


@pytest.mark.parametrize(
    ("by", "fixed"),
    [({}, "0.3"), ({"A": "-1"}, "0.3"), ({"A": "0"}, "0.3"), ({"A": "1"}, "1.1"), ({"A": "1"}, "-1")],
)
def test_a_key_that_tells_nothing_is_refused(by: dict[str, str], fixed: str) -> None:
    with pytest.raises(CannotShare):
        shares_by_key(100, fixed_share=D(fixed), by={member: D(figure) for member, figure in by.items()})


@given(st.integers(0, 10**6), st.lists(st.integers(0, 9), min_size=1, max_size=8).filter(any))
def test_the_largest_remainders_get_what_is_left(units: int, counts: list[int]) -> None:
    weights = [Fraction(count, sum(counts)) for count in counts]
    parts = largest_remainder(units, weights)
    assert sum(parts) == units
    for (weight, part), (other_weight, other_part) in combinations(zip(weights, parts, strict=True), 2):
        over, other_over = part - units * weight, other_part - units * other_weight
        assert abs(over) < 1
        assert max(over, other_over) - min(over, other_over) <= 1


GAME = {"1": 600, "2": 400, "3": 300, "12": 850, "13": 780, "23": 600, "123": 1050}


def game_of(costs: dict[str, int]) -> dict[Coalition, int]:
    return {frozenset(members): cost for members, cost in costs.items()}


@settings(deadline=None)
@given(st.integers(1, 4), st.data())
def test_shapley_is_the_mean_of_what_each_adds_over_all_orders(count: int, data: st.DataObject) -> None:
    members = "abcd"[:count]
    costs = {
        frozenset(some): data.draw(st.integers(0, 50))
        for size in range(1, count + 1)
        for some in combinations(members, size)
    }
    shares = shapley_shares(costs)
    orders = list(permutations(members))
    for member in members:
        added = 0
        for order in orders:
            before = frozenset(order[: order.index(member)])
            added += costs[before | {member}] - costs.get(before, 0)
        assert shares[member] == Fraction(added, len(orders))
    assert sum(shares.values()) == costs[frozenset(members)]


def test_twelve_share_exactly_and_thirteen_are_refused() -> None:
    members = "abcdefghijkl"
    size_of = {
        frozenset(some): Fraction(len(some), 3)
        for size in range(1, 13)
        for some in combinations(members, size)
    }
    assert set(shapley_shares(size_of).values()) == {Fraction(1, 3)}
    with pytest.raises(CannotShare, match="not 13"):
        shapley_shares({frozenset(members + "m"): 1})
    with pytest.raises(CannotShare, match="not 0"):
        shapley_shares({})


def test_a_coalition_without_a_cost_is_named() -> None:
    costs = game_of(GAME)
    del costs[frozenset("13")]
    with pytest.raises(CannotShare, match="no cost for 1, 3"):
        shapley_shares(costs)


def test_who_would_pay_less_alone_is_told_the_most_first() -> None:
    shares = {"1": 400, "2": 200, "3": 450}
    assert better_off_alone(shares, game_of(GAME)) == [
        (frozenset("3"), 150),
        (frozenset("13"), 70),
        (frozenset("23"), 50),
    ]
    with pytest.raises(CannotShare, match="3 has no share"):
        better_off_alone({"1": 1, "2": 2}, game_of(GAME))


@given(st.dictionaries(st.sampled_from("abcde"), st.integers(0, 40), min_size=1))
def test_airport_shares_add_up_to_the_largest_and_nobody_pays_more_than_alone(needs: dict[str, int]) -> None:
    shares = airport_shares(needs)
    assert list(shares) == list(needs)
    assert sum(shares.values()) == max(needs.values())
    assert all(shares[member] <= need for member, need in needs.items())


def test_nobody_needs_less_than_nothing() -> None:
    assert airport_shares({}) == {}
    with pytest.raises(CannotShare):
        airport_shares({"a": -1})


@given(st.integers(1, 30), st.sampled_from(["0", "0.02", "0.04", "0.5"]))
def test_an_equal_sum_a_year_is_worth_the_cost(years: int, rate: str) -> None:
    yearly = equivalent_annual_cost(1000, rate=D(rate), years=years)
    assert life_cycle_cost(0, running=[(yearly, 0)], residual=0, rate=D(rate), years=years) == 1000
    factor = annuity_factor(D(rate), years)
    r = Fraction(D(rate))
    assert factor == (years if r == 0 else (1 - (1 + r) ** -years) / r)


def test_rates_without_inflation() -> None:
    assert real_rate(D("0.071"), D("0.02")) == Fraction(5, 100)
    assert real_rate(D("0.04"), 0) == Fraction(4, 100)


def test_sums_that_cannot_be_done_are_refused() -> None:
    for refused in (
        lambda: annuity_factor(D(-1), 5),
        lambda: annuity_factor(D("0.04"), 0),
        lambda: life_cycle_cost(1, running=[], residual=0, rate=D(-1), years=1),
        lambda: life_cycle_cost(1, running=[], residual=0, rate=D("0.04"), years=0),
        lambda: real_rate(1, -1),
    ):
        with pytest.raises(CannotReckon):
            refused()
