"""Fills the tables as they were before the evaluation room grew, brings them up to date, and looks at every row.

At its end it tells the shape that the tables have come to, step by step.

Run by ``test_migrations_with_rows`` in a process of its own, with an empty database.
"""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import django

OLD = [(room, "0001_initial") for room in ("criteria", "evaluation", "tenders")]
NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def brought_to(targets: list[tuple[str, str]]) -> Any:
    """Bring the tables to some migrations; give the models as they are there."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


def ends() -> list[tuple[str, str]]:
    """Give the newest migration of every room."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    return list(MigrationExecutor(connection).loader.graph.leaf_nodes())


def fill(old: Any) -> None:
    """Write one row or two into every table that has changed since."""
    from veien.organisations.models import Organisation
    from veien.people.models import User
    from veien.requirements.models import Requirement, Section
    from veien.road.actions import start_procurement

    buyer = Organisation.objects.create(name="Storvik", kind="municipality", country="NO", created_at=NOW)
    leader = User.objects.create_user("leader@old.example", full_name="The leader", organisation=buyer)
    procurement = start_procurement(
        by=leader, title="Alarms", buyer=buyer, pack_id="no-kvikkguide", pack_version="1.0.0"
    )
    section = Section.objects.create(procurement=procurement, title="Alarms", position=0)
    should, must = (
        Requirement.objects.create(
            procurement=procurement,
            section=section,
            position=place,
            ref=f"F-{place}",
            title=f"Requirement {place}",
            obligation=obligation,
            added_at=NOW,
        )
        for place, obligation in enumerate(("should", "must"))
    )
    made = old.get_model("criteria", "Criterion").objects
    price = made.create(
        procurement_id=procurement.pk,
        position=0,
        key="price",
        title="Price",
        kind="price",
        weight=Decimal("0.4"),
        model={"name": "proportional"},
    )
    use = made.create(
        procurement_id=procurement.pk,
        position=1,
        key="use",
        title="Use",
        kind="quality",
        weight=Decimal("0.6"),
    )
    assert price.pk < use.pk
    old.get_model("criteria", "CriterionRequirement").objects.create(
        criterion_id=use.pk, requirement_id=should.pk
    )
    line = old.get_model("criteria", "PriceLine").objects.create(
        procurement_id=procurement.pk, key="all", position=0, title="All", unit="whole", volume=Decimal(3)
    )
    old.get_model("criteria", "AwardModel").objects.create(
        procurement_id=procurement.pk, method="points", locked_at=NOW, locked_digest="0" * 64
    )
    _judge(old, procurement, leader, use=use.pk, line=line.pk, asked=(should.pk, must.pk))


def _judge(old: Any, procurement: Any, leader: Any, *, use: int, line: int, asked: tuple[int, int]) -> None:
    from veien.files.actions import keep

    should, must = asked
    for key, points in (("A", "7.125"), ("B", "4")):
        files = [keep(f"{key}{part}".encode(), name=f"{part}.xlsx", content_type="x").pk for part in "pa"]
        tender = old.get_model("tenders", "Tender").objects.create(
            procurement_id=procurement.pk,
            key=key,
            name=f"Firm {key}",
            is_invented=True,
            received_at=NOW,
            registered_at=NOW,
            registered_by_id=leader.pk,
            price_file_id=files[0],
            answer_file_id=files[1],
        )
        old.get_model("tenders", "PriceAnswer").objects.create(
            tender_id=tender.pk, line_id=line, unit_price=Decimal("12.50")
        )
        old.get_model("tenders", "Answer").objects.create(
            tender_id=tender.pk, requirement_id=should, value="Measured."
        )
        old.get_model("evaluation", "Score").objects.create(
            tender_id=tender.pk,
            criterion_id=use,
            points=Decimal(points),
            reason=f"Seen at {key}.",
            scored_by_id=leader.pk,
            scored_at=NOW,
        )
        old.get_model("evaluation", "MustJudgement").objects.create(
            tender_id=tender.pk, requirement_id=must, passed=True, judged_by_id=leader.pk, judged_at=NOW
        )


def look() -> None:
    """See that every row stands as it stood, and that the program reads them."""
    from veien.criteria.models import CriterionRequirement, PriceLine
    from veien.criteria.queries import award_model_document, items_of
    from veien.evaluation.models import OwnScore, Score
    from veien.evaluation.queries import standing_of
    from veien.evaluation.queries.points import read_points
    from veien.road.models import Procurement
    from veien.tenders.models import Answer, PriceAnswer
    from veien.tenders.queries import evaluated_prices

    procurement = Procurement.objects.get()
    scores = Score.objects.order_by("pk").values_list("item", "requirement", "points", "reason", "revision")
    assert list(scores) == [
        ("", None, Decimal("7.125"), "Seen at A.", 1),
        ("", None, Decimal(4), "Seen at B.", 1),
    ]
    assert not OwnScore.objects.exists()
    assert CriterionRequirement.objects.get().weight is None
    assert [item.key for item in items_of(procurement)] == ["use"]
    assert award_model_document(procurement)["criteria"] == [
        {
            "id": "price",
            "title": "Price",
            "weight": "0.4",
            "kind": "price",
            "model": {"name": "proportional"},
        },
        {"id": "use", "title": "Use", "weight": "0.6", "kind": "quality", "normalise": "none"},
    ]
    assert PriceLine.objects.get().volume == 3
    assert list(PriceAnswer.objects.values_list("unit_price", flat=True)) == [Decimal("12.5")] * 2
    assert list(Answer.objects.values_list("value", flat=True)) == ["Measured."] * 2
    assert evaluated_prices(procurement) == {"A": Decimal("37.5"), "B": Decimal("37.5")}
    standing = standing_of(procurement)
    assert (standing.prices, standing.is_locked, standing.is_complete) == ("sealed", False, True)
    points = [list(given.values()) for given in read_points(procurement).by_tender.values()]
    assert sorted(points) == [[Decimal(4)], [Decimal("7.125")]]


def main() -> None:
    """Fill, bring up to date, look."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "veien.server.settings")
    django.setup()
    from django.db import transaction

    newest = ends()
    rooms = {room for room, _name in OLD}
    old = brought_to([node for node in newest if node[0] not in rooms] + OLD)
    with transaction.atomic():
        fill(old)
    brought_to(newest)
    look()
    from django.db import connection

    from tests.architecture.shapes import shape_of

    print(json.dumps(shape_of(connection)))
    print("All rows stand as they stood.")


if __name__ == "__main__":
    main()
