"""What all pages of the room have in common: who may, the way here, the tabs, what a write answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from veien.business_case.actions import CannotWrite
from veien.business_case.models import BusinessCase
from veien.foundation.errors import Refused
from veien.road.queries import Procurement, frame_of
from veien.web.rules.frame import Crumb, Frame, Tab


def may_edit(procurement: Procurement) -> bool:
    """Tell whether the person who asked may write here."""
    return "edit" in procurement.granted  # type: ignore[attr-defined]


def frame(
    procurement: Procurement, title: str, *way: Crumb, tab: str = "", lead: str = "", begun: bool = True
) -> Frame:
    """Make the head of a page: the way through the business case, and its tabs where ``tab`` is one of them."""
    root = Crumb(_("Business case"), reverse("business_case:page", args=[procurement.public_id]))
    crumbs = (root, *way, Crumb(title)) if tab != "page" else (Crumb(title),)
    tabs = tabs_of(procurement, tab) if tab and begun else ()
    return frame_of(procurement, title, crumbs=crumbs, tabs=tabs, lead=lead)


def tabs_of(procurement: Procurement, current: str) -> tuple[Tab, ...]:
    """Give the tabs of the room."""
    names = (
        ("page", _("Result")),
        ("drivers", _("Drivers")),
        ("assumptions", _("Assumptions")),
        ("shares", _("Sharing the cost")),
        ("simulation", _("Uncertainty")),
        ("compare", _("On one page")),
        ("workbook_import", _("Excel")) if may_edit(procurement) else ("", ""),
    )
    return tuple(
        Tab(title, reverse(f"business_case:{name}", args=[procurement.public_id]), name == current)
        for name, title in names
        if name
    )


def context_of(
    procurement: Procurement, case: BusinessCase | None, head: Frame, **more: Any
) -> dict[str, Any]:
    """Give what every template asks for."""
    return {
        "procurement": procurement,
        "frame": head,
        "case": case,
        "may_edit": may_edit(procurement),
        **more,
    }


def put_errors(form: django_forms.Form, refused: Refused) -> None:
    """Put what an action refused at its fields; what has no field here stands above the form."""
    at = refused.at if isinstance(refused, CannotWrite) else [(refused.field, str(refused))]
    for field, sentence in at:
        if field in form.fields and not form.fields[field].widget.is_hidden:
            form.add_error(field, sentence)
        else:
            form.add_error(None, sentence)


def answer(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    form: django_forms.Form | None = None,
    is_late: bool = False,
) -> HttpResponse:
    """Answer a form's page: 409 where somebody else wrote first, 422 where something is wrong, else 200."""
    status = 409 if is_late else 422 if form is not None and form.errors else 200
    return render(request, template, dict(context), status=status)


def late_words(theirs: Mapping[str, Any], form: django_forms.Form) -> list[tuple[str, str, str]]:
    """Set what the other wrote beside what was typed, field by field, where the two differ."""
    found = []
    for name, field in form.fields.items():
        if field.widget.is_hidden or name not in theirs:
            continue
        standing = str(field.prepare_value(theirs[name]) if theirs[name] is not None else "")
        typed = str(form.data.get(form.add_prefix(name), ""))
        if isinstance(field, django_forms.BooleanField):
            standing, typed = (
                _("yes") if each not in ("", "False") else _("no") for each in (standing, typed)
            )
        if isinstance(field, django_forms.ChoiceField):
            names = {str(key): str(text) for key, text in list(field.choices)}  # type: ignore[arg-type]
            standing, typed = names.get(standing, standing), names.get(typed, typed)
        if standing != typed:
            found.append((str(field.label), standing, typed))
    return found
