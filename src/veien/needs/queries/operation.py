"""Reading operation needs and the responsibility matrix."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from veien.documents import actions as documents
from veien.documents.rules import Column, Sheet
from veien.foundation import clock
from veien.needs.models import OperationNeed, ResponsibilityShare, ResponsibilityTask
from veien.needs.rules.mapping import plain_number
from veien.needs.rules.operation import MINUTES_A_YEAR, down_minutes, parties_that_change, who_answers
from veien.road.queries import Procurement

__all__ = ["OperationNeed", "ResponsibilityTask"]


def operation_of(procurement: Procurement) -> list[OperationNeed]:
    """Give what the operation asks for, in its order. One query."""
    rows = OperationNeed.objects.filter(procurement=procurement).select_related("need")
    return list(rows.order_by("kind", "position", "pk"))


def operation_for(procurement: Procurement, public_id: UUID) -> OperationNeed:
    """Give one operation need of a procurement that the caller has already been let into.

    Raises: Http404 if the procurement has no such row.
    """
    rows = OperationNeed.objects.select_related("need")
    found = rows.filter(procurement=procurement, public_id=public_id).first()
    if found is None:
        raise Http404
    found.procurement = procurement
    return found


@dataclass(frozen=True)
class Down:
    """What an uptime figure lets be down: minutes a month of 30 days, hours a year of 365."""

    minutes_a_month: Decimal
    hours_a_year: Decimal


def down_in(row: OperationNeed) -> Down | None:
    """Unfold an uptime figure; None for anything else."""
    if row.kind != OperationNeed.Kind.UPTIME or row.figure is None:
        return None
    return Down(down_minutes(row.figure), down_minutes(row.figure, MINUTES_A_YEAR) / 60)


def operation_workbook(rows: list[OperationNeed]) -> bytes:
    """Write operation needs as a workbook, in the reader's language."""
    columns = (
        Column("kind", _("About"), width=20),
        Column("statement", _("What is asked for"), width=60),
        Column("figure", _("Figure"), kind="number", width=12),
        Column("unit", _("Unit"), width=18),
        Column("down", _("Minutes down a month"), kind="number", width=14),
        Column("reason", _("Why so much, and no more"), width=50),
        Column("need", _("Need"), width=34),
    )
    lines = []
    for each in rows:
        down = down_in(each)
        lines.append(
            {
                "kind": each.get_kind_display(),
                "statement": each.statement,
                "figure": plain_number(each.figure),
                "unit": each.unit,
                "down": plain_number(down.minutes_a_month) if down else None,
                "reason": each.reason,
                "need": str(each.need) if each.need else "",
            }
        )
    title = _("Operation")
    return documents.build_workbook(
        [Sheet(name=title, title=title, columns=columns, rows=lines)], at=clock.now()
    )


@dataclass(frozen=True)
class TaskRow:
    """One task with the letters of each party, today and wanted."""

    task: ResponsibilityTask
    today: Mapping[str, str] = field(default_factory=dict)
    wanted: Mapping[str, str] = field(default_factory=dict)

    @property
    def changing(self) -> set[str]:
        """Give the parties whose part becomes another one."""
        return parties_that_change(self.today, self.wanted)

    def letters(self, when: str) -> Mapping[str, str]:
        """Give the letters of one side."""
        return self.today if when == "today" else self.wanted

    def has_nobody(self, when: str) -> bool:
        """Tell whether nobody answers for the task."""
        return not who_answers(self.letters(when))


def matrix_of(procurement: Procurement) -> list[TaskRow]:
    """Give the responsibility matrix, task by task. Two queries."""
    tasks = list(ResponsibilityTask.objects.filter(procurement=procurement).order_by("position", "pk"))
    found: dict[tuple[int, str], dict[str, str]] = {}
    if tasks:
        rows = ResponsibilityShare.objects.filter(task__procurement=procurement)
        for key, when, party, letter in rows.values_list("task_id", "when", "party", "letter"):
            found.setdefault((key, when), {})[party] = letter
    return [
        TaskRow(each, found.get((each.pk, "today"), {}), found.get((each.pk, "wanted"), {})) for each in tasks
    ]


def task_for(procurement: Procurement, public_id: UUID) -> ResponsibilityTask:
    """Give one task of a procurement that the caller has already been let into.

    Raises: Http404 if the procurement has no such task.
    """
    found = ResponsibilityTask.objects.filter(procurement=procurement, public_id=public_id).first()
    if found is None:
        raise Http404
    found.procurement = procurement
    return found


def matrix_workbook(rows: list[TaskRow]) -> bytes:
    """Write the responsibility matrix as a workbook, a sheet for today and one for what is wanted."""
    parties = ResponsibilityShare.Party.choices
    letters = dict(ResponsibilityShare.Letter.choices)
    columns = (Column("task", _("Task"), width=44), *(Column(key, label, width=20) for key, label in parties))
    sheets = []
    for when, title in (("today", _("Today")), ("wanted", _("Wanted"))):
        lines = []
        for row in rows:
            said = {key: str(letters.get(row.letters(when).get(key, ""), "")) for key, _label in parties}
            lines.append({"task": row.task.title, **said})
        heading = f"{_('Responsibility')}: {title}"
        sheets.append(Sheet(name=title, title=heading, columns=columns, rows=lines))
    return documents.build_workbook(sheets, at=clock.now())


def usual_tasks() -> list[str]:
    """Give the tasks that most purchases of welfare technology bring, in the reader's language."""
    return [
        _("Order and keep in stock"),
        _("Install and try out at the user's"),
        _("Train users and staff"),
        _("Change batteries and maintain"),
        _("Receive technical alarms"),
        _("Mend faults"),
        _("Answer alarms from users"),
        _("Go out when an alarm asks for it"),
        _("Give and take away access"),
        _("Take down and clean"),
    ]
