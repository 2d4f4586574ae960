"""The pages of the result: other weights, strengths, other models, what if; they document and write nothing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, cast

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from veien.award_model.rules import check_case, evaluate
from veien.criteria.rules.items import equal_weights
from veien.evaluation import queries
from veien.evaluation.models import HandIn, Moderation, OwnScore
from veien.evaluation.queries.result.judgement import own_points_of
from veien.evaluation.queries.result.reading import Reading
from veien.evaluation.queries.result.steadiness import MANY, Steadiness, steadiness_of
from veien.evaluation.queries.standing import standing_of
from veien.evaluation.tests.cast import judge_and_score, make_case
from veien.foundation import clock

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]
PAGES = ("result", "strengths", "models", "what_if")


@pytest.fixture
def case(procurement: Any, leader: Any) -> Any:
    return make_case(procurement, leader)


@pytest.fixture
def ranked(case: Any, nurse: Any) -> Any:
    judge_and_score(case, nurse)
    return case


def url(case: Any, name: str) -> str:
    return reverse(f"evaluation:{name}", args=[case.procurement.public_id])


def text_of(response: Any) -> str:
    return str(response.content.decode().replace("\xa0", " "))


def told(client: Client, case: Any, name: str, **asked: Any) -> str:
    response = client.get(url(case, name), asked)
    assert response.status_code == 200
    return text_of(response)


def test_the_result_says_how_firmly_the_order_stands_under_other_weights(
    ranked: Any, client_of: ClientOf, nurse: Any
) -> None:
    page = told(client_of(nurse), ranked, "result")
    assert "D Firm D is first in 63.5 % of all ways to weigh the criteria." in page
    assert "Computed exactly." in page
    assert "Move 0.37 percentage points of weight, and B Firm B is level with D Firm D." in page
    assert "Price may weigh from 19.5 % to 63.6 %, and D Firm D is still first." in page
    assert "B Firm B: 2116/8811, 107620/361251, 17800/577731, 2025/4697" in page
    assert "5613710/8837433" not in page  # too long a fraction helps nobody
    assert "Share of all weights that gives each place" in page
    assert "Which weights speak for which tender" in page


def test_another_method_than_points_says_that_there_are_no_weights_to_vary(
    procurement: Any, leader: Any, nurse: Any, client_of: ClientOf
) -> None:
    case = make_case(procurement, leader, model="priced")
    judge_and_score(case, nurse)
    page = told(client_of(nurse), case, "result")
    assert "These figures are computed for weighted points only." in page
    assert "of all ways to weigh" not in page


@pytest.mark.parametrize("name", PAGES)
def test_before_the_prices_are_open_no_page_of_the_result_shows_one(
    name: str, case: Any, nurse: Any, client_of: ClientOf
) -> None:
    judge_and_score(case, nurse, is_closed=False)
    page = told(client_of(nurse), case, name)
    assert "The tenders cannot be ranked yet" in page
    assert "900,000" not in page


def test_strengths_carry_the_reasons_as_the_group_wrote_them(
    ranked: Any, client_of: ClientOf, nurse: Any
) -> None:
    page = told(client_of(nurse), ranked, "strengths")
    first = page.index('id="tender-D"')
    second = page.index('id="tender-B"')
    assert first < second
    firm_d, firm_b = page[first:second], page[second : page.index('id="tender-A"')]
    assert "Competence of D is as it should be." in firm_d
    assert "9.00 points; B Firm B has 8.00." in firm_d
    assert "0.3 × (9 − 8) = 0.3" in firm_d
    assert "Environment of B is as it should be." in firm_b
    assert "NOK 350,000 above" not in page
    assert "NOK 450,000 above the lowest" in firm_b
    assert "On no criterion is it alone with the most points." in page[page.index('id="tender-A"') :]


def test_three_common_models_stand_side_by_side_and_say_who_changes_place(
    ranked: Any, client_of: ClientOf, nurse: Any
) -> None:
    page = told(client_of(nurse), ranked, "models")
    assert "The model decides who is first." in page
    assert "B Firm B would stand before D Firm D." in page
    assert "▲ 2 → 1" in page
    assert (
        "One quality point is worth NOK 395,000: full points weigh against the mean price, NOK 987,500,"
        in page
    )
    assert "B costs NOK 350,000 more than D, and its quality counts for" in page
    assert "The price sets B 0.498 points behind D, and 0.875 with the declared model" in page


def test_a_point_can_be_asked_to_be_worth_another_amount(
    ranked: Any, client_of: ClientOf, nurse: Any
) -> None:
    page = told(client_of(nurse), ranked, "models", **{"f-money_per_point": "40 000"})
    assert "One quality point is worth NOK 40,000, as was asked for here." in page
    assert "Quality in money: C Firm C" in page


def test_one_more_model_can_be_set_beside_them_with_figures_of_ones_own(
    ranked: Any, client_of: ClientOf, nurse: Any
) -> None:
    client = client_of(nurse)
    page = told(client, ranked, "models", model="linear_to_threshold")
    assert "Straight line between two prices you set" in page
    assert "Empty: 800,000." in page
    page = told(client, ranked, "models", model="percent_markup")
    assert "Price marked up by the weights" in page
    wrong = client.get(url(ranked, "models"), {"model": "linear_to_threshold", "f-ceiling": "much"})
    assert wrong.status_code == 422
    assert "Write a number, for example 12 or 12.5." in text_of(wrong)


def test_what_if_shows_what_other_weights_would_have_given(
    ranked: Any, client_of: ClientOf, nurse: Any
) -> None:
    page = told(client_of(nurse), ranked, "what_if", w0="10", w1="60", w2="30")
    assert "Documentation only." in page
    assert "<title>What if – documentation only" in page
    assert "B Firm B would be first, instead of D Firm D." in page
    assert "Price weighs 10 % instead of 20 %." in page
    assert "Competence weighs" not in page


def test_what_if_takes_prices_points_models_and_a_tender_less_together(
    ranked: Any, client_of: ClientOf, nurse: Any
) -> None:
    asked = {"p-B": "1 000 000", "tender": "A", "item": "*", "by": "1", "out": ["C"], "model": "proportional"}
    page = told(client_of(nurse), ranked, "what_if", **asked)
    assert "B Firm B costs NOK 1,000,000 instead of NOK 1,250,000." in page
    assert "A Firm A gets +1 points on every quality criterion." in page
    assert "C Firm C had not come." in page
    assert "The model is: In proportion to the lowest price." in page
    assert "left out" in page


def test_supposing_nothing_says_so(ranked: Any, client_of: ClientOf, nurse: Any) -> None:
    page = told(client_of(nurse), ranked, "what_if", w0="20", w1="50", w2="30", model="")
    assert "Nothing differs from what was declared and judged" in page


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"w0": "30"}, "The weights add up to 110 %, not to 100 %."),
        ({"w0": "many"}, "Write a number, for example 12 or 12.5."),
        ({"w0": "-5"}, "This must lie between 0 and 100."),
        ({"w0": "1.23456"}, "At most 4 decimals."),
        ({"p-A": "0"}, "This must be above 0."),
        ({"p-A": "1.234"}, "can be read in two ways"),
        ({"p-A": "9" * 100}, "at most 40 characters"),
        ({"by": "1"}, "Choose whose points are to be supposed."),
        ({"tender": "A"}, "Write how many points up or down."),
        ({"tender": "Z", "by": "1"}, "Select a valid choice."),
        ({"out": ["A", "B", "C", "D"]}, "At least one tender must stay."),
        ({"model": "no-such"}, "Select a valid choice."),
        (
            {"model": "linear_to_threshold", "f-threshold": "900000", "f-ceiling": "800000"},
            "This must be lower than the price that gives no points.",
        ),
        ({"model": "percent_deduction", "f-percent": "200"}, "Choose less than 100."),
    ],
)
def test_what_cannot_be_supposed_gets_a_sentence_at_the_field(
    asked: dict[str, Any], sentence: str, ranked: Any, client_of: ClientOf, nurse: Any
) -> None:
    response = client_of(nurse).get(url(ranked, "what_if"), asked)
    assert response.status_code == 422
    page = text_of(response)
    assert sentence in page
    assert 'aria-invalid="true"' in page


def rows_of_all_tables() -> dict[str, int]:
    """Count every table and give the heads of the log."""
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def test_pages_that_document_write_to_no_table(ranked: Any, client_of: ClientOf, nurse: Any) -> None:
    client = client_of(nurse)
    client.get(url(ranked, "result"))
    before, case_before = rows_of_all_tables(), queries.case_of(ranked.procurement)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        told(client, ranked, "what_if", w0="10", w1="60", w2="30", **{"p-A": "5", "model": "proportional"})
        told(client, ranked, "models", model="value_per_price")
        told(client, ranked, "strengths")
    assert not [
        each["sql"] for each in asked if not each["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))
    ]
    assert rows_of_all_tables() == before
    assert queries.case_of(ranked.procurement) == case_before


@pytest.mark.parametrize("name", ["strengths", "models", "what_if"])
def test_pages_that_document_take_no_post(name: str, ranked: Any, client_of: ClientOf, nurse: Any) -> None:
    assert client_of(nurse).post(url(ranked, name)).status_code == 405


def reveal(case: Any, leaf: Any, by: Any) -> None:
    """Open the meeting over a criterion, where no meeting is."""
    Moderation.objects.get_or_create(criterion=leaf, defaults={"opened_at": clock.now(), "opened_by": by})


def own(case: Any, leaf: Any, evaluator: Any, points: dict[str, str]) -> None:
    """Give one evaluator's own points."""
    OwnScore.objects.filter(criterion=leaf, evaluator=evaluator).delete()
    for key, value in points.items():
        OwnScore.objects.create(
            tender=case.tenders[key],
            criterion=leaf,
            evaluator=evaluator,
            points=Decimal(value),
            reason="As seen.",
            salt="s",
            changed_at=clock.now(),
        )
    HandIn.objects.get_or_create(criterion=leaf, evaluator=evaluator, defaults={"handed_in_at": clock.now()})


