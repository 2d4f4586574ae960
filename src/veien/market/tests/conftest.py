"""A dialogue with a plan, a note, an open invitation, one-to-one meetings with times, and two suppliers."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache

from veien.foundation import clock
from veien.market import actions
from veien.market.queries.ways import ways
from veien.needs import actions as needs
from veien.people.models import User
from veien.road.models import Procurement


@pytest.fixture(autouse=True)
def forgotten() -> None:
    """Let no test count the tries of another."""
    cache.clear()


@pytest.fixture
def dialogue(procurement: Procurement, leader: User) -> Any:
    need = needs.add_need(
        procurement, by=leader, title="Be found at night", statement="Staff must know soon."
    )
    actions.write_plan(
        procurement, by=leader, revision=0, words={"purpose": "Hear what exists", "legal": "Data"}
    )
    actions.write_note(
        procurement,
        by=leader,
        revision=0,
        words={
            "background": "Nights are long",
            "volume": "300 to 400 homes",
            "constraints": "No new network",
        },
        needs=[need],
    )
    actions.write_invitation(procurement, by=leader, revision=0, words={"contact": "Kari, kari@example.test"})
    starts_at = clock.now() + timedelta(days=40)
    activity = actions.add_activity(
        procurement,
        ways()["one-to-one"],
        by=leader,
        words={
            "title": "One to one",
            "starts_at": starts_at,
            "is_public": True,
            "agenda": "Welcome\nQuestions",
        },
    )
    slots = actions.add_slots(activity, by=leader, first=starts_at, minutes=30, pause=10, count=3)
    invitation = actions.publish_invitation(procurement, by=leader)
    firms = [join(procurement, firm, activity) for firm in ("Firm A", "Firm B")]
    return SimpleNamespace(
        procurement=procurement, need=need, activity=activity, slots=slots, invitation=invitation, firms=firms
    )


def join(procurement: Procurement, firm: str, *activities: Any) -> Any:
    words = {
        "name": f"Ola of {firm}",
        "firm": firm,
        "country": "NO",
        "org_number": "",
        "email": f"{firm.replace(' ', '').lower()}@example.test",
        "note": "",
    }
    chosen = [each.public_id for each in activities]
    return actions.register(procurement, by=None, words=words, activities=chosen)[0]
