"""What the pages on who judges what show: people, criteria, requirements, loads and gaps."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from veien.criteria.queries import Item, Node
from veien.evaluation.models import HandIn
from veien.evaluation.queries.assigning import CATEGORIES, Proposal, fields_of_items, known_fields
from veien.evaluation.queries.judges import assigned_of, evaluators_of
from veien.evaluation.rules import Standing
from veien.evaluation.rules.assigning import Assigned, Gap, gaps_in, loads
from veien.evaluation.rules.judges import Evaluator, Place, judges_of
from veien.road.queries import Procurement


@dataclass(frozen=True)
class Person:
    """One evaluator with the fields that the person knows, and what there is to give."""

    evaluator: Evaluator
    fields: tuple[str, ...]
    items: int
    load: int


@dataclass(frozen=True)
class Tick:
    """A box for one evaluator on one place: its value, whether it is ticked, and for whom."""

    value: str
    is_on: bool
    person: Evaluator
    is_handed_in: bool = False


@dataclass(frozen=True)
class TickRow:
    """One criterion or requirement with a box for every evaluator."""

    title: str
    leaf: Node
    ticks: tuple[Tick, ...]
    judged_by: tuple[str, ...]
    requirements: int = 0
    apart: int = 0
    fields: str = ""

    @property
    def is_everybodys(self) -> bool:
        """Tell whether nobody is chosen, so that the whole group judges."""
        return not self.apart and not any(tick.is_on for tick in self.ticks)


@dataclass(frozen=True)
class Assignments:
    """Who judges what, as it stands."""

    evaluators: list[Evaluator]
    people: tuple[Person, ...]
    gaps: tuple[Gap, ...]
    idle: tuple[Evaluator, ...]
    assigned: frozenset[Assigned]
    handed_in: frozenset[tuple[int, int]]
    knows_any: bool
    items: tuple[Item, ...]
    fields: dict[Place, tuple[str, ...]]


def assignments_of(
    procurement: Procurement, standing: Standing, *, proposal: Proposal | None = None
) -> Assignments:
    """Give who judges what, or who would by a proposal, with loads and gaps. Six queries."""
    group = evaluators_of(procurement) if proposal is None else proposal.evaluators
    assigned = assigned_of(procurement) if proposal is None else list(proposal.after)
    known = known_fields(procurement)
    fields = fields_of_items(procurement, standing.items)
    judges = judges_of(standing.items, group, assigned)
    load = loads(group, judges, len(standing.competing))
    count = loads(group, judges, 1)
    handed = HandIn.objects.filter(criterion__procurement=procurement)
    return Assignments(
        evaluators=group,
        people=tuple(
            Person(each, titles_of(known.get(each.pk, ())), count[each.pk], load[each.pk]) for each in group
        ),
        gaps=gaps_in(standing.items, judges, fields, known) if known else (),
        idle=tuple(each for each in group if standing.items and not count[each.pk]),
        assigned=frozenset(assigned),
        handed_in=frozenset(handed.values_list("criterion_id", "evaluator_id")),
        knows_any=bool(known),
        items=standing.items,
        fields=fields,
    )


def titles_of(fields: Collection[str]) -> tuple[str, ...]:
    """Name fields of competence in the active language, in their order."""
    return tuple(str(title) for value, title in CATEGORIES if value in fields)


def value_of(criterion_pk: int, requirement_pk: int | None, person: int) -> str:
    """Write what the box of an evaluator on a place sends."""
    return f"{criterion_pk}-{requirement_pk or 0}-{person}"


def leaf_rows(found: Assignments, standing: Standing) -> list[TickRow]:
    """Give the criteria with a box for every evaluator."""
    under: dict[int, list[Item]] = {}
    for item in found.items:
        under.setdefault(item.criterion.pk, []).append(item)
    names = judges_of(found.items, found.evaluators, found.assigned)
    apart: dict[int, set[str]] = {}
    for criterion, ref, _person in found.assigned:
        if ref:
            apart.setdefault(criterion, set()).add(ref)
    rows = []
    for leaf in standing.leaves:
        items = under.get(leaf.pk, [])
        judging = {each.name: None for item in items for each in names[item.place]}
        rows.append(
            TickRow(
                leaf.title,
                leaf,
                _ticks(found, (leaf.pk, ""), None),
                tuple(judging),
                requirements=len(items) if items and items[0].ref else 0,
                apart=len(apart.get(leaf.pk, ())),
            )
        )
    return rows


def item_rows(found: Assignments, items: Sequence[Item]) -> list[TickRow]:
    """Give the requirements of a criterion with a box for every evaluator."""
    names = judges_of(items, found.evaluators, found.assigned)
    return [
        TickRow(
            item.label,
            item.criterion,
            _ticks(found, item.place, item.requirement_pk),
            tuple(each.name for each in names[item.place]),
            fields=", ".join(titles_of(found.fields.get(item.place, ()))),
        )
        for item in items
    ]


def _ticks(found: Assignments, place: Place, requirement_pk: int | None) -> tuple[Tick, ...]:
    criterion, ref = place
    return tuple(
        Tick(
            value_of(criterion, requirement_pk, each.pk),
            (criterion, ref, each.pk) in found.assigned,
            each,
            (criterion, each.pk) in found.handed_in,
        )
        for each in found.evaluators
    )
