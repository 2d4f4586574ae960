"""What is taken over from before is what is read from scratch, after any changes in any order."""

from __future__ import annotations

import contextlib
import random
from decimal import Decimal

import pytest
from django.db.models import Max

from veien.audit.actions import recorded
from veien.audit.models import LogEntry
from veien.criteria.queries import items
from veien.evaluation import actions, queries, tool
from veien.evaluation.models import Score
from veien.evaluation.queries import points, ranking
from veien.evaluation.queries.case import ranked_now
from veien.evaluation.queries.standing import standing_of
from veien.evaluation.tests.cast import judge_and_score, make_case, settle
from veien.foundation.errors import Refused
from veien.road.rules.keeping import Kept

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(procurement, nurse, make_user):
    make_user("The doctor", role="evaluation-group", procurement=procurement)
    return make_case(procurement, nurse)


@pytest.fixture
def outside(monkeypatch):
    """Keep answers as outside a transaction, though a test runs inside one."""

    def stamp_of(procurement, rooms):
        rows = LogEntry.objects.filter(chain_id=procurement.public_id)
        return tuple(
            rows.filter(action__startswith=f"{room}.").aggregate(last=Max("number"))["last"] or 0
            for room in rooms
        )

    for module in (points, ranking, items):
        monkeypatch.setattr(module, "stamp_of", stamp_of)
    monkeypatch.setattr(points, "_SEEN", {})
    monkeypatch.setattr(ranking, "_BENCHES", Kept(most=8))
    monkeypatch.setattr(items, "_MEASURES", Kept(most=8))


def figures(computed):
    """Give all of a result but the digest of the document that it was made from."""
    if computed.result is None:
        return None
    return {**computed.result, "input_sha256": ""}


def assert_as_from_scratch(case):
    kept = points.points_of(case.procurement)
    assert kept.by_tender == points.read_points(case.procurement).by_tender
    standing = standing_of(case.procurement)
    assert figures(ranked_now(case.procurement, standing)) == figures(queries.computed_of(case.procurement))


def change(case, nurse, chance):
    """Do one thing that people do."""
    key = chance.choice("ABCD")
    tender = case.tenders[key]
    what = chance.choice(["settle", "settle", "settle", "reject", "undo", "behind", "delete", "note"])
    if what == "settle":
        leaf = chance.choice([case.environment, case.competence])
        told = {chance.choice("ABCD"): (str(chance.randint(0, 20) / 2), f"Because of {chance.random()}.")}
        settle(case, nurse, leaf, told)
    elif what == "reject":
        actions.reject_tender(case.procurement, by=nurse, tender=tender, reason="It was withdrawn.")
    elif what == "undo":
        actions.undo_rejection(case.procurement, by=nurse, tender=tender, reason="That was a mistake.")
    elif what == "behind":
        with recorded(case.procurement.public_id, "criteria.measured", by=None):
            pass
    elif what == "delete":
        Score.objects.filter(tender=tender, criterion=case.competence).delete()
        with recorded(case.procurement.public_id, "evaluation.something_new", by=None):
            pass
    else:
        with recorded(case.procurement.public_id, "evaluation.note_kept", by=None):
            pass


@pytest.mark.parametrize("seed", range(4))
def test_what_is_taken_over_is_what_is_read_from_scratch(case, nurse, outside, seed):
    chance = random.Random(seed)
    judge_and_score(case, nurse)
    assert_as_from_scratch(case)
    lock = case.procurement.quality_lock
    for _step in range(14):
        type(lock).objects.filter(pk=lock.pk).delete()
        with contextlib.suppress(Refused):
            change(case, nurse, chance)
        lock.save(force_insert=True)
        assert_as_from_scratch(case)


def test_only_what_was_settled_is_read_again(case, nurse, outside, monkeypatch):
    judge_and_score(case, nurse)
    points.points_of(case.procurement)
    case.procurement.quality_lock.delete()
    monkeypatch.setattr(points, "read_points", lambda procurement: pytest.fail("All was read again."))
    settle(case, nurse, case.environment, {"A": ("9.125", "Measured once more.")})
    found = points.points_of(case.procurement).by_tender[case.tenders["A"].pk]
    assert found[case.environment.pk, ""] == Decimal("9.125")


