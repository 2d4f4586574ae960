"""The short example: weights 20/50/30, three evaluators, five tenders and one rejected, judged the whole way."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse

from tests.world import acting_in, browser_of, played
from veien.audit.queries import entries_of, verify_chain
from veien.award_model.rules import check_case, evaluate
from veien.evaluation.models import Dissent, OwnScore
from veien.evaluation.queries import case_of, result_of, standing_of
from veien.evaluation.rules.models import three_models
from veien.people.queries import User
from veien.scenarios.lecture import cast, play


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Any]:
    with django_db_blocker.unblock(), played(play, cast, tmp_path_factory.mktemp("lecture")) as found:
        assert found.heard[-1] == "The ranking is there"
        yield found


@pytest.fixture
def lecture(world: Any, django_db_blocker: Any, settings: Any) -> Iterator[Any]:
    with django_db_blocker.unblock(), acting_in(world, settings):
        yield world.procurement


def remodelled(document: Any, model: str) -> Any:
    """Put the same tenders into another model: the weights stay, or quality gets a value in kroner."""
    criteria = [dict(each) for each in document["criteria"]]
    method = "points"
    if model == "priced_quality":
        method = model
        worth = {"environment": "25000", "competence": "15000"}
        for each in criteria:
            each.pop("weight")
            each.pop("model", None)
            if each["id"] in worth:
                each["money_per_point"] = worth[each["id"]]
    else:
        criteria[0]["model"] = {"name": model}
    return {**document, "method": method, "criteria": criteria}


def test_three_common_models_give_the_same_tenders_three_winners(lecture: Any) -> None:
    document = case_of(lecture)
    orders = {
        model: evaluate(check_case(remodelled(document, model)), engine="veien")["order"]
        for model in ("linear_above_lowest", "proportional", "priced_quality")
    }
    assert orders == {
        "linear_above_lowest": ["D", "B", "A", "C"],
        "proportional": ["B", "D", "A", "C"],
        "priced_quality": ["C", "D", "A", "B"],
    }
    assert {one.name: list(one.order) for one in three_models(document, money="40000")} == orders
    result = result_of(lecture)
    assert result is not None
    assert result["order"] == orders["linear_above_lowest"]
    assert list(result["rejected"]) == ["E"]


def test_everybody_scored_alone_and_one_did_not_agree(lecture: Any) -> None:
    own = OwnScore.objects.filter(criterion__procurement=lecture)
    assert own.count() == 3 * 4 + 2 * 4
    assert Dissent.objects.get(score__criterion__procurement=lecture).evaluator.email == cast.PARTS[5].email
    assert standing_of(lecture).may_rank


def test_the_log_is_whole_and_tells_no_own_points_before_the_meeting(lecture: Any) -> None:
    assert verify_chain(lecture.public_id).intact
    lines = entries_of(lecture.public_id, most=1000)
    kept = [line for line in lines if line.action == "evaluation.own_scores_kept"]
    assert len(kept) == 5
    assert all("points" not in json.dumps(line.content) for line in kept)


def test_its_people_open_the_result_and_the_road(lecture: Any) -> None:
    for part in cast.PARTS:
        client = browser_of(User.objects.get(email=part.email))
        for name in ("road:road", "evaluation:page", "evaluation:result"):
            page = client.get(reverse(name, args=[lecture.public_id]))
            assert page.status_code == 200, (part.key, name)
    assert "Firma Delta" in page.content.decode()
