"""A case in the tables: night supervision as the format's own example has it, with an integration line."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from veien.business_case import actions
from veien.business_case.models import Alternative, Assumption, BusinessCase, Line, Quantity
from veien.business_case.queries.things import alternative_for, case_for


@dataclass
class Stage:
    """Everything that a test points at."""

    case: BusinessCase
    today: Alternative
    cameras: Alternative
    users: Quantity
    hours: Quantity
    hour: Assumption
    lines: dict[str, Line]

    def fresh(self) -> BusinessCase:
        """Read the case anew."""
        return case_for(self.case.procurement)


def begun(procurement: Any, by: Any) -> BusinessCase:
    """Begin a case of five years at four percent."""
    made = actions.begin_case(
        procurement,
        by=by,
        years=5,
        start_year=2027,
        discount_rate=Decimal("0.04"),
        discounting="year_zero_undiscounted",
        currency="NOK",
    )
    return case_for(made.procurement)


def staged(procurement: Any, by: Any) -> Stage:
    """Fill in today's practice and one alternative."""
    case = begun(procurement, by)
    today = alternative_for(case, Alternative.objects.get(case=case, is_null=True).public_id)
    hour = actions.add_assumption(
        case, by=by, title="An hour of night watch", figure=Decimal("520"), unit="NOK", source="Accounts 2026"
    )
    users = actions.add_quantity(case, by=by, key="users", number=Decimal(40), source="The service register")
    actions.add_quantity(case, by=by, key="visits", factors=["users", "14", "52"], divide="")
    hours = actions.add_quantity(case, by=by, key="hours", factors=["visits", "20"], divide="60")
    cameras = actions.add_alternative(case, by=by, title="Digital supervision", text="Cameras at night.")
    lines = {}
    for key, alternative, words in _words(today, cameras, users, hours, hour):
        lines[key] = actions.add_line(alternative, by=by, **words)
    return Stage(case_for(procurement), today, cameras, users, hours, hour, lines)


def _words(today: Any, cameras: Any, users: Any, hours: Any, hour: Any) -> list[tuple[str, Any, Any]]:
    once: dict[str, Any] = {"kind": "cost", "part": "implementation", "first_year": 0, "last_year": 0}
    years: dict[str, Any] = {"first_year": 1, "last_year": 5, "source": "A quote"}
    half = {"1": "0.5"}
    return [
        (
            "visits",
            today,
            {
                **years,
                "title": "Visits",
                "kind": "cost",
                "part": "services",
                "quantity": hours,
                "unit_amount": Decimal(520),
            },
        ),
        ("project", cameras, {**once, "title": "Project", "amount": Decimal(600000), "source": "The plan"}),
        (
            "tie",
            cameras,
            {
                **once,
                "title": "Integration",
                "amount": Decimal(150000),
                "integration": True,
                "source": "A quote",
            },
        ),
        (
            "devices",
            cameras,
            {
                **years,
                "title": "Devices",
                "kind": "cost",
                "part": "technology",
                "quantity": users,
                "unit_amount": Decimal(7800),
                "ramp": half,
            },
        ),
        (
            "visits-left",
            cameras,
            {
                **years,
                "title": "Visits that stay",
                "kind": "cost",
                "part": "services",
                "quantity": hours,
                "assumption": hour,
                "growth": Decimal("0.02"),
            },
        ),
        (
            "time",
            cameras,
            {
                **years,
                "title": "Freed hours",
                "kind": "benefit",
                "benefit": "saved_time",
                "part": "services",
                "quantity": hours,
                "assumption": hour,
                "share": Decimal("0.75"),
                "realised": Decimal("0.8"),
                "ramp": half,
                "shape": "triangular",
                "low": Decimal("0.8"),
                "mode": Decimal(1),
                "high": Decimal("1.1"),
            },
        ),
        (
            "calm",
            cameras,
            {
                **years,
                "title": "Undisturbed sleep",
                "kind": "benefit",
                "benefit": "quality",
                "part": "services",
                "text": "Fewer wake up at night.",
            },
        ),
    ]
