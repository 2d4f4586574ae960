"""Reading the vision and the goals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.http import Http404

from veien.goals.models import Goal, GoalNeed, Vision
from veien.goals.rules import Step, bare, fault_of_parent, share_of, step, tree_of
from veien.needs.queries import Need, NeedChoice, need_choices
from veien.needs.queries.key_figures import key_figures_of
from veien.road.queries import Procurement

__all__ = ["Goal", "Vision"]


@dataclass(frozen=True)
class Part:
    """Technology's part in what a goal does for one need: how much of it, and what."""

    need: int
    weight: str
    contribution: str


@dataclass(frozen=True)
class GoalRow:
    """One goal as lists show it, with the needs it answers."""

    pk: int
    public_id: UUID
    number: int
    title: str
    kind: str
    unit: str
    baseline: Decimal | None
    baseline_source: str
    target: Decimal | None
    owner: str
    due_on: date | None
    measure: str
    horizon: str
    parent_id: int | None
    key_figure_id: int | None
    needs: tuple[NeedChoice, ...]
    parts: tuple[Part, ...] = ()
    depth: int = 1
    has_under: bool = False

    @property
    def ref(self) -> str:
        """Give the number as people say it."""
        return f"M-{self.number}"

    @property
    def node(self) -> str:
        """Give the id on the thread."""
        return f"goal:{self.public_id}"

    @property
    def step(self) -> Step | None:
        """Give the way from today to the target."""
        return step(self.baseline, self.target)

    @property
    def share(self) -> Decimal | None:
        """Give the target in percent of the figure for today; nothing when one is missing or today is zero.

        Units: percent to the nearest whole, half to even, for show only.
        """
        return share_of(self.baseline, self.target)

    @property
    def is_measurable(self) -> bool:
        """Say whether unit, today's figure and target are all there."""
        return bool(self.unit) and self.step is not None


_MADE = frozenset({"needs", "parts", "depth", "has_under"})
_ROW = tuple(name for name in GoalRow.__dataclass_fields__ if name not in _MADE)


def goals_of(procurement: Procurement) -> list[GoalRow]:
    """Give a procurement's goals in their order, with their needs. Two queries."""
    links: dict[int, list[NeedChoice]] = {}
    parts: dict[int, list[Part]] = {}
    rows = GoalNeed.objects.filter(goal__procurement=procurement).order_by("need__position", "need_id")
    fields = (
        "goal_id",
        "need_id",
        "need__public_id",
        "need__number",
        "need__title",
        "need__holder",
        "need__area",
        "weight",
        "contribution",
    )
    for goal_id, pk, public_id, number, title, holder, area, weight, contribution in rows.values_list(
        *fields
    ):
        links.setdefault(goal_id, []).append(
            NeedChoice(pk, public_id, f"B-{number:02d}", title, holder, area)
        )
        parts.setdefault(goal_id, []).append(Part(pk, weight, contribution))
    goals = Goal.objects.filter(procurement=procurement).order_by("position", "pk").values(*_ROW)
    return [
        _row(each, needs=tuple(links.get(each["pk"], ())), parts=tuple(parts.get(each["pk"], ())))
        for each in goals
    ]


def _row(values: dict[str, object], **ties: tuple[object, ...]) -> GoalRow:
    values["baseline"], values["target"] = _bare(values["baseline"]), _bare(values["target"])
    return GoalRow(**values, **ties)  # type: ignore[arg-type]


def in_tree(rows: Sequence[GoalRow]) -> list[GoalRow]:
    """Give goals as a tree is read, each with its depth and whether goals stand under it. No query."""
    by_key = {row.pk: row for row in rows}
    spots = tree_of({row.pk: row.parent_id for row in rows})
    return [replace(by_key[each.key], depth=each.depth, has_under=each.has_under) for each in spots]


def _bare(value: object) -> Decimal | None:
    return bare(value) if isinstance(value, Decimal) else None


def goal_for(procurement: Procurement, public_id: UUID) -> Goal:
    """Give one goal of a procurement that the caller has already been let into.

    Raises: Http404 if the procurement has no such goal.
    """
    rows = Goal.objects.filter(procurement=procurement, public_id=public_id)
    goal = rows.select_related("parent", "key_figure").first()
    if goal is None:
        raise Http404
    goal.procurement = procurement
    goal.baseline, goal.target = bare(goal.baseline), bare(goal.target)
    return goal


@dataclass(frozen=True)
class Benefit:
    """A goal as the business case counts it.

    Units: ``baseline`` and ``target`` in ``unit``. ``is_counted`` is False for a goal under which others stand: those
    are counted, and it would be counted twice.
    """

    pk: int
    public_id: UUID
    ref: str
    title: str
    kind: str
    unit: str
    baseline: Decimal | None
    target: Decimal | None
    due_on: date | None
    owner: str
    is_counted: bool


def benefits_of(procurement: Procurement) -> list[Benefit]:
    """Give every goal as a benefit, as the tree is read. Two queries."""
    return [
        Benefit(
            pk=row.pk,
            public_id=row.public_id,
            ref=row.ref,
            title=row.title,
            kind=row.kind,
            unit=row.unit,
            baseline=row.baseline,
            target=row.target,
            due_on=row.due_on,
            owner=row.owner,
            is_counted=not row.has_under,
        )
        for row in in_tree(goals_of(procurement))
    ]


def needs_of_goal(goal: Goal) -> list[NeedChoice]:
    """Give the needs that a goal answers, in the order of the needs. One query."""
    rows = Need.objects.filter(goal_needs__goal=goal).order_by("position", "pk")
    fields = rows.values_list("pk", "public_id", "number", "title", "holder", "area")
    return [
        NeedChoice(pk, public_id, f"B-{number:02d}", title, holder, area)
        for pk, public_id, number, title, holder, area in fields
    ]


@dataclass(frozen=True)
class FigureChoice:
    """One key figure as a list to choose from shows it."""

    pk: int
    title: str
    value: Decimal
    unit: str
    year: int

    @property
    def label(self) -> str:
        """Give what is counted, and the year."""
        return f"{self.title} ({self.year})"


def figures_of(procurement: Procurement) -> list[FigureChoice]:
    """Give the key figures of a procurement, in their order. One query."""
    return [
        FigureChoice(each.pk, each.title, bare(each.value) or Decimal(0), each.unit, each.year)
        for each in key_figures_of(procurement)
    ]


def may_stand_under(rows: Sequence[GoalRow], goal: Goal | None = None) -> list[GoalRow]:
    """Give the goals that a goal may stand under, as the tree is read. No query."""
    parents = {row.pk: row.parent_id for row in rows}
    key = goal.pk if goal else None
    return [row for row in in_tree(rows) if row.pk != key and not fault_of_parent(parents, key, row.pk)]


def vision_of(procurement: Procurement) -> Vision | None:
    """Give the vision, if it is written."""
    return Vision.objects.filter(procurement=procurement).first()


def needs_without_goal(procurement: Procurement) -> list[NeedChoice]:
    """Give the needs that no goal answers, in their order. Two queries."""
    answered = set(GoalNeed.objects.filter(need__procurement=procurement).values_list("need_id", flat=True))
    return [each for each in need_choices(procurement) if each.pk not in answered]
