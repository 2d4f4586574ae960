"""Judging, scoring, rejecting and keeping: each writes one entry, and what cannot stand is refused at its place."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from veien.audit.queries import entries_of, verify_chain
from veien.award_model.rules import check_case, evaluate
from veien.evaluation import actions, queries
from veien.evaluation.models import EvaluationRecord, MustJudgement, Rejection, Score
from veien.evaluation.tests.cast import (
    DUE,
    close,
    judge_and_score,
    make_case,
    make_tender,
    score_alone,
    take_up,
)
from veien.files.queries import content_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(procurement: Any, leader: Any) -> Any:
    return make_case(procurement, leader)


def last_entry(procurement: Any) -> Any:
    return entries_of(procurement.public_id, most=1)[0]


def count_entries(procurement: Any) -> int:
    return len(entries_of(procurement.public_id))


def judge(case: Any, by: Any, key: str = "A", **changes: Any) -> None:
    wanted = {"failed": {}} | changes
    actions.judge_musts(case.procurement, by=by, tender=case.tenders[key], **wanted)


def test_all_are_met_unless_an_exception_is_named(case: Any, nurse: Any) -> None:
    judge(case, nurse, failed={case.musts[1].pk: " The certificate has run out. "})
    rows = MustJudgement.objects.filter(tender=case.tenders["A"]).order_by("requirement__ref")
    assert [(row.passed, row.ground) for row in rows] == [(True, ""), (False, "The certificate has run out.")]
    entry = last_entry(case.procurement)
    assert entry.action == "evaluation.musts_judged"
    assert entry.content["met"] == ["M-1"]
    assert entry.content["not_met"] == {"M-2": "The certificate has run out."}
    assert queries.standing_of(case.procurement).by_key("A").is_rejected


@pytest.mark.parametrize("ground", ["", "  ", "-", "5"])
def test_a_failed_must_needs_a_ground_in_words(case: Any, nurse: Any, ground: str) -> None:
    with pytest.raises(actions.CannotJudge) as refused:
        judge(case, nurse, failed={case.musts[0].pk: ground})
    assert list(refused.value.faults) == [case.musts[0].pk]
    assert not MustJudgement.objects.exists()


def test_nobody_is_taken_to_meet_what_the_tenderer_says_no_to(case: Any, nurse: Any) -> None:
    from veien.tenders.models import Answer

    no, silent = case.musts
    Answer.objects.filter(tender=case.tenders["A"], requirement=no).update(value="no")
    Answer.objects.filter(tender=case.tenders["A"], requirement=silent).update(value="")
    with pytest.raises(actions.CannotJudge) as refused:
        judge(case, nurse)
    assert set(refused.value.faults) == {no.pk, silent.pk}
    judge(case, nurse, passed=[no.pk, silent.pk])
    assert queries.standing_of(case.procurement).by_key("A").judged == 2


def test_what_is_left_stays_unjudged_when_asked(case: Any, nurse: Any) -> None:
    judge(case, nurse, passed=[case.musts[0].pk], rest_met=False)
    assert queries.standing_of(case.procurement).by_key("A").musts_left == 1


def test_a_judgement_that_changes_keeps_what_it_was_in_the_log(case: Any, nurse: Any) -> None:
    judge(case, nurse)
    judge(case, nurse, failed={case.musts[0].pk: "It was not true."})
    assert last_entry(case.procurement).content["before"] == {"M-1": {"state": "met", "ground": ""}}
    before = count_entries(case.procurement)
    judge(case, nurse, failed={case.musts[0].pk: "It was not true."})
    assert count_entries(case.procurement) == before


def test_the_second_judge_sees_what_the_first_wrote(case: Any, nurse: Any, leader: Any) -> None:
    judge(case, nurse, revision=0)
    with pytest.raises(actions.JudgedMeanwhile) as late:
        judge(case, leader, failed={case.musts[0].pk: "I think not."}, revision=0)
    assert [row.state for row in late.value.current] == ["met", "met"]
    judge(case, leader, failed={case.musts[0].pk: "I think not."}, revision=1)


def test_a_requirement_of_another_specification_cannot_be_judged(case: Any, nurse: Any) -> None:
    with pytest.raises(actions.CannotJudge):
        judge(case, nurse, failed={case.shoulds[0].pk: "It is no must-requirement."})


def meet(case: Any, by: Any, leaf: Any = None) -> None:
    """Open the meeting over a criterion on which one point each was given alone."""
    leaf = leaf or case.environment
    score_alone(case, leaf, dict.fromkeys("ABCD", ("1", "Seen alone.")))
    actions.open_moderation(case.procurement, by=by, criterion=leaf)


def test_points_stand_with_their_reason(case: Any, nurse: Any) -> None:
    meet(case, nurse)
    give(case, nurse, "A", "7,5", " Measured in use.\r\nTwice. ")
    score = Score.objects.get()
    assert (score.points, score.reason, score.revision) == (Decimal("7.5"), "Measured in use.\nTwice.", 1)
    entry = last_entry(case.procurement)
    assert entry.action == "evaluation.scores_settled"
    told = entry.content["scores"][0]
    assert (told["tender"], told["points"], told["reason"]) == ("A", "7.5", "Measured in use.\nTwice.")
    own = {"by": "The nurse", "points": "1", "reason": "Seen alone.", "salt": f"salt of {nurse.pk}"}
    assert told["own"] == [own]


def give(case: Any, by: Any, key: str, points: str, reason: str = "As measured.", **changes: Any) -> None:
    criterion = changes.pop("criterion", case.environment)
    settled = [actions.Settled(case.tenders[key], points, reason, **changes)]
    actions.settle_scores(case.procurement, by=by, criterion=criterion, settled=settled)


@pytest.mark.parametrize(
    ("points", "reason", "field"),
    [
        ("", "As measured.", "points"),
        ("many", "As measured.", "points"),
        ("10,5", "As measured.", "points"),
        ("-1", "As measured.", "points"),
        ("1,0001", "As measured.", "points"),
        ("7", "", "reason"),
        ("7", " - ", "reason"),
        ("7", "x" * 4001, "reason"),
    ],
)
def test_points_that_cannot_stand_are_refused_at_their_field(
    case: Any, nurse: Any, points: str, reason: str, field: str
) -> None:
    meet(case, nurse)
    with pytest.raises(actions.CannotScore) as refused:
        give(case, nurse, "A", points, reason)
    assert [fault.field for fault in refused.value.faults] == [field]
    assert not Score.objects.exists()


def test_a_price_or_a_group_takes_no_points(case: Any, nurse: Any) -> None:
    with pytest.raises(actions.CannotScore):
        give(case, nurse, "A", "7", criterion=case.price)


def test_a_criterion_is_scored_whole_or_not_at_all(case: Any, nurse: Any) -> None:
    meet(case, nurse)
    scores = [
        actions.Settled(case.tenders["A"], "7", "As measured."),
        actions.Settled(case.tenders["B"], "many", ""),
    ]
    with pytest.raises(actions.CannotScore) as refused:
        actions.settle_scores(case.procurement, by=nurse, criterion=case.environment, settled=scores)
    assert [(fault.tender.key, fault.field) for fault in refused.value.faults] == [
        ("B", "reason"),
        ("B", "points"),
    ]
    assert not Score.objects.exists()


def test_one_criterion_is_one_entry_with_what_changed(case: Any, nurse: Any, leader: Any) -> None:
    meet(case, nurse)
    give(case, nurse, "A", "7")
    scores = [
        actions.Settled(case.tenders["A"], "7", "As measured."),
        actions.Settled(case.tenders["B"], "8", "Better."),
    ]
    actions.settle_scores(case.procurement, by=leader, criterion=case.environment, settled=scores)
    assert [each["tender"] for each in last_entry(case.procurement).content["scores"]] == ["B"]
    assert Score.objects.get(tender=case.tenders["A"]).scored_by == nurse
    give(case, leader, "A", "6", "On second thoughts.")
    assert last_entry(case.procurement).content["scores"][0]["before"] == {
        "points": "7",
        "reason": "As measured.",
        "by": "The nurse",
        "dissents": {},
    }
    before = count_entries(case.procurement)
    give(case, nurse, "A", "6,0", "On second thoughts.")
    assert count_entries(case.procurement) == before


def test_the_second_evaluator_sees_what_the_first_wrote(case: Any, nurse: Any, leader: Any) -> None:
    meet(case, nurse)
    give(case, nurse, "A", "7", revision=0)
    with pytest.raises(actions.ScoredMeanwhile) as late:
        give(case, leader, "A", "5", "Less.", revision=0)
    assert late.value.current[case.tenders["A"].pk, ""].points == 7
    give(case, leader, "A", "7", "As measured.", revision=0)
    give(case, leader, "A", "5", "Less.", revision=1)
    assert Score.objects.get().revision == 2


def test_who_has_declared_a_conflict_cannot_judge(case: Any, nurse: Any) -> None:
    from veien.foundation import clock
    from veien.road.models import RoleHolding

    RoleHolding.objects.filter(user=nurse).update(declaration="conflict", declared_at=clock.now())
    for act in (lambda: judge(case, nurse), lambda: give(case, nurse, "A", "7")):
        with pytest.raises(actions.IsPartial):
            act()


def test_a_tender_is_rejected_with_a_ground_and_taken_back_with_another(case: Any, buyer: Any) -> None:
    tender = case.tenders["A"]
    with pytest.raises(actions.CannotReject) as refused:
        actions.reject_tender(case.procurement, by=buyer, tender=tender, reason=" ")
    assert refused.value.field == "reason"
    actions.reject_tender(case.procurement, by=buyer, tender=tender, reason="The price form is not signed.")
    assert last_entry(case.procurement).action == "evaluation.tender_rejected"
    with pytest.raises(actions.CannotReject):
        actions.reject_tender(case.procurement, by=buyer, tender=tender, reason="Once more.")
    actions.undo_rejection(case.procurement, by=buyer, tender=tender, reason="The signature was on page two.")
    assert last_entry(case.procurement).why == "The signature was on page two."
    assert not Rejection.objects.exists()
    with pytest.raises(actions.CannotReject):
        actions.undo_rejection(case.procurement, by=buyer, tender=tender, reason="Once more.")


def test_the_tables_keep_their_promises(case: Any, nurse: Any) -> None:
    from veien.foundation import clock

    tender, now = case.tenders["A"], clock.now()
    judged = {"tender": tender, "judged_by": nurse, "judged_at": now}
    scored = {"tender": tender, "criterion": case.environment, "scored_by": nurse, "scored_at": now}
    for make in (
        lambda: MustJudgement.objects.create(requirement=case.musts[0], passed=False, ground="", **judged),
        lambda: Score.objects.create(points=Decimal(-1), reason="x", **scored),
        lambda: Score.objects.create(points=Decimal(1), reason="", **scored),
        lambda: Rejection.objects.create(tender=tender, reason="", rejected_by=nurse, rejected_at=now),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            make()


def test_a_late_tender_is_rejected_in_the_case_with_its_times(case: Any, leader: Any, nurse: Any) -> None:
    make_tender(case.procurement, leader, "F", lines={}, answers={}, received_at=DUE + timedelta(minutes=3))
    judge_and_score(case, nurse)
    document = queries.case_of(case.procurement)
    assert "fristen" in document["tenders"][5]["rejected"] or "deadline" in document["tenders"][5]["rejected"]
    assert "M-2" in document["tenders"][4]["rejected"]
    assert "The certificate has run out" in document["tenders"][4]["rejected"]


@pytest.mark.parametrize(
    ("model", "order"),
    [("linear", "DBAC"), ("proportional", "BDAC"), ("priced", "DCAB")],
)
def test_the_same_points_give_another_order_in_another_model(
    procurement: Any, leader: Any, nurse: Any, model: str, order: str
) -> None:
    case = make_case(procurement, leader, model=model)
    judge_and_score(case, nurse)
    result = queries.result_of(procurement)
    assert result is not None
    assert "".join(result["order"]) == order
    assert list(result["rejected"]) == ["E"]


def test_nothing_is_ranked_before_everything_is_judged(case: Any, nurse: Any) -> None:
    computed = queries.computed_of(case.procurement)
    assert computed.result is None
    assert {each.kind for each in computed.missing} == {"musts", "scores"}
    with pytest.raises(actions.CannotKeepRecord) as refused:
        actions.keep_record(case.procurement, by=nurse)
    assert "A Firm A" in str(refused.value)
    assert not EvaluationRecord.objects.exists()


def test_a_kept_record_holds_the_case_the_result_and_their_digests(case: Any, nurse: Any) -> None:
    judge_and_score(case, nurse)
    record = actions.keep_record(case.procurement, by=nurse, note="Before the meeting")
    data = content_of(record.file)
    assert hashlib.sha256(data).hexdigest() == record.sha256
    document = json.loads(data)
    result = evaluate(check_case(document), engine="veien test")
    kept = json.loads(content_of(record.result_file))
    assert {**kept, "engine": ""} == {**result, "engine": ""}
    entry = last_entry(case.procurement)
    assert entry.action == "evaluation.record_kept"
    assert entry.content["sha256"] == record.sha256
    assert entry.content["order"] == ["D", "B", "A", "C"]
    assert document["evidence"]["digests"]["log"]["entries"] == entry.number - 1
    assert verify_chain(case.procurement.public_id).intact


def reopen(case: Any, by: Any, points: str, reason: str) -> None:
    """Change the points of A after the judging was closed, and close it again."""
    take_up(case)
    give(case, by, "A", points, reason)
    close(case, by)


def test_the_records_say_whether_anything_has_changed_since(case: Any, nurse: Any) -> None:
    judge_and_score(case, nurse)

    def since() -> Any:
        records = queries.records_of(case.procurement)
        return queries.changed_since(records, queries.case_of(case.procurement))

    assert since().last is None
    actions.keep_record(case.procurement, by=nurse)
    assert not since().has_changed
    reopen(case, nurse, "6", "Said in other words.")
    assert (since().judgements, since().figures) == (True, False)
    reopen(case, nurse, "9", "Said in other words.")
    assert (since().judgements, since().figures) == (True, True)
    assert actions.keep_record(case.procurement, by=nurse).number == 2
    assert not since().has_changed


def test_a_price_of_zero_keeps_the_ranking_away_with_a_sentence(case: Any, nurse: Any) -> None:
    from veien.tenders.models import PriceAnswer

    judge_and_score(case, nurse)
    PriceAnswer.objects.filter(tender=case.tenders["A"]).update(unit_price=0)
    computed = queries.computed_of(case.procurement)
    assert computed.result is None
    assert [each.kind for each in computed.missing] == ["figures"]
    assert "A Firm A" in computed.missing[0].sentence


def test_the_road_hears_how_far_it_has_come(case: Any, nurse: Any) -> None:
    from veien.evaluation.tool import report
    from veien.tenders.rules import evaluation_has_begun

    assert not any(report(case.procurement).facts.values())
    assert not evaluation_has_begun(case.procurement)
    judge_and_score(case, nurse)
    assert all(report(case.procurement).facts.values())
    assert evaluation_has_begun(case.procurement)
