"""What the pages on which one evaluator scores alone show: the matrix of requirements, and one item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from veien.criteria.queries import Criterion, Item, Node, requirements_of_leaf
from veien.evaluation.models import Moderation
from veien.evaluation.queries.judges import judged_by
from veien.evaluation.queries.own import handed_in_at, marks_of
from veien.evaluation.queries.standing import standing_of
from veien.evaluation.queries.words import said
from veien.evaluation.rules import Standing, TenderStanding
from veien.evaluation.rules.marks import GIVEN, OTHERS, mark_cells, state_of
from veien.requirements.queries import Requirement, RequirementRow, requirement_rows
from veien.road.queries import Procurement

if TYPE_CHECKING:
    from veien.people.queries import User


@dataclass(frozen=True)
class Desk:
    """One evaluator before one criterion: what there is to judge, and how it stands."""

    procurement: Procurement
    criterion: Criterion
    user: User
    standing: Standing
    leaf: Node
    items: tuple[Item, ...]
    mine: tuple[Item, ...]
    all_mine: tuple[Item, ...]
    handed_in_at: datetime | None
    opened_at: datetime | None

    @property
    def is_each(self) -> bool:
        """Tell whether points are given to each requirement."""
        return bool(self.items and self.items[0].ref)

    @property
    def may_write(self) -> bool:
        """Tell whether own points can still be changed."""
        return bool(self.mine) and not (self.handed_in_at or self.opened_at or self.standing.is_locked)

    @property
    def my_leaves(self) -> tuple[Node, ...]:
        """Give the criteria in which the evaluator judges something."""
        return tuple({item.criterion.pk: item.criterion for item in self.all_mine}.values())

    @property
    def tenders(self) -> tuple[TenderStanding, ...]:
        """Give the tenders that are judged."""
        return self.standing.competing


def desk_of(procurement: Procurement, criterion: Criterion, user: User) -> Desk:
    """Give one evaluator's desk for a criterion. Four queries beside those of the standing."""
    standing = standing_of(procurement)
    all_mine = tuple(judged_by(procurement, standing.items, user.pk))
    items = tuple(item for item in standing.items if item.criterion.pk == criterion.pk)
    return Desk(
        procurement=procurement,
        criterion=criterion,
        user=user,
        standing=standing,
        leaf=next(leaf for leaf in standing.leaves if leaf.pk == criterion.pk),
        items=items,
        mine=tuple(item for item in all_mine if item.criterion.pk == criterion.pk),
        all_mine=all_mine,
        handed_in_at=handed_in_at(criterion, user),
        opened_at=Moderation.objects.filter(criterion=criterion).values_list("opened_at", flat=True).first(),
    )


@dataclass(frozen=True)
class MatrixWish:
    """What the matrix of requirements is narrowed to."""

    show: str = ""
    text: str = ""
    section: int | None = None


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One requirement with the cells of all tenders, written out, and how many of them are left."""

    item: Item
    cells: str
    left: int


def matrix_of(desk: Desk, wish: MatrixWish, words: Mapping[str, str]) -> list[MatrixRow]:
    """Give the requirements that fit a wish, with one evaluator's own points. Three queries."""
    marks = marks_of(desk.criterion, desk.user)
    rows = {row.pk: row for row in requirements_of_leaf(desk.criterion)}
    mine = {item.ref for item in desk.mine}
    figures = {
        points: said(points) for points in {each for each, _has in marks.values()} if points is not None
    }
    tenders = [(tender.pk, tender.label) for tender in desk.tenders]
    found = []
    for item in desk.items:
        requirement = rows.get(item.requirement_pk or 0)
        is_mine = item.ref in mine
        if requirement is None or not _fits(requirement, wish) or (wish.show == "mine" and not is_mine):
            continue
        cells, left = [], 0
        for tender, label in tenders if is_mine else ():
            points, has_reason = marks.get((tender, item.ref), (None, False))
            state = state_of(points, has_reason=has_reason)
            left += state != GIVEN
            cells.append((label, state, "" if points is None else figures[points]))
        if not is_mine:
            cells = [(label, OTHERS, "") for _tender, label in tenders]
        if wish.show != "left" or left:
            found.append(MatrixRow(item, mark_cells(cells, dict(words)), left))
    return found


def _fits(requirement: RequirementRow, wish: MatrixWish) -> bool:
    if wish.section is not None and requirement.section_id != wish.section:
        return False
    if not wish.text:
        return True
    sought = wish.text.casefold()
    return any(
        sought in each.casefold()
        for each in (requirement.ref, requirement.title, requirement.text, requirement.section_title)
    )


def text_of(procurement: Procurement, item: Item) -> RequirementRow | None:
    """Give the requirement that an item is, with its text; None for a criterion as a whole. Two queries."""
    if item.requirement_pk is None:
        return None
    rows = requirement_rows(procurement, Requirement.objects.filter(pk=item.requirement_pk))
    return rows[0] if rows else None


def around(items: Sequence[Item], item: Item) -> tuple[Item | None, Item | None]:
    """Give the items before and after one."""
    place = next(index for index, each in enumerate(items) if each.place == item.place)
    before = items[place - 1] if place else None
    return before, items[place + 1] if place + 1 < len(items) else None
