"""A case under other models and suppositions, where tenders lead, and noise of the evaluators: pure rules."""

from __future__ import annotations

import copy
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veien.award_model.rules import check_case, evaluate
from veien.evaluation.rules.models import (
    CHOICES,
    CannotCompare,
    as_declared,
    moved,
    own_model,
    suggested_figures,
    three_models,
    tried,
)
from veien.evaluation.rules.noise import noise_of
from veien.evaluation.rules.strengths import leads_of, level, strongest, weakest
from veien.evaluation.rules.supposing import EVERY, Step, Supposition, supposed
from veien.evaluation.rules.tops import case_of_tops, is_flat

PRICES = {"A": "1000000", "B": "1250000", "C": "800000", "D": "900000"}
ENVIRONMENT = {"A": "6", "B": "8", "C": "4", "D": "5.7"}
COMPETENCE = {"A": "7", "B": "8", "C": "6", "D": "9"}


def lecture(model: str = "linear_above_lowest") -> dict[str, Any]:
    """Price 20, environment 50, competence 30; E is rejected."""
    tenders: list[dict[str, Any]] = [
        {
            "id": key,
            "name": f"Firm {key}",
            "price": PRICES[key],
            "points": {"environment": ENVIRONMENT[key], "competence": COMPETENCE[key]},
        }
        for key in PRICES
    ]
    tenders.append(
        {"id": "E", "name": "Firm E", "price": "700000", "rejected": "The certificate has run out."}
    )
    return {
        "format": "veien-evaluation/1",
        "currency": "NOK",
        "method": "points",
        "scale": "10",
        "criteria": [
            {"id": "price", "weight": "0.2", "kind": "price", "model": {"name": model}},
            {"id": "environment", "weight": "0.5", "kind": "quality"},
            {"id": "competence", "weight": "0.3", "kind": "quality"},
        ],
        "tenders": tenders,
        "evidence": {"reasons": {}},
    }


def in_money() -> dict[str, Any]:
    document = lecture()
    document["method"] = "priced_quality"
    document["criteria"] = [
        {"id": "price", "kind": "price"},
        {"id": "environment", "kind": "quality", "money_per_point": "50000"},
        {"id": "competence", "kind": "quality", "money_per_point": "30000"},
    ]
    return document


def test_the_lecture_is_ranked_by_the_three_common_models_and_two_tenders_change_places() -> None:
    linear, proportional, priced = three_models(lecture())
    assert linear.order == ("D", "B", "A", "C")
    assert proportional.order == ("B", "D", "A", "C")
    assert priced.order == ("B", "D", "A", "C")  # at the mean price, which is above the lowest
    assert linear.is_own
    assert not proportional.is_own
    assert moved(linear, proportional) == {"B": (2, 1), "D": (1, 2)}
    assert moved(linear, priced) == moved(linear, proportional)
    assert moved(proportional, priced) == {}
    assert [linear.figure(key) for key in linear.order] == [
        Decimal(each) for each in ("7.3", "7.275", "6.6", "5.8")
    ]


def test_the_money_value_of_a_point_is_derived_from_the_weights_and_the_mean_price() -> None:
    priced = tried(lecture(), "priced_quality")
    assert priced.figures == {"money_per_point": "395000"}  # 0.8 / 0.2 x 987,500 / 10
    worth = {leaf.id: leaf.money_per_point for leaf in priced.case.quality_leaves}
    assert worth == {
        "environment": Decimal("246875"),
        "competence": Decimal("148125"),
    }
    assert priced.figure("D") == 900000 - Decimal("5.7") * 246875 - 9 * 148125


def test_a_point_worth_what_the_straight_line_makes_it_gives_the_order_of_the_straight_line() -> None:
    linear = tried(lecture(), "linear_above_lowest")
    worth = linear.result["money_per_quality_point"]["A"]
    priced = tried(lecture(), "priced_quality", {"money_per_point": worth})
    assert worth == "320000"
    assert priced.order == linear.order


