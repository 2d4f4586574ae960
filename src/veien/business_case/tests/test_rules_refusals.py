"""A case outside the rules is refused, with a line for everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from veien.business_case.rules import check_case, check_share
from veien.business_case.tests.cases import Document, case_of, line, printed
from veien.foundation.faults import BadDocument

Change = Callable[[Document], object]
CAMERAS = ("alternatives", 1)
DEVICES = (*CAMERAS, "lines", 1)
TIME = (*CAMERAS, "lines", 2)


def lines(document: Any, check: Callable[[Any], object] = check_case) -> list[str]:
    with pytest.raises(BadDocument) as caught:
        check(document)
    return [fault.line() for fault in caught.value.faults]


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


@pytest.mark.parametrize("value", [*NUMBERS, "9" * 100_000, 10**2000, "1." + "1" * 2000, "0." + "1" * 21])
def test_what_is_no_number_is_refused(value: Any) -> None:
    for steps, place in [
        (("discount_rate",), "discount_rate"),
        ((*DEVICES, "unit_amount"), "alternatives[1].lines[1].unit_amount"),
        ((*TIME, "growth"), "alternatives[1].lines[2].growth"),
        ((*TIME, "uncertainty", "low"), "alternatives[1].lines[2].uncertainty.low"),
        (("cost_key", "by", "Lillesand"), "cost_key.by.Lillesand"),
    ]:
        document = printed()
        put(value, *steps)(document)
        assert [each.split(": ")[0] for each in lines(document)] == [place]
        assert len(lines(document)[0]) < 220


ONE_FAULT: list[tuple[Change, str, str]] = [
    (put("veien-business-case/2", "format"), "format", "The format is not veien-business-case/1."),
    (drop("format"), "format", "The key is missing."),
    (drop("currency"), "currency", "The key is missing."),
    (drop("discounting"), "discounting", "The key is missing."),
    (put("monthly", "discounting"), "discounting", "monthly is not known here."),
    (put("x", "colour"), "colour", "The key is unknown."),
    (put(5, "title"), "title", "This is a number, not a text."),
    (put("900", "years"), "years", "900 is outside 1 to 100. Write the number of years after year 0"),
    (put(0, "years"), "years", "0 is outside 1 to 100."),
    (
        put("4", "discount_rate"),
        "discount_rate",
        '4 is outside 0 to 1. Write 0 to 1, such as "0.04" for 4 %.',
    ),
    (put("-0.01", "discount_rate"), "discount_rate", "-0.01 is below 0."),
    (put([], "alternatives"), "alternatives", "The list is empty."),
    (put("-40", "quantities", "users"), "quantities.users", "-40 is below 0."),
    (put("1" + "0" * 16, "quantities", "users"), "quantities.users", "is outside 0 to 1000000000000000."),
    (put({"number": "900", "unit": "age"}, "quantities", "users"), "quantities.users.number", "0 to 130."),
    (
        put({"number": "8", "unit": "days_per_week"}, "quantities", "users"),
        "quantities.users.number",
        "7 days",
    ),
    (put("40", "quantities", "14"), "quantities.14", "The name is no word."),
    (put({"product": []}, "quantities", "users"), "quantities.users.product", "The list is empty."),
    (put({"product": ["user"]}, "quantities", "users"), "quantities.users.product[0]", "no quantity user."),
    (put({"product": ["-1"]}, "quantities", "users"), "quantities.users.product[0]", "-1 is below 0."),
    (put({"product": [0.5]}, "quantities", "users"), "quantities.users.product[0]", "decimal without quotes"),
    (
        put({"product": ["1"] * 21}, "quantities", "users"),
        "quantities.users.product",
        "more than 20 factors.",
    ),
    (
        put({"product": ["1"], "divide": "0"}, "quantities", "users"),
        "quantities.users.divide",
        "divided by 0.",
    ),
    (put({"product": ["1"], "by": "2"}, "quantities", "users"), "quantities.users.by", "The key is unknown."),
    (put({"divide": "2"}, "quantities", "users"), "quantities.users.product", "The key is missing."),
    (put("today", *CAMERAS, "id"), "alternatives[1].id", "The id today is taken by alternatives[0]."),
    (
        put(True, *CAMERAS, "null_alternative"),
        "alternatives[1].null_alternative",
        "a second null alternative",
    ),
    (drop("alternatives", 0, "null_alternative"), "alternatives", "There is no null alternative."),
    (put("yes", *CAMERAS, "null_alternative"), "alternatives[1].null_alternative", "neither true nor false."),
    (drop(*CAMERAS, "lines"), "alternatives[1].lines", "The key is missing."),
    (put({}, *CAMERAS, "lines"), "alternatives[1].lines", "This is a mapping, not a list."),
    (put("devices", *TIME, "id"), "alternatives[1].lines[2].id", "is taken by alternatives[1].lines[1]."),
    (put("income", *TIME, "kind"), "alternatives[1].lines[2].kind", "income is not known here."),
    (drop(*TIME, "benefit"), "alternatives[1].lines[2].benefit", "The key is missing."),
    (put("avoided_cost", *DEVICES, "benefit"), "alternatives[1].lines[1].benefit", "The key is unknown."),
    (put("joy", *TIME, "benefit"), "alternatives[1].lines[2].benefit", "joy is not known here."),
    (put("hardware", *DEVICES, "part"), "alternatives[1].lines[1].part", "hardware is not known here."),
    (put("yes", *DEVICES, "integration"), "alternatives[1].lines[1].integration", "is not true or false."),
    (drop(*DEVICES, "years"), "alternatives[1].lines[1].years", "The key is missing."),
    (
        put([-1, 5], *DEVICES, "years"),
        "alternatives[1].lines[1].years[0]",
        "-1 is below 0. Write a year of the",
    ),
    (put([1, 6], *DEVICES, "years"), "alternatives[1].lines[1].years[1]", "6 is outside 0 to 5."),
    (
        put([5, 1], *DEVICES, "years"),
        "alternatives[1].lines[1].years",
        "The first year, 5, is after the last, 1.",
    ),
    (put([1], *DEVICES, "years"), "alternatives[1].lines[1].years", "This is no first and last year."),
    (put(["1.5", 3], *DEVICES, "years"), "alternatives[1].lines[1].years[0]", "1.5 is no whole number."),
    (put("5", *DEVICES, "amount"), "alternatives[1].lines[1]", "both an amount and a quantity"),
    (drop(*DEVICES, "unit_amount"), "alternatives[1].lines[1].unit_amount", "The key is missing."),
    (drop(*DEVICES, "quantity"), "alternatives[1].lines[1].quantity", "The key is missing."),
    (drop(*CAMERAS, "lines", 0, "amount"), "alternatives[1].lines[0]", "The line has no money."),
    (put("-600000", *CAMERAS, "lines", 0, "amount"), "alternatives[1].lines[0].amount", "is below 0."),
    (put("userz", *DEVICES, "quantity"), "alternatives[1].lines[1].quantity", "There is no quantity userz."),
    (put("-5", *DEVICES, "quantity"), "alternatives[1].lines[1].quantity", "-5 is below 0."),
    (
        put("9" * 15, *DEVICES, "unit_amount"),
        "alternatives[1].lines[1]",
        "Quantity times unit_amount is above",
    ),
    (put("1.01", *TIME, "share"), "alternatives[1].lines[2].share", "1.01 is outside 0 to 1."),
    (put("-0.1", *TIME, "realised"), "alternatives[1].lines[2].realised", "-0.1 is below 0."),
    (
        put("40", *TIME, "growth"),
        "alternatives[1].lines[2].growth",
        "40 is outside -1 to 1. Write the growth per",
    ),
    (put("-1.01", *TIME, "growth"), "alternatives[1].lines[2].growth", "-1.01 is outside -1 to 1."),
    (put({"6": "1"}, *TIME, "ramp"), "alternatives[1].lines[2].ramp.6", "6 is no year of the case."),
    (put({"-1": "1"}, *TIME, "ramp"), "alternatives[1].lines[2].ramp.-1", "-1 is no year of the case."),
    (put({"1": "-1"}, *TIME, "ramp"), "alternatives[1].lines[2].ramp.1", "-1 is below 0."),
    (put({"1": "50"}, *TIME, "ramp"), "alternatives[1].lines[2].ramp.1", "50 is outside 0 to 10."),
    (put("half", *TIME, "ramp"), "alternatives[1].lines[2].ramp", "This is a text, not a mapping."),
    (
        put("normal", *TIME, "uncertainty", "shape"),
        "alternatives[1].lines[2].uncertainty.shape",
        "normal is not",
    ),
    (
        drop(*TIME, "uncertainty", "shape"),
        "alternatives[1].lines[2].uncertainty.shape",
        "The key is missing.",
    ),
    (drop(*TIME, "uncertainty", "mode"), "alternatives[1].lines[2].uncertainty.mode", "The key is missing."),
    (put("1.2", *TIME, "uncertainty", "mode"), "alternatives[1].lines[2].uncertainty", "do not rise."),
    (put("-1", *TIME, "uncertainty", "low"), "alternatives[1].lines[2].uncertainty.low", "-1 is below 0."),
    (put("fixed", *TIME, "uncertainty", "shape"), "alternatives[1].lines[2].uncertainty", "has one value."),
    (put("1", *TIME, "uncertainty", "sd"), "alternatives[1].lines[2].uncertainty.sd", "The key is unknown."),
    (put("1.1", "cost_key", "fixed_share"), "cost_key.fixed_share", "1.1 is outside 0 to 1."),
    (drop("cost_key", "fixed_share"), "cost_key.fixed_share", "The key is missing."),
    (put({}, "cost_key", "by"), "cost_key.by", "Nobody shares the cost."),
    (put({"A": "0", "B": 0}, "cost_key", "by"), "cost_key.by", "All figures are 0"),
    (put({" ": "1"}, "cost_key", "by"), 'cost_key.by[" "]', "The member has no name."),
    (put("-1", "cost_key", "by", "Lillesand"), "cost_key.by.Lillesand", "-1 is below 0."),
    (put("x", "cost_key", "total"), "cost_key.total", "The key is unknown."),
]


@pytest.mark.parametrize(("change", "place", "words"), ONE_FAULT)
def test_one_fault_is_told_with_its_place(change: Change, place: str, words: str) -> None:
    document = printed()
    change(document)
    found = lines(document)
    assert len(found) == 1, found
    assert found[0].startswith(f"{place}: ")
    assert words in found[0]


def test_a_driver_that_needs_itself_is_told_with_the_way_round() -> None:
    document = printed()
    document["quantities"]["users"] = {"product": ["hours_per_year"]}
    assert lines(document) == [
        "quantities.users: The quantity needs itself: users -> hours_per_year -> visits_per_year -> users."
        " Give one of them a number."
    ]
    document["quantities"]["users"] = {"product": ["users"]}
    assert "users -> users." in lines(document)[0]


def test_each_ring_of_drivers_is_told_once() -> None:
    names = [f"q{number}" for number in range(8)]
    rings = {name: {"product": [other]} for name, other in zip(names, [*names[1:], names[0]], strict=True)}
    document = case_of([], quantities={**rings, "self": {"product": ["self"]}, "leans": {"product": ["q0"]}})
    found = lines(document)
    assert [each.split(":")[0] for each in found] == ["quantities.q0", "quantities.self"]
    assert "q0 -> q1 -> q2 -> q3 -> q4 -> q5 -> ... -> q0." in found[0]


def test_a_thousand_drivers_in_a_row_are_computed_and_one_more_refused() -> None:
    chain: Document = {f"q{number}": {"product": [f"q{number + 1}"]} for number in range(999)}
    document = case_of([line("buy", -1, 0)], quantities={**chain, "q999": "3"})
    assert check_case(document).quantities["q0"] == 3
    document["quantities"]["extra"] = "1"
    assert "There are more than 1000 quantities." in lines(document)[0]


def test_drivers_that_grow_without_end_are_refused() -> None:
    doubled: Document = {f"q{number}": {"product": [f"q{number + 1}"] * 20} for number in range(12)}
    assert (
        "The product is above 1000000000000000." in lines(case_of([], quantities={**doubled, "q12": "9"}))[0]
    )
    tiny = lines(case_of([], quantities={**doubled, "q12": "0.00000000000000000001"}))
    assert "The product has too many digits." in tiny[0]


def test_a_driver_that_is_divided_by_nothing_is_refused() -> None:
    document = printed()
    document["quantities"] |= {"none": "0", "visits": {"product": ["users"], "divide": "none"}}
    assert lines(document) == [
        "quantities.visits.divide: It is divided by none, which is 0. Divide by a number above zero."
    ]


def test_what_leans_on_a_wrong_driver_is_not_told_again() -> None:
    document = printed()
    document["quantities"]["users"] = "-40"
    assert len(lines(document)) == 1


@pytest.mark.parametrize("key", ["amount", "quantity", "unit_amount", "share", "ramp", "realised", "growth"])
def test_quality_carries_text_never_money(key: str) -> None:
    quality = {"id": "calm", "kind": "benefit", "benefit": "quality", "text": "Sleep.", key: "1"}
    found = lines(case_of([quality]))
    assert found == [
        f"alternatives[1].lines[0].{key}: A quality line carries text, never money."
        " Take it away, or write what the line avoids or saves."
    ]


def test_a_quality_line_says_something() -> None:
    quality = {"id": "calm", "kind": "benefit", "benefit": "quality", "text": " "}
    assert "The text is empty." in lines(case_of([quality]))[0]
    del quality["text"]
    assert "alternatives[1].lines[0].text: The key is missing." in lines(case_of([quality]))[0]


def test_every_fault_is_told_at_once() -> None:
    document = printed()
    for change, _, _ in (ONE_FAULT[5], ONE_FAULT[9], ONE_FAULT[12], ONE_FAULT[-2]):
        change(document)
    assert len(lines(document)) == 4


@pytest.mark.parametrize("document", [None, [], "text", 5, True])
def test_what_is_no_mapping_is_refused(document: Any) -> None:
    assert "not a mapping" in lines(document)[0]
    assert "not a mapping" in lines(document, check_share)[0]


def test_there_are_limits_to_alternatives_and_lines() -> None:
    many = case_of([line(f"l{number}", -1, 0) for number in range(1001)])
    assert "There are more than 1000 lines." in lines(many)[0]
    many["alternatives"] = [{"id": f"a{number}", "lines": []} for number in range(51)]
    assert "There are more than 50 alternatives." in lines(many)[0]


def test_there_is_a_limit_to_the_case_as_a_whole() -> None:
    lines_of_one = [line(f"l{number}", -1, 0) for number in range(1000)]
    document = case_of(lines_of_one, null=lines_of_one, years=100)
    assert check_case(document).years == 100
    document["alternatives"].append({"id": "third", "lines": lines_of_one[:1]})
    assert lines(document) == [
        "alternatives: 2001 lines over 100 years are more than 200000 together."
        " Write fewer lines, or fewer years."
    ]


def test_rates_have_few_decimals() -> None:
    for steps in (("discount_rate",), (*TIME, "growth")):
        document = printed()
        put("0.0400000001", *steps)(document)
        check_case(document)
        put("0.04000000001", *steps)(document)
        assert "more than 10 decimals. Write at most 10 decimals." in lines(document)[0]


SHARE: Document = {
    "format": "veien-share/1",
    "total": "100.00",
    "fixed_share": "0.3",
    "by": {"A": "2", "B": "1"},
}


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        ({"total": "0.005"}, "total: The total has more than two decimals."),
        ({"total": 0.5}, "total: 0.5 is a decimal without quotes."),
        ({"total": "9" * 17}, "is outside -1000000000000000 to 1000000000000000."),
        ({"format": "veien-share/2"}, "format: The format is not veien-share/1."),
        ({"fixed_share": "2"}, "fixed_share: 2 is outside 0 to 1."),
        ({"by": {"A": "-1"}}, "by.A: -1 is below 0."),
        ({"by": {}}, "by: Nobody shares the cost."),
        ({"by": []}, "by: This is a list, not a mapping."),
        ({"by": {"A": "0"}}, "by: All figures are 0"),
        ({"by": {f"m{place}": 1 for place in range(1001)}}, "by: There are more than 1000 members."),
        ({"seed": 1}, "seed: The key is unknown."),
    ],
)
def test_a_wrong_key_is_refused(changed: Document, line: str) -> None:
    found = lines({**SHARE, **changed}, check_share)
    assert len(found) == 1
    assert line in found[0]


@pytest.mark.parametrize("key", SHARE)
def test_a_missing_part_of_a_key_is_told(key: str) -> None:
    held = {name: value for name, value in SHARE.items() if name != key}
    assert lines(held, check_share) == [f"{key}: The key is missing. Write it."]
