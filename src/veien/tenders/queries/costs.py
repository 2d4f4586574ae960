"""What each tender costs, unfolded: its lines, what of it the buyer pays to others, and the figures it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from veien.criteria.queries.prices import price_rules_of
from veien.criteria.rules.prices import PriceRules
from veien.road.queries import Procurement
from veien.tenders.models import Tender
from veien.tenders.queries.tenders import breakdown_of, tenders_in_order
from veien.tenders.rules import PricedLine, evaluated_price, options_outside, own_cost


@dataclass(frozen=True)
class TenderCost:
    """What one tender costs.

    Units: the procurement's currency, without VAT. ``evaluated`` is the sum of the lines that count, of which
        ``own`` is the buyer's own cost; ``outside`` is the sum of the options that do not count.
    """

    tender: Tender
    lines: tuple[PricedLine, ...]
    evaluated: Decimal
    own: Decimal
    outside: Decimal

    @property
    def key(self) -> str:
        """Give the tender's short name."""
        return self.tender.key


@dataclass(frozen=True)
class Costs:
    """What all tenders cost, and what publication fixed about it: lines, rates, assumptions."""

    rules: PriceRules
    tenders: tuple[TenderCost, ...]


def costs_of(procurement: Procurement) -> Costs:
    """Give the cost that is evaluated for every tender with all that it rests on.

    Three queries, six where the form has more than unit prices. Whoever shows it to a person asks ``may_see_prices``.
    """
    rules = price_rules_of(procurement)
    given = breakdown_of(procurement, rules=rules)
    tenders = tenders_in_order(procurement)
    return Costs(rules, tuple(cost_of(each, given.get(each.pk, ())) for each in tenders))


def cost_of(tender: Tender, lines: tuple[PricedLine, ...]) -> TenderCost:
    """Add up one tender's lines."""
    return TenderCost(tender, lines, evaluated_price(lines), own_cost(lines), options_outside(lines))
