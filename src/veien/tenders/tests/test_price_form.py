"""The price form with options, own costs, other currencies and sums: written, filled in, read back, received."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from veien.criteria import actions as criteria
from veien.criteria.actions.pricing import set_sums, write_assumption, write_rate
from veien.criteria.queries import locked_content
from veien.criteria.queries.prices import price_form_content, price_rules_of
from veien.criteria.rules.prices import OwnCost
from veien.criteria.tests.cast import make_model
from veien.foundation import clock
from veien.tenders import queries
from veien.tenders.queries.control import control_of
from veien.tenders.queries.sheets import price_sheet
from veien.tenders.tests import cast

pytestmark = pytest.mark.django_db


def prepare(procurement, leader, sums="filled"):
    """Publish a competition whose price form has everything."""
    make_model(procurement, leader)
    criteria.add_price_line(
        procurement,
        by=leader,
        title="Hours of follow-up",
        unit="hour",
        volume=Decimal(10),
        period="yearly",
        years=4,
        key="hours",
        own_cost=OwnCost(Decimal(450), "Accounts 2025"),
    )
    criteria.add_price_line(
        procurement,
        by=leader,
        title="More alarms",
        unit="piece",
        volume=Decimal(5),
        key="more",
        option="counts",
    )
    criteria.add_price_line(
        procurement,
        by=leader,
        title="Camera",
        unit="piece",
        volume=Decimal(5),
        key="camera",
        option="outside",
    )
    with clock.standing_at(cast.PUBLISHED):
        write_rate(
            procurement,
            by=leader,
            currency="EUR",
            rate=Decimal("11.5"),
            rate_on=date(2026, 2, 27),
            source="Norges Bank",
        )
    write_assumption(
        procurement, by=leader, title="Users", figure=Decimal(4200), unit="people", source="Count of 2025"
    )
    set_sums(procurement, by=leader, sums=sums)
    cast.ask(procurement)
    return cast.publish(procurement, leader)


def place_of(procurement, key):
    return [each.key for each in price_sheet(procurement).columns].index(key) + 1


def filled(procurement, rows):
    """Fill the form in: for each line what stands in which column."""

    def fill(sheet):
        for key, values in rows.items():
            for column, value in values.items():
                cast.cell_of(sheet, key, place_of(procurement, column)).value = value

    return cast.edited(queries.price_form(procurement), fill)


ROWS = {
    "alarm": {"unit_price": 1200, "sum": 5040000},
    "service": {"unit_price": 10, "currency": "EUR", "sum": 168000},
    "hours": {"quantity": 1.5, "sum": 27000},
    "more": {"unit_price": 1000, "sum": 5000},
}


def receive(procurement, leader, rows=ROWS, name="Firm A", **more):
    return cast.receive(procurement, leader, name, price_data=filled(procurement, rows), **more)


def test_each_row_asks_only_for_what_its_line_needs(procurement, leader):
    prepare(procurement, leader)
    sheet = openpyxl.load_workbook(io.BytesIO(queries.price_form(procurement))).worksheets[0]
    price, quantity = place_of(procurement, "unit_price"), place_of(procurement, "quantity")
    assert not cast.cell_of(sheet, "alarm", price).protection.locked
    assert cast.cell_of(sheet, "alarm", quantity).protection.locked
    assert cast.cell_of(sheet, "hours", price).protection.locked
    assert not cast.cell_of(sheet, "hours", quantity).protection.locked
    assert cast.cell_of(sheet, "alarm", place_of(procurement, "currency")).value == "NOK"


def test_the_form_is_received_and_every_figure_kept(procurement, leader):
    prepare(procurement, leader)
    tender = receive(procurement, leader)
    lines = {each.line.key: each for each in queries.priced_lines(tender)}
    assert set(lines) == {"alarm", "service", "hours", "more"}
    assert lines["service"].own == Decimal(168000)
    assert lines["service"].amount == Decimal("1932000.00")
    assert lines["hours"].amount == Decimal(27000)
    cost = queries.costs_of(procurement).tenders[0]
    assert cost.evaluated == 5040000 + 1932000 + 27000 + 5000
    assert (cost.own, cost.outside) == (27000, 0)
    assert queries.evaluated_prices(procurement) == {"A": cost.evaluated}


def test_only_an_option_outside_may_be_left_empty(procurement, leader):
    prepare(procurement, leader)
    rows = {key: values for key, values in ROWS.items() if key != "more"}
    data = filled(procurement, rows)
    read = queries.read_price_form(procurement, queries.published(procurement), data)
    assert {each.code for each in read.faults} == {"empty_cell"}
    assert len(read.faults) == 2  # the price and its sum
    receive(procurement, leader)
    found = control_of(procurement).tenders[0].findings
    assert [(each.finding.line.key, each.finding.kind) for each in found] == [("camera", "missing")]


def test_a_currency_that_is_not_allowed_is_refused_in_its_cell(procurement, leader):
    prepare(procurement, leader)
    rows = {**ROWS, "alarm": {"unit_price": 1200, "currency": "USD", "sum": 1}}
    read = queries.read_price_form(procurement, queries.published(procurement), filled(procurement, rows))
    assert [each.code for each in read.faults] == ["wrong_choice"]


def test_a_sum_that_is_wrong_is_kept_and_asked_about(procurement, leader):
    prepare(procurement, leader)
    receive(procurement, leader, {**ROWS, "alarm": {"unit_price": 1200, "sum": 5000000}})
    finding = next(
        each.finding for each in control_of(procurement).tenders[0].findings if each.finding.kind == "sum"
    )
    assert (finding.seen, finding.expected) == (Decimal(5000000), Decimal(5040000))


def test_a_form_can_compute_its_sums_itself(procurement, leader):
    prepare(procurement, leader, sums="computed")
    sheet = openpyxl.load_workbook(io.BytesIO(queries.price_form(procurement))).worksheets[0]
    formula = cast.cell_of(sheet, "hours", place_of(procurement, "sum")).value
    assert formula.startswith("=IF(H")
    assert "*18000" in formula
    rows = {key: {name: value for name, value in row.items() if name != "sum"} for key, row in ROWS.items()}
    receive(procurement, leader, rows)
    assert [each.finding.kind for each in control_of(procurement).tenders[0].findings] == ["missing"]


def test_what_is_published_holds_rates_assumptions_and_sums(procurement, leader):
    competition = prepare(procurement, leader)
    content = locked_content(procurement)
    assert set(content["price_form"]) == {"sums", "currencies", "assumptions"}
    assert price_form_content(procurement)["lines"][2]["unit_cost"] == "450"
    assert len(competition.criteria_digest) == 64
    with pytest.raises(criteria.Locked):
        set_sums(procurement, by=leader, sums="none")


def test_a_plain_form_is_locked_as_it_was_before_there_was_more(
    procurement, leader, django_assert_num_queries
):
    make_model(procurement, leader)
    assert "price_form" not in locked_content(procurement)
    assert isinstance(price_form_content(procurement), list)
    with django_assert_num_queries(1):
        price_rules_of(procurement)
