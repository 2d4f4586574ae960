"""What the tests of the room stand on: a few needs, two sections, a few requirements."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.utils import translation

from veien.needs.actions import add_need
from veien.requirements import actions
from veien.requirements.models import Requirement, Section


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Let the room speak English, whatever language the test before it spoke."""
    with translation.override("en"):
        yield


@pytest.fixture
def needs(procurement: Any, leader: Any) -> list[Any]:
    """Three needs."""
    titles = ("Feel safe at home", "Reach somebody at night", "Know that the alarm works")
    return [add_need(procurement, by=leader, title=title, statement=title) for title in titles]


@pytest.fixture
def section(procurement: Any, leader: Any) -> Section:
    """The section about the alarm."""
    return actions.add_section(procurement, by=leader, title="Alarm")


@pytest.fixture
def operation(procurement: Any, leader: Any, section: Section) -> Section:
    """The section about operation, after the one about the alarm."""
    return actions.add_section(procurement, by=leader, title="Operation")


@pytest.fixture
def add(procurement: Any, leader: Any, section: Section) -> Callable[..., Requirement]:
    """Add a requirement."""

    def add_one(title: str = "Alarm reaches the centre", **fields: Any) -> Requirement:
        fields.setdefault("section", section)
        return actions.add_requirement(procurement, by=leader, title=title, **fields)

    return add_one


@pytest.fixture
def three(add: Callable[..., Requirement], needs: list[Any]) -> list[Requirement]:
    """Three requirements in one section: two with needs, one without."""
    return [
        add("Alarm reaches the centre", obligation="must", kind="performance", needs=[needs[0].pk]),
        add("Two-way speech", kind="function", needs=[needs[0].pk, needs[1].pk], text="Hands free.\nClear."),
        add("Battery type", kind="detail", answer="document", evidence="Data sheet"),
    ]


def order_in(section: Section) -> list[str]:
    """Give the titles of a section in order."""
    rows = Requirement.objects.filter(section=section).order_by("position", "pk")
    return list(rows.values_list("title", flat=True))
