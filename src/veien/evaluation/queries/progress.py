"""How far each evaluator has come: counts only, never what was given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from veien.criteria.queries import Item, Node
from veien.evaluation.models import HandIn, Moderation, OwnScore
from veien.evaluation.queries.judges import judges_by_place
from veien.evaluation.queries.points import BEHIND
from veien.evaluation.rules import Standing
from veien.evaluation.rules.judges import Evaluator
from veien.road.queries import Procurement, stamp_of
from veien.road.rules.keeping import Kept

_GIVEN: Kept[Mapping[tuple[int, int, str], int]] = Kept(most=8)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one evaluator has come on one criterion: ``given`` of ``asked`` scores have points and a reason."""

    criterion: Node
    items: int
    given: int
    asked: int
    handed_in_at: datetime | None
    opened_at: datetime | None

    @property
    def left(self) -> int:
        """Count what still lacks points or a reason."""
        return max(0, self.asked - self.given)

    @property
    def is_ready(self) -> bool:
        """Tell whether all is given and nothing is handed in yet."""
        return bool(self.asked) and not self.left and self.handed_in_at is None and self.opened_at is None

    @property
    def is_open(self) -> bool:
        """Tell whether the evaluator can still give points."""
        return self.handed_in_at is None and self.opened_at is None


@dataclass(frozen=True, slots=True)
class EvaluatorProgress:
    """One evaluator's way over all criteria that the person judges."""

    evaluator: Evaluator
    rows: tuple[Progress, ...]

    @property
    def given(self) -> int:
        """Count what has points and a reason."""
        return sum(row.given for row in self.rows)

    @property
    def asked(self) -> int:
        """Count all that is to be given."""
        return sum(row.asked for row in self.rows)

    @property
    def handed_in(self) -> int:
        """Count the criteria that are handed in."""
        return sum(row.handed_in_at is not None for row in self.rows)

    @property
    def next(self) -> Progress | None:
        """Give the first criterion that waits for this evaluator, or None."""
        return next((row for row in self.rows if row.is_open), None)


def progress_of(procurement: Procurement, standing: Standing) -> tuple[EvaluatorProgress, ...]:
    """Say how far every evaluator has come, by name. Five queries, whatever there is to judge."""
    judges = judges_by_place(procurement, standing)
    given = _given(procurement, [each.pk for each in standing.competing])
    mine = {"criterion__procurement": procurement}
    rows = HandIn.objects.filter(**mine).values_list("criterion_id", "evaluator_id", "handed_in_at")
    handed = {(criterion, person): at for criterion, person, at in rows}
    opened = dict(Moderation.objects.filter(**mine).values_list("criterion_id", "opened_at"))
    found: dict[Evaluator, dict[int, list[Item]]] = defaultdict(lambda: defaultdict(list))
    for item in standing.items:
        for each in judges[item.place]:
            found[each][item.criterion.pk].append(item)
    tenders = len(standing.competing)
    people = sorted(found, key=lambda each: (each.name, each.pk))
    return tuple(
        EvaluatorProgress(
            each,
            tuple(
                Progress(
                    items[0].criterion,
                    len(items),
                    sum(given.get((each.pk, *item.place), 0) for item in items),
                    tenders * len(items),
                    handed.get((criterion, each.pk)),
                    opened.get(criterion),
                )
                for criterion, items in found[each].items()
            ),
        )
        for each in people
    )


def _given(procurement: Procurement, competing: list[int]) -> Mapping[tuple[int, int, str], int]:
    """Count the tenders that have points and a reason, by evaluator, criterion and item.

    One query; outside a transaction none where no room has written since.
    """
    stamp = stamp_of(procurement, (*BEHIND, "evaluation"))
    if stamp is None:
        return _counted(competing)
    return _GIVEN.given(procurement.public_id, (stamp, tuple(competing)), lambda: _counted(competing))


def _counted(competing: list[int]) -> Mapping[tuple[int, int, str], int]:
    whole = OwnScore.objects.filter(tender__in=competing, points__isnull=False).exclude(reason="")
    counted = whole.values("evaluator_id", "criterion_id", "item").annotate(count=Count("pk"))
    rows = counted.order_by().values_list("evaluator_id", "criterion_id", "item", "count")
    return {(person, criterion, item): count for person, criterion, item, count in rows}
