"""Roles, what they may do, and who may not hold two of them; the thread and its loose ends."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from veien.road.rules.roles import KEPT_APART, PERMISSIONS, ROLES, allowed, clash
from veien.road.rules.thread import ThreadNode, ThreadPart, loose_ends, reach, tie


def test_every_role_of_the_guide_has_its_permissions() -> None:
    assert set(PERMISSIONS) == set(ROLES)
    assert all("view" in may for may in PERMISSIONS.values())


def test_without_a_role_nothing_is_allowed() -> None:
    assert allowed([]) == frozenset()
    assert allowed(["king"]) == frozenset()


def test_only_evaluators_give_points_and_only_the_owner_skips_a_phase() -> None:
    assert [role for role in ROLES if "score" in PERMISSIONS[role]] == ["evaluation-group"]
    assert [role for role in ROLES if "skip" in PERMISSIONS[role]] == ["project-owner"]


def test_whoever_changes_or_scores_tenders_may_also_read_them() -> None:
    for role, may in PERMISSIONS.items():
        if may & {"score", "judge_price"}:
            assert "view_tenders" in may, role


@given(st.sampled_from(ROLES), st.sets(st.sampled_from(ROLES)))
def test_a_clash_is_the_same_from_both_sides(role: str, held: set[str]) -> None:
    found = clash(role, held)
    if found is not None:
        assert clash(found, {role}) == role
        assert (role, found) in KEPT_APART or (found, role) in KEPT_APART


def node(kind: str, number: int, detail: str = "") -> ThreadNode:
    return ThreadNode(f"{kind}:{number}", kind, f"{kind} {number}", "/", detail)


def small_thread() -> list[ThreadPart]:
    return [
        ThreadPart("need", "Needs", [node("need", 1), node("need", 2), node("need", 3)], []),
        ThreadPart("goal", "Goals", [node("goal", 1), node("goal", 2)], [("need:1", "goal:1")]),
        ThreadPart(
            "requirement",
            "Requirements",
            [node("requirement", 1), node("requirement", 2, "must"), node("requirement", 3)],
            [("need:1", "requirement:1"), ("need:2", "requirement:2"), ("need:99", "requirement:3")],
        ),
        ThreadPart(
            "criterion",
            "Criteria",
            [node("criterion", 1), node("criterion", 2, "price"), node("criterion", 3)],
            [("requirement:1", "criterion:1")],
        ),
    ]


def test_loose_ends_are_named_at_every_joint() -> None:
    found = {
        (end.kind, end.missing): [each.id for each in end.nodes] for end in loose_ends(tie(small_thread()))
    }
    assert found == {
        ("need", "requirement"): ["need:3"],
        ("goal", "need"): ["goal:2"],
        ("requirement", "need"): ["requirement:3"],
        ("requirement", "criterion"): ["requirement:3"],
        ("criterion", "requirement"): ["criterion:3"],
    }


def test_an_object_reaches_what_it_came_from_and_what_became_of_it_and_nothing_else() -> None:
    thread = tie(small_thread())
    assert reach(thread, "requirement:1") == {"need:1", "requirement:1", "criterion:1"}
    assert reach(thread, "need:1") == {"need:1", "goal:1", "requirement:1", "criterion:1"}
    assert reach(thread, "goal:1") == {"need:1", "goal:1"}


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=20))
def test_a_thread_holds_only_links_between_what_is_there(links: list[tuple[int, int]]) -> None:
    parts = [
        ThreadPart("need", "Needs", [node("need", each) for each in range(3)], []),
        ThreadPart(
            "requirement",
            "Requirements",
            [node("requirement", each) for each in range(3)],
            [(f"need:{a}", f"requirement:{b}") for a, b in links],
        ),
    ]
    thread = tie(parts)
    for earlier, laters in thread.after.items():
        assert earlier in thread.nodes
        assert set(laters) <= set(thread.nodes)
        assert all(earlier in thread.before[later] for later in laters)
