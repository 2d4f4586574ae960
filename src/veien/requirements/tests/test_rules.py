"""The sums and comparisons of a specification."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veien.requirements.rules import (
    DIRECTIONS,
    KINDS,
    RequirementFilter,
    Written,
    figures_of,
    laid_in_order,
    merge,
    moved,
    next_ref,
    openness_of,
    placed,
    plan_of,
    too_many_musts,
)


@dataclass(frozen=True)
class Row:
    """A requirement as filters and figures see it."""

    ref: str = "F-01"
    title: str = ""
    text: str = ""
    evidence: str = ""
    obligation: str = "should"
    kind: str = "function"
    category: str = "function"
    answer: str = "text"
    section_id: int = 1
    need_ids: tuple[int, ...] = ()


def test_the_next_reference_is_one_above_the_highest_of_its_category() -> None:
    assert next_ref("function", ["F-02", "f-12", "S-40", "old one"]) == "F-13"
    assert next_ref("security", []) == "S-01"


def test_letters_outside_ascii_are_found_whatever_their_case() -> None:
    assert RequirementFilter(q="PÅMINNELSE øye").lets_through(Row(title="Påminnelse", text="Øye"))
    assert not RequirementFilter(q="påminnelse nese").lets_through(Row(title="Påminnelse", text="Øye"))


@pytest.mark.parametrize(
    ("wish", "row", "expected"),
    [
        (RequirementFilter(), Row(), True),
        (RequirementFilter(section=2), Row(section_id=1), False),
        (RequirementFilter(obligation="must"), Row(), False),
        (RequirementFilter(kind="function", category="function", answer="text"), Row(), True),
        (RequirementFilter(answer="number"), Row(), False),
        (RequirementFilter(need=7), Row(need_ids=(7, 8)), True),
        (RequirementFilter(need=9), Row(need_ids=(7, 8)), False),
        (RequirementFilter(without_need=True), Row(), True),
        (RequirementFilter(without_need=True), Row(need_ids=(7,)), False),
    ],
)
def test_a_filter_lets_through_what_it_asks_for(wish: RequirementFilter, row: Row, expected: bool) -> None:
    assert wish.lets_through(row) is expected


def test_openness_counts_performance_and_function_as_open() -> None:
    openness = openness_of({"performance": 1, "function": 2, "standard": 2, "detail": 1})
    assert openness.open_share == Decimal("0.5")
    assert openness.is_mostly_open
    assert [each.percent for each in openness.shares] == [17, 33, 33, 17]
    assert not openness_of({}).is_mostly_open


@given(st.dictionaries(st.sampled_from(KINDS), st.integers(0, 2000)))
def test_shares_of_a_specification_add_up_to_all_of_it(counts: dict[str, int]) -> None:
    openness = openness_of(counts)
    assert sum(each.count for each in openness.shares) == openness.total
    total = sum(each.share for each in openness.shares)
    assert abs(total - (1 if openness.total else 0)) < Decimal("1e-20")


def test_musts_are_too_many_above_two_in_five_or_above_sixty() -> None:
    assert not too_many_musts(9, 9)
    assert not too_many_musts(4, 10)
    assert too_many_musts(5, 10)
    assert not too_many_musts(60, 1000)
    assert too_many_musts(61, 1000)


def test_figures_name_what_hangs_loose_on_both_sides() -> None:
    figures = figures_of([Row(obligation="must", need_ids=(1,)), Row()], needs=[1, 2, 3])
    assert (figures.musts, figures.shoulds, figures.without_need) == (1, 1, 1)
    assert figures.uncovered == (2, 3)
    assert figures.must_percent == 50


def test_a_field_that_only_the_other_changed_is_taken_over() -> None:
    was = {"title": "Alarm", "text": "Old", "unit": ""}
    mine = {"title": "Alarm", "text": "Mine", "unit": "s"}
    theirs = {"title": "Alarm works", "text": "Theirs", "unit": ""}
    found = merge(was, mine, theirs)
    assert found.values == {"title": "Alarm works", "text": "Mine", "unit": "s"}
    assert (found.theirs_only, found.clashes, found.mine_only) == (("title",), ("text",), ("unit",))


def test_a_field_whose_past_is_unknown_counts_as_changed_by_both() -> None:
    assert merge({}, {"title": "a"}, {"title": "b"}).clashes == ("title",)


_items = st.lists(st.integers(0, 40), unique=True, max_size=20)


@given(_items, st.sets(st.integers(0, 40)), st.sampled_from(DIRECTIONS))
def test_moving_loses_nothing_and_keeps_the_order_of_the_chosen(
    items: list[int], chosen: set[int], direction: Any
) -> None:
    result = moved(items, chosen, direction)
    assert sorted(result) == sorted(items)
    assert [each for each in result if each in chosen] == [each for each in items if each in chosen]
    assert [each for each in result if each not in chosen] == [each for each in items if each not in chosen]


def test_up_and_down_move_one_step_and_stop_at_the_ends() -> None:
    assert moved("abcd", {"c", "d"}, "up") == ["a", "c", "d", "b"]
    assert moved("abcd", {"a"}, "up") == ["a", "b", "c", "d"]
    assert moved("abcd", {"a", "b"}, "down") == ["c", "a", "b", "d"]
    assert moved("abcd", {"b", "d"}, "first") == ["b", "d", "a", "c"]
    assert moved("abcd", {"a", "c"}, "last") == ["b", "d", "a", "c"]


@given(_items, _items, st.integers(-3, 60))
def test_placing_puts_the_first_chosen_where_it_was_wished(
    items: list[int], chosen: list[int], position: int
) -> None:
    result = placed(items, chosen, position)
    assert sorted(result) == sorted({*items, *chosen})
    others = [each for each in items if each not in chosen]
    if chosen:
        assert result.index(chosen[0]) == min(max(position, 1) - 1, len(others))


@given(_items, _items)
def test_a_list_laid_in_order_keeps_all_and_follows_the_wish(items: list[int], wished: list[int]) -> None:
    result = laid_in_order(items, wished)
    assert sorted(result) == sorted({*items, *wished})
    assert [each for each in result if each in wished] == wished


def test_what_the_wish_does_not_name_stays_after_its_neighbour() -> None:
    assert laid_in_order(["a", "x", "b", "y"], ["b", "n", "a"]) == ["b", "y", "n", "a", "x"]


def written(ref: str, **values: Any) -> Written:
    """A requirement in words."""
    base = Written(ref, "Alarm", f"Title {ref}", "", "should", "function", "function", "text", "", "", ())
    return replace(base, **values)


def test_the_same_workbook_changes_nothing() -> None:
    there = [written("F-01"), written("F-02", needs=("B-01",))]
    plan = plan_of(there, there, ["Alarm"])
    assert not plan.does_something
    assert len(plan.unchanged) == 2
    assert not plan.missing


def test_a_workbook_is_compared_field_by_field() -> None:
    there = [written("F-01"), written("F-02"), written("F-03")]
    rows = [written("f-01", text="New"), written("F-02"), written("", section="Service", title="Extra")]
    plan = plan_of(rows, there, ["Alarm"])
    assert [(one.field, one.old, one.new) for one in plan.changed[0].fields] == [
        ("ref", "F-01", "f-01"),
        ("title", "Title F-01", "Title f-01"),
        ("text", "", "New"),
    ]
    assert [each.title for each in plan.new] == ["Extra"]
    assert plan.new_sections == ("Service",)
    assert [each.ref for each in plan.missing] == ["F-03"]
    assert plan.order == ("F-01", "F-02", "#0")


def test_a_section_is_known_whatever_the_case_of_its_letters() -> None:
    plan = plan_of([written("F-01", section="ALARM")], [written("F-01")], ["Alarm"])
    assert not plan.does_something
    assert plan.new_sections == ()


def test_only_the_fewest_rows_count_as_moved() -> None:
    there = [written(f"F-0{number}") for number in range(1, 6)]
    rows = [there[4], *there[:4]]
    assert plan_of(rows, there, ["Alarm"]).moved == ("F-05",)


@given(st.permutations([f"F-0{number}" for number in range(1, 8)]))
def test_a_file_in_another_order_moves_rows_and_changes_none(refs: list[str]) -> None:
    there = [written(ref) for ref in sorted(refs)]
    plan = plan_of([written(ref) for ref in refs], there, ["Alarm"])
    assert not plan.changed
    assert not plan.new
    assert bool(plan.moved) == (refs != sorted(refs))


def test_the_digest_of_a_plan_changes_with_what_it_would_do() -> None:
    there = [written("F-01")]
    one = plan_of([written("F-01", text="A")], there, ["Alarm"])
    other = plan_of([written("F-01", text="B")], there, ["Alarm"])
    assert one.digest() != other.digest()
    assert one.digest() == plan_of([written("F-01", text="A")], there, ["Alarm"]).digest()
