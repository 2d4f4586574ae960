"""How long the server takes from judged tenders to a ranking at full size, and its peers in the same run.

1,000 requirements that get points, 20 tenders, 10 evaluators: 200,000 points given alone, 20,000 settled together.

Run in a process of its own: python -m bench.matrix, with VEIEN_HOME set to what bench.matrix_world filled.
"""

from __future__ import annotations

import gc
import json
import statistics
import time
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from bench import homes
from bench.matrix_world import EVALUATORS, TENDERS
from bench.pages import client_of, measure, queries_of
from bench.table import Row, milliseconds

ROUNDS = 9
GIVEN = f"1,000 requirements x {TENDERS} tenders x {EVALUATORS} evaluators"
PAGE = f"400 requirements x {TENDERS} tenders"
COLD, WARM, WHOLE = "result, cold", "result, after one score changed", "result with all its evidence"
PEERS = "the same figures asked of the tables in SQL"
OWN, MEETING = "my points on a criterion", "the meeting over a criterion"


def rows(folder: Path) -> list[Row]:
    """Fill two homes, a full one and one of a tenth, and measure both: queries may not grow."""
    told: dict[str, dict[str, list[float]]] = {}
    for size in (100, 1000):
        home = folder / f"matrix-{size}"
        home.mkdir(parents=True)
        homes.run("bench.matrix_world", str(size), home=home)
        told[str(size)] = json.loads(homes.run("bench.matrix", home=home).splitlines()[-1])
    few, many = told["100"], told["1000"]
    peers = f"SQL {milliseconds(many['sql'][0])}, NumPy product {milliseconds(many['numpy'][0])}"
    spread = (
        f"SQL over all {milliseconds(many['sql own'][0])}, fetching all {milliseconds(many['fetch own'][0])}"
    )

    def row(name: str, given: str, command: str, goal: str, beside: str = "") -> Row:
        seconds, queries = many[name]
        before = few[name][1]
        said = (
            f"{queries:.0f} queries" if queries == before else f"{before:.0f} queries GROWN TO {queries:.0f}"
        )
        return Row(name, given, command, milliseconds(seconds), goal, f"{said}{beside and '; '}{beside}")

    return [
        row(COLD, GIVEN, "in process", "150 ms", peers),
        row(WARM, GIVEN, "in process", "20 ms", peers),
        row(WHOLE, GIVEN, "in process", "", spread),
        row(OWN, PAGE, "GET, in process", "150 ms"),
        row(MEETING, PAGE, "GET, in process", "150 ms"),
    ]


class Case:
    """The procurement that is measured."""

    def __init__(self, known: dict[str, str]) -> None:
        from veien.criteria.models import Criterion
        from veien.road.models import Procurement

        self.known = known
        self.procurement = Procurement.objects.get(public_id=known["procurement"])
        self.criterion = Criterion.objects.get(public_id=known["criterion"])
        self._turn = 0

    def rank(self) -> Any:
        """Compute the ranking as pages ask for it."""
        from veien.evaluation.queries.case import ranked_now
        from veien.evaluation.queries.standing import standing_of

        found = ranked_now(self.procurement, standing_of(self.procurement)).result
        if found is None or len(found["order"]) != TENDERS:
            raise RuntimeError("There is no ranking.")
        return found

    def rank_whole(self) -> Any:
        """Compute the ranking with the document that anybody can compute it from again."""
        from veien.evaluation.queries.case import computed_of

        return computed_of(self.procurement).result

    def forget(self) -> None:
        """Make the process forget what it kept, as a new one that has loaded the program."""
        from veien.criteria.queries import items
        from veien.evaluation.queries import points, ranking
        from veien.road.rules.keeping import Kept

        points._SEEN.clear()
        ranking._BENCHES = Kept(most=8)
        items._MEASURES = Kept(most=16)

    def settle_one(self) -> None:
        """Change one score as the meeting does: the row, and the entry that says which."""
        from django.db import transaction

        from veien.audit.actions import recorded
        from veien.evaluation.models import Score

        self._turn += 1
        score = Score.objects.filter(criterion=self.criterion).order_by("pk")[self._turn]
        with (
            transaction.atomic(),
            recorded(self.procurement.public_id, "evaluation.scores_settled", by=None) as entry,
        ):
            Score.objects.filter(pk=score.pk).update(
                points=Decimal(10) - score.points, revision=score.revision + 1
            )
            named = {"tender": score.tender.key, "item": score.item}
            entry.content = {"key": self.criterion.key, "scores": [named]}


