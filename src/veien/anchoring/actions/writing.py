"""What all that is written here has in common: clean texts, checked fields, no newer version overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from veien.anchoring.models import Brief, Measure, PlanLink, Stakeholder
from veien.documents.rules import clean_text
from veien.foundation.errors import Refused

_Kept = TypeVar("_Kept", Stakeholder, Measure, PlanLink, Brief)


class CannotWrite(Refused):
    """What was written cannot be kept; the message says why."""


class ChangedMeanwhile(Refused):
    """Somebody else wrote first; ``current`` is what stands now."""

    def __init__(self, current: Any) -> None:
        super().__init__(_("Somebody else changed this while you wrote."))
        self.current = current


def cleaned(words: Mapping[str, Any]) -> dict[str, Any]:
    """Clean every text."""
    return {key: clean_text(value) if isinstance(value, str) else value for key, value in words.items()}


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


def current(row: _Kept, revision: int | None) -> _Kept:
    """Give a row as it stands, locked, to a writer who read it in its newest version.

    Raises: ChangedMeanwhile if somebody else wrote first; CannotWrite if it is gone.
    """
    table: Any = type(row)
    found: _Kept | None = table.objects.select_for_update().filter(pk=row.pk).first()
    if found is None:
        raise CannotWrite(_("Somebody else has removed it."))
    if revision is not None and found.revision != revision:
        raise ChangedMeanwhile(found)
    return found


def told(row: models.Model, fields: tuple[str, ...]) -> dict[str, Any]:
    """Give what stands in a row, for the log."""
    return {field: getattr(row, field) for field in fields}
