"""What the forms of the value share: faults at their fields, and two texts side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from veien.foundation.errors import Refused
from veien.strategy.actions.value import CannotEstimate


def put_errors(form: forms.Form, refused: Refused) -> None:
    """Put what an action refused at its fields; what has no field here stands above the form."""
    at = refused.at if isinstance(refused, CannotEstimate) else [(refused.field, str(refused))]
    for field, sentence in at:
        form.add_error(field if field in form.fields else None, sentence)


def standing_and_typed(theirs: Mapping[str, Any], form: forms.Form) -> list[tuple[str, str, str]]:
    """Set what the other wrote beside what was typed, field by field, where the two differ."""
    found = []
    for name, field in form.fields.items():
        if field.widget.is_hidden or name not in theirs:
            continue
        standing, typed = _shown(field, theirs[name]), _shown(field, form.data.get(form.add_prefix(name), ""))
        if standing != typed:
            found.append((str(field.label), standing, typed))
    return found


def _shown(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.BooleanField):
        return str(_("yes") if value and value != "False" else _("no"))
    text = str(field.prepare_value(value) if value is not None else "")
    if isinstance(field, forms.ChoiceField):
        names = {str(key): str(name) for key, name in list(field.choices)}  # type: ignore[arg-type]
        return names.get(text, text)
    return text
