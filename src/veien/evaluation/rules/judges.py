"""Who judges what: the rule by which evaluators are put to criteria and requirements. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from veien.criteria.rules.items import Item

Place = tuple[int, str]
"""The key of a criterion, and the reference of a requirement in it, empty for the criterion as a whole."""


@dataclass(frozen=True, slots=True)
class Evaluator:
    """One person of the evaluation group whose judgement counts."""

    pk: int
    name: str
    organisation: str = ""


def judges_of(
    items: Sequence[Item], evaluators: Sequence[Evaluator], assigned: Iterable[tuple[int, str, int]]
) -> Mapping[Place, tuple[Evaluator, ...]]:
    """Say who judges each item: those assigned to its requirement or its criterion, else the whole group.

    Shape: ``assigned`` are (criterion, requirement's reference or empty, evaluator); every item has an entry. Who is
    assigned and no longer in the group does not judge.
    """
    named: dict[Place, set[int]] = {}
    for criterion, ref, person in assigned:
        named.setdefault((criterion, ref), set()).add(person)
    found: dict[Place, tuple[Evaluator, ...]] = {}
    for item in items:
        chosen = named.get(item.place, set()) | named.get((item.criterion.pk, ""), set())
        judging = tuple(each for each in evaluators if each.pk in chosen)
        found[item.place] = judging or tuple(evaluators)
    return found
