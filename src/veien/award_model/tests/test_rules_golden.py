"""Figures printed in guides, decisions and papers, and figures derived from their formulas (G1 to G18)."""

from decimal import Decimal
from fractions import Fraction

import pytest

from veien.award_model.rules import (
    basket_price,
    check_case,
    linear_points_above_lowest,
    money_per_quality_point,
    piecewise_price_points,
    price_less_quality,
    price_marked_up,
    price_slopes,
    proportional_price_points,
    proportional_quality_points,
    shifted_quality_points,
    utility_indices,
    value_for_price,
    written,
)
from veien.award_model.tests.cases import modelled, points_of, result_of, small_case, totals

D = Decimal


def prices(*amounts: str) -> dict[str, Decimal]:
    return {f"T{place}": D(amount) for place, amount in enumerate(amounts, 1)}


def tenders(*amounts: str, points: str = "5") -> dict[str, tuple[str, str]]:
    return {tender: (str(amount), points) for tender, amount in prices(*amounts).items()}


def to(decimals: int, *figures: Fraction) -> list[str]:
    return [f"{float(figure):.{decimals}f}" for figure in figures]


def test_g1_the_basket_of_the_dfo_guide() -> None:
    lines = [(1500, 18), (50, 20), (1200, 25), (D(540), D(32))]
    assert [basket_price([line]) for line in lines] == [27_000, 1_000, 30_000, 17_280]
    assert basket_price(lines) == 75_280


def test_g2_the_linear_model_of_dfo() -> None:
    case = modelled({"name": "linear_above_lowest"}, tenders("100", "125", "200", "230"))
    assert list(points_of(result_of(case), "price").values()) == ["10", "7.5", "0", "-3"]


def test_g3_proportional_prices_in_the_uk_guidance() -> None:
    points = proportional_price_points(prices("15000", "10000", "30000"), most_points=1)
    assert list(points.values()) == [Fraction(2, 3), 1, Fraction(1, 3)]
    assert to(3, *points.values()) == ["0.667", "1.000", "0.333"]
    case = modelled({"name": "proportional"}, tenders("15000", "10000", "30000", points="1"), scale="1")
    assert list(points_of(result_of(case), "price").values()) == ["0.666666666667", "1", "0.333333333333"]


def test_g4_negometrix_lowest_bid_with_unequal_maxima() -> None:
    points = {"A": {"k1": "40", "k2": "30", "k3": "20"}, "B": {"k1": "32", "k2": "20", "k3": "22"}}
    document = {
        "format": "veien-evaluation/1",
        "currency": "USD",
        "method": "points",
        "scale": "70",
        "criteria": [
            {"id": "price", "weight": "0.25", "kind": "price", "model": {"name": "proportional"}},
            *({"id": key, "weight": "0.25", "kind": "quality", "normalise": "none"} for key in points["A"]),
        ],
        "tenders": [
            {"id": "A", "price": "10000", "points": points["A"]},
            {"id": "B", "price": "8000", "points": points["B"]},
        ],
    }
    result = result_of(document)
    assert points_of(result, "price") == {"A": "56", "B": "70"}
    assert {tender: 4 * D(total) for tender, total in totals(result).items()} == {"A": 146, "B": 144}
    assert result["order"] == ["A", "B"]


def test_g5_qcbs_in_crore() -> None:
    points = proportional_price_points(prices("20", "40", "60"), most_points=100)
    assert to(1, *points.values()) == ["100.0", "50.0", "33.3"]


def test_g6_normalising_widens_the_gap_that_kofa_2021_1000_left() -> None:
    normalised = proportional_quality_points({"A": D("8.08"), "B": D("7.5")})
    assert to(2, *normalised.values()) == ["10.00", "9.28"]
    assert to(4, normalised["A"] - normalised["B"]) == ["0.7178"]
    lifted = shifted_quality_points({"A": D("8.08"), "B": D("7.5")})
    assert list(lifted.values()) == [10, D("9.42")]


def test_g7_a_share_of_an_amount_is_taken_from_the_price() -> None:
    assert price_less_quality(80_000, D("0.6") * 2_500) == 78_500
    case = small_case("priced_quality", {"A": ("80000", "0.6")}, scale="1", use={"money_per_point": "2500"})
    assert totals(result_of(case)) == {"A": "78500"}


def test_g8_level_four_of_five_at_200_kronor_each() -> None:
    case = small_case("priced_quality", {"A": ("1000", "4")}, scale="4", use={"money_per_point": "200"})
    assert totals(result_of(case)) == {"A": "200"}


def test_g9_the_addition_of_a_hundred_percent_ends_level() -> None:
    offers = {"A": ("500", "5"), "B": ("1000", "5"), "C": ("750", "10")}
    result = result_of(small_case("percent_addition", offers, percent="100"))
    assert totals(result) == {"A": "750", "B": "1500", "C": "750"}
    assert (result["order"], result["ties"]) == (["A", "C", "B"], [["A", "C"]])
    assert [held["rank"] for held in result["tenders"].values()] == [1, 3, 1]


