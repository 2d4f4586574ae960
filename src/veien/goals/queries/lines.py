"""Reading what stands beside the goals: work steps, positions, plans, open questions and who has agreed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404

from veien.collaboration.queries import Member
from veien.goals.models import Goal, Line, OpenQuestion, PlanLink, Position, SignOff, WorkStep
from veien.goals.queries import GoalRow, Vision
from veien.goals.rules import digest_of_goals
from veien.road.queries import Procurement

MODELS: dict[str, type[Line]] = {
    "work": WorkStep,
    "positions": Position,
    "plans": PlanLink,
    "questions": OpenQuestion,
    "sign-off": SignOff,
}
"""Every sort of line by the word that stands in its address."""

FIELDS: dict[str, tuple[str, ...]] = {
    "work": ("place", "title", "actor", "change", "training"),
    "positions": ("member", "goal", "stance", "wants", "gave_up", "settled_on"),
    "plans": ("kind", "title", "place", "says", "url", "checked_on", "goal"),
    "questions": ("about", "text", "why", "goal", "to_dialogue", "answer", "answered_on"),
    "sign-off": ("name", "role", "stands_for", "answer", "answered_on", "note", "remind_on"),
}
"""What people write in a line, in the order in which it is asked."""

KEYS = frozenset({"goal", "member"})
"""The words that name something else by its key."""

_ALONG = {
    "positions": ("goal", "member__organisation"),
    "plans": ("goal",),
    "questions": ("goal",),
}


def what_of(line: Line) -> str:
    """Give the word for the sort of a line."""
    return next(what for what, model in MODELS.items() if isinstance(line, model))


def lines_of(procurement: Procurement, what: str) -> list[Line]:
    """Give the lines of one sort in their order, with the goal and the municipality they name. One query.

    Raises: Http404 if there is no such sort.
    """
    rows = _model(what)._default_manager.filter(procurement=procurement)
    if what in _ALONG:
        rows = rows.select_related(*_ALONG[what])
    order = ("goal__position", "position", "pk") if what == "positions" else ("position", "pk")
    found = list(rows.order_by(*order))
    if what == "work":
        places = [value for value, _label in WorkStep.Place.choices]
        found.sort(key=lambda step: places.index(step.place))  # type: ignore[attr-defined]
    return found


def line_for(procurement: Procurement, what: str, public_id: UUID) -> Line:
    """Give one line of a procurement that the caller has already been let into.

    Raises: Http404 if there is no such sort, or no such line.
    """
    rows = _model(what)._default_manager.filter(procurement=procurement, public_id=public_id)
    line = rows.select_related(*_ALONG.get(what, ())).first() if what in _ALONG else rows.first()
    if line is None:
        raise Http404
    line.procurement = procurement
    return line


def positions_on(goal: Goal) -> list[Position]:
    """Give where everybody stands on a goal. One query."""
    rows = Position.objects.filter(goal=goal).select_related("member__organisation")
    return list(rows.order_by("position", "pk"))


def _model(what: str) -> type[Line]:
    try:
        return MODELS[what]
    except KeyError as problem:
        raise Http404 from problem


@dataclass(frozen=True)
class AskedQuestion:
    """A question that nobody has answered, for the dialogue with the market."""

    pk: int
    public_id: UUID
    about: str
    about_name: str
    text: str
    why: str
    goal: str


def open_questions_of(procurement: Procurement) -> list[AskedQuestion]:
    """Give the unanswered questions that are meant for suppliers, in their order. One query."""
    rows = OpenQuestion.objects.filter(procurement=procurement, to_dialogue=True, answer="")
    return [
        AskedQuestion(
            pk=row.pk,
            public_id=row.public_id,
            about=row.about,
            about_name=row.get_about_display(),
            text=row.text,
            why=row.why,
            goal=str(row.goal or ""),
        )
        for row in rows.select_related("goal").order_by("position", "pk")
    ]


def digest_now(vision: Vision | None, rows: Sequence[GoalRow]) -> str:
    """Give the digest of the vision and the goals as they stand: what somebody agrees to today."""
    said = (
        (each.ref, each.title, each.kind, each.unit, each.baseline, each.target, each.owner, each.due_on)
        for each in rows
    )
    return digest_of_goals(vision.text if vision else "", said)


@dataclass(frozen=True)
class Agreement:
    """How far the goals are anchored.

    Shape: ``outdated`` are those who agreed before vision or goals were changed; ``to_remind`` those whose day is here.
    """

    asked: int
    agreed: int
    reserved: int
    refused: int
    outdated: int
    to_remind: int

    @property
    def waiting(self) -> int:
        """Count those who have not answered."""
        return self.asked - self.agreed - self.reserved - self.refused

    @property
    def is_whole(self) -> bool:
        """Say whether all who were asked agree, to what stands now."""
        return self.asked > 0 and self.agreed + self.reserved == self.asked and not self.outdated


def agreement_of(signers: Sequence[SignOff], digest: str, today: date) -> Agreement:
    """Count who agrees to what stands now."""
    answers = [each.answer for each in signers]
    return Agreement(
        asked=len(signers),
        agreed=answers.count("agreed"),
        reserved=answers.count("reserved"),
        refused=answers.count("refused"),
        outdated=sum(is_outdated(each, digest) for each in signers),
        to_remind=sum(is_to_remind(each, today) for each in signers),
    )


def is_outdated(signer: SignOff, digest: str) -> bool:
    """Tell whether somebody agreed to other words than those that stand now."""
    return signer.answer in ("agreed", "reserved") and signer.goals_digest != digest


def is_to_remind(signer: SignOff, today: date) -> bool:
    """Tell whether it is time to remind somebody who has not answered."""
    return signer.answer == "waiting" and signer.remind_on is not None and signer.remind_on <= today


def members_to_choose(procurement: Procurement) -> list[tuple[int, str]]:
    """Give key and name of everybody in the collaboration, the lead first. One query."""
    rows = Member.objects.filter(procurement=procurement).order_by("standing", "organisation__name", "pk")
    return list(rows.values_list("pk", "organisation__name"))
