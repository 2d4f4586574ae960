"""Phase 3: the competition is published, five tenders come in on filled forms, they are judged, scored and ranked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from veien.competition import actions as competition
from veien.criteria.queries import Criterion
from veien.evaluation import actions as evaluation
from veien.foundation import clock
from veien.people.queries import User
from veien.requirements.queries import Requirement
from veien.road.queries import Procurement
from veien.scenarios.agder import walking
from veien.scenarios.agder.data import read
from veien.scenarios.tendering import receive_on_forms
from veien.tenders.queries import Tender

DUE = datetime(2016, 11, 21, 11, 0, tzinfo=UTC)


def compete(
    procurement: Procurement,
    written: Mapping[str, Requirement],
    people: dict[str, User],
    tell: Callable[[str], None],
) -> None:
    """Play phase 3: publish, receive, judge, score, keep the record, decide."""
    clock.move_on(timedelta(days=5))
    competition.publish(
        procurement, by=people["purchaser"], notice_reference="Eksempel, ikke kunngjort", tenders_due_at=DUE
    )
    tell("The competition is published")
    received = receive(procurement, written, by=people["purchaser"])
    tell("Five tenders are received")
    judge(procurement, received, people)
    walking.work_through(procurement, "carry-out-procurement", people, days=Decimal(90), takes=6)
    walking.anchor(procurement, "carry-out", people)
    walking.decide(
        procurement,
        "decision-3a",
        people,
        decided_by="Prosjektleder, Kristiansand",
        answers=("Fem leverandører meldte seg, og alle fem ble tatt med videre i dialogen.",),
    )
    walking.decide(
        procurement,
        "decision-3b",
        people,
        decided_by="Styringsgruppen",
        answers=("Telenor Objects: best forhold mellom pris og kvalitet etter den lagrede rangeringen.",),
    )


def receive(procurement: Procurement, written: Mapping[str, Requirement], *, by: User) -> dict[str, Tender]:
    """Let each tenderer fill in Veien's own forms, and receive them; give the tenders by key."""
    ways = {ref: each.answer for ref, each in written.items()}
    found = {}
    for row in read("tenders"):
        came = datetime.combine(row["received_on"], datetime.min.time(), tzinfo=UTC) + timedelta(
            hours=9, minutes=12
        )
        clock.move_on(max(came + timedelta(hours=1) - clock.now(), timedelta()))
        found[row["key"]] = receive_on_forms(
            procurement,
            by=by,
            key=row["key"],
            name=row["name"],
            came=came,
            prices={key: float(price) for key, price in row["prices"].items()},
            answers=answers_of(row["answers"], ways),
            is_invented=row["is_invented"],
        )
    return found


def answers_of(told: dict[str, Any], ways: Mapping[str, str]) -> dict[str, str | float]:
    """Give the answer to every requirement: its own, or the tenderer's usual one for that way of answering."""
    words = {"yes": "Ja", "no": "Nei"}
    found: dict[str, str | float] = {}
    for ref, way in ways.items():
        text = told["by_ref"].get(ref, told["default"].get(way, ""))
        found[ref] = words[text] if way == "yes_no" else float(text) if way == "number" else text
    return found


def judge(procurement: Procurement, received: dict[str, Tender], people: dict[str, User]) -> None:
    """Judge the must-requirements, score alone and then together, open the prices, and keep the record."""
    clock.move_on(max(DUE + timedelta(days=2) - clock.now(), timedelta()))
    for tender in received.values():
        evaluation.judge_musts(procurement, by=people["nurse"], tender=tender, failed={})
    leaves = {each.key: each for each in Criterion.objects.filter(procurement=procurement, kind="quality")}
    ask(procurement, received["B"], people, leaves["alarm_chain"])
    for number, (key, leaf) in enumerate(leaves.items()):
        score_alone(received, people, key, leaf, number)
        clock.move_on(timedelta(hours=3))
        meet(procurement, received, people["nurse"], key, leaf)
        clock.move_on(timedelta(hours=3))
    evaluation.lock_quality(procurement, by=people["nurse"])
    evaluation.ask_to_open_prices(procurement, by=people["purchaser"])
    evaluation.open_prices(procurement, by=people["leader"])
    evaluation.keep_record(procurement, by=people["leader"])


def ask(procurement: Procurement, tender: Tender, people: dict[str, User], leaf: Criterion) -> None:
    """Let an evaluator propose a question, the purchaser send it, and the tenderer answer."""
    proposed = evaluation.propose_question(
        procurement,
        by=people["nurse"],
        tender=tender,
        criterion=leaf,
        requirement=Requirement.objects.get(procurement=procurement, ref="TA-08"),
        question="Gjelder batteritiden i svaret på TA-08 vanlig bruk med en prøvealarm i døgnet?",
    )
    clock.move_on(timedelta(hours=1))
    sent = evaluation.send_question(
        procurement,
        by=people["purchaser"],
        clarification=proposed,
        question="Batteritiden dere oppgir i svaret på TA-08: Gjelder den vanlig bruk med en prøvealarm i døgnet? "
        "Vis gjerne til stedet i tilbudet der det står.",
        answer_due_at=clock.now() + timedelta(days=2),
    )
    clock.move_on(timedelta(hours=20))
    evaluation.register_answer(
        procurement,
        by=people["purchaser"],
        clarification=sent,
        answer="Ja. Tiden er oppgitt med en prøvealarm i døgnet. Det står i produktarket som er vedlagt tilbudet.",
        answered_at=clock.now(),
    )


def score_alone(
    received: dict[str, Tender], people: dict[str, User], key: str, leaf: Criterion, number: int
) -> None:
    """Let two evaluators score a criterion alone; the second sees one tender a point lower than the first."""
    rows = list(read("tenders"))
    for person, off in (("nurse", None), ("therapist", rows[number % len(rows)]["key"])):
        evaluation.keep_own_scores(
            leaf.procurement,
            by=people[person],
            criterion=leaf,
            scores=[
                evaluation.Own(
                    received[row["key"]],
                    points=str(own_points(row["scores"][key]["points"], is_lower=row["key"] == off)),
                    reason=row["scores"][key]["reason"],
                )
                for row in rows
            ],
        )
        evaluation.hand_in(leaf.procurement, by=people[person], criterion=leaf)
        clock.move_on(timedelta(minutes=40))


def own_points(points: str, *, is_lower: bool) -> Decimal:
    """Give what an evaluator gave alone: a point lower than the group settles on, where the two differ."""
    return max(Decimal(points) - 1, Decimal(0)) if is_lower else Decimal(points)


def meet(procurement: Procurement, received: dict[str, Tender], by: User, key: str, leaf: Criterion) -> None:
    """Let the two meet over a criterion: what they agree on is taken over, the rest is talked through and settled."""
    evaluation.open_moderation(procurement, by=by, criterion=leaf)
    evaluation.settle_agreed(procurement, by=by, criterion=leaf)
    evaluation.settle_scores(
        procurement,
        by=by,
        criterion=leaf,
        settled=[
            evaluation.Settled(
                received[row["key"]], Decimal(row["scores"][key]["points"]), row["scores"][key]["reason"]
            )
            for row in read("tenders")
        ],
    )
