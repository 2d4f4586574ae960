"""Scoring alone: drafts, handing in, taking back, and that the log tells nobody the points."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from veien.audit.models import LogEntry
from veien.evaluation import actions
from veien.evaluation.models import Assignment, HandIn, Moderation, OwnScore, QualityLock
from veien.evaluation.queries.own import own_rows
from veien.evaluation.rules.own import OwnLine, is_whole, lacking, own_digest
from veien.evaluation.tests.cast import make_case
from veien.foundation import clock

LINES = st.lists(
    st.builds(
        OwnLine,
        tender=st.sampled_from(["A", "B", "C"]),
        item=st.sampled_from(["", "F-1", "F-2"]),
        points=st.none() | st.decimals(min_value=0, max_value=10, places=3),
        reason=st.text(max_size=20),
        salt=st.text(alphabet="0123456789abcdef", min_size=32, max_size=32),
    ),
    unique_by=lambda line: (line.tender, line.item),
    max_size=6,
)


@given(LINES, st.randoms())
def test_a_digest_of_own_points_depends_on_what_they_are_not_on_their_order(
    lines: list[OwnLine], chance: Any
) -> None:
    turned = list(lines)
    chance.shuffle(turned)
    assert own_digest(turned) == own_digest(lines)


@given(LINES.filter(bool), st.text(alphabet="0123456789abcdef", min_size=32, max_size=32))
def test_another_salt_gives_another_digest(lines: list[OwnLine], salt: str) -> None:
    first, *rest = lines
    other = OwnLine(first.tender, first.item, first.points, first.reason, salt)
    assert (own_digest([other, *rest]) == own_digest(lines)) == (salt == first.salt)


@given(
    st.lists(st.integers(1, 9), unique=True, max_size=5),
    st.lists(st.sampled_from(["", "a", "b"]), unique=True, max_size=3),
    st.sets(st.tuples(st.integers(1, 9), st.sampled_from(["", "a", "b"]))),
)
def test_what_lacks_and_what_is_whole_are_everything_together(
    tenders: list[int], items: list[str], whole: set[tuple[int, str]]
) -> None:
    missing = lacking(tenders, items, whole)
    everything = {(tender, item) for tender in tenders for item in items}
    assert len(missing) == len(set(missing))
    assert set(missing) | (whole & everything) == everything
    assert not set(missing) & whole


@pytest.mark.parametrize(
    ("points", "reason", "whole"),
    [(Decimal(0), "It is so.", True), (None, "It is so.", False), (Decimal(3), " - ", False)],
)
def test_an_own_score_is_whole_with_points_and_words(points: Any, reason: str, whole: bool) -> None:
    assert is_whole(points, reason) is whole


pytestmark = pytest.mark.django_db
SECRET = "Zwetschgenknoedel"


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def case(procurement: Any, leader: Any) -> Any:
    return make_case(procurement, leader)


def keep(case: Any, by: Any, points: dict[str, str], *, reason: str = SECRET, **rest: Any) -> int:
    scores = [
        actions.Own(case.tenders[key], points=value, reason=reason, **rest) for key, value in points.items()
    ]
    return actions.keep_own_scores(case.procurement, by=by, criterion=case.environment, scores=scores)


def kept(case: Any, by: Any) -> dict[str, tuple[Decimal | None, str, int]]:
    rows = own_rows(case.environment, by).values()
    return {row.tender: (row.points, row.reason, row.revision) for row in rows}


def last_entry(case: Any) -> LogEntry:
    return LogEntry.objects.filter(chain_id=case.procurement.public_id).order_by("-number")[0]


ALL = dict.fromkeys("ABCDE", "7")


def test_a_draft_may_lack_points_or_reason_and_is_kept_per_evaluator(
    case: Any, nurse: Any, make_user: Any
) -> None:
    other = make_user("The engineer", role="evaluation-group", procurement=case.procurement)
    assert keep(case, nurse, {"A": "7,5", "B": ""}) == 2
    assert keep(case, other, {"A": "2"}, reason="") == 1
    assert kept(case, nurse) == {"A": (Decimal("7.5"), SECRET, 1), "B": (None, SECRET, 1)}
    assert kept(case, other) == {"A": (Decimal(2), "", 1)}


def test_the_log_tells_that_a_draft_was_kept_and_no_value(case: Any, nurse: Any) -> None:
    keep(case, nurse, {"A": "7.125", "B": "3.375"})
    entry = last_entry(case)
    assert entry.action == "evaluation.own_scores_kept"
    assert set(entry.content) == {"criterion", "key", "tenders", "digest"}
    assert entry.content["tenders"] == ["A", "B"]
    rows = own_rows(case.environment, nurse).values()
    assert entry.content["digest"] == own_digest(row.line for row in rows)
    told = json.dumps(entry.content) + entry.why + entry.subject
    assert SECRET not in told
    assert "7.125" not in told
    assert not any(row.salt in told for row in rows)


def test_what_differs_in_nothing_writes_nothing(case: Any, nurse: Any) -> None:
    keep(case, nurse, {"A": "7"})
    before = LogEntry.objects.count()
    assert keep(case, nurse, {"A": "7,0"}) == 0
    assert LogEntry.objects.count() == before


@pytest.mark.parametrize(
    ("points", "said"),
    [("eleven", "number"), ("10.1", "between 0 and 10"), ("-1", "between 0 and 10"), ("1.2345", "at most 3")],
)
def test_points_that_cannot_be_are_refused_at_their_field_and_nothing_is_kept(
    case: Any, nurse: Any, points: str, said: str
) -> None:
    with pytest.raises(actions.CannotKeepOwn) as refused:
        keep(case, nurse, {"A": "5", "B": points})
    (fault,) = refused.value.faults
    assert (fault.tender.key, fault.item, fault.field) == ("B", "", "points")
    assert said in fault.sentence
    assert not OwnScore.objects.exists()


def test_a_second_window_is_shown_what_the_first_kept(case: Any, nurse: Any) -> None:
    keep(case, nurse, {"A": "5"}, revision=0)
    with pytest.raises(actions.KeptElsewhere) as late:
        keep(case, nurse, {"A": "6"}, revision=0)
    (row,) = late.value.current.values()
    assert (row.tender, row.points, row.revision) == ("A", Decimal(5), 1)
    assert keep(case, nurse, {"A": "6"}, revision=1) == 1


def test_handing_in_wants_points_and_a_reason_for_every_tender_that_competes(case: Any, nurse: Any) -> None:
    actions.judge_musts(
        case.procurement, by=nurse, tender=case.tenders["E"], failed={case.musts[0].pk: "No."}
    )
    keep(case, nurse, {"A": "5", "B": "6", "C": ""})
    with pytest.raises(actions.CannotHandIn, match="2 scores still lack") as refused:
        actions.hand_in(case.procurement, by=nurse, criterion=case.environment)
    assert set(refused.value.missing) == {(case.tenders["C"].pk, ""), (case.tenders["D"].pk, "")}
    keep(case, nurse, {"C": "1", "D": "2"})
    actions.hand_in(case.procurement, by=nurse, criterion=case.environment)
    entry = last_entry(case)
    assert entry.action == "evaluation.own_scores_handed_in"
    assert entry.content["digest"] == own_digest(
        row.line for row in own_rows(case.environment, nurse).values()
    )


def test_what_is_handed_in_stands_still_until_it_is_taken_back(case: Any, nurse: Any) -> None:
    keep(case, nurse, ALL)
    actions.hand_in(case.procurement, by=nurse, criterion=case.environment)
    with pytest.raises(actions.CannotKeepOwn, match="Take them back"):
        keep(case, nurse, {"A": "1"})
    with pytest.raises(actions.CannotHandIn, match="already"):
        actions.hand_in(case.procurement, by=nurse, criterion=case.environment)
    actions.take_back(case.procurement, by=nurse, criterion=case.environment)
    assert not HandIn.objects.exists()
    assert keep(case, nurse, {"A": "1"}) == 1
    with pytest.raises(actions.CannotTakeBack):
        actions.take_back(case.procurement, by=nurse, criterion=case.environment)


def test_once_the_meeting_is_opened_nothing_moves(case: Any, nurse: Any, leader: Any) -> None:
    keep(case, nurse, ALL)
    actions.hand_in(case.procurement, by=nurse, criterion=case.environment)
    Moderation.objects.create(criterion=case.environment, opened_at=clock.now(), opened_by=leader)
    with pytest.raises(actions.CannotTakeBack, match="opened"):
        actions.take_back(case.procurement, by=nurse, criterion=case.environment)
    HandIn.objects.all().delete()
    with pytest.raises(actions.CannotKeepOwn, match="opened"):
        keep(case, nurse, {"A": "1"})
    with pytest.raises(actions.CannotHandIn, match="opened"):
        actions.hand_in(case.procurement, by=nurse, criterion=case.environment)


def test_once_quality_is_locked_nothing_moves(case: Any, nurse: Any, leader: Any) -> None:
    QualityLock.objects.create(
        procurement=case.procurement, locked_at=clock.now(), locked_by=leader, digest="d"
    )
    with pytest.raises(actions.QualityIsLocked):
        keep(case, nurse, ALL)


def test_only_who_judges_an_item_gives_it_points(case: Any, nurse: Any, leader: Any, make_user: Any) -> None:
    with pytest.raises(actions.CannotKeepOwn, match="You do not judge"):
        keep(case, leader, {"A": "5"})
    other = make_user("The engineer", role="evaluation-group", procurement=case.procurement)
    Assignment.objects.create(
        criterion=case.environment, evaluator=other, assigned_by=leader, assigned_at=clock.now()
    )
    with pytest.raises(actions.CannotKeepOwn, match="You do not judge"):
        keep(case, nurse, {"A": "5"})
    assert keep(case, other, {"A": "5"}) == 1


def test_a_criterion_judged_in_each_requirement_takes_points_there_and_only_there(
    case: Any, nurse: Any
) -> None:
    type(case.environment).objects.filter(pk=case.environment.pk).update(judging="each")
    with pytest.raises(actions.CannotKeepOwn, match="requirement by requirement"):
        keep(case, nurse, {"A": "5"})
    assert keep(case, nurse, {"A": "5"}, item="S-1") == 1
    assert OwnScore.objects.get().requirement == case.shoulds[0]
    with pytest.raises(actions.CannotHandIn) as refused:
        actions.hand_in(case.procurement, by=nurse, criterion=case.environment)
    assert len(refused.value.missing) == 5 * 3 - 1


def test_who_declared_a_conflict_keeps_nothing(case: Any, nurse: Any) -> None:
    from veien.road.models import RoleHolding

    RoleHolding.objects.filter(user=nurse).update(
        declaration=RoleHolding.Declaration.CONFLICT, declared_at=clock.now()
    )
    with pytest.raises(actions.IsPartial):
        keep(case, nurse, ALL)
    assert not OwnScore.objects.exists()


def test_a_tender_of_another_procurement_is_refused(case: Any, nurse: Any) -> None:
    from veien.road.actions import start_procurement

    other = start_procurement(
        by=nurse, title="B", buyer=nurse.organisation, pack_id="no-kvikkguide", pack_version="1.0.0"
    )
    tender = case.tenders["A"]
    type(tender).objects.filter(pk=tender.pk).update(procurement=other)
    tender.refresh_from_db()
    with pytest.raises(actions.CannotKeepOwn, match="another procurement"):
        keep(case, nurse, {"A": "5"})
