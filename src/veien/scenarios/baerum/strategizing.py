"""The strategy: what it is worth, alone, who does what, which agreement, rented equipment, what firms must show."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from veien.scenarios.baerum.data import read
from veien.scenarios.baerum.stage import Stage
from veien.strategy import actions as strategy
from veien.strategy.actions import value


def choose(stage: Stage) -> None:
    """Found the strategy on the business case, choose, and draft what is asked of suppliers."""
    told, procurement, by = read("strategy"), stage.procurement, stage.purchaser
    chosen = stage.alternatives[told["founded_on"]]
    strategy.link_to_case(procurement, by=by, alternative=chosen.key, why=told["why"])
    _estimate(stage, told["value"], chosen)
    points = {key: (strength, why) for key, (strength, why) in told["points"].items()}
    strategy.weigh_points(procurement, by=by, points=points)
    strategy.choose_together(procurement, by=stage.owner, **told["together"])
    services = {key: (how, why) for key, (how, why) in told["delivery"]["services"].items()}
    strategy.choose_delivery(procurement, by=by, services=services, reason=told["delivery"]["reason"])
    years = {key: Decimal(told["agreement"][key]) for key in ("years", "extension_years")}
    strategy.choose_agreement(procurement, by=by, **{**told["agreement"], **years})
    _compare(stage, told["ownership"])
    for row in told["demands"]:
        figure = Decimal(row["figure"]) if "figure" in row else None
        strategy.add_demand(procurement, by=by, **{**row, "figure": figure})
    for row in told["questions"]:
        strategy.add_question(procurement, by=by, **row)
    budget = Decimal(told["mandate"]["budget"])
    strategy.write_mandate(procurement, by=stage.owner, **{**told["mandate"], "budget": budget})


def _estimate(stage: Stage, told: dict[str, Any], chosen: Any) -> None:
    value.write_terms(stage.procurement, by=stage.purchaser, **told["terms"])
    keys = dict(chosen.lines.values_list("title", "key"))
    value.take_over(
        stage.procurement,
        by=stage.purchaser,
        alternative=chosen.public_id,
        keys=[keys[title] for title in told["lines"]],
        years=(told["years"][0], told["years"][1]),
    )


def _compare(stage: Stage, told: dict[str, Any]) -> None:
    for row in told["lines"]:
        strategy.add_cost(
            stage.procurement,
            by=stage.people["economist"],
            way=row["way"],
            title=row["title"],
            amount=Decimal(row["amount"]),
            first_year=row["first"],
            last_year=row["last"],
            source=row["source"],
        )
    strategy.choose_ownership(
        stage.procurement, by=stage.purchaser, chosen=told["chosen"], reason=told["reason"]
    )
