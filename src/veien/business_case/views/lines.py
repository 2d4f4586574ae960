"""Lines: one with all its words, and a part of an alternative as a table that is filled in row by row."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from veien.business_case import actions, forms
from veien.business_case.models import Alternative, BusinessCase, Line
from veien.business_case.queries import things
from veien.business_case.views.frames import answer, context_of, frame, late_words, put_errors
from veien.foundation.errors import Refused
from veien.people.queries import signed_in
from veien.road.queries import procurement_for
from veien.web.rules.frame import Crumb

SPARE_ROWS = 5
MOST_ROWS = 400
_COLUMNS = (
    "title",
    "sort",
    "quantity",
    "unit_amount",
    "amount",
    "share",
    "realised",
    "growth",
    "first_year",
    "last_year",
)


def choices_of(case: BusinessCase) -> forms.Choices:
    """Give what a line may point at. Three queries."""
    return forms.Choices.of(
        things.quantities_of(case), things.assumptions_of(case), list(things.goals_to_serve(case))
    )


@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, public_id: UUID, alternative_id: UUID) -> HttpResponse:
    """Add a line to an alternative."""
    procurement = procurement_for(request.user, public_id, may="edit")
    case = things.case_for(procurement)
    chosen = things.alternative_for(case, alternative_id)
    choices = choices_of(case)
    if request.method != "POST":
        first = {
            "part": request.GET.get("part", "technology"),
            "sort": "cost",
            "first_year": 0,
            "last_year": case.years,
            "integration": "integration" in request.GET,
        }
        return _form_page(request, chosen, forms.WriteLine(choices=choices, initial=first))
    form = forms.WriteLine(request.POST, choices=choices)
    if form.is_valid():
        try:
            line = actions.add_line(chosen, by=signed_in(request), **form.words())
        except Refused as refused:
            put_errors(form, refused)
        else:
            messages.success(request, _("“%(line)s” is kept.") % {"line": line})
            if "more" in request.POST:
                url = reverse("business_case:line_add", args=[public_id, alternative_id])
                return redirect(f"{url}?part={line.part}")
            return redirect(_back(chosen, line.part))
    return _form_page(request, chosen, form)


@login_required
@require_http_methods(["GET", "POST"])
def line(request: HttpRequest, public_id: UUID, line_id: UUID) -> HttpResponse:
    """Change a line; when somebody else wrote first, show both."""
    procurement = procurement_for(request.user, public_id, may="edit")
    case = things.case_for(procurement)
    found = things.line_for(case, line_id)
    choices = choices_of(case)
    if request.method != "POST":
        form = forms.WriteLine(choices=choices, initial=forms.typed_line(found))
        return _form_page(request, found.alternative, form, found)
    form = forms.WriteLine(request.POST, choices=choices)
    if form.is_valid():
        revision = form.cleaned_data["revision"]
        try:
            actions.change_line(found, by=signed_in(request), revision=revision, **form.words())
        except actions.ChangedMeanwhile:
            current = things.line_for(case, line_id)
            both = late_words(forms.typed_line(current), form)
            anew = forms.WriteLine(
                choices=choices, initial=request.POST.dict() | {"revision": current.revision}
            )
            return _form_page(request, current.alternative, anew, current, both=both)
        except Refused as refused:
            put_errors(form, refused)
        else:
            messages.success(request, _("“%(line)s” is kept.") % {"line": found})
            return redirect(_back(found.alternative, form.cleaned_data["part"]))
    return _form_page(request, found.alternative, form, found)


@login_required
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, public_id: UUID, line_id: UUID) -> HttpResponse:
    """Ask before a line is removed."""
    procurement = procurement_for(request.user, public_id, may="edit")
    case = things.case_for(procurement)
    found = things.line_for(case, line_id)
    back = _back(found.alternative, found.part)
    if request.method == "POST":
        actions.remove_line(found, by=signed_in(request))
        messages.success(request, _("“%(line)s” is removed.") % {"line": found})
        return redirect(back)
    head = frame(procurement, _("Remove %(thing)s?") % {"thing": found}, Crumb(found.alternative.title, back))
    text = _("The line goes from this alternative. What stood in it stays in the log.")
    context = context_of(procurement, case, head, thing=found.title, text=text, back=back)
    return render(request, "business_case/remove.html", context)


def _back(alternative: Alternative, part: str) -> str:
    args = [alternative.case.procurement.public_id, alternative.public_id]
    return f"{reverse('business_case:alternative', args=args)}#{part}"


def _form_page(
    request: HttpRequest,
    alternative: Alternative,
    form: forms.WriteLine,
    found: Line | None = None,
    *,
    both: list[tuple[str, str, str]] | None = None,
) -> HttpResponse:
    case = alternative.case
    procurement = case.procurement
    title = _("Add a line") if found is None else _("Change the line")
    back = _back(alternative, found.part if found else "")
    head = frame(procurement, title, Crumb(alternative.title, back), lead=found.title if found else "")
    context = context_of(
        procurement,
        case,
        head,
        form=form,
        line=found,
        alternative=alternative,
        both=both,
        back=back,
        first_calendar_year=str(case.start_year),
        last_calendar_year=str(case.start_year + case.years),
        has_drivers=bool(form.choices.quantities),
    )
    return answer(request, "business_case/line_form.html", context, form=form, is_late=both is not None)


@login_required
@require_http_methods(["GET", "POST"])
def table(request: HttpRequest, public_id: UUID, alternative_id: UUID, part: str) -> HttpResponse:
    """Fill in a part of an alternative as a table; all rows are kept, or none."""
    procurement = procurement_for(request.user, public_id, may="edit")
    case = things.case_for(procurement)
    chosen = things.alternative_for(case, alternative_id)
    if part not in Line.Part.values:
        raise Http404
    choices = choices_of(case)
    held = things.lines_of(chosen, part=part)
    if request.method != "POST":
        rows: list[forms.LineRow] = [
            forms.LineRow(choices=choices, prefix=str(at), initial=forms.typed_line(each))
            for at, each in enumerate(held)
        ]
        rows += _spare(choices, case, len(held))
        return _table_page(request, chosen, part, rows, held)
    rows, kept = _posted(request, choices, held)
    if all(row.is_valid() for row in rows if not _is_empty(row)):
        written = [
            actions.Written(line, row.cleaned_data["revision"], _with_part(row.words(), part, line))
            for row, line in zip(rows, kept, strict=True)
            if not _is_empty(row)
        ]
        places = [at for at, row in enumerate(rows) if not _is_empty(row)]
        try:
            count = actions.write_lines(chosen, by=signed_in(request), rows=written)
        except actions.ChangedMeanwhile:
            return _table_late(request, chosen, part, rows, kept)
        except Refused as refused:
            said = _spread(rows, places, refused)
            return _table_page(request, chosen, part, rows, kept, said=said)
        words = ngettext("%(count)s line is kept.", "%(count)s lines are kept.", count)
        messages.success(request, words % {"count": count} if count else _("Nothing was changed."))
        return redirect(_back(chosen, part))
    return _table_page(request, chosen, part, rows, kept)


def _with_part(words: dict[str, Any], part: str, line: Line | None) -> actions.LineWords:
    """Leave alone what the table has no room for; a unit amount that comes from the book stays there."""
    if line is None:
        words["part"] = part
    elif line.assumption_id is not None and words["unit_amount"] is None:
        del words["unit_amount"]
    elif line.assumption_id is not None:
        words["assumption"] = None
    return words  # type: ignore[return-value]


def _spare(choices: forms.Choices, case: BusinessCase, start: int) -> list[forms.LineRow]:
    first = {"sort": "cost", "first_year": 0, "last_year": case.years}
    return [forms.LineRow(choices=choices, prefix=str(start + at), initial=first) for at in range(SPARE_ROWS)]


def _posted(
    request: HttpRequest, choices: forms.Choices, held: list[Line]
) -> tuple[list[forms.LineRow], list[Line | None]]:
    """Read the rows that were sent, each with the line it is; a line that somebody removed meanwhile is a new one."""
    by_id = {str(each.public_id): each for each in held}
    count = sum(1 for name in request.POST if name.endswith("-line"))
    rows, kept = [], []
    for at in range(min(count, MOST_ROWS)):
        rows.append(forms.LineRow(request.POST, choices=choices, prefix=str(at)))
        kept.append(by_id.get(request.POST.get(f"{at}-line", "")))
    return rows, kept


def _is_empty(row: forms.LineRow) -> bool:
    """Tell whether nothing was written in a spare row: what it began with does not count."""
    names = ("title", "quantity", "unit_amount", "amount")
    return row.is_bound and not any(str(row.data.get(row.add_prefix(name), "")).strip() for name in names)


def _spread(rows: list[forms.LineRow], places: list[int], refused: Refused) -> list[str]:
    """Put faults at the rows they belong to; give those that belong to none."""
    said = []
    for field, sentence in refused.at if isinstance(refused, actions.CannotWrite) else [("", str(refused))]:
        number, _dash, name = field.partition("-")
        if number.isdigit() and int(number) < len(places):
            row = rows[places[int(number)]]
            name = {"kind": "sort", "benefit": "sort"}.get(name, name)
            row.add_error(name if name in row.fields else None, sentence)
        else:
            said.append(sentence)
    return said


def _table_late(
    request: HttpRequest, chosen: Alternative, part: str, rows: list[forms.LineRow], kept: list[Line | None]
) -> HttpResponse:
    """Show what stands now beside the rows that were typed; kept once more, they take its place."""
    held = {each.pk: each for each in things.lines_of(chosen, part=part)}
    both, anew = [], []
    for row, line in zip(rows, kept, strict=True):
        current = held.get(line.pk) if line is not None else None
        typed = {name: row.data.get(row.add_prefix(name), "") for name in row.fields}
        if current is not None and current.revision != row.cleaned_data["revision"]:
            differing = late_words(forms.typed_line(current), row)
            both += [(f"{current.title}: {label}", theirs, mine) for label, theirs, mine in differing]
            typed["revision"] = str(current.revision)
        anew.append(forms.LineRow(choices=row.choices, prefix=row.prefix, initial=typed))
    return _table_page(request, chosen, part, anew, kept, both=both)


def _table_page(
    request: HttpRequest,
    chosen: Alternative,
    part: str,
    rows: list[forms.LineRow],
    kept: list[Line] | list[Line | None],
    *,
    said: list[str] | None = None,
    both: list[tuple[str, str, str]] | None = None,
) -> HttpResponse:
    case = chosen.case
    lines = [*kept, *([None] * (len(rows) - len(kept)))]
    title = str(dict(Line.Part.choices)[part])
    head = frame(case.procurement, title, Crumb(chosen.title, _back(chosen, part)), lead=chosen.title)
    cells = [_row_cells(at, row, line) for at, (row, line) in enumerate(zip(rows, lines, strict=True))]
    wrong = [error for row in cells for error in row["errors"]] + (said or [])
    context = context_of(
        case.procurement,
        case,
        head,
        alternative=chosen,
        rows=cells,
        drivers=[(pk, each.key) for pk, each in rows[0].choices.quantities.items()] if rows else [],
        sorts=rows[0].fields["sort"].choices if rows else [],  # type: ignore[attr-defined]
        wrong=wrong,
        said=said or [],
        both=both,
        back=_back(chosen, part),
    )
    status = 409 if both is not None else 422 if wrong else 200
    return render(request, "business_case/table.html", context, status=status)


def _row_cells(at: int, row: forms.LineRow, line: Line | None) -> dict[str, Any]:
    """Give the cells of a row as plain texts: four hundred widgets would be slow to draw."""
    is_read = row.is_bound and not _is_empty(row)
    errors = row.errors if is_read else {}
    cells: dict[str, Any] = {}
    for name in _COLUMNS:
        value = row[name].value()
        cells[name] = {
            "value": "" if value is None else value,
            "error": " ".join(map(str, errors.get(name, ()))),
        }
    own = [
        f"{row.fields[name].label}: {' '.join(map(str, texts))}"
        for name, texts in errors.items()
        if name in row.fields
    ]
    own += list(map(str, errors.get("__all__", ())))
    named = str(cells["title"]["value"]) or _("Row %(number)s") % {"number": at + 1}
    booked = line.assumption if line is not None else None
    return {
        "at": at,
        "number": at + 1,
        "line": line,
        "booked": booked,
        "revision_text": str(row["revision"].value() or ""),
        "cells": cells,
        "errors": [{"row": named, "text": text, "at": at} for text in own],
        **cells,
    }
