"""Building, weighing, assigning, pricing and locking: each writes one entry, and nothing after publication."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from veien.audit.queries import entries_of
from veien.criteria import actions, queries
from veien.criteria.models import AwardModel, Criterion, CriterionRequirement, PriceLine, UnscoredRequirement
from veien.criteria.tests.cast import make_model, make_requirements

pytestmark = pytest.mark.django_db


def last_entry(procurement):
    return entries_of(procurement.public_id, most=1)[0]


@pytest.fixture
def model(procurement, leader):
    return make_model(procurement, leader)


def test_a_whole_model_has_no_gaps_and_gives_the_document(procurement, model):
    assert queries.gaps_of(procurement).all() == []
    document = queries.award_model_document(procurement)
    assert document["criteria"][0]["model"] == {"name": "linear_above_lowest", "slope": "1"}
    assert [each["weight"] for each in document["criteria"]] == ["0.4", "0.6"]
    assert [each["id"] for each in document["criteria"][1]["children"]] == ["use", "safety"]


def test_a_first_criterion_waits_for_its_weight(procurement, leader):
    criterion = actions.add_criterion(procurement, by=leader, title="Use", kind="quality")
    assert criterion.weight is None
    assert last_entry(procurement).action == "criteria.criterion_added"
    sentences = [each.sentence for each in queries.problems_of(procurement)]
    assert len(sentences) == 1


def test_a_second_price_criterion_is_refused_at_its_field(procurement, leader, model):
    with pytest.raises(actions.CannotChange) as refused:
        actions.add_criterion(procurement, by=leader, title="Options", kind="price")
    assert refused.value.field == "kind"
    assert Criterion.objects.filter(procurement=procurement).count() == 4


def test_the_database_itself_allows_one_price_criterion(procurement, model):
    with pytest.raises(IntegrityError), transaction.atomic():
        Criterion.objects.create(procurement=procurement, position=9, key="p2", title="Price", kind="price")


@pytest.mark.parametrize("weight", ["-0.1", "1.1"])
def test_the_database_itself_allows_only_shares_of_one(model, weight):
    with pytest.raises(IntegrityError), transaction.atomic():
        Criterion.objects.filter(pk=model.use.pk).update(weight=Decimal(weight))


def test_criteria_stand_only_in_groups(procurement, leader, model):
    with pytest.raises(actions.CannotChange) as refused:
        actions.add_criterion(procurement, by=leader, title="Screens", kind="quality", parent=model.use)
    assert refused.value.field == "parent"


def test_a_tree_is_at_most_four_levels_deep(procurement, leader):
    parent = None
    for level in range(4):
        parent = actions.add_criterion(procurement, by=leader, title=f"Level {level}", kind="", parent=parent)
    with pytest.raises(actions.CannotChange):
        actions.add_criterion(procurement, by=leader, title="Too deep", kind="quality", parent=parent)


@pytest.mark.parametrize(
    ("model_keys", "field"),
    [
        ({"name": "linear_to_threshold", "ceiling": "100", "threshold": "100"}, "threshold"),
        ({"name": "linear_to_threshold", "ceiling": "100"}, "threshold"),
        ({"name": "linear_above_lowest", "slope": "0"}, "slope"),
        ({"name": "linear_above_lowest", "floor": "11"}, "floor"),
        ({"name": "discount_power", "base": "100", "alpha": "101"}, "alpha"),
        ({"name": "piecewise", "knots": [["1", "10"], ["1", "5"]]}, "knots"),
        ({"name": "unheard_of"}, "name"),
    ],
)
def test_a_price_model_that_the_engine_refuses_is_refused_at_its_field(
    procurement, leader, model, model_keys, field
):
    with pytest.raises(actions.CannotChange) as refused:
        actions.change_criterion(procurement, by=leader, criterion=model.price, model=model_keys)
    assert refused.value.field == field
    model.price.refresh_from_db()
    assert model.price.model["name"] == "linear_above_lowest"


def test_the_second_of_two_writers_is_told_what_the_first_wrote(procurement, leader, buyer, model):
    actions.change_criterion(procurement, by=leader, criterion=model.use, revision=1, title="Ease of use")
    with pytest.raises(actions.Overtaken) as refused:
        actions.change_criterion(procurement, by=buyer, criterion=model.use, revision=1, title="Usability")
    assert refused.value.now.title == "Ease of use"


def test_the_log_keeps_what_was_changed_and_what_it_was(procurement, leader, model):
    actions.change_criterion(procurement, by=leader, criterion=model.use, top="Everything works.")
    entry = last_entry(procurement)
    assert entry.content["after"] == {"top": "Everything works."}
    assert entry.content["before"] == {"top": "All rooms are covered."}
    assert entry.subject == f"criterion:{model.use.public_id}"


def test_a_group_with_criteria_stays_a_group(procurement, leader, model):
    with pytest.raises(actions.CannotChange) as refused:
        actions.change_criterion(procurement, by=leader, criterion=model.quality, kind="quality")
    assert refused.value.field == "kind"


def test_weights_must_add_up_to_exactly_one(procurement, leader, model):
    third = Decimal("0.333333")
    other = actions.add_criterion(
        procurement, by=leader, title="Service", kind="quality", parent=model.quality
    )
    thirds = dict.fromkeys((model.use.public_id, model.safety.public_id, other.public_id), third)
    with pytest.raises(actions.CannotChange, match=r"99[,.]9999"):
        actions.set_weights(procurement, by=leader, parent=model.quality, weights=thirds)
    thirds[other.public_id] = Decimal("0.333334")
    actions.set_weights(procurement, by=leader, parent=model.quality, weights=thirds)
    assert queries.problems_of(procurement) == []


def test_weights_of_a_criterion_that_came_meanwhile_are_asked_for(procurement, leader, model):
    actions.add_criterion(procurement, by=leader, title="Service", kind="quality", parent=model.quality)
    weights = {model.use.public_id: Decimal("0.5"), model.safety.public_id: Decimal("0.5")}
    with pytest.raises(actions.Overtaken):
        actions.set_weights(procurement, by=leader, parent=model.quality, weights=weights)


def test_weights_that_somebody_else_set_meanwhile_are_not_overwritten(procurement, leader, buyer, model):
    keys = (model.use.public_id, model.safety.public_id)
    seen = dict(zip(keys, (Decimal("0.7"), Decimal("0.3")), strict=True))
    actions.set_weights(
        procurement, by=leader, parent=model.quality, weights=dict.fromkeys(keys, Decimal("0.5")), seen=seen
    )
    with pytest.raises(actions.Overtaken):
        actions.set_weights(procurement, by=buyer, parent=model.quality, weights=seen, seen=seen)


def test_the_price_may_go_without_a_weight_where_only_qualities_are_weighed(procurement, leader, model):
    actions.choose_model(
        procurement, by=leader, method="percent_addition", scale=Decimal(10), extra={"percent": "100"}
    )
    weights = {model.price.public_id: None, model.quality.public_id: Decimal(1)}
    actions.set_weights(procurement, by=leader, parent=None, weights=weights)
    assert queries.problems_of(procurement) == []


def test_a_method_without_weights_takes_them_away(procurement, leader, model):
    actions.choose_model(procurement, by=leader, method="lowest_price", scale=Decimal(10))
    weights = dict.fromkeys((model.price.public_id, model.quality.public_id))
    actions.set_weights(procurement, by=leader, parent=None, weights=weights)
    assert queries.problems_of(procurement) == []


def test_moving_to_another_group_takes_the_weight_away(procurement, leader, model):
    actions.move_criterion(procurement, by=leader, criterion=model.use, to_top=True)
    model.use.refresh_from_db()
    assert (model.use.parent, model.use.weight) == (None, None)
    keys = [each.key for each in queries.tree_of(procurement).roots]
    assert keys == ["price", "quality", "use"]


def test_a_group_cannot_move_into_itself(procurement, leader, model):
    inner = actions.add_criterion(procurement, by=leader, title="Inner", kind="", parent=model.quality)
    with pytest.raises(actions.CannotChange):
        actions.move_criterion(procurement, by=leader, criterion=model.quality, to=inner)


def test_moving_up_changes_places_with_the_one_before(procurement, leader, model):
    actions.move_criterion(procurement, by=leader, criterion=model.safety, step=-1)
    assert [each.key for each in queries.tree_of(procurement).roots[1].children] == ["safety", "use"]
    actions.move_criterion(procurement, by=leader, criterion=model.safety, step=-1)
    assert [each.key for each in queries.tree_of(procurement).roots[1].children] == ["safety", "use"]


def test_removing_a_group_removes_all_under_it_and_frees_its_requirements(procurement, leader, model):
    (requirement,) = make_requirements(procurement, 1)
    actions.assign_requirements(
        procurement, by=leader, criterion=model.use, requirements=[requirement.public_id]
    )
    actions.remove_criterion(procurement, by=leader, criterion=model.quality)
    assert [each.key for each in queries.tree_of(procurement).nodes()] == ["price"]
    assert not CriterionRequirement.objects.exists()
    assert [each["key"] for each in last_entry(procurement).content["removed"]] == [
        "use",
        "safety",
        "quality",
    ]


@pytest.mark.parametrize(
    ("choice", "field"),
    [
        ({"method": "percent_deduction", "extra": {"percent": "100"}}, "percent"),
        ({"method": "percent_addition", "extra": {}}, "percent"),
        ({"method": "value_per_price", "extra": {"corridor_percent": "5"}}, "decide_by"),
        ({"method": "value_per_price", "extra": {"corridor_percent": "5", "decide_by": "gone"}}, "decide_by"),
        ({"method": "qualified_lowest_price", "extra": {}}, "least_total"),
        ({"method": "qualified_lowest_price", "extra": {"least_points": {"use": "11"}}}, "least_use"),
        ({"method": "points", "extra": {"percent": "5"}}, "percent"),
        ({"method": "points", "scale": Decimal(0)}, "scale"),
        ({"method": "points", "rounding_at": "total"}, "rounding_step"),
        ({"method": "by_lot"}, "method"),
    ],
)
def test_a_choice_that_the_engine_refuses_is_refused_at_its_field(procurement, leader, model, choice, field):
    with pytest.raises(actions.CannotChange) as refused:
        actions.choose_model(procurement, by=leader, **{"scale": Decimal(10), **choice})
    assert refused.value.field == field
    assert AwardModel.objects.get(procurement=procurement).method == "points"


def test_choosing_a_model_that_somebody_else_changed_is_refused(procurement, leader, model):
    actions.choose_model(procurement, by=leader, method="lowest_price", scale=Decimal(10), revision=1)
    with pytest.raises(actions.Overtaken):
        actions.choose_model(procurement, by=leader, method="points", scale=Decimal(10), revision=1)


def test_a_must_requirement_gives_no_points(procurement, leader, model):
    (must,) = make_requirements(procurement, 1, obligation="must")
    with pytest.raises(actions.CannotChange, match="M-0001"):
        actions.assign_requirements(
            procurement, by=leader, criterion=model.use, requirements=[must.public_id]
        )


def test_the_price_criterion_judges_no_requirements(procurement, leader, model):
    (should,) = make_requirements(procurement, 1)
    with pytest.raises(actions.CannotChange):
        actions.assign_requirements(
            procurement, by=leader, criterion=model.price, requirements=[should.public_id]
        )


def test_a_requirement_is_scored_in_one_place_only(procurement, leader, model):
    rows = make_requirements(procurement, 3)
    ids = [row.public_id for row in rows]
    assert actions.assign_requirements(procurement, by=leader, criterion=model.use, requirements=ids) == 3
    actions.assign_requirements(procurement, by=leader, criterion=model.safety, requirements=ids[:1])
    found = queries.criteria_of_requirements(procurement)
    assert [found[row.pk].key for row in rows] == ["safety", "use", "use"]
    assert [row.ref for row in queries.requirements_of_leaf(model.use)] == ["S-0002", "S-0003"]


def test_a_requirement_of_another_procurement_cannot_be_assigned(procurement, leader, model):
    with pytest.raises(actions.CannotChange):
        actions.assign_requirements(procurement, by=leader, criterion=model.use, requirements=[uuid4()])


def test_a_should_requirement_may_knowingly_go_unscored(procurement, leader, model):
    rows = make_requirements(procurement, 2)
    assert len(queries.gaps_of(procurement).requirements) == 1
    ids = [row.public_id for row in rows]
    with pytest.raises(actions.CannotChange):
        actions.leave_unscored(procurement, by=leader, requirements=ids, reason="  ")
    actions.leave_unscored(procurement, by=leader, requirements=ids, reason="For information only")
    assert queries.gaps_of(procurement).requirements == []
    actions.unassign_requirements(procurement, by=leader, requirements=ids)
    assert not UnscoredRequirement.objects.exists()


def test_a_requirement_that_became_a_must_is_found_among_the_scored(procurement, leader, model):
    (row,) = make_requirements(procurement, 1)
    actions.assign_requirements(procurement, by=leader, criterion=model.use, requirements=[row.public_id])
    row.obligation = "must"
    row.save()
    assert len(queries.gaps_of(procurement).requirements) == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": " "}, "title"),
        ({"unit": ""}, "unit"),
        ({"volume": Decimal(0)}, "volume"),
        ({"period": "monthly"}, "period"),
        ({"period": "yearly", "years": 31}, "years"),
    ],
)
def test_a_price_line_is_whole_or_refused_at_its_field(procurement, leader, change, field):
    line = {"title": "Alarm", "unit": "piece", "volume": Decimal(1), **change}
    with pytest.raises(actions.CannotChange) as refused:
        actions.add_price_line(procurement, by=leader, **line)
    assert refused.value.field == field
    assert not PriceLine.objects.exists()


def test_price_lines_move_change_and_go(procurement, leader, model):
    actions.move_price_line(procurement, by=leader, line=model.service, step=-1)
    assert [row.key for row in queries.price_lines_of(procurement)] == ["service", "alarm"]
    actions.change_price_line(
        procurement,
        by=leader,
        line=model.alarm,
        title="Alarm unit",
        unit="unit",
        volume=Decimal(10),
        period="once",
        years=7,
        revision=1,
    )
    row = queries.price_lines_of(procurement)[1]
    assert (row.title, row.years, row.key) == ("Alarm unit", 1, "alarm")
    actions.remove_price_line(procurement, by=leader, line=model.alarm)
    assert len(queries.price_lines_of(procurement)) == 1
    assert last_entry(procurement).action == "criteria.price_line_removed"


def lock(procurement) -> str:
    with transaction.atomic():
        return actions.lock(procurement)


def test_after_locking_every_change_is_refused_with_the_date(procurement, leader, model):
    (row,) = make_requirements(procurement, 1)
    digest = lock(procurement)
    kept = AwardModel.objects.get(procurement=procurement)
    assert kept.locked_digest == digest
    before = last_entry(procurement).number
    ids = [row.public_id]
    line = {"title": "Alarm", "unit": "piece", "volume": Decimal(1), "period": "once"}
    refused = [
        lambda: actions.choose_model(procurement, by=leader, method="points", scale=Decimal(5)),
        lambda: actions.add_criterion(procurement, by=leader, title="More", kind="quality"),
        lambda: actions.change_criterion(procurement, by=leader, criterion=model.use, title="Other"),
        lambda: actions.remove_criterion(procurement, by=leader, criterion=model.use),
        lambda: actions.move_criterion(procurement, by=leader, criterion=model.use, step=1),
        lambda: actions.set_weights(procurement, by=leader, parent=None, weights={}),
        lambda: actions.assign_requirements(procurement, by=leader, criterion=model.use, requirements=ids),
        lambda: actions.unassign_requirements(procurement, by=leader, requirements=ids),
        lambda: actions.leave_unscored(procurement, by=leader, requirements=ids, reason="No"),
        lambda: actions.add_price_line(procurement, by=leader, **line),
        lambda: actions.change_price_line(procurement, by=leader, line=model.alarm, **line),
        lambda: actions.remove_price_line(procurement, by=leader, line=model.alarm),
        lambda: actions.move_price_line(procurement, by=leader, line=model.alarm, step=1),
    ]
    for change in refused:
        with pytest.raises(actions.Locked, match=str(kept.locked_at.year)):
            change()
    assert last_entry(procurement).number == before
    assert queries.is_locked(procurement)


def test_the_digest_says_whether_anything_was_changed(procurement, leader, model):
    before = queries.locked_content(procurement)
    actions.change_criterion(procurement, by=leader, criterion=model.use, bottom="Nothing works.")
    after = queries.locked_content(procurement)
    assert before != after
    assert before["award_model"] == after["award_model"]


def test_nothing_is_locked_twice_or_without_a_model(procurement, leader):
    with pytest.raises(actions.CannotLock):
        lock(procurement)
    make_model(procurement, leader)
    lock(procurement)
    with pytest.raises(actions.Locked):
        lock(procurement)


def test_a_criterion_of_another_procurement_is_not_found(procurement):
    with pytest.raises(Http404):
        queries.criterion_for(procurement, uuid4())
