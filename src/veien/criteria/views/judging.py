"""Which criterion judges which requirement: finding, and assigning many at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from veien.criteria import actions, forms, queries
from veien.criteria.queries import Node, Tree
from veien.criteria.views.frame import frame, locked_note, may_edit
from veien.foundation.errors import Refused
from veien.people.queries import signed_in
from veien.requirements.queries import Requirement, RequirementRow, requirement_rows
from veien.road.queries import Procurement, procurement_for


@dataclass(frozen=True, slots=True)
class Line:
    """A requirement of the list: what it says, who judges it, or why nobody does."""

    row: RequirementRow
    id: str
    ref: str
    title: str
    section: str
    category: str
    criterion: Node | None
    judge: str
    reason: str
    is_must: bool

    @property
    def state(self) -> str:
        """Say whether it is scored, knowingly unscored, or still open."""
        if self.criterion is not None:
            return "scored"
        return "unscored" if self.reason else "open"


_escaped = lru_cache(maxsize=4096)(escape)


def _line(row: RequirementRow, criterion: Node | None, reason: str, categories: Mapping[str, str]) -> Line:
    return Line(
        row=row,
        id=SafeString(
            row.public_id
        ),  # safe, and words that come again are escaped once: a thousand rows are felt
        ref=row.ref,
        title=row.title,
        section=_escaped(row.section_title),
        category=_escaped(categories.get(row.category, "")),
        criterion=criterion,
        judge=_escaped(criterion.title) if criterion is not None else "",
        reason=reason,
        is_must=row.obligation == "must",
    )


class _List:
    """The should-requirements of a procurement (and must-requirements that are scored by mistake)."""

    def __init__(self, procurement: Procurement) -> None:
        self.tree = queries.tree_of(procurement)
        scored = queries.criteria_of_requirements(procurement, self.tree)
        reasons = queries.unscored_of(procurement)
        categories = {key: str(name) for key, name in Requirement.Category.choices}
        self.lines = [
            _line(row, scored.get(row.pk), reasons.get(row.pk, ""), categories)
            for row in requirement_rows(procurement)
            if row.obligation == "should" or row.pk in scored
        ]
        self.sections = list(
            dict.fromkeys((line.row.section_id, line.row.section_title) for line in self.lines)
        )

    def find(self, data: QueryDict) -> tuple[forms.FindRequirements, list[Line]]:
        """Give the form that narrows the list, and the lines it lets through."""
        form = forms.FindRequirements(data, tree=self.tree, sections=self.sections)
        if not form.is_valid():
            return form, self.lines
        wish = form.cleaned_data
        words = wish["q"].casefold().split()
        return form, [line for line in self.lines if _fits(line, wish, words)]


def _fits(line: Line, wish: dict[str, Any], words: list[str]) -> bool:
    row = line.row
    if wish["state"] and line.state != wish["state"]:
        return False
    if wish["criterion"] and (line.criterion is None or str(line.criterion.public_id) != wish["criterion"]):
        return False
    if wish["section"] and str(row.section_id) != wish["section"]:
        return False
    if wish["category"] and row.category != wish["category"]:
        return False
    said = f"{row.ref}\n{row.title}\n{row.text}".casefold() if words else ""
    return all(word in said for word in words)


@login_required
@require_GET
def requirements(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """List the should-requirements with the criterion that judges each."""
    procurement = procurement_for(request.user, public_id)
    return _page(request, procurement, _List(procurement), request.GET)


@login_required
@require_POST
def assign(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Assign the marked requirements, or all that are shown, to a criterion or to none."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = _List(procurement)
    narrowed = QueryDict(request.POST.get("narrowed", ""))
    form = forms.AssignRequirements(request.POST, tree=found.tree)
    chosen = forms.marked(request.POST.getlist("requirement"))
    if form.is_valid():
        if form.cleaned_data["everything"]:
            chosen = [line.row.public_id for line in found.find(narrowed)[1]]
        try:
            count = _assign(request, procurement, found.tree, form, chosen)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            sentence = ngettext(
                "%(count)s requirement is assigned.", "%(count)s requirements are assigned.", count
            )
            messages.success(request, sentence % {"count": count})
            address = reverse("criteria:requirements", args=[public_id])
            query = narrowed.urlencode()
            return redirect(f"{address}?{query}" if query else address)
    return _page(request, procurement, found, narrowed, form=form, marked=set(chosen))


def _assign(
    request: HttpRequest,
    procurement: Procurement,
    tree: Tree,
    form: forms.AssignRequirements,
    chosen: list[UUID],
) -> int:
    by, to = signed_in(request), form.cleaned_data["criterion"]
    if to == forms.NOWHERE:
        return actions.unassign_requirements(procurement, by=by, requirements=chosen)
    if to == forms.UNSCORED:
        reason = form.cleaned_data["reason"]
        return actions.leave_unscored(procurement, by=by, requirements=chosen, reason=reason)
    criterion = queries.criterion_for(procurement, UUID(to))
    return actions.assign_requirements(procurement, by=by, criterion=criterion, requirements=chosen)


def _page(
    request: HttpRequest,
    procurement: Procurement,
    found: _List,
    data: QueryDict,
    *,
    form: forms.AssignRequirements | None = None,
    marked: set[UUID] | None = None,
) -> HttpResponse:
    model = queries.model_of(procurement)
    find, lines = found.find(data)
    wishes = {key: value for key, value in data.items() if key in find.fields and value}
    context = {
        "procurement": procurement,
        "frame": frame(
            procurement,
            _("Requirements and criteria"),
            here="criteria:requirements",
            lead=_("Every should-requirement is judged by one criterion, or knowingly by none."),
        ),
        "find": find,
        "lines": lines,
        "all_count": len(found.lines),
        "open_count": sum(line.state == "open" for line in found.lines),
        "narrowed": urlencode(wishes),
        "is_narrowed": bool(wishes),
        "form": form or forms.AssignRequirements(tree=found.tree),
        "marked": {str(each) for each in marked or ()},
        "has_criteria": bool(found.tree.quality()),
        "may_edit": may_edit(procurement, model),
        "locked": locked_note(model),
    }
    return render(request, "criteria/requirements.html", context, status=422 if form and form.errors else 200)
