"""Reading whys and guesses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from veien.documents import actions as documents
from veien.documents.rules import Column, Sheet
from veien.foundation import clock
from veien.needs.models import Guess, Need, Why
from veien.needs.rules.whys import Box, Placed, placed, standing
from veien.people.queries import User
from veien.road.queries import Procurement

__all__ = ["Guess", "Why"]


def boxes_of(procurement: Procurement) -> list[Box]:
    """Give the boxes of all trees, oldest first. One query."""
    return [_box(each) for each in Why.objects.filter(procurement=procurement).order_by("position", "pk")]


@dataclass(frozen=True)
class WhyRow:
    """One box as the list shows it."""

    why: Why
    level: int


@dataclass(frozen=True)
class WhyTree:
    """One challenge with everything under it."""

    root: Why
    rows: tuple[WhyRow, ...]
    tree: tuple[Placed, ...]
    standing: str
    deepest: int


def trees_of(procurement: Procurement) -> list[WhyTree]:
    """Give the trees of a procurement, oldest first. One query."""
    rows = Why.objects.filter(procurement=procurement).select_related("need").order_by("position", "pk")
    whys = {each.pk: each for each in rows}
    groups: list[list[Placed]] = []
    for each in placed([_box(why) for why in whys.values()]):
        if not each.level:
            groups.append([])
        groups[-1].append(each)
    return [_tree(group, whys) for group in groups]


def _tree(group: list[Placed], whys: dict[int, Why]) -> WhyTree:
    first = min(each.row for each in group)
    tree = tuple(Placed(each.box, each.level, each.row - first) for each in group)
    return WhyTree(
        root=whys[tree[0].box.key],
        rows=tuple(WhyRow(whys[each.box.key], each.level) for each in tree),
        tree=tree,
        standing=standing(tree),
        deepest=max(each.level for each in tree),
    )


def as_workbook(trees: list[WhyTree]) -> bytes:
    """Write the trees as a workbook, one row a box, in the reader's language."""
    columns = (
        Column("challenge", _("Challenge"), width=44),
        Column("level", _("Why number"), kind="number", decimals=0, width=12),
        Column("text", _("What is said"), width=70),
        Column("need", _("Need"), width=40),
    )
    rows = [
        {
            "challenge": tree.root.text,
            "level": row.level,
            "text": row.why.text,
            "need": str(row.why.need) if row.why.need else "",
        }
        for tree in trees
        for row in tree.rows
    ]
    title = _("Five whys")
    return documents.build_workbook(
        [Sheet(name=title, title=title, columns=columns, rows=rows)], at=clock.now()
    )


def why_for(procurement: Procurement, public_id: UUID) -> Why:
    """Give one box of a procurement that the caller has already been let into.

    Raises: Http404 if the procurement has no such box.
    """
    found = Why.objects.filter(procurement=procurement, public_id=public_id).select_related("need").first()
    if found is None:
        raise Http404
    found.procurement = procurement
    return found


def wording(need: Need) -> str:
    """Give a need as it is worded, and nothing else about it."""
    return f"{need.title}\n\n{need.statement}".strip()


@dataclass(frozen=True)
class Guesses:
    """What colleagues guessed at a need: those at today's wording, those at an earlier one, and what they show."""

    today: tuple[Guess, ...]
    earlier: tuple[Guess, ...]
    outcome: Literal["none", "open", "gives_away", "holds"]


def guesses_at(need: Need) -> Guesses:
    """Give the guesses at a need. One query."""
    rows = list(
        Guess.objects.filter(need=need).select_related("guessed_by", "judged_by").order_by("guessed_at", "pk")
    )
    now = wording(need)
    today = tuple(each for each in rows if each.wording == now)
    judged = [each.gives_away for each in today]
    outcome: Literal["none", "open", "gives_away", "holds"] = "none"
    if any(judged):
        outcome = "gives_away"
    elif judged:
        outcome = "holds" if all(each is False for each in judged) else "open"
    return Guesses(today, tuple(each for each in rows if each.wording != now), outcome)


def own_guess(need: Need, person: User) -> Guess | None:
    """Give what a person has guessed at today's wording."""
    return Guess.objects.filter(need=need, guessed_by=person, wording=wording(need)).first()


def guess_for(need: Need, public_id: UUID) -> Guess:
    """Give one guess at a need that the caller has already been let into.

    Raises: Http404 if the need has no such guess.
    """
    found = Guess.objects.filter(need=need, public_id=public_id).first()
    if found is None:
        raise Http404
    found.need = need
    return found


def _box(why: Why) -> Box:
    return Box(why.pk, why.parent_id, why.text, why.need_id is not None)
