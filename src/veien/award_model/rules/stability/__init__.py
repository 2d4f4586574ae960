"""How steady an order is: what other weights would have given, and how far away they lie.

``stability_of`` gives the block ``stability`` of a result. Exact for one, two and three leaves; sampled otherwise,
and only then is NumPy loaded.
"""

from __future__ import annotations

from fractions import Fraction
from math import isqrt
from typing import Any

from veien.award_model.rules.case import Case
from veien.award_model.rules.numbers import DECIMALS_WRITTEN, rounded, written
from veien.award_model.rules.stability.ahead import share_of_weights_ahead
from veien.award_model.rules.stability.changes import nearest_changes, root_written
from veien.award_model.rules.stability.field import Field, field_of
from veien.award_model.rules.stability.intervals import weight_intervals
from veien.award_model.rules.stability.simplex import MOST_LEAVES, MOST_TENDERS, place_of
from veien.award_model.rules.stability.sums import Figure, as_fraction

__all__ = [
    "DEFAULT_SAMPLES",
    "DEFAULT_SEED",
    "MOST_SAMPLES",
    "MOST_SEED",
    "MOST_THREADS",
    "CannotTellStability",
    "half_width",
    "share_of_weights_ahead",
    "stability_of",
]

DEFAULT_SAMPLES = 1_000_000
DEFAULT_SEED = 1
MOST_SAMPLES = 10_000_000
MOST_SEED = 2**63 - 1
MOST_THREADS = 64
_SAMPLED_STEP = Fraction(
    1, 1_000_000
)  # a sample says no more, and so the last digits never hang on the machine


class CannotTellStability(ValueError):
    """How steady the order is cannot be said; the message says why."""


def stability_of(case: Case, *, samples: int, seed: int, threads: int = 1) -> dict[str, Any]:
    """Tell how steady the order of a case is: the block ``stability`` of its result.

    The same figures for the same seed, whatever the number of threads. Weighted sums are not rounded here.

    Units: shares as fractions where exact, else as decimals; weights and changes as decimals.
    Raises: CannotTellStability for another method than points, or for samples, a seed or threads out of bounds.
    Source: SMAA-2, Lahdelma & Salminen 2001, for acceptability and central weights; see the docs pages.
    """
    if case.method != "points":
        raise CannotTellStability(
            f"Only the method points has weights to vary; this case has the method {case.method}."
        )
    for name, value, least, most in (
        ("samples", samples, 1, MOST_SAMPLES),
        ("seed", seed, 0, MOST_SEED),
        ("threads", threads, 1, MOST_THREADS),
    ):
        if not least <= value <= most:
            raise CannotTellStability(f"The number of {name} is outside {least} to {most}.")
    field = field_of(case)
    few = len(field.leaves) < MOST_LEAVES or (
        len(field.leaves) == MOST_LEAVES and len(field.tenders) <= MOST_TENDERS
    )
    shares = _exact(field) if few else _sampled(field, samples, seed, threads)
    return {"weights": "simplex", **shares, **_around_today(field)}


def half_width(samples: int) -> Fraction:
    """Give half the width of the 95 % interval of a share of one half, rounded up to four decimals.

    Source: the normal approximation, 1.96 / (2 sqrt(samples)).
    """
    steps = isqrt(9800 * 9800 // samples)
    return Fraction(steps if steps * steps * samples == 9800 * 9800 else steps + 1, 10_000)


def _exact(field: Field) -> dict[str, Any]:
    places = {tender: place_of(field, index) for index, tender in enumerate(field.tenders)}
    return {
        "method": "exact",
        "samples": None,
        "seed": None,
        "half_width": None,
        "acceptability": {
            tender: [_share_written(field, share) for share in place.shares]
            for tender, place in places.items()
        },
        "central_weights": {
            tender: None
            if place.centre is None
            else {
                leaf: written(weight, most_decimals=DECIMALS_WRITTEN)
                for leaf, weight in zip(field.leaves, place.centre, strict=True)
            }
            for tender, place in places.items()
        },
    }


def _sampled(field: Field, samples: int, seed: int, threads: int) -> dict[str, Any]:
    from veien.award_model.rules.stability.sampling import sampled_places  # loads NumPy

    places = dict(
        zip(field.tenders, sampled_places(field, samples=samples, seed=seed, threads=threads), strict=True)
    )
    return {
        "method": "sampled",
        "samples": samples,
        "seed": seed,
        "half_width": written(half_width(samples)),
        "acceptability": {
            tender: [written(Fraction(count, samples)) for count in place.counts]
            for tender, place in places.items()
        },
        "central_weights": {
            tender: None
            if place.centre is None
            else {
                leaf: written(rounded(weight, _SAMPLED_STEP))
                for leaf, weight in zip(field.leaves, place.centre, strict=True)
            }
            for tender, place in places.items()
        },
    }


def _share_written(field: Field, share: Figure) -> str:
    approximate = field.most_decimals is not None
    return as_fraction(share._replace(exact=False) if approximate else share)


def _around_today(field: Field) -> dict[str, Any]:
    most = field.most_decimals
    return {
        "weight_intervals": {
            leaf: None if interval is None else [written(end, most_decimals=most) for end in interval]
            for leaf, interval in weight_intervals(field).items()
        },
        "nearest_change": {
            tender: None
            if change is None
            else {
                "l2": root_written(change.sum_of_squares, most_decimals=most),
                "l1": written(change.sum_of_changes, most_decimals=most),
            }
            for tender, change in nearest_changes(field).items()
        },
    }
