"""What people do with operation needs and with who answers for what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Unpack

from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.needs.actions.mapping import CannotMap, changed, fits, last_place, need_of, words_in
from veien.needs.models import Need, OperationNeed, ResponsibilityShare, ResponsibilityTask, When
from veien.needs.rules.inquiries import tidied
from veien.needs.rules.mapping import (
    OPERATION_FIELDS,
    TASK_FIELDS,
    OperationWords,
    TaskWords,
    plain_number,
)
from veien.needs.rules.operation import LEAST_UPTIME, how_many_answer

if TYPE_CHECKING:
    from veien.people.queries import User
    from veien.road.queries import Procurement

MOST_TASKS = 60
Parts = Mapping[str, str]


def add_operation(procurement: Procurement, *, by: User, **words: Unpack[OperationWords]) -> OperationNeed:
    """Write down what the operation asks for.

    May: edit
    Raises: CannotMap if it says nothing, or a figure cannot be.
    Logs: needs.operation_added
    """
    row = OperationNeed(procurement=procurement, **tidied(words, OPERATION_FIELDS))
    _check_operation(row)
    subject = f"operation:{row.public_id}"
    with recorded(procurement.public_id, "needs.operation_added", by=by, subject=subject) as entry:
        row.position = last_place(OperationNeed.objects.filter(procurement=procurement))
        row.save()
        entry.content = words_in(row, OPERATION_FIELDS)
    return row


def change_operation(
    row: OperationNeed, *, by: User, revision: int, **words: Unpack[OperationWords]
) -> OperationNeed:
    """Change what the operation asks for.

    May: edit
    Raises: CannotMap as for ``add_operation``; MappedMeanwhile if somebody else wrote first.
    Logs: needs.operation_changed
    """
    log = (row.procurement, "needs.operation_changed", f"operation:{row.public_id}")
    found: OperationNeed = changed(
        row, words, by=by, revision=revision, log=log, check=_check_operation, fields=OPERATION_FIELDS
    )
    return found


def remove_operation(row: OperationNeed, *, by: User) -> None:
    """Remove what the operation asks for; a need that came of it stays.

    May: edit
    Logs: needs.operation_removed
    """
    chain, subject = row.procurement.public_id, f"operation:{row.public_id}"
    with recorded(chain, "needs.operation_removed", by=by, subject=subject) as entry:
        entry.content = words_in(row, OPERATION_FIELDS)
        row.delete()


def need_from_operation(row: OperationNeed, *, by: User) -> Need:
    """Make a need of what the operation asks for, with its figure and why.

    May: edit
    Raises: CannotMap if a need came of it already.
    Logs: needs.need_added
    """
    figure = plain_number(row.figure)
    measured = f"{figure:f} {row.unit}".strip() if figure is not None else ""
    words = {
        "title": row.statement,
        "statement": "\n".join(filter(None, [row.statement, measured, row.reason])),
        "area": _("Operation"),
        "evidence_kind": Need.EvidenceKind.DOCUMENT.value,
        "evidence": _("Operation needs: %(kind)s") % {"kind": row.get_kind_display()},
    }
    origin = words_in(row, OPERATION_FIELDS)
    return need_of(row, by=by, procurement=row.procurement, words=words, origin=origin)


def add_tasks(procurement: Procurement, *, by: User, titles: list[str]) -> int:
    """Put tasks into the responsibility matrix that are not there yet; gives how many.

    May: edit
    Raises: CannotMap if none is new, one says nothing or is too long, or there are too many.
    Logs: needs.tasks_added
    """
    with recorded(procurement.public_id, "needs.tasks_added", by=by, subject="needs:tasks") as entry:
        rows = ResponsibilityTask.objects.filter(procurement=procurement)
        there = {title.casefold() for title in rows.values_list("title", flat=True)}
        new = [" ".join(title.split()) for title in titles]
        new = [title for title in new if title.casefold() not in there]
        if not new:
            raise CannotMap(_("This task is in the matrix already."), field="title")
        if len(there) + len(new) > MOST_TASKS:
            raise CannotMap(
                _("At most %(most)s tasks fit in the matrix.") % {"most": MOST_TASKS}, field="title"
            )
        place = last_place(rows)
        tasks = [
            ResponsibilityTask(procurement=procurement, title=title, position=place + count)
            for count, title in enumerate(new)
        ]
        for each in tasks:
            _check_task(each)
        ResponsibilityTask.objects.bulk_create(tasks)
        entry.content = {"tasks": new}
    return len(new)


def change_task(
    task: ResponsibilityTask, *, by: User, revision: int, **words: Unpack[TaskWords]
) -> ResponsibilityTask:
    """Change what a task is called.

    May: edit
    Raises: CannotMap if it says nothing; MappedMeanwhile if somebody else wrote first.
    Logs: needs.task_changed
    """
    log = (task.procurement, "needs.task_changed", f"task:{task.public_id}")
    found: ResponsibilityTask = changed(
        task, words, by=by, revision=revision, log=log, check=_check_task, fields=TASK_FIELDS
    )
    return found


def remove_task(task: ResponsibilityTask, *, by: User) -> None:
    """Take a task out of the matrix.

    May: edit
    Logs: needs.task_removed
    """
    chain, subject = task.procurement.public_id, f"task:{task.public_id}"
    with recorded(chain, "needs.task_removed", by=by, subject=subject) as entry:
        shares = task.shares.order_by("when", "party")
        entry.content = {"task": task.title, "parts": [f"{x.when} {x.party} {x.letter}" for x in shares]}
        task.delete()


def share_out(procurement: Procurement, *, by: User, when: str, parts: Mapping[int, Parts]) -> int:
    """Say who has which part in each task, today or wanted; gives how many tasks changed.

    Shape: ``parts`` maps a task's key to a letter (R, A, C, I or "") for each party; parties left out stay.
    May: edit
    Raises: CannotMap if more than one answers for a task, or a party, a letter or a time is not known.
    Logs: needs.responsibility_shared
    """
    if when not in When.values:
        raise CannotMap(_("Choose today or wanted."))
    before = _parts_of(procurement, when, parts)
    if not _differing(before, parts):
        return 0
    subject = f"responsibility:{when}"
    with recorded(procurement.public_id, "needs.responsibility_shared", by=by, subject=subject) as entry:
        tasks = ResponsibilityTask.objects.select_for_update().filter(procurement=procurement, pk__in=parts)
        titles = {each.pk: each.title for each in tasks}
        before = _parts_of(procurement, when, parts)
        after = {key: {**before.get(key, {}), **parts[key]} for key in titles}
        changing = {key: after[key] for key in _differing(before, parts) if key in titles}
        _check_parts(changing, titles)
        ResponsibilityShare.objects.filter(task__in=changing, when=when).delete()
        ResponsibilityShare.objects.bulk_create(
            ResponsibilityShare(task_id=key, party=party, when=when, letter=letter)
            for key, letters in changing.items()
            for party, letter in letters.items()
            if letter
        )
        entry.content = {
            "when": when,
            "before": {titles[key]: before.get(key, {}) for key in changing},
            "after": {titles[key]: {p: x for p, x in changing[key].items() if x} for key in changing},
        }
    return len(changing)


def _parts_of(procurement: Procurement, when: str, parts: Mapping[int, Parts]) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = {}
    rows = ResponsibilityShare.objects.filter(task__procurement=procurement, task__in=list(parts), when=when)
    for key, party, letter in rows.values_list("task_id", "party", "letter"):
        found.setdefault(key, {})[party] = letter
    return found


def _differing(before: Mapping[int, Parts], parts: Mapping[int, Parts]) -> list[int]:
    return [
        key
        for key, letters in parts.items()
        if any(before.get(key, {}).get(party, "") != letter for party, letter in letters.items())
    ]


def _check_parts(parts: Mapping[int, Parts], titles: Mapping[int, str]) -> None:
    known = {"", *ResponsibilityShare.Letter.values}
    for key, letters in parts.items():
        if not set(letters) <= set(ResponsibilityShare.Party.values) or not set(letters.values()) <= known:
            raise CannotMap(_("Choose a part from the list."))
        if how_many_answer(letters) > 1:
            raise CannotMap(
                _(
                    "Only one can answer for “%(task)s”. Choose who, and let the others do it, be asked or be told."
                )
                % {"task": titles[key]},
                field=f"task-{key}",
            )


def _check_operation(row: OperationNeed) -> None:
    if not row.statement:
        raise CannotMap(_("Say what is asked for."), field="statement")
    if row.figure is not None and row.figure < 0:
        raise CannotMap(_("The figure cannot be below zero."), field="figure")
    is_uptime = row.kind == OperationNeed.Kind.UPTIME and row.figure is not None
    if is_uptime and not LEAST_UPTIME <= (row.figure or 0) <= 100:
        raise CannotMap(
            _(
                "Uptime is a percentage between %(least)s and 100: 100 is never down, 99 is down 432 minutes a month."
            )
            % {"least": LEAST_UPTIME},
            field="figure",
        )
    fits(row)


def _check_task(task: ResponsibilityTask) -> None:
    if not task.title:
        raise CannotMap(_("Say what the task is."), field="title")
    fits(task)
