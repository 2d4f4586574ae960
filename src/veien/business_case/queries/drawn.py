"""The uncertain lines drawn many times. NumPy is loaded by the rules, and only when somebody asks."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from veien import __version__
from veien.business_case.queries.outcome import Outcome
from veien.business_case.rules import reckon
from veien.road.rules.keeping import Kept

RUNS = (10_000, 100_000)
MOST_RUNS = 100_000
_DRAWN: Kept[Any] = Kept(most=20)


@dataclass(frozen=True)
class Drawn:
    """What the difference to today's practice can come to.

    Units: money; ``above_zero`` in percent of all runs.
    """

    title: str
    p10: Decimal
    p50: Decimal
    p90: Decimal
    mean: Decimal
    above_zero: Decimal
    sure: Decimal


def drawn_of(found: Outcome, *, runs: int, seed: int) -> list[Drawn]:
    """Draw every alternative beside today's practice; the same figures for the same case, runs and seed."""
    case = found.case
    assert case is not None
    stamp = (runs, seed)
    result = _DRAWN.given(
        case.input_sha256,
        stamp,
        lambda: reckon(case, engine=f"veien {__version__}", samples=runs, seed=seed),
    )
    drawn = []
    for each in case.alternatives:
        held = result["alternatives"][each.id]
        if "simulation" in held:
            figures = held["simulation"]
            drawn.append(
                Drawn(
                    title=each.title or each.id,
                    p10=Decimal(figures["p10"]),
                    p50=Decimal(figures["p50"]),
                    p90=Decimal(figures["p90"]),
                    mean=Decimal(figures["mean"]),
                    above_zero=Decimal(figures["share_above_zero"]).scaleb(2),
                    sure=Decimal(held["against_null"]["npv"]),
                )
            )
    return drawn