@pytest.mark.parametrize(
    ("action", "content"),
    [
        ("evaluation.something_new", {}),
        ("evaluation.scores_settled", {}),
        ("evaluation.scores_settled", {"key": "environment", "scores": [{"tender": "Z", "item": ""}]}),
        ("evaluation.scores_settled", {"key": "environment", "scores": "all"}),
        ("criteria.anything", {}),
    ],
)
def test_an_entry_that_does_not_say_enough_makes_all_be_read_again(
    case, nurse, outside, monkeypatch, action, content
):
    judge_and_score(case, nurse)
    before = points.points_of(case.procurement)
    with recorded(case.procurement.public_id, action, by=None) as entry:
        entry.content = content
    Score.objects.all().delete()
    assert points.points_of(case.procurement).by_tender == {}
    assert before.by_tender


def test_the_entries_that_are_known_are_entries_of_the_room():
    assert set(tool.LOG_TITLES) >= points.SETTLING | points.LEAVING


def test_inside_a_transaction_nothing_is_kept(case, nurse):
    judge_and_score(case, nurse)
    assert ranked_now(case.procurement, standing_of(case.procurement)).result is not None
    assert case.procurement.public_id not in points._SEEN
    assert points.counts_of(case.procurement) is None


def test_what_is_judged_no_more_is_left_to_the_document(case, nurse):
    judge_and_score(case, nurse)
    standing = standing_of(case.procurement)
    Score.objects.filter(criterion=case.competence, tender=case.tenders["A"]).delete()
    assert ranking.quick_ranking(case.procurement, standing) is None


def test_own_points_that_are_kept_show_nothing_of_a_meeting_that_is_not_open(case, nurse, monkeypatch):
    from veien.evaluation.models import Moderation
    from veien.evaluation.queries import moderating
    from veien.evaluation.queries.judges import judges_by_place

    monkeypatch.setattr(moderating, "stamp_of", lambda procurement, rooms: (0,))
    judge_and_score(case, nurse, is_closed=False)
    standing = standing_of(case.procurement)
    judges = judges_by_place(case.procurement, standing)
    handed = moderating.handed_in_of(case.procurement)

    def shown():
        return {place[0] for place, _tender in moderating.own_points_of(case.procurement, judges, handed)}

    assert shown() == {case.environment.pk, case.competence.pk}
    assert moderating.own_points_of(case.procurement, judges, handed) is moderating.own_points_of(
        case.procurement, judges, handed
    )
    Moderation.objects.filter(criterion=case.competence).delete()
    assert shown() == {case.environment.pk}
    assert moderating.own_points_of(case.procurement, judges, {}) == {}


def test_what_the_meeting_reckons_is_kept_until_a_point_changes(case, nurse, monkeypatch):
    from veien.evaluation.queries import moderating, points, sitting

    number = {"at": 0}
    monkeypatch.setattr(moderating, "stamp_of", lambda procurement, rooms: (0,))
    monkeypatch.setattr(points, "stamp_of", lambda procurement, rooms: (0, 0, 0, 0, number["at"]))
    monkeypatch.setattr(points, "_SEEN", {})
    judge_and_score(case, nurse, is_closed=False)
    before, again = sitting.sitting_of(case.procurement), sitting.sitting_of(case.procurement)
    assert again.ranges is before.ranges
    assert again.settled is before.settled
    assert again.agreement(case.environment.pk) is before.agreement(case.environment.pk)
    number["at"] = 10**9
    Score.objects.filter(criterion=case.environment, tender=case.tenders["A"]).update(points=Decimal("0.125"))
    monkeypatch.setattr(points, "_SEEN", {})
    after = sitting.sitting_of(case.procurement)
    assert after.ranges is before.ranges
    assert after.settled[(case.environment.pk, ""), case.tenders["A"].pk] == Decimal("0.125")
