"""A procurement with a business case, and a strategy that chooses everything."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from veien.business_case import actions as case_actions
from veien.business_case.queries import case_of
from veien.strategy import actions
from veien.strategy.queries.pack import pack
from veien.strategy.rules import SERVICES


def with_case(procurement: Any, by: Any) -> Any:
    """Begin a business case of four years with one alternative that has service lines; give the alternative."""
    case_actions.begin_case(
        procurement,
        by=by,
        years=4,
        start_year=2027,
        discount_rate=Decimal("0.04"),
        discounting="year_zero_undiscounted",
        currency="NOK",
    )
    case = case_of(procurement)
    chosen = case_actions.add_alternative(case, by=by, title="Alarms together", text="")
    words: dict[str, Any] = {
        "kind": "cost",
        "part": "services",
        "first_year": 0,
        "last_year": 0,
        "source": "A quote",
    }
    case_actions.add_line(chosen, by=by, title="Installasjon", amount=Decimal(1000), **words)
    case_actions.add_line(chosen, by=by, title="Reserve", amount=Decimal(500), **words)
    return chosen


def linked(procurement: Any, by: Any) -> Any:
    """Found the strategy on that alternative."""
    chosen = with_case(procurement, by)
    actions.link_to_case(procurement, by=by, alternative=chosen.key, why="It pays back first.")
    return chosen


def whole(procurement: Any, by: Any) -> None:
    """Choose everything but the value."""
    linked(procurement, by)
    points = {each.id: (2 if each.side == "for" else 0, "We know it.") for each in pack().points}
    actions.weigh_points(procurement, by=by, points=points)
    actions.choose_together(procurement, by=by, chosen="together", reason="The centre is too dear alone.")
    services = dict.fromkeys(SERVICES, ("supplier", "Nobody of ours has the time."))
    actions.choose_delivery(procurement, by=by, services=services, reason="One answers for the whole.")
    actions.choose_agreement(procurement, by=by, **agreed())
    cost: dict[str, Any] = {"first_year": 0, "last_year": 0, "source": "A quote"}
    actions.add_cost(procurement, by=by, way="own", title="Units", amount=Decimal(9000), **cost)
    actions.add_cost(
        procurement, by=by, way="rent", title="Rent", amount=Decimal(2000), **(cost | {"last_year": 4})
    )
    actions.choose_ownership(procurement, by=by, chosen="own", reason="The units last ten years.")
    actions.add_demand(
        procurement,
        by=by,
        area="economy",
        kind="credit",
        text="Sound finances",
        reason="It must last four years.",
    )
    actions.add_question(
        procurement, by=by, about="delivery", text="How fast can a unit be replaced at night?"
    )
    actions.write_mandate(
        procurement,
        by=by,
        may_buy="Safety alarms for 400 users.",
        decides="The owner decides at each decision.",
        budget=Decimal(5_000_000),
        budget_source="The financial plan, page 12",
        contract_by=date(2027, 3, 1),
        in_use_by=date(2027, 6, 1),
    )


def agreed(**more: Any) -> dict[str, Any]:
    """Give an agreement of two years with two extensions of one."""
    words = {
        "model": "framework_one",
        "pace": "gradually",
        "years": Decimal(2),
        "extensions": 2,
        "extension_years": Decimal(1),
        "reason": "We know little of the volume.",
    }
    return words | more
