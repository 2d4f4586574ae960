"""A small award model for the tests of this room and those after it."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from veien.criteria import actions
from veien.foundation import clock


def make_requirements(
    procurement: Any, count: int, *, obligation: str = "should", start: int = 1
) -> list[Any]:
    """Make requirements straight in the tables, in one section."""
    from veien.requirements.models import Requirement, Section

    section, _made = Section.objects.get_or_create(
        procurement=procurement, title="Alarms", defaults={"position": 0}
    )
    return Requirement.objects.bulk_create(
        Requirement(
            procurement=procurement,
            section=section,
            position=number,
            ref=f"{obligation[0].upper()}-{number:04d}",
            title=f"Requirement {number}",
            obligation=obligation,
            category="security" if number % 2 else "function",
            added_at=clock.now(),
        )
        for number in range(start, start + count)
    )


def make_model(procurement: Any, by: Any) -> SimpleNamespace:
    """Build a whole model: price 40, quality 60 with two criteria in it, anchored, and two price lines."""
    actions.choose_model(procurement, by=by, method="points", scale=Decimal(10), reason="Best known")
    price = actions.add_criterion(
        procurement, by=by, title="Price", kind="price", model={"name": "linear_above_lowest", "slope": "1"}
    )
    quality = actions.add_criterion(procurement, by=by, title="Quality", kind="")
    anchors = {"top": "All rooms are covered.", "middle": "Most rooms.", "bottom": "Only the living room."}
    use = actions.add_criterion(procurement, by=by, title="Use", kind="quality", parent=quality, **anchors)
    safety = actions.add_criterion(
        procurement, by=by, title="Safety", kind="quality", parent=quality, **anchors
    )
    actions.set_weights(
        procurement,
        by=by,
        parent=None,
        weights={price.public_id: Decimal("0.4"), quality.public_id: Decimal("0.6")},
    )
    actions.set_weights(
        procurement,
        by=by,
        parent=quality,
        weights={use.public_id: Decimal("0.7"), safety.public_id: Decimal("0.3")},
    )
    alarm = actions.add_price_line(procurement, by=by, title="Alarm", unit="piece", volume=Decimal(4200))
    service = actions.add_price_line(
        procurement,
        by=by,
        title="Service",
        unit="piece a year",
        volume=Decimal(4200),
        period="yearly",
        years=4,
    )
    return SimpleNamespace(price=price, quality=quality, use=use, safety=safety, alarm=alarm, service=service)