def test_own_points_speak_only_once_the_meeting_is_opened(
    ranked: Any, nurse: Any, make_user: Any, client_of: ClientOf
) -> None:
    OwnScore.objects.all().delete()
    Moderation.objects.all().delete()
    other = make_user(role="evaluator", procurement=ranked.procurement)
    points = {"A": "6", "B": "8", "C": "4", "D": "5.7"}
    for leaf in (ranked.environment, ranked.competence):
        own(ranked, leaf, nurse, points)
        own(ranked, leaf, other, points | {"D": "3"})
    standing = standing_of(ranked.procurement)
    assert own_points_of(ranked.procurement, standing) == {}
    assert "With other evaluators" not in told(client_of(nurse), ranked, "result")
    reveal(ranked, ranked.environment, nurse)
    revealed = own_points_of(ranked.procurement, standing)
    assert len(revealed) == 1
    assert len(next(iter(revealed.values()))) == 2
    reveal(ranked, ranked.competence, nurse)
    page = told(client_of(nurse), ranked, "result")
    assert "With other evaluators" in page
    assert "of the draws where one evaluator decides each criterion alone." in page
    assert "Own points of up to 2 evaluators, on 2 of 2 items." in page


def test_an_evaluator_who_left_a_tender_out_is_not_drawn(ranked: Any, nurse: Any) -> None:
    OwnScore.objects.all().delete()
    reveal(ranked, ranked.environment, nurse)
    own(ranked, ranked.environment, nurse, {"A": "6", "B": "8"})
    assert own_points_of(ranked.procurement, standing_of(ranked.procurement)) == {}


