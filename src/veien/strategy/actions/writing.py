"""What all that is written here has in common: clean texts, checked fields, a queue, no newer version overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from veien.documents.rules import clean_text
from veien.foundation.errors import Refused
from veien.road.queries import Procurement
from veien.strategy.models import Choice, StrategyPlan

_Row = TypeVar("_Row", bound=models.Model)


class CannotWrite(Refused):
    """What was written cannot be kept; the message says why."""


class NotFounded(CannotWrite):
    """The choice must rest on an alternative of the business case, and the strategy is not linked to one."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Link the strategy to an alternative of the business case first; this choice is founded on its figures."
            ),
            field="founded",
        )


class ChangedMeanwhile(Refused):
    """Somebody else wrote first; ``current`` is what stands now."""

    def __init__(self, current: Any) -> None:
        super().__init__(_("Somebody else changed this while you wrote."))
        self.current = current


def queued(procurement: Procurement) -> None:
    """Let those who write to one procurement's strategy wait for each other until the transaction ends."""
    Procurement.objects.select_for_update().get(pk=procurement.pk)


def plan_for(procurement: Procurement) -> StrategyPlan:
    """Give the plan of a procurement, made where there is none."""
    found = StrategyPlan.objects.filter(procurement=procurement).first()
    return found or StrategyPlan(procurement=procurement, revision=0)


def refuse_unfounded(procurement: Procurement) -> None:
    """Refuse a choice that rests on the business case while the strategy is not linked to it.

    Raises: NotFounded
    """
    if not StrategyPlan.objects.filter(procurement=procurement).exclude(alternative=None).exists():
        raise NotFounded


def choice_for(procurement: Procurement, kind: str, revision: int | None) -> Choice:
    """Give a choice as it stands, queued at, for a writer who read it in its newest version.

    Raises: ChangedMeanwhile if somebody else wrote first.
    """
    queued(procurement)
    row = Choice.objects.filter(procurement=procurement, kind=kind).first()
    row = row or Choice(procurement=procurement, kind=kind, revision=0)
    return checked(row, revision)


def checked(row: _Row, revision: int | None) -> _Row:
    """Let a row through to a writer who read its newest version; None is a writer who read nothing.

    Raises: ChangedMeanwhile
    """
    if revision is not None and getattr(row, "revision") != revision:  # noqa: B009 - every row here has one
        raise ChangedMeanwhile(row)
    return row


def current(row: _Row, revision: int | None) -> _Row:
    """Give a row as it stands, locked.

    Raises: ChangedMeanwhile if somebody else wrote first; CannotWrite if it is gone.
    """
    table: Any = type(row)
    found: _Row | None = table.objects.select_for_update().filter(pk=row.pk).first()
    if found is None:
        raise CannotWrite(_("Somebody else has removed it."))
    return checked(found, revision)


def kept(row: models.Model) -> None:
    """Keep a row as its next version."""
    row.revision += 1  # type: ignore[attr-defined]
    row.save()


def cleaned(words: Mapping[str, Any], allowed: tuple[str, ...]) -> dict[str, Any]:
    """Take the words that may be written, every text cleaned."""
    return {
        key: clean_text(value) if isinstance(value, str) else value
        for key, value in words.items()
        if key in allowed
    }


def filled(row: models.Model, words: Mapping[str, Any]) -> None:
    """Fill a row and see that every field can hold what it got.

    Raises: CannotWrite with the first fault and its field.
    """
    for field, value in words.items():
        setattr(row, field, value)
    try:
        row.clean_fields(exclude=[each.name for each in row._meta.fields if each.name not in words])
    except ValidationError as problem:
        field, faults = next(iter(problem.message_dict.items()))
        raise CannotWrite(faults[0], field=field) from problem


def told(row: models.Model, fields: tuple[str, ...]) -> dict[str, Any]:
    """Give what stands in a row, for the log."""
    return {field: getattr(row, field) for field in fields}