def sql_sums(procurement: Any) -> Any:
    """Add up every tender's weighted points in the database, as plain SQL: no ranks, no check, floats."""
    return _asked(
        "select s.tender_id, sum(s.points * r.weight) from evaluation_score s"
        " join (select requirement_id, 1.0 / count(*) over (partition by criterion_id) as weight"
        "       from criteria_criterionrequirement) r on r.requirement_id = s.requirement_id"
        " join tenders_tender t on t.id = s.tender_id where t.procurement_id = %s group by s.tender_id",
        procurement,
    )


def sql_means(procurement: Any) -> Any:
    """Give the mean of what the evaluators gave alone, for every requirement and tender."""
    return _asked(
        "select o.tender_id, o.criterion_id, o.item, avg(o.points) from evaluation_ownscore o"
        " join tenders_tender t on t.id = o.tender_id where t.procurement_id = %s"
        " group by o.tender_id, o.criterion_id, o.item",
        procurement,
    )


def fetched(procurement: Any) -> Any:
    """Fetch every single point that was given alone."""
    return _asked(
        "select o.tender_id, o.criterion_id, o.item, o.evaluator_id, o.points from evaluation_ownscore o"
        " join tenders_tender t on t.id = o.tender_id where t.procurement_id = %s",
        procurement,
    )


def _asked(sql: str, procurement: Any) -> Any:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, [procurement.pk])
        return cursor.fetchall()


def numpy_product() -> Callable[[], Any]:
    """Give the product of a loaded matrix of points and its weights: the floor of the arithmetic, in floats."""
    import numpy

    points = numpy.random.default_rng(2026).random((EVALUATORS, TENDERS, 1000))
    weights = numpy.full(1000, 0.001)
    return lambda: (points.mean(axis=0) @ weights).argsort()


def measured(case: Case) -> dict[str, list[float]]:
    """Measure everything; each figure is seconds and queries."""
    found: dict[str, list[float]] = {}
    case.rank()
    found[COLD] = [timed(case.rank, before=case.forget), _queries(case.rank, case.forget)]
    case.rank()
    found[WARM] = [timed(case.rank, before=case.settle_one), _queries(case.rank, case.settle_one)]
    found[WHOLE] = [timed(case.rank_whole, rounds=3), queries_of(case.rank_whole)]
    for name, ask in (("sql", sql_sums), ("sql own", sql_means), ("fetch own", fetched)):
        found[name] = [timed(partial(ask, case.procurement), rounds=3), 1]
    found["numpy"] = [timed(numpy_product()), 0]
    found.update(pages(case))
    return found


def timed(ask: Callable[[], Any], *, rounds: int = ROUNDS, before: Callable[[], Any] | None = None) -> float:
    """Give the median time of a call in seconds; what is done before is not timed."""
    taken = []
    for _ in range(rounds):
        if before is not None:
            before()
        start = time.perf_counter()
        ask()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def _queries(ask: Callable[[], Any], before: Callable[[], Any]) -> int:
    before()
    return queries_of(ask)


def pages(case: Case) -> dict[str, list[float]]:
    """Time the two pages on which points are given, at 400 requirements and 20 tenders."""
    from django.urls import reverse

    from veien.evaluation.models import HandIn, Moderation, QualityLock
    from veien.foundation import clock
    from veien.people.models import User

    QualityLock.objects.filter(procurement=case.procurement).delete()
    client = client_of(case.known["evaluator"])
    words = [case.procurement.public_id, case.criterion.public_id]
    found = {OWN: page(client, reverse("evaluation:own_criterion", args=words))}
    people = User.objects.filter(email__startswith="person").exclude(email=case.known["leader"])
    HandIn.objects.bulk_create(
        HandIn(criterion=case.criterion, evaluator=person, handed_in_at=clock.now()) for person in people
    )
    Moderation.objects.create(criterion=case.criterion, opened_at=clock.now(), opened_by=people[0])
    found[MEETING] = page(client, reverse("evaluation:moderation_of", args=words))
    return found


def page(client: Any, address: str) -> list[float]:
    """Give the median time of a page, and its queries.

    Raises: RuntimeError if it does not answer as it should.
    """
    get = partial(client.get, address)
    answer = get()
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answers {answer.status_code}.")
    return [measure(get, rounds=ROUNDS), queries_of(get)]


def main() -> None:
    """Measure, and print what was found."""
    import django

    django.setup()
    from django.conf import settings

    known = json.loads((Path(settings.HOME) / "matrix.json").read_text(encoding="utf-8"))
    gc.collect()
    gc.freeze()
    print(json.dumps(measured(Case(known))))


if __name__ == "__main__":
    main()
