"""What the needs say to the first decision, and what a station shows of what is not there yet."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation

from veien.needs import actions
from veien.needs.queries.standing import ground_of

pytestmark = pytest.mark.django_db
SAID = {"holder": "Residents", "evidence_kind": "interview", "evidence": "Interview 3"}


@pytest.fixture(autouse=True)
def in_english() -> Any:
    """Let the room speak English."""
    with translation.override("en"):
        yield


def test_needs_are_a_ground_that_warns_of_each_that_rests_on_nothing_or_names_a_solution(
    procurement: Any, leader: Any
) -> None:
    assert ground_of(procurement).status == "missing"
    actions.add_need(procurement, by=leader, title="Bli funnet", **SAID)
    found = ground_of(procurement)
    assert (found.status, found.sentence) == (
        "ok",
        "1 need is mapped, and it says who has it and what it rests on.",
    )
    actions.add_need(procurement, by=leader, title="Vi trenger en vekter om natten", **SAID)
    actions.add_need(procurement, by=leader, title="Sove trygt", holder="Residents")
    found = ground_of(procurement)
    assert found.status == "warning"
    assert found.sentence == ("1 of 3 needs does not say what it rests on. 1 of 3 needs may name a solution.")


def test_a_station_says_what_an_activity_waits_for_with_the_page_where_it_is_done(
    client_of: Any, leader: Any, procurement: Any
) -> None:
    from veien.road.actions import upgrade_pack

    upgrade_pack(procurement, by=leader, from_version="1.0.0", to_version="1.1.0")
    page = reverse("road:station", args=[procurement.public_id, "map-needs"])
    asked = reverse("needs:inquiries", args=[procurement.public_id])
    shown = client_of(leader).get(page, headers={"accept-language": "en"}).content.decode()
    assert f'<a href="{asked}">At least one conversation or observation is written down.</a>' in shown
    personas = reverse("needs:personas", args=[procurement.public_id])
    assert f'<a href="{personas}">At least one persona or user story is written.</a>' in shown