def test_the_money_value_of_a_point_can_be_given_and_then_a_third_tender_is_first() -> None:
    linear, proportional, priced = three_models(lecture(), money="40000")
    assert [one.first for one in (linear, proportional, priced)] == [("D",), ("B",), ("C",)]
    worth = {leaf.id: leaf.money_per_point for leaf in priced.case.quality_leaves}
    assert worth == {"environment": Decimal(25000), "competence": Decimal(15000)}


def test_weights_are_derived_from_money_values_where_a_case_has_none() -> None:
    linear = tried(in_money(), "linear_above_lowest")
    weights = {leaf.id: leaf.weight for leaf in linear.case.criteria}
    assert sum(weight or 0 for weight in weights.values()) == 1
    assert weights["environment"] == Decimal("0.279720")  # 500,000 of 987,500 + 500,000 + 300,000
    assert tried(in_money(), "priced_quality").is_own


@pytest.mark.parametrize("name", CHOICES)
def test_every_model_that_can_be_chosen_ranks_the_lecture(name: str) -> None:
    found = tried(lecture(), name)
    assert sorted(found.order) == ["A", "B", "C", "D"]
    assert set(found.figures) <= set(suggested_figures(lecture(), name)) | set()


def test_a_rounding_made_for_points_does_not_round_money() -> None:
    document = lecture() | {"rounding": {"step": "1", "at": "total"}}
    assert tried(document, "proportional").case.rounding is not None
    assert tried(document, "value_per_price").case.rounding is None


def test_a_case_without_a_price_or_without_weights_says_that_it_cannot_be_compared() -> None:
    bare = lecture()
    bare["criteria"] = [{"id": "use", "weight": "1", "kind": "quality"}]
    bare["tenders"] = [{"id": "A", "points": {"use": "5"}}]
    with pytest.raises(CannotCompare) as refused:
        three_models(bare)
    assert refused.value.code == "price"
    cheapest = lecture() | {"method": "lowest_price", "criteria": [{"id": "price", "kind": "price"}]}
    cheapest["criteria"].append({"id": "environment", "kind": "quality"})
    cheapest["tenders"] = [{**each, "points": {"environment": "5"}} for each in lecture()["tenders"][:4]]
    with pytest.raises(CannotCompare) as refused:
        tried(cheapest, "proportional")
    assert refused.value.code == "weights"
    assert as_declared(cheapest).first == ("C",)


def test_what_is_supposed_is_written_into_a_copy() -> None:
    document = lecture()
    before = copy.deepcopy(document)
    changed, figures = supposed(
        document,
        Supposition(
            weights={"price": Decimal("0.4"), "environment": Decimal("0.3"), "competence": Decimal("0.3")},
            prices={"A": Decimal(700000)},
            steps=(Step("A", "environment", Decimal(5)), Step("C", EVERY, Decimal(-1))),
            without=frozenset({"B"}),
            model="proportional",
        ),
    )
    assert document == before
    assert figures == {}
    assert [each["id"] for each in changed["tenders"]] == ["A", "C", "D", "E"]
    firm_a, firm_c = changed["tenders"][0], changed["tenders"][1]
    assert firm_a["price"] == "700000"
    assert firm_a["points"]["environment"] == "10"
    assert firm_c["points"] == {"environment": "3", "competence": "5"}
    assert changed["criteria"][0]["model"] == {"name": "proportional"}
    assert evaluate(check_case(changed), engine="")["order"] == ["A", "D", "C"]


def test_supposing_nothing_gives_the_result_as_it_is() -> None:
    assert Supposition().is_empty
    document = lecture()
    unchanged = evaluate(check_case(supposed(document, Supposition())[0]), engine="")
    assert unchanged["order"] == as_declared(document).result["order"]


def test_money_values_can_be_supposed_to_be_others() -> None:
    changed, _figures = supposed(in_money(), Supposition(money=Decimal("1.5")))
    assert [each.get("money_per_point") for each in changed["criteria"]] == [None, "75000", "45000"]


def test_a_tender_leads_by_weight_times_the_difference_to_the_best_of_the_others() -> None:
    case = check_case(lecture())
    leads = leads_of(case, evaluate(case, engine=""))
    first = leads["B"][0]
    assert (first.item, first.by) == ("environment", ("A",))
    assert (first.points, first.best) == (Fraction(8), Fraction(6))
    assert first.counts == Fraction(1, 2) * 2
    assert [lead.item for lead in weakest(leads["B"], 3)] == ["competence"]
    assert strongest(leads["A"], 3) == []
    assert [lead.counts for lead in weakest(leads["C"], 1)] == [Fraction(-2)]
    assert level(leads["A"]) == []


