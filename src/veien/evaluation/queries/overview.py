"""The overview: the steps, what is expected of the reader now, and how far each evaluator has come."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from veien.evaluation.queries.clarifying import ClarificationRow
from veien.evaluation.queries.moderating import Gathering, gatherings_of, handed_in_of, opened_of
from veien.evaluation.queries.points import points_of
from veien.evaluation.queries.progress import EvaluatorProgress, progress_of
from veien.evaluation.rules import Standing
from veien.evaluation.rules.clarification import PROPOSED
from veien.evaluation.rules.judges import Evaluator, Place
from veien.evaluation.rules.standing import ASKED, SEALED
from veien.evaluation.rules.steps import ALONE, LOCK, MEETING, MUSTS, PRICES, RESULT, Step, steps_of
from veien.road.queries import Procurement
from veien.tenders.queries import opening_of

if TYPE_CHECKING:
    from veien.people.queries import User


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits for the reader, and where it is done."""

    sentence: str
    url: str
    action: str


@dataclass(frozen=True)
class Overview:
    """How far it has come, seen by one reader."""

    steps: tuple[Step, ...]
    people: tuple[EvaluatorProgress, ...]
    gatherings: Sequence[Gathering]
    tasks: tuple[Task, ...]


def overview_of(
    procurement: Procurement,
    standing: Standing,
    reader: User,
    *,
    granted: Collection[str],
    asked: Sequence[ClarificationRow],
) -> Overview:
    """Say where the evaluation is, and what is expected of one reader. Eight queries, and one once it is locked."""
    people = progress_of(procurement, standing)
    gatherings = gatherings_of(
        standing,
        _judges(standing, people),
        handed_in_of(procurement),
        opened_of(procurement),
        points_of(procurement),
    )
    handed = sum(len(each.judges) if each.opened else len(each.handed) for each in gatherings)
    steps = steps_of(standing, handed=handed, wanted=sum(len(each.judges) for each in gatherings))
    tasks: list[Task] = []
    if "score" in granted:
        tasks += _of_evaluator(procurement, standing, reader, people, gatherings)
    if {"judge_price", "publish"} & set(granted):
        tasks += _of_purchaser(procurement, standing, reader, granted, asked)
    return Overview(steps, people, gatherings, tuple(tasks))


def _judges(standing: Standing, people: Sequence[EvaluatorProgress]) -> dict[Place, tuple[Evaluator, ...]]:
    """Say who judges something under each criterion; which requirement is of no matter here."""
    return {
        item.place: tuple(
            each.evaluator
            for each in people
            if any(row.criterion.pk == item.criterion.pk for row in each.rows)
        )
        for item in standing.items
    }


def step_title(key: str) -> str:
    """Name a step in the active language."""
    return {
        MUSTS: _("Must-requirements"),
        ALONE: _("Each alone"),
        MEETING: _("The meeting"),
        LOCK: _("Lock quality"),
        PRICES: _("Open prices"),
        RESULT: _("Result"),
    }[key]


def _of_evaluator(
    procurement: Procurement,
    standing: Standing,
    reader: User,
    people: Sequence[EvaluatorProgress],
    gatherings: Sequence[Gathering],
) -> list[Task]:
    if standing.is_locked or not standing.competing:
        return []
    found: list[Task] = []
    if standing.musts_left:
        left = standing.musts_left
        sentence = ngettext(
            "%(count)s must-requirement is not judged.", "%(count)s must-requirements are not judged.", left
        )
        found.append(_task(procurement, sentence % {"count": left}, "musts", _("Judge them")))
    mine = next((each for each in people if each.evaluator.pk == reader.pk), None)
    found += _own(procurement, mine)
    found += _meetings(procurement, gatherings)
    if standing.is_complete:
        found.append(_task(procurement, _("All is settled. Lock the quality."), "lock", _("Lock it")))
    return found


def _own(procurement: Procurement, mine: EvaluatorProgress | None) -> list[Task]:
    """Say on which criterion the reader gives points next."""
    row = mine.next if mine else None
    if row is None:
        return []
    if row.is_ready:
        sentence = _("%(criterion)s: you have given all points and can hand in.")
    else:
        sentence = ngettext(
            "%(criterion)s: you have %(count)s score left to give alone.",
            "%(criterion)s: you have %(count)s scores left to give alone.",
            row.left,
        )
    said = sentence % {"criterion": row.criterion.title, "count": row.left}
    url = reverse("evaluation:own_criterion", args=[procurement.public_id, row.criterion.public_id])
    return [Task(said, url, _("Hand in") if row.is_ready else _("Give points"))]


def _meetings(procurement: Procurement, gatherings: Sequence[Gathering]) -> list[Task]:
    """Say which meetings can be opened, and in which something is left to settle."""
    found = []
    for each in gatherings:
        if each.is_ready:
            sentence = _("%(criterion)s: all have handed in, so the meeting can be opened.")
            action = _("Open the meeting")
        elif each.opened and each.left:
            sentence = ngettext(
                "%(criterion)s: %(count)s score is left to settle together.",
                "%(criterion)s: %(count)s scores are left to settle together.",
                each.left,
            )
            action = _("To the meeting")
        else:
            continue
        url = reverse("evaluation:moderation_of", args=[procurement.public_id, each.leaf.public_id])
        said = sentence % {"criterion": each.leaf.title, "count": each.left}
        found.append(Task(said, url, action))
    return found


def _of_purchaser(
    procurement: Procurement,
    standing: Standing,
    reader: User,
    granted: Collection[str],
    asked: Sequence[ClarificationRow],
) -> list[Task]:
    found: list[Task] = []
    waiting = sum(each.state == PROPOSED for each in asked)
    if waiting:
        sentence = ngettext(
            "%(count)s question to a tenderer waits to be sent.",
            "%(count)s questions to tenderers wait to be sent.",
            waiting,
        )
        found.append(
            _task(procurement, sentence % {"count": waiting}, "clarifications", _("See the questions"))
        )
    late = sum(each.is_overdue for each in asked)
    if late:
        sentence = ngettext(
            "%(count)s tenderer should have answered by now.",
            "%(count)s tenderers should have answered by now.",
            late,
        )
        found.append(_task(procurement, sentence % {"count": late}, "clarifications", _("See the questions")))
    if "judge_price" in granted and standing.is_locked:
        found += _of_opening(procurement, standing, reader)
    return found


def _of_opening(procurement: Procurement, standing: Standing, reader: User) -> list[Task]:
    opening = opening_of(procurement)
    if standing.prices == SEALED:
        sentence = _("Quality is locked. Ask for the prices to be opened; another person confirms.")
        return [_task(procurement, sentence, "lock", _("Ask for it"))]
    if standing.prices == ASKED and opening is not None and opening.asked_by_pk != reader.pk:
        sentence = _("%(name)s asks for the prices to be opened. Confirm it.") % {"name": opening.asked_by}
        return [_task(procurement, sentence, "lock", _("Open the prices"))]
    return []


def _task(procurement: Procurement, sentence: str, name: str, action: str) -> Task:
    return Task(sentence, reverse(f"evaluation:{name}", args=[procurement.public_id]), action)
