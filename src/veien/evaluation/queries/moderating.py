"""What the meeting reads: who has handed in, whether it is open, and then everybody's own points side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from veien.criteria.queries import Criterion
from veien.evaluation.models import HandIn, OwnScore
from veien.evaluation.queries.judges import judges_by_place
from veien.evaluation.queries.scoring import Place
from veien.evaluation.queries.standing import standing_of
from veien.evaluation.rules import Standing
from veien.evaluation.rules.judges import Evaluator
from veien.evaluation.rules.judges import Place as ItemPlace
from veien.evaluation.rules.moderation import agreed_points
from veien.road.queries import Procurement


@dataclass(frozen=True, slots=True)
class Own:
    """What one evaluator gave a tender alone, as the meeting reads it."""

    evaluator: int
    name: str
    points: Decimal
    reason: str
    salt: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One tender on one item: what those who judge it and have handed in gave, by name.

    Shape: ``judges`` counts those whose points are waited for: all who judge the item and have handed in.
    """

    own: tuple[Own, ...]
    judges: int

    @property
    def agreed(self) -> Decimal | None:
        """Give the points that all of them gave, if they gave the same."""
        return agreed_points([each.points for each in self.own], self.judges)

    @property
    def spread(self) -> Decimal:
        """Give how far the highest lies above the lowest."""
        given = [each.points for each in self.own]
        return max(given) - min(given) if given else Decimal(0)


def shown_on(
    procurement: Procurement,
    criterion: Criterion,
    *,
    standing: Standing | None = None,
    judges: Mapping[ItemPlace, Sequence[Evaluator]] | None = None,
) -> dict[Place, Shown]:
    """Give all own points on a criterion by tender and item, once its meeting is opened; before that nothing.

    Shape: only of those who judge the item and have handed in: a draft is nobody's judgement. Two queries with the
    judges in hand.
    """
    if judges is None:
        judges = judges_by_place(procurement, standing or standing_of(procurement))
    handed = set(HandIn.objects.filter(criterion=criterion).values_list("evaluator_id", flat=True))
    rows = OwnScore.objects.filter(
        criterion=criterion, criterion__moderation__isnull=False, points__isnull=False
    )
    given: dict[Place, list[Own]] = defaultdict(list)
    fields = ("tender_id", "item", "evaluator_id", "evaluator__full_name", "points", "reason", "salt")
    for tender, item, *own in rows.order_by("evaluator__full_name", "evaluator_id").values_list(*fields):
        given[tender, item].append(Own(*own))
    found = {}
    for (tender, item), own in given.items():
        counted = {each.pk for each in judges.get((criterion.pk, item), ())} & handed
        mine = tuple(each for each in own if each.evaluator in counted)
        if mine:
            found[tender, item] = Shown(mine, len(counted))
    return found
