"""What must hold for every case: the sums are the format's, and what is found is what solves the equation."""

from __future__ import annotations

import copy
from fractions import Fraction
from itertools import accumulate
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from veien.business_case.rules import internal_rate_of_return, net_present_value, payback_year, roots
from veien.business_case.tests.cases import Document, result_of
from veien.business_case.tests.slow_reference import difference_of, flows_of, npv_of
from veien.business_case.tests.strategies import cases, flows
from veien.foundation.exact import written

thoroughly = settings(deadline=None, max_examples=50)


def beside_today(document: Document) -> list[tuple[Document, Document]]:
    """The alternatives beside today's practice, each with its result."""
    results = result_of(document)["alternatives"]
    return [
        (each, results[each["id"]]) for each in document["alternatives"] if not each.get("null_alternative")
    ]


@thoroughly
@given(cases())
def test_flows_and_present_values_are_those_of_the_sentences_in_the_format(document: Document) -> None:
    results = result_of(document)["alternatives"]
    for alternative in document["alternatives"]:
        expected = flows_of(document, alternative)
        found = results[alternative["id"]]
        assert found["flows"] == [written(flow) for flow in expected]
        assert found["npv"] == written(npv_of(document, expected))
    for alternative, found in beside_today(document):
        npv = npv_of(document, difference_of(document, alternative))
        assert found["against_null"]["npv"] == written(npv)


@thoroughly
@given(cases())
def test_a_break_even_factor_makes_the_difference_zero(document: Document) -> None:
    for alternative, found in beside_today(document):
        for line, factor in found["against_null"]["break_even"].items():
            nothing = npv_of(document, difference_of(document, alternative, {line: Fraction(0)}))
            one = npv_of(document, difference_of(document, alternative))
            if factor is None:
                assert one == nothing
            else:
                assert abs(nothing + (one - nothing) * Fraction(factor)) <= abs(one - nothing) * Fraction(
                    1, 10**12
                )


@thoroughly
@given(cases())
def test_a_swing_is_the_difference_with_the_factor_and_the_widest_stands_first(document: Document) -> None:
    for alternative, found in beside_today(document):
        ranges = {line["id"]: line["uncertainty"] for line in alternative["lines"] if "uncertainty" in line}
        assert {row["line"] for row in found["tornado"]} == set(ranges)
        for row in found["tornado"]:
            for end in ("low", "high"):
                factors = {row["line"]: Fraction(ranges[row["line"]][end])}
                assert row[end] == written(npv_of(document, difference_of(document, alternative, factors)))
        swings = [abs(Fraction(row["high"]) - Fraction(row["low"])) for row in found["tornado"]]
        assert all(
            wide >= narrow - Fraction(1, 10**11) for wide, narrow in zip(swings, swings[1:], strict=False)
        )


@thoroughly
@given(cases())
def test_payback_is_the_first_year_in_which_the_sum_is_not_negative(document: Document) -> None:
    for alternative, found in beside_today(document):
        sums = list(accumulate(difference_of(document, alternative)))
        year = found["against_null"]["payback_year"]
        assert year == next((place for place, total in enumerate(sums) if total >= 0), None)


@thoroughly
@given(cases())
def test_how_year_zero_is_discounted_changes_no_year_and_no_rate(document: Document) -> None:
    other = {**document, "discounting": "first_flow_discounted"}
    document["discounting"] = "year_zero_undiscounted"
    rate = 1 + Fraction(document["discount_rate"])
    for (_, plain), (_, shifted) in zip(beside_today(document), beside_today(other), strict=True):
        for key in ("irr", "payback_year", "discounted_payback_year", "break_even"):
            assert plain["against_null"][key] == shifted["against_null"][key]
        found = Fraction(shifted["against_null"]["npv"]) * rate - Fraction(plain["against_null"]["npv"])
        assert abs(found) <= Fraction(1, 10**11)


@thoroughly
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_the_lines_changes_no_sum(document: Document, chance: Any) -> None:
    before = result_of(document)["alternatives"]
    shuffled = copy.deepcopy(document)
    for alternative in shuffled["alternatives"]:
        chance.shuffle(alternative["lines"])
    after = result_of(shuffled)["alternatives"]
    for name, held in before.items():
        for key in ("flows", "npv", "saved_time", "against_null", "shares"):
            assert after[name].get(key) == held.get(key)


@thoroughly
@given(cases(), st.sampled_from(["NOK", "kr"]))
def test_an_alternative_that_is_today_is_worth_nothing_more(document: Document, currency: str) -> None:
    document["currency"] = currency
    document["alternatives"][1]["lines"] = document["alternatives"][0]["lines"]
    beside = result_of(document)["alternatives"]["new"]["against_null"]
    assert (beside["npv"], beside["irr"]) == ("0", None)
    assert (beside["payback_year"], beside["discounted_payback_year"]) == (0, 0)


