"""What stands now beside what was written, for a writer whom somebody else overtook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django import forms
from django.utils import formats
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Both:
    """One word as it stands and as it was written meanwhile."""

    label: str
    theirs: str
    mine: str


def both_of(stands: Mapping[str, object], written: Mapping[str, object], form: forms.Form) -> list[Both]:
    """Give the words that differ, in the order of the form."""
    return [
        Both(str(field.label), shown(field, stands[name]), shown(field, written[name]))
        for name, field in form.fields.items()
        if name in stands and name in written and stands[name] != written[name]
    ]


def shown(field: forms.Field, value: object) -> str:
    """Write a word as people read it in the form: a choice by its label, a day as days are written."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return formats.date_format(value, "SHORT_DATE_FORMAT")
    text = "" if value is None else str(value)
    if isinstance(field, forms.ChoiceField):
        names = {str(key): str(label) for key, label in list(field.choices)}  # type: ignore[arg-type]
        return names.get(text, text) if text else ""
    return text
