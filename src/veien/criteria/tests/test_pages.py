"""The pages as people meet them: who gets in, what is kept when something is refused, and how many queries it takes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from veien.criteria import actions, queries
from veien.criteria.forms import seen_text
from veien.criteria.tests.cast import make_model, make_requirements

pytestmark = pytest.mark.django_db


@pytest.fixture
def model(procurement, leader):
    return make_model(procurement, leader)


def url(procurement, name: str, *more: Any) -> str:
    return reverse(f"criteria:{name}", args=[procurement.public_id, *more])


def every_page(procurement, model) -> list[str]:
    return [
        *(url(procurement, name) for name in ("page", "model", "trial", "requirements", "prices")),
        url(procurement, "criterion", model.use.public_id),
        url(procurement, "criterion", model.price.public_id),
        url(procurement, "criterion", model.quality.public_id),
        url(procurement, "weights_sum"),
        url(procurement, "group_weights_sum", model.quality.public_id),
    ]


def editors_pages(procurement, model) -> list[str]:
    return [
        *(url(procurement, "change", each.public_id) for each in (model.use, model.price, model.quality)),
        url(procurement, "remove", model.use.public_id),
        url(procurement, "price_change", model.alarm.public_id),
    ]


def posts(procurement, model) -> list[str]:
    return [
        *(url(procurement, name) for name in ("add", "weights", "model", "assign", "price_add")),
        url(procurement, "group_weights", model.quality.public_id),
        *(url(procurement, name, model.use.public_id) for name in ("change", "remove", "move")),
        *(
            url(procurement, name, model.alarm.public_id)
            for name in ("price_change", "price_remove", "price_move")
        ),
    ]


def test_a_stranger_finds_nothing_at_any_address(procurement, model, stranger, client_of):
    client = client_of(stranger)
    for address in every_page(procurement, model) + editors_pages(procurement, model):
        assert client.get(address).status_code == 404, address
    for address in posts(procurement, model):
        assert client.post(address).status_code == 404, address


def test_a_reader_sees_every_page_and_changes_nothing(procurement, model, reader, client_of):
    client = client_of(reader)
    for address in every_page(procurement, model):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "Keep the weights" not in answer.content.decode()
    for address in editors_pages(procurement, model):
        assert client.get(address).status_code == 404, address
    for address in posts(procurement, model):
        assert client.post(address).status_code == 404, address


def test_a_nurse_in_the_evaluation_group_may_edit(procurement, model, nurse, client_of):
    client = client_of(nurse)
    for address in every_page(procurement, model) + editors_pages(procurement, model):
        assert client.get(address).status_code == 200, address


def test_an_empty_model_says_what_to_do_first(procurement, leader, client_of):
    client = client_of(leader)
    text = client.get(url(procurement, "page")).content.decode()
    assert "There are no criteria yet" in text
    assert "No method is chosen yet." in text
    assert "The model cannot be tried yet" in client.get(url(procurement, "trial")).content.decode()
    assert "The price form has no lines yet" in client.get(url(procurement, "prices")).content.decode()


def test_a_criterion_is_added_and_the_next_goes_to_the_same_group(procurement, leader, model, client_of):
    answer = client_of(leader).post(
        url(procurement, "add"),
        {"title": "Service", "kind": "quality", "parent": str(model.quality.public_id)},
    )
    assert answer.status_code == 302
    assert f"under={model.quality.public_id}" in answer["Location"]
    assert queries.tree_of(procurement).by_key("service") is not None


def test_a_refused_criterion_keeps_what_was_typed(procurement, leader, model, client_of):
    answer = client_of(leader).post(url(procurement, "add"), {"title": "", "kind": "quality", "parent": ""})
    assert answer.status_code == 422
    answer = client_of(leader).post(
        url(procurement, "add"), {"title": "Under a leaf", "kind": "quality", "parent": str(uuid4())}
    )
    assert answer.status_code == 422
    assert "Under a leaf" in answer.content.decode()


def weight_data(model, *, use: str, safety: str, seen: dict | None = None) -> dict[str, str]:
    nodes = (model.use, model.safety)
    seen = seen or {model.use.public_id: Decimal("0.7"), model.safety.public_id: Decimal("0.3")}
    return {
        **dict(zip((f"w-{each.public_id.hex}" for each in nodes), (use, safety), strict=True)),
        "seen": seen_text(seen),
    }


def test_weights_are_typed_in_percent_and_kept_as_exact_shares(procurement, leader, model, client_of):
    client = client_of(leader, language="nb")
    answer = client.post(
        url(procurement, "group_weights", model.quality.public_id),
        weight_data(model, use="66,6667", safety="33,3333"),
    )
    assert answer.status_code == 302
    model.use.refresh_from_db()
    assert model.use.weight == Decimal("0.666667")


def test_weights_that_do_not_add_up_come_back_with_what_is_missing(procurement, leader, model, client_of):
    answer = client_of(leader).post(
        url(procurement, "group_weights", model.quality.public_id),
        weight_data(model, use="66.6", safety="33.3"),
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="66.6"' in text
    assert "0.1 % is missing to exactly 100 %" in text
    model.use.refresh_from_db()
    assert model.use.weight == Decimal("0.7")


def test_a_weight_that_is_no_number_comes_back_as_typed(procurement, leader, model, client_of):
    answer = client_of(leader).post(
        url(procurement, "group_weights", model.quality.public_id),
        weight_data(model, use="much", safety="30"),
    )
    assert answer.status_code == 422
    assert 'value="much"' in answer.content.decode()


def test_weights_set_by_somebody_else_meanwhile_are_shown_beside(procurement, leader, model, client_of):
    data = weight_data(model, use="60", safety="40")
    actions.set_weights(
        procurement,
        by=leader,
        parent=model.quality,
        weights={model.use.public_id: Decimal("0.5"), model.safety.public_id: Decimal("0.5")},
    )
    answer = client_of(leader).post(url(procurement, "group_weights", model.quality.public_id), data)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="60"' in text
    assert "now 50 %" in text


def test_the_weights_shown_again_after_a_conflict_can_be_kept(procurement, leader, model, client_of):
    data = weight_data(model, use="60", safety="40")
    client = client_of(leader)
    actions.set_weights(
        procurement,
        by=leader,
        parent=model.quality,
        weights={model.use.public_id: Decimal("0.5"), model.safety.public_id: Decimal("0.5")},
    )
    address = url(procurement, "group_weights", model.quality.public_id)
    answer = client.post(address, data)
    shown = next(each for each in answer.context["weight_forms"] if each["parent"])
    again = {**data, "seen": shown["seen"]}
    assert client.post(address, again).status_code == 302
    model.use.refresh_from_db()
    assert model.use.weight == Decimal("0.6")


def test_the_running_sum_is_exact_while_somebody_types(procurement, leader, model, client_of):
    address = url(procurement, "group_weights_sum", model.quality.public_id)
    answer = client_of(leader).get(address, weight_data(model, use="33.3333", safety="33.3333"))
    assert "33.3334 % is missing" in answer.content.decode()


def test_a_criterion_is_changed_and_a_conflict_shows_both_texts(procurement, leader, buyer, model, client_of):
    address = url(procurement, "change", model.use.public_id)
    data = {
        "title": "Use",
        "kind": "quality",
        "normalise": "none",
        "top": "Mine",
        "bottom": "Low",
        "revision": "1",
    }
    actions.change_criterion(procurement, by=buyer, criterion=model.use, revision=1, top="Theirs")
    client = client_of(leader)
    answer = client.post(address, data)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs" in text
    assert "Mine" in text
    assert client.post(address, {**data, "revision": "2"}).status_code == 302
    model.use.refresh_from_db()
    assert (model.use.top, model.use.revision) == ("Mine", 3)


def test_a_price_model_asks_only_for_its_own_figures(procurement, leader, model, client_of):
    client = client_of(leader)
    address = url(procurement, "change", model.price.public_id)
    text = client.get(f"{address}?model=linear_to_threshold").content.decode()
    assert 'name="ceiling"' in text
    assert 'name="slope"' not in text
    data = {"title": "Price", "kind": "price", "model": "linear_to_threshold", "revision": "1"}
    answer = client.post(address, {**data, "ceiling": "100", "threshold": "200"})
    assert answer.status_code == 422
    assert "This must be lower than the price that gives no points." in answer.content.decode()
    assert client.post(address, {**data, "ceiling": "1 200 000", "threshold": "800000,50"}).status_code == 302
    model.price.refresh_from_db()
    assert model.price.model == {
        "name": "linear_to_threshold",
        "ceiling": "1200000",
        "threshold": "800000.50",
    }


def test_a_curve_is_written_line_by_line(procurement, leader, model, client_of):
    client = client_of(leader)
    address = url(procurement, "change", model.price.public_id)
    data = {"title": "Price", "kind": "price", "model": "piecewise", "revision": "1"}
    assert client.post(address, {**data, "knots": "1 10\n1.5"}).status_code == 422
    assert client.post(address, {**data, "knots": "1 10\r\n1,5 5\r\n2 0"}).status_code == 302
    model.price.refresh_from_db()
    assert model.price.model["knots"] == [["1", "10"], ["1.5", "5"], ["2", "0"]]
    assert "1.5 5" in client.get(address).content.decode()


def test_a_figure_that_can_be_read_in_two_ways_is_asked_back(procurement, leader, model, client_of):
    answer = client_of(leader).post(
        url(procurement, "price_add"),
        {"title": "Alarm", "unit": "piece", "volume": "1,234", "period": "once"},
    )
    assert answer.status_code == 422
    assert "can be read in two ways" in answer.content.decode()


def test_only_the_figures_of_the_chosen_method_are_asked_for(procurement, leader, model, client_of):
    client = client_of(leader)
    address = url(procurement, "model")
    text = client.get(f"{address}?method=percent_deduction").content.decode()
    assert 'name="percent"' in text
    assert 'name="decide_by"' not in text
    data = {"method": "percent_deduction", "scale": "10", "rounding_at": "none", "revision": "1"}
    answer = client.post(address, {**data, "percent": "100"})
    assert answer.status_code == 422
    assert "Choose less than 100." in answer.content.decode()
    assert client.post(address, {**data, "percent": "50"}).status_code == 302
    assert queries.award_model_document(procurement)["percent"] == "50"
    assert client.get(f"{address}?method=by_lot").status_code == 404


def test_a_method_chosen_meanwhile_is_shown_beside_what_was_typed(
    procurement, leader, buyer, model, client_of
):
    actions.choose_model(procurement, by=buyer, method="lowest_price", scale=Decimal(5), revision=1)
    data = {"method": "points", "scale": "100", "rounding_at": "none", "revision": "1", "reason": "My reason"}
    client = client_of(leader)
    answer = client.post(url(procurement, "model"), data)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Lowest price" in text
    assert "My reason" in text
    assert client.post(url(procurement, "model"), {**data, "revision": "2"}).status_code == 302


def test_a_trial_shows_three_models_side_by_side_and_keeps_nothing(procurement, leader, model, client_of):
    client = client_of(leader)
    before = queries.locked_content(procurement)
    text = client.get(url(procurement, "trial")).content.decode()
    assert "Nothing is kept and nothing binds." in text
    assert text.count('class="card outcome') == 3
    assert queries.locked_content(procurement) == before


def test_a_trial_keeps_what_was_typed_when_a_tender_is_added(procurement, leader, model, client_of):
    client = client_of(leader)
    answer = client.post(url(procurement, "trial"), {"count": "3", "do": "more", "price-A": "777000"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="777000"' in text
    assert 'name="price-D"' in text
    assert 'name="price-E"' not in text


def test_a_trial_refuses_points_above_the_scale_at_their_field(procurement, leader, model, client_of):
    field = f"points-A-{model.use.pk}"
    answer = client_of(leader).post(url(procurement, "trial"), {"count": "3", "do": "try", field: "11"})
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()


def test_every_method_can_be_tried(procurement, leader, model, client_of):
    client = client_of(leader)
    for leaf in (model.use, model.safety):
        actions.change_criterion(procurement, by=leader, criterion=leaf, money_per_point=Decimal(10000))
    extra = {
        "percent_addition": {"percent": "100"},
        "percent_deduction": {"percent": "50"},
        "value_per_price": {"corridor_percent": "5", "decide_by": "use"},
        "qualified_lowest_price": {"least_points": {"total": "5"}},
    }
    for words in queries.AwardModel.Method.values:
        actions.choose_model(
            procurement, by=leader, method=words, scale=Decimal(10), extra=extra.get(words, {})
        )
        answer = client.get(url(procurement, "trial"))
        assert answer.status_code == 200
        assert len(answer.context["columns"]) == 3, words
        assert answer.context["columns"][0].rows, words


def test_requirements_are_found_and_assigned_many_at_once(procurement, leader, model, client_of):
    rows = make_requirements(procurement, 6)
    client = client_of(leader)
    address = url(procurement, "assign")
    some = [str(row.public_id) for row in rows[:2]]
    data = {"criterion": str(model.use.public_id), "requirement": some, "narrowed": "state=open"}
    answer = client.post(address, data)
    assert answer["Location"].endswith("?state=open")
    assert len(queries.requirements_of_leaf(model.use)) == 2
    all_shown = {
        "criterion": str(model.safety.public_id),
        "everything": "on",
        "narrowed": "state=open&category=security",
    }
    client.post(address, all_shown)
    assert len(queries.requirements_of_leaf(model.safety)) == 2
    text = client.get(url(procurement, "requirements"), {"state": "open"}).content.decode()
    assert "2 of 6 requirements" in text


def test_leaving_requirements_without_points_asks_for_the_reason(procurement, leader, model, client_of):
    (row,) = make_requirements(procurement, 1)
    client = client_of(leader)
    data = {"criterion": "unscored", "requirement": str(row.public_id)}
    answer = client.post(url(procurement, "assign"), data)
    assert answer.status_code == 422
    assert "Say why these requirements give no points." in answer.content.decode()
    assert "checked" in answer.content.decode()
    assert client.post(url(procurement, "assign"), {**data, "reason": "For information"}).status_code == 302
    assert queries.unscored_of(procurement) == {row.pk: "For information"}


def test_price_lines_are_added_opened_in_place_moved_and_removed(procurement, leader, model, client_of):
    client = client_of(leader)
    new = {"title": "Training", "unit": "day", "volume": "60", "period": "once", "years": "1"}
    assert client.post(url(procurement, "price_add"), new).status_code == 302
    answer = client.get(url(procurement, "price_change", model.service.public_id))
    assert 'value="4200"' in answer.content.decode()
    changed = {
        "title": "Service",
        "unit": "piece",
        "volume": "4200",
        "period": "yearly",
        "years": "5",
        "revision": "1",
    }
    assert client.post(url(procurement, "price_change", model.service.public_id), changed).status_code == 302
    late = client.post(
        url(procurement, "price_change", model.service.public_id), {**changed, "title": "Late"}
    )
    assert late.status_code == 409
    assert "Late" in late.content.decode()
    client.post(url(procurement, "price_move", model.alarm.public_id), {"step": "down"})
    client.post(url(procurement, "price_remove", model.service.public_id))
    assert [row.key for row in queries.price_lines_of(procurement)] == ["alarm", "training"]


def test_criteria_are_moved_and_removed_from_their_pages(procurement, leader, model, client_of):
    client = client_of(leader)
    client.post(url(procurement, "move", model.safety.public_id), {"step": "up"})
    client.post(url(procurement, "move", model.use.public_id), {"parent": ""})
    assert [each.key for each in queries.tree_of(procurement).roots] == ["price", "quality", "use"]
    assert client.get(url(procurement, "remove", model.quality.public_id)).status_code == 200
    assert client.post(url(procurement, "remove", model.quality.public_id)).status_code == 302
    assert [each.key for each in queries.tree_of(procurement).roots] == ["price", "use"]


def test_after_publication_pages_say_why_and_offer_no_change(procurement, leader, model, client_of):
    with transaction.atomic():
        actions.lock(procurement)
    client = client_of(leader)
    text = client.get(url(procurement, "page")).content.decode()
    assert "Published and locked." in text
    assert "Keep the weights" not in text
    answer = client.post(url(procurement, "add"), {"title": "Late", "kind": "quality", "parent": ""})
    assert answer.status_code == 422
    assert "The competition was published on" in answer.content.decode()
    for address in posts(procurement, model):
        client.post(address, {"title": "x"})
    assert queries.tree_of(procurement).by_key("late") is None
    for name in ("change", "remove"):
        assert client.get(url(procurement, name, model.use.public_id)).status_code == 302
    typed = {"title": "My late title", "kind": "quality", "normalise": "none", "revision": "1"}
    answer = client.post(url(procurement, "change", model.use.public_id), typed)
    assert answer.status_code == 422
    assert "My late title" in answer.content.decode()


def count_queries(client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


@pytest.mark.parametrize(("name", "most"), [("page", 16), ("requirements", 12), ("prices", 9), ("trial", 10)])
def test_the_number_of_queries_does_not_grow_with_rows(procurement, leader, model, client_of, name, most):
    rows = make_requirements(procurement, 10)
    ids = [row.public_id for row in rows]
    actions.assign_requirements(procurement, by=leader, criterion=model.use, requirements=ids)
    client = client_of(leader)
    few = count_queries(client, url(procurement, name))
    more = make_requirements(procurement, 990, start=11)
    actions.assign_requirements(
        procurement, by=leader, criterion=model.safety, requirements=[row.public_id for row in more]
    )
    assert count_queries(client, url(procurement, name)) == few
    assert few <= most
