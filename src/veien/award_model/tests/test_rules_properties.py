"""What must hold for every case: units, orders and outsiders that change nothing; better is never worse."""

from __future__ import annotations

import copy
from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from veien.award_model.rules import leaf_weights
from veien.award_model.rules.checking import check_case
from veien.award_model.tests.cases import Document, result_of
from veien.award_model.tests.strategies import METHODS, WITHOUT_MONEY, cases
from veien.award_model.tests.test_rules_reference import evaluated

thoroughly = settings(deadline=None, max_examples=70)
RELATIVE = [
    method for method in METHODS if method not in ("priced_quality", "value_per_price", "lowest_price")
]


@thoroughly
@given(cases(models=WITHOUT_MONEY), st.sampled_from(["0.01", "7.35", "100"]))
def test_the_unit_of_money_changes_no_points(document: Document, rate: str) -> None:
    before = result_of(document)
    for tender in document["tenders"]:
        tender["price"] = format(Decimal(tender["price"]) * Decimal(rate), "f")
    after = result_of(document)
    for key in ("order", "ties", "tenders", "effective_weights", "without"):
        assert after[key] == before[key]


@thoroughly
@given(cases(methods=RELATIVE, rounded=False), st.sampled_from(["0.01", "7.35", "100"]))
def test_the_unit_of_money_changes_no_order_of_prices(document: Document, rate: str) -> None:
    before = evaluated(document)
    assume(before is not None)
    for tender in document["tenders"]:
        tender["price"] = format(Decimal(tender["price"]) * Decimal(rate), "f")
    after = result_of(document)
    assert before is not None
    assert [after["order"], after["ties"]] == [before["order"], before["ties"]]


@thoroughly
@given(cases() | cases(methods=METHODS), st.randoms(use_true_random=False))
def test_the_order_of_the_tenders_changes_nothing(document: Document, chance: st.Random) -> None:  # type: ignore[name-defined]
    before = evaluated(document)
    assume(before is not None)
    chance.shuffle(document["tenders"])
    after = result_of(document)
    assert before is not None
    before["without"].sort(key=lambda entry: entry["removed"])
    after["without"].sort(key=lambda entry: entry["removed"])
    before["input_sha256"] = after["input_sha256"]
    assert after == before


@thoroughly
@given(cases() | cases(methods=METHODS), st.integers(0, 5))
def test_a_rejected_tender_changes_nothing(document: Document, place: int) -> None:
    before = evaluated(document)
    assume(before is not None)
    rejected = {"id": "X", "price": "0.01", "points": {"use": "10"}, "rejected": "late"}
    document["tenders"].insert(place, rejected)
    after = result_of(document)
    assert before is not None
    assert after.pop("rejected") == {"X": "late"}
    for key in after:
        assert key == "input_sha256" or after[key] == before[key]


@thoroughly
@given(cases(normalisations=["none", "shift"]) | cases(methods=METHODS, normalisations=["none"]), st.data())
def test_a_better_score_never_ranks_worse(document: Document, data: st.DataObject) -> None:
    before = evaluated(document)
    assume(before is not None)
    tender = data.draw(st.sampled_from(document["tenders"]))
    leaf = data.draw(st.sampled_from(sorted(tender["points"])))
    tender["points"][leaf] = str(data.draw(st.sampled_from(["7.5", "9", "10"])))
    better = copy.deepcopy(document)
    after = evaluated(better)
    assume(after is not None)
    assert before is not None
    assert after is not None
    old, new = (result["tenders"][tender["id"]] for result in (before, after))
    assume(Decimal(new["points"][leaf]) >= Decimal(old["points"][leaf]))
    assert new["rank"] <= old["rank"]


@thoroughly
@given(cases(models=WITHOUT_MONEY[:1] + WITHOUT_MONEY[4:5]), st.data())
def test_a_lower_price_never_gives_fewer_points(document: Document, data: st.DataObject) -> None:
    before = result_of(document)
    tender = data.draw(st.sampled_from(document["tenders"]))
    tender["price"] = format(Decimal(tender["price"]) * Decimal("0.8"), "f")
    after = result_of(document)
    old, new = (Decimal(result["tenders"][tender["id"]]["points"]["price"]) for result in (before, after))
    assert new >= old


@thoroughly
@given(cases())
def test_the_effective_weights_add_up_to_one_or_are_not_there(document: Document) -> None:
    result = result_of(document)
    weights = result["effective_weights"]
    if weights is None:
        assert (
            len({str(held["points"]) for held in result["tenders"].values()}) == 1
            or 0 in leaf_weights(check_case(document).criteria).values()
        )
    else:
        assert abs(sum(map(Decimal, weights.values())) - 1) < Decimal("1e-11")
        assert min(map(Decimal, weights.values())) >= 0


@thoroughly
@given(cases() | cases(methods=METHODS))
def test_every_tender_stands_in_the_order_once_and_ranks_count_who_is_better(document: Document) -> None:
    result = evaluated(document)
    assume(result is not None)
    assert result is not None
    assert sorted(result["order"]) == sorted(result["tenders"])
    ranks = [result["tenders"][tender]["rank"] for tender in result["order"]]
    assert all(rank == 1 + sum(other < rank for other in ranks) for rank in ranks)
    assert ranks == sorted(ranks)
