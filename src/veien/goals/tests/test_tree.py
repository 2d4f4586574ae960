"""The tree of goals, the figures that cannot be right, and the lines beside the goals, without a database."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from veien.goals.rules import (
    DEEPEST,
    digest_of_goals,
    due_is_past,
    fault_of_parent,
    faults_of_figures,
    faults_of_line,
    share_of,
    tree_of,
)

# A busy machine may draw slowly; that says nothing about the rules.
settings.register_profile("patient", suppress_health_check=[HealthCheck.too_slow], deadline=None)
PATIENT = settings.get_profile("patient")
TODAY = date(2026, 3, 2)
PARENTS = st.lists(st.none() | st.integers(0, 9), max_size=8).map(lambda each: dict(enumerate(each)))
FIGURES = st.none() | st.decimals(-1000, 1000, places=2)


@PATIENT
@given(PARENTS)
def test_every_goal_stands_in_the_tree_once_whatever_the_parents_are(
    parents: dict[int, int | None],
) -> None:
    assert sorted(spot.key for spot in tree_of(parents)) == sorted(parents)


@PATIENT
@given(PARENTS)
def test_a_goal_stands_below_the_one_before_it_by_one_level_at_most(parents: dict[int, int | None]) -> None:
    spots = tree_of(parents)
    assert all(after.depth <= before.depth + 1 for before, after in zip(spots, spots[1:], strict=False))


@PATIENT
@given(st.lists(st.integers(0, 11), min_size=1, max_size=12))
def test_parents_that_are_let_through_never_make_a_ring_or_a_tree_too_deep(wishes: list[int]) -> None:
    parents: dict[int, int | None] = dict.fromkeys(range(12))
    for key, wish in enumerate(wishes):
        if not fault_of_parent(parents, key, wish):
            parents[key] = wish
    assert max(spot.depth for spot in tree_of(parents)) <= DEEPEST
    for key in parents:
        assert fault_of_parent(parents, key, key) == "ring"


def test_goals_keep_their_order_among_those_side_by_side() -> None:
    spots = tree_of({1: None, 2: 1, 3: None, 4: 1})
    assert [(each.key, each.depth, each.has_under) for each in spots] == [
        (1, 1, True),
        (2, 2, False),
        (4, 2, False),
        (3, 1, False),
    ]


def test_a_chain_that_moves_under_another_counts_with_all_that_hangs_on_it() -> None:
    chain: dict[int, int | None] = {1: None, 2: 1, 3: 2, 4: None, 5: 4}
    assert fault_of_parent(chain, 1, 5) == "deep"
    assert fault_of_parent(chain, 1, 4) == ""
    assert fault_of_parent(chain, 1, 3) == "ring"
    assert fault_of_parent(chain, None, 3) == ""


@PATIENT
@given(FIGURES, FIGURES)
def test_figures_are_refused_for_a_reason(baseline: Decimal | None, target: Decimal | None) -> None:
    faults = faults_of_figures(baseline, target)
    has_negative = any(each is not None and each < 0 for each in (baseline, target))
    is_same = baseline is not None and baseline == target
    assert bool(faults) == (has_negative or is_same)


@PATIENT
@given(st.decimals(1, 1000, places=2), st.decimals(0, 1000, places=2))
def test_a_share_of_today_is_the_target_over_today(baseline: Decimal, target: Decimal) -> None:
    share = share_of(baseline, target)
    assert share is not None
    assert abs(share - target / baseline * 100) <= Decimal("0.5")


def test_there_is_no_share_of_nothing() -> None:
    assert share_of(Decimal(0), Decimal(1)) is None
    assert share_of(None, Decimal(1)) is None
    assert share_of(Decimal(1), None) is None


def test_a_date_that_has_been_is_refused_only_when_it_is_new() -> None:
    past = date(2026, 3, 1)
    assert due_is_past(past, None, TODAY)
    assert not due_is_past(past, past, TODAY)
    assert not due_is_past(TODAY, None, TODAY)
    assert not due_is_past(None, past, TODAY)


@pytest.mark.parametrize(
    ("what", "words", "faults"),
    [
        ("positions", {"gave_up": "The colour"}, {"settled_on": "date_missing"}),
        ("positions", {"settled_on": TODAY}, {"gave_up": "gave_up_missing"}),
        ("positions", {"gave_up": "The colour", "settled_on": TODAY}, {}),
        ("positions", {"gave_up": "The colour", "settled_on": date(2026, 3, 3)}, {"settled_on": "future"}),
        ("plans", {"checked_on": date(2027, 1, 1)}, {"checked_on": "future"}),
        ("questions", {"answer": "Yes"}, {"answered_on": "date_missing"}),
        ("questions", {"answered_on": TODAY}, {"answer": "answer_missing"}),
        ("sign-off", {"answer": "waiting"}, {}),
        ("sign-off", {"answer": "waiting", "answered_on": TODAY}, {"answer": "no_answer"}),
        ("sign-off", {"answer": "agreed"}, {"answered_on": "date_missing"}),
        ("sign-off", {"answer": "reserved", "answered_on": TODAY}, {"note": "why_missing"}),
        ("sign-off", {"answer": "refused", "answered_on": TODAY, "note": "Too dear"}, {}),
        ("work", {"title": "Answers"}, {}),
    ],
)
def test_lines_that_cannot_be_right_are_told_at_their_field(
    what: str, words: dict[str, object], faults: dict[str, str]
) -> None:
    assert faults_of_line(what, words, TODAY) == faults


@PATIENT
@given(st.text(max_size=20), st.lists(st.lists(st.text(max_size=8), max_size=3), max_size=3))
def test_the_digest_changes_with_the_words_and_with_nothing_else(vision: str, goals: list[list[str]]) -> None:
    digest = digest_of_goals(vision, goals)
    assert digest == digest_of_goals(vision, [list(each) for each in goals])
    assert digest != digest_of_goals(vision + ".", goals)
    assert digest != digest_of_goals(vision, [*goals, ["one more"]])
