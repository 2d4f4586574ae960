"""Shares of all weights from a sample, where there are too many leaves for geometry. The only user of NumPy.

Weights are drawn evenly: exponential figures, one per leaf, divided by their sum. Ranks need no division, since
all tenders have the same sum. Each block of rows has a generator of its own, seeded by its number, and all that is
kept of it are whole numbers; so neither threads nor their order can change a figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from veien.award_model.rules.stability.field import Field

_ROWS = 4096
_FEWER_ROWS = 512  # where so many tenders or leaves stand side by side that 4,096 rows would fill the memory
_MANY = 256
_SMALL_PRODUCT = (
    262_144  # multiplications; larger products OpenBLAS shares out to threads that wait for each other
)
_FEWEST_ROWS = 4
_PARTS_OF_ONE = 2.0**36  # sums of weights are kept as whole numbers of this part: exact in any order

Floats = NDArray[np.float64]
Wholes = NDArray[np.int64]


class SampledPlace(NamedTuple):
    """How often a tender had each rank, and the mean of the weights that made it first."""

    counts: list[int]
    centre: list[Fraction] | None


class _Tally(NamedTuple):
    """What blocks have shown: how often each rank, and the sum of the weights where first."""

    counts: Wholes
    weights: Wholes


def sampled_places(field: Field, *, samples: int, seed: int, threads: int = 1) -> list[SampledPlace]:
    """Rank the tenders under evenly drawn weights; those with the same points everywhere share the best rank.

    Shape: one place per tender; ``samples`` rankings in all.
    Source: SMAA-2, Lahdelma & Salminen 2001.
    """
    alike = _alike(field.points)
    plan = _Plan(field, alike, samples, seed)
    workers = min(threads, plan.blocks)
    tally = (
        _sum_of(plan.work(worker, workers) for worker in [0]) if workers == 1 else _in_threads(plan, workers)
    )
    sort_of = {index: sort for sort, who in enumerate(alike) for index in who}
    return [_place(tally, sort_of[index]) for index in range(len(field.tenders))]


def _in_threads(plan: _Plan, workers: int) -> _Tally:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(workers) as pool:
        return _sum_of(pool.map(lambda worker: plan.work(worker, workers), range(workers)))


def _sum_of(tallies: Iterable[_Tally]) -> _Tally:
    first, *others = tallies
    for tally in others:
        first.counts[...] += tally.counts
        first.weights[...] += tally.weights
    return first


def _place(tally: _Tally, sort: int) -> SampledPlace:
    counts = [int(count) for count in tally.counts[sort]]
    whole = int(_PARTS_OF_ONE) * counts[0]
    centre = [Fraction(int(weight), whole) for weight in tally.weights[sort]] if whole else None
    return SampledPlace(counts, centre)


def _alike(points: Sequence[tuple[int, ...]]) -> list[list[int]]:
    """Put those with the same points everywhere together: a float must not part them."""
    sorts: dict[tuple[int, ...], list[int]] = {}
    for index, own in enumerate(points):
        sorts.setdefault(own, []).append(index)
    return list(sorts.values())


def _spread_out(points: Sequence[tuple[int, ...]]) -> Floats:
    """Write the points as floats from 0 to 1: less the lowest of each leaf, by the widest spread of all.

    Ranks stay as they are, and numbers of a thousand digits fit.
    """
    leaves = list(zip(*points, strict=True))
    lowest = [min(leaf) for leaf in leaves]
    widest = max(max(leaf) - min(leaf) for leaf in leaves) or 1
    return np.array(
        [[(part - least) / widest for part, least in zip(own, lowest, strict=True)] for own in points]
    )


class _Plan:
    """What every block needs to know, and never changes."""

    def __init__(self, field: Field, alike: Sequence[Sequence[int]], samples: int, seed: int) -> None:
        points = _spread_out([field.points[who[0]] for who in alike])
        # A line of ones beside the points, so that one product gives the sum of the weights as well.
        self.points = np.concatenate([points, np.ones((1, len(field.leaves)))])
        self.sizes = np.array([len(who) for who in alike])
        self.ranks = len(field.tenders)
        self.samples, self.seed = samples, seed
        self.rows = _FEWER_ROWS if max(self.points.shape) > _MANY else _ROWS
        self.blocks = -(-samples // self.rows)

    def work(self, first: int, step: int) -> _Tally:
        """Go through every ``step``-th block from ``first`` on, in buffers of its own."""
        sorts, leaves = len(self.sizes), self.points.shape[1]
        tally = _Tally(np.zeros((sorts, self.ranks), np.int64), np.zeros((sorts, leaves), np.int64))
        bench = _Bench(self, min(self.rows, self.samples))
        for block in range(first, self.blocks, step):
            rows = min(self.rows, self.samples - block * self.rows)
            if rows != bench.rows:
                bench = _Bench(self, rows)
            bench.draw(np.random.SeedSequence(self.seed, spawn_key=(block,)))
            bench.rank()
            bench.count(tally)
        return tally


class _Bench:
    """The arrays that a block of rows is worked in, made once: a leaf, a sort or a rank per line."""

    def __init__(self, plan: _Plan, rows: int) -> None:
        sorts, leaves = len(plan.sizes), plan.points.shape[1]
        small = np.uint8 if plan.ranks <= _MANY else np.uint16
        self.rows, self._plan = rows, plan
        width = max(_FEWEST_ROWS, _SMALL_PRODUCT // plan.points.size)
        self._slices = [slice(start, start + width) for start in range(0, rows, width)]
        self._drawn = np.empty((leaves, rows))
        self._sums = np.empty((sorts + 1, rows))
        self._behind = np.empty((sorts, rows), np.bool_)
        self._ranks = np.empty((sorts, rows), small)
        self._shares = np.empty((sorts, rows))
        self._sizes = None if (plan.sizes == 1).all() else plan.sizes.astype(small)
        self._before = (np.cumsum(plan.sizes) - plan.sizes).astype(small)

    def draw(self, seed: np.random.SeedSequence) -> None:
        """Draw weights, still to be divided by their sum, and sum up under them."""
        np.random.Generator(np.random.SFC64(seed)).standard_exponential(out=self._drawn)
        for part in self._slices:
            np.matmul(self._plan.points, self._drawn[:, part], out=self._sums[:, part])

    def rank(self) -> None:
        """Count for each sort how many tenders are ahead: first those listed before it, then corrected by pair."""
        ranks, small = self._ranks, self._ranks.dtype
        ranks[...] = self._before[:, np.newaxis]
        for later in range(1, len(ranks)):
            behind = np.less(self._sums[:later], self._sums[later], out=self._behind[:later])
            if self._sizes is None:
                ranks[later] -= np.add.reduce(behind, axis=0, dtype=small)
                ranks[:later] += behind
            else:
                ranks[later] -= np.add.reduce(behind * self._sizes[:later, np.newaxis], axis=0, dtype=small)
                ranks[:later] += behind * self._sizes[later]

    def count(self, tally: _Tally) -> None:
        """Add the ranks, and the weights under which each is first, to what has been seen."""
        for sort, ranks in enumerate(self._ranks):
            tally.counts[sort] += np.bincount(ranks, minlength=self._plan.ranks)
        is_first = np.equal(self._ranks, 0, out=self._behind)
        np.divide(is_first, self._sums[-1], out=self._shares)
        weights = sum(self._shares[:, part] @ self._drawn[:, part].T for part in self._slices)
        tally.weights[...] += np.rint(weights * _PARTS_OF_ONE).astype(np.int64)
