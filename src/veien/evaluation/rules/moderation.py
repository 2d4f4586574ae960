"""The meeting: who has not handed in, where all agree, and how their reasons become one. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from veien.evaluation.rules.judges import Evaluator, Place


def judging(criterion: int, judges: Mapping[Place, Sequence[Evaluator]]) -> tuple[Evaluator, ...]:
    """Give all who judge anything under a criterion, each once, by name."""
    found = {each for (pk, _ref), each_place in judges.items() if pk == criterion for each in each_place}
    return tuple(sorted(found, key=lambda each: (each.name, each.pk)))


def lacking_hand_in(
    criterion: int, judges: Mapping[Place, Sequence[Evaluator]], handed: Collection[int]
) -> tuple[Evaluator, ...]:
    """Give those who judge something under a criterion and have not handed in, by name."""
    return tuple(each for each in judging(criterion, judges) if each.pk not in handed)


def agreed_points(given: Sequence[Decimal], judges: int) -> Decimal | None:
    """Give the points that all who judge gave; None where one of them gave none, or another figure."""
    if not given or len(given) < judges or len(set(given)) > 1:
        return None
    return given[0]


def joined_reasons(reasons: Sequence[str], most: int) -> str:
    """Make one reason of several: each different one once, in their order, a paragraph each.

    Shape: at most ``most`` letters; what would go beyond is left out whole, and a single too long one is cut.
    """
    text = ""
    for reason in dict.fromkeys(each.strip() for each in reasons if each.strip()):
        longer = f"{text}\n\n{reason}" if text else reason[:most]
        if len(longer) <= most:
            text = longer
    return text
