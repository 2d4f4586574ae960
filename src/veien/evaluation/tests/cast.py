"""Five tenders on price 20, environment 50 and competence 30: the weights of a published lecture, figures invented."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from veien.criteria import actions as criteria
from veien.files.actions import keep
from veien.foundation import clock

PUBLISHED = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
DUE = datetime(2026, 4, 15, 10, 0, tzinfo=UTC)
IN_TIME = DUE - timedelta(hours=2)

PRICES = {"A": "1000000", "B": "1250000", "C": "800000", "D": "900000", "E": "700000"}
ENVIRONMENT = {"A": "6", "B": "8", "C": "4", "D": "5,7", "E": "9"}
COMPETENCE = {"A": "7", "B": "8", "C": "6", "D": "9", "E": "9"}
MODELS: dict[str, dict[str, Any]] = {
    "linear": {"method": "points", "model": {"name": "linear_above_lowest", "slope": "1"}},
    "proportional": {"method": "points", "model": {"name": "proportional"}},
    "priced": {"method": "priced_quality", "model": {}},
}
ANCHORS = {"top": "Measured in use.", "middle": "Measured once.", "bottom": "Only said."}


def make_model(procurement: Any, by: Any, model: str = "linear") -> SimpleNamespace:
    """Build the award model of the case, with one price line."""
    chosen = MODELS[model]
    criteria.choose_model(
        procurement, by=by, method=chosen["method"], scale=Decimal(10), reason="The lecture"
    )
    money = (Decimal(50000), Decimal(30000)) if model == "priced" else (None, None)
    price = criteria.add_criterion(procurement, by=by, title="Price", kind="price", model=chosen["model"])
    environment = criteria.add_criterion(
        procurement, by=by, title="Environment", kind="quality", money_per_point=money[0], **ANCHORS
    )
    competence = criteria.add_criterion(
        procurement, by=by, title="Competence", kind="quality", money_per_point=money[1], **ANCHORS
    )
    if model != "priced":
        weights = {
            price.public_id: Decimal("0.2"),
            environment.public_id: Decimal("0.5"),
            competence.public_id: Decimal("0.3"),
        }
        criteria.set_weights(procurement, by=by, parent=None, weights=weights)
    line = criteria.add_price_line(procurement, by=by, title="All of it", unit="whole", volume=Decimal(1))
    return SimpleNamespace(price=price, environment=environment, competence=competence, line=line)


def make_requirements(
    procurement: Any, model: Any, *, musts: int = 2, shoulds: int = 3, first_key: int | None = None
) -> SimpleNamespace:
    """Write must-requirements answered by yes or no, and should-requirements of the environment."""
    from veien.criteria.models import CriterionRequirement
    from veien.requirements.models import Requirement, Section

    section = Section.objects.create(procurement=procurement, title="Asked for", position=0)

    def write(count: int, obligation: str, answer: str, start: int) -> list[Any]:
        return Requirement.objects.bulk_create(
            Requirement(
                pk=None if first_key is None else first_key + start + number,
                procurement=procurement,
                section=section,
                position=start + number,
                ref=f"{obligation[0].upper()}-{number + 1}",
                title=f"{obligation} {number + 1}",
                text=f"The text of {obligation} {number + 1}.",
                obligation=obligation,
                answer=answer,
                added_at=clock.now(),
            )
            for number in range(count)
        )

    found = SimpleNamespace(
        musts=write(musts, "must", "yes_no", 0), shoulds=write(shoulds, "should", "text", musts)
    )
    CriterionRequirement.objects.bulk_create(
        CriterionRequirement(criterion=model.environment, requirement=each) for each in found.shoulds
    )
    return found


def publish(procurement: Any, by: Any) -> None:
    """Lock and publish, as the competition does."""
    from django.db import transaction

    from veien.competition.models import Competition
    from veien.requirements import actions as requirements

    with clock.standing_at(PUBLISHED), transaction.atomic():
        Competition.objects.create(
            procurement=procurement,
            published_at=PUBLISHED,
            published_by=by,
            notice_reference="2026/17",
            tenders_due_at=DUE,
            requirements_digest=requirements.lock(procurement),
            criteria_digest=criteria.lock(procurement),
        )


def make_tender(
    procurement: Any,
    by: Any,
    key: str,
    *,
    lines: Mapping[int, str],
    answers: Mapping[int, str],
    received_at: datetime = IN_TIME,
) -> Any:
    """Make a tender straight in the tables, as it stands after its forms were read."""
    from veien.tenders.models import Answer, PriceAnswer, Tender

    files = [
        keep(f"{key} {each}".encode(), name=f"{each}.xlsx", content_type="x") for each in ("price", "answer")
    ]
    tender = Tender.objects.create(
        procurement=procurement,
        key=key,
        name=f"Firm {key}",
        is_invented=True,
        received_at=received_at,
        registered_at=received_at,
        registered_by=by,
        price_file=files[0],
        answer_file=files[1],
    )
    PriceAnswer.objects.bulk_create(
        PriceAnswer(tender=tender, line_id=line, unit_price=Decimal(price)) for line, price in lines.items()
    )
    Answer.objects.bulk_create(
        Answer(tender=tender, requirement_id=requirement, value=value)
        for requirement, value in answers.items()
    )
    return tender


def make_case(
    procurement: Any, by: Any, *, model: str = "linear", keys: str = "ABCDE", musts: int = 2, shoulds: int = 3
) -> SimpleNamespace:
    """Build the whole case up to tenders that nobody has judged."""
    made = make_model(procurement, by, model)
    asked = make_requirements(procurement, made, musts=musts, shoulds=shoulds)
    publish(procurement, by)
    answers = {each.pk: "yes" for each in asked.musts} | {each.pk: "Measured." for each in asked.shoulds}
    tenders = {
        key: make_tender(procurement, by, key, lines={made.line.pk: PRICES[key]}, answers=answers)
        for key in keys
    }
    return SimpleNamespace(**vars(made), **vars(asked), tenders=tenders, procurement=procurement)


def close(case: SimpleNamespace, by: Any) -> None:
    """Lock quality and open the prices, as two others would."""
    from veien.evaluation import actions
    from veien.people.queries import User
    from veien.tenders.models import PriceOpening

    actions.lock_quality(case.procurement, by=by)
    if case.price is not None:
        other = User.objects.exclude(pk=by.pk).order_by("pk")[0]
        PriceOpening.objects.create(
            procurement=case.procurement,
            asked_by=by,
            asked_at=clock.now(),
            opened_by=other,
            opened_at=clock.now(),
        )


def judge_and_score(case: SimpleNamespace, by: Any, *, is_closed: bool = True) -> None:
    """Judge E out on its second must-requirement, let the group agree on the others, then close the judging."""
    from veien.evaluation import actions

    for key, tender in case.tenders.items():
        failed = {case.musts[1].pk: "The certificate has run out."} if key == "E" else {}
        actions.judge_musts(case.procurement, by=by, tender=tender, failed=failed)
    for leaf, points in ((case.environment, ENVIRONMENT), (case.competence, COMPETENCE)):
        given = {
            key: (points[key], f"{leaf.title} of {key} is as it should be.")
            for key in case.tenders
            if key != "E"
        }
        score_alone(case, leaf, given)
        actions.open_moderation(case.procurement, by=by, criterion=leaf)
        actions.settle_agreed(case.procurement, by=by, criterion=leaf)
    if is_closed:
        close(case, by)


def score_alone(
    case: SimpleNamespace, leaf: Any, given: Mapping[str, tuple[str, str]], *, people: Any = None
) -> None:
    """Let all who evaluate, or only some, give points alone on a criterion as a whole, and hand in.

    ``given`` is points and reason by the tender's key. The rows are written straight in the tables.
    """
    from veien.evaluation.models import HandIn, OwnScore
    from veien.evaluation.queries.judges import evaluators_of

    keys = [each.pk for each in people or evaluators_of(case.procurement)]
    now = clock.now()
    OwnScore.objects.bulk_create(
        OwnScore(
            tender=case.tenders[key],
            criterion=leaf,
            evaluator_id=person,
            points=Decimal(points.replace(",", ".")),
            reason=reason,
            salt=f"salt of {person}",
            changed_at=now,
        )
        for person in keys
        for key, (points, reason) in given.items()
    )
    HandIn.objects.bulk_create(
        HandIn(criterion=leaf, evaluator_id=person, handed_in_at=now) for person in keys
    )


def settle(
    case: SimpleNamespace, by: Any, leaf: Any, given: Mapping[str, tuple[str, str]], **changes: Any
) -> None:
    """Settle points in a meeting that is open; ``given`` is points and reason by the tender's key."""
    from veien.evaluation import actions

    settled = [
        actions.Settled(case.tenders[key], points, reason, **changes)
        for key, (points, reason) in given.items()
    ]
    actions.settle_scores(case.procurement, by=by, criterion=leaf, settled=settled)


def take_up(case: SimpleNamespace) -> None:
    """Take a closed judging up again, prices shut, as a test needs it that changes what was judged."""
    from veien.evaluation.models import QualityLock
    from veien.tenders.models import PriceOpening

    PriceOpening.objects.filter(procurement=case.procurement).delete()
    QualityLock.objects.filter(procurement=case.procurement).delete()
