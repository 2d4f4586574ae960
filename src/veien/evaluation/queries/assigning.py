"""Who could judge what: fields of competence, what the items ask for, and what a proposal would change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from veien.criteria.queries import Item, requirement_keys_by_leaf
from veien.evaluation.models import Competence
from veien.evaluation.queries.judges import assigned_of, evaluators_of
from veien.evaluation.rules.assigning import Assigned, by_competence
from veien.evaluation.rules.judges import Evaluator, Place
from veien.requirements.queries import Requirement
from veien.road.queries import Procurement

CATEGORIES = tuple(Requirement.Category.choices)


def known_fields(procurement: Procurement) -> dict[int, frozenset[str]]:
    """Give the fields that each evaluator knows, by the evaluator's key. One query."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = Competence.objects.filter(procurement=procurement)
    for person, category in rows.values_list("evaluator_id", "category"):
        found[person].add(category)
    return {person: frozenset(fields) for person, fields in found.items()}


def fields_of_items(procurement: Procurement, items: Sequence[Item]) -> dict[Place, tuple[str, ...]]:
    """Give the categories of the requirements behind each item, in the order of the categories. Two queries."""
    category = dict(Requirement.objects.filter(procurement=procurement).values_list("pk", "category"))
    under = requirement_keys_by_leaf(procurement)
    order = [value for value, _title in CATEGORIES]
    found = {}
    for item in items:
        keys = [item.requirement_pk] if item.requirement_pk else under.get(item.criterion.pk, [])
        asked = {category[key] for key in keys if key in category}
        found[item.place] = tuple(each for each in order if each in asked)
    return found


@dataclass(frozen=True)
class Proposal:
    """Assignments as they stand, and as they would stand when everybody judges what they know."""

    evaluators: list[Evaluator]
    before: frozenset[Assigned]
    after: frozenset[Assigned]

    @property
    def added(self) -> frozenset[Assigned]:
        """Give what would be new."""
        return self.after - self.before

    @property
    def removed(self) -> frozenset[Assigned]:
        """Give what would be gone."""
        return self.before - self.after


def proposal_of(procurement: Procurement, items: Sequence[Item], *, only_empty: bool = True) -> Proposal:
    """Propose assignments by competence, for the items that have none, or for all of them. Five queries.

    An item whose fields nobody knows keeps what it has.
    """
    group = evaluators_of(procurement)
    before = assigned_of(procurement)
    found = by_competence(items, group, fields_of_items(procurement, items), known_fields(procurement))
    return Proposal(group, frozenset(before), frozenset(_joined(items, set(before), found, only_empty)))


def _joined(
    items: Sequence[Item], before: set[Assigned], found: set[Assigned], only_empty: bool
) -> set[Assigned]:
    stands, proposed = _by_place(before), _by_place(found)
    after: set[Assigned] = set()
    for item in items:
        criterion, ref = item.place
        whole = stands.get((criterion, ""), set())
        mine = stands.get(item.place, set())
        if item.place in proposed and not (only_empty and (whole or mine)):
            after |= proposed[item.place]
        elif ref and not only_empty:
            # Whoever judges all of the criterion keeps this requirement, though the others go to those who know them.
            after |= mine | {(criterion, ref, person) for _criterion, _ref, person in whole}
        else:
            after |= mine | whole
    shown = {item.place for item in items} | {(item.criterion.pk, "") for item in items}
    return after | {each for each in before if each[:2] not in shown}


def _by_place(found: set[Assigned]) -> dict[Place, set[Assigned]]:
    places: dict[Place, set[Assigned]] = defaultdict(set)
    for each in found:
        places[each[0], each[1]].add(each)
    return dict(places)
