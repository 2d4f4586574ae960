"""Draws: the same figures for the same seed, and the figures that mathematics says."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from veien.business_case.rules import Reckoner, check_case, mean_of, simulate, triangular_quantile
from veien.business_case.rules.simulation import BLOCK, _runs
from veien.business_case.tests.cases import Document, alternative_of, case_of, line, printed, result_of


def factor(shape: str, low: str, mode: str, high: str) -> Document:
    return {"shape": shape, "low": low, "mode": mode, "high": high}


MANY = [
    line("a", 1000, 0, 4, uncertainty=factor("triangular", "0.8", "1", "1.1")),
    line("b", -700, 1, 5, uncertainty=factor("pert", "0.9", "1", "1.6")),
    line("c", -300, 0, uncertainty=factor("triangular", "1", "1", "2")),
    line("d", 250, 2, uncertainty=factor("pert", "0", "0", "1")),
    line("e", 90, 2, uncertainty=factor("triangular", "0.5", "1", "1")),
    line("f", 10, 3, uncertainty=factor("fixed", "2", "2", "2")),
    line("g", 10, 3, uncertainty=factor("pert", "0.5", "0.5", "0.5")),
    line("h", -20, 3),
]


def drawn(document: Document, **draws: int) -> Any:
    return alternative_of(document, **draws)["simulation"]


def runs_of(document: Document, samples: int) -> Any:
    case = check_case(document)
    return _runs(Reckoner(case).worth(case.alternatives[1]), samples, seed=[1, 1])


def test_the_same_seed_gives_the_same_figures_and_another_seed_others() -> None:
    document = case_of(MANY)
    first = drawn(document, samples=5000, seed=7)
    assert drawn(document, samples=5000, seed=7) == first
    assert drawn(document, samples=5000, seed=8)["mean"] != first["mean"]
    assert first["seed"] == 7
    assert drawn(document, samples=5000) == drawn(document, samples=5000, seed=1)


def test_more_draws_begin_with_the_same_draws() -> None:
    document = case_of(MANY)
    few, many = runs_of(document, BLOCK + 7), runs_of(document, 3 * BLOCK)
    assert np.array_equal(few, many[: BLOCK + 7])


def test_one_alternative_more_changes_nothing_for_the_others() -> None:
    document = case_of(MANY, null=[MANY[0]])
    before = drawn(document, samples=2000)
    document["alternatives"].append({"id": "third", "lines": MANY[:2]})
    assert drawn(document, samples=2000) == before
    assert result_of(document, samples=2000)["alternatives"]["third"]["simulation"] != before


def test_drawing_changes_none_of_the_plain_figures() -> None:
    with_draws = result_of(printed(), samples=100)["alternatives"]
    plain = result_of(printed())["alternatives"]
    assert with_draws["cameras"].pop("simulation")["samples"] == 100
    assert with_draws == plain


def test_the_mean_is_the_mean_of_the_factors() -> None:
    document = case_of(MANY, null=[MANY[0]])
    case = check_case(document)
    reckoner = Reckoner(case)
    today, new = (reckoner.worth(each) for each in case.alternatives)
    expected = sum(
        sign * worth.contribution(each.id) * (mean_of(each.uncertainty) if each.uncertainty else Fraction(1))
        for worth, sign in ((new, 1), (today, -1))
        for each in worth.alternative.lines
    )
    found = simulate([today, new], today, samples=300_000, seed=3)["new"]
    spread = (found.p90 - found.p10) / 2.563
    assert abs(found.mean - float(expected)) < 4 * spread / math.sqrt(300_000)


@pytest.mark.parametrize(("low", "mode", "high"), [("8", "10", "16"), ("0", "0", "3"), ("1", "4", "4")])
def test_triangular_draws_lie_at_the_quantiles_of_their_shape(low: str, mode: str, high: str) -> None:
    document = case_of([line("a", 1, 0, uncertainty=factor("triangular", low, mode, high))])
    runs = np.sort(runs_of(document, 200_000) + 1)
    assert runs[0] >= float(low) - 1e-9
    assert runs[-1] <= float(high) + 1e-9
    for percent in range(1, 100):
        value = triangular_quantile(
            Decimal(percent) / 100, low=Decimal(low), mode=Decimal(mode), high=Decimal(high)
        )
        reached = np.searchsorted(runs, float(value)) / len(runs)
        assert abs(reached - percent / 100) < 0.006


def test_a_line_is_drawn_once_and_not_once_a_year() -> None:
    """The same money in five years moves together: the spread is that of the sum in one year."""
    document = case_of([line("a", 100, 1, 5, uncertainty=factor("triangular", "0", "1", "2"))], rate="0")
    once = case_of([line("a", 500, 1, uncertainty=factor("triangular", "0", "1", "2"))], rate="0")
    assert drawn(document, samples=1000) == drawn(once, samples=1000)


def test_today_moves_with_all_alternatives_alike() -> None:
    document = case_of([], null=[line("a", -100, 0, uncertainty=factor("triangular", "0", "1", "4"))])
    document["alternatives"].append({"id": "third", "lines": [line("b", 50, 0)]})
    found = result_of(document, samples=4000)["alternatives"]
    for key in ("p10", "p50", "p90", "mean"):
        shift = Decimal(found["third"]["simulation"][key]) - Decimal(found["new"]["simulation"][key])
        assert abs(shift - 50) < Decimal("0.000002")


def test_percentiles_lie_between_two_runs_in_a_straight_line() -> None:
    document = case_of(MANY)
    case = check_case(document)
    reckoner = Reckoner(case)
    today, new = (reckoner.worth(each) for each in case.alternatives)
    npv = float(new.npv)
    values = sorted(_runs(new, 8, seed=[1, 1]) + npv)
    found = simulate([today, new], today, samples=8, seed=1)["new"]
    for percent, value in ((10, found.p10), (50, found.p50), (90, found.p90)):
        place = (len(values) - 1) * percent / 100
        under = int(place)
        line_between = values[under] + (values[under + 1] - values[under]) * (place - under)
        assert math.isclose(value, line_between, rel_tol=1e-12)
    assert found.above_zero == sum(value > 0 for value in values)


def test_a_case_without_uncertain_lines_is_drawn_all_the_same() -> None:
    found = drawn(case_of([line("a", 5, 0)]), samples=1)
    assert {found[key] for key in ("p10", "p50", "p90", "mean")} == {"5"}
    assert found["share_above_zero"] == "1"
    assert drawn(case_of([]), samples=2)["share_above_zero"] == "0"
