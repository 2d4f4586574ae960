"""Which thresholds hold on a day, and which rules a value falls under."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from veien.law import queries, rules
from veien.law.rules import BUYERS, CATEGORIES, FigureMissing

MAY_2026 = date(2026, 5, 1)
EVERY = [(country, buyer, kind) for country in queries.countries() for buyer in BUYERS for kind in CATEGORIES]
DAYS = st.dates(date(2010, 1, 1), date(2035, 12, 31))
VALUES = st.decimals(min_value=0, max_value=100_000_000, places=2)


def amounts(country: str, category: str, on: date, buyer: str = "municipal") -> dict[str, Decimal]:
    return {each.id: each.value for each in queries.thresholds_on(country, buyer, category, on)}


def regime(country: str, category: str, value: int, on: date) -> str:
    return queries.placed(country, "municipal", category, on, value=Decimal(value)).regime.id


def test_a_new_figure_holds_from_its_first_day_and_the_old_one_until_the_day_before() -> None:
    assert amounts("NO", "goods-services", date(2026, 4, 20))["no-eea-other"] == 2_300_000
    assert amounts("NO", "goods-services", date(2026, 4, 21))["no-eea-other"] == 2_500_000
    assert amounts("NO", "goods-services", date(2026, 6, 30))["no-loa-minimum"] == 100_000
    assert amounts("NO", "goods-services", date(2026, 7, 1))["no-loa-minimum"] == 500_000


def test_the_state_has_a_threshold_of_its_own() -> None:
    found = amounts("NO", "goods-services", MAY_2026, "state")
    assert found["no-eea-state"] == 1_630_000
    assert "no-eea-other" not in found


@pytest.mark.parametrize(
    ("country", "category", "value", "on", "expected"),
    [
        ("NO", "goods-services", 99_999, MAY_2026, "outside-act"),
        ("NO", "goods-services", 100_000, MAY_2026, "I"),
        ("NO", "goods-services", 1_299_999, MAY_2026, "I"),
        ("NO", "goods-services", 1_300_000, MAY_2026, "II"),
        ("NO", "goods-services", 2_400_000, date(2026, 4, 20), "III"),
        ("NO", "goods-services", 2_400_000, MAY_2026, "II"),
        ("NO", "goods-services", 2_500_000, MAY_2026, "III"),
        ("NO", "health-social", 8_699_999, MAY_2026, "I"),
        ("NO", "health-social", 8_700_000, MAY_2026, "IV"),
        ("NO", "special-services", 8_700_000, MAY_2026, "II"),
        ("SE", "goods-services", 699_999, MAY_2026, "direct"),
        ("SE", "goods-services", 2_389_585, date(2025, 1, 1), "above"),
        ("SE", "health-social", 2_389_585, date(2025, 1, 1), "direct"),
        ("DK", "goods-services", 1_611_359, MAY_2026, "below"),
        ("DK", "goods-services", 1_611_360, MAY_2026, "above"),
        ("DK", "special-services", 5_581_350, date(2025, 12, 31), "light"),
    ],
)
def test_a_value_falls_under_the_rules_of_the_highest_threshold_it_reaches(
    country: str, category: str, value: int, on: date, expected: str
) -> None:
    assert regime(country, category, value, on) == expected


def test_special_services_above_the_eea_threshold_get_more_than_national_rules() -> None:
    below = queries.placed("NO", "municipal", "special-services", MAY_2026, value=Decimal(8_000_000))
    above = queries.placed("NO", "municipal", "special-services", MAY_2026, value=Decimal(9_000_000))
    assert (below.also, len(above.also)) == ((), 1)


def test_a_figure_that_nobody_has_read_is_refused_and_named() -> None:
    with pytest.raises(FigureMissing, match=r"se-other on 2026-05-01.*216 000") as caught:
        queries.thresholds_on("SE", "municipal", "goods-services", MAY_2026)
    assert [(each.id, each.eur) for each in caught.value.missing] == [("se-other", Decimal(216_000))]


def test_what_lies_above_a_threshold_that_is_not_reached_need_not_be_known() -> None:
    assert regime("SE", "goods-services", 600_000, MAY_2026) == "direct"
    with pytest.raises(FigureMissing, match="se-other"):
        regime("SE", "goods-services", 700_000, MAY_2026)


def test_a_day_before_the_data_is_refused() -> None:
    with pytest.raises(FigureMissing, match="no-loa-minimum"):
        regime("NO", "goods-services", 1_000_000, date(2014, 6, 1))


def test_a_duty_above_an_amount_does_not_count_the_amount_itself() -> None:
    tax = next(
        each
        for each in queries.thresholds_on("NO", "municipal", "works", MAY_2026)
        if each.id == "no-tax-certificate"
    )
    assert not tax.is_reached_by(Decimal(500_000))
    assert tax.is_reached_by(Decimal("500000.01"))


def test_a_figure_checked_before_the_day_is_told_apart() -> None:
    entry = queries.thresholds_on("NO", "municipal", "works", MAY_2026)[0]
    assert not entry.is_checked_before(date(2026, 11, 21))
    assert entry.is_checked_before(date(2026, 11, 22))


def test_parts_that_each_stay_below_what_their_sum_reaches_are_noticed() -> None:
    whole = queries.placed("NO", "municipal", "goods-services", MAY_2026, value=Decimal(1_400_000))
    assert rules.stays_below(whole, [Decimal(700_000), Decimal(700_000)])
    assert not rules.stays_below(whole, [Decimal(1_350_000), Decimal(50_000)])
    assert not rules.stays_below(whole, [Decimal(1_400_000), Decimal(0)])


def test_an_unknown_country_buyer_or_category_is_refused() -> None:
    with pytest.raises(queries.CannotSay, match="FI"):
        queries.law_of("FI")
    with pytest.raises(LookupError, match="king"):
        queries.thresholds_on("NO", "king", "works", MAY_2026)
    with pytest.raises(LookupError, match="weapons"):
        queries.thresholds_on("NO", "state", "weapons", MAY_2026)


@settings(max_examples=60)
@given(st.sampled_from(EVERY), DAYS, VALUES, VALUES)
def test_a_higher_value_never_falls_under_the_rules_of_a_lower_step(
    who: tuple[str, str, str], on: date, first: Decimal, second: Decimal
) -> None:
    country, buyer, category = who
    low, high = sorted((first, second))
    try:
        placements = [queries.placed(country, buyer, category, on, value=value) for value in (low, high)]
    except FigureMissing:
        return
    reached = [each.reached.value if each.reached else Decimal(0) for each in placements]
    assert reached[0] <= reached[1] <= high
    assert all(
        each.next_up is None or each.next_up.value > value
        for each, value in zip(placements, (low, high), strict=True)
    )


@settings(max_examples=60)
@given(st.sampled_from(EVERY), DAYS)
def test_on_any_day_a_threshold_is_either_known_or_named_as_missing(
    who: tuple[str, str, str], on: date
) -> None:
    country, buyer, category = who
    pack = queries.law_of(country)
    levels = {step.level for step in pack.steps[category][1:]}
    known = [each for each in rules.known_on(pack, buyer, category, on) if each.kind == "regime"]
    missing = rules.missing_on(pack, buyer, category, on)
    assert sorted([each.level for each in known] + [each.level for each in missing]) == sorted(levels)