@pytest.mark.parametrize("name", PAGES)
def test_the_number_of_queries_does_not_grow_with_tenders(
    name: str, procurement: Any, leader: Any, nurse: Any, client_of: ClientOf
) -> None:
    counts = []
    case = make_case(procurement, leader, keys="ABCDE")
    judge_and_score(case, nurse)
    client = client_of(nurse)
    client.get(url(case, name))
    for gone in (None, "C"):
        if gone is not None:
            from veien.tenders.models import Tender

            for model in (OwnScore, apps.get_model("evaluation", "Score")):
                model.objects.filter(tender=case.tenders[gone]).delete()
            Tender.objects.filter(pk=case.tenders[gone].pk).delete()
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url(case, name)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[0] <= 40


def test_an_address_may_say_only_what_differs(ranked: Any, client_of: ClientOf, nurse: Any) -> None:
    page = told(client_of(nurse), ranked, "what_if", **{"p-B": "1000000"})
    assert 'name="w0" value="20"' in page
    assert "B Firm B costs NOK 1,000,000 instead of NOK 1,250,000." in page


def test_nothing_but_a_drawn_sample_loads_numpy() -> None:
    program = (
        "import os, sys, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'veien.server.settings'; django.setup(); "
        "import veien.server.urls, veien.evaluation.views.result; sys.exit('numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def many_leaves(count: int) -> Any:
    """Read a case of price and one criterion that is judged requirement by requirement."""
    children = [
        {"id": f"use/{number}", "weight": str(weight), "kind": "quality"}
        for number, weight in enumerate(equal_weights(count))
    ]
    document = {
        "format": "veien-evaluation/1",
        "currency": "NOK",
        "method": "points",
        "scale": "10",
        "criteria": [
            {
                "id": "price",
                "title": "Price",
                "weight": "0.4",
                "kind": "price",
                "model": {"name": "proportional"},
            },
            {"id": "use", "title": "Use", "weight": "0.6", "children": children},
        ],
        "tenders": [
            {
                "id": key,
                "price": str(1000000 + 100000 * place),
                "points": {f"use/{number}": str((number * (place + 3)) % 11) for number in range(count)},
            }
            for place, key in enumerate("ABCD")
        ],
    }
    checked = check_case(document)
    labels = SimpleNamespace(by_key=lambda key: SimpleNamespace(label=f"Firm {key}"))
    return Reading(checked, evaluate(checked, engine=""), cast("Any", labels))


def test_hundreds_of_items_are_told_by_the_criteria_at_the_top_and_the_rest_is_folded() -> None:
    steady = steadiness_of(many_leaves(300))
    assert isinstance(steady, Steadiness)
    assert steady.shares.titles == ("Price", "Use")
    assert steady.shares.is_exact
    assert steady.leaves is not None
    assert steady.leaves.samples == "20,000"
    assert len(steady.leaves.intervals) == 301
    assert not steady.may_draw_more


def test_a_case_of_some_criteria_can_be_drawn_a_million_times() -> None:
    quick = steadiness_of(many_leaves(5))
    assert isinstance(quick, Steadiness)
    assert quick.may_draw_more
    many = steadiness_of(many_leaves(5), samples=MANY)
    assert isinstance(many, Steadiness)
    assert many.leaves is not None
    assert many.leaves.samples == "1,000,000"
    assert not many.may_draw_more


def test_the_shares_of_a_place_add_up_to_all_where_nobody_is_level() -> None:
    steady = steadiness_of(many_leaves(3))
    assert isinstance(steady, Steadiness)
    assert [sum(row.shares) for row in steady.shares.places] == [1] * 4