def test_g10_the_mark_up_of_abakus() -> None:
    how = {"scale": 10, "quality_weight": D("0.4"), "price_weight": D("0.6")}
    assert to(2, price_marked_up(1_000_000, 6, **how)) == ["1266666.67"]
    assert to(2, price_marked_up(1_250_000, 8, **how)) == ["1416666.67"]
    offers = {"A": ("1000000", "6"), "B": ("1250000", "8")}
    result = result_of(small_case("percent_markup", offers, weights=("0.6", "0.4")))
    assert totals(result) == {"A": "1266666.666666666667", "B": "1416666.666666666667"}


@pytest.mark.parametrize(("floor", "last"), [(None, "-1.741496598639"), ("0", "0")])
def test_g11_the_danish_slope_meets_zero_exactly(floor: str | None, last: str) -> None:
    model = {"name": "linear_above_lowest", "slope": "0.75"} | ({"floor": floor} if floor else {})
    case = modelled(model, tenders("3.92", "5.39", "6.86", "7.50"), scale="8")
    assert list(points_of(result_of(case), "price").values()) == ["8", "4", "0", last]
    exact = linear_points_above_lowest(prices("3.92", "6.86"), most_points=8, slope=D("0.75"))
    assert exact["T2"] == 0


def test_g12_the_german_tender_rounds_to_three_decimals() -> None:
    model = {"name": "linear_above_lowest", "floor": "0"}
    rounding = {"step": "0.001", "at": "points"}
    case = modelled(model, tenders("48750", "55310", "97500", "120000"), rounding=rounding)
    assert list(points_of(result_of(case), "price").values()) == ["10", "8.654", "0", "0"]


@pytest.mark.parametrize(
    ("alpha", "expected"),
    [("1", ["40", "20", "10"]), ("0.5", ["40", "28.284271247462", "20"]), ("2", ["40", "10", "2.5"])],
)
def test_g13_the_power_of_the_discount(alpha: str, expected: list[str]) -> None:
    model = {"name": "discount_power", "base": "100", "alpha": alpha}
    result = result_of(modelled(model, tenders("80", "90", "95"), scale="40"))
    assert list(points_of(result, "price").values()) == expected


def test_g14_the_linear_rule_with_a_threshold() -> None:
    model = {"name": "linear_to_threshold", "ceiling": "100", "threshold": "60"}
    result = result_of(modelled(model, tenders("80"), scale="70"))
    assert points_of(result, "price") == {"T1": "35"}
    assert result["money_per_quality_point"] == {"T1": "0.571428571429"}


@pytest.mark.parametrize(
    ("weights", "expected", "ties"),
    [
        (("0.5", "0.5"), ["0.7", "0.8", "0.8"], [["T2", "T3"]]),
        (("0.4", "0.6"), ["0.55", "0.8", "0.755555555556"], []),
    ],
)
def test_g15_the_utility_index(weights: tuple[str, str], expected: list[str], ties: list[list[str]]) -> None:
    offers = {"T1": ("80000", "6"), "T2": ("100000", "9"), "T3": ("90000", "8")}
    result = result_of(small_case("utility_index", offers, weights=weights))
    assert list(totals(result).values()) == expected
    assert result["ties"] == ties
    indices = utility_indices(
        {tender: D(price) for tender, (price, _) in offers.items()},
        {tender: D(points) for tender, (_, points) in offers.items()},
        scale=10,
        quality_weight=D(weights[1]),
        price_weight=D(weights[0]),
    )
    assert [written(index) for index in indices.values()] == expected


def test_g16_value_per_price_with_a_corridor() -> None:
    offers = {"T1": ("100000", "900"), "T2": ("90000", "850"), "T3": ("72000", "700")}
    figures = [value_for_price(D(points), D(price)) * 100_000 for price, points in offers.values()]
    assert to(2, *figures) == ["900.00", "944.44", "972.22"]
    plain = result_of(small_case("value_per_price", offers, scale="1000"))
    assert plain["order"] == ["T3", "T2", "T1"]
    inside = {"corridor_percent": "5", "decide_by": "use"}
    assert result_of(small_case("value_per_price", offers, scale="1000", **inside))["order"] == [
        "T2",
        "T3",
        "T1",
    ]
    inside["decide_by"] = "price"
    assert result_of(small_case("value_per_price", offers, scale="1000", **inside))["order"][0] == "T3"


