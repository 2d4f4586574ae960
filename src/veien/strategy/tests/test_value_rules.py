"""How a value is counted: time, extensions, options, separate contracts."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from veien.strategy.rules.value import (
    Counted,
    Time,
    added,
    by_contract,
    counted,
    faults_of_row,
    faults_of_terms,
    flow_between,
    is_near,
)
from veien.strategy.rules.value_scale import Field, Scale, place_between, scale_across, scale_up

MONEY = st.decimals(min_value=0, max_value=10**9, places=2)
MONTHS = st.integers(0, 600)


def test_a_yearly_amount_is_counted_over_the_agreed_time_and_the_extensions() -> None:
    assert counted(Decimal(300000), "year", Time(48, 24)) == Counted(
        Decimal(1200000), Decimal(600000), Decimal(0)
    )


def test_an_amount_in_all_is_counted_once() -> None:
    assert counted(Decimal("99.50"), "once", Time(48, 24)).total == Decimal("99.50")


def test_an_option_counts_in_full_and_by_itself() -> None:
    assert counted(Decimal(100), "year", Time(24, 12), is_option=True) == Counted(
        Decimal(0), Decimal(0), Decimal(300)
    )


def test_an_open_term_counts_as_forty_eight_months_without_extensions() -> None:
    assert counted(Decimal(120), "year", Time(600, 600, is_open=True)) == Counted(
        Decimal(480), Decimal(0), Decimal(0)
    )


@settings(max_examples=60)
@given(MONEY, MONTHS, MONTHS)
def test_the_parts_add_up_to_the_whole_which_is_rounded_once(amount: Decimal, months: int, more: int) -> None:
    found = counted(amount, "year", Time(months, more))
    exact = Fraction(amount) * (months + more) / 12
    assert abs(Fraction(found.total) - exact) <= Fraction(1, 200)
    assert min(found) >= 0


@settings(max_examples=30)
@given(st.lists(st.tuples(MONEY, MONEY, MONEY), max_size=6))
def test_a_sum_of_rows_is_the_sum_of_their_totals(parts: list[tuple[Decimal, Decimal, Decimal]]) -> None:
    rows = [Counted(*each) for each in parts]
    assert added(rows).total == sum((row.total for row in rows), Decimal(0))


def test_rows_are_parted_only_where_a_contract_is_named() -> None:
    assert by_contract([("", Decimal(5)), ("", Decimal(7))]) == {}
    assert by_contract([("", Decimal(5)), ("Alarms", Decimal(7)), ("Alarms", Decimal(1))]) == {
        "": Decimal(5),
        "Alarms": Decimal(8),
    }


def test_a_value_is_near_from_nine_tenths_and_no_longer_near_when_it_is_there() -> None:
    assert not is_near(Decimal("899.99"), Decimal(1000))
    assert is_near(Decimal(900), Decimal(1000))
    assert not is_near(Decimal(1000), Decimal(1000))


def test_a_cost_of_the_business_case_is_added_up_over_the_years_of_the_agreement() -> None:
    flow = [Fraction(-600), Fraction(-1, 3), Fraction(-1, 3), Fraction(-1000)]
    assert flow_between(flow, 0, 2) == Decimal("600.67")
    assert flow_between(flow, 1, 1) == Decimal("0.33")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({"term": "fixed", "months": 0, "extension_months": 601}, {"months", "extension_months"}),
        ({"term": "fixed", "months": 600, "extension_months": 0}, set()),
        ({"term": "open", "months": 0, "extension_months": 0}, set()),
    ],
)
def test_a_fixed_term_has_between_one_and_six_hundred_months(
    words: dict[str, object], expected: set[str]
) -> None:
    assert set(faults_of_terms(words)) == expected


@pytest.mark.parametrize(
    ("amount", "fault"),
    [
        (None, "amount"),
        (Decimal(-1), "below_zero"),
        (Decimal("0.001"), "hundredths"),
        (Decimal(10**13), "too_large"),
    ],
)
def test_an_amount_that_cannot_be_right_is_refused(amount: Decimal | None, fault: str) -> None:
    words = {"title": "Alarms", "source": "A quote", "amount": amount}
    assert faults_of_row(words) == {"amount": fault}


def test_a_value_stands_between_its_thresholds_and_above_the_highest_ever_further_right() -> None:
    assert place_between(150, 100, 200) == 0.5
    assert place_between(100, 100, None) < place_between(200, 100, None) < place_between(9000, 100, None) < 1


@settings(max_examples=25, deadline=None)
@given(st.floats(0, 1), st.integers(1, 5), st.text(max_size=30))
def test_both_drawings_name_the_estimate_and_hold_no_markup_of_others(
    place: float, count: int, mark: str
) -> None:
    fields = tuple(Field(f"Rules <{n}>", f"{n} kr" if n else "", is_here=n == 0) for n in range(count))
    scale = Scale(fields, f"Estimate {mark}", place, "The scale", "A sentence")
    for drawn in (scale_across(scale), scale_up(scale)):
        assert drawn.startswith("<svg")
        assert "Estimate" in drawn
        assert "<0>" not in drawn
