"""How far evaluators agree: published figures (G23, G24), and what must hold for all points."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from veien.award_model.rules import LEVELS, kendall_w, krippendorff_alpha

Table = dict[str, dict[str, Decimal | int | None]]


def table(*rows: Sequence[Decimal | int | None]) -> Table:
    """A row per evaluator, a column per unit."""
    return {
        f"E{one}": {f"U{other}": value for other, value in enumerate(row)} for one, row in enumerate(rows)
    }


NO = None
CONTENT_ANALYSIS = table(
    (1, 2, 3, 3, 2, 1, 4, 1, 2, NO, NO, NO),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NO, 3),
    (NO, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NO),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NO),
)
JUDGES = table(
    (1, 3, 4, 5, 2, 8, 6, 7, 10, 9),
    (2, 1, 4, 5, 6, 3, 8, 7, 10, 9),
    (3, 2, 1, 5, 7, 4, 6, 8, 9, 10),
    (4, 2, 3, 1, 6, 7, 5, 9, 8, 10),
)


@pytest.mark.parametrize(
    ("level", "alpha"),
    [("nominal", "0.7434"), ("ordinal", "0.8154"), ("interval", "0.8491"), ("ratio", "0.7974")],
)
def test_g23_the_c_data_of_krippendorff(level: str, alpha: str) -> None:
    """Four coders, twelve units, with gaps: the whole table stands in the help of R's irr (kripp.alpha)."""
    found = krippendorff_alpha(CONTENT_ANALYSIS, level=level)
    assert found.value is not None
    assert f"{float(found.value):.4f}" == alpha
    assert (found.reason, found.values) == (None, 40)


def test_g24_ten_projects_and_four_judges() -> None:
    """The ranks stand in full in Scribd 659863121; from them the rank sums, their squares, W and chi-square."""
    sums = [sum(ranks) for ranks in zip(*(row.values() for row in JUDGES.values()), strict=True)]  # type: ignore[arg-type]
    assert sums == [10, 8, 12, 16, 21, 22, 25, 31, 37, 38]
    assert sum((each - 22) ** 2 for each in sums) == 1048
    found = kendall_w(JUDGES)
    assert found.value == Fraction(12 * 1048, 16 * 990)
    assert found.chi_square is not None
    assert f"{float(found.value):.5f} {float(found.chi_square):.3f}" == "0.79394 28.582"
    assert (found.raters, found.units) == (4, 10)


def test_the_ordinal_distance_counts_what_lies_between() -> None:
    two = table((1, 2, 3, 3), (1, 2, 2, 3))
    # one pair of 2 and 3 disagrees; of 8 values 2 are 1, 3 are 2, 3 are 3
    between = {(1, 2): Fraction(5, 2), (2, 3): Fraction(3), (1, 3): Fraction(11, 2)}
    counts = {1: 2, 2: 3, 3: 3}
    expected = sum(2 * counts[a] * counts[b] * between[a, b] ** 2 for a, b in between)
    assert krippendorff_alpha(two, level="ordinal").value == 1 - 7 * 2 * between[2, 3] ** 2 / expected


def test_level_ranks_are_shared_and_corrected_for() -> None:
    found = kendall_w(table((1, 2, 2, 4), (1, 3, 2, 4), (1, 2, 3, 3)))
    # ranks 4 2.5 2.5 1; 4 2 3 1; 4 3 1.5 1.5: sums 12, 7.5, 7, 3.5
    squares = Fraction(9, 2) ** 2 + 0 + Fraction(1, 2) ** 2 + 4**2
    assert found.value == 12 * squares / (9 * 60 - 3 * (6 + 6))
    assert found.chi_square == 9 * found.value


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({}, "Nothing has been given points by two evaluators."),
        (table((1, 2, 3)), "Nothing has been given points by two evaluators."),
        (table((1, NO), (NO, 2)), "Nothing has been given points by two evaluators."),
        (table((2, 2), (2, 2)), "All points are the same, so there is nothing that could disagree."),
    ],
)
def test_alpha_says_why_it_cannot_be_reckoned(given: Table, reason: str) -> None:
    for level in LEVELS:
        found = krippendorff_alpha(given, level=level)
        assert (found.value, found.reason) == (None, reason)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({}, "Fewer than two evaluators have given points."),
        (table((1, 2, 3)), "Fewer than two evaluators have given points."),
        (table((1, 2, 3), (NO, NO, NO)), "Fewer than two evaluators have given points."),
        (table((1, NO, 3), (1, 2, NO)), "Fewer than two units have points from everyone."),
        (table((2, 2), (3, 3)), "Nobody has put one unit before another."),
    ],
)
def test_w_says_why_it_cannot_be_reckoned(given: Table, reason: str) -> None:
    found = kendall_w(given)
    assert (found.value, found.chi_square, found.reason) == (None, None, reason)


