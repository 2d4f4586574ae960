"""The roles in a procurement, as the guide names them, and what each may do. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

May = Literal["view", "edit", "view_tenders", "score", "judge_price", "publish", "decide", "manage", "skip"]
"""What a person may do in one procurement.

view: read everything but the tenders; view_tenders: read tenders, scores and the result; edit: needs, goals,
requirements, criteria, activities, files;
score: give points and reasons, judge must-requirements; judge_price: receive tenders and read prices;
publish: mark the competition as published; decide: record a decision; manage: roles, charter, members;
skip: let a phase be passed by.
"""

ROLES = (
    "project-owner",
    "project-leader",
    "steering-group",
    "procurement-group",
    "evaluation-group",
    "negotiation-team",
    "test-team",
    "contract-owner",
    "contract-manager",
    "data-protection-officer",
    "it",
    "purchasing",
    "buildings",
    "allocation-office",
    "home-care",
    "nursing-home",
    "service-staff",
)

_READ: frozenset[May] = frozenset({"view"})
_WORK: frozenset[May] = frozenset({"view", "edit"})

PERMISSIONS: dict[str, frozenset[May]] = {
    "project-owner": frozenset({"view", "edit", "view_tenders", "decide", "manage", "skip"}),
    "project-leader": frozenset(
        {"view", "edit", "view_tenders", "judge_price", "publish", "decide", "manage"}
    ),
    "steering-group": frozenset({"view", "view_tenders", "decide"}),
    "procurement-group": _WORK,
    "evaluation-group": frozenset({"view", "edit", "view_tenders", "score"}),
    "negotiation-team": _WORK,
    "test-team": _READ,
    "contract-owner": _READ,
    "contract-manager": _READ,
    "data-protection-officer": _WORK,
    "it": _WORK,
    "purchasing": frozenset({"view", "edit", "view_tenders", "judge_price", "publish"}),
    "buildings": _WORK,
    "allocation-office": _READ,
    "home-care": _READ,
    "nursing-home": _READ,
    "service-staff": _READ,
}


def allowed(roles: Iterable[str]) -> frozenset[May]:
    """Give all that a person with these roles may do; no role, nothing."""
    found: frozenset[May] = frozenset()
    for role in roles:
        found |= PERMISSIONS.get(role, frozenset())
    return found


KEPT_APART = (("negotiation-team", "evaluation-group"),)
"""Pairs of roles that one person may not hold in the same procurement.

Source: Kvikk-guide, Gjennomføre anskaffelsen: a dedicated team negotiates, the evaluation group evaluates.
"""


def clash(role: str, held: Iterable[str]) -> str | None:
    """Name the held role that keeps a person from taking this one, if any."""
    held = set(held)
    for one, other in KEPT_APART:
        if role == one and other in held:
            return other
        if role == other and one in held:
            return one
    return None


KEPT_APART_TOOLS = frozenset({"tenders", "evaluation", "rounds"})
"""Tools whose deliverables tell what tenderers offered or how they were judged."""


def may_open(deliverable_tool: str) -> May:
    """Say what a person must be allowed to open a deliverable: those on tenders are kept apart like the tenders.

    Source: Directive 2014/24/EU, Annex IV (f): opened data stay restricted to those who are authorised.
    """
    return "view_tenders" if deliverable_tool in KEPT_APART_TOOLS else "view"


MUST_DECLARE = frozenset(
    {"project-leader", "procurement-group", "evaluation-group", "negotiation-team", "purchasing"}
)
"""Roles whose holders declare conflicts of interest before their work counts."""
