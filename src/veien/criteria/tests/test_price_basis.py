"""What the price form rests on: sums, currencies, assumptions, options and own costs; as actions and as pages."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from veien.audit.queries import entries_of
from veien.criteria import actions
from veien.criteria.actions.pricing import remove_basis, set_sums, write_assumption, write_rate
from veien.criteria.models import CostAssumption, ExchangeRate, PriceLine
from veien.criteria.queries import gaps_of
from veien.criteria.queries.prices import price_rules_of
from veien.criteria.rules.prices import OwnCost
from veien.criteria.tests.cast import make_model
from veien.foundation import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def model(procurement, leader):
    return make_model(procurement, leader)


def rate(procurement, leader, **more):
    said = {
        "currency": "EUR",
        "rate": Decimal("11.5"),
        "rate_on": date(2026, 2, 27),
        "source": "Norges Bank",
        **more,
    }
    return write_rate(procurement, by=leader, **said)


def assume(procurement, leader, **more):
    said = {"title": "Users", "figure": Decimal(4200), "unit": "people", "source": "Count of 2025", **more}
    return write_assumption(procurement, by=leader, **said)


def url(procurement, name, *more):
    return reverse(f"criteria:{name}", args=[procurement.public_id, *more])


def test_everything_that_is_written_stands_in_the_log(procurement, leader, model):
    found = rate(procurement, leader)
    assert entries_of(procurement.public_id, most=1)[0].content["after"]["source"] == "Norges Bank"
    rate(procurement, leader, found=found, rate=Decimal(12), revision=1)
    assert entries_of(procurement.public_id, most=1)[0].content["before"]["rate"] == "11.50000000"
    remove_basis(procurement, by=leader, found=found)
    assert entries_of(procurement.public_id, most=1)[0].action == "criteria.price_basis_removed"
    assert price_rules_of(procurement).rates == {}


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"currency": "EURO"}, "currency"),
        ({"currency": "NOK"}, "currency"),
        ({"rate": Decimal(0)}, "rate"),
        ({"rate": Decimal("NaN")}, "rate"),
        ({"rate_on": clock.now().date() + timedelta(days=400)}, "rate_on"),
        ({"source": "  "}, "source"),
    ],
)
def test_a_rate_that_cannot_be_is_refused_at_its_field(procurement, leader, model, said, field):
    with pytest.raises(actions.CannotChange) as refused:
        rate(procurement, leader, **said)
    assert refused.value.field == field
    assert not ExchangeRate.objects.exists()


def test_one_currency_has_one_rate(procurement, leader, model):
    rate(procurement, leader)
    with pytest.raises(actions.CannotChange):
        rate(procurement, leader)


@pytest.mark.parametrize(("said", "field"), [({"title": " "}, "title"), ({"source": ""}, "source")])
def test_an_assumption_says_what_and_whence(procurement, leader, model, said, field):
    with pytest.raises(actions.CannotChange) as refused:
        assume(procurement, leader, **said)
    assert refused.value.field == field


def test_of_two_who_change_the_same_the_second_sees_the_first(procurement, leader, model):
    found = assume(procurement, leader)
    assume(procurement, leader, found=found, figure=Decimal(4300), revision=1)
    with pytest.raises(actions.Overtaken):
        assume(procurement, leader, found=found, figure=Decimal(4400), revision=1)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"own_cost": OwnCost(Decimal(0), "Accounts")}, "unit_cost"),
        ({"own_cost": OwnCost(Decimal(450), " ")}, "cost_source"),
        ({"option": "maybe"}, "option"),
    ],
)
def test_a_line_says_what_one_costs_and_whether_it_counts(procurement, leader, model, said, field):
    with pytest.raises(actions.CannotChange) as refused:
        actions.add_price_line(procurement, by=leader, title="Hours", unit="hour", volume=Decimal(1), **said)
    assert refused.value.field == field


def test_a_form_in_which_nothing_counts_cannot_be_published(procurement, leader, model):
    assert gaps_of(procurement).prices == []
    PriceLine.objects.filter(procurement=procurement).update(is_option=True, counts=False)
    assert len(gaps_of(procurement).prices) == 1


def test_sums_are_one_of_three(procurement, leader, model):
    set_sums(procurement, by=leader, sums="computed")
    assert price_rules_of(procurement).sums == "computed"
    with pytest.raises(actions.CannotChange):
        set_sums(procurement, by=leader, sums="guessed")


def test_the_page_shows_a_made_up_example_that_adds_up(procurement, leader, model, client_of):
    rate(procurement, leader)
    own = OwnCost(Decimal(450), "Accounts 2025")
    actions.add_price_line(
        procurement, by=leader, title="Hours", unit="hour", volume=Decimal(10), own_cost=own
    )
    actions.add_price_line(
        procurement, by=leader, title="Camera", unit="piece", volume=Decimal(7), option="outside"
    )
    found = client_of(leader).get(url(procurement, "prices"))
    example = found.context["example"]
    assert example.total == 420_000 + Decimal("19320000.00") + 9_000
    text = found.content.decode()
    assert "Example, made up" in text
    assert "Accounts 2025" in text
    assert "(700)" in text


def test_currencies_and_assumptions_are_written_on_the_page(procurement, leader, model, client_of):
    client = client_of(leader)
    said = {"currency": "EUR", "rate": "11,5", "rate_on": "2026-02-27", "source": "Norges Bank"}
    assert client.post(url(procurement, "basis_add", "rates"), said).status_code == 302
    again = client.post(url(procurement, "basis_add", "rates"), said)
    assert again.status_code == 422
    assert "Norges Bank" in again.content.decode()
    found = ExchangeRate.objects.get()
    here = url(procurement, "basis_change", "rates", found.public_id)
    assert client.get(here).status_code == 200
    assert client.post(here, {**said, "rate": "12", "revision": 1}).status_code == 302
    late = client.post(here, {**said, "rate": "13", "revision": 1})
    assert late.status_code == 409
    assert 'value="13"' in late.content.decode()
    assert client.post(url(procurement, "basis_remove", "rates", found.public_id)).status_code == 302
    assert not ExchangeRate.objects.exists()
    bad = client.post(url(procurement, "basis_add", "assumptions"), {"title": "Users", "figure": "1,234"})
    assert bad.status_code == 422
    assert "1,234" in bad.content.decode()
    fine = {"title": "Users", "figure": "4200", "unit": "people", "source": "Count"}
    assert client.post(url(procurement, "basis_add", "assumptions"), fine).status_code == 302
    assert CostAssumption.objects.get().figure == 4200
    assert client.post(url(procurement, "basis_add", "wishes"), fine).status_code == 404
    assert client.post(url(procurement, "price_sums"), {"sums": "filled"}).status_code == 302
    assert client.post(url(procurement, "price_sums"), {"sums": "never"}).status_code == 422


def test_a_quantity_without_its_cost_is_asked_for_at_the_field(procurement, leader, model, client_of):
    said = {
        "title": "Hours",
        "unit": "hour",
        "volume": "10",
        "period": "once",
        "kind": "cost",
        "cost_source": "Books",
    }
    found = client_of(leader).post(url(procurement, "price_add"), said)
    assert found.status_code == 422
    assert "Write what one costs you." in found.content.decode()
    assert (
        client_of(leader).post(url(procurement, "price_add"), {**said, "unit_cost": "450"}).status_code == 302
    )
    line = PriceLine.objects.get(title="Hours")
    opened = client_of(leader).get(url(procurement, "price_change", line.public_id)).content.decode()
    assert 'value="450"' in opened
    assert 'value="Books"' in opened


def test_after_publication_everything_stands(procurement, leader, model, client_of):
    from django.db import transaction

    found = assume(procurement, leader)
    with transaction.atomic():
        actions.lock(procurement)
    for step in (
        lambda: rate(procurement, leader),
        lambda: assume(procurement, leader),
        lambda: remove_basis(procurement, by=leader, found=found),
    ):
        with pytest.raises(actions.Locked):
            step()
    text = client_of(leader).get(url(procurement, "prices")).content.decode()
    assert "Count of 2025" in text
    assert url(procurement, "basis_add", "rates") not in text