def test_a_level_nobody_knows_and_a_ratio_below_zero_are_refused() -> None:
    with pytest.raises(ValueError, match="There is no level fair"):
        krippendorff_alpha(CONTENT_ANALYSIS, level="fair")
    with pytest.raises(ValueError, match="below zero"):
        krippendorff_alpha(table((1, -2), (1, 2)), level="ratio")


def test_whoever_has_given_nothing_changes_nothing() -> None:
    silent = JUDGES | {"E9": {"U0": None}, "E8": {}}
    assert kendall_w(silent) == kendall_w(JUDGES)
    assert krippendorff_alpha(silent) == krippendorff_alpha(JUDGES)


points = st.one_of(st.none(), st.integers(0, 10), st.sampled_from([Decimal("2.5"), Decimal("7.25")]))
tables = st.integers(1, 5).flatmap(
    lambda units: st.lists(st.lists(points, min_size=units, max_size=units), min_size=1, max_size=4)
)


@settings(deadline=None)
@given(tables, st.sampled_from(LEVELS), st.randoms(use_true_random=False))
def test_neither_order_nor_names_change_how_far_they_agree(
    rows: list[list[Decimal | int | None]],
    level: str,
    chance: st.Random,  # type: ignore[name-defined]
) -> None:
    units = list(range(len(rows[0])))
    chance.shuffle(units)
    mixed = [[row[unit] for unit in units] for row in rows]
    chance.shuffle(mixed)
    assert krippendorff_alpha(table(*mixed), level=level) == krippendorff_alpha(table(*rows), level=level)
    assert kendall_w(table(*mixed)) == kendall_w(table(*rows))


@settings(deadline=None)
@given(tables, st.sampled_from(["2", "0.1", "100"]), st.sampled_from(["0", "3"]))
def test_the_scale_changes_no_agreement(rows: list[list[Decimal | int | None]], step: str, lift: str) -> None:
    scaled = [[None if v is None else v * Decimal(step) + Decimal(lift) for v in row] for row in rows]
    for level in ("nominal", "ordinal", "interval"):
        assert krippendorff_alpha(table(*scaled), level=level) == krippendorff_alpha(
            table(*rows), level=level
        )
    assert kendall_w(table(*scaled)) == kendall_w(table(*rows))


@settings(deadline=None)
@given(tables)
def test_no_agreement_is_above_one_and_w_is_never_below_zero(rows: list[list[Decimal | int | None]]) -> None:
    for level in LEVELS:
        alpha = krippendorff_alpha(table(*rows), level=level).value
        assert alpha is None or alpha <= 1
    concordance = kendall_w(table(*rows))
    assert concordance.value is None or 0 <= concordance.value <= 1


@settings(deadline=None)
@given(st.lists(st.integers(0, 10), min_size=2, max_size=5), st.integers(2, 4))
def test_those_who_say_the_same_agree_wholly(row: list[int], many: int) -> None:
    assume(len(set(row)) > 1)
    assert krippendorff_alpha(table(*[row] * many)).value == 1
    assert kendall_w(table(*[row] * many)).value == 1


def test_all_orders_together_have_nothing_in_common() -> None:
    assert kendall_w(table(*permutations((1, 2, 3)))).value == 0
