"""A case outside the rules is refused, with a line for everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from veien.award_model.rules import check_case
from veien.award_model.tests.cases import Document, modelled, printed, small_case
from veien.foundation.faults import BadDocument

Change = Callable[[Document], object]
TWO = {"A": ("100", "5"), "B": ("200", "10")}


def lines(document: Any) -> list[str]:
    with pytest.raises(BadDocument) as caught:
        check_case(document)
    return [fault.line() for fault in caught.value.faults]


def places(document: Any) -> list[str]:
    return [line.split(": ")[0] for line in lines(document)]


def put(value: Any, *steps: str | int) -> Change:
    """Set a value deep in a document."""

    def change(document: Document) -> None:
        held: Any = document
        for step in steps[:-1]:
            held = held[step]
        held[steps[-1]] = value

    return change


def drop(*steps: str | int) -> Change:
    """Take a key out deep in a document."""

    def change(document: Document) -> None:
        held: Any = document
        for step in steps[:-1]:
            held = held[step]
        del held[steps[-1]]

    return change


NUMBERS = ["", "abc", "1,5", "1e3", "0x1", "+1", " 1", "1.", ".5", "01", "NaN", "٣", None, True, 0.5, [], {}]


@pytest.mark.parametrize("value", [*NUMBERS, "9" * 100_000, 10**2000, "1." + "1" * 2000])
def test_what_is_no_number_is_refused(value: Any) -> None:
    for steps, place in [
        (("scale",), "scale"),
        (("criteria", 0, "weight"), "criteria[0].weight"),
        (("tenders", 1, "price"), "tenders[1].price"),
        (("tenders", 1, "points", "use"), "tenders[1].points.use"),
    ]:
        document = printed()
        put(value, *steps)(document)
        assert places(document) == [place]
        assert len(lines(document)[0]) < 200


ONE_FAULT: list[tuple[Change, str, str]] = [
    (put("veien-evaluation/2", "format"), "format", "The format is not veien-evaluation/1."),
    (drop("format"), "format", "The key is missing."),
    (drop("currency"), "currency", "The key is missing."),
    (put(" ", "currency"), "currency", "The text is empty."),
    (drop("scale"), "scale", "The key is missing."),
    (put("0", "scale"), "scale", "0 is not above zero."),
    (put("fair", "method"), "method", "fair is not known here."),
    (put(5, "title"), "title", "This is a number, not a text."),
    (put("x", "colour"), "colour", "The key is unknown."),
    (put("100", "percent"), "percent", "The key is unknown."),
    (put([], "evidence"), "evidence", "This is a list, not a mapping."),
    (put({"at": "total"}, "rounding"), "rounding.step", "The key is missing."),
    (put({"at": "leaf", "step": "1"}, "rounding"), "rounding.at", "leaf is not known here."),
    (put({"at": "total", "step": "0"}, "rounding"), "rounding.step", "0 is not above zero."),
    (put({"at": "total", "step": "1", "x": 1}, "rounding"), "rounding.x", "The key is unknown."),
    (put("1", "criteria", 0, "weight"), "criteria", "The weights add up to 1.5, not to 1."),
    (put("0.4999999999999999999", "criteria", 0, "weight"), "criteria", "0.9999999999999999999, not to 1."),
    (put("0.9", "criteria", 1, "children", 0, "weight"), "criteria[1].children", "add up to 0.9, not to 1."),
    (put("-0.1", "criteria", 0, "weight"), "criteria[0].weight", "-0.1 is outside 0 to 1."),
    (drop("criteria", 0, "weight"), "criteria[0].weight", "The key is missing."),
    (drop("criteria", 0, "model"), "criteria[0].model", "The key is missing."),
    (put("use", "criteria", 0, "id"), "criteria[1].children[0].id", "The id use is taken by criteria[0]."),
    (put("", "criteria", 0, "id"), "criteria[0].id", "The text is empty."),
    (put("quality", "criteria", 1, "kind"), "criteria[1]", "both children and a kind."),
    (drop("criteria", 0, "kind"), "criteria[0]", "neither children nor a kind."),
    (put("cost", "criteria", 0, "kind"), "criteria[0].kind", "cost is not known here."),
    (put("none", "criteria", 0, "normalise"), "criteria[0].normalise", "The key is unknown."),
    (put("best", "criteria", 1, "children", 0, "normalise"), "criteria[1].children[0].normalise", "best"),
    (
        put("5", "criteria", 1, "children", 0, "money_per_point"),
        "criteria[1].children[0].money_per_point",
        "",
    ),
    (put({"name": "cheap"}, "criteria", 0, "model"), "criteria[0].model.name", "cheap is not known here."),
    (put({}, "criteria", 0, "model"), "criteria[0].model.name", "The key is missing."),
    (put("proportional", "criteria", 0, "model"), "criteria[0].model", "This is a text, not a mapping."),
    (put("0", "criteria", 0, "model", "floor"), "criteria[0].model.floor", "The key is unknown."),
    (put("A", "tenders", 2, "id"), "tenders[2].id", "The id A is taken by tenders[0]."),
    (put(7, "tenders", 2, "id"), "tenders[2].id", "This is a number, not a text. Put it in quotes."),
    (put("0", "tenders", 2, "price"), "tenders[2].price", "0 is not above zero."),
    (put("-5", "tenders", 2, "price"), "tenders[2].price", "-5 is not above zero."),
    (drop("tenders", 2, "price"), "tenders[2].price", "The price is missing."),
    (drop("tenders", 2, "points", "use"), "tenders[2].points.use", "The points are missing."),
    (drop("tenders", 2, "points"), "tenders[2].points.use", "The points are missing."),
    (put("10.01", "tenders", 2, "points", "use"), "tenders[2].points.use", "10.01 is outside 0 to 10."),
    (put("-0.01", "tenders", 2, "points", "use"), "tenders[2].points.use", "-0.01 is outside 0 to 10."),
    (put("5", "tenders", 2, "points", "price"), "tenders[2].points.price", "no such quality criterion."),
    (put("5", "tenders", 2, "points", "quality"), "tenders[2].points.quality", "no such quality criterion."),
    (put("", "tenders", 2, "rejected"), "tenders[2].rejected", "The text is empty."),
    (put(True, "tenders", 2, "rejected"), "tenders[2].rejected", "This is true or false, not a text."),
    (put("late", "tenders", 2, "reject"), "tenders[2].reject", "The key is unknown."),
    (put([], "tenders"), "tenders", "The list is empty."),
    (put([5], "tenders"), "tenders[0]", "This is a number, not a mapping."),
]


@pytest.mark.parametrize(("change", "place", "what"), ONE_FAULT)
def test_one_fault_is_told_in_one_line_with_its_place(change: Change, place: str, what: str) -> None:
    document = printed()
    change(document)
    (line,) = lines(document)
    assert line.startswith(f"{place}: ")
    assert what in line


def test_everything_wrong_is_told_at_once() -> None:
    document = printed()
    for change in (
        put("0.4", "criteria", 0, "weight"),
        put("x", "colour"),
        put("0", "tenders", 0, "price"),
        drop("tenders", 1, "points", "use"),
        put("12", "tenders", 2, "points", "use"),
    ):
        change(document)
    assert places(document) == [
        "colour",
        "criteria",
        "tenders[0].price",
        "tenders[1].points.use",
        "tenders[2].points.use",
    ]


def test_a_parent_without_children_is_refused() -> None:
    document = printed()
    document["criteria"][1]["children"] = []
    assert places(document)[0] == "criteria[1].children"


def test_every_tender_rejected_leaves_nothing_to_rank() -> None:
    document = printed()
    for tender in document["tenders"]:
        tender["rejected"] = "late"
    assert lines(document) == ["tenders: Every tender is rejected. There must be one that is not."]


def test_more_tenders_than_anyone_gets_are_refused() -> None:
    offers = {f"T{place}": ("100", "5") for place in range(1001)}
    assert places(modelled({"name": "proportional"}, offers)) == ["tenders"]
    del offers["T0"]
    assert check_case(modelled({"name": "proportional"}, offers))


@pytest.mark.parametrize("document", [None, [], "text", 5])
def test_a_document_is_a_mapping(document: Any) -> None:
    assert places(document) == ["(top)"]


def test_an_empty_mapping_lacks_every_key() -> None:
    assert places({}) == ["format", "currency", "method", "criteria", "tenders"]


def test_a_rejected_tender_needs_neither_price_nor_points() -> None:
    document = printed()
    document["tenders"][3] = {"id": "D", "rejected": "late"}
    assert check_case(document).tenders[3].rejected == "late"


def test_points_and_prices_are_not_asked_for_where_no_criterion_needs_them() -> None:
    document = printed()
    document["criteria"] = [
        {"id": "price", "weight": "1", "kind": "price", "model": {"name": "proportional"}}
    ]
    for tender in document["tenders"]:
        del tender["points"]
    assert check_case(document).quality_leaves == ()
    without_price = small_case("points", TWO)
    without_price["criteria"] = [{"id": "use", "weight": "1", "kind": "quality", "normalise": "none"}]
    for tender in without_price["tenders"]:
        del tender["price"]
    assert check_case(without_price).price_leaf is None


def test_there_is_one_price_criterion_at_most() -> None:
    document = printed()
    second = {"id": "running", "weight": "0.5", "kind": "price", "model": {"name": "proportional"}}
    document["criteria"][0]["weight"] = "0"
    document["criteria"].append(second)
    assert lines(document) == [
        "criteria[2]: This is a second price criterion; the first is criteria[0]. Keep one price criterion."
    ]


@pytest.mark.parametrize(
    ("model", "place"),
    [
        ({"name": "linear_above_lowest", "slope": "0"}, "slope"),
        ({"name": "linear_above_lowest", "slope": "-1"}, "slope"),
        ({"name": "linear_above_lowest", "floor": "11"}, "floor"),
        ({"name": "linear_to_threshold", "ceiling": "100"}, "threshold"),
        ({"name": "linear_to_threshold", "threshold": "100", "ceiling": "100"}, "threshold"),
        ({"name": "linear_to_threshold", "threshold": "101", "ceiling": "100"}, "threshold"),
        ({"name": "discount_power", "base": "300"}, "alpha"),
        ({"name": "discount_power", "base": "300", "alpha": "0"}, "alpha"),
        ({"name": "discount_power", "base": "300", "alpha": "10.5"}, "alpha"),
        ({"name": "piecewise"}, "knots"),
        ({"name": "piecewise", "knots": []}, "knots"),
        ({"name": "piecewise", "knots": [["1", "10"], ["1", "5"]]}, "knots[1][0]"),
        ({"name": "piecewise", "knots": [["2", "0"], ["1", "10"]]}, "knots[1][0]"),
        ({"name": "piecewise", "knots": [["1"]]}, "knots[0]"),
        ({"name": "piecewise", "knots": [["1", "ten"]]}, "knots[0][1]"),
    ],
)
def test_a_model_that_cannot_be_used_is_refused(model: dict[str, Any], place: str) -> None:
    assert places(modelled(model, TWO)) == [f"criteria[0].model.{place}"]


def test_a_discount_needs_a_price_below_the_base() -> None:
    model = {"name": "discount_power", "base": "100", "alpha": "1"}
    assert places(modelled(model, TWO)) == ["tenders"]
    assert check_case(modelled(model | {"base": "100.01"}, TWO))


@pytest.mark.parametrize("method", ["percent_markup", "utility_index"])
def test_a_method_that_divides_by_the_price_weight_needs_one(method: str) -> None:
    assert "The price has no weight" in lines(small_case(method, TWO, weights=("0", "1")))[0]
    assert "No quality criterion has a weight" in lines(small_case(method, TWO, weights=("1", "0")))[0]


def test_a_deduction_of_the_whole_price_is_refused_where_the_tender_stands() -> None:
    document = small_case("percent_deduction", TWO, percent="100")
    assert places(document) == ["tenders[1]"]
    assert check_case(small_case("percent_deduction", TWO, percent="99.9"))
    document["tenders"].insert(0, {"id": "X", "rejected": "late"})
    assert places(document) == ["tenders[2]"]


def test_a_method_has_its_own_keys_and_no_others() -> None:
    assert places(small_case("percent_addition", TWO)) == ["percent"]
    assert places(small_case("percent_addition", TWO, percent="-1")) == ["percent"]
    assert places(small_case("lowest_price", TWO, percent="5")) == ["percent"]
    assert places(small_case("value_per_price", TWO, corridor_percent="5")) == ["decide_by"]
    assert places(small_case("value_per_price", TWO, decide_by="use")) == ["corridor_percent"]
    corridor = {"corridor_percent": "5", "decide_by": "colour"}
    assert places(small_case("value_per_price", TWO, **corridor)) == ["decide_by"]
    assert places(small_case("qualified_lowest_price", TWO)) == ["least_points"]
    assert places(small_case("qualified_lowest_price", TWO, least_points={})) == ["least_points"]
    least = {"price": "5", "use": "11", "total": "5"}
    found = places(small_case("qualified_lowest_price", TWO, least_points=least))
    assert found == ["least_points.price", "least_points.use"]


@pytest.mark.parametrize("method", ["lowest_price", "value_per_price", "priced_quality"])
def test_only_the_method_points_has_a_price_model(method: str) -> None:
    use = {"money_per_point": "1"} if method == "priced_quality" else {}
    document = small_case(method, TWO, price={"model": {"name": "proportional"}}, use=use)
    assert places(document) == ["criteria[0].model"]


def test_each_quality_criterion_has_its_money_where_quality_is_priced() -> None:
    assert places(small_case("priced_quality", TWO)) == ["criteria[1].money_per_point"]
    assert places(small_case("priced_quality", TWO, use={"money_per_point": "-1"})) == [
        "criteria[1].money_per_point"
    ]


@pytest.mark.parametrize("method", ["priced_quality", "lowest_price"])
def test_weights_may_be_left_out_where_the_method_has_no_use_for_them(method: str) -> None:
    use = {"money_per_point": "1"} if method == "priced_quality" else {}
    document = small_case(method, TWO, use=use)
    for criterion in document["criteria"]:
        del criterion["weight"]
    assert check_case(document)
    document["criteria"][1]["weight"] = "0.9"
    assert places(document) == ["criteria"]


@pytest.mark.parametrize("method", ["value_per_price", "percent_addition", "qualified_lowest_price"])
def test_the_price_weight_may_be_left_out_where_only_quality_is_weighed(method: str) -> None:
    extra: dict[str, Any] = {
        "percent_addition": {"percent": "10"},
        "qualified_lowest_price": {"least_points": {"total": "5"}},
    }.get(method, {})
    document = small_case(method, TWO, weights=("0", "1"), **extra)
    del document["criteria"][0]["weight"]
    assert check_case(document)
    del document["criteria"][1]["weight"]
    assert places(document) == ["criteria[1].weight"]


@pytest.mark.parametrize("method", ["lowest_price", "percent_markup", "value_per_price"])
def test_a_method_that_is_not_points_needs_a_price_criterion(method: str) -> None:
    document = small_case(method, TWO)
    document["criteria"] = [{"id": "use", "weight": "1", "kind": "quality", "normalise": "none"}]
    assert places(document) == ["criteria"]
