"""How much the winner hangs on who judged: draws in which single evaluators decide, or each gives a point more or less.

NumPy is loaded only when something is drawn. Same seed, same figures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from veien.award_model.rules import Case, Criterion, leaf_weights

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Own = Mapping[str, Sequence[Mapping[str, Decimal]]]
"""By item: what each evaluator gave alone, by tender."""

METHODS = ("points", "priced_quality")
"""The methods whose figure is a sum over the points, so that many draws are quick and mean the same."""

DRAWS = 10_000
SEED = 1
_MOST_WORK = 60_000_000
_FEWEST_DRAWS = 1_000
_LEVEL = 1e-9


@dataclass(frozen=True)
class Noise:
    """Shares of the draws in which the tender that won is first, alone or with others.

    Shape: ``by_lot``: on each item one of its evaluators, drawn by lot, decides alone; None where on no item two or
    more judged. ``by_step``: each evaluator's points move by one down, not at all or one up, evenly drawn, and the
    group's points move by the mean of it. ``judged`` items have own points of ``evaluators`` at most.
    """

    winner: str
    by_lot: Fraction | None
    by_step: Fraction
    draws: int
    seed: int
    items: int
    judged: int
    evaluators: int


def noise_of(
    case: Case, result: Mapping[str, Any], own: Own, *, draws: int = DRAWS, seed: int = SEED
) -> Noise | None:
    """Draw what the evaluators might have given, and count how often the winner stays first.

    Shape: None for other methods than ``METHODS``, fewer than two tenders, or a shared first place. Prices, weights and
    the rest of the model stay; nothing is rounded.
    """
    first = [key for key in result["order"] if result["tenders"][key]["rank"] == 1]
    if case.method not in METHODS or len(result["order"]) < 2 or len(first) != 1:
        return None
    leaves = case.quality_leaves
    counts = [len(own.get(leaf.id, ())) for leaf in leaves]
    size = max(1, len(leaves) * len(case.competing))
    draws = max(_FEWEST_DRAWS, min(draws, _MOST_WORK // size))
    field = _Field(case, result, draws, seed)
    several = any(count > 1 for count in counts)
    return Noise(
        winner=first[0],
        by_lot=field.share_by_lot(own, first[0]) if several else None,
        by_step=field.share_by_step(counts, first[0]),
        draws=draws,
        seed=seed,
        items=len(leaves),
        judged=sum(count > 0 for count in counts),
        evaluators=max(counts, default=0),
    )


class _Field:
    """What every draw starts from: the points that are settled, and what they count for."""

    def __init__(self, case: Case, result: Mapping[str, Any], draws: int, seed: int) -> None:
        import numpy

        self._np, self._case, self._draws, self._seed = numpy, case, draws, seed
        self._keys = [tender.id for tender in case.competing]
        self._fixed = numpy.array([float(_fixed(case, result, key)) for key in self._keys])
        weights = leaf_weights(case.criteria)
        self._weights = {
            leaf.id: float(leaf.money_per_point or 0)
            if case.method == "priced_quality"
            else float(weights[leaf.id])
            for leaf in case.quality_leaves
        }

    def share_by_lot(self, own: Own, winner: str) -> Fraction:
        """Let one evaluator, drawn by lot, decide each item alone."""
        np = self._np
        chance = np.random.Generator(np.random.SFC64(self._seed))
        totals = np.tile(self._fixed, (self._draws, 1))
        for leaf in self._case.quality_leaves:
            rows = [[float(given[key]) for key in self._keys] for given in own.get(leaf.id, ())]
            held = np.array(rows or [self._settled(leaf)])
            drawn = held[chance.integers(0, len(held), self._draws)]
            totals += self._weights[leaf.id] * self._awarded(leaf, drawn)
        return self._share(totals, winner)

    def share_by_step(self, counts: Sequence[int], winner: str) -> Fraction:
        """Let each evaluator give each tender a point less, the same or a point more."""
        np = self._np
        chance = np.random.Generator(np.random.SFC64(self._seed))
        totals = np.tile(self._fixed, (self._draws, 1))
        most = float(self._case.scale)
        for leaf, count in zip(self._case.quality_leaves, counts, strict=True):
            judges = max(count, 1)
            bounds = np.cumsum(_chances(judges))
            drawn = chance.random((self._draws, len(self._keys)))
            sums = np.searchsorted(bounds, drawn, side="right").clip(0, 2 * judges) - judges
            moved = np.clip(np.array(self._settled(leaf)) + sums / judges, 0.0, most)
            totals += self._weights[leaf.id] * self._awarded(leaf, moved)
        return self._share(totals, winner)

    def _settled(self, leaf: Criterion) -> list[float]:
        return [float(tender.points[leaf.id]) for tender in self._case.competing]

    def _awarded(self, leaf: Criterion, points: Floats) -> Floats:
        """Lift the points as the criterion is declared to."""
        most = float(self._case.scale)
        best: Floats = points.max(axis=1, keepdims=True)
        lifted = points
        if leaf.normalise == "shift":
            lifted = points + (most - best)
        elif leaf.normalise == "proportional":
            lifted = points * most / self._np.where(best > 0, best, 1.0)
        return lifted

    def _share(self, totals: Floats, winner: str) -> Fraction:
        own = totals[:, self._keys.index(winner)]
        stays = int((own >= totals.max(axis=1) - _LEVEL * max(1.0, float(abs(self._fixed).max()))).sum())
        return Fraction(stays, self._draws)


def _fixed(case: Case, result: Mapping[str, Any], key: str) -> Fraction:
    """Give what the evaluators cannot move: the weighted points of the price, or the price itself, taken off."""
    leaf = case.price_leaf
    if leaf is None:
        return Fraction(0)
    if case.method == "priced_quality":
        return -Fraction(next(each.price for each in case.competing if each.id == key) or 0)
    return leaf_weights(case.criteria)[leaf.id] * Fraction(result["tenders"][key]["points"][leaf.id] or 0)


def _chances(judges: int) -> list[float]:
    """Give the chance of each sum of ``judges`` even draws from -1, 0 and 1, the lowest sum first."""
    ways = [1]
    for _each in range(judges):
        longer = [0] * (len(ways) + 2)
        for place, count in enumerate(ways):
            for step in range(3):
                longer[place + step] += count
        ways = longer
    return [float(Fraction(count, 3**judges)) for count in ways]
