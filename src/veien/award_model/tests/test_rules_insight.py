"""What an order hangs on, at the edges: level pairs, kinks in a model, and who changes what by leaving."""

from __future__ import annotations

from typing import Any

import pytest

from veien.award_model.tests.cases import Document, modelled, result_of, small_case

UTILITY = {"A": ("80", "2"), "B": ("100", "9"), "C": ("88", "8"), "D": ("95", "1")}


def leaving(document: Document) -> dict[str, tuple[str, bool]]:
    """What is said of each tender that is left out: the order of the others, and whether it is another one."""
    return {
        entry["removed"]: ("".join(entry["order"]), entry["reversal"])
        for entry in result_of(document)["without"]
    }


def test_a_pair_that_is_level_now_is_turned_by_any_lower_price() -> None:
    result = result_of(modelled({"name": "proportional"}, {"A": ("50", "5"), "B": ("100", "10")}))
    assert result["ties"] == [["A", "B"]]
    assert result["pairs"] == [{"first": "A", "second": "B", "critical_lowest_price": "50", "below_it": "B"}]


def test_pairs_of_equal_price_or_equal_quality_never_turn() -> None:
    offers = {"A": ("50", "5"), "B": ("50", "10"), "C": ("60", "6"), "D": ("70", "5")}
    found = result_of(modelled({"name": "proportional"}, offers))["pairs"]
    assert [(pair["first"], pair["second"]) for pair in found] == [("A", "C")]


@pytest.mark.parametrize(
    ("model", "prices", "expected"),
    [
        ({"name": "linear_to_threshold", "ceiling": "100", "threshold": "60"}, ("59", "60"), [None, "4"]),
        ({"name": "linear_above_lowest", "floor": "5"}, ("50", "74", "75", "80"), ["5", "5", None, None]),
        ({"name": "around_mean", "floor": "0"}, ("10", "50", "90"), ["5", "5", None]),
        ({"name": "discount_power", "base": "60", "alpha": "1"}, ("50", "60"), ["1", None]),
        ({"name": "piecewise", "knots": [["1", "8"], ["2", "9"], ["3", "4"]]}, ("10", "20"), [None, "2"]),
    ],
)
def test_where_a_model_is_flat_or_rises_a_point_has_no_price(
    model: dict[str, Any], prices: tuple[str, ...], expected: list[str | None]
) -> None:
    offers = {f"T{place}": (price, "5") for place, price in enumerate(prices)}
    result = result_of(modelled(model, offers))
    assert list(result["money_per_quality_point"].values()) == expected


def test_the_highest_price_counts_between_the_two_outermost() -> None:
    offers = {"A": ("100", "5"), "B": ("150", "7"), "C": ("1000", "5")}
    assert leaving(modelled({"name": "linear_between"}, offers)) == {
        "A": ("BC", False),
        "C": ("AB", True),
    }


def test_the_lowest_price_and_the_best_quality_count_in_the_utility_index() -> None:
    assert result_of(small_case("utility_index", UTILITY))["order"] == ["C", "B", "A", "D"]
    assert leaving(small_case("utility_index", UTILITY)) == {"A": ("CBD", False), "B": ("CAD", False)}


def test_the_best_value_sets_the_corridor() -> None:
    offers = {"A": ("100", "10"), "B": ("50", "4.7"), "C": ("20", "1.8")}
    corridor: dict[str, Any] = {"corridor_percent": "8", "decide_by": "price"}
    assert result_of(small_case("value_per_price", offers, **corridor))["order"] == ["B", "A", "C"]
    assert leaving(small_case("value_per_price", offers, **corridor)) == {"A": ("CB", True)}


def test_leaving_is_not_told_where_the_deduction_would_take_the_whole_price() -> None:
    offers = {"A": ("100", "5"), "B": ("100", "8"), "C": ("100", "1")}
    document = small_case("percent_deduction", offers, percent="100", use={"normalise": "proportional"})
    document["criteria"][1]["weight"] = "0.25"
    document["criteria"].append(
        {"id": "help", "weight": "0.25", "kind": "quality", "normalise": "proportional"}
    )
    for tender, points in zip(document["tenders"], ["10", "5", "1"], strict=True):
        tender["points"]["help"] = points
    told = leaving(document)
    assert "B" not in told  # A would be best in everything, and its evaluated price zero
    assert "A" not in told
    document["percent"] = "99"
    assert set(leaving(document)) == {"A", "B"}


def test_a_tender_that_changes_nothing_for_the_others_is_not_listed() -> None:
    offers = {"A": ("100", "10"), "B": ("110", "4"), "C": ("120", "1")}
    for model in (
        {"name": "proportional"},
        {"name": "linear_to_threshold", "ceiling": "200", "threshold": "50"},
    ):
        assert set(leaving(modelled(model, offers))) <= {"A"}
    assert set(leaving(modelled({"name": "around_mean"}, offers))) == {"A", "C"}
