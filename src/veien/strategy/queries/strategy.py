"""The strategy of a procurement as one thing: what it rests on, what is chosen, what is left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from veien.business_case.queries import Alternative
from veien.strategy.models import (
    Agreement,
    Choice,
    Demand,
    Mandate,
    MemberStand,
    OwnershipLine,
    PointStand,
    ServiceChoice,
    StrategyPlan,
    StrategyQuestion,
)
from veien.strategy.queries.pack import pack
from veien.strategy.queries.value import EstimatedValue, value_of
from veien.strategy.rules import SERVICES, Worth

if TYPE_CHECKING:
    from veien.road.queries import Procurement


@dataclass(frozen=True)
class Strategy:
    """Everything that is written of a strategy. Where nothing is written, a part is empty and its revision 0."""

    plan: StrategyPlan
    choices: Mapping[str, Choice]
    services: Mapping[str, ServiceChoice]
    agreement: Agreement | None
    points: Mapping[str, PointStand]
    stands: Mapping[int, MemberStand]
    costs: tuple[OwnershipLine, ...]
    demands: tuple[Demand, ...]
    questions: tuple[StrategyQuestion, ...]
    mandate: Mandate | None
    value: EstimatedValue | None

    @property
    def alternative(self) -> Alternative | None:
        """Give the alternative of the business case that the strategy is founded on."""
        return self.plan.alternative

    @property
    def is_founded(self) -> bool:
        """Tell whether the strategy rests on an alternative of the business case."""
        return self.plan.alternative_id is not None

    @property
    def together(self) -> str:
        """Give ``alone``, ``together`` or nothing."""
        return self.choices["together"].chosen

    @property
    def ownership(self) -> str:
        """Give ``own``, ``rent``, ``lease`` or nothing."""
        return self.choices["ownership"].chosen

    @property
    def ownership_name(self) -> str:
        """Give the chosen way of having the equipment as people read it, or nothing."""
        return str(dict(OwnershipLine.Way.choices).get(self.ownership, ""))

    @property
    def is_weighed(self) -> bool:
        """Tell whether every point of the scorecard is considered."""
        return all(each.id in self.points for each in pack().points)

    @property
    def has_delivery_model(self) -> bool:
        """Tell whether all eight services are placed."""
        return all(each in self.services for each in SERVICES)

    @property
    def has_value(self) -> bool:
        """Tell whether the purchase has an estimated value."""
        return self.value is not None and self.value.is_estimated

    @property
    def worth(self) -> Worth:
        """Give what the agreement is worth and for how long, for the checks of the demands.

        Units: money, VAT excluded; years with every extension.
        """
        value = self.value.total if self.value is not None and self.value.is_estimated else None
        return Worth(value, self.agreement.longest if self.agreement is not None else None)

    @property
    def open_questions(self) -> tuple[StrategyQuestion, ...]:
        """Give the questions that nobody has answered."""
        return tuple(each for each in self.questions if not each.answer)

    @property
    def facts(self) -> dict[str, bool]:
        """Give what the road asks about."""
        return {
            "strategy.value_is_estimated": self.has_value,
            "strategy.is_founded": self.is_founded,
            "strategy.together_is_weighed": self.is_weighed,
            "strategy.alone_or_together_is_chosen": self.is_founded and bool(self.together),
            "strategy.delivery_model_is_chosen": self.is_founded and self.has_delivery_model,
            "strategy.agreement_is_chosen": self.agreement is not None,
            "strategy.ownership_is_chosen": self.is_founded and bool(self.ownership),
            "strategy.qualification_is_drafted": bool(self.demands),
            "strategy.has_mandate": self.mandate is not None,
        }


def strategy_of(procurement: Procurement) -> Strategy:
    """Give the strategy of a procurement. Twelve queries, whatever the number of rows."""
    mine = {"procurement": procurement}
    plan = StrategyPlan.objects.filter(**mine).select_related("alternative").first()
    chosen = {each.kind: each for each in Choice.objects.filter(**mine)}
    return Strategy(
        plan=plan or StrategyPlan(procurement=procurement, revision=0),
        choices={
            kind: chosen.get(kind) or Choice(procurement=procurement, kind=kind, revision=0)
            for kind in Choice.Kind.values
        },
        services={each.service: each for each in ServiceChoice.objects.filter(**mine)},
        agreement=Agreement.objects.filter(**mine).first(),
        points={each.point: each for each in PointStand.objects.filter(**mine)},
        stands={each.member_id: each for each in MemberStand.objects.filter(**mine)},
        costs=tuple(OwnershipLine.objects.filter(**mine).order_by("first_year", "pk")),
        demands=tuple(Demand.objects.filter(**mine).order_by("area", "position", "pk")),
        questions=tuple(StrategyQuestion.objects.filter(**mine).order_by("about", "pk")),
        mandate=Mandate.objects.filter(**mine).first(),
        value=value_of(procurement),
    )
