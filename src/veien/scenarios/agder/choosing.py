"""The strategy: value, alone or together, who does what, which agreement, own or rent, what suppliers must show."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from veien.business_case.queries import alternatives_of
from veien.collaboration.queries import Member
from veien.people.queries import User
from veien.road.queries import Procurement
from veien.scenarios.agder import counting
from veien.scenarios.agder.data import read
from veien.strategy import actions as strategy
from veien.strategy.actions import value


def choose(procurement: Procurement, people: Mapping[str, User]) -> None:
    """Found the strategy on the business case, estimate the value, choose, and write the mandate."""
    told, by = read("strategy"), people["purchaser"]
    founded_on = counting.key_of(procurement, told["founded_on"])
    strategy.link_to_case(procurement, by=by, alternative=founded_on, why=told["why"])
    _estimate(procurement, told["value"], founded_on, by=by)
    _weigh(procurement, told, by=by)
    strategy.choose_together(procurement, by=people["owner"], **told["together"])
    services = {key: (how, why) for key, (how, why) in told["delivery"]["services"].items()}
    strategy.choose_delivery(procurement, by=by, services=services, reason=told["delivery"]["reason"])
    years = Decimal(told["agreement"]["years"])
    strategy.choose_agreement(procurement, by=by, **{**told["agreement"], "years": years})
    _compare(procurement, told["ownership"], by=by)
    for row in told["demands"]:
        figure = Decimal(row["figure"]) if "figure" in row else None
        strategy.add_demand(procurement, by=by, **{**row, "figure": figure})
    for row in told["questions"]:
        strategy.add_question(procurement, by=by, **row)
    budget = Decimal(told["mandate"]["budget"])
    strategy.write_mandate(procurement, by=people["owner"], **{**told["mandate"], "budget": budget})


def _estimate(procurement: Procurement, told: Mapping[str, Any], founded_on: str, *, by: User) -> None:
    """Take the value over from what is paid to the supplier, and add what the nine with an option may buy."""
    value.write_terms(procurement, by=by, **told["terms"])
    chosen = next(each for each in alternatives_of(procurement) if each.key == founded_on)
    value.take_over(
        procurement,
        by=by,
        alternative=chosen.public_id,
        keys=counting.line_keys(procurement, founded_on, told["lines"]),
        years=(told["years"][0], told["years"][1]),
    )
    option = told["option"]
    waiting = Member.objects.filter(procurement=procurement, standing="option").order_by("pk")
    people = waiting.values_list("pk", "organisation__population")
    amounts = {pk: Decimal(count or 0) * Decimal(option["per_person"]) for pk, count in people}
    words = {"title": option["title"], "source": option["source"]}
    value.add_rows(procurement, by=by, amounts=amounts, per="once", is_option=True, **words)


def _weigh(procurement: Procurement, told: Mapping[str, Any], *, by: User) -> None:
    points = {key: (strength, why) for key, (strength, why) in told["points"].items()}
    strategy.weigh_points(procurement, by=by, points=points)
    taking_part = Member.objects.filter(procurement=procurement).exclude(standing="option")
    usual, own = ["together", told["stands"]["usual"]], told["stands"]["own"]
    stands = {
        member.public_id: tuple(own.get(member.organisation.name, usual))
        for member in taking_part.select_related("organisation").order_by("pk")
    }
    strategy.note_stands(procurement, by=by, stands=stands)


def _compare(procurement: Procurement, told: Mapping[str, Any], *, by: User) -> None:
    for row in told["lines"]:
        words = {key: row[key] for key in ("way", "title", "source")}
        words |= {"first_year": row["first"], "last_year": row["last"], "amount": Decimal(row["amount"])}
        strategy.add_cost(procurement, by=by, **words)
    words = {"chosen": told["chosen"], "reason": told["reason"]}
    strategy.choose_ownership(procurement, by=by, **words)
