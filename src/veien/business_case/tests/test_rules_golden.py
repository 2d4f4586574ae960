"""Figures printed in papers, guides and manuals, and figures derived from their formulas (G25 to G32)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import comb

import pytest

from veien.business_case.rules import (
    Uncertainty,
    airport_shares,
    annuity_factor,
    better_off_alone,
    check_share,
    equivalent_annual_cost,
    internal_rate_of_return,
    life_cycle_cost,
    mean_of,
    net_present_value,
    pert_shapes,
    shapley_shares,
    share,
    shares_by_key,
    triangular_quantile,
)
from veien.business_case.tests.cases import alternative_of, beside_null, case_of, case_of_flows, line

D = Decimal


def to(decimals: int, figure: Fraction | Decimal | str | None) -> str:
    assert figure is not None
    return f"{float(figure):.{decimals}f}"


def test_g25_the_airport_game_of_littlechild_and_owen() -> None:
    assert list(airport_shares({"a": 8, "b": 11, "c": 13, "d": 18}).values()) == [2, 3, 4, 9]


def test_g25_the_airport_rule_is_the_shapley_value_of_its_game() -> None:
    needs = {"a": 8, "b": 11, "c": 13, "d": 18}
    costs = {
        frozenset(name for place, name in enumerate(needs) if bits >> place & 1): max(
            need for place, need in enumerate(needs.values()) if bits >> place & 1
        )
        for bits in range(1, 16)
    }
    assert shapley_shares(costs) == airport_shares(needs)
    assert better_off_alone(airport_shares(needs), costs) == []


def test_g26_three_who_share_by_shapley() -> None:
    costs = {"1": 600, "2": 400, "3": 300, "12": 850, "13": 780, "23": 600, "123": 1050}
    game = {frozenset(members): cost for members, cost in costs.items()}
    shares = shapley_shares(game)
    assert shares == {"1": 505, "2": 315, "3": 230}
    assert better_off_alone(shares, game) == []


G27 = {"A": "92000", "B": "23000", "C": "9800", "D": "1100", "E": "540"}
G27_SHARES = ["569332.49", "187333.12", "114254.98", "66089.85", "62989.56"]


def test_g27_a_million_shared_by_inhabitants_to_the_last_ore() -> None:
    by = {member: D(figure) for member, figure in G27.items()}
    shares = shares_by_key(1_000_000, fixed_share=D("0.3"), by=by)
    assert [int(amount * 100) for amount in shares.values()] == [
        56_933_249,
        18_733_312,
        11_425_498,
        6_608_985,
        6_298_956,
    ]
    document = {"format": "veien-share/1", "total": "1000000.00", "fixed_share": "0.3", "by": G27}
    assert share(check_share(document)) == {
        "format": "veien-share-result/1",
        "shares": dict(zip(G27, G27_SHARES, strict=True)),
    }


def test_g27_the_same_as_the_net_present_cost_of_an_alternative() -> None:
    document = case_of_flows(["-1000000", 0], cost_key={"fixed_share": "0.3", "by": G27})
    assert list(alternative_of(document)["shares"].values()) == G27_SHARES


def test_g28_the_rate_of_the_numpy_manual() -> None:
    assert to(7, internal_rate_of_return([-100, 39, 59, 55, 20])) == "0.2809484"
    assert to(7, beside_null(case_of_flows(["-100", 39, 59, 55, 20]))["irr"]) == "0.2809484"


@pytest.mark.parametrize(
    ("discounting", "npv"),
    [("year_zero_undiscounted", "3065.2227"), ("first_flow_discounted", "2838.1691")],
)
def test_g28_the_present_value_by_both_conventions(discounting: str, npv: str) -> None:
    flows = [-40_000, 5_000, 8_000, 12_000, 30_000]
    first = discounting == "first_flow_discounted"
    assert to(4, net_present_value(flows, D("0.08"), first_flow_discounted=first)) == npv
    document = case_of_flows(flows, rate="0.08", discounting=discounting)
    assert to(4, alternative_of(document)["npv"]) == npv
    assert to(4, beside_null(document)["npv"]) == npv


@pytest.mark.parametrize(
    ("rate", "years", "factor"), [("0.06", 20, "11.47"), ("0.04", 10, "8.11"), ("0.1", 5, "3.79")]
)
def test_g29_annuity_factors_as_a_table_prints_them(rate: str, years: int, factor: str) -> None:
    assert to(2, annuity_factor(D(rate), years)) == factor


def test_g30_a_measure_against_the_null_alternative() -> None:
    document = case_of(
        [line("buy", "-1500000", 0), line("run", "-1650000", 1, 5)], null=[line("run", "-2400000", 1, 5)]
    )
    beside = beside_null(document)
    assert to(2, alternative_of(document, "today")["npv"]) == "-10684373.59"
    assert to(2, alternative_of(document)["npv"]) == "-8845506.85"
    assert to(2, beside["npv"]) == "1838866.75"
    assert to(4, beside["irr"]) == "0.4104"
    assert beside["payback_year"] == 2
    assert beside["discounted_payback_year"] == 3


def test_g31_life_cycle_cost_and_the_equal_sum_a_year() -> None:
    cost = life_cycle_cost(
        120_000,
        running=[(8_000, D("0.01")), (3_600, D("0.02"))],
        residual=10_000,
        rate=D("0.04"),
        years=8,
    )
    assert to(2, cost) == "195337.43"
    assert to(2, equivalent_annual_cost(cost, rate=D("0.04"), years=8)) == "29013.04"


def test_g31_the_same_as_a_business_case() -> None:
    """The running costs stand in today's prices, so that year 1 has grown once."""
    service, energy = str(8_000 * D("1.01")), str(3_600 * D("1.02"))
    document = case_of(
        [
            line("buy", "-120000", 0),
            line("service", f"-{service}", 1, 8, growth="0.01"),
            line("energy", f"-{energy}", 1, 8, growth="0.02"),
            line("residual", "10000", 8),
        ],
        years=8,
    )
    assert to(2, alternative_of(document)["npv"]) == "-195337.43"