@thoroughly
@given(cases())
def test_shares_add_up_to_the_net_present_cost(document: Document) -> None:
    assume("cost_key" in document)
    for found in result_of(document)["alternatives"].values():
        cost = -Fraction(found["npv"])
        total = sum(map(Fraction, found["shares"].values()), Fraction(0))
        assert abs(total - cost) <= Fraction(1, 200)
        assert {len(amount.partition(".")[2]) for amount in found["shares"].values()} == {2}


def turns_at(rate: Fraction, values: list[int]) -> bool:
    """Whether the present value has different signs just under and just over a rate."""
    step = Fraction(1, 10**12)
    under, over = (net_present_value(values, rate + side) for side in (-step, step))
    return under * over <= 0


@settings(deadline=None, max_examples=300)
@given(flows)
def test_the_rate_of_return_makes_the_flows_worth_nothing(values: list[int]) -> None:
    rate = internal_rate_of_return(values)
    signs = [value > 0 for value in values if value]
    changes = sum(before != after for before, after in zip(signs, signs[1:], strict=False))
    if changes == 0:
        assert rate is None
    elif changes == 1:
        assert rate is not None
    if rate is not None:
        step = Fraction(1, 10**12)
        slope = abs(net_present_value(values, rate + step) - net_present_value(values, rate - step))
        assert turns_at(rate, values) or abs(net_present_value(values, rate)) <= slope + Fraction(1, 10**20)


@settings(deadline=None, max_examples=150)
@given(
    st.lists(st.fractions(Fraction(1, 4), 4, max_denominator=8), min_size=1, max_size=4), st.integers(1, 3)
)
def test_rates_are_counted_as_they_were_built(roots: list[Fraction], times: int) -> None:
    """Flows made of known rates: one rate is found, however often it comes; several are none."""
    values = [Fraction(1)]
    for root in roots * times:
        values = [a - root * b for a, b in zip([*values, Fraction(0)], [Fraction(0), *values], strict=True)]
    found = internal_rate_of_return(values)
    if len(set(roots)) > 1:
        assert found is None
    else:
        assert found is not None
        assert abs(found - (roots[0] - 1)) <= Fraction(1, 2 * 10**12)


@settings(deadline=None, max_examples=300)
@given(st.lists(st.integers(-9, 9), min_size=2, max_size=9).filter(lambda values: values[0] and values[-1]))
def test_both_ways_of_counting_roots_agree(values: list[int]) -> None:
    chain = roots._sturm_chain(values)
    exact = roots._changes([each[-1] for each in chain]) - roots._changes([each[0] for each in chain])
    assert roots._counted_by_halving(values) in (min(exact, 2), None)


def test_halving_gives_up_on_a_root_that_comes_twice() -> None:
    assert roots._counted_by_halving([9, -12, 4]) is None
    assert roots.only_positive_root([9, -12, 4], steps_per_unit=300) == 200


def test_a_hundred_years_that_turn_are_decided_at_once() -> None:
    """Exact remainders of flows like these would have a hundred thousand digits."""
    growth = Fraction("1.0251234567")
    values = [(-1 if year % 8 == 0 else 1) * growth**year for year in range(101)]
    over = growth.denominator**100
    assert roots._counted_by_halving([int(value * over) for value in values]) == 1
    rate = internal_rate_of_return(values)
    assert rate is not None
    step = Fraction(1, 10**12)
    assert net_present_value(values, rate - step) > 0 > net_present_value(values, rate + step)
    values[-1] = -100 * values[-1]
    assert internal_rate_of_return(values) is None


@pytest.mark.parametrize(
    ("values", "rate"),
    [
        ([-100, 110], Fraction(1, 10)),
        ([100, -110], Fraction(1, 10)),
        ([-100, 50], Fraction(-1, 2)),
        ([0, 0, -100, 110, 0], Fraction(1, 10)),
        ([-1, 0, 0, 8], Fraction(1)),
        ([-1, 5, -6], None),
        ([1, -2, 2], None),
        ([1, -2, 1], Fraction(0)),
        ([-1, 3, -3, 1], Fraction(0)),
        ([0, 0], None),
        ([5], None),
        ([-(10**15), 1], Fraction(1, 10**15) - 1),
        ([-1, 10**30], Fraction(10**30 - 1)),
    ],
)
def test_rates_at_the_edges(values: list[int], rate: Fraction | None) -> None:
    found = internal_rate_of_return(values)
    if rate is None:
        assert found is None
    else:
        assert found is not None
        assert abs(found - rate) <= Fraction(1, 2 * 10**12)


@given(flows)
def test_payback_looks_at_sums_not_at_flows(values: list[int]) -> None:
    year = payback_year(values)
    assert all(sum(values[: place + 1]) < 0 for place in range(len(values) if year is None else year))
    assert year is None or sum(values[: year + 1]) >= 0
