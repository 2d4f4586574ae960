"""Other programs on the task of ``bench.stability``: ranks and central weights under evenly drawn weights.

Run by a Python of its own, in which some of them are installed: python -m bench.peers SAMPLES. None of them is
needed by Veien. Only crispyn and pyrepo-mcda have the whole task, and by another method (VIKOR); the others rank one
set of weights at a time, and what is missing around them is written here.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any

TENDERS, LEAVES, TASK = 10, 40, 1_000_000
Ranker = Callable[[Any, Any], Any]


def pymcdm_wsm() -> Ranker:
    """The weighted sum of pymcdm, highest first."""
    from pymcdm.helpers import rrankdata
    from pymcdm.methods import WSM
    from pymcdm.normalizations import minmax_normalization

    method = WSM(minmax_normalization)
    return lambda points, weights: rrankdata(method(points, weights, weights * 0 + 1))


def pyrepo_saw() -> Ranker:
    """The weighted sum of pyrepo-mcda."""
    from pyrepo_mcda.additions import rank_preferences
    from pyrepo_mcda.mcda_methods import SAW

    method = SAW()
    return lambda points, weights: rank_preferences(method(points, weights, weights * 0 + 1), reverse=True)


def skcriteria_wsm() -> Ranker:
    """The bare weighted sum of scikit-criteria, without its checks."""
    from skcriteria.agg.simple import wsm

    return lambda points, weights: wsm(points, weights)[0]


def looped(ranker: Callable[[], Ranker]) -> Callable[[Any, Any], object]:
    """Count ranks and sum up weights around a program that ranks one set of weights at a time."""
    rank = ranker()

    def work(points: Any, drawn: Any) -> object:
        import numpy as np

        counts, central = np.zeros((TENDERS, TENDERS), np.int64), np.zeros((TENDERS, LEAVES))
        lines = np.arange(TENDERS)
        for weights in drawn:
            ranks = np.asarray(rank(points, weights), dtype=np.int64) - 1
            counts[lines, ranks] += 1
            central[ranks == 0] += weights
        return counts, central

    return work


def crispyn_smaa() -> Callable[[Any, Any], object]:
    """The SMAA of crispyn, by its method VIKOR."""
    from crispyn.mcda_methods import VIKOR_SMAA

    return lambda points, drawn: VIKOR_SMAA()(points, drawn, drawn[0] * 0 + 1)


def pyrepo_smaa() -> Callable[[Any, Any], object]:
    """The SMAA of pyrepo-mcda, by its method VIKOR."""
    from pyrepo_mcda.mcda_methods import VIKOR_SMAA

    return lambda points, drawn: VIKOR_SMAA()(points, drawn, drawn[0] * 0 + 1)


PEERS: dict[str, Callable[[], Callable[[Any, Any], object]]] = {
    "pymcdm WSM in a loop": lambda: looped(pymcdm_wsm),
    "pyrepo-mcda SAW in a loop": lambda: looped(pyrepo_saw),
    "scikit-criteria wsm() in a loop": lambda: looped(skcriteria_wsm),
    "crispyn VIKOR_SMAA": crispyn_smaa,
    "pyrepo-mcda VIKOR_SMAA": pyrepo_smaa,
}


def timed(peer: Callable[[], Callable[[Any, Any], object]], samples: int) -> dict[str, float] | str:
    """Give the CPU time for a million samples, scaled from fewer, or why there is none."""
    import numpy as np

    try:
        work = peer()
    except ImportError as problem:
        return str(problem)
    chance = np.random.default_rng(1)
    points = chance.integers(1, 101, (TENDERS, LEAVES)).astype(float)
    drawn = chance.dirichlet(np.ones(LEAVES), samples)
    work(points, drawn[:50])
    wall, cpu = time.perf_counter(), time.process_time()
    work(points, drawn)
    scale = TASK / samples
    return {"cpu": scale * (time.process_time() - cpu), "wall": scale * (time.perf_counter() - wall)}


if __name__ == "__main__":
    print(json.dumps({name: timed(peer, int(sys.argv[1])) for name, peer in PEERS.items()}))