@pytest.mark.parametrize(
    ("share", "value"), [("0.1", "9.264911"), ("0.5", "11.101021"), ("0.85", "13.316718")]
)
def test_g32_quantiles_of_a_triangular_factor(share: str, value: str) -> None:
    assert to(6, triangular_quantile(D(share), low=D(8), mode=D(10), high=D(16))) == value


def test_g32_mean_and_spread_of_a_triangular_factor() -> None:
    low, mode, high = 8, 10, 16
    assert mean_of(Uncertainty("triangular", D(low), D(mode), D(high))) == Fraction(34, 3)
    variance = Fraction(low**2 + mode**2 + high**2 - low * mode - low * high - mode * high, 18)
    assert to(6, D(variance.numerator) / D(variance.denominator)) == "2.888889"
    assert f"{float(variance) ** 0.5:.6f}" == "1.699673"


@pytest.mark.parametrize(("share", "value"), [("0.5", "10.510481"), ("0.85", "12.256403")])
def test_g32_quantiles_of_pert(share: str, value: str) -> None:
    """PERT of 8, 10, 16 is a beta of 2 and 4, whose distribution is a polynomial."""
    factor = Uncertainty("pert", D(8), D(10), D(16))
    assert to(6, mean_of(factor)) == "10.666667"
    assert pert_shapes(factor) == (2, 4)
    under, over = (Fraction(value) + Fraction(end, 2_000_000) for end in (-1, 1))
    assert beta_of_2_and_4((under - 8) / 8) <= Fraction(share) <= beta_of_2_and_4((over - 8) / 8)


def beta_of_2_and_4(x: Fraction) -> Fraction:
    """The share of draws under x: at least two of five even chances lie below it."""
    return sum((comb(5, below) * x**below * (1 - x) ** (5 - below) for below in range(2, 6)), Fraction(0))


@pytest.mark.parametrize(
    ("shape", "quantiles"),
    [("triangular", (9.264911, 11.101021, None)), ("pert", (None, 10.510481, None))],
)
def test_g32_draws_come_out_at_the_quantiles(shape: str, quantiles: tuple[float | None, ...]) -> None:
    """A line of one krone times a factor of 8 to 16, drawn 400,000 times: the figures are those of the factor."""
    factor = {"shape": shape, "low": "8", "mode": "10", "high": "16"}
    document = case_of([line("gain", 1, 0, uncertainty=factor)])
    drawn = alternative_of(document, samples=400_000)["simulation"]
    for name, quantile in zip(("p10", "p50", "p90"), quantiles, strict=True):
        assert quantile is None or abs(float(drawn[name]) - quantile) < 0.02
    mean = {"triangular": 34 / 3, "pert": 32 / 3}[shape]
    assert abs(float(drawn["mean"]) - mean) < 0.015
