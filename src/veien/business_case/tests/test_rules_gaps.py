"""A saving of what today's practice costs, where the cost itself is left out as well, is counted twice."""

from __future__ import annotations

import pytest

from veien.business_case.rules import counted_twice
from veien.business_case.rules.document import AlternativeRow, LineRow

ROUNDS = LineRow(1, "rounds", "Rounds at night", "services", "cost", quantity="hours")
FREED = LineRow(2, "freed", "Freed hours", "services", "benefit", "saved_time", quantity="hours")
LEFT = LineRow(3, "left", "Rounds that stay", "services", "cost", quantity="hours")
DRIVING = LineRow(4, "driving", "Driving", "services", "benefit", "avoided_cost", quantity="trips")
CALM = LineRow(5, "calm", "A calm night", "services", "benefit", "quality", quantity="hours")
TODAY = AlternativeRow(1, "today", "Today's practice", True, (ROUNDS,))


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ((FREED,), {"new": ("Freed hours", "Rounds at night")}),
        ((FREED, LEFT), {}),
        ((LEFT,), {}),
        ((DRIVING,), {}),  # today's practice has no cost of that driver
        ((CALM,), {}),  # told in words, never in money
    ],
)
def test_it_is_found_only_where_nothing_of_the_cost_is_left(
    lines: tuple[LineRow, ...], found: dict[str, tuple[str, str]]
) -> None:
    assert counted_twice([TODAY, AlternativeRow(2, "new", "Cameras", False, lines)]) == found


def test_a_fixed_amount_has_no_driver_to_be_compared_by() -> None:
    fixed = AlternativeRow(1, "today", "Today", True, (ROUNDS._replace(quantity=""),))
    again = AlternativeRow(2, "new", "Cameras", False, (FREED._replace(quantity=""),))
    assert counted_twice([fixed, again]) == {}
