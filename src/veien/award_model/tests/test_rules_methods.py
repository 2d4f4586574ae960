"""What each method, rounding and normalisation does at its edges."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from veien.award_model.rules import CannotScore, proportional_price_points, rounded, written
from veien.award_model.rules.price_points import discount_power_points, linear_points_above_lowest
from veien.award_model.tests.cases import (
    Document,
    modelled,
    points_of,
    printed,
    result_of,
    small_case,
    totals,
)


def standing(document: Document) -> list[tuple[str, int]]:
    result = result_of(document)
    return [(tender, result["tenders"][tender]["rank"]) for tender in result["order"]]


def test_the_lowest_price_wins_and_quality_is_only_shown() -> None:
    result = result_of(
        small_case("lowest_price", {"A": ("300", "9"), "B": ("200", "1"), "C": ("200.00", "2")})
    )
    assert (result["order"], result["ties"]) == (["B", "C", "A"], [["B", "C"]])
    assert result["tenders"]["A"] == {
        "rank": 3,
        "total": None,
        "points": {"price": None, "use": "9"},
        "evaluated_price": "300",
    }


def test_a_tender_below_the_least_points_does_not_compete() -> None:
    offers = {"A": ("100", "4.99"), "B": ("300", "5"), "C": ("200", "8")}
    result = result_of(small_case("qualified_lowest_price", offers, least_points={"total": "5"}))
    assert result["order"] == ["C", "B"]
    assert result["rejected"] == {"A": "below the least points: total 4.99 of 5"}
    assert result["tenders"]["A"]["rank"] is None
    assert result["tenders"]["A"]["points"]["use"] == "4.99"


def test_least_points_hold_in_the_whole_in_a_parent_and_in_a_leaf() -> None:
    document = small_case("qualified_lowest_price", {}, least_points={"total": "5", "both": "5", "a": "2"})
    document["criteria"] = [
        {"id": "price", "kind": "price", "weight": "0.4"},
        {
            "id": "both",
            "weight": "0.4",
            "children": [
                {"id": "a", "weight": "0.5", "kind": "quality", "normalise": "none"},
                {"id": "b", "weight": "0.5", "kind": "quality", "normalise": "none"},
            ],
        },
        {"id": "c", "weight": "0.2", "kind": "quality", "normalise": "none"},
    ]
    scores = {"A": (2, 8, 5), "B": (1, 10, 10), "C": (4, 5, 10), "D": (5, 5, 4), "E": (9, 9, 9)}
    document["tenders"] = [
        {"id": tender, "price": str(index), "points": {"a": str(a), "b": str(b), "c": str(c)}}
        for index, (tender, (a, b, c)) in enumerate(scores.items(), 1)
    ]
    result = result_of(document)
    assert result["order"] == ["A", "E"]
    assert list(result["rejected"]) == ["B", "C", "D"]
    assert result["rejected"]["D"] == "below the least points: total 4.666666666667 of 5"


def test_none_may_qualify() -> None:
    result = result_of(
        small_case("qualified_lowest_price", {"A": ("1", "1"), "B": ("2", "2")}, least_points={"use": "3"})
    )
    assert (result["order"], result["ties"], list(result["rejected"])) == ([], [], ["A", "B"])


def test_no_quality_at_all_comes_last_however_low_the_price() -> None:
    offers = {"A": ("0.01", "0"), "B": ("1000000", "0.1"), "C": ("900", "0")}
    assert standing(small_case("value_per_price", offers)) == [("B", 1), ("A", 2), ("C", 2)]
    wide = {"corridor_percent": "100", "decide_by": "price"}
    assert standing(small_case("value_per_price", offers, **wide)) == [("B", 1), ("A", 2), ("C", 2)]


def test_the_corridor_holds_its_edge_and_a_level_decision_is_a_tie() -> None:
    offers = {"A": ("100", "10"), "B": ("100", "9.5"), "C": ("100", "9.49"), "D": ("95", "9.5")}
    corridor: dict[str, Any] = {"corridor_percent": "5", "decide_by": "price"}
    assert standing(small_case("value_per_price", offers, **corridor)) == [
        ("D", 1),
        ("A", 2),
        ("B", 2),
        ("C", 4),
    ]


@pytest.mark.parametrize(
    ("value", "step", "expected"),
    [
        ("0.125", "0.01", "0.13"),
        ("-0.125", "0.01", "-0.13"),
        ("0.1249999", "0.01", "0.12"),
        ("7.5", "1", "8"),
        ("7.49", "0.25", "7.5"),
        ("10", "3", "9"),
        ("-0.004", "0.01", "0"),
    ],
)
def test_rounding_takes_halves_away_from_zero(value: str, step: str, expected: str) -> None:
    assert written(rounded(Fraction(value), Decimal(step))) == expected


def test_rounding_of_points_and_of_totals_can_name_different_winners() -> None:
    offers = {"A": ("100", "5.004"), "B": ("100", "5.005")}
    model = {"name": "proportional"}
    assert result_of(modelled(model, offers))["order"] == ["B", "A"]
    at_points = result_of(modelled(model, offers, rounding={"step": "0.01", "at": "points"}))
    assert points_of(at_points, "use") == {"A": "5", "B": "5.01"}
    at_total = result_of(modelled(model, offers, rounding={"step": "0.01", "at": "total"}))
    assert totals(at_total) == {"A": "7.5", "B": "7.5"}
    assert at_total["ties"] == [["A", "B"]]
    assert points_of(at_total, "use") == {"A": "5.004", "B": "5.005"}


def test_rounding_at_none_is_no_rounding() -> None:
    document = printed()
    plain = result_of(document)
    document["rounding"] = {"at": "none", "step": "1"}
    assert {**result_of(document), "input_sha256": plain["input_sha256"]} == plain
    document["rounding"] = {"at": "total", "step": "1"}
    assert result_of(document)["pairs"] == []


def test_a_floor_leaves_no_pairs_to_turn() -> None:
    pair = {"A": ("1000000", "6"), "B": ("1250000", "8.6")}
    assert result_of(modelled({"name": "linear_above_lowest"}, pair))["pairs"]
    assert result_of(modelled({"name": "linear_above_lowest", "floor": "0"}, pair))["pairs"] == []


def test_no_float_decides_a_tie() -> None:
    tenths = {"A": ("100", "0.1"), "B": ("100", "0.3")}
    document = modelled({"name": "proportional"}, tenths)
    document["criteria"] = [
        {"id": name, "weight": weight, "kind": "quality", "normalise": "none"}
        for name, weight in {"x": "0.1", "y": "0.2", "z": "0.7"}.items()
    ]
    document["tenders"] = [
        {"id": "A", "points": {"x": "3", "y": "0", "z": "0"}},
        {"id": "B", "points": {"x": "1", "y": "1", "z": "0"}},
    ]
    assert result_of(document)["ties"] == [["A", "B"]]


def test_normalising_gives_the_best_the_most_points() -> None:
    offers = {"A": ("100", "4"), "B": ("100", "5"), "C": ("100", "0")}
    for how, expected in {
        "none": ["4", "5", "0"],
        "proportional": ["8", "10", "0"],
        "shift": ["9", "10", "5"],
    }.items():
        result = result_of(small_case("lowest_price", offers, use={"normalise": how}))
        assert list(points_of(result, "use").values()) == expected


def test_where_the_best_has_nothing_proportion_gives_everyone_nothing() -> None:
    offers = {"A": ("100", "0"), "B": ("200", "0")}
    result = result_of(small_case("lowest_price", offers, use={"normalise": "proportional"}))
    assert set(points_of(result, "use").values()) == {"0"}


def test_a_parent_shows_its_own_weighted_points_before_its_weight() -> None:
    document = printed()
    document["criteria"][1]["children"] = [
        {"id": "use", "weight": "0.25", "kind": "quality", "normalise": "none"},
        {"id": "help", "weight": "0.75", "kind": "quality", "normalise": "none"},
    ]
    for tender in document["tenders"]:
        tender["points"]["help"] = "8"
    result = result_of(document)
    assert points_of(result, "quality") == {"A": "7.5", "B": "7.975", "C": "6.5"}
    assert totals(result)["A"] == "7.25"


def test_a_price_may_stand_inside_a_parent() -> None:
    document = printed()
    document["criteria"] = [{"id": "whole", "weight": "1", "children": document["criteria"]}]
    result = result_of(document)
    assert points_of(result, "whole") == totals(result) == {"A": "6.5", "B": "6.75", "C": "6"}
    document["method"] = "percent_addition"
    document["percent"] = "100"
    del document["criteria"][0]["children"][0]["model"]
    assert points_of(result_of(document), "whole") == {"A": "6", "B": "7.9", "C": "2"}


def test_one_tender_gets_the_first_rank() -> None:
    result = result_of(modelled({"name": "proportional"}, {"A": ("100", "0")}))
    assert (result["order"], result["without"], result["pairs"]) == (["A"], [], [])
    assert result["effective_weights"] is None


def test_quality_alone_can_be_evaluated() -> None:
    document = printed()
    document["criteria"] = [{"id": "use", "weight": "1", "kind": "quality", "normalise": "none"}]
    result = result_of(document)
    assert result["order"] == ["B", "A", "C"]
    assert result["money_per_quality_point"] is None
    assert result["effective_weights"] == {"use": "1"}


def test_criteria_may_bear_the_names_of_the_sums() -> None:
    document = modelled({"name": "proportional"}, {"A": ("1", "2"), "B": ("2", "4")})
    document["criteria"][0]["id"], document["criteria"][1]["id"] = "quality", "total"
    for tender in document["tenders"]:
        tender["points"] = {"total": tender["points"]["use"]}
    result = result_of(document)
    assert points_of(result, "total") == {"A": "2", "B": "4"}
    assert points_of(result, "quality") == {"A": "10", "B": "5"}


def test_priced_quality_adds_up_what_one_point_on_every_criterion_is_worth() -> None:
    document = small_case("priced_quality", {"A": ("100", "5")}, use={"money_per_point": "3"})
    document["criteria"].append(
        {"id": "help", "weight": "0", "kind": "quality", "normalise": "none", "money_per_point": "0.5"}
    )
    document["tenders"][0]["points"]["help"] = "4"
    result = result_of(document)
    assert totals(result) == {"A": "83"}
    assert result["money_per_quality_point"] == {"A": "3.5"}


def test_a_price_without_weight_has_no_money_to_give() -> None:
    document = modelled({"name": "proportional"}, {"A": ("1", "2"), "B": ("2", "4")}, weights=("0", "1"))
    result = result_of(document)
    assert (result["money_per_quality_point"], result["pairs"]) == (None, [])


def test_a_fractional_power_ties_where_the_discounts_are_equal() -> None:
    model = {"name": "discount_power", "base": "100", "alpha": "0.3"}
    offers = {"A": ("70", "1"), "B": ("70.00", "1"), "C": ("64", "0"), "D": ("120", "1")}
    result = result_of(modelled(model, offers))
    assert result["ties"] == [["A", "B"]]
    assert points_of(result, "price")["D"] == "0"
    assert all(len(points.split(".")[-1]) <= 12 for points in points_of(result, "price").values())
    square_root = discount_power_points({"A": Decimal(75), "B": Decimal(1)}, base=100, alpha=Decimal("0.5"))
    assert abs(square_root["A"] ** 2 - Fraction(2500, 99)) < Fraction(1, 10**45)


def test_leaving_out_is_skipped_where_the_others_could_not_be_scored() -> None:
    model = {"name": "discount_power", "base": "100", "alpha": "1"}
    offers = {"A": ("70", "1"), "B": ("100", "1"), "C": ("110", "0")}
    assert result_of(modelled(model, offers))["without"] == []


def test_long_numbers_are_written_in_full() -> None:
    model = {"name": "discount_power", "base": "1" + "0" * 899 + "1", "alpha": "10"}
    points = points_of(result_of(modelled(model, {"A": ("1", "1"), "B": ("2", "1")})), "price")
    assert points["A"] == "10"
    assert points["B"].startswith("9." + "9" * 898 + "0")
    assert len(points["B"]) > 8_000
    assert written(Fraction(1, 2**20_000)).startswith("0.0000")
    assert len(written(10**9_000)) == 9_001


def test_the_functions_refuse_prices_that_cannot_be_scored() -> None:
    for prices in ({}, {"A": Decimal(0)}, {"A": Decimal(5), "B": Decimal(-1)}):
        with pytest.raises(CannotScore):
            proportional_price_points(prices)
    with pytest.raises(CannotScore):
        linear_points_above_lowest({"A": 1}, slope=0)
    with pytest.raises(CannotScore):
        discount_power_points({"A": 5}, base=5, alpha=1)
