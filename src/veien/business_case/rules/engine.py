"""From a checked case to the result document, in the format ``veien-business-case-result/1``."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from veien.business_case.rules.case import Case, ShareCase
from veien.business_case.rules.comparison import Comparison
from veien.business_case.rules.flows import Reckoner, Series, Worth
from veien.business_case.rules.sharing import shares_by_key
from veien.business_case.rules.simulation import Simulation, simulate
from veien.foundation.exact import written, written_ratio

RESULT_FORMAT = "veien-business-case-result/1"
SHARE_RESULT_FORMAT = "veien-share-result/1"
DEFAULT_SEED = 1
_DECIMALS_DRAWN = 6


def reckon(
    case: Case, *, engine: str, samples: int | None = None, seed: int = DEFAULT_SEED
) -> dict[str, Any]:
    """Compute every alternative of a case, against the null alternative; draw it ``samples`` times if asked.

    Units: every figure a decimal string, exact where it ends, else half up to 12 decimals; drawn figures to 6.
    """
    reckoner = Reckoner(case)
    worths = [reckoner.worth(alternative) for alternative in case.alternatives]
    null = next(worth for worth in worths if worth.alternative.is_null)
    drawn = {} if samples is None else simulate(worths, null, samples=samples, seed=seed)
    alternatives = {}
    for worth in worths:
        entry = _alternative(case, reckoner, worth)
        if worth is not null:
            entry |= _beside_null(worth, null)
        if worth.alternative.id in drawn:
            entry["simulation"] = _simulation(drawn[worth.alternative.id])
        alternatives[worth.alternative.id] = entry
    return {
        "format": RESULT_FORMAT,
        "input_sha256": case.input_sha256,
        "engine": engine,
        "alternatives": alternatives,
    }


def share(case: ShareCase) -> dict[str, Any]:
    """Share an amount by a key, as the result document in the format ``veien-share-result/1``."""
    shares = shares_by_key(case.total, fixed_share=case.key.fixed_share, by=case.key.by)
    return {"format": SHARE_RESULT_FORMAT, "shares": _amounts(shares)}


def _alternative(case: Case, reckoner: Reckoner, worth: Worth) -> dict[str, Any]:
    entry: dict[str, Any] = {"flows": _series(worth.flows), "npv": written(worth.npv)}
    entry["saved_time"] = _saved_time(reckoner, worth)
    if case.cost_key is not None:
        key = case.cost_key
        entry["shares"] = _amounts(shares_by_key(-worth.npv, fixed_share=key.fixed_share, by=key.by))
    return entry


def _saved_time(reckoner: Reckoner, worth: Worth) -> dict[str, list[str]] | None:
    """Keep what is freed and what of it is realised apart; None where no line saves time."""
    if not any(line.benefit == "saved_time" for line in worth.alternative.lines):
        return None
    return {
        "freed": _series(reckoner.saved_time(worth.alternative, as_freed=True)),
        "realised": _series(reckoner.saved_time(worth.alternative, as_freed=False)),
    }


def _beside_null(worth: Worth, null: Worth) -> dict[str, Any]:
    beside = Comparison(worth, null)
    irr = beside.irr
    factors = {line.id: beside.break_even(line.id) for line in worth.alternative.lines}
    return {
        "against_null": {
            "npv": written(beside.npv),
            "irr": None if irr is None else written(irr),
            "payback_year": beside.payback,
            "discounted_payback_year": beside.discounted_payback,
            "break_even": {
                line: None if factor is None else written_ratio(*factor) for line, factor in factors.items()
            },
        },
        "tornado": [
            {"line": swing.line, "low": written(swing.low), "high": written(swing.high)}
            for swing in beside.tornado()
        ],
    }


def _simulation(drawn: Simulation) -> dict[str, Any]:
    return {
        "samples": drawn.samples,
        "seed": drawn.seed,
        **{name: _drawn(getattr(drawn, name)) for name in ("p10", "p50", "p90", "mean")},
        "share_above_zero": written(Fraction(drawn.above_zero, drawn.samples)),
    }


def _drawn(value: float) -> str:
    """Write a drawn figure, whose last digits mean nothing."""
    text = f"{value:.{_DECIMALS_DRAWN}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _series(series: Series) -> list[str]:
    return [written_ratio(value, series.over) for value in series.values]


def _amounts(shares: Mapping[str, Decimal]) -> dict[str, str]:
    return {member: format(amount, "f") for member, amount in shares.items()}
