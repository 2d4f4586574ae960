"""What the room tells the road: its facts, its part of the thread, its document."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import transaction

from veien.criteria import actions, tool
from veien.criteria.queries.report import NothingToSay
from veien.criteria.tests.cast import make_model, make_requirements

pytestmark = pytest.mark.django_db


def test_nothing_is_true_of_an_empty_model(procurement):
    assert not any(tool.report(procurement).facts.values())
    assert tool.report(procurement).status == ""


def test_a_whole_model_has_every_fact_but_the_lock(procurement, leader):
    make_model(procurement, leader)
    facts = tool.report(procurement).facts
    assert {name for name, holds in facts.items() if not holds} == {"criteria.locked"}
    with transaction.atomic():
        actions.lock(procurement)
    assert all(tool.report(procurement).facts.values())


def test_a_missing_anchor_and_a_missing_weight_are_seen(procurement, leader):
    made = make_model(procurement, leader)
    actions.add_criterion(procurement, by=leader, title="Service", kind="quality", parent=made.quality)
    facts = tool.report(procurement).facts
    assert not facts["criteria.weights_add_up"]
    assert not facts["criteria.all_anchored"]


def test_the_report_takes_two_queries(procurement, leader, django_assert_num_queries):
    make_model(procurement, leader)
    with django_assert_num_queries(2):
        tool.report(procurement)


def test_the_thread_runs_from_requirements_to_their_criterion(procurement, leader, django_assert_num_queries):
    made = make_model(procurement, leader)
    rows = make_requirements(procurement, 2)
    actions.assign_requirements(
        procurement, by=leader, criterion=made.use, requirements=[row.public_id for row in rows]
    )
    with django_assert_num_queries(2):
        part = tool.thread_part(procurement)
    assert [(node.label, node.detail) for node in part.nodes] == [
        ("Price", "price"),
        ("Use", ""),
        ("Safety", ""),
    ]
    assert list(part.links) == [
        (f"requirement:{row.public_id}", f"criterion:{made.use.public_id}") for row in rows
    ]


@pytest.mark.parametrize(("ending", "begins"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_the_model_is_made_as_a_document(procurement, leader, ending, begins):
    make_model(procurement, leader)
    made = tool.make_model_document(procurement, "nb", ending)
    assert made.data.startswith(begins)
    assert made.name.endswith(ending)


def test_every_method_and_price_model_can_be_written_down(procurement, leader):
    from veien.criteria.queries.report import model_report

    made = make_model(procurement, leader)
    for each in (
        {"name": "piecewise", "knots": [["1", "10"], ["2", "4"], ["4", "0"]]},
        {"name": "linear_to_threshold", "ceiling": "10", "threshold": "5"},
    ):
        actions.change_criterion(procurement, by=leader, criterion=made.price, model=each)
        assert model_report(procurement, "en").sections
    extra = {"least_points": {"total": "5", "use": "4"}}
    actions.choose_model(
        procurement,
        by=leader,
        method="qualified_lowest_price",
        scale=Decimal(10),
        rounding_at="points",
        rounding_step=Decimal("0.1"),
        extra=extra,
    )
    text = str(model_report(procurement, "en").sections[0])
    assert "Least points for Use" in text
    assert "rounded to 0.1" in text


def test_there_is_no_document_before_there_is_a_model(procurement):
    with pytest.raises(NothingToSay):
        tool.make_model_document(procurement, "nb", "pdf")
