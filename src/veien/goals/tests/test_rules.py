"""Figures of goals: how they are kept, and how far it is to the target."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veien.goals.rules import Step, bare, cleaned, step

FIGURES = st.decimals(
    min_value=Decimal("-999999999"),
    max_value=Decimal("999999999"),
    places=4,
    allow_nan=False,
    allow_infinity=False,
)


@given(FIGURES)
def test_a_bare_figure_is_the_same_figure_without_empty_decimals(figure: Decimal) -> None:
    short = bare(figure)
    assert short == figure
    assert "E" not in format(short, "f")
    assert not str(short).endswith(".0")
    assert bare(short) == short


@given(FIGURES, FIGURES)
def test_today_and_the_difference_make_the_target(baseline: Decimal, target: Decimal) -> None:
    found = step(baseline, target)
    assert found is not None
    assert baseline + found.difference == target
    assert (found.percent is None) == (baseline == 0)


@pytest.mark.parametrize(
    ("baseline", "target", "expected"),
    [
        ("640", "400", Step(Decimal(-240), Decimal("-37.5"))),
        ("71", "95", Step(Decimal(24), Decimal("33.8"))),
        ("-10", "-5", Step(Decimal(5), Decimal(50))),
        ("0", "4", Step(Decimal(4), None)),
    ],
)
def test_a_step_is_told_in_the_unit_and_in_percent(baseline: str, target: str, expected: Step) -> None:
    assert step(Decimal(baseline), Decimal(target)) == expected


@pytest.mark.parametrize(("baseline", "target"), [(None, Decimal(1)), (Decimal(1), None), (None, None)])
def test_there_is_no_step_while_a_figure_is_missing(baseline: Decimal | None, target: Decimal | None) -> None:
    assert step(baseline, target) is None


def test_words_are_tidied_and_figures_shortened() -> None:
    assert cleaned({"title": " Less\n driving ", "target": Decimal("400.0000"), "due_on": None}) == {
        "title": "Less driving",
        "target": Decimal(400),
        "due_on": None,
    }
    with pytest.raises(KeyError, match="price"):
        cleaned({"price": "1"})
