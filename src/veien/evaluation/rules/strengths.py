"""Where a tender leads and where it lags, by what it counts for. Pure: nothing but awarded points and weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from veien.award_model.rules import Case, leaf_weights


@dataclass(frozen=True, slots=True)
class Lead:
    """How far a tender stands before or behind the best of the others on one item.

    Units: ``points`` and ``best`` as awarded; ``weight`` a share of one, or money a point where quality is priced;
    ``counts`` is weight times the difference: above zero a lead, below zero a lag.
    """

    item: str
    title: str
    points: Fraction
    best: Fraction
    by: tuple[str, ...]
    weight: Fraction

    @property
    def counts(self) -> Fraction:
        """Give what the difference counts for in the figure that decides."""
        return self.weight * (self.points - self.best)


def leads_of(case: Case, result: Mapping[str, Any]) -> dict[str, list[Lead]]:
    """Compare every tender with the best of the others on every quality item.

    Shape: by tender, the largest lead first and the largest lag last; level items stand between. Nothing for a single
    tender. Items without a weight count with a weight of one.
    """
    awarded = {
        key: {leaf.id: Fraction(held["points"][leaf.id] or 0) for leaf in case.quality_leaves}
        for key, held in result["tenders"].items()
    }
    if len(awarded) < 2:
        return {key: [] for key in awarded}
    weights = _weights(case)
    found: dict[str, list[Lead]] = {key: [] for key in awarded}
    for leaf in case.quality_leaves:
        column = {key: points[leaf.id] for key, points in awarded.items()}
        for key, points in column.items():
            best = max(value for other, value in column.items() if other != key)
            by = tuple(other for other, value in column.items() if other != key and value == best)
            weight = weights.get(leaf.id, Fraction(1))
            found[key].append(Lead(leaf.id, leaf.title or leaf.id, points, best, by, weight))
    for leads in found.values():
        leads.sort(key=lambda lead: lead.counts, reverse=True)
    return found


def strongest(leads: list[Lead], most: int) -> list[Lead]:
    """Give the largest leads over everybody else."""
    return [lead for lead in leads if lead.counts > 0][:most]


def weakest(leads: list[Lead], most: int) -> list[Lead]:
    """Give the largest lags behind the best, the largest first."""
    return [lead for lead in reversed(leads) if lead.counts < 0][:most]


def level(leads: list[Lead]) -> list[Lead]:
    """Give the items on which the tender shares the best points."""
    return [lead for lead in leads if lead.points == lead.best]


def _weights(case: Case) -> Mapping[str, Fraction]:
    if case.method == "priced_quality":
        return {leaf.id: Fraction(leaf.money_per_point or 0) for leaf in case.quality_leaves}
    return leaf_weights(case.criteria)
