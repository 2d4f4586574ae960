"""Who could judge what: fields of competence, gaps, loads, and what a change of assignments would do. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from veien.criteria.rules.items import Item
from veien.evaluation.rules.judges import Evaluator, Place, judges_of

Assigned = tuple[int, str, int]
"""A criterion's key, a requirement's reference (empty for the whole criterion), and an evaluator's key."""

Judges = Mapping[Place, tuple[Evaluator, ...]]


@dataclass(frozen=True, slots=True)
class Gap:
    """An item with the fields that nobody who judges it knows."""

    item: Item
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """What a change does to one evaluator on one criterion: how many items are lost, how many are new."""

    criterion_pk: int
    evaluator: Evaluator
    lost: int
    gained: int


def by_competence(
    items: Iterable[Item],
    evaluators: Sequence[Evaluator],
    fields: Mapping[Place, Collection[str]],
    known: Mapping[int, Collection[str]],
) -> set[Assigned]:
    """Propose who judges what: on each item, everybody who knows one of its fields.

    Shape: ``fields`` are the categories of an item's requirements, ``known`` those that an evaluator knows. An item
    whose fields nobody knows gets nobody.
    """
    return {
        (*item.place, each.pk)
        for item in items
        for each in evaluators
        if set(known.get(each.pk, ())) & set(fields.get(item.place, ()))
    }


def gaps_in(
    items: Iterable[Item],
    judges: Judges,
    fields: Mapping[Place, Collection[str]],
    known: Mapping[int, Collection[str]],
) -> tuple[Gap, ...]:
    """Give the items with fields that none of those who judge them knows, in their order."""
    found = []
    for item in items:
        covered = {each for judge in judges.get(item.place, ()) for each in known.get(judge.pk, ())}
        left = tuple(each for each in fields.get(item.place, ()) if each not in covered)
        if left:
            found.append(Gap(item, left))
    return tuple(found)


def loads(evaluators: Iterable[Evaluator], judges: Judges, tenders: int) -> dict[int, int]:
    """Count what each evaluator has to give: items times tenders."""
    found = {each.pk: 0 for each in evaluators}
    for judging in judges.values():
        for each in judging:
            found[each.pk] = found.get(each.pk, 0) + tenders
    return found


def turns(
    items: Sequence[Item],
    evaluators: Sequence[Evaluator],
    before: Collection[Assigned],
    after: Collection[Assigned],
) -> tuple[Turn, ...]:
    """Say for whom a change of assignments changes what they judge, criterion by criterion.

    The first who is assigned to an item takes it from all the others in the group, and whoever is taken off as the
    last one gives it back to everybody.
    """
    was, will = judges_of(items, evaluators, before), judges_of(items, evaluators, after)
    counts: dict[tuple[int, int], list[int]] = {}
    people = {each.pk: each for each in evaluators}
    for item in items:
        old, new = ({each.pk for each in judges[item.place]} for judges in (was, will))
        for way, changed in enumerate((old - new, new - old)):
            for person in changed:
                counts.setdefault((item.criterion.pk, person), [0, 0])[way] += 1
    return tuple(
        Turn(criterion, people[person], lost, gained)
        for (criterion, person), (lost, gained) in counts.items()
    )
