"""Draws every uncertain line many times, and tells what the difference to today's practice can come to.

NumPy is loaded here and only when something is drawn. A difference is linear in the factors, so a run draws one
factor per uncertain line and adds up what each moves; the years are in the lines' worth already.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from veien.business_case.rules.case import Uncertainty
from veien.business_case.rules.comparison import Comparison
from veien.business_case.rules.flows import Worth
from veien.business_case.rules.uncertainty import pert_shapes

if TYPE_CHECKING:
    import numpy as np

    Floats = np.ndarray[Any, np.dtype[np.float64]]

MOST_SAMPLES = 10_000_000
MOST_SEED = 2**64 - 1
BLOCK = 2048  # runs drawn together; small enough that a block of many lines stays in the processor's cache
PERCENTS = (10, 50, 90)


class Moved(NamedTuple):
    """What one uncertain line moves the worth by: ``money * (factor - 1)``."""

    money: float
    factor: Uncertainty


class Simulation(NamedTuple):
    """What the runs came to. Units: money in floats; a share of all runs."""

    samples: int
    seed: int
    p10: float
    p50: float
    p90: float
    mean: float
    above_zero: int


def simulate(worths: Sequence[Worth], null: Worth, *, samples: int, seed: int) -> dict[str, Simulation]:
    """Draw each alternative's difference in net present value; by id, without the null alternative.

    Today's practice is drawn once per run and is the same for all alternatives. Each alternative has its own
    stream of random numbers, each block of it its own seed: one alternative more changes nothing for the others.

    Units: percentiles by linear interpolation between the two nearest runs.
    Source: Monte Carlo as in textbooks; SFC64 and SeedSequence of NumPy.
    """
    import numpy as np

    places = {worth.alternative.id: place for place, worth in enumerate(worths)}
    null_runs = _runs(null, samples, seed=[seed, places[null.alternative.id]])
    found = {}
    for worth in worths:
        if worth is null:
            continue
        name = worth.alternative.id
        runs = _runs(worth, samples, seed=[seed, places[name]])
        runs -= null_runs
        runs += float(Comparison(worth, null).npv)
        above, mean = int(np.count_nonzero(runs > 0)), float(runs.mean())
        p10, p50, p90 = (float(value) for value in np.percentile(runs, PERCENTS, overwrite_input=True))
        found[name] = Simulation(samples, seed, p10, p50, p90, mean, above)
    return found


def _runs(worth: Worth, samples: int, *, seed: Sequence[int]) -> Floats:
    """Give what the uncertain lines of an alternative move its worth by, run by run."""
    import numpy as np

    moved = [
        Moved(float(worth.contribution(line.id)), line.uncertainty)
        for line in worth.alternative.lines
        if line.uncertainty is not None and line.id in worth.lines
    ]
    still = sum(each.money * (float(each.factor.mode) - 1) for each in moved if _is_certain(each.factor))
    runs = np.full(samples, float(still))
    open_lines = [each for each in moved if not _is_certain(each.factor)]
    if not open_lines:
        return runs
    shapes = [(shape, [each for each in open_lines if each.factor.shape == shape]) for shape in _DRAWN_BY]
    drawers = [_DRAWN_BY[shape](lines) for shape, lines in shapes if lines]
    starts = range(0, samples, BLOCK)
    for start, block_seed in zip(starts, np.random.SeedSequence(seed).spawn(len(starts)), strict=True):
        generator = np.random.Generator(np.random.SFC64(block_seed))
        for drawer in drawers:
            runs[start : start + BLOCK] += drawer.drawn(generator)[: samples - start]
    return runs


def _is_certain(factor: Uncertainty) -> bool:
    return not factor.is_open or factor.low == factor.high


class _Triangular:
    """Draws triangular factors by turning their distribution round; both sides of the mode in one pass.

    Under the mode the factor is ``low + sqrt(u (high - low)(mode - low))``, over it
    ``high - sqrt((1 - u)(high - low)(high - mode))``. Each root stands still where the other one moves, so that
    their sum needs no choice between them.
    """

    def __init__(self, moved: Sequence[Moved]) -> None:
        import numpy as np

        ends = [(float(f.low), float(f.mode), float(f.high)) for _, f in moved]
        low, mode, high = np.array(ends).reshape(-1, 3).T
        money = np.array([each.money for each in moved])
        self._turn = ((mode - low) / (high - low))[:, None]
        self._rise = (money * np.sqrt((high - low) * (mode - low)))[:, None]
        self._fall = (money * np.sqrt((high - low) * (high - mode)))[:, None]
        self._still = float((money * (low + high - mode - 1)).sum())
        self._below, self._above = np.empty((2, len(moved), BLOCK))

    def drawn(self, generator: np.random.Generator) -> Floats:
        """Draw one block, and add the lines up run by run."""
        import numpy as np

        below, above = self._below, self._above
        generator.random(out=above)
        np.minimum(above, self._turn, out=below)
        np.sqrt(below, out=below)
        below *= self._rise
        np.subtract(1, above, out=above)
        np.minimum(above, 1 - self._turn, out=above)
        np.sqrt(above, out=above)
        above *= self._fall
        below -= above
        total: Floats = below.sum(axis=0)
        total += self._still
        return total


class _Pert:
    """Draws PERT factors: a beta distribution between low and high."""

    def __init__(self, moved: Sequence[Moved]) -> None:
        import numpy as np

        shapes = [tuple(map(float, pert_shapes(each.factor))) for each in moved]
        self._alpha, self._beta = np.array(shapes).reshape(-1, 2).T[:, :, None]
        spans = [each.money * float(each.factor.high - each.factor.low) for each in moved]
        self._span = np.array(spans)[:, None]
        self._still = sum(each.money * (float(each.factor.low) - 1) for each in moved)

    def drawn(self, generator: np.random.Generator) -> Floats:
        """Draw one block, and add the lines up run by run."""
        drawn: Floats = generator.beta(self._alpha, self._beta, size=(len(self._span), BLOCK))
        drawn *= self._span
        total: Floats = drawn.sum(axis=0)
        total += self._still
        return total


_DRAWN_BY: dict[str, type[_Triangular | _Pert]] = {"triangular": _Triangular, "pert": _Pert}
