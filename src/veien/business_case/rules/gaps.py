"""What a business case is likely to have forgotten. Nothing here stops a computation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from veien.business_case.rules.case import PARTS, Alternative, Case
from veien.business_case.rules.document import AlternativeRow, LineRow


class Gap(NamedTuple):
    """Something that is missing in an alternative: ``integration``, ``part`` (with its name) or ``source``."""

    alternative: str
    kind: str
    what: str = ""


def gaps_of(case: Case) -> list[Gap]:
    """List what the alternatives beside today's practice lack: integration, parts, sources.

    Source: Kvikk-guiden, the chapter on the business case, names the four parts and the cost of integration.
    """
    return [gap for alternative in case.alternatives if not alternative.is_null for gap in _gaps(alternative)]


def _gaps(alternative: Alternative) -> list[Gap]:
    lines = alternative.lines
    gaps = []
    if not any(line.integration for line in lines):
        gaps.append(Gap(alternative.id, "integration"))
    held = {line.part for line in lines}
    gaps += [Gap(alternative.id, "part", part) for part in PARTS if part not in held]
    gaps += [Gap(alternative.id, "source", line.id) for line in lines if not line.source]
    return gaps


class Twice(NamedTuple):
    """A benefit that is saved a second time: today's cost that it comes from is left out as well."""

    benefit: str
    cost: str


def counted_twice(alternatives: Sequence[AlternativeRow]) -> dict[str, Twice]:
    """Find, by alternative, a saving of something that today's practice costs and the alternative no longer has.

    Today's cost is taken away by itself when the alternatives are held against each other. A saving of the same driver
    counts it once more, unless what is left of the cost stands in the alternative.
    """
    costs = {
        line.quantity: line
        for each in alternatives
        if each.is_null
        for line in each.lines
        if line.kind == "cost" and line.quantity
    }
    found: dict[str, Twice] = {}
    for each in alternatives:
        kept = {line.quantity for line in each.lines if line.kind == "cost"}
        again = [line for line in each.lines if _saves(line) and line.quantity in costs.keys() - kept]
        if again and not each.is_null:
            found[each.key] = Twice(again[0].title, costs[again[0].quantity].title)
    return found


def _saves(line: LineRow) -> bool:
    return line.kind == "benefit" and line.benefit in ("avoided_cost", "saved_time")
