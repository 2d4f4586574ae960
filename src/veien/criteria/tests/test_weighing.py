"""Requirements that get points of their own: their weights, what is missing, and what it does to the rest."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from veien.audit.queries import entries_of
from veien.award_model.rules import check_case, evaluate
from veien.criteria import actions, queries, tool
from veien.criteria.models import CriterionRequirement
from veien.criteria.queries.report import model_report
from veien.criteria.rules import (
    Judged,
    MadeUp,
    Node,
    criterion_key,
    equal_weights,
    try_out,
    weighing_of,
    weights_seen,
)
from veien.criteria.tests.cast import make_model, make_requirements
from veien.foundation.canonical import digest_of
from veien.requirements.queries import Requirement

LEAF = Node(1, uuid4(), "use", "Use", "quality", judging="each")
SIX = Decimal("0.000001")


def row(number: int, weight: str | None = None) -> Judged:
    return Judged(
        1, number, UUID(int=number), f"F-{number}", "Alarm", None if weight is None else Decimal(weight)
    )


@given(st.integers(1, 3000))
def test_equal_weights_add_up_to_exactly_one_and_differ_by_one_millionth_at_most(count: int) -> None:
    weights = equal_weights(count)
    assert len(weights) == count
    assert sum(weights) == 1
    assert max(weights) - min(weights) in (0, SIX)
    assert weights == sorted(weights, reverse=True)
    assert all(weight == weight.quantize(SIX) for weight in weights)


def test_a_requirement_that_came_later_leaves_the_weights_unset() -> None:
    by_hand = weighing_of(LEAF, [row(1, "0.7"), row(2, "0.3")])
    assert by_hand.is_by_hand
    assert by_hand.is_whole
    grown = weighing_of(LEAF, [row(1, "0.7"), row(2, "0.3"), row(3)])
    assert (grown.unset, grown.is_whole) == (1, False)
    shrunk = weighing_of(LEAF, [row(1, "0.7")])
    assert (shrunk.missing, shrunk.is_whole) == (Decimal("0.3"), False)
    alike = weighing_of(LEAF, [row(1), row(2)])
    assert (alike.is_by_hand, alike.is_whole) == (False, True)
    assert not weighing_of(LEAF, []).is_whole


def test_what_a_form_saw_changes_with_requirements_and_weights() -> None:
    seen = weights_seen([row(1), row(2)])
    assert seen == weights_seen([row(2), row(1)])
    assert seen != weights_seen([row(1), row(2, "0.5")])
    assert seen != weights_seen([row(1)])


def test_the_key_of_a_requirements_points_names_its_criterion() -> None:
    assert criterion_key("use/F-1/2") == "use"
    assert criterion_key("use") == "use"


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def model(procurement, leader, db):
    found = make_model(procurement, leader)
    found.requirements = make_requirements(procurement, 3)
    actions.assign_requirements(
        procurement,
        by=leader,
        criterion=found.use,
        requirements=[each.public_id for each in found.requirements],
    )
    return found


@pytest.fixture
def each(procurement, leader, model):
    actions.choose_judging(procurement, by=leader, criterion=model.use, judging="each")
    model.use.refresh_from_db()
    return model


def by_hand(model, *weights: str) -> dict[UUID, Decimal]:
    return {each.public_id: Decimal(weight) for each, weight in zip(model.requirements, weights, strict=True)}


def last_entry(procurement):
    return entries_of(procurement.public_id, most=1)[0]


@pytest.mark.django_db
class TestActions:
    def test_choosing_each_makes_every_requirement_an_item(self, procurement, leader, model):
        assert [item.key for item in queries.items_of(procurement)] == ["use", "safety"]
        before = len(entries_of(procurement.public_id, most=100))
        actions.choose_judging(procurement, by=leader, criterion=model.use, judging="each", revision=1)
        items = queries.items_of(procurement)
        assert [item.key for item in items] == ["use/S-0001", "use/S-0002", "use/S-0003", "safety"]
        assert [str(item.weight) for item in items] == ["0.333334", "0.333333", "0.333333", "1"]
        assert len(entries_of(procurement.public_id, most=100)) == before + 1
        assert last_entry(procurement).content["after"] == {"judging": "each"}
        assert queries.problems_of(procurement) == []
        actions.choose_judging(procurement, by=leader, criterion=model.use, judging="whole")
        assert [item.key for item in queries.items_of(procurement)] == ["use", "safety"]

    def test_only_a_quality_criterion_is_judged_so_and_only_as_it_was_seen(self, procurement, leader, model):
        with pytest.raises(actions.CannotChange) as caught:
            actions.choose_judging(procurement, by=leader, criterion=model.price, judging="each")
        assert caught.value.field == "judging"
        with pytest.raises(actions.CannotChange):
            actions.choose_judging(procurement, by=leader, criterion=model.use, judging="some")
        with pytest.raises(actions.Overtaken):
            actions.choose_judging(procurement, by=leader, criterion=model.use, judging="each", revision=7)

    def test_weights_set_by_hand_must_add_up_to_exactly_one(self, procurement, leader, each):
        actions.weigh_requirements(
            procurement, by=leader, criterion=each.use, weights=by_hand(each, "0.5", "0.3", "0.2")
        )
        assert [str(item.weight) for item in queries.items_of(procurement)][:3] == [
            "0.500000",
            "0.300000",
            "0.200000",
        ]
        entry = last_entry(procurement)
        assert entry.action == "criteria.requirements_weighed"
        assert entry.content["before"]["S-0001"] == "0.333334"
        for wrong in (
            ("0.5", "0.3", "0.1"),
            ("1.2", "-0.1", "-0.1"),
            ("0.3333333", "0.3333333", "0.3333334"),
        ):
            with pytest.raises(actions.CannotChange):
                actions.weigh_requirements(
                    procurement, by=leader, criterion=each.use, weights=by_hand(each, *wrong)
                )
        assert last_entry(procurement).number == entry.number

    def test_weights_for_other_requirements_than_there_are_come_too_late(self, procurement, leader, each):
        weights = by_hand(each, "0.5", "0.3", "0.2")
        with pytest.raises(actions.Overtaken):
            actions.weigh_requirements(
                procurement, by=leader, criterion=each.use, weights=weights, seen="0" * 64
            )
        weights.pop(each.requirements[0].public_id)
        with pytest.raises(actions.Overtaken):
            actions.weigh_requirements(procurement, by=leader, criterion=each.use, weights=weights)

    def test_a_requirement_that_comes_or_goes_asks_for_new_weights(self, procurement, leader, each):
        actions.weigh_requirements(
            procurement, by=leader, criterion=each.use, weights=by_hand(each, "0.5", "0.3", "0.2")
        )
        more = make_requirements(procurement, 1, start=9)[0]
        actions.assign_requirements(procurement, by=leader, criterion=each.use, requirements=[more.public_id])
        [problem] = queries.gaps_of(procurement).criteria
        assert problem.place == "weighing"
        assert "1 requirement came after the weights were set" in problem.sentence
        assert not tool.report(procurement).facts["criteria.weights_add_up"]
        Requirement.objects.filter(pk=more.pk).delete()
        assert queries.gaps_of(procurement).criteria == []
        actions.unassign_requirements(procurement, by=leader, requirements=[each.requirements[2].public_id])
        [problem] = queries.gaps_of(procurement).criteria
        assert "add up to 80" in problem.sentence
        actions.weigh_alike(procurement, by=leader, criterion=each.use)
        assert queries.gaps_of(procurement).criteria == []
        assert last_entry(procurement).content["before"] == {"S-0001": "0.500000", "S-0002": "0.300000"}

    def test_a_criterion_judged_so_needs_requirements(self, procurement, leader, each):
        actions.unassign_requirements(
            procurement, by=leader, requirements=[one.public_id for one in each.requirements]
        )
        [problem] = queries.gaps_of(procurement).criteria
        assert "judges no requirement" in problem.sentence

    def test_nothing_changes_after_publication(self, procurement, leader, each):
        actions.lock(procurement)
        for act in (
            lambda: actions.choose_judging(procurement, by=leader, criterion=each.use, judging="whole"),
            lambda: actions.weigh_alike(procurement, by=leader, criterion=each.use),
            lambda: actions.weigh_requirements(
                procurement, by=leader, criterion=each.use, weights=by_hand(each, "1", "0", "0")
            ),
        ):
            with pytest.raises(actions.Locked):
                act()

    def test_a_criterion_that_becomes_a_group_is_no_longer_judged_so(self, procurement, leader, model):
        actions.choose_judging(procurement, by=leader, criterion=model.safety, judging="each")
        changed = actions.change_criterion(procurement, by=leader, criterion=model.safety, kind="")
        assert changed.judging == "whole"

    def test_a_thousand_requirements_are_weighed(self, procurement, leader, model):
        many = make_requirements(procurement, 1000, start=100)
        actions.assign_requirements(
            procurement, by=leader, criterion=model.safety, requirements=[one.public_id for one in many]
        )
        actions.choose_judging(procurement, by=leader, criterion=model.safety, judging="each")
        assert len(queries.items_of(procurement)) == 1001
        assert queries.problems_of(procurement) == []
        weights = dict.fromkeys((one.public_id for one in many), Decimal("0.001"))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            actions.weigh_requirements(procurement, by=leader, criterion=model.safety, weights=weights)
        assert len(asked) < 20
        assert queries.problems_of(procurement) == []


@pytest.mark.django_db
class TestDocument:
    def test_the_digest_of_a_model_without_them_is_as_it_was(self, procurement, model):
        content = queries.locked_content(procurement)
        assert set(content) == {"award_model", "anchors", "price_lines", "requirements", "unscored"}
        quality = content["award_model"]["criteria"][1]
        assert quality["children"] == [
            {"id": "use", "title": "Use", "weight": "0.7", "kind": "quality", "normalise": "none"},
            {"id": "safety", "title": "Safety", "weight": "0.3", "kind": "quality", "normalise": "none"},
        ]
        CriterionRequirement.objects.filter(criterion=model.use).update(weight=Decimal("0.1"))
        assert digest_of(queries.locked_content(procurement)) == digest_of(content)

    def test_the_digest_holds_what_gets_points_and_its_weights(self, procurement, leader, model):
        whole = digest_of(queries.locked_content(procurement))
        actions.choose_judging(procurement, by=leader, criterion=model.use, judging="each")
        alike = digest_of(queries.locked_content(procurement))
        actions.weigh_requirements(
            procurement, by=leader, criterion=model.use, weights=by_hand(model, "0.5", "0.3", "0.2")
        )
        assert len({whole, alike, digest_of(queries.locked_content(procurement))}) == 3

    def test_least_points_and_what_decides_are_those_of_the_whole_criterion(self, procurement, leader, each):
        actions.choose_model(
            procurement,
            by=leader,
            method="qualified_lowest_price",
            scale=Decimal(10),
            extra={"least_points": {"use": "5"}},
        )
        document = queries.award_model_document(procurement)
        points = {"use/S-0001": "10", "use/S-0002": "4", "use/S-0003": "1", "safety": "10"}
        tenders = [
            {"id": "A", "price": "100", "points": points},
            {"id": "B", "price": "90", "points": {**points, "use/S-0001": "9"}},
        ]
        result = evaluate(check_case({**document, "tenders": tenders}), engine="a test")
        # (10 * 0.333334 + 4 * 0.333333 + 1 * 0.333333) = 5.000005; one point less on the first is below five.
        assert result["tenders"]["A"]["points"]["use"] == "5.000005"
        assert result["order"] == ["A"]
        actions.choose_model(
            procurement,
            by=leader,
            method="value_per_price",
            scale=Decimal(10),
            extra={"corridor_percent": "50", "decide_by": "use"},
        )
        document = queries.award_model_document(procurement)
        result = evaluate(check_case({**document, "tenders": tenders}), engine="a test")
        assert result["order"] == ["A", "B"]

    def test_the_money_of_a_criterion_is_shared_by_the_weights(self, procurement, leader, each):
        for criterion in (each.use, each.safety):
            actions.change_criterion(
                procurement, by=leader, criterion=criterion, money_per_point=Decimal("1000.01")
            )
        actions.choose_model(procurement, by=leader, method="priced_quality", scale=Decimal(10))
        assert queries.problems_of(procurement) == []
        document = queries.award_model_document(procurement)
        points = dict.fromkeys(("use/S-0001", "use/S-0002", "use/S-0003"), "7") | {"safety": "0"}
        tender = {"id": "A", "price": "10000", "points": points}
        result = evaluate(check_case({**document, "tenders": [tender]}), engine="a test")
        assert result["tenders"]["A"]["evaluated_price"] == "2999.93"

    def test_what_a_criterion_lacks_is_said_once(self, procurement, leader, each):
        actions.choose_model(procurement, by=leader, method="priced_quality", scale=Decimal(10))
        problems = [problem for problem in queries.problems_of(procurement) if problem.criterion.key == "use"]
        assert len(problems) == 1
        assert problems[0].place == "criterion"

    def test_a_trial_gives_as_with_the_criterion_judged_as_a_whole(self, procurement, leader, model):
        tenders = [
            MadeUp(name, Decimal(price), {"use": Decimal(use), "safety": Decimal(safe)})
            for name, price, use, safe in (
                ("A", 100, "6.1", "3"),
                ("B", 120, "9", "2.5"),
                ("C", 80, "1", "8"),
            )
        ]
        whole = try_out(queries.award_model_document(procurement), tenders, name="").result
        actions.choose_judging(procurement, by=leader, criterion=model.use, judging="each")
        each = try_out(queries.award_model_document(procurement), tenders, name="").result
        assert whole is not None
        assert each is not None
        assert [each["tenders"][name]["total"] for name in "ABC"] == [
            whole["tenders"][name]["total"] for name in "ABC"
        ]

    def test_the_document_about_the_model_shows_every_weight(self, procurement, each):
        said = str(model_report(procurement, "en").sections)
        assert "S-0001 Requirement 1" in said
        assert "33.3334 %" in said
        assert "Each requirement gets points of its own" in said

    @pytest.mark.parametrize(("ending", "begins"), [("pdf", b"%PDF"), ("docx", b"PK")])
    def test_it_is_made_as_a_file(self, procurement, each, ending, begins):
        assert tool.make_model_document(procurement, "nb", ending).data.startswith(begins)

    def test_the_thread_still_runs_from_requirement_to_criterion(self, procurement, each):
        links = tool.thread_part(procurement).links
        assert {f"requirement:{one.public_id}" for one in each.requirements} == {link[0] for link in links}
        assert {link[1] for link in links} == {f"criterion:{each.use.public_id}"}
