"""The cost that is evaluated, tender by tender, as pages of the result show it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from veien.criteria.rules.prices import PriceRules
from veien.tenders.queries import Costs


@dataclass(frozen=True)
class ShownCost:
    """One tender's cost: what is evaluated, what of it the buyer pays to others, and the options beside it."""

    label: str
    evaluated: Decimal
    own: Decimal
    offered: Decimal
    outside: Decimal
    corrected: int


@dataclass(frozen=True)
class ShownCosts:
    """All costs with what they rest on; for the template ``evaluation/costs.html``."""

    rules: PriceRules
    rows: tuple[ShownCost, ...]

    @property
    def has_outside(self) -> bool:
        """Tell whether there are options beside the evaluated cost."""
        return any(not line.counts for line in self.rules.lines)


def shown_costs(costs: Costs) -> ShownCosts:
    """Make costs ready for a page whose reader may see prices."""
    rows = tuple(
        ShownCost(
            label=str(each.tender),
            evaluated=each.evaluated,
            own=each.own,
            offered=each.evaluated - each.own,
            outside=each.outside,
            corrected=sum(line.is_corrected for line in each.lines),
        )
        for each in costs.tenders
    )
    return ShownCosts(costs.rules, rows)
