"""Whys, guesses, words that are meant, and how new the answer may be: what people do, and what always holds."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from veien.audit.queries import entries_of
from veien.needs.actions import add_need, change_need
from veien.needs.actions.asking import (
    AskedMeanwhile,
    CannotAsk,
    add_why,
    change_why,
    guess_solution,
    judge_guess,
    need_from_why,
    remove_why,
)
from veien.needs.actions.innovation import CannotSettle, SettledMeanwhile, settle_innovation
from veien.needs.actions.wording import CannotMean, mean_word, unmean_word
from veien.needs.models import Need, Why
from veien.needs.queries import needs_of
from veien.needs.queries.asking import guesses_at, own_guess, trees_of
from veien.needs.queries.innovation import innovation_of, questions
from veien.needs.queries.wording import wording_of, words_naming
from veien.needs.rules.innovation import ANSWERS, CLASSES, HEIGHTS, lead_of
from veien.needs.rules.whys import Box, children_of, level_of, placed, standing, under
from veien.needs.rules.whys_drawing import whys_svg, wrapped
from veien.people.models import User
from veien.road.models import Procurement

CLASSROOM = (
    "Dårlig inneklima i klasserommene",
    "For lite frisk luft",
    "Anlegget er for lite",
    "Det koster mye å skifte det",
    "Skolen må stenge og elevene må fraktes",
    "Det går ikke å skifte mens noen har time",
)


def trees(sizes: st.SearchStrategy[int]) -> st.SearchStrategy[list[Box]]:
    """Any boxes, each under one that came before it, or a root."""

    def of(data: list[int]) -> list[Box]:
        return [
            Box(key, None if not key or not draw % (key + 1) else draw % key, f"Box {key}")
            for key, draw in enumerate(data)
        ]

    return sizes.flatmap(lambda size: st.lists(st.integers(0, 99), min_size=size, max_size=size)).map(of)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(trees(st.integers(0, 30)))
def test_every_box_is_placed_once_below_what_it_answers(boxes: list[Box]) -> None:
    tree = placed(boxes)
    assert sorted(each.box.key for each in tree) == [each.key for each in boxes]
    at = {each.box.key: each for each in tree}
    parents = {each.key: each.parent for each in boxes}
    assert all(each.level == level_of(each.box.key, parents) for each in tree)
    assert len({(each.level, each.row) for each in tree}) == len(tree)
    for above, answers in children_of(boxes).items():
        if above is not None:
            rows = [at[each.key].row for each in answers]
            assert min(rows) <= at[above].row <= max(rows)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(trees(st.integers(1, 30)))
def test_what_hangs_under_the_roots_is_everything(boxes: list[Box]) -> None:
    roots = children_of(boxes)[None]
    assert sorted(each.key for root in roots for each in under(root.key, boxes)) == [
        each.key for each in boxes
    ]


@given(st.text(max_size=120), st.integers(4, 40), st.integers(1, 4))
def test_a_wrapped_text_keeps_its_lines(text: str, letters: int, lines: int) -> None:
    rows = wrapped(text, letters, lines)
    assert 1 <= len(rows) <= lines
    assert all(len(row) <= letters for row in rows)


def test_five_whys_lead_from_the_air_to_the_hours_of_the_school() -> None:
    boxes = [Box(key, key - 1 if key else None, text) for key, text in enumerate(CLASSROOM)]
    tree = placed(boxes)
    assert [each.level for each in tree] == [0, 1, 2, 3, 4, 5]
    assert standing(tree) == "deep"
    assert standing(tree[:3]) == "on_the_way"
    assert standing(tree[:1]) == "begun"
    drawn = whys_svg(tree, title="Inneklima & <luft>", desc="", key="a")
    assert drawn.count("<rect") == len(CLASSROOM)
    assert "Inneklima &amp; &lt;luft&gt;" in drawn


@given(
    st.sampled_from(["", *HEIGHTS]),
    st.sampled_from(["", *CLASSES]),
    st.sampled_from(["", *ANSWERS]),
    st.sampled_from(["", *ANSWERS]),
)
def test_the_way_has_a_ground_and_names_what_disagrees(
    height: str, kind: str, exists: str, adapted: str
) -> None:
    lead = lead_of(height=height, need_class=kind, answers={"exists": exists, "adaptable": adapted})
    assert (lead.branch is None) == (not lead.agree)
    assert lead.first is None or lead.first == lead.agree[0]
    assert all(branch != lead.branch for _ground, branch in lead.against)
    assert not {ground for ground, _branch in lead.against} & set(lead.agree)
    if exists == "yes":
        assert lead.branch == "existing"


@pytest.mark.parametrize(
    ("height", "kind", "answers", "branch"),
    [
        ("", "", {}, None),
        ("", "1a", {}, "existing"),
        ("", "1b", {}, "adapted"),
        ("", "1c", {}, "not_there"),
        ("", "2a", {}, None),
        ("", "2b", {}, None),
        ("", "3", {}, "not_there"),
        ("same", "", {}, "existing"),
        ("here", "", {}, "existing"),
        ("field", "", {}, "adapted"),
        ("world", "", {}, "not_there"),
        ("world", "1a", {}, "existing"),
        ("", "1c", {"exists": "no", "adaptable": "yes"}, "adapted"),
        ("same", "2a", {"exists": "no", "adaptable": "no"}, "not_there"),
        ("same", "", {"exists": "no", "adaptable": "unknown"}, "existing"),
    ],
)
def test_each_ground_leads_where_it_should(
    height: str, kind: str, answers: dict[str, str], branch: str | None
) -> None:
    assert lead_of(height=height, need_class=kind, answers=answers).branch == branch


@pytest.mark.django_db
def test_asking_why_five_times_ends_in_a_need(procurement: Procurement, leader: User) -> None:
    box = None
    for text in CLASSROOM:
        box = add_why(procurement, by=leader, text=text, under_box=box)
    assert box is not None
    need = need_from_why(box, by=leader)
    assert need.title == CLASSROOM[-1]
    [tree] = trees_of(procurement)
    assert (tree.standing, tree.deepest) == ("rooted", 5)
    with pytest.raises(CannotAsk, match="already"):
        need_from_why(box, by=leader)
    assert remove_why(tree.rows[1].why, by=leader) == 5
    assert Why.objects.count() == 1
    assert Need.objects.get().pk == need.pk
    assert entries_of(procurement.public_id)[0].action == "needs.why_removed"


@pytest.mark.django_db
def test_a_box_says_something_and_the_tree_ends(procurement: Procurement, leader: User) -> None:
    for text in ("  ", "x" * 301):
        with pytest.raises(CannotAsk) as refused:
            add_why(procurement, by=leader, text=text)
        assert refused.value.field == "text"
    box = None
    for level in range(10):
        box = add_why(procurement, by=leader, text=f"Because {level}", under_box=box)
    with pytest.raises(CannotAsk, match="Nine"):
        add_why(procurement, by=leader, text="Because", under_box=box)


@pytest.mark.django_db
def test_who_changes_a_box_last_hears_of_the_other(procurement: Procurement, leader: User) -> None:
    box = add_why(procurement, by=leader, text="Air")
    change_why(box, by=leader, revision=1, text="Bad air")
    with pytest.raises(AskedMeanwhile, match="Bad air"):
        change_why(box, by=leader, revision=1, text="Worse air")


@pytest.mark.django_db
def test_a_guess_is_made_once_at_a_wording_and_judged_by_another(
    procurement: Procurement, leader: User, reader: User
) -> None:
    need = add_need(procurement, by=leader, title="A ladder of 4 m")
    assert guesses_at(need).outcome == "none"
    guess = guess_solution(need, by=reader, guess="A ladder")
    assert guesses_at(need).outcome == "open"
    with pytest.raises(CannotAsk, match="already"):
        guess_solution(need, by=reader, guess="A lift")
    with pytest.raises(CannotAsk, match="somebody else"):
        judge_guess(guess, by=reader, gives_away=False)
    judge_guess(guess, by=leader, gives_away=True)
    assert guesses_at(need).outcome == "gives_away"
    need = change_need(need, by=leader, revision=1, title="Reach what is 4 m up")
    assert own_guess(need, reader) is None
    assert [each.guess for each in guesses_at(need).earlier] == ["A ladder"]
    again = guess_solution(need, by=reader, guess="I cannot tell")
    judge_guess(again, by=leader, gives_away=False)
    assert guesses_at(need).outcome == "holds"


@pytest.mark.django_db
def test_a_word_that_is_meant_is_no_longer_listed(procurement: Procurement, leader: User) -> None:
    need = add_need(
        procurement, by=leader, title="Vi trenger en vekter og en stige", statement="Vekter om natten."
    )
    assert words_naming(procurement, needs_of(procurement)) == {need.pk: ("vekter", "stige")}
    with pytest.raises(CannotMean):
        mean_word(need, by=leader, word="vekter", reason=" ")
    with pytest.raises(CannotMean):
        mean_word(need, by=leader, word="robot", reason="Because")
    meant = mean_word(need, by=leader, word="Vekter", reason="The law on guards asks for one.")
    assert [each.text for each in wording_of(need).open] == ["stige"]
    assert words_naming(procurement, needs_of(procurement)) == {need.pk: ("stige",)}
    unmean_word(meant, by=leader)
    assert [each.text for each in wording_of(need).open] == ["vekter", "stige"]


@pytest.mark.django_db
def test_how_new_it_is_is_kept_with_the_way_that_follows(procurement: Procurement, leader: User) -> None:
    assert innovation_of(procurement).branch == ""
    kept = settle_innovation(
        procurement,
        by=leader,
        revision=0,
        height="world",
        need_class="1b",
        answers={"effect": "yes"},
        reason="We asked.",
    )
    assert (kept.branch, kept.revision) == ("adapted", 1)
    said = innovation_of(procurement)
    assert said.lead.against == (("height", "not_there"),)
    assert (said.opens, said.asked) == (1, len(questions()) - 2)
    same = settle_innovation(
        procurement,
        by=leader,
        revision=1,
        height="world",
        need_class="1b",
        answers={"effect": "yes"},
        reason="We asked.",
    )
    assert same.revision == 1
    with pytest.raises(SettledMeanwhile):
        settle_innovation(procurement, by=leader, revision=0, height="same")
    for wrong in (
        {"height": "huge"},
        {"need_class": "9"},
        {"answers": {"other": "yes"}},
        {"reason": "x" * 2001},
    ):
        with pytest.raises(CannotSettle):
            settle_innovation(procurement, by=leader, revision=1, **wrong)  # type: ignore[arg-type]
