"""What the forms of the room have in common: one page, 422 with everything kept, 409 with both texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import formats
from django.utils.translation import gettext as _

from veien.anchoring.actions import ChangedMeanwhile
from veien.anchoring.views.page import frame
from veien.foundation.errors import Refused
from veien.road.queries import Procurement


def form_page(
    request: HttpRequest,
    procurement: Procurement,
    form: forms.Form,
    *,
    title: str,
    back: str,
    both: list[dict[str, str]] | None = None,
    **more: Any,
) -> HttpResponse:
    """Show a form on a page of its own."""
    context = {
        "procurement": procurement,
        "frame": frame(procurement, title),
        "form": form,
        "back": back,
        "both": both,
        **more,
    }
    status = 409 if both is not None else 422 if form.errors else 200
    return render(request, "anchoring/form.html", context, status=status)


def tried(form: forms.Form, act: Callable[[], object]) -> object | None:
    """Run a use case on a valid form; what it refuses stands at the field. None where it was refused.

    Raises: ChangedMeanwhile, which the caller shows.
    """
    try:
        return act() or True
    except ChangedMeanwhile:
        raise
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return None


def both_texts(form: forms.Form, current: Any, mine: Mapping[str, Any]) -> list[dict[str, str]]:
    """Set what stands now beside what was typed, where they differ."""
    found = []
    for name, field in form.fields.items():
        if name == "revision" or not hasattr(current, name) or name == "stakeholders":
            continue
        theirs, own = getattr(current, name), mine.get(name)
        if (theirs or "") != (own or ""):
            found.append(
                {"label": str(field.label), "theirs": _shown(field, theirs), "mine": _shown(field, own)}
            )
    return found


def _shown(field: forms.Field, value: Any) -> str:
    if value in (None, ""):
        return _("nothing")
    choices = dict(getattr(field, "choices", ()) or ())
    if value in choices:
        return str(choices[value])
    return str(formats.localize(value))
