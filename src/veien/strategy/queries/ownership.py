"""What owning, renting and leasing cost over the years of the business case."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from veien.business_case.queries import BusinessCase, case_of
from veien.strategy.models import OwnershipLine
from veien.strategy.rules import WAYS, Cost, NetCost, Terms, net_cost

if TYPE_CHECKING:
    from veien.road.queries import Procurement


def reckoned(case: BusinessCase, costs: Iterable[OwnershipLine]) -> dict[str, NetCost]:
    """Reckon every way that has a cost, in the order own, rent, lease."""
    terms = Terms(
        case.years, case.discount_rate, case.discounting == BusinessCase.Discounting.FIRST_DISCOUNTED
    )
    kept = list(costs)
    found = {}
    for way in WAYS:
        own = [
            Cost(each.title, each.amount, each.first_year, each.last_year) for each in kept if each.way == way
        ]
        if own:
            found[way] = net_cost(own, terms)
    return found


def reckoned_for(procurement: Procurement, costs: Iterable[OwnershipLine]) -> dict[str, NetCost]:
    """Reckon every way by the business case of a procurement; nothing where none is begun. One query."""
    case = case_of(procurement)
    return {} if case is None else reckoned(case, costs)
