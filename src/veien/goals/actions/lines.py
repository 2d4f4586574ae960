"""What people do with the lines beside the goals. Each sort is added, changed and removed in the same way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from veien.audit.actions import recorded
from veien.collaboration.queries import Member
from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.goals.models import Goal, Line, Position, SignOff
from veien.goals.queries import goals_of, vision_of
from veien.goals.queries.lines import FIELDS, KEYS, MODELS, digest_now, what_of
from veien.goals.rules import faults_of_line, tidied
from veien.needs.rules import changes

if TYPE_CHECKING:
    from veien.people.queries import User
    from veien.road.queries import Procurement

LOGGED = {
    "work": "goals.work_step",
    "positions": "goals.position",
    "plans": "goals.plan",
    "questions": "goals.question",
    "sign-off": "goals.signer",
}
"""What each sort is called in the log, before ``_added``, ``_changed`` and ``_removed``."""


class CannotNote(Refused):
    """The line cannot be kept as it is written; the message says why."""


class LineChangedMeanwhile(Refused):
    """Somebody else wrote first; ``current`` is what stands now."""

    def __init__(self, current: Line) -> None:
        super().__init__(_("Somebody else changed this while you wrote."))
        self.current = current


def add_line(procurement: Procurement, what: str, *, by: User, words: Mapping[str, object]) -> Line:
    """Write down a line, last of its sort; ``goal`` and ``member`` are named by their keys.

    May: edit
    Raises: CannotNote if something is missing, too long or cannot be right; KeyError for an unknown sort or word.
    Logs: goals.work_step_added, goals.position_added, goals.plan_added, goals.question_added, goals.signer_added
    """
    model = MODELS[what]
    line = model(procurement=procurement)
    _write(line, words)
    subject = f"{LOGGED[what].partition('.')[2]}:{line.public_id}"
    with recorded(procurement.public_id, f"{LOGGED[what]}_added", by=by, subject=subject) as entry:
        rows = model._default_manager.filter(procurement=procurement)
        line.position = (rows.aggregate(last=Max("position"))["last"] or 0) + 1
        _check_alone(line)
        _note_digest(line, None)
        line.save()
        entry.content = words_of_line(line)
    return line


def change_line(line: Line, *, by: User, revision: int, words: Mapping[str, object]) -> Line:
    """Change a line; words that are left out stay as they are. Nothing is logged when nothing differs.

    May: edit
    Raises: CannotNote as for ``add_line``; LineChangedMeanwhile if somebody else wrote first.
    Logs: goals.work_step_changed, goals.position_changed, goals.plan_changed, goals.question_changed,
    goals.signer_changed
    """
    wanted = tidied(words)
    if revision == line.revision and not changes(keyed_words(line), wanted)["after"]:
        return line
    what = what_of(line)
    chain, subject = line.procurement.public_id, f"{LOGGED[what].partition('.')[2]}:{line.public_id}"
    with recorded(chain, f"{LOGGED[what]}_changed", by=by, subject=subject) as entry:
        current = MODELS[what]._default_manager.select_for_update().get(pk=line.pk)
        current.procurement = line.procurement
        if current.revision != revision:
            raise LineChangedMeanwhile(current)
        before, stood = words_of_line(current), keyed_words(current)
        _write(current, wanted)
        _check_alone(current)
        _note_digest(current, stood)
        current.revision += 1
        current.save()
        entry.content = {"line": str(current), **changes(before, words_of_line(current))}
    return current


def remove_line(line: Line, *, by: User) -> None:
    """Remove a line. What stood in it stays in the log.

    May: edit
    Logs: goals.work_step_removed, goals.position_removed, goals.plan_removed, goals.question_removed,
    goals.signer_removed
    """
    what = what_of(line)
    chain, subject = line.procurement.public_id, f"{LOGGED[what].partition('.')[2]}:{line.public_id}"
    with recorded(chain, f"{LOGGED[what]}_removed", by=by, subject=subject) as entry:
        entry.content = words_of_line(line)
        line.delete()


def keyed_words(line: Line) -> dict[str, object]:
    """Give what is written in a line, other things by their keys."""
    return {
        field: getattr(line, f"{field}_id" if field in KEYS else field) for field in FIELDS[what_of(line)]
    }


def words_of_line(line: Line) -> dict[str, object]:
    """Give what is written in a line as people read it in the log, other things by name."""
    words = {field: getattr(line, field) for field in FIELDS[what_of(line)]}
    return {key: str(value or "") if key in KEYS else value for key, value in words.items()}


def _write(line: Line, words: Mapping[str, object]) -> None:
    fields = FIELDS[what_of(line)]
    unknown = set(words) - set(fields)
    if unknown:
        raise KeyError(", ".join(sorted(unknown)))
    for field, value in tidied(words).items():
        setattr(line, f"{field}_id" if field in KEYS else field, value)
    _check_keys(line, set(words) & KEYS)
    try:
        line.clean_fields(exclude={"procurement", "position", *KEYS})
    except ValidationError as problem:
        field, texts = next(iter(problem.message_dict.items()))
        raise CannotNote(texts[0], field=field) from problem
    for field, code in faults_of_line(what_of(line), keyed_words(line), clock.today()).items():
        raise CannotNote(FAULTS[code], field=field)


FAULTS = {
    "future": gettext_lazy("This day has not come yet. Give the day on which it was done."),
    "date_missing": gettext_lazy("Say on which day."),
    "gave_up_missing": gettext_lazy("Say what was given up, or take the day away."),
    "answer_missing": gettext_lazy("Write the answer, or take the day away."),
    "why_missing": gettext_lazy("Say what the reservation or the refusal is about."),
    "no_answer": gettext_lazy("There is a day for the answer, but no answer. Say what it was."),
}


def _check_keys(line: Line, said: set[str]) -> None:
    named = {"goal": Goal, "member": Member}
    for field in sorted(said):
        key = getattr(line, f"{field}_id")
        rows = named[field]._default_manager.filter(procurement=line.procurement, pk=key)
        if key is not None and not rows.exists():
            raise CannotNote(_("What you chose is no longer there. Choose again."), field=field)
    if isinstance(line, Position):
        if line.member_id is None:
            raise CannotNote(_("Choose who takes the position."), field="member")
        if line.goal_id is None:
            raise CannotNote(_("Choose the goal."), field="goal")


def _check_alone(line: Line) -> None:
    if not isinstance(line, Position):
        return
    others = Position.objects.filter(member_id=line.member_id, goal_id=line.goal_id).exclude(pk=line.pk)
    if others.exists():
        raise CannotNote(_("It has a position on this goal already. Change that one."), field="member")


def _note_digest(line: Line, stood: Mapping[str, object] | None) -> None:
    """Keep which words of the goals an answer was given to; a note written later changes nothing."""
    if not isinstance(line, SignOff):
        return
    if line.answer == "waiting":
        line.goals_digest = ""
    elif stood is None or (stood["answer"], stood["answered_on"]) != (line.answer, line.answered_on):
        line.goals_digest = digest_now(vision_of(line.procurement), goals_of(line.procurement))
