"""Fills a database with one evaluation at full size: 1,000 requirements that get points, 20 tenders, 10 evaluators.

Run in a process of its own: python -m bench.matrix_world [requirements], with VEIEN_HOME set.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

TENDERS = 20
EVALUATORS = 10
LARGEST = 400  # requirements in the criterion whose pages are measured
REST = 100  # requirements in each of the others
WORDS = (
    "Measured in use by a municipality of our size",
    "Shown in the demonstration, but only for one of the three kinds of sensor",
    "Described in general words; the figures asked for are missing",
    "More than asked for: the alarm reaches two receivers at once",
)


def fill(requirements: int) -> None:
    """Make everything up to locked quality and open prices, and say who is who."""
    from veien.foundation import clock
    from veien.organisations.models import Organisation
    from veien.people.models import User
    from veien.road.actions import start_procurement
    from veien.road.models import RoleHolding

    buyer = Organisation.objects.create(
        name="Storvik kommune", kind="municipality", country="NO", population=92000, created_at=clock.now()
    )
    people = [
        User.objects.create_user(f"person{number}@bench.example", full_name=f"Person {number:02}")
        for number in range(EVALUATORS + 1)
    ]
    leader = people[0]
    procurement = start_procurement(
        by=leader,
        title="Safety alarms",
        buyer=buyer,
        pack_id="no-kvikkguide",
        pack_version="1.0.0",
    )
    RoleHolding.objects.bulk_create(
        RoleHolding(procurement=procurement, user=person, role="evaluation-group") for person in people[1:]
    )
    leaves = _model(procurement, leader, requirements)
    _publish(procurement, leader)
    _tenders(procurement, leader, people[1])
    _scores(procurement, people[1:])
    _tell(procurement, leaves[0], people)


def _model(procurement: Any, leader: Any, requirements: int) -> list[Any]:
    from veien.criteria import actions

    actions.choose_model(procurement, by=leader, method="points", scale=Decimal(10), reason="Known to all")
    actions.add_criterion(
        procurement,
        by=leader,
        title="Price",
        kind="price",
        model={"name": "linear_above_lowest", "slope": "1"},
    )
    sizes = _sizes(requirements)
    leaves = [
        actions.add_criterion(
            procurement,
            by=leader,
            title=f"Quality {number}",
            kind="quality",
            top="Better than asked for, and measured.",
            middle="As asked for.",
            bottom="Not shown.",
        )
        for number in range(1, len(sizes) + 1)
    ]
    share = (Decimal("0.7") / len(leaves)).quantize(Decimal("0.000001"))
    weights = {each.public_id: share for each in leaves}
    price = next(each for each in _criteria(procurement) if each.kind == "price")
    weights[price.public_id] = 1 - share * len(leaves)
    actions.set_weights(procurement, by=leader, parent=None, weights=weights)
    actions.add_price_line(procurement, by=leader, title="All of it", unit="whole", volume=Decimal(1))
    rows = iter(_requirements(procurement, requirements))
    for leaf, size in zip(leaves, sizes, strict=True):
        chosen = [next(rows).public_id for _ in range(size)]
        actions.assign_requirements(procurement, by=leader, criterion=leaf, requirements=chosen)
        actions.choose_judging(procurement, by=leader, criterion=leaf, judging="each")
    return leaves


def _sizes(requirements: int) -> list[int]:
    first = min(LARGEST, requirements * LARGEST // 1000)
    each = max(1, requirements * REST // 1000)
    return [first, *[each] * ((requirements - first) // each)]


def _criteria(procurement: Any) -> list[Any]:
    from veien.criteria.models import Criterion

    return list(Criterion.objects.filter(procurement=procurement).order_by("position", "pk"))


def _requirements(procurement: Any, count: int) -> list[Any]:
    from veien.foundation import clock
    from veien.requirements.models import Requirement, Section

    section = Section.objects.create(procurement=procurement, title="Alarms", position=0)
    return Requirement.objects.bulk_create(
        Requirement(
            procurement=procurement,
            section=section,
            position=number,
            ref=f"F-{number:04d}",
            title=f"The alarm tells within two minutes ({number})",
            text="Describe the solution, and how it was tried by municipalities of the same size.",
            obligation="should",
            category="function",
            added_at=clock.now(),
        )
        for number in range(1, count + 1)
    )


def _publish(procurement: Any, leader: Any) -> None:
    from datetime import timedelta

    from django.db import transaction

    from veien.competition.models import Competition
    from veien.criteria import actions as criteria
    from veien.foundation import clock
    from veien.requirements import actions as requirements

    with transaction.atomic():
        Competition.objects.create(
            procurement=procurement,
            published_at=clock.now(),
            published_by=leader,
            notice_reference="2026/1",
            tenders_due_at=clock.now() + timedelta(days=40),
            requirements_digest=requirements.lock(procurement),
            criteria_digest=criteria.lock(procurement),
        )


def _tenders(procurement: Any, leader: Any, other: Any) -> None:
    from veien.criteria.models import PriceLine
    from veien.files.actions import keep
    from veien.foundation import clock
    from veien.requirements.models import Requirement
    from veien.tenders.models import Answer, PriceAnswer, PriceOpening, Tender

    chance = random.Random(2026)
    line = PriceLine.objects.get(procurement=procurement)
    asked = list(Requirement.objects.filter(procurement=procurement))
    for number in range(TENDERS):
        key = chr(ord("A") + number)
        files = [keep(f"{key} {part}".encode(), name=f"{part}.xlsx", content_type="x") for part in "pa"]
        tender = Tender.objects.create(
            procurement=procurement,
            key=key,
            name=f"Firm {key}",
            is_invented=True,
            received_at=clock.now(),
            registered_at=clock.now(),
            registered_by=leader,
            price_file=files[0],
            answer_file=files[1],
        )
        PriceAnswer.objects.create(tender=tender, line=line, unit_price=chance.randint(800_000, 2_000_000))
        Answer.objects.bulk_create(
            Answer(tender=tender, requirement=each, value=chance.choice(WORDS)) for each in asked
        )
    PriceOpening.objects.create(
        procurement=procurement,
        asked_by=leader,
        asked_at=clock.now(),
        opened_by=other,
        opened_at=clock.now(),
    )


def _scores(procurement: Any, people: list[Any]) -> None:
    from veien.evaluation.models import OwnScore, QualityLock, Score
    from veien.foundation import clock
    from veien.tenders.models import Tender

    chance, now = random.Random(7), clock.now()
    tenders = list(Tender.objects.filter(procurement=procurement).order_by("pk"))
    for place in _places(procurement):
        given = [Decimal(chance.randint(0, 20)) / 2 for _ in tenders]
        Score.objects.bulk_create(
            Score(
                tender=tender,
                points=points,
                reason=chance.choice(WORDS),
                scored_by=people[0],
                scored_at=now,
                **place,
            )
            for tender, points in zip(tenders, given, strict=True)
        )
        OwnScore.objects.bulk_create(
            OwnScore(
                tender=tender,
                evaluator=person,
                points=min(Decimal(10), max(Decimal(0), points + chance.choice((-1, 0, 0, 1)))),
                reason=chance.choice(WORDS),
                salt="0" * 32,
                changed_at=now,
                **place,
            )
            for tender, points in zip(tenders, given, strict=True)
            for person in people
        )
    QualityLock.objects.create(procurement=procurement, locked_at=now, locked_by=people[0], digest="0" * 64)


def _places(procurement: Any) -> Iterator[dict[str, Any]]:
    from veien.criteria.queries import items_of

    for item in items_of(procurement):
        yield {"criterion_id": item.criterion.pk, "requirement_id": item.requirement_pk, "item": item.ref}


def _tell(procurement: Any, leaf: Any, people: list[Any]) -> None:
    from django.conf import settings

    told = {
        "procurement": str(procurement.public_id),
        "criterion": str(leaf.public_id),
        "leader": people[0].email,
        "evaluator": people[1].email,
    }
    (Path(settings.HOME) / "matrix.json").write_text(json.dumps(told), encoding="utf-8")


def main() -> None:
    """Fill the home."""
    from django.db import transaction

    from veien.command.migrate import bring_up_to_date, load_django

    load_django()
    bring_up_to_date()
    with transaction.atomic():
        fill(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)


if __name__ == "__main__":
    main()
