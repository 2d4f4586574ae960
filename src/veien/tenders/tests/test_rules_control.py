"""What a line comes to, in whose currency, and what is odd about a price."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veien.criteria.rules.prices import (
    Assumption,
    PriceRow,
    PriceRules,
    Rate,
    line_content,
    line_total,
    rules_content,
)
from veien.foundation.canonical import digest_of
from veien.tenders import rules

AMOUNTS = st.decimals(min_value=1, max_value=10**7, places=2)
RATE = Rate(uuid4(), "EUR", Decimal("11.50"), date(2026, 2, 27), "Norges Bank")


def line(pk: int = 1, **more: object) -> PriceRow:
    row = PriceRow(pk, uuid4(), f"line-{pk}", "Alarm", "piece", Decimal(10), "once", 1, "")
    return replace(row, **more)


HOURS = line(2, kind="cost", unit_cost=Decimal(450), cost_source="Accounts 2025", period="yearly", years=4)
OUTSIDE = line(3, is_option=True, counts=False)


def test_a_stated_quantity_is_priced_at_the_buyers_own_cost() -> None:
    assert line_total(HOURS, Decimal("1.5")) == 10 * Decimal("1.5") * 4 * 450


def test_an_option_outside_does_not_count_and_own_cost_does() -> None:
    lines = [
        rules.priced(line(), Decimal(100)),
        rules.priced(HOURS, Decimal(1)),
        rules.priced(OUTSIDE, Decimal(7)),
    ]
    assert rules.evaluated_price(lines) == 1000 + 18000
    assert rules.own_cost(lines) == 18000
    assert rules.options_outside(lines) == 70


def test_another_currency_is_converted_by_the_frozen_rate_and_rounded_half_up() -> None:
    each = rules.priced(line(volume=Decimal(1)), Decimal("0.03"), currency="EUR", rate=Decimal("11.50"))
    assert each.own == Decimal("0.03")
    assert each.amount == Decimal("0.35")  # 0.345 exactly


def test_a_currency_that_is_not_allowed_has_no_rate() -> None:
    said = PriceRules("NOK", (line(),), rates={"EUR": RATE})
    assert said.rate_of("EUR") == Decimal("11.50")
    assert said.rate_of("") == said.rate_of("NOK") == 1
    with pytest.raises(KeyError):
        said.rate_of("USD")


def test_a_corrected_figure_counts_and_what_came_stays_beside_it() -> None:
    each = rules.priced(line(), Decimal(5), corrected=Decimal(50))
    assert (each.amount, each.received, each.is_corrected) == (500, 5, True)


def test_what_a_form_does_not_use_leaves_no_trace_in_what_is_locked() -> None:
    row = line()
    known = {
        "key": "line-1",
        "title": "Alarm",
        "unit": "piece",
        "volume": "10",
        "period": "once",
        "years": 1,
        "note": "",
    }
    assert digest_of(line_content(row)) == digest_of(known)
    assert rules_content(PriceRules("NOK", (row,), rates={})) == {}


def test_what_a_form_uses_is_locked() -> None:
    assumed = Assumption(uuid4(), "Users", Decimal(4200), "people", "Count of 2025")
    said = rules_content(
        PriceRules("NOK", (HOURS,), sums="filled", rates={"EUR": RATE}, assumptions=(assumed,))
    )
    assert said["sums"] == "filled"
    assert said["currencies"][0]["rate"] == "11.5"
    assert said["assumptions"][0]["source"] == "Count of 2025"
    assert line_content(HOURS)["unit_cost"] == "450"
    assert line_content(OUTSIDE)["option"] == "outside"


def kinds(given: dict[int, list[rules.PricedLine]], lines: list[PriceRow]) -> dict[int, list[str]]:
    return {
        tender: [each.kind for each in found] for tender, found in rules.findings_of(lines, given).items()
    }


def offers(*prices: str) -> dict[int, list[rules.PricedLine]]:
    return {at: [rules.priced(line(), Decimal(price))] for at, price in enumerate(prices)}


def test_a_line_that_is_missing_or_zero_is_asked_about() -> None:
    assert kinds({1: [], 2: [rules.priced(line(), Decimal(0))]}, [line()]) == {1: ["missing"], 2: ["zero"]}


@pytest.mark.parametrize(
    ("stated", "found"),
    [(None, []), ("1000.00", []), ("1000.01", []), ("999.99", []), ("1000.02", ["sum"]), ("0", ["sum"])],
)
def test_a_stated_sum_is_held_against_the_computed_one(stated: str | None, found: list[str]) -> None:
    each = rules.priced(line(), Decimal(100), stated=None if stated is None else Decimal(stated))
    assert kinds({1: [each]}, [line()]) == {1: found}


def test_a_sum_in_another_currency_is_checked_in_that_currency() -> None:
    each = rules.priced(line(), Decimal(100), currency="EUR", rate=Decimal("11.5"), stated=Decimal(1000))
    assert kinds({1: [each]}, [line()]) == {1: []}


def test_a_line_far_from_the_median_of_the_others_is_asked_about() -> None:
    assert kinds(offers("100", "110", "49"), [line()]) == {0: [], 1: [], 2: ["low"]}
    assert kinds(offers("100", "110", "230"), [line()])[2] == ["high"]


def test_exactly_half_and_exactly_twice_are_not_far() -> None:
    assert kinds(offers("100", "100", "50"), [line()])[2] == []
    assert kinds(offers("100", "100", "200"), [line()])[2] == []


def test_two_tenders_are_too_few_to_say_what_is_far_and_zero_is_no_measure() -> None:
    assert kinds(offers("100", "1"), [line()]) == {0: [], 1: []}
    assert kinds(offers("100", "1", "0"), [line()])[1] == []


@given(st.lists(AMOUNTS, min_size=3, max_size=8), st.integers(min_value=2, max_value=1000))
def test_another_unit_of_money_changes_no_finding(prices: list[Decimal], factor: int) -> None:
    before = kinds({at: [rules.priced(line(), each)] for at, each in enumerate(prices)}, [line()])
    after = kinds({at: [rules.priced(line(), each * factor)] for at, each in enumerate(prices)}, [line()])
    assert before == after


@given(st.lists(AMOUNTS, min_size=1, max_size=8))
def test_the_order_of_the_tenders_changes_no_finding(prices: list[Decimal]) -> None:
    given_lines = {at: [rules.priced(line(), each)] for at, each in enumerate(prices)}
    backwards = dict(reversed(given_lines.items()))
    assert kinds(given_lines, [line()]) == kinds(backwards, [line()])


@given(AMOUNTS, st.integers(min_value=1, max_value=8))
def test_those_who_ask_the_same_are_never_far(price: Decimal, count: int) -> None:
    found = kinds({at: [rules.priced(line(), price)] for at in range(count)}, [line()])
    assert all(not each for each in found.values())


@given(
    AMOUNTS,
    st.decimals(min_value=Decimal("0.0001"), max_value=100, places=4),
    st.decimals(min_value=Decimal("0.01"), max_value=1000, places=2),
)
def test_conversion_is_off_by_half_a_cent_at_most(price: Decimal, rate: Decimal, volume: Decimal) -> None:
    each = rules.priced(line(volume=volume), price, currency="EUR", rate=rate)
    assert abs(each.amount - each.own * rate) <= Decimal("0.005")


@given(st.lists(st.tuples(AMOUNTS, st.booleans()), min_size=1, max_size=8))
def test_all_lines_are_either_evaluated_or_outside(priced: list[tuple[Decimal, bool]]) -> None:
    lines = [
        rules.priced(line(at, is_option=True, counts=counts), price)
        for at, (price, counts) in enumerate(priced)
    ]
    assert rules.evaluated_price(lines) + rules.options_outside(lines) == sum(each.amount for each in lines)