def test_g17_a_low_outsider_turns_the_pair() -> None:
    pair = {"A": ("1000000", "6"), "B": ("1250000", "7.9")}
    before = result_of(modelled({"name": "proportional"}, pair))
    assert (totals(before), before["order"]) == ({"A": "8", "B": "7.95"}, ["A", "B"])
    after = result_of(modelled({"name": "proportional"}, pair | {"C": ("700000", "2")}))
    assert (totals(after), after["order"]) == ({"A": "6.5", "B": "6.75", "C": "6"}, ["B", "A", "C"])
    for result in (before, after):
        (turn,) = result["pairs"]
        assert turn == {"first": "A", "second": "B", "critical_lowest_price": "950000", "below_it": "B"}


def test_g17_what_a_quality_point_is_worth() -> None:
    pair = {"A": ("1000000", "6"), "B": ("1250000", "7.9")}
    result = result_of(modelled({"name": "proportional"}, pair))
    assert result["money_per_quality_point"] == {"A": "100000", "B": "156250"}


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("proportional", ["75", "70.833333333333", "75"]),
        ("linear_above_lowest", ["75", "62.5", "50"]),
    ],
)
def test_g18_denfield(model: str, expected: list[str]) -> None:
    offers = {"A": ("50", "50"), "B": ("75", "75"), "C": ("100", "100")}
    result = result_of(modelled({"name": model}, offers, scale="100"))
    assert list(totals(result).values()) == expected


def test_the_linear_model_reacts_the_other_way_to_a_low_outsider() -> None:
    pair = {"A": ("1000000", "6"), "B": ("1250000", "8.6")}
    before = result_of(modelled({"name": "linear_above_lowest"}, pair))
    assert before["order"] == ["B", "A"]
    (turn,) = before["pairs"]
    assert (turn["below_it"], turn["critical_lowest_price"]) == ("A", "961538.461538461538")
    after = result_of(modelled({"name": "linear_above_lowest"}, pair | {"C": ("960000", "0")}))
    assert after["order"] == ["A", "B", "C"]


def test_consip_gives_everyone_the_most_points_when_prices_are_equal() -> None:
    for offers in (tenders("500"), tenders("500", "500.00")):
        result = result_of(modelled({"name": "linear_between"}, offers))
        assert set(points_of(result, "price").values()) == {"10"}
        assert set(result["money_per_quality_point"].values()) == {None}
    spread = result_of(modelled({"name": "linear_between"}, tenders("500", "600", "900")))
    assert list(points_of(spread, "price").values()) == ["10", "7.5", "0"]


def test_the_mean_model_may_exceed_the_scale() -> None:
    result = result_of(modelled({"name": "around_mean"}, tenders("10", "100", "190"), scale="100"))
    assert list(points_of(result, "price").values()) == ["140", "50", "-40"]
    floored = modelled({"name": "around_mean", "floor": "0"}, tenders("10", "100", "190"), scale="100")
    assert list(points_of(result_of(floored), "price").values()) == ["140", "50", "0"]


def test_piecewise_holds_its_end_values_outside_its_knots() -> None:
    knots = [["1.1", "9"], ["1.5", "5"], ["2", "0"]]
    result = result_of(
        modelled({"name": "piecewise", "knots": knots}, tenders("100", "110", "130", "175", "200", "900"))
    )
    assert list(points_of(result, "price").values()) == ["9", "9", "7", "2.5", "0", "0"]
    assert [money and D(money) for money in result["money_per_quality_point"].values()] == [
        None, 10, 10, 10, None, None,
    ]  # fmt: skip
    points = piecewise_price_points(prices("100", "130"), knots=[(1, 10), (2, 0)])
    assert points == {"T1": 10, "T2": 7}


def test_each_slope_is_what_one_unit_of_money_costs() -> None:
    models = [
        {"name": "proportional"},
        {"name": "linear_above_lowest", "slope": "0.5"},
        {"name": "linear_to_threshold", "ceiling": "300", "threshold": "50"},
        {"name": "discount_power", "base": "300", "alpha": "1.5"},
        {"name": "piecewise", "knots": [["1", "10"], ["4", "0"]]},
    ]
    tiny = D("0.0000001")
    for model in models:
        case = check_case(modelled(model, tenders("100", "150")))
        assert case.price_leaf is not None
        declared = case.price_leaf.model
        assert declared is not None
        slope = price_slopes(declared, prices("100", "150"), most_points=10)["T2"]
        assert slope is not None
        nearby = [
            D(points_of(result_of(modelled(model, tenders("100", amount))), "price")["T2"])
            for amount in ("150", str(150 + tiny))
        ]
        assert float(nearby[0] - nearby[1]) == pytest.approx(float(slope * Fraction(tiny)), rel=1e-4)


def test_money_per_point_follows_the_weights() -> None:
    worth = money_per_quality_point(
        {"A": Fraction(1, 100), "B": None}, price_weight=Fraction(1, 4), quality_weight=Fraction(3, 4)
    )
    assert worth == {"A": 300, "B": None}
