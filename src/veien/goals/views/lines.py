"""The lines beside the goals: their lists, writing one down, changing it, removing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.goals import actions, forms, queries
from veien.goals.models import Line, SignOff
from veien.goals.queries import lines as reading
from veien.goals.queries import shown
from veien.goals.views.both import Both, both_of
from veien.goals.views.frames import goals_frame, may_edit
from veien.goals.views.words import ADD, EMPTY, TIPS
from veien.people.queries import signed_in
from veien.road.queries import Procurement, procurement_for


@dataclass(frozen=True)
class Cell:
    """One word of a line with the heading it stands under."""

    label: str
    text: str


@login_required
@require_GET
def page(request: HttpRequest, public_id: UUID, what: str) -> HttpResponse:
    """Show the lines of one sort, parted and narrowed, with what is left to do."""
    procurement = procurement_for(request.user, public_id)
    lines = reading.lines_of(procurement, what)
    digest = _digest(procurement) if what == "sign-off" else ""
    loose = {line.pk: shown.loose_of(line, today=clock.today(), digest=digest) for line in lines}
    narrow = forms.FindLines(request.GET)
    wish = narrow.cleaned_data if narrow.is_valid() else {}
    find, only = wish.get("q", ""), wish.get("only", "")
    kept = [each for each in lines if shown.fits(what, each, find) and (not only or loose[each.pk])]
    context = {
        "procurement": procurement,
        "frame": goals_frame(procurement, what),
        "what": what,
        "headings": [str(title) for _key, title in shown.COLUMNS[what]],
        "groups": [_group(what, each, loose) for each in shown.grouped(what, kept)],
        "count": len(lines),
        "kept": len(kept),
        "open": sum(bool(each) for each in loose.values()),
        "is_narrowed": bool(find or only),
        "narrow": narrow,
        "agreement": _agreement(lines, digest) if what == "sign-off" else None,
        "empty": EMPTY[what],
        "tips": TIPS[what],
        "add": ADD[what],
        "may_edit": may_edit(procurement),
    }
    return render(request, "goals/lines.html", context)


def _group(what: str, group: shown.Group, loose: dict[int, str]) -> dict[str, Any]:
    (head, _title), *rest = shown.COLUMNS[what]
    return {
        "title": group.title,
        "rows": [
            {
                "line": line,
                "head": shown.told(line, head),
                "url": getattr(line, "url", ""),
                "cells": [Cell(str(title), shown.told(line, key)) for key, title in rest],
                "loose": loose[line.pk],
            }
            for line in group.lines
        ],
    }


def _digest(procurement: Procurement) -> str:
    return reading.digest_now(queries.vision_of(procurement), queries.goals_of(procurement))


def _agreement(lines: list[Line], digest: str) -> reading.Agreement:
    signers = [each for each in lines if isinstance(each, SignOff)]
    return reading.agreement_of(signers, digest, clock.today())


@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, public_id: UUID, what: str) -> HttpResponse:
    """Write down a line."""
    procurement = procurement_for(request.user, public_id, may="edit")
    choices = _choices(procurement, what)
    if request.method != "POST":
        return _form_page(
            request, procurement, forms.FORMS[what](choices=choices, initial=request.GET.dict())
        )
    form = forms.FORMS[what](request.POST, choices=choices)
    if form.is_valid():
        try:
            made = actions.add_line(procurement, what, by=signed_in(request), words=form.words())
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("%(line)s is written down.") % {"line": made})
            return redirect("goals:lines", public_id, what)
    return _form_page(request, procurement, form)


@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: UUID, what: str, line_id: UUID) -> HttpResponse:
    """Change a line; when somebody else wrote first, show both texts."""
    procurement = procurement_for(request.user, public_id, may="edit")
    line, choices = reading.line_for(procurement, what, line_id), _choices(procurement, what)
    if request.method != "POST":
        initial = actions.keyed_words(line) | {"revision": line.revision}
        return _form_page(
            request, procurement, forms.FORMS[what](choices=choices, initial=initial), line=line
        )
    form = forms.FORMS[what](request.POST, choices=choices)
    if form.is_valid():
        words, revision = form.words(), form.cleaned_data["revision"]
        try:
            actions.change_line(line, by=signed_in(request), revision=revision, words=words)
        except actions.LineChangedMeanwhile as late:
            anew = forms.FORMS[what](choices=choices, initial=words | {"revision": late.current.revision})
            both = both_of(actions.keyed_words(late.current), words, form)
            return _form_page(request, procurement, anew, line=line, both=both)
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("The change is kept."))
            return redirect("goals:lines", public_id, what)
    return _form_page(request, procurement, form, line=line)


@login_required
@require_POST
def remove(request: HttpRequest, public_id: UUID, what: str, line_id: UUID) -> HttpResponse:
    """Remove a line."""
    procurement = procurement_for(request.user, public_id, may="edit")
    line = reading.line_for(procurement, what, line_id)
    actions.remove_line(line, by=signed_in(request))
    messages.success(request, _("%(line)s is removed.") % {"line": line})
    return redirect("goals:lines", public_id, what)


def _choices(procurement: Procurement, what: str) -> forms.LineChoices:
    if what not in ("positions", "plans", "questions"):
        return forms.LineChoices()
    goals = queries.in_tree(queries.goals_of(procurement))
    members = reading.members_to_choose(procurement) if what == "positions" else []
    return forms.LineChoices(goals=goals, members=members)


def _form_page(
    request: HttpRequest,
    procurement: Procurement,
    form: forms.WriteLine,
    *,
    line: Line | None = None,
    both: list[Both] | None = None,
) -> HttpResponse:
    what = form.what
    title = str(ADD[what]) if line is None else _("Change: %(line)s") % {"line": line}
    context = {
        "procurement": procurement,
        "frame": goals_frame(procurement, what, title=title),
        "what": what,
        "form": form,
        "line": line,
        "both": both,
        "tips": TIPS[what],
    }
    status = 409 if both is not None else 422 if form.errors else 200
    return render(request, "goals/line.html", context, status=status)
