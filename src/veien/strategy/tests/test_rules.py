"""What a choice must rest on, and what the room computes."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from veien.business_case.rules import net_present_value
from veien.strategy.queries.pack import pack, services
from veien.strategy.rules import (
    SERVICES,
    Cost,
    Demanded,
    Terms,
    Worth,
    by_service,
    cheapest,
    findings_on,
    must_explain,
    net_cost,
    rounded,
    service_of,
)

AMOUNTS = st.decimals(min_value=-(10**9), max_value=10**9, places=2)
RATES = st.decimals(min_value=0, max_value=1, places=4)
FINE = Demanded("other", None, "", equivalent=True, relying=True, reason="The alarm is answered at night.")


@st.composite
def _costs(draw: st.DrawFn) -> tuple[list[Cost], int]:
    years = draw(st.integers(1, 12))
    costs = []
    for _number in range(draw(st.integers(1, 5))):
        first = draw(st.integers(0, years))
        costs.append(Cost("x", draw(AMOUNTS), first, draw(st.integers(first, years))))
    return costs, years


@settings(max_examples=60)
@given(_costs(), RATES, st.booleans())
def test_a_way_costs_what_the_business_case_would_say(
    drawn: tuple[list[Cost], int], rate: Decimal, is_first: bool
) -> None:
    costs, years = drawn
    flows = [
        sum(
            (Fraction(each.amount) for each in costs if each.first_year <= year <= each.last_year),
            Fraction(0),
        )
        for year in range(years + 1)
    ]
    found = net_cost(costs, Terms(years, rate, is_first))
    assert found.present == net_present_value(flows, rate, first_flow_discounted=is_first)
    assert found.paid == sum(flows)
    assert found.present == sum(worth for _cost, worth in found.lines)


def test_a_cost_beyond_the_case_does_not_count() -> None:
    found = net_cost([Cost("Rent", Decimal(100), 0, 9)], Terms(2, Decimal(0)))
    assert found.paid == 300


def test_leasing_for_three_years_at_five_percent_is_computed_by_hand() -> None:
    found = net_cost([Cost("Lease", Decimal(1050), 1, 2)], Terms(2, Decimal("0.05")))
    assert rounded(found.present) == Decimal("1952.38")  # 1050/1.05 + 1050/1.1025


def test_two_ways_that_cost_the_same_are_both_cheapest() -> None:
    terms = Terms(1, Decimal(0))
    ways = {
        "own": net_cost([Cost("a", Decimal(100), 0, 0)], terms),
        "rent": net_cost([Cost("b", Decimal(50), 0, 1)], terms),
        "lease": net_cost([Cost("c", Decimal(101), 0, 0)], terms),
    }
    assert cheapest(ways) == ("own", "rent")
    assert cheapest({}) == ()


@pytest.mark.parametrize(
    ("value", "money"), [("1/200", "0.01"), ("-1/200", "-0.01"), ("1/3", "0.33"), ("0", "0.00")]
)
def test_money_is_rounded_half_away_from_zero(value: str, money: str) -> None:
    assert rounded(Fraction(value)) == Decimal(money)


@pytest.mark.parametrize(
    ("title", "service"),
    [
        ("Avinstallasjon av trygghetsalarm", "removal"),
        ("Installasjon hos bruker", "installation"),
        ("Teknisk utrykning, natt", "technical-call-out"),
        ("Utryckning vid larm", "alarm-call-out"),
        ("Larmmottagning", "response"),
        ("Vedligehold", "maintenance"),
        ("Licences", ""),
    ],
)
def test_a_cost_line_is_known_by_its_words(title: str, service: str) -> None:
    assert service_of(title, pack().services) == service


def test_every_line_lands_somewhere() -> None:
    lines = [("Lager", Decimal(1)), ("Opplæring", Decimal(2)), ("Something else", Decimal(3))]
    found = by_service(lines, pack().services)
    assert found == {"storage": [lines[0]], "training": [lines[1]], "": [lines[2]]}


def test_the_pack_has_the_eight_services_and_nine_points() -> None:
    assert {each.id for each in services()} == set(SERVICES)
    assert [each.side for each in pack().points] == ["for"] * 4 + ["against"] * 5


@pytest.mark.parametrize(
    ("model", "years", "must"),
    [
        ("framework_one", "4", False),
        ("framework_one", "4.5", True),
        ("parallel", "6", True),
        ("purchase", "10", False),
        ("dynamic", "8", False),
    ],
)
def test_only_a_framework_beyond_four_years_must_be_explained(model: str, years: str, must: bool) -> None:
    assert must_explain(model, Decimal(years), pack().frameworks["NO"]) is must
    assert must_explain(model, Decimal(years), None) is False


def found_on(demand: Demanded, worth: Worth = Worth()) -> set[str]:
    return {each.check.id for each in findings_on(demand, pack().checks, worth)}


def test_a_modest_demand_with_a_reason_passes() -> None:
    assert found_on(FINE) == set()


def changed(**more: object) -> Demanded:
    words = {name: getattr(FINE, name) for name in Demanded.__slots__}
    return Demanded(**(words | more))


@pytest.mark.parametrize(
    ("words", "check"),
    [
        ({"kind": "accounts", "figure": Decimal(4)}, "accounts-over-three"),
        ({"kind": "credit", "equivalent": False}, "accounts-new-firms"),
        ({"kind": "references", "figure": Decimal(5), "likeness": "comparable"}, "references-over-three"),
        ({"kind": "references", "figure": Decimal(1), "likeness": "same_product"}, "references-too-like"),
        ({"kind": "certificate", "equivalent": False}, "certificate-without-equivalent"),
        ({"kind": "years", "figure": Decimal(10)}, "experience-over-three"),
        ({"kind": "staff", "relying": False}, "not-relying-on-others"),
        ({"reason": "  "}, "no-reason"),
    ],
)
def test_what_shuts_out_small_and_new_firms_is_found(words: dict[str, object], check: str) -> None:
    assert found_on(changed(**words)) == {check}


def test_turnover_is_held_against_the_value_and_one_year_of_it() -> None:
    worth = Worth(Decimal(4_000_000), Decimal(4))
    assert found_on(changed(kind="turnover", figure=Decimal(1_000_000)), worth) == set()
    assert found_on(changed(kind="turnover", figure=Decimal(1_000_001)), worth) == {"turnover-over-year"}
    high = found_on(changed(kind="turnover", figure=Decimal(8_000_001)), worth)
    assert high == {"turnover-over-year", "turnover-over-twice"}


def test_without_a_value_the_check_waits_and_does_not_pass() -> None:
    found = findings_on(changed(kind="turnover", figure=Decimal(1)), pack().checks, Worth())
    assert [(each.check.id, each.is_open) for each in found] == [
        ("turnover-over-twice", True),
        ("turnover-over-year", True),
    ]


@settings(max_examples=50)
@given(st.decimals(0, 10**9, places=2), st.decimals(0, 10**9, places=2), st.decimals(1, 10**9, places=2))
def test_a_higher_demand_never_passes_what_a_lower_one_did_not(
    low: Decimal, more: Decimal, value: Decimal
) -> None:
    worth = Worth(value, Decimal(4))
    asked = found_on(changed(kind="turnover", figure=low), worth)
    assert asked <= found_on(changed(kind="turnover", figure=low + more), worth)
