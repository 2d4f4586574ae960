"""Figures and dates as each language writes them: on a page that is read, and in the words of every other page."""

from __future__ import annotations

import html
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.template import engines
from django.test import Client
from django.urls import reverse
from django.utils import translation

from veien.foundation import clock
from veien.road.actions import plan_effort, tick_activity

AT = datetime(2027, 2, 3, 12, 5, tzinfo=UTC)
"""The third of February, five past one in Oslo: day and month are easily mixed up."""
HERE = "map-needs"
TICKED = "map-needs-peers"
NO_BREAK = "\u00a0"


@pytest.fixture
def worked(procurement: Any, leader: Any) -> Any:
    """The procurement, with days of work written down and an activity marked as done on the third of February."""
    with clock.standing_at(AT):
        tick_activity(procurement, by=leader, activity_id=TICKED)
        plan_effort(
            procurement,
            by=leader,
            station_id=HERE,
            planned_days=Decimal("312500.5"),
            spent_days=Decimal("12.5"),
        )
    return procurement


@pytest.mark.parametrize(
    ("language", "planned", "spent", "day"),
    [
        ("nb", "312 500,5", "12,5", "03.02.2027"),
        ("sv", "312 500,5", "12,5", "2027-02-03"),
        ("da", "312.500,5", "12,5", "03.02.2027"),
        ("en", "312,500.5", "12.5", "3 Feb 2027"),
    ],
)
def test_a_page_writes_figures_and_days_as_its_reader_does(
    language: str,
    planned: str,
    spent: str,
    day: str,
    worked: Any,
    reader: Any,
    client_of: Callable[..., Client],
) -> None:
    address = reverse("road:station", args=[worked.public_id, HERE])
    answer = client_of(reader, language=language).get(address)
    page = html.unescape(answer.content.decode())
    assert f'<html lang="{language}"' in page
    assert f"<dd>{planned.replace(' ', NO_BREAK)}</dd>" in page
    assert f"<dd>{spent}</dd>" in page
    assert day in page


@pytest.mark.parametrize(
    ("language", "count", "sum_of_money", "share", "day", "moment"),
    [
        ("nb", "31 250 000", "31 250 000 kr", "0,125", "3. februar 2027", "03.02.2027 13:05"),
        ("sv", "31 250 000", "31 250 000 NOK", "0,125", "3 februari 2027", "2027-02-03 13:05"),
        ("da", "31.250.000", "31.250.000 NOK", "0,125", "3. februar 2027", "03.02.2027 13:05"),
        ("en", "31,250,000", "NOK 31,250,000", "0.125", "3 February 2027", "3 Feb 2027, 13:05"),
    ],
)
def test_tags_and_plain_values_write_alike(
    language: str, count: str, sum_of_money: str, share: str, day: str, moment: str
) -> None:
    source = (
        "{% load veien %}{{ count }}|{% number count %}|{% money count 'NOK' %}|{{ share }}|{% number share %}"
        "|{{ at|date:'DATE_FORMAT' }}|{{ at|date:'SHORT_DATETIME_FORMAT' }}"
    )
    values = {"count": 31250000, "share": Decimal("0.125"), "at": AT}
    with translation.override(language):
        written = engines["django"].from_string(source).render(values)
    expected = "|".join([count, count, sum_of_money, share, share, day, moment])
    assert written.replace(NO_BREAK, " ") == expected
    assert " " not in "|".join(written.split("|")[:3])
