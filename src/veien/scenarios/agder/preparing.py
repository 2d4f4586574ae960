"""The members, and phase 2: requirements, the award model and the price form."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from veien.collaboration import actions as collaboration
from veien.criteria import actions as criteria
from veien.criteria.queries import Criterion
from veien.needs.queries import Need
from veien.organisations.queries import Organisation
from veien.people.queries import User
from veien.requirements import actions as requirements
from veien.requirements.queries import Requirement
from veien.road.queries import Procurement
from veien.scenarios.agder.data import read


def join(procurement: Procurement, organisations: dict[str, Organisation], *, by: User) -> None:
    """Let 21 municipalities join, and keep the nine that have an option."""
    for each in read("members")["members"]:
        collaboration.add_member(
            procurement,
            by=by,
            organisation=organisations[each["name"]],
            standing=each["standing"],
            joined_on=each["joined_on"],
        )


def specify(procurement: Procurement, found: dict[str, Need], *, by: User) -> dict[str, Requirement]:
    """Write the 164 requirements in their sections; give them by reference."""
    told = read("requirements")
    sections = {
        row["key"]: requirements.add_section(procurement, by=by, title=row["title"])
        for row in told["sections"]
    }
    written = {}
    for row in told["requirements"]:
        written[row["ref"]] = requirements.add_requirement(
            procurement,
            by=by,
            section=sections[row["section"]],
            title=row["title"],
            needs=[found[key].pk for key in row["needs"]],
            **{
                key: row.get(key, "")
                for key in ("ref", "text", "obligation", "kind", "category", "answer", "unit", "evidence")
            },
        )
    return written


def weigh(procurement: Procurement, written: dict[str, Requirement], *, by: User) -> dict[str, Criterion]:
    """Choose the award model, build the tree with its weights and anchors, and the price form; give leaves by key."""
    told = read("criteria")
    criteria.choose_model(
        procurement,
        by=by,
        method=told["method"],
        scale=Decimal(told["scale"]),
        rounding_at=told["rounding"]["at"],
        rounding_step=Decimal(told["rounding"]["step"]),
        reason="Lineær modell: poengtapet per krone er det samme over hele skalaen og lett å forklare.",
    )
    leaves: dict[str, Criterion] = {}
    _grow(procurement, told["criteria"], None, leaves, by=by)
    for key, leaf in leaves.items():
        refs = [row["ref"] for row in read("requirements")["requirements"] if row["criterion"] == key]
        if refs:
            criteria.assign_requirements(
                procurement, by=by, criterion=leaf, requirements=[written[ref].public_id for ref in refs]
            )
    for row in read("price"):
        criteria.add_price_line(
            procurement,
            by=by,
            key=row["key"],
            title=row["title"],
            unit=row["unit"],
            volume=Decimal(row["volume"]),
            period=row["period"],
            years=row["years"],
        )
    return leaves


def _grow(
    procurement: Procurement,
    rows: list[dict[str, Any]],
    parent: Criterion | None,
    leaves: dict[str, Criterion],
    *,
    by: User,
) -> None:
    made = {}
    for row in rows:
        given = {key: row[key] for key in ("model", "normalise", "top", "middle", "bottom") if key in row}
        criterion = criteria.add_criterion(
            procurement,
            by=by,
            title=row["title"],
            kind=row.get("kind", ""),
            parent=parent,
            key=row["key"],
            **given,
        )
        made[criterion.public_id] = Decimal(row["weight"])
        if "children" in row:
            _grow(procurement, row["children"], criterion, leaves, by=by)
        else:
            leaves[row["key"]] = criterion
    criteria.set_weights(procurement, by=by, parent=parent, weights=made)
