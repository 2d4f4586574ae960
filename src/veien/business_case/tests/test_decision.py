"""What the business case says to the first decision."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from veien.business_case import actions
from veien.business_case.queries.decision import ground_of
from veien.business_case.tests.stage import begun, staged
from veien.road.actions import recommend

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Any:
    """Let the room speak English."""
    with translation.override("en"):
        yield


def test_a_case_that_is_not_begun_or_has_no_alternative_is_missing(procurement: Any, leader: Any) -> None:
    assert ground_of(procurement).status == "missing"
    begun(procurement, leader)
    found = ground_of(procurement)
    assert (found.status, found.sentence) == (
        "missing",
        "No alternative to today’s practice has any lines yet.",
    )


def test_the_recommended_alternative_is_told_with_what_it_is_worth_beside_todays_practice(
    procurement: Any, leader: Any
) -> None:
    stage = staged(procurement, leader)
    assert "No alternative is recommended yet." in ground_of(procurement).sentence
    recommend(procurement, by=leader, point="decision-1", text="It gives most.", choice=stage.cameras.key)
    found = ground_of(procurement)
    assert found.status == "ok"
    assert found.sentence.startswith("Digital supervision is worth NOK")
    assert found.sentence.endswith("more than today’s practice over 5 years, in today’s money.")
    assert dict(found.facts)["Every alternative has an integration line"] == "yes"


def test_a_recommended_alternative_without_integration_is_a_warning_that_names_it(
    procurement: Any, leader: Any
) -> None:
    stage = staged(procurement, leader)
    recommend(procurement, by=leader, point="decision-1", text="It gives most.", choice=stage.cameras.key)
    for line in stage.lines.values():
        if line.integration:
            actions.remove_line(line, by=leader)
    found = ground_of(procurement)
    assert found.status == "warning"
    assert "Digital supervision: No line says what it costs to tie in other systems." in found.sentence
