"""The evaluation: three score alone, settle together, lock quality, and two others open the prices."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from veien.criteria.queries import Criterion
from veien.evaluation import actions as evaluation
from veien.foundation import clock
from veien.people.queries import User
from veien.road.queries import Procurement
from veien.tenders.queries import Tender

ALONE = "Mitt syn før møtet, ut fra svarene i tilbudet. Eksempel."


def judge(
    procurement: Procurement,
    received: Mapping[str, Tender],
    leaves: Mapping[str, Criterion],
    people: Mapping[str, User],
    told: Any,
) -> None:
    """Judge the must-requirements, score alone and then together, open the prices, and keep the record."""
    put_to_work(procurement, leaves, people, told["alone"])
    demonstrate(procurement, received["B"], leaves["competence"], people["nurse"])
    judge_musts(procurement, received, people["nurse"], told)
    competing = {key: each for key, each in received.items() if key in told["together"]["environment"]}
    for key in told["together"]:
        score_alone(procurement, competing, leaves[key], people, told["alone"])
        clock.move_on(timedelta(days=2))
        meet(procurement, competing, leaves[key], people, told["together"][key])
        clock.move_on(timedelta(hours=2))
    evaluation.lock_quality(procurement, by=people["nurse"])
    clock.move_on(timedelta(hours=1))
    evaluation.ask_to_open_prices(procurement, by=people["purchaser"])
    clock.move_on(timedelta(minutes=20))
    evaluation.open_prices(procurement, by=people["leader"])
    evaluation.keep_record(procurement, by=people["purchaser"], note="Eksempel: innstilling")


def put_to_work(
    procurement: Procurement,
    leaves: Mapping[str, Criterion],
    people: Mapping[str, User],
    alone: Mapping[str, Any],
) -> None:
    """Write down what the three know, and put each to the criteria that are theirs."""
    known = {
        "nurse": ("function", "delivery"),
        "therapist": ("service", "delivery"),
        "adviser": ("environment",),
    }
    fields = {people[key].pk: words for key, words in known.items()}
    evaluation.set_competences(procurement, by=people["leader"], known=fields)
    for person, given in alone.items():
        for key in given:
            evaluation.assign(
                procurement, by=people["leader"], evaluator=people[person], criterion=leaves[key]
            )


def demonstrate(procurement: Procurement, tender: Tender, leaf: Criterion, by: User) -> None:
    """Meet one tenderer in a demonstration, and write its minutes."""
    meeting = evaluation.plan_meeting(
        procurement,
        by=by,
        tender=tender,
        kind="demonstration",
        held_at=clock.now() + timedelta(days=1),
        criteria=[leaf],
        place="Vaktrommet, sone øst",
    )
    clock.move_on(timedelta(days=1, hours=2))
    minutes = (
        "Eksempel. Nattevakten prøvde å sette inn en ny dose uten hjelp og fikk det til på andre forsøk."
    )
    evaluation.write_minutes(procurement, by=by, meeting=meeting, text=minutes)


def judge_musts(procurement: Procurement, received: Mapping[str, Tender], by: User, told: Any) -> None:
    """Judge every tender's must-requirements; the one that fails is rejected with its ground."""
    from veien.evaluation.queries.judging import musts_of

    for row in told["tenders"]:
        tender = received[row["key"]]
        keys = {each.requirement.ref: each.requirement.pk for each in musts_of(tender)}
        failed = {keys[ref]: ground for ref, ground in row.get("fails", {}).items()}
        evaluation.judge_musts(procurement, by=by, tender=tender, failed=failed)


def score_alone(
    procurement: Procurement,
    competing: Mapping[str, Tender],
    leaf: Criterion,
    people: Mapping[str, User],
    alone: Mapping[str, Any],
) -> None:
    """Let each of the three keep own points on a criterion and hand them in."""
    for person, given in alone.items():
        if leaf.key not in given:
            continue
        scores = [
            evaluation.Own(tender, points=given[leaf.key][key], reason=ALONE)
            for key, tender in competing.items()
        ]
        evaluation.keep_own_scores(procurement, by=people[person], criterion=leaf, scores=scores)
        evaluation.hand_in(procurement, by=people[person], criterion=leaf)


def meet(
    procurement: Procurement,
    competing: Mapping[str, Tender],
    leaf: Criterion,
    people: Mapping[str, User],
    together: Mapping[str, Any],
) -> None:
    """Open the meeting over a criterion, and settle its points with reason and dissent."""
    evaluation.open_moderation(procurement, by=people["nurse"], criterion=leaf)
    settled = [
        evaluation.Settled(
            tender,
            points=together[key]["points"],
            reason=together[key]["reason"],
            dissents={people[person].pk: words for person, words in together[key].get("dissent", {}).items()},
        )
        for key, tender in competing.items()
    ]
    evaluation.settle_scores(procurement, by=people["nurse"], criterion=leaf, settled=settled)
