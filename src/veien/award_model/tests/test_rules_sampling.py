"""Samples of weights: the same for a seed, whatever the threads; near the exact shares; never said too sure."""

from __future__ import annotations

import random
from fractions import Fraction
from math import comb, factorial, prod

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from veien.award_model.rules import CannotTellStability, check_case, half_width, share_of_weights_ahead
from veien.award_model.rules.stability import MOST_SAMPLES, MOST_SEED, MOST_THREADS, stability_of
from veien.award_model.rules.stability.field import Field
from veien.award_model.rules.stability.sampling import sampled_places
from veien.award_model.tests.cases import small_case
from veien.award_model.tests.fields import field, fields
from veien.award_model.tests.test_rules_golden_stability import scored

thoroughly = settings(deadline=None, max_examples=80)


@pytest.mark.parametrize("samples", [1, 4095, 4096, 4097, 20_000])
def test_threads_and_their_order_change_nothing(samples: int) -> None:
    drawn = field((5, 1, 2, 7, 3), (2, 6, 3, 4, 4), (4, 4, 4, 4, 1), (0, 0, 9, 9, 9))
    alone = sampled_places(drawn, samples=samples, seed=11)
    assert alone == sampled_places(drawn, samples=samples, seed=11, threads=2)
    assert alone == sampled_places(drawn, samples=samples, seed=11, threads=5)
    assert {sum(place.counts) for place in alone} == {samples}


def test_another_seed_draws_another_sample() -> None:
    drawn = field((5, 1, 2, 7), (2, 6, 3, 4))
    found = [sampled_places(drawn, samples=10_000, seed=seed)[0].counts for seed in (0, 1, 2**62)]
    assert len({tuple(counts) for counts in found}) == 3


def test_a_longer_sample_begins_with_the_shorter_one() -> None:
    drawn = field((5, 1, 2, 7), (2, 6, 3, 4))
    short, long = (sampled_places(drawn, samples=blocks * 4096, seed=1)[0].counts for blocks in (1, 2))
    assert all(0 <= more - less <= 4096 for less, more in zip(short, long, strict=True))


def test_the_sample_of_a_seed_is_the_same_in_every_version() -> None:
    """Holds NumPy to its stream: a record names the seed, and must be recomputed years later."""
    drawn = field((5, 1, 2, 7, 3), (2, 6, 3, 4, 4), (4, 4, 4, 4, 1))
    assert [place.counts for place in sampled_places(drawn, samples=10_000, seed=1)] == [
        [4060, 2386, 3554],
        [4683, 2864, 2453],
        [1257, 4750, 3993],
    ]


@settings(deadline=None, max_examples=25)
@given(fields(leaves=st.integers(4, 6), most_tenders=2))
def test_a_sample_of_two_agrees_with_the_exact_formula(drawn: Field) -> None:
    assume(len(set(drawn.points)) == 2)
    lead = [own - theirs for own, theirs in zip(*drawn.points, strict=True)]
    counted = sampled_places(drawn, samples=10_000, seed=2)[0].counts[0]
    assert abs(Fraction(counted, 10_000) - share_of_weights_ahead(lead)) < 3 * half_width(10_000)


def test_many_tenders_are_ranked_in_smaller_blocks() -> None:
    chance = random.Random(1)
    many = field(*[[chance.randint(0, 50) for _ in range(4)] for _ in range(300)])
    places = sampled_places(many, samples=600, seed=1)
    assert places == sampled_places(many, samples=600, seed=1, threads=2)
    assert sum(place.counts[0] for place in places) == 600
    assert sum(place.counts[-1] for place in places) == 600


def test_points_of_a_thousand_digits_are_sampled_as_well() -> None:
    huge = 10**1500
    near = [[5 * huge, 1, 2 * huge, 7], [2 * huge, 6 * huge, 3, 4]]
    counts = [place.counts for place in sampled_places(field(*near), samples=1000, seed=1)]
    assert counts[0] == counts[1][::-1]


@pytest.mark.parametrize(
    ("samples", "said"),
    [(1, "0.98"), (9604, "0.01"), (10_000, "0.0098"), (1_000_000, "0.001"), (10_000_000, "0.0004")],
)
def test_the_half_width_is_never_said_too_small(samples: int, said: str) -> None:
    assert half_width(samples) == Fraction(said)
    assert half_width(samples) ** 2 * samples >= Fraction(98, 100) ** 2


def test_what_cannot_be_told_is_refused() -> None:
    lowest = check_case(small_case("lowest_price", {"A": ("100", "5")}))
    with pytest.raises(CannotTellStability, match="Only the method points"):
        stability_of(lowest, samples=10, seed=1)
    case = check_case(scored({"A": ("5",)}, "1"))
    for bad in (
        {"samples": 0, "seed": 1},
        {"samples": MOST_SAMPLES + 1, "seed": 1},
        {"samples": 1, "seed": -1},
        {"samples": 1, "seed": MOST_SEED + 1},
        {"samples": 1, "seed": 1, "threads": 0},
        {"samples": 1, "seed": 1, "threads": MOST_THREADS + 1},
    ):
        with pytest.raises(CannotTellStability, match="is outside"):
            stability_of(case, **bad)


@thoroughly
@given(st.lists(st.integers(-5, 5), min_size=1, max_size=7))
def test_one_is_ahead_where_the_other_is_not(lead: list[int]) -> None:
    ahead, behind = share_of_weights_ahead(lead), share_of_weights_ahead([-part for part in lead])
    assert ahead + behind == (1 if any(lead) else 0)


@thoroughly
@given(st.lists(st.integers(-9, 9), min_size=2, max_size=6, unique=True))
def test_leads_that_differ_follow_the_published_sum_of_products(lead: list[int]) -> None:
    assert share_of_weights_ahead(lead) == sum(
        prod((Fraction(one, one - other) for other in lead if other != one), start=Fraction(1))
        for one in lead
        if one > 0
    )


def test_a_lead_on_some_of_many_alike_leaves_follows_the_binomial_sum() -> None:
    ups, downs = 3, 4  # P(sum of 3 exponentials > sum of 4) is a fair coin's chance of so many heads
    expected = Fraction(sum(comb(ups + downs - 1, k) for k in range(ups)), 2 ** (ups + downs - 1))
    assert share_of_weights_ahead([1] * ups + [-1] * downs) == expected
    assert factorial(3) * share_of_weights_ahead([1, 0, 0]) == 6