def test_a_single_tender_is_compared_with_nobody() -> None:
    document = lecture()
    document["tenders"] = document["tenders"][:1]
    case = check_case(document)
    assert leads_of(case, evaluate(case, engine="")) == {"A": []}


@given(st.dictionaries(st.sampled_from("ABCD"), st.integers(0, 10), min_size=4, max_size=4))
def test_only_one_tender_can_lead_on_an_item_and_somebody_is_level_or_leads(points: dict[str, int]) -> None:
    document = lecture()
    for each in document["tenders"][:4]:
        each["points"]["environment"] = str(points[each["id"]])
    case = check_case(document)
    on_item = [
        lead
        for leads in leads_of(case, evaluate(case, engine="")).values()
        for lead in leads
        if lead.item == "environment"
    ]
    assert sum(lead.counts > 0 for lead in on_item) <= 1
    assert any(lead.counts >= 0 for lead in on_item)


def test_the_criteria_at_the_top_give_the_same_totals_as_the_whole_tree() -> None:
    document = lecture()
    document["criteria"] = [
        document["criteria"][0],
        {
            "id": "quality",
            "weight": "0.8",
            "children": [
                {"id": "environment", "weight": "0.625", "kind": "quality"},
                {"id": "competence", "weight": "0.375", "kind": "quality"},
            ],
        },
    ]
    case = check_case(document)
    result = evaluate(case, engine="")
    tops = case_of_tops(case, result)
    assert not is_flat(case)
    assert [each.id for each in tops.criteria] == ["price", "quality"]
    for key, held in evaluate(tops, engine="")["tenders"].items():
        assert held["total"] == result["tenders"][key]["total"]
    assert case_of_tops(tops, result) is tops


def own_points(spread: int) -> dict[str, list[dict[str, Decimal]]]:
    """Give three evaluators' own points: as settled, some lower, some higher."""
    return {
        item: [
            {key: min(max(Decimal(value) + step, Decimal(0)), Decimal(10)) for key, value in points.items()}
            for step in (-spread, 0, spread)
        ]
        for item, points in (("environment", ENVIRONMENT), ("competence", COMPETENCE))
    }


def test_evaluators_who_agree_leave_the_winner_first_by_lot() -> None:
    case = check_case(lecture())
    found = noise_of(case, evaluate(case, engine=""), own_points(0), draws=2000)
    assert found is not None
    assert found.winner == "D"
    assert found.evaluators == 3
    assert found.by_lot == 1
    assert 0 < found.by_step < 1  # D leads by 0.025 points only


def test_the_same_seed_gives_the_same_shares() -> None:
    case = check_case(lecture())
    result = evaluate(case, engine="")
    assert noise_of(case, result, own_points(2), seed=7) == noise_of(case, result, own_points(2), seed=7)


def test_one_evaluator_alone_has_no_lot_to_draw() -> None:
    case = check_case(lecture())
    alone = {item: rows[:1] for item, rows in own_points(0).items()}
    found = noise_of(case, evaluate(case, engine=""), alone, draws=1000)
    assert found is not None
    assert found.by_lot is None
    assert found.evaluators == 1


def test_noise_is_not_told_where_it_would_mean_something_else() -> None:
    value = tried(lecture(), "value_per_price")
    assert noise_of(value.case, value.result, {}) is None
    document = lecture()
    document["tenders"] = [dict(document["tenders"][0], id="A"), dict(document["tenders"][0], id="B")]
    case = check_case(document)
    assert noise_of(case, evaluate(case, engine=""), {}) is None  # both are first


def test_quality_in_money_is_drawn_in_money() -> None:
    case = check_case(in_money())
    result = evaluate(case, engine="")
    found = noise_of(case, result, own_points(0), draws=1000)
    assert found is not None
    assert found.by_lot == 1
    assert own_model(in_money()) == "priced_quality"
