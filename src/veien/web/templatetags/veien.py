"""The tags every page is written with: fields, errors, tags, figures, terms, progress and empty states."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import count
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from veien.web import queries
from veien.web.rules import numbers

register = template.Library()

_TAG_COLOURS = {
    "ok": "success",
    "warn": "warning",
    "bad": "danger",
    "info": "info",
    "plain": "neutral",
    "accent": "accent",
}
_COLOUR_SCHEMES = {"light", "dark"}
# A word may be explained twice on a page; each needs an id of its own.
_SHOWN = count()


def _language() -> str:
    return get_language() or "nb"


@register.inclusion_tag("web/field.html")
def field(bound: BoundField, css: str = "", optional_mark: bool = False) -> dict[str, Any]:
    """Show a form field whole: label, help, the control and its error, tied together for screen readers."""
    widget = bound.field.widget
    _as_the_browser_has_it(bound)
    is_group = isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    control_id = bound.auto_id or f"id_{bound.html_name}"
    described = [f"{control_id}_help"] if bound.help_text else []
    described += [f"{control_id}_error"] if bound.errors else []
    attributes: dict[str, str | bool] = {
        "class": " ".join(filter(None, ["ds-input", widget.attrs.get("class", "")]))
    }
    if described and not is_group:
        attributes["aria-describedby"] = " ".join(described)
    if bound.errors and not is_group:
        attributes["aria-invalid"] = "true"
    return {
        "bound": bound,
        "control_id": control_id,
        "described": " ".join(described),
        "css": css,
        "is_group": is_group,
        "is_choice": isinstance(widget, forms.CheckboxInput),
        "is_required": bound.field.required,
        "optional_mark": optional_mark,
        "control": "" if is_group else bound.as_widget(attrs=attributes),
        "options": _options(bound, control_id) if is_group else [],
    }


def _as_the_browser_has_it(bound: BoundField) -> None:
    """Let the browser's own pickers and number keyboards come up, with values in the form they read."""
    widget: Any = bound.field.widget
    if type(widget) is forms.DateInput:
        widget.input_type, widget.format = "date", "%Y-%m-%d"
    elif type(widget) is forms.DateTimeInput:
        widget.input_type, widget.format = "datetime-local", "%Y-%m-%dT%H:%M"
    elif type(widget) is forms.TextInput and isinstance(bound.field, forms.DecimalField | forms.FloatField):
        widget.attrs.setdefault("inputmode", "decimal")
        widget.attrs.setdefault("autocomplete", "off")


def _options(bound: BoundField, control_id: str) -> list[dict[str, Any]]:
    widget: Any = bound.field.widget
    attributes = widget.attrs | {"id": control_id, "class": "ds-input"}
    return list(widget.subwidgets(bound.html_name, bound.value(), attributes))


@register.inclusion_tag("web/form_errors.html")
def form_errors(*parts: forms.BaseForm) -> dict[str, Any]:
    """List what must be mended in one or more forms, each with a link to its field; else nothing."""
    items: list[dict[str, str]] = []
    for form in parts:
        if not form or not form.is_bound:
            continue
        items += [{"id": "", "label": "", "text": str(text)} for text in form.non_field_errors()]
        items += [
            _field_error(form, name) for name, errors in form.errors.items() if name in form.fields and errors
        ]
    return {"items": items}


def _field_error(form: forms.BaseForm, name: str) -> dict[str, str]:
    bound = form[name]
    control_id = bound.auto_id or f"id_{bound.html_name}"
    if isinstance(bound.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        control_id = f"{control_id}_0"
    return {"id": control_id, "label": str(bound.label), "text": str(bound.errors[0])}


@register.simple_tag
def tag(kind: str, text: object) -> SafeString:
    """Show a short word in a pill. Kinds: ok, warn, bad, info, plain, accent."""
    return format_html(
        '<span class="ds-tag" data-color="{}">{}</span>', _TAG_COLOURS.get(kind, "neutral"), text
    )


@register.inclusion_tag("web/help_term.html")
def help_term(term_id: str, text: str = "") -> dict[str, Any]:
    """Explain a word on the spot: the word, and its meaning when it is opened; plain text if not known."""
    found = queries.term(term_id, _language())
    name = f"term-{term_id}-{next(_SHOWN) % 100_000}"
    return {"term": found, "id": name, "text": text or (found.title if found else term_id)}


@register.simple_tag
def number(value: Decimal | int | None) -> str:
    """Write a figure as the reader's language writes it, with every digit it has."""
    return numbers.written_number(_exact(value), _language())


@register.simple_tag
def decimal(value: Decimal | int | None, places: int = 2) -> str:
    """Write a figure with a fixed number of decimals."""
    return numbers.written_number(_exact(value), _language(), places=places)


@register.simple_tag
def money(value: Decimal | int | None, currency: str = "NOK") -> str:
    """Write an amount with its currency."""
    return numbers.written_money(_exact(value), currency, _language())


@register.filter
def as_number(value: Decimal | int | None, places: int | None = None) -> str:
    """Write a figure inside another expression: ``{{ total|as_number:2 }}``."""
    return numbers.written_number(_exact(value), _language(), places=places)


def _exact(value: object) -> Decimal | int | None:
    if value is None or value == "":
        return None
    return value if isinstance(value, Decimal | int) else Decimal(str(value))


@register.simple_tag
def digest(value: str) -> SafeString:
    """Show a digest short, with the whole of it for those who hover or copy."""
    if not value:
        return SafeString(numbers.NOTHING)
    return format_html('<span class="digest" title="{}">{}</span>', value, numbers.short_digest(value))


@register.inclusion_tag("web/progress.html")
def progress(done: int, total: int, label: str) -> dict[str, Any]:
    """Show how much is done of how much, as a bar and in words."""
    percent = round(100 * done / total) if total else 0
    return {"done": done, "total": max(total, 1), "of": total, "label": label, "percent": percent}


@register.inclusion_tag("web/empty.html")
def empty(title: str, text: str = "", url: str = "", action: str = "", level: int = 3) -> dict[str, Any]:
    """Say what is missing, what to do next, and where to do it; ``level`` 2 where no heading stands above."""
    return {"title": title, "text": text, "url": url, "action": action, "level": level}


@register.filter(name="in_language")
def in_language(text: Mapping[str, str] | str | None) -> str:
    """Pick a pack's text in the reader's language."""
    return numbers.in_language(text, _language())


@register.filter
def initials(name: object) -> str:
    """Give the letters that stand for a person in the header."""
    return numbers.initials_of(str(name))


@register.simple_tag(takes_context=True)
def colour_scheme(context: template.Context) -> str:
    """Give the light or dark choice the reader made before, or "auto"."""
    request = context.get("request")
    choice = request.COOKIES.get("veien_colours", "") if isinstance(request, HttpRequest) else ""
    return choice if choice in _COLOUR_SCHEMES else "auto"
